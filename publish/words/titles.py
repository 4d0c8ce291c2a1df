"""Titles as names are compared with them."""

from __future__ import annotations

import re

from ...text.fold import fold
from ...text.traditional import simplified

_STATE = "中华人民共和国"
_MARKS = re.compile(r"(?<!修正案)[(\[](?:试行|暂行|\d{4}年?[修订正文本]*)[)\]]\Z|[\s《》〈〉<>()\[\]]")
"""What titles are compared without: marks, and what tells versions apart; a year tells amendments apart."""


def plain_title(title: str) -> str:
    """Return a title without 中华人民共和国, marks, and what tells versions apart."""
    return _MARKS.sub("", fold(simplified(title))).removeprefix(_STATE)
