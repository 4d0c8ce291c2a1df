"""What sites answered, in WARC files: a record for each answer, on the disk before anything is said to be done.

A record is a gzip member of its own, so that one that a kill cut off is known and taken away, and those before it are
whole. Bodies are kept as they were sent, compressed or not.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..containers.content import content_of
from ..sites.headers import written

UNCHANGED = "urn:fatiao:text-unchanged"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""Profiles of records of pages that were looked at again, and whose text is that of an earlier record."""
_CHUNK = 1 << 16
_NOT_KEPT = ("transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered: `headers` as sent, `body` as sent, `at` the time in seconds."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: float

    def header(self, name: str) -> str:
        """Return the value of a header, empty if it was not sent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def content(self, largest: int) -> bytes:
        """Return the body unpacked, one byte more than `largest` at most, so that no bomb fills the memory.

        Raises:
            IngestError: it is packed in a way that is not read.
        """
        return content_of(_record(self, "response", {}), largest, self.url)


class Snapshots:
    """The WARC file that a crawl appends to."""

    def __init__(self, path: Path, about: str) -> None:
        """Take the path of a file, which is made when the first record comes, and what to say of the crawl in it."""
        self.path, self._about = path, about

    def append(self, answer: Answer, told: Mapping[str, str], profile: str = "") -> int:
        """Append an answer, or with a profile that it was looked at again; return the file's bytes, all on the disk."""
        record = _record(answer, "revisit" if profile else "response", told, profile)
        with self.path.open("ab") as file:
            if is_new := not file.tell():
                _write(file, _info(self.path.name, self._about))
            _write(file, record)
            file.flush()
            os.fsync(file.fileno())
            if is_new:
                _sync_folder(self.path.parent)
            return file.tell()

    def mend(self, known: int) -> Iterator[tuple[Answer, bool, int]]:
        """Yield the answers behind the first `known` bytes, whether each was a revisit, and where it ends.

        What a kill cut off behind them is taken away.
        """
        if not self.path.exists():
            return
        whole = known
        for answer, is_revisit, whole in answers(self.path, known):
            yield answer, is_revisit, whole
        with self.path.open("ab") as file:
            if file.tell() > whole:
                file.truncate(whole)
                os.fsync(file.fileno())


def answers(path: Path, start: int) -> Iterator[tuple[Answer, bool, int]]:
    """Yield the whole answers in a WARC file from a byte on, whether each was a revisit, and where it ends."""
    with path.open("rb") as file:
        for member, end in _members(file, start):
            if (found := _answer(member)) is not None:
                yield *found, end


def _sync_folder(folder: Path) -> None:
    """Bring the name of a new file to the disk too: without it a power cut takes away what the frontier knows."""
    if os.name == "posix":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def _members(file: Any, start: int) -> Iterator[tuple[bytes, int]]:
    """Yield the whole gzip members from a place on, unpacked, each with where it ends."""
    file.seek(start)
    rest, at = b"", start
    while True:
        reader, out = zlib.decompressobj(zlib.MAX_WBITS + 16), []
        while not reader.eof:
            chunk = rest or file.read(_CHUNK)
            rest = b""
            if not chunk:
                return
            try:
                out.append(reader.decompress(chunk))
            except zlib.error:
                return
            at += len(chunk)
        rest = reader.unused_data
        at -= len(rest)
        yield b"".join(out), at


def _answer(member: bytes) -> tuple[Answer, bool] | None:
    """Return a record as an answer, and whether it is a revisit; None if it is neither."""
    from warcio.archiveiterator import ArchiveIterator

    record = next(iter(ArchiveIterator(io.BytesIO(member))), None)
    if record is None or record.rec_type not in ("response", "revisit") or not record.http_headers:
        return None
    headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    told = record.rec_headers
    at = datetime.fromisoformat(told.get_header("WARC-Date")).timestamp()
    status = int(record.http_headers.get_statuscode())
    body = b"" if record.rec_type == "revisit" else bytes(record.raw_stream.read())
    return Answer(str(told.get_header("WARC-Target-URI")), status, headers, body, at), record.rec_type == "revisit"


def _record(answer: Answer, kind: str, told: Mapping[str, str], profile: str = "") -> Any:
    from warcio.recordbuilder import RecordBuilder
    from warcio.statusandheaders import StatusAndHeaders

    kept = [(name, " ".join(value.split())) for name, value in answer.headers if name.lower() not in _NOT_KEPT]
    headers = StatusAndHeaders(str(answer.status), kept, protocol="HTTP/1.1")
    about = {"WARC-Date": _stamp(answer.at), **{name: written(value) for name, value in told.items() if value}}
    if profile:
        about["WARC-Profile"] = profile
    payload = io.BytesIO(b"" if profile else answer.body)
    return RecordBuilder(warc_version="1.1").create_warc_record(
        answer.url, kind, payload=payload, warc_headers_dict=about, http_headers=headers
    )


def _info(name: str, about: str) -> Any:
    from warcio.recordbuilder import RecordBuilder

    told = {"software": "fatiao", "format": "WARC File Format 1.1", "robots": "obey", "description": written(about)}
    return RecordBuilder(warc_version="1.1").create_warcinfo_record(name, told)


def _write(file: Any, record: Any) -> None:
    from warcio.warcwriter import WARCWriter

    WARCWriter(file, gzip=True, warc_version="1.1").write_record(record)


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
