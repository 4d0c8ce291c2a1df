"""Decisions that change other texts: which text they change at each place, and whether they amend or repeal it.

A decision about one text names it in its title. One about several has a heading for each, above what it changes in it:

    一、《某市渡口管理办法》 / 1.删去第五条。        （一）某市停车条例 / 将第二条修改为：“…”

Below 废止下列规章：, such a heading names what is repealed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...text.lines import each_line
from ...text.marks import any_of
from ...text.numerals import ONES
from ...text.patterns import pattern
from ...text.source import Span
from ..pages.titles import is_title
from .relations import AMENDMENT, REPEAL

_TITLE = re.compile(
    r"(?:修改|修正|修订)[^《〈<\n]{0,6}[《〈<]([^《》〈〉<>]{2,80})[》〉>][^\n]{0,24}(?:决定|令|公告|通知|决议)|^[#\s]*(\S{2,30}法)修正案"
)
_SEVERAL = re.compile(r"(?:修改|修正|修订|废止|失效)[^\n]{0,80}(?:决定|令|公告|通知|决议)")
_DATED = re.compile(rf"\d{{4}}[ ]?年|[○零{ONES}]{{4}}年")
_QUOTED = r"“[^”\n]{0,120}”"
_CHANGE = re.compile(rf"(?:[^。;\n“]|{_QUOTED}){{0,30}}?(?:修改|改为|删去|删除|移至|合并|作为第|增加|调整为|修正为)")
_CHANGE_BEFORE = re.compile(r"(?:将|删去|删除|作为|改为|在|对)[ ]?(?:其中的)?\Z")
_LONGEST_QUOTE = 3000
_LONGEST_HEADING = 300
_LABEL = rf"[#\s]*(?:{any_of('bracketed_chinese', 'chinese_comma', 'arabic_point', 'arabic_bracketed')})[ ]*"
_HEADING = re.compile(
    rf"{_LABEL}(?:《(?P<marked>(?:[^《》]|《[^《》]*》){{3,120}})》|(?P<bare>[^《》,;:。()“]{{4,80}}?))"
    r"(?:[ ]*\([^()]{2,200}\))?[。;,、]?\Z"
)
_VERBS = re.compile(r"修改|修正|修订|废止|失效|删去|作出|关于|将")
_LEAD = pattern(
    rf"(?:{_LABEL})?[^《》\n]{{0,80}}(?:下列|以下|部分|如下)[^《》\n]{{0,40}}\Z"
    rf"|(?:{_LABEL})[^《》。\n]{{0,12}}(?:修改|废止)[^《》。\n]{{0,20}}\Z"
)
"""What says what is done to the texts that are named below: 二、废止下列规章."""
_REPEALS = re.compile(r"废止|失效")
_AMENDS = re.compile(r"修改|修正|修订")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a decision that names a text, which stands at `span`, and what it does to it."""

    span: Span
    name: str
    marked: bool
    relation: str


class Decision:
    """What a document changes as its citations are read in order: the text at hand and whether it is amended."""

    def __init__(self, folded: str, text: str, body: Span, title_block: str) -> None:
        self._folded, self._body = folded, body
        title = _DATED.split(title_block, maxsplit=1)[0]
        of_one, several = _TITLE.search(title), _SEVERAL.search(title)
        self.amended: str | None = (of_one[1] or of_one[2]).strip() if of_one else None
        self.amends = of_one is not None or bool(several and _AMENDS.search(several[0]))
        self.headings: Sequence[Heading] = _headings(folded, text, body, several[0]) if several else ()
        self._waiting = list(reversed(self.headings))

    def reach(self, at: int) -> None:
        """Go on to a place of the body, past the headings above it."""
        while self._waiting and self._waiting[-1].span.start <= at:
            self.amended = self._waiting.pop().name

    def heading(self, span: Span) -> Heading | None:
        """Return the heading whose name stands at a span."""
        return next((heading for heading in self.headings if span.holds(heading.span)), None)

    def take(self, name: str) -> None:
        """Go on with a text that the document says to be amended."""
        self.amends = True
        if not (self.amended or "").endswith(name):  # 宪法第三条, of 中华人民共和国宪法
            self.amended = name

    def instructs(self, span: Span) -> bool:
        """Tell whether the document changes the provision that is cited at a span: 删去第九条, 第三条修改为….

        What it quotes of a new text is no instruction, unless it quotes the number alone: “第八条”调整为“第七条”.
        """
        alone = self._folded[span.start - 1 : span.start] == "“" and self._folded[span.end : span.end + 1] == "”"
        if not self.amends or (self.quotes(span.start) and not alone):
            return False
        before = self._folded[max(self._body.start, span.start - 8) : span.start]
        return bool(_CHANGE.match(self._folded, span.end) or _CHANGE_BEFORE.search(before))

    def quotes(self, at: int) -> bool:
        """Tell whether an amendment quotes at `at` what shall stand in the amended text."""
        if self.amended is None or not self.amends:
            return False
        floor = max(self._body.start, at - _LONGEST_QUOTE)
        return self._folded.rfind("“", floor, at) > self._folded.rfind("”", floor, at)


def _headings(folded: str, text: str, body: Span, title: str) -> list[Heading]:
    """Return the lines of a decision that name a text and say no more; `title` is what its title says it does."""
    found = []
    doing = REPEAL if not _AMENDS.search(title) else AMENDMENT
    for line in each_line(folded, body):
        words = line.of(folded)
        if _LEAD.match(words.rstrip(":。")):
            repeals, amends = _REPEALS.search(words), _AMENDS.search(words)
            doing = doing if bool(repeals) == bool(amends) else REPEAL if repeals else AMENDMENT
        heading = _HEADING.match(words) if len(words) <= _LONGEST_HEADING else None
        if heading is None:
            continue
        group = "marked" if heading["marked"] else "bare"
        name = heading[group].strip()
        if is_title(name) and (group == "marked" or not _VERBS.search(name)):
            start = line.start + heading.start(group)
            span = Span(start, start + len(heading[group].rstrip()))
            found.append(Heading(span, "".join(span.of(text).split()), group == "marked", doing))
    return found
