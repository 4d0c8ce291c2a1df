"""What commands print: tables and trees for people, JSON Lines and CSV for programs.

On a terminal with colour and at its width; into a pipe or a file plain, and never cut off.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..ingest import Source
from ..parse.model import Page, Provision, Regulation
from ..pipeline import Processed, Report
from ..store.rows import page_rows
from ..text.comparators import SIGNS
from ..text.levels import Level

_PIPE_WIDTH = 10_000
_EXCERPT = 60
_BOUNDS = {str(comparator): sign for comparator, sign in SIGNS.items()}
"""What the column `bound` says; a range has both ends in its number."""

Record = Mapping[str, object]
"""A parameter as the database has it, with its regulation's title and its citation."""


def console(stream: TextIO | None = None) -> Console:
    """Return a console on `stream` (by default the standard output) that cuts nothing where no person looks."""
    out: TextIO = stream or sys.stdout
    width = None if out.isatty() else _PIPE_WIDTH
    return Console(file=out, width=width, highlight=False, soft_wrap=not out.isatty())


def use_utf8() -> None:
    """Make the standard streams UTF-8, whatever the locale: Chinese text has to come out whole."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def report_table(report: Report) -> Table:
    """Return the closing table of a build."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for label, number in (
        ("files", report.files),
        ("  stored", report.stored),
        ("  unchanged, skipped", report.unchanged),
        ("  failed", len(report.failures)),
        ("  not tried", report.untried),
        ("regulations", report.regulations),
        ("provisions", report.provisions),
        ("parameters", report.parameters),
        ("flags", report.flags),
    ):
        table.add_row(label, f"{number:,}")
    return table


def page_trees(page: Page) -> Iterator[Tree]:
    """Yield a tree for each regulation of a page: what it is, and its provisions with how they begin."""
    for regulation in page.regulations:
        tree = Tree(Text(regulation.title, style="bold"), guide_style="dim")
        if facts := _facts(regulation):
            tree.add(Text(facts, style="italic"))
        _grow(tree, regulation.root, page.source.text)
        yield tree


def _facts(regulation: Regulation) -> str:
    names = {
        "kind": regulation.kind,
        "status": regulation.status,
        "issuer": regulation.issuer,
        "number": regulation.doc_number,
        "region": regulation.region,
        "promulgated": regulation.promulgated,
        "effective": regulation.effective,
        "expires": regulation.expires,
    }
    return ", ".join(f"{name} {value}" for name, value in names.items() if value)


def _grow(root: Tree, provision: Provision, text: str) -> None:
    """Add what is below a provision to its tree. Walks without recursion, as deep as the text may go."""
    waiting = [(root, child) for child in reversed(provision.children)]
    while waiting:
        tree, node = waiting.pop()
        name = Text(_name(node), style="cyan")
        if excerpt := _excerpt(node.body.of(text)):
            name.append(f"  {excerpt}", style="default")
        branch = tree.add(name)
        waiting += [(branch, child) for child in reversed(node.children)]


def _name(node: Provision) -> str:
    """Return label and heading; where the text prints neither, what the provision is."""
    unnamed = "款" if node.level is Level.PARA else str(node.level)
    return " ".join(filter(None, (node.label.strip(), node.heading))) or unnamed


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT] + "…"


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
        sign = _BOUNDS.get(str(record["comparator"]), "?")
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
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def print_csv(found: list[Record]) -> None:
    """Print parameters as CSV with a header; nothing where there are none."""
    if found:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
