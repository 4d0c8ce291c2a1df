"""Where the words of decisions stand on a parsed page."""

from __future__ import annotations

from collections.abc import Mapping

from ...parse.model import Page, Provision
from ...parse.tree.relevel import begins_with
from ...text.anchor import Unplaced, find, places
from ...text.source import Span
from ..decisions import Anchor
from ..ids import document_id
from ..naming import name_page, stem_of
from ..outline import Outline
from .outcome import Unfit


def keys_of(page: Page) -> set[str]:
    """Return what decisions about a page know it by: its address, and its documents without what tells them apart."""
    return {page.source.uri, *map(document_id, page.regulations)}


class Places:
    """The documents of a page and their provisions, to find words in."""

    def __init__(self, page: Page, moved: Mapping[str, str]) -> None:
        """Take a page, and the identifiers that documents have instead of others."""
        self.keys = keys_of(page)
        self._text = page.source.text
        self._source_id = page.source.id
        self._uri = page.source.uri
        self._moved = moved
        names = name_page(page)
        self.outlines = [Outline(regulation, name) for regulation, name in zip(page.regulations, names, strict=True)]
        self._provisions = [
            {placed.id.partition("#")[2]: placed.provision.span for placed in outline.placed}
            for outline in self.outlines
        ]

    def of(self, anchor: Anchor) -> Span:
        """Return where the words of an anchor stand.

        Raises:
            Unfit: they have no place, or it cannot be told which of several.
        """
        found: set[Span] = set()
        problem = Unfit("这一页上已没有这份文件")
        for index in self._candidates(anchor):
            try:
                found.add(self._in(index, anchor))
            except Unplaced as error:
                problem = Unfit(str(error))
        if not found and anchor.document in (self._uri, anchor.source_id):
            try:
                found.add(find(self._text, Span(0, len(self._text)), None, anchor.quote, outside=True))
            except Unplaced as error:
                problem = Unfit(str(error))
        if len(found) > 1:  # a page that has the document twice: only where it is the same page does the range tell
            hint = Span(anchor.start_char, anchor.end_char)
            if anchor.source_id == self._source_id and hint in found:
                return hint
            raise Unfit(f"这份文件在页上有{len(found)}份，无法确定是哪一份")
        if not found:
            raise problem
        return found.pop()

    def says(self, anchor: Anchor, words: str) -> bool:
        """Tell whether the page has other words by itself where an anchor had its own."""
        quote = anchor.quote._replace(exact=words)
        return bool(words) and any(
            places(self._text, self.outlines[index].span, quote) for index in self._candidates(anchor)
        )

    def document(self, anchor: Anchor) -> int:
        """Return the number of the document that an anchor is about.

        Raises:
            Unfit: it is not on the page, or it cannot be told which of several it is.
        """
        found = self._candidates(anchor)
        if len(found) > 1:
            span = self.of(anchor)
            found = [index for index in found if self.outlines[index].span.holds(span)]
        if not found:
            raise Unfit("这一页上已没有这份文件")
        return found[0]

    def beginning(self, span: Span) -> Provision | None:
        """Return the smallest provision that holds the words at a span, if it begins with them, else None."""
        for outline in self.outlines:
            placed = outline.holder(span) if outline.holds(span) else None
            if placed:
                return placed.provision if begins_with(self._text, placed.provision, span) else None
        return None

    def _candidates(self, anchor: Anchor) -> list[int]:
        """Return the documents that an anchor may be about: those of its name, else those that agree with it.

        Of the very page that it was made on it is, whatever name the document has now, the one in the same place.
        """
        wanted = {anchor.document, self._moved.get(anchor.document, anchor.document)}
        documents = list(enumerate(outline.document_id for outline in self.outlines))
        found = [index for index, document in documents if document in wanted]
        if not found:
            stems = {stem_of(document) for document in wanted}
            found = [index for index, document in documents if stem_of(document) in stems]
        if not found and anchor.source_id == self._source_id and anchor.document != self._uri:
            hint = Span(anchor.start_char, anchor.end_char)
            found = [index for index, _ in documents if self.outlines[index].span.holds(hint)]
        return found

    def _in(self, index: int, anchor: Anchor) -> Span:
        provision = self._provisions[index].get(anchor.eid) if anchor.eid else None
        return find(self._text, self.outlines[index].span, provision, anchor.quote, outside=anchor.eid is None)
