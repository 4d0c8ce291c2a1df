"""The command line: `fatiao` with a command a file, each imported when it is asked for."""

from __future__ import annotations

import click

from .. import __version__
from .lazy import LazyGroup
from .printing.streams import use_utf8

_COMMANDS = {
    "build": "Read pages of regulations into a database.",
    "crawl": "Fetch the pages of sites, as their files tell.",
    "decisions": "List, undo, apply, export and import what editors decided.",
    "digest": "Print a hash of what a database says.",
    "editor": "Say who may decide about what is suspicious.",
    "export": "Write a database as tables for programs and spreadsheets, or its documents as XML or Markdown.",
    "extract": "List the numeric parameters of one page, without a database.",
    "flags": "List what is suspicious in a database, what is at stake first.",
    "forget": "Take pages out of a database.",
    "review": "Decide what is suspicious, one flag after another.",
    "score": "Measure how right a database is, against pages that people annotated.",
    "serve": "Show a database in the browser, until you press Ctrl-C.",
    "show": "Print the regulations of one page as a tree of their provisions.",
    "update": "Crawl sites, build, and tell what is new, changed and gone.",
}
"""The commands with what each says of itself first, so that `fatiao --help` need not import them."""


@click.group(
    cls=LazyGroup,
    package=__name__,
    summaries=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="fatiao")
def main() -> None:
    """Find every number that a Chinese regulation lays down, with the clause it stands in.

    Give fatiao pages of regulations; it finds the regulations on them, their chapters, articles and items
    (章、条、款、项), and every limit, ratio, deadline, fine, age and date, and stores them in a database that
    you can read, search and compare in a browser.

    \b
    Examples:
      fatiao build pages/         read every page in the folder pages into fatiao.db
      fatiao serve                read the database at http://127.0.0.1:8001
      fatiao extract page.txt     list the numbers of one page
    """
    use_utf8()
