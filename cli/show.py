"""The command `fatiao show`."""

from __future__ import annotations

import click

from ..parse.page import parse_page
from .options import PAGE
from .page import read_page
from .printing.console import console
from .printing.tree import page_trees


@click.command()
@PAGE
def show(file: str) -> None:
    """Print the regulations of one page as a tree of their provisions.

    FILE is a page, or - for the standard input.

    \b
    Example:
      fatiao show page.txt
    """
    page = parse_page(read_page(file))
    out = console()
    for tree in page_trees(page):
        out.print(tree)
    if not page.regulations:
        raise click.ClickException(f"{file}: no regulation was found in it; see whether it is the page you meant")
