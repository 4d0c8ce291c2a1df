"""Names in a line, where there may be thousands."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.printable import on_one_line

_FIRST = 5


def some_of(names: Sequence[str]) -> str:
    """Return the names in a row; of more than a few the first, and how many more there are."""
    more = f" and {len(names) - _FIRST:,} more" if len(names) > _FIRST else ""
    return ", ".join(map(on_one_line, names[:_FIRST])) + more
