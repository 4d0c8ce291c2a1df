"""Markers: every place where 第N编, 第N章, 第N节 or 第N条 stands, and how much each looks like a heading.

Most of them are mentions (依照第十八条的规定). A single one cannot always be told by itself, so each gets a weight
from what stands around it, and `sequence` decides by the sequence as a whole. Nothing here depends on line breaks:
a line break is one kind of evidence among others.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...text.levels import COUNTERS, Level
from ...text.lines import SENTENCE_END, make_span
from ...text.marks import NUMBERING, OUTLINE, STYLES, counted
from ...text.numerals import parse_integer
from ...text.source import Span

_MENTION_AFTER = (
    r"[ \t]*(?:第[^章节条]{1,8}[款项]|[、,)》”;。]|的|规定|所|和|或|及|与|至|到|以及|中|之"
    r"|修改|改为|删|增|款|项|有关|列举)"
)
_INSTRUCTION = re.compile(
    r"(?:第[^条章节]{1,4}[款项目])?(?:之?[后前中]?增加[^,。;]{0,2}[款项条目章节]|修改为|改为[:“第]|中的“|(?:删去|删除)[“第]|调整为第|作为第)"
)
"""What is done to an article, straight behind its number: the words of a decision that amends it."""
_INSTRUCTS = frozenset("第之后前中增修改删调作")
"""Their first characters."""
_MARKER = re.compile(rf"{counted(*OUTLINE)}(?=({_MENTION_AFTER})?)")
_DIVISION = re.compile(rf"、(?<=[{NUMBERING}]、)")
_DIVISION_NUMBER = re.compile(rf"{STYLES['chinese_comma'].number}\Z")
_MENTION_BEFORE = re.compile(
    r"(?:本|依照|按照|依据|根据|违反|符合|适用|参照|依|按|将|在|与|和|或|及|至|到|、|,|有|以|为|原|删去|增加"
    r"|》|\)|法|条例|办法|规定|规则|细则|解释|第)$"
)

_DIVISION_OPENS = frozenset(("", "\n", *SENTENCE_END, ":", ")", "”"))

HIGHEST = 9999
"""No regulation has more articles; a larger number is a slip."""

LONGEST_HEADING = 60
"""Characters; the longest chapter heading of 11,779 in 2,783 regulations has 41."""

_ARTICLE = Level.ARTICLE
_SPACES = frozenset((" ", "\t", "["))
_LINE_OPENS = frozenset(("", "\n"))
_QUOTES = frozenset("“‘")
_ENDS = frozenset(SENTENCE_END + ":”")
_LINE_ENDS = frozenset(SENTENCE_END + ":)”>")
_PROSE = re.compile(r"[。;!?]")

AT_LINE_START = 6.0
"""Weight of standing at the start of a line; it alone outweighs one sign of a mention."""
AFTER_SENTENCE = 3.0
BEFORE_SPACE = 3.0
MENTION = -6.0
DIVISION = 7.0
"""一、 behind a sentence is hardly ever anything but a heading, even out of order."""
NO_HEADING = -20.0
"""Weight of a quoted article (修改为：“第八条 …”), which belongs to the amendment that quotes it, and of a number
beyond `HIGHEST`, whatever else speaks for them."""


class Marker(NamedTuple):
    """A numbered mark in the text: its level, its number as text and as (whole, 之), where it stands, its weight."""

    level: Level
    number: str
    order: tuple[int, int]
    span: Span
    weight: float


def within(markers: Sequence[Marker], span: Span) -> Sequence[Marker]:
    """Return those of markers, in their order, that lie wholly inside a span."""
    first = bisect_left(markers, span.start, key=lambda marker: marker.span.start)
    return markers[first : bisect_right(markers, span.end, key=lambda marker: marker.span.end)]


def find_markers(folded: str, span: Span) -> list[Marker]:
    """Return every 第N编/章/节/条 of the span in order, weighed by its surroundings."""
    out: list[Marker] = []
    quote_end = -1
    for match in _MARKER.finditer(folded, span.start, span.end):
        numeral, behind, mention = match.groups()
        numeral, _, inserted = numeral.partition("-")  # 第 3-1 条, as Taiwan prints 第三条之一
        value = parse_integer(numeral)
        if not value:
            continue
        start, end = match.span()
        unit, _, bis = behind.partition("之")
        bis = bis or inserted
        sub = parse_integer(bis) or 0 if bis else 0
        before = _before(folded, span.start, start)
        if before in _QUOTES and _opens_quote(folded, start, span.start):
            quote_end = _quote_end(folded, start, span.end)
        level = COUNTERS[unit.rstrip()[-1]]
        if (
            start < quote_end
            or value > HIGHEST
            or (folded[end : end + 1] in _INSTRUCTS and _INSTRUCTION.match(folded, end))
        ):
            weight = NO_HEADING
        else:
            weight = _weight_before(folded, span.start, start, before)
            weight += MENTION if mention else BEFORE_SPACE if folded[end : end + 1] in _SPACES else 0.0
            if level is _ARTICLE and out and _below_heading(folded, out[-1], start):
                weight = max(weight, AFTER_SENTENCE)
        number = f"{value}之{sub}" if sub else str(value)
        if level is _ARTICLE:
            start = _with_counter(folded, span.start, start, number)
        out.append(Marker(level, number, (value, sub), make_span((_with_marks(folded, start), end)), weight))
    return out


def _with_marks(folded: str, start: int) -> int:
    """Return where a heading begins with the Markdown marks before it (## 第一章)."""
    if not start or folded[start - 1] not in "#* ":
        return start
    begin = start
    while begin and folded[begin - 1] in " #*":
        begin -= 1
    return begin if (begin == 0 or folded[begin - 1] == "\n") and "#" in folded[begin:start] else start


def _with_counter(folded: str, floor: int, start: int, number: str) -> int:
    """Return where an article begins with the line above it, if that holds its number alone, as a site counts them."""
    if start < 2 or folded[start - 1] != "\n":
        return start
    at = start
    while at > floor and folded[at - 1] in " \n":
        at -= 1
    begin = at - len(number)
    if at == start or begin < floor or not folded.startswith(number, begin) or "\n" not in folded[at:start]:
        return start
    return begin if begin == 0 or folded[begin - 1] == "\n" else start


def _below_heading(folded: str, above: Marker, start: int) -> bool:
    """Tell whether nothing but the heading of a 编, 章 or 节 stands between the marker above and `start`."""
    return (
        above.level is not _ARTICLE
        and start - above.span.end <= LONGEST_HEADING
        and not _PROSE.search(folded, above.span.end, start)
    )


def find_divisions(folded: str, span: Span) -> Iterator[Marker]:
    """Yield every 一、 that stands at the start of a line or behind the end of a sentence."""
    for match in _DIVISION.finditer(folded, span.start, span.end):
        end = match.start()
        number = _DIVISION_NUMBER.search(folded, max(span.start, end - 4), end)
        if number is None or _before(folded, span.start, number.start()) not in _DIVISION_OPENS:
            continue
        value = parse_integer(number[0])
        if not value:
            continue
        where = Span(_with_marks(folded, number.start()), match.end())
        yield Marker(Level.DIVISION, str(value), (value, 0), where, DIVISION)


def _weight_before(folded: str, floor: int, start: int, before: str) -> float:
    """Return what stands before a marker is worth; `before` is the nearest character that is no space."""
    if before in _LINE_OPENS:
        return AT_LINE_START if _line_ended(folded, floor, start) else 2.0
    if before in _ENDS:
        return AFTER_SENTENCE
    return MENTION if _MENTION_BEFORE.search(folded, max(floor, start - 4), start) else -2.0


def opens_line(folded: str, floor: int, at: int) -> bool:
    """Tell whether nothing but white space and Markdown marks stand before `at` on its line."""
    return _before(folded, floor, at) in _LINE_OPENS


def _before(folded: str, floor: int, at: int) -> str:
    """Return the nearest character before `at` that is no space or Markdown mark; "" at the very start."""
    at -= 1
    while at >= floor and folded[at] in " \t#*":
        at -= 1
    return folded[at] if at >= floor else ""


def _line_ended(folded: str, floor: int, at: int) -> bool:
    """Tell whether the line before `at` was complete: ended by punctuation, short, or above the mark of a heading."""
    if folded[max(floor, at - 8) : at].rstrip(" \t*").endswith("#"):
        return True
    head = folded[max(floor, at - 60) : at].rstrip(" \t\n#*")
    if not head or head[-1] in _LINE_ENDS:
        return True
    last = head.rpartition("\n")[2]
    return len(last) < 25 or at - floor < 60


def _opens_quote(folded: str, at: int, floor: int) -> bool:
    while at > floor and folded[at - 1] in " \t":
        at -= 1
    return at > floor and folded[at - 1] in "“‘"


def _quote_end(folded: str, at: int, ceiling: int) -> int:
    """Return where the quotation that opens before `at` closes; at once if it does not within 20,000 characters."""
    end = folded.find("”", at, min(ceiling, at + 20_000))
    return end if end >= 0 else at + 1
