"""What a record of a WARC file holds, unpacked."""

from __future__ import annotations

from typing import Any

from ..errors import IngestError

_UNREAD = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
"""Packings that are not unpacked: nobody asks a site for them, and a kilobyte of the first two can be a gigabyte."""


def content_of(record: Any, largest: int, uri: str) -> bytes:
    """Return the content of a record, unpacked, one byte more than `largest` at most.

    Raises:
        IngestError: it is packed in a way that is not read.
    """
    headers = record.http_headers
    packed = (headers.get_header("Content-Encoding") or "").lower() if headers else ""
    kinds = [name for one in packed.split(",") if (name := one.strip()) not in ("", "identity")]
    if len(kinds) > 1 or _UNREAD.intersection(kinds):
        raise IngestError(
            uri, f"it is packed as {', '.join(kinds)}, which is not read", "it may be packed as gzip, or not at all"
        )
    if kinds == ["x-gzip"]:
        headers.replace_header("Content-Encoding", "gzip")
    return bytes(record.content_stream().read(largest + 1))
