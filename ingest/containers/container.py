"""A file that holds other files: whether it is one, what is in it, and one of them as a source."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ...text.source import Source, source_id
from ..errors import IngestError
from ..files import open_regular
from .archive import members_of_zip, read_zip_member
from .member import Member, Report, source_of_member
from .web_archive import members_of_warc, read_warc_member

SUFFIXES = (".zip", ".warc", ".warc.gz")
"""A file whose name ends in one of these is a container, unless it is another kind of file by its content."""


def is_container(path: str | Path) -> bool:
    """Tell whether a file holds others: a ZIP archive that is no office document, or a WARC file."""
    name = str(path).lower()
    if not name.endswith(SUFFIXES):
        return False
    if not name.endswith(".zip"):
        return True
    try:
        with open_regular(path) as file:
            if not file.read(4).startswith(b"PK"):
                return False
            return "[Content_Types].xml" not in zipfile.ZipFile(file).namelist()
    except zipfile.BadZipFile:
        return True  # reading it will tell
    except (OSError, IngestError, ValueError):
        return False


def members(path: Path, max_bytes: int, report: Report) -> Iterator[Member]:
    """Yield the pages in a container; what is refused goes to `report`. Raises `IngestError` if it is damaged."""
    yield from (members_of_zip if path.name.lower().endswith(".zip") else members_of_warc)(path, max_bytes, report)


def read_member(one: Member, max_bytes: int = 0) -> Source:
    """Return a page of a container as a source; raises `IngestError` if it is none."""
    raw = (read_zip_member if one.name.startswith("!") else read_warc_member)(one, max_bytes)
    if source_id(raw) != one.id:
        raise IngestError(one.uri, "the file has changed since the build began", "build again")
    source = source_of_member(one, raw, max_bytes)
    told = tuple((name, value) for name, value in one.told if name != "retrieved_at")
    return replace(source, retrieved_at=one.retrieved_at, metadata=told + source.metadata) if one.told else source
