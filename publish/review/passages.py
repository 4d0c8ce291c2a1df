"""Words of a source with what stands around them, as an editor needs to see them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

_LINES_BEFORE, _LINES_BEHIND = 5, 6
_MOST = 700
"""Characters shown on each side, for lines may be long."""
_FEW = 24
"""Characters shown on each side in a list of places."""
_LONGEST = 3000
"""Characters shown of the words themselves."""

Range = tuple[str, int, int]
"""A source, and from which of its characters to which."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines around some words: `html` has the words marked; `words` are they, as the source has them."""

    html: Markup
    words: str


def passage(connection: sqlite3.Connection, source_id: str, start: int, end: int) -> Passage | None:
    """Return the lines around a range of a source, None where the source is not there or shorter."""
    first = max(0, start - _MOST)
    row = connection.execute(
        "select substr(text, ?, ?), substr(text, ?, ?), substr(text, ?, ?), length(text) from sources where id = ?",
        [first + 1, start - first, start + 1, end - start, end + 1, _MOST, source_id],
    ).fetchone()
    if row is None or not 0 <= start <= end <= row[3]:
        return None
    before, words, behind, _ = row
    lines_before = before.splitlines(keepends=True)
    lines_behind = behind.splitlines(keepends=True)
    shown_before = "".join(lines_before[-_LINES_BEFORE - 1 :]).lstrip("\r\n")
    shown_behind = "".join(lines_behind[: _LINES_BEHIND + 1]).rstrip()
    return Passage(Markup("").join([escape(shown_before), marked(words), escape(shown_behind)]), words)


def marked(words: str) -> Markup:
    """Return words marked; where there are none, a sign of the place between what is around it."""
    if not words:
        return Markup('<mark class="between" aria-label="此处">‸</mark>')
    if len(words) > _LONGEST:
        half = _LONGEST // 2
        return Markup("<mark>{}</mark>……（略）……<mark>{}</mark>").format(words[:half], words[-half:])
    return Markup("<mark>{}</mark>").format(words)


def short_passages(connection: sqlite3.Connection, places: Iterable[Range]) -> list[Markup]:
    """Return each place in one line with a few characters around it; sources are read once."""
    texts: dict[str, str] = {}
    out = []
    for source_id, start, end in places:
        if source_id not in texts:
            row = connection.execute("select text from sources where id = ?", [source_id]).fetchone()
            texts[source_id] = row[0] if row else ""
        text = texts[source_id]
        before, behind = text[max(0, start - _FEW) : start], text[end : end + _FEW]
        out.append(Markup("{}{}{}").format(_line(before), marked(_line(text[start:end])), _line(behind)))
    return out


def _line(text: str) -> str:
    return text.replace("\r", "").replace("\n", "⏎")
