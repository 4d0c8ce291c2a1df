"""Where the words of a search stand in a text, and the passages around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from ...text.fold import fold

_BETWEEN = r"[\W_]*"  # what the index leaves out between two characters
_LATIN = r"[0-9A-Za-z]"
_OPENING, _CLOSING = Markup("<mark>"), Markup("</mark>")


def pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    """Return what matches, in folded text, the words of a search (cut as the index is); None for no words."""
    words = []
    for phrase in sorted(phrases, key=len, reverse=True):
        tokens = [re.escape(token) for token in re.findall(r"[^\W_]+", phrase)]
        if not tokens:
            continue
        before = f"(?<!{_LATIN})" if re.match(_LATIN, tokens[0]) else ""
        behind = f"(?!{_LATIN})" if re.search(f"{_LATIN}$", tokens[-1]) else ""
        words.append(before + _BETWEEN.join(tokens) + behind)
    return re.compile("|".join(words), re.IGNORECASE) if words else None


def marked(text: str, found: re.Pattern[str] | None) -> Markup:
    """Return all of a text with the words marked, blanks collapsed."""
    return passage(text, found, len(text) + 1)


def passage(text: str, found: re.Pattern[str] | None, width: int = 120) -> Markup:
    """Return about `width` characters of a text from shortly before the first word on, the words marked."""
    text = " ".join(text.split())
    folded = fold(text).replace("○", "〇")
    hits = [hit.span() for hit in found.finditer(folded)] if found else []
    start = max(0, hits[0][0] - width // 4) if hits and len(text) > width else 0
    stop = min(len(text), start + width)
    out = [Markup("…")] if start else []
    at = start
    for begins, ends in hits:
        if ends > stop:
            break
        out += [escape(text[at:begins]), _OPENING, escape(text[begins:ends]), _CLOSING]
        at = ends
    out += [escape(text[at:stop]), Markup("…") if stop < len(text) else Markup("")]
    return Markup("").join(out)
