"""Markdown: one document of the database as a lawyer would print it.

CommonMark with pipe tables. Numbers stay as printed: an item is a list entry that begins with its （一）, so that no
renderer numbers it anew. Characters that Markdown would take for marks are escaped.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from ...text.furniture import is_furniture
from ...text.levels import Level
from ...text.source import Span
from .document import Document, Provision, Table, read_document
from .pieces import blocks, clean, name

_HEADINGS = (Level.ANNEX, Level.PART, Level.CHAPTER, Level.SECTION, Level.DIVISION)
_LISTED = (Level.ITEM, Level.SUBITEM)
_DEEPEST_HEADING = 6
_MARKS = re.compile(r"[\\`*_\[\]<>|~&]")
_AT_LINE_START = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)](?: |\Z)))")
_NO_SPACE_AFTER = "、.．:："
_NO_SPACE_BEFORE = "【〔（("
_FACTS = (
    ("发布机关", "issuer"),
    ("文号", "doc_number"),
    ("通过日期", "adopted"),
    ("批准日期", "approved"),
    ("公布日期", "promulgated"),
    ("施行日期", "effective"),
    ("失效日期", "expires"),
    ("文本截至", "text_as_of"),
    ("状态", "status"),
)

_EFFECTIVE = {"on promulgation": "自公布之日起", "on adoption": "自通过之日起", "on approval": "自批准之日起"}


def markdown_document(db: sqlite3.Connection, document_id: str) -> str:
    """Return a document of a database as Markdown, ending with a line break.

    Raises:
        StoreError: the database has no document with this id.
    """
    document = read_document(db, document_id)
    return "\n".join([f"# {escape(document.title)}", *_facts(document), *_front(document), *_provisions(document), ""])


def escape(text: str) -> str:
    """Return text on one line so that Markdown shows it as it is."""
    line = _MARKS.sub(r"\\\g<0>", " ".join(clean(text).split()))
    start = _AT_LINE_START.match(line)
    if start is None:
        return line
    return f"{start[0]}\\{line[start.end() :]}" if start[0].isdigit() else f"\\{line}"


def _facts(document: Document) -> Iterator[str]:
    """Yield what is known of the document, a line each."""
    known = [(label, getattr(document, column)) for label, column in _FACTS]
    lines = [f"- {label}：{escape(_worded(value))}" for label, value in known if value]
    if lines:
        yield "\n".join(["", *lines])


def _worded(value: str) -> str:
    return _EFFECTIVE.get(value, value)


def _front(document: Document) -> Iterator[str]:
    """Yield the lines of the title block that say more than title, number and authority: its history."""
    said = {"".join((words or "").split()) for words in (document.title, document.doc_number, document.issuer)}
    for block in blocks(document, document.front):
        for line in block if isinstance(block, list) else []:
            words = "".join(line.of(document.text).split())
            if words not in said and not is_furniture(line.of(document.folded)):
                yield f"\n{_text(document, [line])}"


def _provisions(document: Document) -> Iterator[str]:
    """Yield the provisions, each part with the blank line above it that it needs."""
    depth: dict[str | None, int] = {None: 1}
    list_depth: dict[str | None, int] = {None: 0}
    opening = ""  # an article's number waits for the first words of its text
    for provision in document.provisions:
        parent = provision.parent
        is_heading, is_item = provision.level in _HEADINGS, provision.level in _LISTED
        depth[provision.eid] = depth[parent] + is_heading
        list_depth[provision.eid] = list_depth[parent] + is_item
        head, rest = _head(document, provision)
        if is_heading and (provision.heading or provision.level != "division"):
            yield f"\n{'#' * min(depth[provision.eid], _DEEPEST_HEADING)} {head}"
            head = ""
        elif provision.level == Level.ARTICLE:
            head = f"**{head}**　" if head else ""
        if is_item and opening:
            yield f"\n{opening.rstrip()}"
            opening = ""
        opening += head
        parts = _parts(document, rest)
        if not parts and provision.eid in document.parents and not is_item:
            continue
        yield from _printed(opening, parts, list_depth[provision.eid], is_item)
        opening = ""


def _head(document: Document, provision: Provision) -> tuple[str, Span]:
    """Return number and heading of a provision on one line, and the text behind them."""
    found = name(document, provision)
    words = [escape(span.of(document.text)) for span in (found.label, found.heading) if span]
    together = len(words) == 2 and (words[0][-1] in _NO_SPACE_AFTER or words[1][0] in _NO_SPACE_BEFORE)
    return ("" if together else " ").join(words), found.text


def _parts(document: Document, span: Span) -> list[str]:
    parts = (
        _table(document, block) if isinstance(block, Table) else _text(document, block)
        for block in blocks(document, span)
    )
    return [part for part in parts if part]


def _printed(opening: str, parts: list[str], depth: int, is_item: bool) -> Iterator[str]:
    """Yield paragraphs and tables; an item's first paragraph as an entry of a list, the rest of it indented below."""
    if opening and (not parts or parts[0].startswith("|")):
        parts = ["", *parts]
    for count, part in enumerate(parts):
        text = opening + part if count == 0 else part
        margin = "  " * depth
        if is_item and count == 0:
            yield f"\n{'  ' * (depth - 1)}- " + text.replace("\n", "\n" + margin)
        else:
            yield "\n" + margin + text.replace("\n", "\n" + margin)


def _text(document: Document, lines: list[Span]) -> str:
    """Return a paragraph; the lines of the source stay lines, but for those that show nothing (U+E004 alone)."""
    shown = [line for line in lines if any(map(str.isprintable, line.of(document.text)))]
    return "\\\n".join(escape(line.of(document.text)) for line in shown)


def _table(document: Document, table: Table) -> str:
    """Return a pipe table; the first row is its header."""
    rows = [
        "| " + " | ".join("<br>".join(escape(piece.of(document.text)) for piece in cell) for cell in row) + " |"
        for row in table.rows
    ]
    return "\n".join([rows[0], "|" + " --- |" * len(table.rows[0]), *rows[1:]])
