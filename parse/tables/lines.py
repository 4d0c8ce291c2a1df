"""Lines of a text table: which form a line has, and how it is cut into pieces.

Scrapers leave tables in four forms: cells between bars (Markdown, box drawing), between tabs, one cell a line
behind a tab, or in columns that only runs of spaces keep apart. Everything here looks at one line and costs
time linear in its length.
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from ...text.marks import OUTLINE, SURE, any_of
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.source import Span


class Form(IntEnum):
    """What a line looks like; `STOP` can be part of no table, `PLAIN` may continue a cell."""

    BLANK = 0
    PLAIN = 1
    STOP = 2
    GAPPED = 3
    TABBED = 4
    BARRED = 5


class Line(NamedTuple):
    """One line without its newline, its form, and the pieces it is cut into (trimmed; empty where a cell is)."""

    span: Span
    form: Form
    pieces: tuple[Span, ...]


CUE = re.compile(r"[ \t|│┃](?:(?<=[\t|│┃])|(?<=\S ) +(?=\S))")
"""What every line that starts a table holds: a tab, a bar or a gap inside the line. The characters it begins with
stand in front, which `re` passes over a text for several times faster than for any other pattern."""

_BARS = re.compile(r"[|│┃┆┊├┤┼┝┥┿┠┨╂┣┫╋]")
_RULE = re.compile(r"[\s|+=:\-\u2500-\u257f]*\Z")
_GLUED_RULE = re.compile(r"\|\|[ ]*:?-{3,}:?[ ]*\|")
_ONE_CHARACTER = re.compile(r"[^\x00-\x7f](?:\([^()]*\))?\Z")
_GAP = re.compile(r"[ \t]*\t[ \t]*| {2,}")
_NUMBER = rf"(?:[{NUMERAL_CHARACTERS}]+|\d+)"
_MARKER = re.compile(rf"{any_of(*OUTLINE, 'dotted_section')}|第\s*{_NUMBER}\s*款")
_LISTED = any_of(*SURE, "chinese_point")
_BARE_MARKER = re.compile(rf"(?:{_LISTED}|第{_NUMBER}[项目类]?)\s*\Z")
CAPTION = re.compile(
    rf"(?:附件|附表|附录|附|表)\s*{_NUMBER}?(?:-\d+)?(?:\s*:\s*|\s+)(?=\S)|(?:附件|附表|附录|附|表)\s*{_NUMBER}?\s*:?\Z"
)
"""The label in front of a caption (附件1: …), or alone on its line."""

_ENUMERATED = re.compile(rf"(?:{_LISTED}|[注×*※]|备注|说明)")

LONGEST_ROW = 20_000
"""Characters; a longer line is a text without line breaks and no row of a table."""

PROSE = 60
"""A piece longer than this between gaps of spaces is a sentence, not a cell (cells of the sample tables: 22)."""


def read_line(folded: str, text: str, start: int, end: int) -> tuple[Line, int]:
    """Return the line that begins at `start` and where the next one begins (`end` after the last).

    A CR LF pair folds to two newlines; it counts as one here, or every line would seem to be followed by a
    blank one.
    """
    stop = folded.find("\n", start, end)
    if stop < 0:
        stop = after = end
    else:
        after = stop + (2 if text.startswith("\r\n", stop) and stop + 1 < end else 1)
    bars = folded.find("||", start, stop)
    if bars >= 0 and _holds_glued_rows(folded, start, stop):
        stop = after = bars + 1
    return _classify(folded, Span(start, stop)), after


def _holds_glued_rows(folded: str, start: int, stop: int) -> bool:
    """Tell whether the line holds the rows of a table one behind the other: | 甲 | 乙 || --- | --- || 1 | 2 |."""
    begins = max(folded.rfind("\n", 0, start) + 1, stop - LONGEST_ROW)
    return bool(_GLUED_RULE.search(folded, begins, stop))


def _classify(folded: str, span: Span) -> Line:
    if span.end - span.start > LONGEST_ROW:
        return Line(span, Form.STOP, ())
    content = span.of(folded)
    stripped = content.strip()
    if not stripped and "\t" not in content:
        return Line(span, Form.BLANK, ())
    if "|" in content or _BARS.search(content):
        return Line(span, Form.BARRED, _cut_at_bars(folded, span))
    if "\t" in content:
        form = Form.STOP if _MARKER.match(stripped) else Form.TABBED
        return Line(span, form, _cut(folded, span, [i for i, c in enumerate(content, span.start) if c == "\t"]))
    if _RULE.match(stripped):
        return Line(span, Form.BARRED if len(stripped) > 2 else Form.PLAIN, ())
    pieces = _cut_at_gaps(folded, span)
    return Line(span, _form_of_gapped(folded, stripped, pieces), pieces)


def _form_of_gapped(folded: str, stripped: str, pieces: tuple[Span, ...]) -> Form:
    if _MARKER.match(stripped) or (len(pieces) < 3 and CAPTION.match(stripped)):
        return Form.STOP
    if any(piece.end - piece.start > PROSE for piece in pieces):
        return Form.STOP
    if len(pieces) == 1:
        return Form.STOP if _ENUMERATED.match(stripped) else Form.PLAIN
    if len(pieces) == 2 and _BARE_MARKER.match(pieces[0].of(folded)):
        return Form.STOP
    return Form.GAPPED


def trim(folded: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends, empty at `start` where nothing else is in it."""
    content = folded[start:end]
    left = len(content) - len(content.lstrip())
    return Span(start, start) if left == len(content) else Span(start + left, start + len(content.rstrip()))


def _cut(folded: str, span: Span, marks: list[int]) -> tuple[Span, ...]:
    starts = [span.start, *(mark + 1 for mark in marks)]
    return tuple(trim(folded, a, b) for a, b in zip(starts, [*marks, span.end], strict=True))


def _cut_at_bars(folded: str, span: Span) -> tuple[Span, ...]:
    """Cut at bars; outer bars open no cell, and dashes between bars are rules: a line of rules has no pieces."""
    content = span.of(folded)
    if _RULE.match(content):
        return ()
    pieces = _cut(folded, span, [span.start + bar.start() for bar in _BARS.finditer(content)])
    if not pieces[0].of(folded):
        pieces = pieces[1:]
    if len(pieces) > 1 and not pieces[-1].of(folded):
        pieces = pieces[:-1]
    return tuple(Span(p.start, p.start) if _RULE.match(p.of(folded)) else p for p in pieces)


def is_rule(folded: str, line: Line) -> bool:
    """Tell whether a line is, or holds, a horizontal rule between bars."""
    return line.form is Form.BARRED and (not line.pieces or "┼" in line.span.of(folded) or "├" in line.span.of(folded))


def _cut_at_gaps(folded: str, span: Span) -> tuple[Span, ...]:
    body = trim(folded, *span)
    gaps = [Span(*gap.span()) for gap in _GAP.finditer(folded, *body)]
    starts = [body.start, *(gap.end for gap in gaps)]
    ends = [*(gap.start for gap in gaps), body.end]
    pieces = [Span(a, b) for a, b in zip(starts, ends, strict=True)]
    return tuple(_join_spaced(folded, pieces)) if len(pieces) > 1 else tuple(pieces)


def _join_spaced(folded: str, pieces: list[Span]) -> list[Span]:
    """Join words that are printed with space between their characters (金  额, 金  额(元))."""
    single = [_ONE_CHARACTER.match(p.of(folded)) is not None for p in pieces]
    gaps = [b.start - a.end for a, b in pairwise(pieces)]
    if all(single) and max(gaps) == min(gaps):
        return [Span(pieces[0].start, pieces[-1].end)]
    out = [pieces[0]]
    for i in range(1, len(pieces)):
        gap = gaps[i - 1]
        before = gaps[i - 2] if i > 1 else gap + 1
        after = gaps[i] if i < len(gaps) else gap + 1
        if single[i - 1] and single[i] and before > gap < after:
            out[-1] = Span(out[-1].start, pieces[i].end)
        else:
            out.append(pieces[i])
    return out


def columns_of(text: str, line: Line) -> list[tuple[int, int]]:
    """Return where each piece of a line begins and ends in columns of a terminal (a Chinese character takes two)."""
    out, at, x = [], line.span.start, 0
    for piece in line.pieces:
        x += _width(text[at : piece.start])
        wide = _width(text[piece.start : piece.end])
        out.append((x, x + wide))
        x += wide
        at = piece.end
    return out


def _width(text: str) -> int:
    return sum(2 if character >= "\u2e80" else 1 for character in text)
