"""What stands in the wrong order: a number below its addressee, a name turned round; not the numbers of provisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ...extract.page import Processed
from ...parse.model import Cell, Regulation
from ...text.levels import Level
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.source import Flag, Span
from ..seen import seen

_SURE, _LIKELY, _LAID_OUT = 0.8, 0.6, 0.3
"""A name turned round; provisions in front of their title; a row of a table that runs over two lines."""

_ADDRESSEE = re.compile(
    r"(?<=\n)(?P<to>[^\n。]{4,120}:)[ ]*\n\s*(?P<number>[\u4e00-\u9fff]{2,12}\[\d{4}\][ ]?\d{1,4}[ ]?号)[ ]*(?=\n)"
)
_BLOCK = 600
"""Characters at the beginning of a document in which its addressee stands."""
_TITLE = re.compile(r"《([^《》\n]{4,40})》")
_OFTEN = 3
"""So often is a title printed that one with the same characters is taken for a slip."""
_TURNED = re.compile(
    rf"第(?P<section>[ ]?[\d{NUMERAL_CHARACTERS}]{{1,4}}[ ]?节)第(?P<article>[ ]?[\d{NUMERAL_CHARACTERS}]{{1,4}}[ ]?条)"
)
_ISSUES = re.compile(r"(?:现|特)?(?:予以?|将[^。\n]{2,80}|给予)(?:印发|发布|公布|下发)(?:给你们)?[^。\n]{0,30}。")
_GOES_ON = re.compile(r"如下|下列|以下(?!简称)|有关(?:事项|要求)")
_DATE_LINE = re.compile(
    rf"(?:\d{{4}}|[一二][{NUMERAL_CHARACTERS}]{{3}})年[\d{NUMERAL_CHARACTERS}]{{1,3}}月[\d{NUMERAL_CHARACTERS}]{{1,3}}日"
)


def check_order(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each piece of a document that stands before what it should follow."""
    text, folded = processed.page.source.text, seen(processed)
    issuing = {regulation.issued_by for regulation in processed.page.regulations}
    for regulation in processed.page.regulations:
        block = Span(regulation.span.start, min(regulation.span.start + _BLOCK, regulation.span.end))
        for match in _ADDRESSEE.finditer(folded, *block):
            to, number = (Span(*match.span(name)).of(text) for name in ("to", "number"))
            where = Span(match.start("to"), match.end("number"))
            yield Flag("order", "文号在主送机关之后，应在其前", where, f"{number}\n\n{to}", _LIKELY)
        yield from _titles(text, folded, regulation)
        yield from _turned(text, folded, regulation)
        if regulation.ordinal in issuing:
            yield from _before_title(folded, regulation)
        for table in regulation.tables:
            yield from _interrupted(table.cells)


def _titles(text: str, folded: str, regulation: Regulation) -> Iterator[Flag]:
    """Yield a flag for each title whose characters are those of another that is named often, in another order."""
    found = [(match[1], Span(*match.span(1))) for match in _TITLE.finditer(folded, *regulation.span)]
    if len(found) <= _OFTEN:
        return
    counts = Counter(name for name, _ in found)
    often = {"".join(sorted(name)): name for name, count in counts.items() if count >= _OFTEN}
    for name, span in found:
        usual = often.get("".join(sorted(name)))
        if usual and usual != name and counts[name] * _OFTEN <= counts[usual]:
            yield Flag("order", f"《{name}》的字序与多次出现的《{usual}》不同", span, usual, _SURE)


def _turned(text: str, folded: str, regulation: Regulation) -> Iterator[Flag]:
    """Yield a flag for 第3节第三条 in an agreement, whose sections lie in its articles."""
    for match in _TURNED.finditer(folded, *regulation.span):
        if any(node.level is Level.SECTION and "." in (node.number or "") for node in regulation.root.all()):
            where = Span(*match.span())
            right = f"第{Span(*match.span('article')).of(text)}第{Span(*match.span('section')).of(text)}"
            yield Flag("order", f"“{where.of(text)}”：节在条之下，次序颠倒", where, right, _LIKELY)


def _before_title(folded: str, regulation: Regulation) -> Iterator[Flag]:
    """Yield flags for the provisions that stand in a notice between its 现予印发 and a date, and for the date.

    A date at the end of its line closes the notice, and what stands above it is the notice's.
    """
    says = _ISSUES.search(folded, *regulation.span)
    if says is None or _GOES_ON.search(says[0]):
        return
    moved = [node for node in regulation.root.all() if node.level in (Level.DIVISION, Level.ITEM, Level.ARTICLE)]
    moved = [node for node in moved if node.span.start >= says.end()]
    if not moved:
        return
    for date in _DATE_LINE.finditer(folded, moved[0].span.start, regulation.span.end):
        if folded[date.end() : date.end() + 1].isalpha():
            where = Span(moved[0].span.start, date.start())
            yield Flag("order", "所印发文件的条文出现在通知之中、文件标题之前", where, score=_LIKELY)
            yield Flag("order", "通知的落款日期夹在所印发文件的条文之后", Span(*date.span()), score=_LIKELY)
            return


def _interrupted(cells: tuple[Cell, ...]) -> Iterator[Flag]:
    """Yield a flag for each cell that is printed in two pieces with another cell of its row between them."""
    for (first, between), (_, last) in pairwise(pairwise(cells)):
        if first.row and (first.row, first.column) == (last.row, last.column) != (between.row, between.column):
            reason = f"单元格“{first.text}{last.text}”分成两行，中间隔着“{between.text}”"
            yield Flag("order", reason, Span(first.span.start, last.span.end), score=_LAID_OUT)
