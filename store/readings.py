"""The reading of what a parameter says in words: the corrected text, without furniture and markup."""

from __future__ import annotations

from dataclasses import replace

from ..extract.model import Field, Parameter, Subject
from ..text.reading import Reading
from ..text.source import Span


def read_parameter(parameter: Parameter, reading: Reading) -> Parameter:
    """Return a parameter whose strings are the reading of where they stand; its numbers and spans are as they were."""
    if reading.is_plain:
        return parameter
    return replace(
        parameter,
        text=reading.of(parameter.mention.span),
        quote=_quote(parameter, reading),
        subject=_subject(parameter, reading),
    )


def _quote(parameter: Parameter, reading: Reading) -> str:
    """Return the quote, with single spaces where it had them: the marks between the cells of a row are gone."""
    words = reading.of(parameter.quote_span)
    single = " ".join(words.split())
    return single if " ".join(parameter.quote.split()) == parameter.quote else words


def _subject(parameter: Parameter, reading: Reading) -> Subject:
    """Return the subject, each phrase read where its evidence stands, else where it stands in the quote."""

    def read(field: Field, words: str | None) -> str | None:
        if not words:
            return words
        pieces = [piece.span for piece in parameter.evidence if piece.field is field]
        if not pieces:
            return reading.of_words(words, parameter.quote_span)
        if all(reading.of(piece) == piece.of(reading.text) for piece in pieces):
            return words  # the head of a column may stand far above
        first, last = min(pieces), max(pieces)
        return reading.of_words(words, Span(first.start, last.end))

    subject = parameter.subject
    return replace(
        subject,
        attribute=read(Field.ATTRIBUTE, subject.attribute),
        holder=read(Field.HOLDER, subject.holder),
        base=read(Field.BASE, subject.base),
        trigger=read(Field.TRIGGER, subject.trigger),
        condition=read(Field.CONDITION, subject.condition),
        act=read(Field.ACT, subject.act),
    )
