"""HTML within Markdown: tags and character references, a token at a time, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ..source import Span
from ..view import Mask

_INLINE = (
    "a abbr b big bdo bdi center cite code dfn em font i ins kbd label mark q ruby rb rp rt samp small span strong sub"
    " sup tt u var wbr img input"
)
_BLOCKS = (
    "address article aside blockquote body caption col colgroup dd details div dl dt figcaption figure footer form h1"
    " h2 h3 h4 h5 h6 header html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_ENDING_LINES = "address caption dd div dt h1 h2 h3 h4 h5 h6 li p section summary tr"
_STRUCK = ("del", "s", "strike")
_TAGS = frozenset((*_INLINE.split(), *_BLOCKS.split(), *_STRUCK, "br", "hr"))
_LINE_ENDS = frozenset(_ENDING_LINES.split())
"""Elements whose end ends a line, as a browser shows them."""

TAG = r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:[ \t\n][^<>]{0,500})?/?>"
REFERENCE = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"

_HIDDEN = {"<!--": "-->", "<style": "</style>", "<script": "</script>"}
_OPENS_HIDDEN = re.compile("|".join(_HIDDEN), re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_NEXT_CELL = re.compile(r"\s{0,200}(?=<(?:(?P<cell>t[dh])|/tr)\b)", re.IGNORECASE)
"""What lies between the end of a cell, or the beginning of a row, and the next cell: line breaks and indents."""
_RAISED = re.compile(r"([0-9+-]{1,3})</sup\s*>", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def element(token: str) -> str | None:
    """Return the name of the element whose tag a token is, None for what is no tag of HTML (<第一条>, <x>)."""
    found = _NAME.match(token)
    name = found[1].lower() if found else ""
    return name if name in _TAGS else None


def is_struck(name: str) -> bool:
    """Tell whether the element of this name is text that was taken out: <del>三十元</del>."""
    return name in _STRUCK


def tag_masks(text: str, span: Span, name: str, in_table: bool) -> Iterator[Mask]:
    """Yield the mask of a tag, and of the number that one raises: m<sup>2</sup> is m²."""
    ends_line = text.startswith(("\n", "\r"), span.end) or span.end == len(text)
    closes = text.startswith("</", span.start)
    words = ""
    if name == "br" and not ends_line:
        words = " " if in_table else "\n"
    elif closes and name in _LINE_ENDS and not ends_line and not in_table:
        words = "\n"
    cell = _NEXT_CELL.match(text, span.end) if name in ("td", "th", "tr") and closes == (name != "tr") else None
    if cell:
        span = Span(span.start, cell.end())
        words = "\t" if closes and cell["cell"] else ""
    yield Mask(span, words, words)
    raised = _RAISED.match(text, span.end) if name == "sup" and not closes else None
    if raised:
        digits = raised[1].translate(_SUPERSCRIPTS)
        yield Mask(Span(*raised.span(1)), digits, digits)


def reference_mask(token: str, span: Span) -> Mask | None:
    """Return the mask of a character reference (&nbsp;, &#8805;), None where it names no character."""
    words = unescape(token)
    return Mask(span, words, words) if words != token and (words.isprintable() or words.isspace()) else None


def hidden(text: str) -> Iterator[Span]:
    """Yield what no browser shows: comments, styles and scripts. One that is never closed is none."""
    at = 0
    closed = dict.fromkeys(_HIDDEN, True)
    while found := _OPENS_HIDDEN.search(text, at):
        kind = found[0].lower()
        end = text.find(_HIDDEN[kind], found.end()) if closed[kind] else -1
        closed[kind] = end >= 0
        at = end + len(_HIDDEN[kind]) if closed[kind] else found.end()
        if closed[kind]:
            yield Span(found.start(), at)
