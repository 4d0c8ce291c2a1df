"""What the pages of parameters tell of every column and condition, the same on all pages: made once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from sqlite3 import Row

from markupsafe import Markup, escape

from ..words.names import LOOKUPS, column_name

_TABLE = "parameters"
_MOST = 256  # more than the columns and conditions of which one is chosen
_OPTION = Markup('<option value="{}"{}>{}</option>')
_SELECTED = {True: Markup(" selected"), False: Markup("")}
_MEANING = Markup("<div><dt>{} <code>{}</code></dt><dd>{}</dd></div>")
_NAMED = Markup("<div><dt>{} <code>{}</code></dt><dd><strong>")
_MEANT = Markup('</strong> <span class="meta">{}</span></dd></div>')
_WITHOUT_VALUE = ("isnull", "notnull", "isblank", "notblank")


def column_choices(columns: Iterable[str], chosen: str) -> Markup:
    """Return the options of a list of columns, one of them chosen."""
    return _column_choices(tuple(columns), chosen)


@lru_cache(_MOST)
def lookup_choices(chosen: str) -> Markup:
    """Return the options of the list of conditions, one of them chosen; those without a value come with one."""
    return _joined(
        _OPTION.format(f"{lookup}__1" if lookup in _WITHOUT_VALUE else lookup, _SELECTED[lookup == chosen], said)
        for lookup, said in LOOKUPS.items()
    )


def columns_explained(meanings: Mapping[str, str]) -> Markup:
    """Return the lines of the list of columns, given each with what it means."""
    return _columns_explained(tuple(meanings.items()))


def columns_of(row: Row, columns: Sequence[str], meanings: Mapping[str, str]) -> Markup:
    """Return the lines of the list of a row's columns, each with what it holds and what it means."""
    around = _around_values(tuple((column, meanings.get(column, "")) for column in columns))
    values = (row[column] for column in columns)
    return Markup(
        "".join(
            f"{before}{'' if value is None else escape(value)}{behind}"
            for value, (before, behind) in zip(values, around, strict=True)
        )
    )


@lru_cache(_MOST)
def _around_values(meanings: tuple[tuple[str, str], ...]) -> list[tuple[Markup, Markup]]:
    return [(_NAMED.format(column_name(_TABLE, column), column), _MEANT.format(told)) for column, told in meanings]


@lru_cache(_MOST)
def _column_choices(columns: tuple[str, ...], chosen: str) -> Markup:
    return _joined(
        _OPTION.format(column, _SELECTED[column == chosen], column_name(_TABLE, column)) for column in columns
    )


@lru_cache(_MOST)
def _columns_explained(meanings: tuple[tuple[str, str], ...]) -> Markup:
    return _joined(_MEANING.format(column_name(_TABLE, column), column, told) for column, told in meanings)


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
