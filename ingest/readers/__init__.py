"""Readers of what is no text file: each makes a source of a file's bytes. Chosen by content, never by a file's name."""

from __future__ import annotations

from collections.abc import Callable

from ...text.source import Source
from .effort import HEAD, OLD_WORD, PICTURES, ZIP

Reader = Callable[[bytes, str], Source]
"""Gives the source of raw bytes; its second argument is the source's `uri`. Raises `IngestError`."""


def reader_of(raw: bytes) -> Reader | None:
    """Return the reader of a PDF, a Word file or a picture, imported only now; None for everything else."""
    if b"%PDF-" in raw[:HEAD]:
        from .pdf import read_pdf

        return read_pdf
    if raw.startswith(ZIP):
        from .word import is_word, read_word

        return read_word if is_word(raw) else None
    if raw.startswith(OLD_WORD):
        from .old_word import read_old_word

        return read_old_word
    if raw.startswith(PICTURES):
        from .scan import read_picture

        return read_picture
    return None
