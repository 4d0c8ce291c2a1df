"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from ..limits import LIMITS, Limits
from ..text.source import QUEUE

Given = TypeVar("Given", Path, tuple[str, ...])


def check_file(_context: click.Context, _option: click.Parameter, given: Given) -> Given:
    """Return the path of a database, or several; SQLite's name of one that is kept nowhere is none."""
    if ":memory:" in (given if isinstance(given, tuple) else (str(given),)):
        raise click.BadParameter(":memory: is no file, and would be lost at the end. Give the path of one.")
    return given


DATABASE = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    default=Path("fatiao.db"),
    show_default=True,
    metavar="FILE",
    callback=check_file,
    help="The database.",
)
"""The database to write or to read, as `database`."""

PAGE_SECONDS = click.option(
    "--page-seconds",
    type=click.FloatRange(min=0),
    default=LIMITS.seconds,
    show_default=True,
    metavar="SECONDS",
    help="Processor time for a text of 100,000 bytes; 0: any.",
)
PDF_SECONDS = click.option(
    "--pdf-seconds",
    type=click.FloatRange(min=0),
    default=LIMITS.pdf_seconds,
    show_default=True,
    metavar="SECONDS",
    help="Processor time for each page of a PDF, and for a picture; 0: any.",
)
WORD_SECONDS = click.option(
    "--word-seconds",
    type=click.FloatRange(min=0),
    default=LIMITS.word_seconds,
    show_default=True,
    metavar="SECONDS",
    help="Time for a Word file; 0: any.",
)
PAGE_MEGABYTES = click.option(
    "--page-megabytes",
    type=click.IntRange(min=0),
    default=LIMITS.memory // 1_000_000,
    show_default=True,
    metavar="MB",
    help="Memory that a page may take; 0: any.",
)
MAX_BYTES = click.option(
    "--max-bytes",
    type=click.IntRange(min=0),
    default=LIMITS.size,
    show_default=True,
    metavar="BYTES",
    help="The largest page that is read; 0 for any.",
)

MIN_SCORE = click.option(
    "--min-score",
    "least",
    type=click.FloatRange(0, 1),
    default=QUEUE,
    show_default=True,
    metavar="SCORE",
    help="Leave out what is doubted less than this, from 0 to 1; the default is what editors are asked about.",
)
"""The least score of a flag, as `least`."""


def limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `Limits`, as `limits`."""

    @PAGE_SECONDS
    @PDF_SECONDS
    @WORD_SECONDS
    @PAGE_MEGABYTES
    @MAX_BYTES
    @wraps(command)
    def with_limits(
        *args: Any,
        page_seconds: float,
        pdf_seconds: float,
        word_seconds: float,
        page_megabytes: int,
        max_bytes: int,
        **options: Any,
    ) -> None:
        limits = Limits(page_seconds, max_bytes, pdf_seconds, word_seconds, page_megabytes * 1_000_000)
        command(*args, limits=limits, **options)

    return with_limits


SNAPSHOTS = click.option(
    "--snapshots",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("corpus/snapshots"),
    show_default=True,
    metavar="FOLDER",
    help="Where what is fetched is kept.",
)
MOST = click.option(
    "--most", type=click.IntRange(min=0), default=0, metavar="N", help="Ask each site for N addresses; 0: for all."
)
ALLOWED = click.option(
    "--allow-address",
    "allowed",
    multiple=True,
    metavar="ADDRESS",
    help="An address or a network of your own (10.1.0.0/16) that may be connected to; without it none but public ones.",
)


def crawling(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a crawl, as `snapshots`, `most` and `allowed`."""
    return SNAPSHOTS(MOST(ALLOWED(command)))


PAGE = click.argument("file", metavar="FILE")
"""One page, or - for the standard input, as `file`; `page.read_page` reads it."""
