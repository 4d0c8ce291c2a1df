"""The command `fatiao forget`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..store.errors import StoreError
from ..store.write import Store
from .options import DATABASE
from .printing.names import some_of
from .printing.say import say


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@DATABASE
def forget(paths: tuple[str, ...], database: Path) -> None:
    """Take pages out of a database.

    PATH is a file, a folder (everything in it and below it is taken out) or a pattern; it need not be there any more.
    The files themselves are left alone. A page that is stored of another file too stays. Where nothing is stored of a
    PATH, that is said, and the command ends with exit status 1.

    \b
    Examples:
      fatiao forget pages/notice.html
      fatiao forget 2019/ 2020/ --db guarantees.db
    """
    if not database.is_file():
        raise click.ClickException(f"There is no database {database}. Name one with --db.")
    try:
        with Store(database) as store:
            unknown = [path for path in paths if not _forget(path, store)]
            store.link()
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    for path in unknown:
        say(f"{path}: nothing is stored of it in {database}; the table files there lists what is")
    if unknown:
        sys.exit(1)


def _forget(path: str, store: Store) -> bool:
    """Take out what is stored of `path`, say so, and tell whether it was anything."""
    is_within = store.uris.within(path)
    found = [uri for uri in store.files() if is_within(uri)]
    before = store.counts()["documents"]
    if not store.forget(*found):
        return False
    gone = before - store.counts()["documents"]
    names = some_of([store.uris.shown(uri) for uri in found])
    say(f"Taken out of {store.path}: files {len(found):,}, regulations {gone:,} ({names})", err=False)
    return True
