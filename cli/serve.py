"""The command `fatiao serve`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..publish.serve import ServeError
from ..publish.serve import serve as serve_database
from .options import DATABASE
from .printing.say import say


@click.command()
@DATABASE
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to serve at; 0.0.0.0 for all of this machine's."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="The port to serve at.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes answer; for many readers at once, as many as there are cores.",
)
def serve(database: Path, host: str, port: int, workers: int) -> None:
    """Show a database in the browser, until you press Ctrl-C.

    \b
    Examples:
      fatiao serve
      fatiao serve --db guarantees.db --port 8080
    """
    try:
        serve_database(
            *(database, host, port),
            lambda address: say(f"{database} is at {address} (Ctrl-C to stop)", err=False),
            workers,
        )
    except ServeError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(0)  # the way to end it, and no fault
