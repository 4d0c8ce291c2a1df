"""What a list that is empty says of values that no row has: 本库没有地区“北京”；是不是北京市."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from ..database import ask
from ..guard.names import CLOSED
from ..links import TO_NAME
from ..queries.unknown_values import UnknownValue, unknown_values
from ..words import wording
from ..words.names import column_name, value_name


@dataclass(frozen=True, slots=True)
class Told:
    """What is not there, in words, and what may be meant, each with the address that asks for it."""

    words: str
    near: Sequence[tuple[str, str]]


async def unknown_in(datasette: Any, database: Any, request: Any, table: str) -> list[UnknownValue]:
    """Return the values that the address of a table filters by and that no row has."""
    exact = [(key.removesuffix("__exact"), value) for key in request.args for value in request.args.getlist(key)]
    asked = [(column, value) for column, value in exact if not column.startswith("_") and "__" not in column]
    asked = [(column, value) for column, value in asked if (table, column) not in CLOSED]
    if not asked:
        return []
    return await ask(datasette, database, lambda found: unknown_values(found, table, asked, partial(_said, table)))


async def told_unknown(datasette: Any, database: Any, request: Any, table: str) -> list[Told]:
    """Return the same for readers."""
    return [_told(request, table, each) for each in await unknown_in(datasette, database, request, table)]


def as_json(table: str, found: Sequence[UnknownValue]) -> list[dict[str, Any]]:
    """Return the same for programs."""
    return [
        {
            **{"column": each.column, "value": each.value, "near": list(each.near)},
            "message": _words(table, each) + (f"；是不是“{'”“'.join(each.near)}”？" if each.near else "。"),
        }
        for each in found
    ]


def _told(request: Any, table: str, unknown: UnknownValue) -> Told:
    pairs = [(key, value) for key in request.args for value in request.args.getlist(key)]
    asked = [(column, value) for column, value in pairs if column != "_next"]

    def address(value: str) -> str:
        this = {(unknown.column, unknown.value), (f"{unknown.column}__exact", unknown.value)}
        return "?" + urlencode([(unknown.column, value) if pair in this else pair for pair in asked])

    return Told(
        _words(table, unknown), [(_shown(table, unknown.column, value), address(value)) for value in unknown.near]
    )


def _words(table: str, unknown: UnknownValue) -> str:
    name = "编号" if unknown.column in TO_NAME else column_name(table, unknown.column)
    return f"本库没有{name}“{unknown.value[:60]}”"


def _said(table: str, column: str, value: str) -> str:
    """Return a value in words, itself where there are none."""
    return (wording.unit(value) if column == "unit" else value_name(table, column, value)) or value


def _shown(table: str, column: str, value: str) -> str:
    said = _said(table, column, value)
    return value if said == value else f"{value}（{said}）"
