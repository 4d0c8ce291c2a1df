"""The words behind a parameter, marked where they stand: its evidence as underlined stretches, its number as `mark`.

Every mark comes from a stored range of the source; nothing is searched for.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from ...text.overlay import overlay
from ...text.reading import Reading
from ...text.source import Span
from ..words.vocabulary import MARKED_FIELDS

Row = sqlite3.Row

_ORDER = list(MARKED_FIELDS)
_NUMBER = "number"
_BLANK_LINES = re.compile(r"\s*\n\s*")


def with_evidence(reading: Reading, stretch: Span, parameter: Row, evidence: Iterable[Row]) -> Markup:
    """Return a stretch of a source with a parameter's number and the words behind it marked.

    Args:
        reading: that of the source.
        stretch: its characters.
        parameter: the row of the parameter.
        evidence: its rows of evidence.
    """
    spans = sorted(
        ((row["field"], _span(row)) for row in evidence if row["field"] in MARKED_FIELDS),
        key=lambda mark: _ORDER.index(mark[0]),
    )
    out = []
    whole = Span(stretch.start, stretch.start + len(stretch.of(reading.text).rstrip()))
    for field, piece in overlay(whole, [*spans, (_NUMBER, _span(parameter))]):
        words = reading.of(piece)
        if "\n" in words:
            words = _BLANK_LINES.sub("\n", words)
        out.append(_marked(field, words))
    return Markup("".join(out))


def _span(row: Row) -> Span:
    return Span(row["start_char"], row["end_char"])


def _marked(field: str | None, words: str) -> str:
    html = escape(words)
    if field == _NUMBER:
        return f"<mark>{html}</mark>"
    if field is None or not words.strip():
        return html
    return f'<span class="words" data-field="{field}" title="{MARKED_FIELDS[field]}">{html}</span>'
