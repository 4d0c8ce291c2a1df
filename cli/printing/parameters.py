"""The parameters of a page: as a table for people, as JSON Lines and CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping
from io import StringIO

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ...extract.page import Processed
from ...store.rows import page_rows
from ...text.comparators import SIGNS
from ...text.printable import json_escaped, printable
from ...text.source import Source
from .console import console

Record = Mapping[str, object]
"""A parameter as the database has it, with its regulation's title and its citation."""


def records(processed: Processed) -> list[Record]:
    """Return the parameters of a page, each under the names of the database's columns."""
    rows = page_rows(processed.page, processed.parameters, ())
    titles = {row["id"]: row["title"] for row in rows["documents"]}
    citations = {row["id"]: row["citation"] for row in rows["provisions"]}
    return [
        {
            "file": processed.page.source.uri,
            "regulation": titles[row["document_id"]],
            "citation": citations.get(row["provision_id"]),
            **{name: value for name, value in row.items() if name not in ("document_id", "provision_id", "id")},
        }
        for row in rows["parameters"]
    ]


def print_table(found: list[Record], source: Source) -> None:
    """Print parameters as a table of the columns a reader wants first."""
    table = Table(title=None, header_style="bold", box=None, pad_edge=False)
    for heading in ("where", "what", "whom", "role", "bound", "number", "unit"):
        table.add_column(heading, overflow="fold")
    regulation = None
    for record in found:
        if record["regulation"] and record["regulation"] != regulation:
            regulation = record["regulation"]
            table.add_section()
            table.add_row(Text(str(regulation), style="bold"))
        sign = SIGNS.get(str(record["comparator"]), "?")
        cells = (record["citation"], record["attribute"], record["holder"], record["role"], sign, record["mention"])
        table.add_row(*(escape(" ".join(str(cell or "").split())) for cell in (*cells, record["unit"])))
    console().print(table)
    print_count(len(found), source)


def print_count(number: int, source: Source) -> None:
    """Tell on the standard error how many parameters a page has."""
    console(sys.stderr).print(f"{number} parameters in {escape(source.uri)}")


def print_jsonl(found: list[Record]) -> None:
    """Print parameters as JSON Lines."""
    for record in found:
        sys.stdout.write(json_escaped(json.dumps(record, ensure_ascii=False)) + "\n")


def print_csv(found: list[Record]) -> None:
    """Print parameters as CSV with a header; nothing where there are none."""
    if found:
        lines = StringIO()
        writer = csv.DictWriter(lines, fieldnames=list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
        table = lines.getvalue()  # as it is for a program, but nothing in it steers a terminal
        sys.stdout.write(printable(table) if sys.stdout.isatty() else table)
