"""The provisions of one stored document, and which of them a span or a path belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from ..parse.model import Path, Regulation
from ..text.source import Span
from .ids import Placed, document_id, place
from .naming import Name

Row = Mapping[str, object]
"""A row of a table by the names of its columns."""

Values = tuple[object, ...]
"""A row of a table in the order of its columns."""


class Outline:
    """The provisions of one stored document, and which of them a span or a path belongs to."""

    def __init__(self, regulation: Regulation, name: Name | None = None) -> None:
        """Name and cite every provision of `regulation`, which itself is named `name`."""
        self.name = name or Name(document_id(regulation))
        self.document_id = self.name.id
        self.span = regulation.span
        self.placed = tuple(place(self.document_id, regulation.root))
        self._root = regulation.root
        self._by_path = {placed.path: placed for placed in self.placed}

    def at(self, path: Path) -> Placed | None:
        """Return the provision at a path of child indices, None for the root; KeyError where there is none."""
        return self._by_path[path] if path else None

    def holder(self, span: Span) -> Placed | None:
        """Return the smallest provision that holds `span`, None where only the document itself does."""
        return self.at(self._root.path_at(*span))

    def holds(self, span: Span) -> bool:
        """Tell whether the document holds `span`."""
        return self._root.span.holds(span)

    def place_of(self, span: Span) -> dict[str, object]:
        """Return the columns that say where a record stands: document, provision and range."""
        placed = self.holder(span)
        return {"document_id": self.document_id, "provision_id": placed.id if placed else None, **span_columns(span)}


def span_columns(span: Span) -> dict[str, int]:
    """Return the columns of a range."""
    return {"start_char": span.start, "end_char": span.end}
