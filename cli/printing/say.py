"""Single lines for people, in which nothing steers their terminal."""

from __future__ import annotations

import click

from ...text.printable import printable


def say(line: str, err: bool = True) -> None:
    """Print a line, by default on the standard error."""
    click.echo(printable(line), err=err)
