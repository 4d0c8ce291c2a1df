"""An attribute in all regulations that have it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Row = sqlite3.Row

PER_PAGE = 40
"""Regulations on a page."""

MOST_FOUND = 60
"""Attributes offered for words that were typed."""

_MOST_ROWS = 5000
_COLUMNS = """
parameters.id, parameters.document_id, parameters.provision_id, quantity, role, comparator, min_value, max_value,
min_inclusive, max_inclusive, min_date, max_date, unit, mention, quote, attribute, holder, base, attribute_group,
confidence, parameters.start_char
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Documents by attributes: `cells` holds the parameters of a document's id and an attribute."""

    documents: Sequence[Row]
    groups: Sequence[str]
    cells: Mapping[tuple[str, str], Sequence[Row]]
    total: int
    pages: int


def compare(connection: sqlite3.Connection, groups: Sequence[str], words: str = "", page: int = 1) -> Comparison:
    """Return the regulations that have some attributes, a page at a time, the newest first.

    Args:
        connection: of a database.
        groups: the attributes.
        words: what act, holder or clause must have in it.
        page: from 1.
    """
    connection.row_factory = sqlite3.Row
    where, values = _condition(groups, words)
    sql = f"select distinct document_id, year from parameters where {where} order by year desc, document_id"
    ids = [row["document_id"] for row in connection.execute(sql, values)]
    shown = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    marks = ", ".join("?" * len(shown))
    rows = connection.execute(
        f"select {_COLUMNS} from parameters where {where} and document_id in ({marks}) "
        "order by document_id, start_char limit ?",
        [*values, *shown, _MOST_ROWS],
    ).fetchall()
    found = {
        row["id"]: row
        for row in connection.execute(
            "select id, title, region, adopted, approved, promulgated, text_as_of, version, status "
            f"from documents where id in ({marks})",
            shown,
        )
    }
    cells: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        cells[row["document_id"], row["attribute_group"]].append(row)
    return Comparison([found[key] for key in shown], groups, cells, len(ids), -(-len(ids) // PER_PAGE))


def find_groups(connection: sqlite3.Connection, words: str) -> list[tuple[str, int, int]]:
    """Return attributes that have the words in them: name, number of regulations, number of parameters."""
    return _groups(connection, "instr(attribute_group, ?)", [words])


def common_groups(connection: sqlite3.Connection) -> list[tuple[str, int, int]]:
    """Return the attributes that most regulations have, those of one alone only where there are no others."""
    groups = _groups(connection, "attribute_group is not null", [])
    return [group for group in groups if group[1] > 1] or groups


def _groups(connection: sqlite3.Connection, where: str, values: list[str]) -> list[tuple[str, int, int]]:
    sql = (
        "select attribute_group, count(distinct document_id), count(*) from parameters indexed by "
        f"idx_parameters_attribute_group_document_id where {where} group by 1 order by 2 desc, 3 desc, 1 limit ?"
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(sql, [*values, MOST_FOUND])]


def _condition(groups: Sequence[str], words: str) -> tuple[str, list[str]]:
    """Return the condition that attributes and words make, with its values."""
    parts = [f"attribute_group in ({', '.join('?' * len(groups))})"]
    values = [*groups]
    if words:
        parts.append("(instr(act, ?) or instr(holder, ?) or instr(quote, ?))")
        values += [words] * 3
    return " and ".join(parts), values
