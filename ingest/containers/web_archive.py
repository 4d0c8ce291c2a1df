"""WARC files, in which crawlers keep what sites answered: each page that came whole is a source.

Passed over are requests, notes of the crawler, answers other than 2xx, and pictures, styles and programs of sites.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import IngestError
from ..files import open_regular, too_large, why_unreadable
from .member import Member, Report, member

_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "application/rtf")
_MICROSOFT = ("application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml", "application/wps")
_LARGEST = 2**28
"""Bytes of a record beyond which it is no page, where nobody says otherwise."""


def members_of_warc(path: Path, max_bytes: int, report: Report) -> Iterator[Member]:
    """Yield the pages in a WARC file; what is too large goes to `report`.

    Raises:
        IngestError: it is damaged; what stands before that is yielded.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    largest = max_bytes or _LARGEST
    number = 0
    try:
        with open_regular(path) as file:
            records = ArchiveIterator(file)
            for number, record in enumerate(records, start=1):
                if not _is_page(record):
                    continue
                raw = record.content_stream().read(largest + 1)
                if len(raw) > largest:
                    report(IngestError(f"{path}#{number}", *too_large(largest)))
                    continue
                told = _told(record)
                media_type = record.http_headers.get_header("Content-Type") if record.http_headers else _type(record)
                digest = hashlib.sha256(raw).hexdigest()
                yield member(path, f"#{number}", records.get_record_offset(), raw, digest, told, media_type)
    except OSError as error:
        raise IngestError(str(path), *why_unreadable(error)) from error
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        where = f"behind its record {number}" if number else "from its beginning"
        raise IngestError(str(path), f"this WARC file is damaged {where}", "download it again") from error


def read_warc_member(one: Member, max_bytes: int) -> bytes:
    """Return the bytes of a record again."""
    from warcio.archiveiterator import ArchiveIterator

    try:
        with open_regular(one.container) as file:
            file.seek(one.at)
            record = next(iter(ArchiveIterator(file)))
            return bytes(record.content_stream().read((max_bytes or _LARGEST) + 1))
    except OSError as error:
        raise IngestError(one.uri, *why_unreadable(error)) from error
    except (StopIteration, ValueError, EOFError) as error:
        raise IngestError(one.uri, "the file has changed since the build began", "build again") from error


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if headers and not str(headers.get_statuscode()).startswith("2"):
        return False
    sent = (headers.get_header("Content-Type") if headers else _type(record)) or "text/html"
    return sent.lower().strip().startswith((*_TYPES, *_MICROSOFT))


def _type(record: Any) -> str | None:
    found = record.rec_headers.get_header("Content-Type")
    return str(found) if found else None


def _told(record: Any) -> dict[str, str]:
    """Return the page's address, and when it was fetched."""
    headers = record.rec_headers
    told = {"url": headers.get_header("WARC-Target-URI"), "retrieved_at": headers.get_header("WARC-Date")}
    return {name: str(value).strip("<>") for name, value in told.items() if value}
