"""The whole database as one file: `/fatiao.db`, a copy that is whole whatever is being written meanwhile."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

from datasette.utils.asgi import asgi_send_file

from ..database import FileVersion, file_version, our_database
from ..guard.open import read_only_uri

_PAGES_AT_ONCE = 4096
_CHUNK = 1 << 20


class DatabaseCopy:
    """The last copy of the database served, made again when that has changed."""

    def __init__(self) -> None:
        """Have no copy yet."""
        self._lock = Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._before: tempfile.TemporaryDirectory[str] | None = None
        self._version: tuple[str, FileVersion] | None = None

    def current(self, database: Any) -> Path:
        """Return a copy of `database` as it is now; those who ask meanwhile wait for the same one."""
        version = (str(database.path), file_version(database))
        with self._lock:
            if self._folder is None or self._version != version:
                folder = tempfile.TemporaryDirectory(prefix="fatiao-")
                copy_database(Path(str(database.path)), Path(folder.name) / "fatiao.db")
                # the copy before stays for those about to open it; a file that is open can be read to its end
                self._before, self._folder, self._version = self._folder, folder, version
            return Path(self._folder.name) / "fatiao.db"


database_copy = DatabaseCopy()


class Download:
    """A file as an answer, sent in pieces large enough for hundreds of megabytes."""

    def __init__(self, path: Path) -> None:
        """Take the path of the file."""
        self._path = path

    async def asgi_send(self, send: Any) -> None:
        """Send the file."""
        headers = {"access-control-allow-origin": "*"}
        kind = "application/vnd.sqlite3"
        await asgi_send_file(send, str(self._path), "fatiao.db", kind, chunk_size=_CHUNK, headers=headers)


async def download(datasette: Any) -> Download:
    """Answer with the file."""
    return Download(await asyncio.to_thread(database_copy.current, our_database(datasette)))


def copy_database(source: Path, target: Path) -> None:
    """Copy a database by SQLite's backup, with what its write-ahead log holds, into one file that needs no other."""
    with (
        closing(sqlite3.connect(read_only_uri(source), uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=_PAGES_AT_ONCE)
        new.execute("pragma journal_mode = delete")
