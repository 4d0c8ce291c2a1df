"""The one page that a command is about."""

from __future__ import annotations

import sys

import click

from ..ingest import IngestError, read, read_bytes
from ..text.source import Source


def read_page(file: str) -> Source:
    """Return a file, or for - the standard input, as a source; one that cannot be read ends the command."""
    try:
        return read_bytes(sys.stdin.buffer.read(), "-") if file == "-" else read(file)
    except IngestError as error:
        raise click.ClickException(str(error)) from error
