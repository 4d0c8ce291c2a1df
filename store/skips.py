"""Which flags an editor has put aside for now, in the editorial file: no decision, and undone by deciding."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from .editorial import connected, editorial_path, explained, reading

_TABLE = """
create table if not exists skips (
    flag_id text not null, editor text not null, created_at text not null, primary key (flag_id, editor)
)"""


def skip(database: Path | str, editor: str, flag_id: str) -> None:
    """Put a flag aside for an editor; doing it twice is no error.

    Raises:
        EditorialError: the editorial file cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    _write(database, "insert or ignore into skips values (?, ?, ?)", flag_id, editor, now)


def unskip(database: Path | str, editor: str, flag_id: str) -> None:
    """Take a flag up again that an editor has put aside.

    Raises:
        EditorialError: the editorial file cannot be written.
    """
    _write(database, "delete from skips where flag_id = ? and editor = ?", flag_id, editor)


def skipped(database: Path | str) -> dict[str, frozenset[str]]:
    """Return the flags that are put aside, each with the editors who have.

    Raises:
        EditorialError: the editorial file cannot be read.
    """
    with reading(database, "skips") as connection:
        rows = connection.execute("select flag_id, editor from skips").fetchall() if connection else []
    found: dict[str, set[str]] = {}
    for flag_id, editor in rows:
        found.setdefault(flag_id, set()).add(editor)
    return {flag_id: frozenset(names) for flag_id, names in found.items()}


def _write(database: Path | str, sql: str, *values: str) -> None:
    path = editorial_path(database)
    with explained(path), closing(connected(path)) as connection, connection:
        connection.execute(_TABLE)
        connection.execute(sql, values)
