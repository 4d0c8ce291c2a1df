"""Fields as the text prints them: a regulation in traditional characters is read in simplified ones, and keeps its own.

Readers take words from the folded view. Of a text in simplified characters these are its own words; of one in
traditional characters they are looked up here, each near where it was read, and printed as they stand.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..text.fold import alike
from ..text.source import Span
from .model import Provision, Regulation


def as_printed(regulations: list[Regulation], folded: str, text: str) -> list[Regulation]:
    """Return the regulations of a page with words of `text`, of which `folded` is the folded view."""
    view = alike(text)
    return regulations if view == folded else [_as_printed(regulation, folded, view) for regulation in regulations]


def _as_printed(regulation: Regulation, folded: str, view: str) -> Regulation:
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


def printed(words: str, folded: str, view: str, span: Span) -> str:
    """Return what `view` has for words of the folded view, in which white space may have been dropped.

    They are looked for in the span and then in the whole text; words that stand nowhere come back as they are.
    """
    pattern = re.compile(r"\s*".join(map(re.escape, "".join(words.split()))))
    found = pattern.search(folded, *span) or pattern.search(folded)
    if found is None:
        return words
    letters = iter("".join(Span(*found.span()).of(view).split()))
    return "".join(letter if letter.isspace() else next(letters) for letter in words)
