"""A file, or its bytes, to a source."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from ..text.file_names import as_text
from ..text.markdown import MARKDOWN, is_markdown
from ..text.source import Source, Span, source_id
from . import readers
from .encoding import Decoded, UndecodableError, decode
from .errors import IngestError
from .readers import effort
from .signatures import is_html, unread_format
from .xml import is_xml, xml_text

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": "text/html",
    ".htm": "text/html",
}
SUFFIXES = (*_MEDIA_TYPES, ".pdf", ".docx", ".doc", ".wps", ".rtf")
"""The file names that are looked for in folders end in one of these; a file that is named itself may end in any."""


def media_type_of(name: str | Path) -> str | None:
    """Return what the ending of a file's name says it is."""
    return _MEDIA_TYPES.get(PurePath(name).suffix.lower())


def read(path: str | Path, max_bytes: int = 0) -> Source:
    """Return the file at `path` as a source, whose `uri` is the path as given.

    Raises `IngestError` if it is missing, may not be read, is empty, has more than `max_bytes` (0: it may have any
    number), is no regular file, or is no text.
    """
    return read_bytes(read_raw(path, max_bytes), as_text(path), media_type_of(path))


def read_raw(path: str | Path, max_bytes: int = 0) -> bytes:
    """Return the bytes of the file at `path`; raises `IngestError` as `read` does."""
    try:
        with open_regular(path) as file:
            raw = file.read(max_bytes + 1 if max_bytes else -1)
    except OSError as error:
        raise IngestError(str(path), *why_unreadable(error)) from error
    if max_bytes and len(raw) > max_bytes:
        raise IngestError(str(path), *too_large(max_bytes))
    return raw


def effort_of(path: str | Path) -> effort.Effort:
    """Return what reading the file at `path` takes; of one that cannot be read nothing."""
    try:
        with open_regular(path) as file:
            return effort.effort_of(file.read(effort.HEAD), Path(path))
    except (OSError, IngestError):
        return effort.Effort()


def too_large(max_bytes: int) -> tuple[str, str]:
    """Return what is wrong with a file of more than `max_bytes`, and what to do about it."""
    return f"it has more than {max_bytes:,} bytes", "split it, or allow more with --max-bytes"


def open_regular(path: str | Path) -> BinaryIO:
    """Open the file at `path` to read its bytes; raises `IngestError` if it is a pipe, a socket or a device.

    Of these some never end, and some never begin. Raises `OSError` as any opening does.
    """
    _check_regular(path, os.stat(path).st_mode)  # before it is opened, for that alone sets some devices going
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    file = os.fdopen(handle, "rb")
    try:
        _check_regular(path, os.fstat(handle).st_mode)  # it may be another one by now
    except BaseException:
        file.close()
        raise
    return file


def _check_regular(path: str | Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        name = _NO_FILES.get(stat.S_IFMT(mode), "something else")
        raise IngestError(str(path), f"this is {name}, and no file", "save what it gives into a file and build that")


_NO_FILES = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a disk",
}


def read_bytes(raw: bytes, uri: str, media_type: str | None = None) -> Source:
    """Return raw bytes as a source.

    `media_type` is what the sender or the file's name says (`text/html; charset=gbk`); what the bytes themselves
    say goes before it. Raises `IngestError` if they are no text, and neither PDF nor Word.
    """
    if not raw.strip():
        raise IngestError(uri, "the file is empty", "download or save it again")
    if reader := readers.reader_of(raw):
        return reader(raw, uri)
    if form := unread_format(raw):
        raise IngestError(uri, f"this is {form.name}, which fatiao does not read yet", form.remedy)
    media_type, _, rest = (media_type or "text/plain").partition(";")
    try:
        decoded = decode(raw, rest.partition("charset=")[2].strip(" \"'") or None)
    except UndecodableError as error:
        remedy = "open it in the program that made it and save it as UTF-8 text"
        raise IngestError(uri, str(error), remedy) from error
    return source_of_text(raw, uri, media_type.strip().lower(), decoded)


def source_of_text(raw: bytes, uri: str, media_type: str, decoded: Decoded) -> Source:
    """Return the decoded text of `raw` as a source, HTML and XML as what they show; raises `IngestError` if blank."""
    text, flags = decoded.text, decoded.flags
    if is_html(text, named_html=media_type in ("text/html", "application/xhtml+xml")):
        from .html import html_text  # only now: what parses HTML takes long to import

        media_type, text = "text/html", html_text(text)
        flags = tuple(replace(flag, span=Span(0, len(text))) for flag in flags)
    elif is_xml(text) and (shown := xml_text(text)) is not None:
        media_type, text = "application/xml", shown
        flags = tuple(replace(flag, span=Span(0, len(text))) for flag in flags)
    elif media_type == "text/html":
        media_type = "text/plain"
    if media_type == "text/plain" and is_markdown(text):
        media_type = MARKDOWN
    if not text.strip("\ufeff \t\r\n\f\xa0\u3000"):
        raise IngestError(uri, "the file holds no text", "open it in a browser and save what it shows as .txt")
    return Source(source_id(raw), uri, media_type, decoded.encoding, text, flags=flags)


def why_unreadable(error: OSError) -> tuple[str, str]:
    """Return what is wrong and what to do about it, for an error of the file system."""
    other = f"it cannot be read ({error.strerror or error})", "check the disk it is on"
    return _OS_ERRORS.get(error.errno or 0, other)


_OS_ERRORS = {
    errno.ENOENT: ("there is no such file", "check its name"),
    errno.ENOTDIR: ("there is no such file", "check its name"),
    errno.EISDIR: ("this is a folder", "name a file in it"),
    errno.EACCES: ("you may not read it", "give yourself permission (chmod u+r; for a folder u+rx) or leave it out"),
    errno.EPERM: ("you may not read it", "give yourself permission (chmod u+r; for a folder u+rx) or leave it out"),
    errno.ELOOP: ("its links lead in a circle", "name the file itself"),
    errno.ENAMETOOLONG: ("its name is too long", "give it a shorter one"),
}
