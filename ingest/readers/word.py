"""Word documents (.docx) to sources: the parts of the file put together."""

from __future__ import annotations

import email
import email.policy
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from ...text.source import Source, source_id
from ..encoding import UndecodableError, decode
from ..errors import ZIP_FAULTS, IngestError
from ..html import html_text
from .word_body import Body, read_styles
from .word_numbers import W, read_numbering

READER = "word 1"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LARGEST = 200 * 2**20
"""Bytes of a part, unpacked, beyond which a file is taken for a bomb."""
_MOST_TEXT = 20_000_000
"""Characters beyond which a file is taken for a bomb, as of one part that is shown again and again."""
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_ENTITIES = ("this Word file declares entities, as no Word does", "open it in Word, save it again and build that")
_DAMAGED = ("this Word file is damaged", "open it in Word, save it again and build that")


def is_word(raw: bytes) -> bool:
    """Tell whether bytes are a Word document of the current kind, and no other ZIP file."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            return _main_part(package, "") is not None
    except zipfile.BadZipFile:
        return b"word/document.xml" in raw  # of one that is cut off the index is missing: reading it will tell
    except IngestError:
        return True
    except (etree.XMLSyntaxError, KeyError, *ZIP_FAULTS):
        return False


def read_word(raw: bytes, uri: str) -> Source:
    """Return a Word document as a source: a line for a paragraph, with the number that Word prints in front of it.

    Raises:
        IngestError: it is damaged, too large, or holds no text.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            text = "".join(_bounded(_lines(package, uri), uri))
    except (etree.XMLSyntaxError, KeyError, *ZIP_FAULTS) as error:
        raise IngestError(uri, *_DAMAGED) from error
    if not text.strip():
        raise IngestError(uri, "this Word file holds no text", "open it in Word and save what it shows as .pdf")
    return Source(source_id(raw), uri, MEDIA_TYPE, "", text, reader=READER)


def _bounded(lines: Iterator[str], uri: str) -> Iterator[str]:
    """Yield lines with their ends; raises `IngestError` where they become more than any document has."""
    length = 0
    for line in lines:
        length += len(line)
        if length > _MOST_TEXT:
            problem = f"its text has more than {_MOST_TEXT:,} characters"
            raise IngestError(uri, problem, "see whether it is a document at all")
        yield f"{line.rstrip()}\n"


def _lines(package: zipfile.ZipFile, uri: str) -> Iterator[str]:
    main = _main_part(package, uri)
    if main is None:
        raise KeyError("word/document.xml")
    relations = _relations(package, main, uri)
    numbering = read_numbering(_part(package, relations.get("numbering"), uri))
    styles = read_styles(_part(package, relations.get("styles"), uri), numbering)

    def embedded(name: str) -> list[str]:
        target = relations.get(name)
        return _embedded(_bytes(package, target, uri), uri) if target else []

    body = Body(numbering, styles, embedded)
    document = _part(package, main, uri)
    if document is None:
        raise KeyError(main)
    yield from body.lines(document)
    for part, note in _NOTES:
        notes = _part(package, relations.get(part), uri)
        if notes is not None:
            for one in notes.iterfind(W + note):
                if one.get(W + "type") is None:
                    yield from body.lines(one)


def _main_part(package: zipfile.ZipFile, uri: str) -> str | None:
    """Return the name of the part that holds the document, None if there is none."""
    if "_rels/.rels" not in package.namelist():
        return None
    for relation in _xml(_bytes(package, "_rels/.rels", uri), uri).iterfind(_RELATIONS):
        target = str(relation.get("Target", "")).lstrip("/")
        if str(relation.get("Type", "")).endswith("/officeDocument") and target.startswith("word/"):
            return target
    return None


def _relations(package: zipfile.ZipFile, part: str, uri: str) -> Mapping[str, str]:
    """Return the parts that a part refers to, by the relation's id and by the last word of its type."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in package.namelist():
        return {}
    found: dict[str, str] = {}
    for relation in _xml(_bytes(package, rels, uri), uri).iterfind(_RELATIONS):
        if relation.get("TargetMode") == "External":
            continue
        target = str(relation.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[str(relation.get("Id"))] = path
        found.setdefault(str(relation.get("Type", "")).rpartition("/")[2], path)
    return found


def _part(package: zipfile.ZipFile, name: str | None, uri: str) -> etree._Element | None:
    return _xml(_bytes(package, name, uri), uri) if name and name in package.namelist() else None


def _bytes(package: zipfile.ZipFile, name: str, uri: str) -> bytes:
    if package.getinfo(name).file_size > _LARGEST:
        raise IngestError(
            uri, f"its part {name} unpacks to more than {_LARGEST >> 20} MB", "see whether it is a document at all"
        )
    with package.open(name) as part:
        return part.read(_LARGEST)


def _xml(raw: bytes, uri: str) -> etree._Element:
    """Parse XML; one that declares entities, of which some lead to other files, is refused."""
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    if root.getroottree().docinfo.internalDTD is not None:
        raise IngestError(uri, *_ENTITIES)
    return root


def _embedded(raw: bytes, uri: str) -> list[str]:
    """Return the lines of a file that a document holds as a whole: a web archive, a web page or another document."""
    if raw.startswith(b"PK"):
        return read_word(raw, uri).text.splitlines()
    declared = None
    if b"mime-version" in raw[:2000].lower():
        message = email.message_from_bytes(raw, policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() in ("text/html", "text/plain")), None)
        if page is None:
            return []
        declared = page.get_content_charset()
        payload = page.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
    try:
        return html_text(decode(raw, declared).text).splitlines()
    except UndecodableError as error:
        raise IngestError(uri, *_DAMAGED) from error
