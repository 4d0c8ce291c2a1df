"""WARC files, in which crawlers keep what sites answered: each page that came whole is a source.

Passed over are requests, notes of the crawler, answers other than 2xx, and pictures, styles and programs of sites; of
what `fatiao crawl` kept (beside it lie the site's rules), lists of links too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import IngestError
from ..files import open_regular, too_large, why_unreadable
from ..sites.headers import ROBOTS, ROLE, TERMS, VIA, readable
from ..sites.rules import rules_beside
from .content import content_of
from .member import Member, Report, member

_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "application/rtf")
_MICROSOFT = ("application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml", "application/wps")
_LARGEST = 2**28
"""Bytes of a record beyond which it is no page, where nobody says otherwise."""
_CHUNK = 1 << 16


class Look(NamedTuple):
    """An answer of a site: the address, the time, the status."""

    url: str
    at: str
    status: int


def members_of_warc(path: Path, max_bytes: int, report: Report) -> Iterator[Member]:
    """Yield the pages in a WARC file; what is too large goes to `report`.

    Raises:
        IngestError: it is damaged; what stands before that is yielded.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    largest = max_bytes or _LARGEST
    rules = rules_beside(path)
    number = 0
    try:
        with open_regular(path) as file:
            records = ArchiveIterator(file)
            for number, record in enumerate(records, start=1):
                if not _is_page(record):
                    continue
                try:
                    raw = content_of(record, largest, f"{path}#{number}")
                except IngestError as error:
                    report(error)
                    continue
                if len(raw) > largest:
                    report(IngestError(f"{path}#{number}", *too_large(largest)))
                    continue
                if not _is_whole(record):
                    number -= 1
                    raise EOFError
                told = _told(record)
                media_type = record.http_headers.get_header("Content-Type") if record.http_headers else _type(record)
                digest = hashlib.sha256(raw).hexdigest()
                one = member(path, f"#{number}", records.get_record_offset(), raw, digest, told, media_type)
                yield replace(one, rules=rules) if rules else one
    except OSError as error:
        raise IngestError(str(path), *why_unreadable(error)) from error
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        where = f"behind its record {number}" if number else "from its beginning"
        remedy = "crawl its site again, which cuts off what is not whole" if rules else "download it again"
        raise IngestError(str(path), f"this WARC file is damaged {where}", remedy) from error


def read_warc_member(one: Member, max_bytes: int) -> bytes:
    """Return the bytes of a record again."""
    from warcio.archiveiterator import ArchiveIterator

    try:
        with open_regular(one.container) as file:
            file.seek(one.at)
            record = next(iter(ArchiveIterator(file)))
            return content_of(record, max_bytes or _LARGEST, one.uri)
    except OSError as error:
        raise IngestError(one.uri, *why_unreadable(error)) from error
    except (StopIteration, ValueError, EOFError) as error:
        raise IngestError(one.uri, "the file has changed since the build began", "build again") from error


def looks_of_warc(path: Path) -> Iterator[Look]:
    """Yield when each address was looked at, and what the site answered; of a damaged file what is whole."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with open_regular(path) as file:
            for record in ArchiveIterator(file):
                if record.rec_type in ("response", "revisit") and record.http_headers:
                    told = _told(record)
                    status = int(record.http_headers.get_statuscode())
                    yield Look(told.get("url", ""), told.get("retrieved_at", ""), status)
    except (OSError, ArchiveLoadFailed, EOFError, ValueError):
        return  # reading its pages tells


def _is_whole(record: Any) -> bool:
    """Tell whether the file has all of a record: more may stand behind what was unpacked, which is passed over."""
    while record.raw_stream.read(_CHUNK):
        pass
    return int(getattr(record.raw_stream, "limit", 0)) <= 0


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    role = record.rec_headers.get_header(ROLE)
    headers = record.http_headers
    if role in ("list", "robots"):
        return False
    if headers and not str(headers.get_statuscode()).startswith("2"):
        return False
    if role:
        return True  # a person's selector leads to it
    sent = (headers.get_header("Content-Type") if headers else _type(record)) or "text/html"
    return sent.lower().strip().startswith((*_TYPES, *_MICROSOFT))


def _type(record: Any) -> str | None:
    found = record.rec_headers.get_header("Content-Type")
    return str(found) if found else None


def _told(record: Any) -> dict[str, str]:
    """Return what a record tells of its page: its address, when it was fetched, and what the crawl wrote there."""
    headers = record.rec_headers
    told = {"url": headers.get_header("WARC-Target-URI"), "retrieved_at": headers.get_header("WARC-Date")}
    told |= {"robots": headers.get_header(ROBOTS), "terms": readable(headers.get_header(TERMS))}
    told |= {"page": headers.get_header(VIA)}
    return {name: str(value).strip("<>") for name, value in told.items() if value}
