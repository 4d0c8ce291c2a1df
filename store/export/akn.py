"""Akoma Ntoso 3.0: one document of the database as XML that is valid against the standard's schema.

Which level becomes which element is told in docs/export.md. No character of the document is lost, but for white
space and what XML forbids; eIds are those of the database.
"""

from __future__ import annotations

import sqlite3

from lxml import etree

from ...text.levels import Level
from ...text.source import Span
from .document import Document, Provision, Table, read_document
from .elements import CHINESE, add, indent, new_root
from .inline import Marks, fill, marks_of, term_ids
from .iri import Names, names_of
from .layout import Layout, lay_out
from .meta import add_annex_meta, add_meta
from .pieces import blocks, name


def akn_document(db: sqlite3.Connection, document_id: str) -> bytes:
    """Return a document of a database as Akoma Ntoso 3.0: UTF-8 with an XML declaration.

    Raises:
        StoreError: the database has no document with this id.
    """
    document = read_document(db, document_id)
    names, terms = names_of(db, document_id), term_ids(document)
    root = new_root()
    main = add(root, names.form, name=document.kind or names.form)
    add_meta(main, document, names, terms)
    _Writer(document, names, marks_of(db, document, terms)).write(main)
    indent(root)
    serialised: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return serialised + b"\n"


class _Writer:
    """Writes the text of one document; `_below` is where the provisions below each provision go."""

    def __init__(self, document: Document, names: Names, marks: Marks) -> None:
        self._document = document
        self._names = names
        self._marks = marks
        self._below: dict[str, etree._Element] = {}
        self._tables = 0

    def write(self, main: etree._Element) -> None:
        """Append everything behind `meta`."""
        layout = lay_out(self._document, self._names.form)
        if self._document.text[slice(*self._document.front)].strip():
            self._front(add(main, "preface", CHINESE))
        if layout.preamble:
            preamble = add(main, "preamble", CHINESE)
            for provision in layout.preamble:
                self._recital(preamble, provision)
        self._body(main, layout)
        if layout.signature:
            conclusions = add(main, "conclusions", CHINESE, eId=layout.signature.eid)
            self._lines(conclusions, layout.signature.own)
        if layout.annexes:
            attachments = add(main, "attachments")
            for provision in layout.annexes:
                if provision.parent is None:
                    self._annex(attachments, provision)
                else:
                    self._provision(self._below[provision.parent], provision)

    def _body(self, main: etree._Element, layout: Layout) -> None:
        is_act = self._names.form == "act"
        body = add(main, "body" if is_act else "mainBody", CHINESE)
        for provision in layout.body:
            self._provision(body if provision.parent is None else self._below[provision.parent], provision)
        if not layout.body:  # the schema wants something
            add(body, "hcontainer" if is_act else "p", {"name": "empty"} if is_act else {})

    def _front(self, preface: etree._Element) -> None:
        """Append the title block, a paragraph a line; what a title breaks over lines stays together."""
        front = self._document.front
        lines = [line for block in blocks(self._document, front) if isinstance(block, list) for line in block]
        for mark in self._marks.within(front):
            crossed = [line for line in lines if line.start < mark.end and mark.start < line.end]
            if len(crossed) > 1:
                at = lines.index(crossed[0])
                lines[at : at + len(crossed)] = [Span(crossed[0].start, crossed[-1].end)]
        for line in lines:
            self._fill(add(preface, "p"), line)

    def _lines(self, parent: etree._Element, span: Span) -> None:
        """Append a paragraph a line."""
        for block in blocks(self._document, span):
            if isinstance(block, Table):
                self._table(parent, block)
            else:
                for line in block:
                    self._fill(add(parent, "p"), line)

    def _recital(self, parent: etree._Element, provision: Provision) -> None:
        """Append a provision of the preamble, where the standard has paragraphs and lists but no hierarchy."""
        eid = provision.eid
        if provision.parent is None:
            element = add(parent, "container", name=Level(provision.level).element, eId=eid)
        else:
            element = add(self._below[provision.parent], "item", eId=eid)
        found = name(self._document, provision)
        if found.label and provision.parent is not None:
            self._fill(add(element, "num"), found.label)
            text = Span(found.label.end, provision.own.end)
        else:
            text = provision.own
        self._blocks(element, text)
        if len(element) == 0 or etree.QName(element[-1]).localname == "num":
            add(element, "p")
        if eid in self._document.parents:
            self._below[eid] = add(element, "blockList", eId=f"{eid}__list_1")

    def _provision(self, parent: etree._Element, provision: Provision) -> None:
        """Append a provision: number, heading, and its own text as `intro` of what is below it, else as `content`."""
        eid, tag = provision.eid, Level(provision.level).element
        attributes = {"name": provision.level} if tag == "hcontainer" else {}
        element = add(parent, tag, attributes, eId=eid)
        text = self._name(element, provision)
        if self._document.text[slice(*text)].strip():
            role = "intro" if eid in self._document.parents else "content"
            self._blocks(add(element, role), text)
        self._below[eid] = element

    def _annex(self, parent: etree._Element, provision: Provision) -> None:
        """Append an annex: a document of its own, with its own `meta`."""
        attachment = add(parent, "attachment", eId=provision.eid)
        text = self._name(attachment, provision)
        annex = add(attachment, "doc", name="annex")
        add_annex_meta(annex, self._document, self._names, provision.eid)
        body = add(annex, "mainBody", CHINESE)
        self._blocks(body, text)
        if len(body) == 0 and provision.eid not in self._document.parents:
            add(body, "p")
        self._below[provision.eid] = body

    def _name(self, element: etree._Element, provision: Provision) -> Span:
        """Append number and heading; return the text behind them."""
        found = name(self._document, provision)
        if found.label:
            self._fill(add(element, "num"), found.label)
        if found.heading:
            self._fill(add(element, "heading"), found.heading)
        return found.text

    def _blocks(self, parent: etree._Element, span: Span) -> None:
        """Append paragraphs and tables."""
        for block in blocks(self._document, span):
            if isinstance(block, Table):
                self._table(parent, block)
            else:
                self._fill(add(parent, "p"), Span(block[0].start, block[-1].end))

    def _table(self, parent: etree._Element, table: Table) -> None:
        """Append a table; its first row is the header."""
        self._tables += 1
        element = add(parent, "table", eId=f"table_{self._tables}")
        for count, row in enumerate(table.rows):
            line = add(element, "tr")
            for cell in row:
                box = add(line, "td" if count else "th")
                for piece in cell:
                    self._fill(add(box, "p"), piece)

    def _fill(self, element: etree._Element, span: Span) -> None:
        fill(element, self._document, span, self._marks)
