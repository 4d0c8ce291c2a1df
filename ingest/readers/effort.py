"""What reading a file takes, by its first bytes: how many printed pages, or a Word file."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

HEAD = 1024
"""Bytes within which a PDF begins: mail programs and scanners put lines of their own in front."""
ZIP = b"PK\x03\x04"
OLD_WORD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")

PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""What PNG, JPEG and TIFF begin with."""


class Effort(NamedTuple):
    """What reading a file takes: how many printed pages it has, or whether it is a Word file; else it is a text."""

    pages: int = 0
    is_word: bool = False


WORD_SECONDS: ContextVar[float] = ContextVar("word_seconds", default=120.0)
"""How long another program may take to read an old Word file, by the clock; 0: any time."""


def effort_of(head: bytes, pdf: bytes | Path) -> Effort:
    """Return what reading a file that begins so takes; `pdf` is all of it, or its path, asked only of a PDF."""
    if b"%PDF-" in head[:HEAD]:
        from .pdf import page_count

        return Effort(pages=page_count(pdf))
    if head.startswith(PICTURES):
        return Effort(pages=1)
    return Effort(is_word=head.startswith((ZIP, *OLD_WORD)))
