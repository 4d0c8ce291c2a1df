"""Where shards lie: any address that fsspec knows, a folder or `s3://bucket/laws`, written to in whole files only."""

from __future__ import annotations

import uuid
from typing import Any

from ..errors import StoreError

INSTALL = "install what it takes: pip install 'fatiao[cluster]'"


class Place:
    """A folder of files at an address; files are named by paths below it."""

    def __init__(self, address: str) -> None:
        """Take the address of a folder, or of a store of objects and a prefix in it.

        Raises:
            StoreError: fsspec is not installed, or not what it takes for such an address.
        """
        try:
            from fsspec.core import url_to_fs

            self.files, root = url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise StoreError(f"{address}: {error}; {INSTALL}, or give a folder") from error
        self.address = address
        self._root = root.rstrip("/")

    def path(self, name: str) -> str:
        """Return what the file system calls a file."""
        return f"{self._root}/{name}"

    def has(self, name: str) -> bool:
        """Tell whether there is such a file; it is then whole.

        Raises:
            StoreError: the place cannot be reached.
        """
        return bool(self._try(self.files.exists, self.path(name)))

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            StoreError: there is none, or it cannot be read.
        """
        found: bytes = self._try(self.files.cat_file, self.path(name))
        return found

    def write(self, name: str, content: bytes) -> None:
        """Write a file, which appears under its name only when it is complete.

        Raises:
            StoreError: it cannot be written.
        """
        path = self.path(name)
        unfinished = f"{path}.{uuid.uuid4().hex[:8]}.part"
        self._try(self.files.makedirs, path.rpartition("/")[0], exist_ok=True)
        self._try(self.files.pipe_file, unfinished, content)
        self._try(self.files.mv, unfinished, path)

    def _try(self, action: Any, *args: Any, **settings: Any) -> Any:
        try:
            return action(*args, **settings)
        except OSError as error:
            raise StoreError(f"{self.address}: {error}. Check the address, and that you may write there.") from error
