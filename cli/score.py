"""The command `fatiao score`."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import click

from ..ingest import IngestError, find, read
from ..pipeline import build
from ..quality.floors import below, raised, read_floors, write_floors
from ..quality.gold import GoldError
from ..quality.score import Gold, Score, load
from ..quality.score import score as score_database
from ..store.errors import StoreError
from .printing.say import say

_CORPUS = Path(__file__).parent.parent / "corpus"
"""The annotated pages of a checkout; they are not installed with the package."""


@click.command()
@click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The database to score; by default the gold's pages are built anew.",
)
@click.option(
    "--gold",
    multiple=True,
    metavar="PATTERN",
    help="Annotated parameters (.jsonl); may be given more than once. By default those of corpus/gold.",
)
@click.option("--structure", multiple=True, metavar="PATTERN", help="Annotated structure (.json), likewise.")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the annotated pages are; by default corpus/pages.",
)
@click.option(
    "--misses", type=click.IntRange(min=0), default=0, metavar="N", help="Also print up to N faults of each kind."
)
@click.option(
    "--floors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fail where a measure is below its floor in this file.",
)
@click.option("--raise-floors", is_flag=True, help="Raise the floors in that file to the measures; none is lowered.")
@click.option("--lower-floors", is_flag=True, help="Set the floors to the measures, also where that lowers them.")
def score(
    database: Path | None,
    gold: tuple[str, ...],
    structure: tuple[str, ...],
    sources: Path | None,
    misses: int,
    floors: Path | None,
    raise_floors: bool,
    lower_floors: bool,
) -> None:
    """Measure how right a database is, against pages that people annotated.

    \b
    Examples:
      fatiao score
      fatiao score --db fatiao.db --misses 20
      fatiao score --gold 'train/*.jsonl' --sources train/texts
      fatiao score --floors tests/quality_floors.json --raise-floors
    """
    if (raise_floors or lower_floors) and floors is None:
        raise click.UsageError("--raise-floors and --lower-floors need --floors FILE")
    try:
        right = _gold(gold, structure, sources)
        result = score_database(database, right) if database else _score_anew(right)
    except (IngestError, GoldError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    except sqlite3.Error as error:
        raise click.ClickException(f"{database}: {error}; name a database that fatiao build made") from error
    say("\n".join(result.lines(misses)), err=False)
    if floors is None:
        return
    if raise_floors or lower_floors:
        write_floors(floors, raised(result.figures, read_floors(floors), lower_floors))
    elif faults := below(result.figures, read_floors(floors)):
        raise click.ClickException("\n".join(faults))


def _gold(gold: tuple[str, ...], structure: tuple[str, ...], sources: Path | None) -> Gold:
    """Return the gold that was named, or that of the checkout."""
    if not gold and not structure:
        folder = _of_corpus("gold", "annotated files with --gold or --structure, and their pages with --sources")
        gold, structure = (str(folder / "seed_*.jsonl"),), (str(folder / "structure_*.json"),)
    pages = sources or _of_corpus("pages", "the folder of the annotated pages with --sources")
    return load(find(gold), find(structure), pages, lambda page: read(page).text)


def _of_corpus(name: str, instead: str) -> Path:
    """Return a folder of the checkout's corpus; where there is none, end the command and say what to name instead."""
    folder = _CORPUS / name
    if not folder.is_dir():
        raise click.ClickException(
            f"{folder}: there is no such folder, for annotated pages are not installed with fatiao; "
            f"name {instead}, or run fatiao score in a checkout"
        )
    return folder


def _score_anew(gold: Gold) -> Score:
    """Build the gold's pages into a database of their own, and score that."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "score.db")
        for failure in build(gold.files, database).failures:
            say(str(failure))
        return score_database(database, gold)
