"""The whole database as one file: `/fatiao.db`, a copy that is whole whatever is being written meanwhile."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from datasette.utils.asgi import asgi_send_file

from ...store.read_only import open_read_only
from ..database import FileVersion, file_version, our_database
from ..guard.refusal import GoneError

_PAGES_AT_ONCE = 4096
_CHUNK = 1 << 20
_KIND = "application/vnd.sqlite3"
_HEADERS = {"access-control-allow-origin": "*"}
_VERSIONS, _WITHOUT_LOG = slice(18, 20), b"\x01\x01"
"""Where a database's head tells that it is written with a write-ahead log, and what is there of one that is not."""


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
_copier = ThreadPoolExecutor(1, thread_name_prefix="fatiao-copy")
"""Who waits for a copy has no thread: the pages need those that there are."""


class HeldFile:
    """The file of the database itself, kept open until another takes its place.

    It may not be closed before: with it this process would lose the locks of its connections (`store/read_only.py`).
    """

    def __init__(self) -> None:
        """Hold no file yet."""
        self._lock = Lock()
        self._file: BinaryIO | None = None

    def current(self, path: Path) -> BinaryIO:
        """Return the file that is at `path` now; it is read with `os.pread`, as others read it at the same time."""
        with self._lock:
            if self._file is None or not os.path.samestat(os.fstat(self._file.fileno()), path.stat()):
                self._file = path.open("rb")  # the one before is closed when the last who reads it is done
            return self._file


held_file = HeldFile()


class Direct:
    """The file of the database itself, sent while nothing is written into it.

    A reader who holds the database while its write-ahead log is empty reads the file alone, and SQLite copies nothing
    from the log into the file before he is done; writers go on meanwhile.
    """

    def __init__(self, path: Path) -> None:
        """Hold the database at `path`; `is_whole` tells whether all of it is in the file and will stay so."""
        self._file = held_file.current(path)
        self._reader = open_read_only(path)
        self._reader.isolation_level = None
        (mode,) = self._reader.execute("pragma journal_mode").fetchone()
        self._reader.execute("begin")
        self._reader.execute("select count(*) from sqlite_master").fetchone()  # from here on it is held
        log = path.with_name(f"{path.name}-wal")
        is_same = os.path.samestat(path.stat(), os.fstat(self._file.fileno()))  # no other took its place meanwhile
        self.is_whole = mode == "wal" and is_same and not (log.exists() and log.stat().st_size)

    def release(self) -> None:
        """Let the database go."""
        self._reader.close()

    async def asgi_send(self, send: Any) -> None:
        """Send the file, marked as one that needs no log beside it, and let the database go."""
        try:
            size = os.fstat(self._file.fileno()).st_size
            headers = {**_HEADERS, "content-type": _KIND, "content-length": str(size)}
            headers["content-disposition"] = 'attachment; filename="fatiao.db"'
            pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
            await send({"type": "http.response.start", "status": 200, "headers": pairs})
            for start in range(0, size, _CHUNK):
                piece = bytearray(await asyncio.to_thread(os.pread, self._file.fileno(), _CHUNK, start))
                if start == 0:
                    piece[_VERSIONS] = _WITHOUT_LOG
                await send({"type": "http.response.body", "body": bytes(piece), "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            self.release()


class Download:
    """A file as an answer, sent in pieces large enough for hundreds of megabytes."""

    def __init__(self, path: Path) -> None:
        """Take the path of the file."""
        self._path = path

    async def asgi_send(self, send: Any) -> None:
        """Send the file."""
        await asgi_send_file(send, str(self._path), "fatiao.db", _KIND, chunk_size=_CHUNK, headers=dict(_HEADERS))


async def download(datasette: Any) -> Direct | Download:
    """Answer with the file: at once where the log beside it is empty, else with a copy, which takes seconds to make.

    Raises:
        GoneError: the file is not there.
    """
    database = our_database(datasette)
    try:
        direct = await asyncio.to_thread(Direct, Path(str(database.path)))
    except FileNotFoundError as error:
        raise GoneError from error
    if direct.is_whole:
        return direct
    direct.release()
    copying = asyncio.get_running_loop().run_in_executor(_copier, database_copy.current, database)
    return Download(await copying)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database by SQLite's backup, with what its write-ahead log holds, into one file that needs no other."""
    with (
        closing(open_read_only(source)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=_PAGES_AT_ONCE)
        new.execute("pragma journal_mode = delete")
