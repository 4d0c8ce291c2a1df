"""Telling files that are no text by their first bytes, and HTML by its first tags."""

from __future__ import annotations

import re
from typing import NamedTuple


class Format(NamedTuple):
    """A file format that is not read, and what to do with such a file instead."""

    name: str
    remedy: str


_AS_TEXT = "save its text as .txt or .html and build that"
_RECOGNISE = "recognise its text with an OCR program, save that as .txt and build it"
_UNPACK = "unpack it and build what is inside"

_SIGNATURES = {
    b"PK\x03\x04": Format("an Excel (.xlsx) or zip file", _AS_TEXT),
    b"GIF8": Format("a GIF picture", _RECOGNISE),
    b"\x1f\x8b": Format("a gzip archive", _UNPACK),
    b"7z\xbc\xaf\x27\x1c": Format("a 7-Zip archive", _UNPACK),
    b"Rar!\x1a\x07": Format("a RAR archive", _UNPACK),
    b"\xfd7zXZ\x00": Format("an xz archive", _UNPACK),
    b"SQLite format 3\x00": Format("a SQLite database", "give the pages themselves; --db says what to build into"),
}

# Far enough for a comment, an XML declaration and a doctype with its address before the first tag.
_HEAD = 4096
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")


def unread_format(raw: bytes) -> Format | None:
    """Return the format of `raw` if it is one that is known and not read, by its first bytes."""
    for signature, form in _SIGNATURES.items():
        if raw.startswith(signature):
            return form
    return None


def is_html(text: str, named_html: bool) -> bool:
    """Tell whether decoded text is HTML.

    A file named .html or .htm (`named_html`) is HTML if it has any tag; every other file if it begins with the
    tags of a whole document, because a text may well have a < or two of its own.
    """
    return bool(_HTML.search(text, 0, _HEAD) or (named_html and _TAG.search(text)))
