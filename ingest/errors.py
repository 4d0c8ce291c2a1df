"""The one error of ingest: which file, what is wrong with it, and the way out."""

from __future__ import annotations

from ..text.printable import on_one_line


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
