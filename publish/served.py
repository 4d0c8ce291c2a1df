"""What a site is told to serve: files of databases, of several each with a name in addresses and one for readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,39}")
_TAKEN = frozenset(
    [
        *("about", "api", "builds", "charts", "cite", "collection", "compare", "fatiao", "feed", "openapi"),
        *("regulation", "regulations", "relations", "report", "review", "search", "source", "static", "versions"),
    ]
)
"""What addresses of the site begin with."""

_LONGEST_LABEL = 40


class ServeError(Exception):
    """The database cannot be served; the message names the file or the address and what to do."""


@dataclass(frozen=True, slots=True)
class Served:
    """A database: its file, its name in addresses, and what readers call it."""

    path: Path
    name: str
    label: str


def read_served(given: Sequence[str]) -> list[Served]:
    """Return what `FILE` or `LABEL=FILE` says of each database; the file's name without its ending is the name.

    Raises:
        ServeError: a name cannot be one in addresses, or two are the same.
    """
    found = [_read(one) for one in given]
    if len(found) > 1:
        for one in found:
            _check(one)
        for kind, values in (
            ("name", [one.name.lower() for one in found]),
            ("label", [one.label for one in found]),
            ("file", [str(one.path.resolve()) for one in found]),
        ):
            double = next((value for value in values if values.count(value) > 1), None)
            if double is not None:
                raise ServeError(
                    f"Two databases have the {kind} {double}. Each needs a file, a name (that of its file) and a label "
                    "(LABEL=FILE) of its own."
                )
    return found


def _read(given: str) -> Served:
    label, mark, file = given.partition("=")
    if not mark or Path(given).exists():
        return Served(Path(given), Path(given).stem, Path(given).stem)
    return Served(Path(file), Path(file).stem, " ".join(label.split()) or Path(file).stem)


def _check(one: Served) -> None:
    """Check the names of one of several databases."""
    if not _NAME.fullmatch(one.name):
        raise ServeError(
            f"{one.path} cannot be one of several databases: its name stands in addresses, and may have A-Z, a-z, 0-9 "
            f"and _ alone, up to 40. Rename the file; what readers see is said before it: --db {one.label}=FILE."
        )
    if one.name.lower() in _TAKEN:
        raise ServeError(f"{one.path}: the site has pages of its own at /{one.name}. Rename the file.")
    if len(one.label) > _LONGEST_LABEL:
        raise ServeError(f"{one.path}: {one.label} is too long for a label: {_LONGEST_LABEL} characters at most.")
