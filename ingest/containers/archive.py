"""ZIP archives: the pages in them, read where they lie; nothing is written to disk.

Passed over are folders, hidden files and what no name in a folder is looked for by. Refused, in one line for all of a
kind: what is encrypted, an archive in the archive, what would lie outside of it, what is too large.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..errors import ZIP_FAULTS, IngestError
from ..files import SUFFIXES, too_large, why_unreadable
from .member import Member, Report, member

ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".xz", ".bz2")
_TOTAL = 2 * 2**30
"""Bytes that all members of an archive may have together, unpacked."""
_MANY = 100_000
"""Members from which an archive is taken for a bomb."""
_RATIO, _SMALL = 1000, 10 * 2**20
"""How many times as large as packed a member may be, if it is not small: text packs to a tenth."""
_ENCRYPTED = 1
_UTF8 = 0x800
_BOMB = ("this ZIP archive unpacks to more than any collection of pages has", "see what it is before you unpack it")
_REMEDIES = {
    "encrypted": ("encrypted", "unpack it with its password and build what is inside"),
    "nested": ("archives themselves, which are not unpacked", "unpack them and build what is inside"),
    "outside": ("named to lie outside of it", "unpack it with care, or leave it out"),
    "damaged": ("damaged", "download the archive again"),
    "bomb": ("packed as no page is, a thousand times smaller", "see what they are before you unpack them"),
}


def members_of_zip(path: Path, max_bytes: int, report: Report) -> Iterator[Member]:
    """Yield the pages in a ZIP archive; what is refused goes to `report`, a line for each kind of fault.

    Raises:
        IngestError: it is damaged as a whole, or a bomb.
    """
    refused: dict[str, list[str]] = defaultdict(list)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > _MANY or sum(entry.file_size for entry in entries) > _TOTAL:
                raise IngestError(str(path), *_BOMB)
            for at, entry in enumerate(entries):
                name = _name(entry)
                if _is_passed_over(entry, name):
                    continue
                if fault := _fault(entry, name):
                    refused[fault].append(name)
                elif max_bytes and entry.file_size > max_bytes:
                    report(IngestError(f"{path}!/{name}", *too_large(max_bytes)))
                else:
                    try:
                        raw = _bytes(archive, entry, max_bytes)
                    except ZIP_FAULTS:
                        refused["damaged"].append(name)
                        continue
                    yield member(path, f"!/{name}", at, raw, hashlib.sha256(raw).hexdigest(), {})
    except zipfile.BadZipFile as error:
        raise IngestError(str(path), "this ZIP archive is damaged", "download it again") from error
    except OSError as error:
        raise IngestError(str(path), *why_unreadable(error)) from error
    for fault, names in refused.items():
        problem, remedy = _REMEDIES[fault]
        more = f" and {len(names) - 1} more are" if len(names) > 1 else " is"
        report(IngestError(str(path), f"{names[0]} in it{more} {problem}", remedy))


def read_zip_member(one: Member, max_bytes: int) -> bytes:
    """Return the bytes of a member again."""
    try:
        with zipfile.ZipFile(one.container) as archive:
            return _bytes(archive, archive.infolist()[one.at], max_bytes)
    except (*ZIP_FAULTS, IndexError) as error:
        raise IngestError(one.uri, "the archive has changed since the build began", "build again") from error
    except OSError as error:
        raise IngestError(one.uri, *why_unreadable(error)) from error


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, max_bytes: int) -> bytes:
    """Return what a member unpacks to, one byte more than allowed at most, whatever size it says it has."""
    with archive.open(entry) as file:
        return file.read(max_bytes + 1 if max_bytes else -1)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name: Windows writes Chinese ones in GBK and does not say so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _is_passed_over(entry: zipfile.ZipInfo, name: str) -> bool:
    parts = PurePosixPath(name).parts
    is_hidden = any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts
    return entry.is_dir() or is_hidden or not name.lower().endswith((*SUFFIXES, *ARCHIVES))


def _fault(entry: zipfile.ZipInfo, name: str) -> str | None:
    """Return why a member is not read, None if it is."""
    if ".." in PurePosixPath(name).parts or name.startswith(("/", "\\")) or name[1:2] == ":" or "\\.." in name:
        return "outside"
    if name.lower().endswith(ARCHIVES):
        return "nested"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    if entry.file_size > _SMALL and entry.file_size > _RATIO * max(1, entry.compress_size):
        return "bomb"
    return None
