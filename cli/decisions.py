"""The commands `fatiao decisions …`."""

from __future__ import annotations

import getpass
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..ingest import FIELDS, IngestError, read_fields
from ..limits import Limits
from ..pipeline import rebuild
from ..store.decision_log import Conflict, record
from ..store.decision_log import decisions as all_decisions
from ..store.decisions import Decision, Draft, Kind, Undecidable, standing
from ..store.editorial import moved_to
from ..store.errors import StoreError
from ..store.exchange.annotations import as_annotations
from ..store.exchange.entry import ExchangeError, as_entry
from ..store.exchange.patch import as_patch
from ..store.exchange.read import bring_in
from ..text.printable import printable
from .options import DATABASE, limited
from .printing.changes import as_json, as_lines
from .printing.decision import in_one_line
from .printing.say import say

EDITOR = click.option(
    "--editor", default=getpass.getuser, metavar="NAME", help="Who decides; by default your name on this computer."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def decisions() -> None:
    """List, undo, apply, export and import what editors decided.

    Decisions are kept in a file beside the database (laws.editorial.db beside laws.db), are added to and never changed,
    and are applied at every build. docs/editors.md tells more.
    """


@decisions.command("list")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@DATABASE
@click.option("--all", "everything", is_flag=True, help="Also those undone, and those that another took the place of.")
@click.option("--json", "is_json", is_flag=True, help="A line of JSON for each.")
def list_decisions(documents: tuple[str, ...], database: Path, everything: bool, is_json: bool) -> None:
    """List decisions that stand, in the order in which they were made.

    DOCUMENT is a document's identifier; without any, all are listed.

    \b
    Examples:
      fatiao decisions list
      fatiao decisions list --json --all --db laws.db
    """
    with _explained():
        for decision in _chosen(database, documents, everything):
            line = json.dumps(as_entry(decision), ensure_ascii=False) if is_json else in_one_line(decision)
            say(line, err=False)


@decisions.command()
@click.argument("identifiers", nargs=-1, required=True, metavar="DECISION...")
@DATABASE
@EDITOR
@click.option("--note", metavar="TEXT", help="Why.")
def undo(identifiers: tuple[str, ...], database: Path, editor: str, note: str | None) -> None:
    """Take decisions back; the next build is without them.

    DECISION is an identifier, or as much of its beginning as tells it apart. To undo an undoing is to decide it again.

    \b
    Examples:
      fatiao decisions undo 3f2a9c1e
    """
    with _explained():
        found = all_decisions(database)
        chosen = [_one(found, identifier) for identifier in identifiers]
        record(database, [Draft(Kind.UNDO, one.anchor, editor, undoes=one.id, note=note) for one in chosen])
        for one in chosen:
            say(f"undone: {in_one_line(one)}", err=False)


@decisions.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@DATABASE
@click.option("--json", "is_json", is_flag=True, help="What changed, as JSON.")
@click.option("--fields", type=click.Path(path_type=Path), metavar="FILE", help="As for fatiao build.")
@limited
def apply(names: tuple[str, ...], database: Path, is_json: bool, fields: Path | None, limits: Limits) -> None:
    """Build pages again with the decisions about them, and tell what changed.

    NAME is a document's identifier, or the address or path of a page; without any, every page is built that was built
    with other decisions than there are now. Nothing else is looked at: fatiao build does the rest.

    \b
    Examples:
      fatiao decisions apply
      fatiao decisions apply 威海市地方储备粮管理办法-05f7b898 --json
    """
    if not database.is_file():
        raise click.ClickException(f"There is no database {database}. Name one with --db.")
    with _explained():
        done = rebuild(database, names, limits, read_fields(fields) if fields else FIELDS)
    if is_json:
        click.echo(as_json(done))
    else:
        for line in as_lines(done):
            say(line, err=False)
    for failure in done.report.failures:
        say(str(failure))
    if done.report.failures:
        sys.exit(1)


@decisions.command()
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@DATABASE
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonld", "patch"]),
    default="patch",
    show_default=True,
    help="jsonld: W3C Web Annotations for programs; patch: lines to review.",
)
@click.option("--all", "everything", is_flag=True, help="Also those undone, and those that another took the place of.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write into FILE instead of printing.")
def export(documents: tuple[str, ...], database: Path, form: str, everything: bool, out: Path | None) -> None:
    """Write decisions as a file that another copy of the database can import.

    \b
    Examples:
      fatiao decisions export > decisions.patch
      fatiao decisions export --format jsonld --all --out decisions.jsonld
    """
    with _explained():
        found = _chosen(database, documents, everything)
    written = as_annotations(found) if form == "jsonld" else as_patch(found)
    if out is None:
        click.echo(printable(written) if sys.stdout.isatty() else written, nl=False)
        return
    try:
        out.write_text(written, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{out}: it cannot be written ({error.strerror or error})") from error
    say(f"{len(found)} decisions written to {out}")


@decisions.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@DATABASE
@click.option("--anyway", is_flag=True, help="Take in decisions too whose words do not stand in their document.")
def import_(files: tuple[Path, ...], database: Path, anyway: bool) -> None:
    """Take in decisions that were made elsewhere, all of a file or none.

    FILE is what fatiao decisions export wrote, or a person in the same form. A decision that is known already is not
    taken in twice; one that was altered on the way, or made on another text, is refused.

    \b
    Examples:
      fatiao decisions import decisions.patch
    """
    for file in files:
        with _explained():
            done = bring_in(database, file, anyway)
        say(f"{file}: {len(done.new)} decisions taken in, {done.known} were known")
        for decision in done.absent:
            say(f"not in {database}: {in_one_line(decision)}")


def _chosen(database: Path, documents: tuple[str, ...], everything: bool) -> list[Decision]:
    found = all_decisions(database)
    if not everything:
        found = standing(found)
    wanted = {name for document in documents for name in (document, moved_to(database, document) or document)}
    if not wanted:
        return found
    return [
        one
        for one in found
        if {one.anchor.document, moved_to(database, one.anchor.document) or one.anchor.document} & wanted
    ]


def _one(found: list[Decision], identifier: str) -> Decision:
    alike = [decision for decision in found if decision.id.startswith(identifier)]
    if len(alike) != 1:
        raise click.ClickException(
            f"{identifier}: {len(alike)} decisions begin so; fatiao decisions list --all lists them"
        )
    return alike[0]


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (StoreError, IngestError, ExchangeError, Undecidable, Conflict, sqlite3.Error) as error:
        raise click.ClickException(str(error)) from error
