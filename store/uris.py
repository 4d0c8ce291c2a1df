"""The address a file is stored under: one for each file, however it was spelled.

It is the path from the folder of the database to the file, where the file is below that folder, so that a database
moves with its corpus; elsewhere it is the absolute path. Links are followed, `.` and `..` resolved, and folders parted
by `/`. Bytes of a name that are no UTF-8 are written as `file_names` does. A record of a collection or a WARC file has
the address of its file, `#`, and its number; a file in a ZIP archive that of the archive, `!/`, and its name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from ..text.file_names import as_path, as_text

_MAGIC = frozenset("*?[")
_RECORD = re.compile(r"(?P<file>.*\.(?:jsonl|ndjson|json|csv|tsv|warc|warc\.gz))#\d+", re.IGNORECASE | re.DOTALL)
_MEMBER = re.compile(r"(?P<file>.*?\.zip)!/.+", re.IGNORECASE | re.DOTALL)


class Uris:
    """The addresses of files in one database."""

    def __init__(self, database: Path) -> None:
        """Take the path of the database, which need not be there yet."""
        self._folder = Path(os.path.realpath(database)).parent
        self._real_folders: dict[str, str] = {}

    def of(self, path: str | Path) -> str:
        """Return the address of the file at `path`, whether or not there is one."""
        real = Path(self._real(str(path)))
        return as_text((real.relative_to(self._folder) if real.is_relative_to(self._folder) else real).as_posix())

    def path(self, uri: str) -> Path | None:
        """Return the absolute path of the file with this address, or of that of a record; None for a web page."""
        return None if is_web(uri) else self._folder / as_path(file_of(uri))

    def shown(self, uri: str) -> str:
        """Return an address as a path that a person can name it by from the current folder."""
        path = self.path(uri)
        if path is None:
            return uri
        here = Path.cwd()
        return str(path.relative_to(here) if path.is_relative_to(here) else path) + uri[len(file_of(uri)) :]

    def again(self, uri: str) -> str:
        """Return the address that what is stored under `uri` has now, if its folder or links have changed."""
        path = self.path(uri)
        return uri if path is None else self.of(path) + uri[len(file_of(uri)) :]

    def within(self, path: str | Path) -> Callable[[str], bool]:
        """Return the test whether an address is that of `path`, of a file below it, or of one that it matches.

        `path` is a file, a folder, a pattern or the address itself; nothing of it need be there.
        """
        given = str(path)
        if is_web(given):
            return lambda uri: uri == given or uri.startswith(given.rstrip("/") + "/")
        if _MAGIC & set(given) and not os.path.lexists(given):
            folder, pattern = _split(Path(given))
        else:
            folder, pattern = Path(os.path.realpath(given)), ()

        own = self.of(given)  # which may be that of a record

        def is_within(uri: str) -> bool:
            if uri == own:
                return True
            found = self.path(uri)
            if found is None or not found.is_relative_to(folder):
                return False
            return _matches(found.relative_to(folder).parts, pattern)

        return is_within

    def _real(self, path: str) -> str:
        """Return an absolute path without links; what folders really are, which many files share, is asked once."""
        folder, name = os.path.split(path)
        if name in ("", os.curdir, os.pardir):
            return os.path.realpath(path)
        if folder not in self._real_folders:
            self._real_folders[folder] = os.path.realpath(folder)
        file = os.path.join(self._real_folders[folder], name)
        return os.path.realpath(file) if os.path.islink(file) else file


def file_of(uri: str) -> str:
    """Return the address of the file that a record or a member stands in; any other address is returned as it is."""
    found = _RECORD.fullmatch(uri) or _MEMBER.fullmatch(uri)
    return found["file"] if found else uri


def ending_of(uri: str) -> str:
    """Return the ending of a file's name, which has a say in how its content is read; of a record its file's."""
    return PurePosixPath(file_of(uri)).suffix.lower()


def is_web(uri: str) -> bool:
    """Tell whether an address is that of a page on the web, and not of a file."""
    return "://" in uri


def _split(pattern: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the folder that a pattern begins with, its links followed, and the parts behind it."""
    parts = pattern.parts
    first = next(index for index, part in enumerate(parts) if _MAGIC & set(part))
    return Path(os.path.realpath(Path(*parts[:first]))), parts[first:]


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Tell whether a path matches a pattern, or is below a folder that does; `**` is any number of folders."""
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_matches(parts[skipped:], pattern[1:]) for skipped in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])
