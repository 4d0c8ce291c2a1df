"""Headings of articles and chapters that run into their text, stand inside a line, are broken, or lack their number.

Many sites print no space behind any 第一条. That harms nobody, so where it is the way of a whole document each has a
flag that stays below the queue; where a few are glued among others that are not, something was lost there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...extract.page import Processed
from ...parse.model import Provision, Regulation
from ...text.levels import Level
from ...text.lines import strip
from ...text.numerals import HUNDREDS
from ...text.source import Flag, Span
from ..places import tables_of
from ..seen import seen

_INSIDE, _BROKEN, _UNNUMBERED, _FEW, _ALL = 0.7, 0.7, 0.6, 0.5, 0.2
"""A heading inside a line; one that goes on in the next; one without its 第N章; few that are glued; all."""
_FEW_OF = 4
"""Of so many headings one may be glued for those that are to be few."""
_NUMBERED = frozenset((Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE))
_HEADS = frozenset((Level.PART, Level.CHAPTER, Level.SECTION))
_INDENT = 40
"""Characters before a number that are looked at: no line is set in further."""
_OPENING = frozenset("《“")
_MARKUP = " \t#*"
_ALONE = re.compile(
    rf"\n[ ]*(?P<words>[\u4e00-\u9fff][\u4e00-\u9fff、 ]{{1,20}}[\u4e00-\u9fff])[ ]*\n\s*"
    rf"(?=第[ ]?[{HUNDREDS}\d]{{1,7}}[ ]?条)"
)
"""A line without punctuation before an article."""
_ENDS_IN = re.compile(
    r"(?:总[ ]*则|附[ ]*则|责任|管理|监督|保护|规定|规划|建设|措施|处罚|防治|职责|程序|权限|保障|促进|服务|检查|机构"
    r"|审批|使用|维护|运行|审查|批准|公布|救助|安全|设施|利用|开发|制度|义务|权利|奖励|罚则|处理|准备|实施|解释|废止|组织)\Z"
)
"""What names of chapters end in."""


def check_headings(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each heading of an article, a section, a chapter or a part that is not as it should be."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        nodes = [node for node in regulation.root.all() if node.level in _NUMBERED and node.label.strip()]
        labels = [_label(folded, node) for node in nodes]
        tables = tables_of(regulation)
        inside = [label for label in labels if _is_inside(folded, regulation.span, label) and not tables.touch(label)]
        for heads in (True, False):  # a site may part 第一条 from its text, and no 第一章 from its name
            alike = [label for node, label in zip(nodes, labels, strict=True) if (node.level in _HEADS) is heads]
            yield from _glued(text, folded, alike, frozenset(inside))
        score = _INSIDE if len(inside) * _FEW_OF <= len(labels) else _ALL
        for label in inside:
            reason = f"{label.of(text)}前面没有换行，条文与上文连在一起"
            yield Flag("heading", reason, label, f"\n{label.of(text)}", score)
        yield from _broken(text, folded, regulation)
        yield from _unnumbered(text, folded, regulation)


def _label(folded: str, node: Provision) -> Span:
    """Return where the number of a provision stands, without markup before and space behind."""
    start = node.span.start
    while start < node.body.start and folded[start] in _MARKUP + "\n":
        start += 1
    return Span(start, min(start + len(node.label.strip()), node.span.end))


def _is_inside(folded: str, span: Span, label: Span) -> bool:
    begins = max(folded.rfind("\n", span.start, label.start) + 1, span.start, label.start - _INDENT)
    return bool(folded[begins : label.start].strip(_MARKUP + "(“"))


def _glued(text: str, folded: str, labels: Sequence[Span], inside: frozenset[Span]) -> Iterator[Flag]:
    """Yield a flag for each number that its text follows without a space: 第一条为了."""
    behind = ((label, folded[label.end : label.end + 1]) for label in labels)
    found = [label for label, character in behind if character.isalnum() or character in _OPENING]
    if not found:
        return
    score = _FEW if len(found) * _FEW_OF <= len(labels) else _ALL
    for label in found:
        if label not in inside:
            printed = label.of(text)
            yield Flag("heading", f"{printed}与后面的文字之间没有空格", label, f"{printed}　", score)


def _broken(text: str, folded: str, regulation: Regulation) -> Iterator[Flag]:
    """Yield a flag for each heading of a chapter that goes on in another line."""
    for node in regulation.root.inner():
        if node.level in _HEADS and node.heading:
            label = _label(folded, node)
            whole = strip(folded, Span(label.start, node.body.start))
            if "\n" in strip(folded, Span(label.end, whole.end)).of(folded):  # a number may have a line of its own
                joined = "".join(line.strip() for line in whole.of(text).splitlines())
                yield Flag("heading", f"标题分成了两行：{joined}", whole, joined, _BROKEN)


def _unnumbered(text: str, folded: str, regulation: Regulation) -> Iterator[Flag]:
    """Yield a flag for each line that reads like the heading of a chapter and stands alone before an article."""
    for match in _ALONE.finditer(folded, *regulation.span):
        line = Span(*match.span("words"))
        path = regulation.root.path_at(line.start)
        node = regulation.root.at(path)
        if node.level is not Level.PARA or strip(folded, node.own) != line or not _ENDS_IN.search(match["words"]):
            continue
        if regulation.root.children[path[0]].level is not Level.ANNEX:
            yield Flag("heading", f"“{line.of(text)}”像是章的标题，缺少“第几章”", line, score=_UNNUMBERED)
