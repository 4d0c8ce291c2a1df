"""A text as the model of characters sees it: a row of code points without white space, each with its place.

Line breaks and spaces are left out, since scrapers set them anywhere; a number is one digit, whatever it is, a word in
Latin letters one letter, and punctuation has one width.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...text.fold import alike

Codes = npt.NDArray[np.uint16]
Places = npt.NDArray[np.int64]

_NOTHING, _BEYOND = 0, 1
_DIGIT, _LETTER = ord("0"), ord("a")


class Stream(NamedTuple):
    """Code points of a text as the model sees them, and at which character of the text each stands."""

    codes: Codes
    places: Places


def stream_of(text: str) -> Stream:
    """Return a text as the model sees it."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = _classes()[np.minimum(points, 0xFFFF)]
    kept = codes != _NOTHING
    places = np.flatnonzero(kept)
    codes = codes[places]
    is_run = (codes[1:] == codes[:-1]) & ((codes[1:] == _DIGIT) | (codes[1:] == _LETTER))
    first = np.concatenate([np.ones(min(1, len(codes)), bool), ~is_run])
    return Stream(codes[first], places[first])


@cache
def _classes() -> Codes:
    """Return for each code point of the basic plane the one that the model sees, 0 for those that it does not see."""
    out = np.arange(0x10000, dtype=np.uint16)
    for code in [*range(0x2000, 0x2070), *range(0x2200, 0x2300), *range(0x3000, 0x3020), *range(0xFF00, 0xFFF0)]:
        out[code] = ord(alike(chr(code)))
    for code in range(0x10000):
        if 0xD800 <= code < 0xF900 or out[code] < 0x21 or 0x7F <= out[code] <= 0xA0:
            out[code] = _NOTHING
    out[[*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)]] = _DIGIT
    letters = [*range(0x41, 0x5B), *range(0x61, 0x7B)]
    out[[*letters, *(code + 0xFEE0 for code in letters)]] = _LETTER
    out[[ord("*"), ord("#")]] = _NOTHING  # which dress words in Markdown
    out[0xFFFF] = _BEYOND
    return out
