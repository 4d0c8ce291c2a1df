"""Records with every span in them moved to another text, whatever fields they have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from .source import Span

Move = Callable[[Span], Span]
"""What takes a span from one text to the other."""

Record = TypeVar("Record")


def moved(record: Record, move: Move) -> Record:
    """Return a record with all spans in it moved: a span, or tuples and dataclasses with spans anywhere in them."""
    return cast(Record, _moved(record, move))


def _moved(value: Any, move: Move) -> Any:
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        parts = [_moved(part, move) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: _moved(getattr(value, name), move) for name in _names(type(value))})
    return value


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
