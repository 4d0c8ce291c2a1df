"""Words found again by what stands around them, on whatever page they stand now.

White space and the width of characters do not count around them: another crawl or another reader may lay a page out
anew. What is found is one place or none: where several would do, or the words stand among others now, `find` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .fold import fold
from .source import Span

AROUND = 16
"""Characters on each side that words are known by."""

_WINDOW = 8 * AROUND
"""Characters that are looked at for `AROUND` that are no white space."""
_ONE_SIDE = 4
"""Characters that must agree on one side where those on the other side do not."""


class Quote(NamedTuple):
    """Words, what stands before and behind them, and which they are of `total` such places in their provision.

    Where `exact` is empty, it is the place between `prefix` and `suffix`.
    """

    exact: str
    prefix: str
    suffix: str
    nth: int = 1
    total: int = 1


class Unplaced(ValueError):
    """Words have no place, or more than one; the message is a Chinese sentence for editors."""


def quote_at(text: str, span: Span, document: Span, provision: Span | None) -> Quote:
    """Return how to find the words at `span` again.

    Args:
        text: the text of a source.
        span: where the words stand.
        document: the range that may be shown around them: of their document, or of the whole text.
        provision: that of the smallest provision that holds them, None where none does.
    """
    prefix = text[max(document.start, span.start - AROUND) : span.start]
    suffix = text[span.end : min(document.end, span.end + AROUND)]
    quote = Quote(span.of(text), prefix, suffix)
    alike = places(text, provision or document, quote)
    return quote._replace(nth=alike.index(span) + 1, total=len(alike)) if span in alike else quote


def places(text: str, within: Span, quote: Quote) -> list[Span]:
    """Return every place within a range where the words stand between what stood around them."""
    return [
        span for span in _occurrences(text, within, quote) if _before(text, span, quote) and _behind(text, span, quote)
    ]


def find(text: str, document: Span, provision: Span | None, quote: Quote, outside: bool = False) -> Span:
    """Return where words stand now.

    Where the same words stand in the document between the same others more than once, their provision and their number
    in it tell which. Where what stands on one side of them has changed, they are still those if they are the only ones
    in their provision.

    Args:
        text: the text of a source.
        document: the range of their document, or of the whole text.
        provision: that of their provision, None where the document has none of that name.
        quote: the words.
        outside: whether they stood in the document and in no provision of it.

    Raises:
        Unplaced: they have no place, or it cannot be told which of several.
    """
    found = places(text, document, quote)
    if len(found) == 1:
        return found[0]
    where = document if outside else provision
    if found:
        inside = [span for span in found if where and where.holds(span)]
        if len(inside) == quote.total and 1 <= quote.nth <= len(inside):
            return inside[quote.nth - 1]
        raise Unplaced(f"同样的文字现有{len(found)}处，无法确定是哪一处")
    alike = [*_occurrences(text, document, quote)] if quote.exact else []
    if not alike:
        raise Unplaced("文中已没有这样的文字")
    inside = [span for span in alike if where and where.holds(span)]
    if len(inside) == 1 and _is_beside(text, inside[0], quote):
        return inside[0]
    raise Unplaced("文字仍在，但前后文已经不同")


def _occurrences(text: str, within: Span, quote: Quote) -> Iterator[Span]:
    """Yield where the words stand, whatever is around them; without words, where what stood before them ends."""
    if quote.exact:
        yield from _found(text, within, quote.exact)
    elif quote.prefix:
        yield from (
            Span(span.end, span.end)
            for span in _found(text, Span(0, within.end), quote.prefix)
            if span.end >= within.start
        )
    elif quote.suffix:
        yield from (Span(span.start, span.start) for span in _found(text, within, quote.suffix))


def _found(text: str, within: Span, words: str) -> list[Span]:
    """Return where words stand, with other white space in them only where they stand nowhere as they are."""
    found = []
    at = text.find(words, *within)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1, within.end)
    if found or not (letters := words.split()):
        return found
    pattern = re.compile(r"\s*".join(map(re.escape, "".join(letters))))
    return [Span(*match.span()) for match in pattern.finditer(text, *within)]


def _before(text: str, span: Span, quote: Quote) -> bool:
    return text.endswith(quote.prefix, 0, span.start) or _squeezed(
        text[max(0, span.start - _WINDOW) : span.start]
    ).endswith(_squeezed(quote.prefix))


def _behind(text: str, span: Span, quote: Quote) -> bool:
    return text.startswith(quote.suffix, span.end) or _squeezed(text[span.end : span.end + _WINDOW]).startswith(
        _squeezed(quote.suffix)
    )


def _is_beside(text: str, span: Span, quote: Quote) -> bool:
    """Tell whether what stood on one side still does, if it is enough to know the words by."""
    return (len(_squeezed(quote.prefix)) >= _ONE_SIDE and _before(text, span, quote)) or (
        len(_squeezed(quote.suffix)) >= _ONE_SIDE and _behind(text, span, quote)
    )


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())
