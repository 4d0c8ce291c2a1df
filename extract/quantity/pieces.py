"""Pieces of the text that told something, and the evidence that they are for a field."""

from __future__ import annotations

from typing import NamedTuple

from ...text.source import Span
from ..model import Evidence, Field


class Piece(NamedTuple):
    """Characters that told something, and the name of the rule that they match."""

    rule: str
    span: Span


Pieces = tuple[Piece, ...]


def evidence(field: Field, pieces: Pieces) -> tuple[Evidence, ...]:
    """Return pieces as the evidence for a field, in the order of the text; of two that overlap the first one holds."""
    if not pieces:
        return ()
    if len(pieces) == 1:
        return (Evidence(field, pieces[0].span, pieces[0].rule),)
    kept: list[Evidence] = []
    for rule, span in pieces:
        if all(span.end <= other.span.start or other.span.end <= span.start for other in kept):
            kept.append(Evidence(field, span, rule))
    return tuple(sorted(kept, key=lambda piece: piece.span))
