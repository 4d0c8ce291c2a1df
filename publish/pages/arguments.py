"""What a reader typed into an address: words and numbers of pages, whatever else stands there."""

from __future__ import annotations

from typing import Any

_LONGEST = 200
_MOST_DIGITS = 4


def typed(request: Any, name: str) -> str:
    """Return the words of an argument, blanks collapsed, cut where they are too long; "" where it is not given."""
    return " ".join((request.args.get(name) or "").replace("\x00", " ").split())[:_LONGEST]


def page_number(request: Any, name: str = "page") -> int:
    """Return the page that is asked for, from 1 to 10,000; what is no number is the first."""
    number = request.args.get(name) or ""
    if not (number.isascii() and number.isdigit()):
        return 1
    digits = number.lstrip("0")
    return int(digits or "1") if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS
