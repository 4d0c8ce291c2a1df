"""Readers of what is no text file: each makes a source of a file's bytes. Chosen by content, never by a file's name."""

from __future__ import annotations

from collections.abc import Callable

from ...text.source import Source

Reader = Callable[[bytes, str], Source]
"""Gives the source of raw bytes; its second argument is the source's `uri`. Raises `IngestError`."""

HEAD = 1024
"""Bytes within which a PDF begins: mail programs and scanners put lines of their own in front."""
_ZIP = b"PK\x03\x04"
_OLD_WORD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""What PNG, JPEG and TIFF begin with."""


def reader_of(raw: bytes) -> Reader | None:
    """Return the reader of a PDF, a Word file or a picture, imported only now; None for everything else."""
    if b"%PDF-" in raw[:HEAD]:
        from .pdf import read_pdf

        return read_pdf
    if raw.startswith(_ZIP):
        from .word import is_word, read_word

        return read_word if is_word(raw) else None
    if raw.startswith(_OLD_WORD):
        from .old_word import read_old_word

        return read_old_word
    if raw.startswith(_PICTURES):
        from .scan import read_picture

        return read_picture
    return None


def is_printed(head: bytes) -> bool:
    """Tell whether a file that begins so may be a PDF, a Word file or a picture, which take long to read."""
    return b"%PDF-" in head[:HEAD] or head.startswith((_ZIP, *_OLD_WORD, *_PICTURES))
