"""The one error of ingest: which file, what is wrong with it, and the way out."""

from __future__ import annotations

import zipfile
import zlib

from ..text.printable import on_one_line

ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises for files that are damaged, encrypted, or packed in a way that it does not know."""


class IngestError(Exception):
    """A file that cannot become a source.

    `file` is the path as given, `problem` what is wrong with it, `remedy` what its owner can do about it. The
    message is all three on one line. Picklable, so that it can come back from a worker process.
    """

    def __init__(self, file: str, problem: str, remedy: str):
        super().__init__(file, problem, remedy)
        self.file, self.problem, self.remedy = file, problem, remedy

    def __str__(self) -> str:
        return on_one_line(f"{self.file}: {self.problem}; {self.remedy}")
