"""The flags of a database as a table for people."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from ...publish.words.vocabulary import FLAG_KINDS
from .console import console
from .parameters import Record

_LONGEST = 40
"""Characters of a doubted passage that are shown."""


def print_flags(found: Sequence[Record], database: Path) -> None:
    """Print flags as a table: kind, place, what is doubted, what it might be, why, how much."""
    table = Table(title=None, header_style="bold", box=None, pad_edge=False)
    for heading in ("kind", "where", "text", "suggestion", "reason"):
        table.add_column(heading, overflow="fold")
    table.add_column("score", justify="right")
    for record in found:
        place = f"{record['regulation'] or record['file']} {record['citation'] or ''}"
        cells = (FLAG_KINDS.get(str(record["kind"]), record["kind"]), place, _short(record["text"]))
        shown = (*cells, _short(record["suggestion"]), record["reason"], f"{record['score']:.2f}")
        table.add_row(*(escape(" ".join(str(cell or "").split())) for cell in shown))
    console().print(table)
    console(sys.stderr).print(f"{len(found)} flags in {escape(str(database))}")


def _short(words: object) -> str:
    shown = " ".join(str(words or "").split())
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
