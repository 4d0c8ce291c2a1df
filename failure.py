"""What is told of a file that could not be built."""

from __future__ import annotations

from dataclasses import dataclass

from .text.printable import on_one_line


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be built: what is wrong, and what its owner can do."""

    file: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return on_one_line(f"{self.file}: {self.problem}; {self.remedy}")
