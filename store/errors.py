"""The one error that this room raises."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class StoreError(Exception):
    """The database cannot be opened or written; the message names the file and what to do."""


_WAYS_OUT = (
    # (what SQLite says, what it means, what to do)
    ("not a database", "is not a SQLite database", "Give another path, or move the file away and build again."),
    ("malformed", "is damaged", "Move the file away and build again; the sources are all it takes."),
    ("disk is full", "cannot grow: the disk is full", "Free some space and build again; what was stored is intact."),
    ("disk i/o", "cannot be read or written (disk I/O error)", "Check the disk; what was stored is intact."),
    ("readonly", "is read-only", "Make the file and its folder writable, or give another path."),
    ("unable to open", "cannot be opened", "Check that its folder exists and that you may write there."),
    ("locked", "is in use by another build", "Wait for it to end and build again."),
)


def explain(path: Path, error: sqlite3.Error) -> StoreError:
    """Return the error to raise in place of one of SQLite's, with the file's name and the way out."""
    said = str(error)
    for sign, meaning, way_out in _WAYS_OUT:
        if sign in said.lower():
            return StoreError(f"{path} {meaning}. {way_out}")
    return StoreError(f"{path} could not be used: {said}. Nothing that was stored is lost; please report this.")
