"""The command line."""

from __future__ import annotations

import click

from . import __version__


@click.group()
@click.version_option(__version__, prog_name="fatiao")
def main() -> None:
    """Turn pages of Chinese regulations into a database of numeric parameters, each cited to its clause."""
