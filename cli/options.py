"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

DATABASE = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    default=Path("fatiao.db"),
    show_default=True,
    metavar="FILE",
    help="The database.",
)
"""The database to write or to read, as `database`."""

PAGE = click.argument("file", metavar="FILE")
"""One page, or - for the standard input, as `file`; `page.read_page` reads it."""
