"""The characters of a PDF's page and their places by PDFium, as the words of lines, in the order of the page's content.

That order puts the columns of a gazette one behind the other where readers by position mix them. Lines are cut where
PDFium cuts them, and once more where it goes on in another place of the page.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator
from math import degrees
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ...text.radicals import unified

_SAME_LINE = 0.7
"""Line heights by which the middles of two characters of one line may differ (exponents stand higher)."""
_HYPHEN = 2
"""What PDFium gives for a hyphen at a line's end."""

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top, counted upwards, of a page turned so that its lines run from left to right."""
_EVERY = 7
"""Every so many characters are asked which way they stand."""
_SMALLER = 0.85
"""Share of a character's height that an exponent has at most."""
_NOWHERE = (0.0, 0.0, 0.0, 0.0)


_LARGE = 60.0
"""Points from which an em square is looked at again."""
_MANY_TIMES = 4
"""How many times as long as a character's ink its em square is where that is wrong: of 一 not twice."""


class Word(NamedTuple):
    """Characters of a line between white space, and the corners of each."""

    text: str
    corners: list[Corners]


def around(corners: Iterable[Corners]) -> Corners:
    """Return the smallest corners that hold all."""
    left, bottom, right, top = zip(*corners, strict=True)
    return min(left), min(bottom), max(right), max(top)


def turned(corners: Corners, angle: int) -> Corners:
    """Return corners turned with the clock by a multiple of 90 degrees, about the origin."""
    left, bottom, right, top = corners
    if angle == 90:
        return bottom, -right, top, -left
    if angle == 180:
        return -right, -top, -left, -bottom
    if angle == 270:
        return -top, left, -bottom, right
    return corners


def angle_of(text: pdfium.PdfTextPage) -> int:
    """Return how far, against the clock, most characters of a page are turned: 0, 90, 180 or 270 degrees."""
    ask, raw = pdfium_c.FPDFText_GetCharAngle, text.raw
    angles = Counter(round(degrees(ask(raw, index)) / 90) % 4 * 90 for index in range(0, text.count_chars(), _EVERY))
    return (360 - angles.most_common(1)[0][0]) % 360 if angles else 0


def lines_of(text: pdfium.PdfTextPage, angle: int = 0) -> Iterator[list[Word]]:
    """Yield the words of each line that has any, of a page turned with the clock by an angle."""
    words: list[Word] = []
    letters: list[str] = []
    corners: list[Corners] = []
    is_cut = False
    for character, place in _characters(text, angle):
        if character == "\n":
            is_cut = True
            continue
        if is_cut and not (letters and _is_raised(corners[-1], place)):
            if letters:
                words.append(Word("".join(letters), corners))
                letters, corners = [], []
            if words:
                yield words
                words = []
        is_cut = False
        is_blank = character.isspace()
        if letters and (is_blank or _is_elsewhere(corners[-1], place)):
            words.append(Word("".join(letters), corners))
            letters, corners = [], []
        if not is_blank:
            if words and not letters and _is_elsewhere(words[-1].corners[-1], place):
                yield words
                words = []
            letters.append(character)
            corners.append(place)
    if letters:
        words.append(Word("".join(letters), corners))
    if words:
        yield words


def _characters(text: pdfium.PdfTextPage, angle: int) -> Iterator[tuple[str, Corners]]:
    """Yield the characters of a page; what ends a line is a line feed."""
    rectangle = pdfium_c.FS_RECTF()
    unicode, box = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    raw = text.raw
    high = 0
    for index in range(text.count_chars()):
        code = unicode(raw, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character of two
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if code in (10, 13):
            yield "\n", _NOWHERE
        elif code in (0, 0xFFFE) or 0xD800 <= code < 0xE000 or not box(raw, index, rectangle):
            yield " ", _NOWHERE
        else:
            character = "-" if code == _HYPHEN else unified(chr(code))
            corners = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
            if corners[3] - corners[1] > _LARGE:
                corners = _of_its_ink(raw, index, corners)
            yield character, turned(corners, angle) if angle else corners


def _of_its_ink(raw: object, index: int, corners: Corners) -> Corners:
    """Return the corners of a character's ink, where those of its em square are many times as far apart.

    PDFium does not shrink those of a font for upright lines that is set large and drawn small.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium_c.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
        return corners
    ink = left.value, bottom.value, right.value, top.value
    longest = max(ink[2] - ink[0], ink[3] - ink[1])
    return ink if 0 < longest * _MANY_TIMES < corners[3] - corners[1] else corners


def _is_raised(last: Corners, corners: Corners) -> bool:
    """Tell whether a character is the exponent of the one right before it, or goes on behind one: m³/d."""
    heights = sorted((last[3] - last[1], corners[3] - corners[1]))
    common = min(last[3], corners[3]) - max(last[1], corners[1])
    is_beside = -0.2 * heights[1] < corners[0] - last[2] < 0.3 * heights[1]
    return is_beside and heights[0] < _SMALLER * heights[1] and common > heights[0] / 3


def _is_elsewhere(last: Corners, corners: Corners) -> bool:
    """Tell whether a character stands in another line than the one before it."""
    height = max(last[3] - last[1], corners[3] - corners[1])
    apart = abs(last[3] + last[1] - corners[3] - corners[1]) / 2
    return apart > _SAME_LINE * height or corners[2] < last[0] - height
