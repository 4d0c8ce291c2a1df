"""The characters of a PDF's page and their places by PDFium, as the words of lines, in the order of the page's content.

That order puts the columns of a gazette one behind the other where readers by position mix them. Lines are cut where
PDFium cuts them, and once more where it goes on in another place of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from .radicals import unified

_SAME_LINE = 0.7
"""Line heights by which the middles of two characters of one line may differ (exponents stand higher)."""
_HYPHEN = 2
"""What PDFium gives for a hyphen at a line's end."""

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own space, whose origin is at the lower left."""
_NOWHERE = (0.0, 0.0, 0.0, 0.0)


class Word(NamedTuple):
    """Characters of a line between white space, and the corners of each."""

    text: str
    corners: list[Corners]


def around(corners: Iterable[Corners]) -> Corners:
    """Return the smallest corners that hold all."""
    left, bottom, right, top = zip(*corners, strict=True)
    return min(left), min(bottom), max(right), max(top)


def lines_of(text: pdfium.PdfTextPage) -> Iterator[list[Word]]:
    """Yield the words of each line that has any."""
    words: list[Word] = []
    letters: list[str] = []
    corners: list[Corners] = []
    for character, place in _characters(text):
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
        elif character == "\n" and words:
            yield words
            words = []
    if letters:
        words.append(Word("".join(letters), corners))
    if words:
        yield words


def _characters(text: pdfium.PdfTextPage) -> Iterator[tuple[str, Corners]]:
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
            yield character, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _is_elsewhere(last: Corners, corners: Corners) -> bool:
    """Tell whether a character stands in another line than the one before it."""
    height = max(last[3] - last[1], corners[3] - corners[1])
    apart = abs(last[3] + last[1] - corners[3] - corners[1]) / 2
    return apart > _SAME_LINE * height or corners[2] < last[0] - height
