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

ALL = -1
"""As many as there are, where they are added to those of other databases."""

Group = tuple[str, int, int]
"""An attribute: its name, the number of regulations that have it, the number of parameters."""

_MOST_ROWS = 5000
_COLUMNS = """
parameters.id, parameters.document_id, parameters.provision_id, quantity, role, comparator, min_value, max_value,
min_inclusive, max_inclusive, min_date, max_date, unit, mention, quote, attribute, holder, base, attribute_group,
confidence, word_confidence, parameters.start_char
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
    ids = [key for _, key in having(connection, groups, words)]
    shown = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    documents, cells = laid_down(connection, groups, words, shown)
    return Comparison(documents, groups, cells, len(ids), -(-len(ids) // PER_PAGE))


def having(connection: sqlite3.Connection, groups: Sequence[str], words: str) -> list[tuple[str, str]]:
    """Return year and id of the regulations that have some attributes, the newest first."""
    where, values = _condition(groups, words)
    sql = f"select distinct coalesce(year, ''), document_id from parameters where {where} order by 1 desc, 2"
    return [(row[0], row[1]) for row in connection.execute(sql, values)]


def laid_down(
    connection: sqlite3.Connection, groups: Sequence[str], words: str, shown: Sequence[str]
) -> tuple[list[Row], dict[tuple[str, str], list[Row]]]:
    """Return some regulations, those of `shown` that are there, and the parameters of each and an attribute."""
    connection.row_factory = sqlite3.Row
    where, values = _condition(groups, words)
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
    return [found[key] for key in shown if key in found], cells


def find_groups(connection: sqlite3.Connection, words: str, most: int = MOST_FOUND) -> list[Group]:
    """Return attributes that have the words in them: name, number of regulations, number of parameters."""
    return _groups(connection, "instr(attribute_group, ?)", [words], most)


def all_groups(connection: sqlite3.Connection, most: int = MOST_FOUND) -> list[Group]:
    """Return the attributes that most regulations have."""
    return _groups(connection, "attribute_group is not null", [], most)


def common(groups: Sequence[Group]) -> Sequence[Group]:
    """Return those of some attributes that several regulations have, all where there are none."""
    return [group for group in groups if group[1] > 1] or groups


def _groups(connection: sqlite3.Connection, where: str, values: list[str], most: int) -> list[Group]:
    sql = (
        "select attribute_group, count(distinct document_id), count(*) from parameters indexed by "
        f"idx_parameters_attribute_group_document_id where {where} group by 1 order by 2 desc, 3 desc, 1 limit ?"
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(sql, [*values, most])]


def _condition(groups: Sequence[str], words: str) -> tuple[str, list[str]]:
    """Return the condition that attributes and words make, with its values."""
    parts = [f"attribute_group in ({', '.join('?' * len(groups))})"]
    values = [*groups]
    if words:
        parts.append("(instr(act, ?) or instr(holder, ?) or instr(quote, ?))")
        values += [words] * 3
    return " and ".join(parts), values
