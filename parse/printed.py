"""Fields as the text prints them: a regulation in traditional characters is read in simplified ones, and keeps its own.

Readers take words from the folded view. Of a text in simplified characters these are its own words; of one in
traditional characters they are looked up here, each near where it was read, and printed as they stand.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..text.fold import alike
from ..text.source import Span
from ..text.traditional import simplified
from .model import Definition, Provision, Regulation

_BEFORE = 160
"""Characters before the words of a definition among which its term stands."""


def as_printed(regulations: list[Regulation], folded: str, text: str) -> list[Regulation]:
    """Return the regulations of a page with words of `text`, of which `folded` is the folded view."""
    read = simplified(text)
    if read == text:
        return regulations
    view = alike(text)
    return [
        replace(
            _with_words(regulation, folded, view),
            title=printed(regulation.title, read, text, regulation.title_span or regulation.span),
            definitions=tuple(_defined(definition, read, text) for definition in regulation.definitions),
        )
        for regulation in regulations
    ]


def _defined(definition: Definition, read: str, text: str) -> Definition:
    near = Span(max(0, definition.span.start - _BEFORE), definition.span.end)
    term = printed(definition.term, read, text, near)
    return replace(definition, term=term, text=printed(definition.text, read, text, definition.span))


def _with_words(regulation: Regulation, folded: str, view: str) -> Regulation:
    def as_in(span: Span, words: str | None) -> str | None:
        return printed(words, folded, view, span) if words else words

    return replace(
        regulation,
        issuer=as_in(regulation.span, regulation.issuer),
        doc_number=as_in(regulation.span, regulation.doc_number),
        region=as_in(regulation.span, regulation.region),
        root=_headed(regulation.root, folded, view),
        citations=tuple(replace(c, cited_title=as_in(c.span, c.cited_title)) for c in regulation.citations),
        history=tuple(replace(event, body=as_in(event.span, event.body)) for event in regulation.history),
    )


def _headed(provision: Provision, folded: str, view: str) -> Provision:
    return provision._replace(
        heading=provision.heading and printed(provision.heading, folded, view, provision.own),
        children=tuple(_headed(child, folded, view) for child in provision.children),
    )


def printed(words: str, read: str, text: str, span: Span) -> str:
    """Return what `text` has for words of `read`, its view of the same length, from which white space may be gone.

    They are looked for in the span and then in the whole text. Words that stand nowhere in one piece take each
    character as the span has it.
    """
    wanted = "".join(simplified(words).split())
    pattern = re.compile(r"\s*".join(map(re.escape, wanted)))
    found = pattern.search(read, *span) or pattern.search(read)
    if found is None:
        forms = dict(zip(span.of(read), span.of(text), strict=True))
        return "".join(forms.get(letter, letter) for letter in words)
    letters = iter("".join(Span(*found.span()).of(text).split()))
    return "".join(letter if letter.isspace() else next(letters) for letter in words)
