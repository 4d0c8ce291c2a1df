"""What a change of the rules changes: every row that two databases, built of the same pages, do not have in common.

usage: python benchmarks/changes.py BEFORE AFTER [--show N] [--table NAME]

BEFORE and AFTER are databases: one built before the change, one after it. Prints for each table how many rows are in
BEFORE only and in AFTER only, and of the parameters the first N of each (10 unless told), with their clause; with
--table the rows of that table instead. When a row was stored does not count. Ends with exit status 1 where anything
differs. Of a database that another version made, the columns that both have are compared.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from fatiao.store import schema

TABLES = tuple(name for name in schema.TABLES if name not in ("files", "builds"))
"""The tables whose rows come of the pages alone."""

UNCOUNTED = frozenset({"added_at", "changed_at"})
"""Columns that tell when a row was stored."""

PARAMETER = ("label", "quantity", "role", "holder", "base", "trigger", "quote")
"""What is shown of a parameter."""


def only(connection: sqlite3.Connection, table: str, one: str, other: str) -> list[sqlite3.Row]:
    """Return the rows of a table that one of the databases has, and the other has not, or less often."""
    both = columns_of(connection, table, one) & columns_of(connection, table, other)
    columns = [name for name in schema.TABLES[table].columns if name in both - UNCOUNTED]
    if "provision_id" in columns:
        columns.remove("id")  # which counts the rows of a provision: one that is new gives all behind it another
    if not columns:
        return []
    names = ", ".join(f'"{name}"' for name in columns)
    counted = "select {0}, row_number() over (partition by {0}) as nth from {1}.{2}"
    sql = f"{counted.format(names, one, table)} except {counted.format(names, other, table)}"
    return connection.execute(sql).fetchall()


def columns_of(connection: sqlite3.Connection, table: str, database: str) -> set[str]:
    """Return the names of the columns that a table has in one of the databases; none where it lacks the table."""
    return {str(row[0]) for row in connection.execute("select name from pragma_table_info(?, ?)", [table, database])}


def worded(row: sqlite3.Row) -> str:
    """Return a row in a line: of a parameter what was read and its clause, of any other all that is not empty."""
    cells = dict(zip(row.keys(), row, strict=True))
    told = PARAMETER if "mention" in cells else [name for name in cells if name != "nth"]
    return " ".join("  ".join(str(cells[name]) for name in told if cells[name] not in (None, "")).split())[:200]


def lines(connection: sqlite3.Connection, shown: str, most: int) -> Iterator[str]:
    """Yield the lines of the report."""
    for table in TABLES:
        gone, new = only(connection, table, "main", "after"), only(connection, table, "after", "main")
        if gone or new:
            yield f"{table}: {len(gone)} rows before only, {len(new)} after only"
        if table == shown:
            for sign, rows in (("-", gone), ("+", new)):
                yield from (f"  {sign} {worded(row)}" for row in rows[:most])


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare, print, and tell by the exit status whether anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--show", type=int, default=10, metavar="N")
    parser.add_argument("--table", choices=TABLES, default="parameters")
    options = parser.parse_args(arguments)
    for path in (options.before, options.after):
        if not path.is_file():
            parser.error(f"no database {path}; make it with fatiao build FOLDER --db {path}")
    connection = sqlite3.connect(options.before)
    connection.row_factory = sqlite3.Row
    connection.execute("attach ? as after", (str(options.after),))
    report = list(lines(connection, options.table, options.show))
    print("\n".join(report or ["no row differs"]))
    sys.exit(bool(report))


if __name__ == "__main__":
    main()
