"""The command `fatiao show`."""

from __future__ import annotations

import click

from ..limits import Limits
from ..parse.page import parse_page
from .options import PAGE, limited
from .page import page
from .printing.console import console
from .printing.tree import page_trees


@click.command()
@PAGE
@limited
def show(file: str, limits: Limits) -> None:
    """Print the regulations of one page as a tree of their provisions.

    FILE is a page, or - for the standard input.

    \b
    Example:
      fatiao show page.txt
    """
    with page(file, limits) as source:
        parsed = parse_page(source)
    out = console()
    for tree in page_trees(parsed):
        out.print(tree)
    if not parsed.regulations:
        raise click.ClickException(f"{file}: no regulation was found in it; see whether it is the page you meant")
