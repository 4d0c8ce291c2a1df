"""Text with elements in it: references, defined terms, dates and titles at their spans."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from ...text.dates import find_dates
from ...text.source import Span
from .document import Document
from .elements import add
from .iri import names_of
from .pieces import clean

_LINE_BREAK = re.compile(r"[\r\n]\s*")
_RANGE = re.compile("[至到~-]")
_NEAR = 60
"""How many characters a term stands from the words that define it, at most."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """An element around a span of the text; in order, a mark comes before those within it."""

    start: int
    length: int  # negated
    tag: str
    attributes: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def end(self) -> int:
        """Where the mark ends."""
        return self.start - self.length


class Marks:
    """All marks of a document."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        """Sort the marks; of several alike at one span the first is kept."""
        self._marks = sorted({(mark.start, mark.length, mark.tag): mark for mark in reversed([*marks])}.values())
        self._starts = [mark.start for mark in self._marks]

    def within(self, span: Span) -> list[Mark]:
        """Return the marks that stand in `span`, in order."""
        found = self._marks[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        return [mark for mark in found if mark.end <= span.end]


def mark(span: Span, tag: str, **attributes: str) -> Mark:
    """Return a mark over `span`."""
    return Mark(span.start, span.start - span.end, tag, tuple(attributes.items()))


def marks_of(db: sqlite3.Connection, document: Document, terms: dict[str, str]) -> Marks:
    """Return the marks of a document; `terms` are the eIds of its terms in the references."""
    return Marks([*_references(db, document), *_definitions(document, terms), *_facts(document)])


def term_ids(document: Document) -> dict[str, str]:
    """Return an eId for each term that the document defines."""
    terms = dict.fromkeys(definition.term for definition in document.definitions)
    return {term: f"term_{count}" for count, term in enumerate(terms, 1)}


def fill(element: etree._Element, document: Document, span: Span, marks: Marks) -> etree._Element:
    """Append the text of `span` to `element`, with its marks as elements, and return `element`.

    A mark that crosses the edge of another, or stands in one of its own kind, is left out.
    """
    text, at = document.text, span.start
    stack = [(span.end, "", element)]
    for found in marks.within(span):
        while found.start >= stack[-1][0]:
            end, _, inner = stack.pop()
            _append(inner, text[at:end])
            at = end
        end, _, inner = stack[-1]
        if found.end > end or any(tag == found.tag for _, tag, _ in stack):
            continue
        _append(inner, text[at : found.start])
        at = found.start
        stack.append((found.end, found.tag, add(inner, found.tag, dict(found.attributes))))
    for end, _, inner in reversed(stack):
        _append(inner, text[at:end])
        at = end
    return element


def _append(element: etree._Element, text: str) -> None:
    """Append text to an element, line breaks as `eol`."""
    *before, last = _LINE_BREAK.split(text)
    for line in before:
        _append_line(element, line.rstrip())
        add(element, "eol")
    _append_line(element, last)


def _append_line(element: etree._Element, line: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + clean(line)
    else:
        element.text = (element.text or "") + clean(line)


def _references(db: sqlite3.Connection, document: Document) -> Iterator[Mark]:
    """Yield a `ref` for each citation whose target is known, an `rref` where a range of provisions is cited."""
    by_span: dict[Span, list[str]] = {}
    works = {citation.target: "" for citation in document.citations if citation.target != document.id}
    works = {target: names_of(db, target).work for target in works}
    for citation in document.citations:
        if citation.target in works:
            work = works[citation.target]
            target = f"{work}/~{citation.eid}" if citation.eid else work
        elif citation.eid:
            target = f"#{citation.eid}"
        else:
            continue
        by_span.setdefault(citation.span, []).append(target)
    for span, targets in by_span.items():
        if len(targets) > 1 and _RANGE.search(document.text, *span):
            yield mark(span, "rref", **{"from": targets[0], "upTo": targets[-1]})
        else:
            yield mark(span, "ref", href=targets[0])


def _definitions(document: Document, terms: dict[str, str]) -> Iterator[Mark]:
    """Yield a `def` around the words that define, and a `term` around the word itself where it stands beside them."""
    for definition in document.definitions:
        refers, (start, end) = f"#{terms[definition.term]}", definition.span
        yield mark(definition.span, "def", refersTo=refers)
        at = document.text.rfind(definition.term, max(document.span.start, start - _NEAR), start)
        if at < 0:
            at = document.text.find(definition.term, end, min(document.span.end, end + _NEAR))
        if at >= 0:
            yield mark(Span(at, at + len(definition.term)), "term", refersTo=refers)


def _facts(document: Document) -> Iterator[Mark]:
    """Yield marks for title, number, authority and dates in the title block and the signature block."""
    days = {document.adopted, document.approved, document.promulgated, document.effective, document.text_as_of}
    days.update(event.date for event in document.history)
    signatures = [provision.own for provision in document.provisions if provision.is_signature]
    for span in (document.front, *signatures):
        yield from _lines(document, span, document.title, "docTitle")
        yield from _lines(document, span, document.issuer, "docAuthority")
        if document.doc_number:
            for found in re.finditer(re.escape(document.doc_number), document.text[span.start : span.end]):
                yield mark(Span(span.start + found.start(), span.start + found.end()), "docNumber")
        for where, date in find_dates(document.folded, span):
            if date in days:
                yield mark(where, "docDate", date=date)


def _lines(document: Document, span: Span, words: str | None, tag: str) -> Iterator[Mark]:
    """Yield a mark wherever `words` stand in lines of their own, also broken over lines or with a note's mark [1]."""
    if words:
        printed = r"\s*(?:\[\d{1,2}\]\s*)?".join(re.escape(char) for char in words if not char.isspace())
        lines = re.compile(rf"(?<![^\n])[^\S\n]*({printed})(?=[^\S\n]*(?:\n|\Z))")
        for found in lines.finditer(document.text, *span):
            yield mark(Span(*found.span(1)), tag)
