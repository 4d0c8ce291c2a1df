"""Provisions that stop in mid-sentence, or have no text at all, with others behind them.

Where a document itself ends too early is told by `parse/incomplete.py`; here it is what is lost in its middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...extract.page import Processed
from ...parse.model import Provision
from ...text.levels import Level
from ...text.lines import strip
from ...text.patterns import pattern
from ...text.source import Flag, Span
from ..places import tables_of
from ..seen import seen

_EMPTY, _COMMA, _WORD = 0.9, 0.8, 0.6
"""An article without text; a provision that stops at a comma or an open bracket; one that stops at a word."""
_INSIDE = frozenset((Level.ARTICLE, Level.PARA, Level.ITEM, Level.SUBITEM))
_NO_STOP = re.compile(r"[ \t*\n](?<=[^\s。;:!?.…”’)》\]>|#*][ \t*\n])(?:(?<=\n)|[ \t*]*\n)")
"""What stands behind a line that has no full stop: few lines end so but headings."""
_OPEN_END = frozenset(",、(《“")
_SENTENCE = pattern(r"[\u4e00-\u9fff][,。;]")
_LONG = 12
"""Characters; what is shorter and has no full stop is a heading or an entry of a list."""


def check_cut_off(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each article without text, and each provision that stops in mid-sentence before the next."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        tables = tables_of(regulation)
        for match in _NO_STOP.finditer(folded, regulation.span.start + 1, regulation.span.end):
            line = _line(regulation.root, match.start() - 1)
            if not line or line[-1].level not in _INSIDE or line[0].level is Level.ANNEX:
                continue
            where = strip(folded, line[-1].own)
            if where.end != match.start() or line[-1].own.end >= regulation.span.end or tables.touch(where):
                continue
            if found := _stop(folded, line, where):
                shown = where.of(text)[-_LONG:].strip().replace("\n", "")
                yield Flag("cut_off", found[0].format(shown), where, score=found[1])


def _line(root: Provision, at: int) -> list[Provision]:
    """Return the provisions that a character stands in, outermost first."""
    path = root.path_at(at)
    return [root.at(path[:depth]) for depth in range(1, len(path) + 1)]


def _stop(folded: str, line: Sequence[Provision], where: Span) -> tuple[str, float] | None:
    """Return how a provision that has no full stop ends and how surely it should not, None where it may."""
    node = line[-1]
    if where.end <= node.body.start:
        is_empty = node.level is Level.ARTICLE and not node.children and not node.heading
        return ("{}没有条文", _EMPTY) if is_empty else None
    if node.children:
        return None
    last = folded[where.end - 1]
    if last in _OPEN_END:
        return "“…{}”之后中断，句子不完整", _COMMA
    ends_article = _ends_article(line)
    is_sentence = where.end - node.body.start >= _LONG and _SENTENCE.search(folded, node.body.start, where.end)
    if is_sentence and ends_article and "\u4e00" <= last <= "\u9fff":
        return "“…{}”之后没有标点，句子可能被截断", _WORD
    return None


def _ends_article(line: Sequence[Provision]) -> bool:
    """Tell whether a provision is the last of its article."""
    article = next((node for node in line if node.level is Level.ARTICLE), None)
    return article is not None and line[-1].span.end == article.span.end
