"""Parameters read of a text without markup, moved to where they stand in the text itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..text.source import Span
from .model import Evidence, Parameter


def move_parameter(parameter: Parameter, move: Callable[[Span], Span]) -> Parameter:
    """Return a parameter with every span moved by `move`."""

    def moved(pieces: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(piece, span=move(piece.span)) for piece in pieces)

    mention, subject = parameter.mention, parameter.subject
    span, scope = move(mention.span), move(mention.scope)
    return replace(
        parameter,
        mention=replace(mention, span=span, scope=scope, evidence=moved(mention.evidence)),
        subject=replace(subject, evidence=moved(subject.evidence)),
        quote_span=move(parameter.quote_span),
    )
