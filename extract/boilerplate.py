"""What is left out of the documents of a page and should be looked at: it holds numbers, or lies within a document."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.model import Page
from ..text.fold import fold
from ..text.source import Flag
from ..text.view import blanked
from .quantity.mentions import find_mentions

_NUMBERS, _INSIDE = 0.5, 0.3
"""How strong the suspicion is. Pages have counters and dates of their own; running heads do stand in regulations."""


def check_boilerplate(page: Page) -> Iterator[Flag]:
    """Yield a flag for each piece of boilerplate that a parameter could stand in, or that a regulation goes on around.

    Markup holds no words and is never flagged, nor is what stands in it.
    """
    pieces = [piece for piece in page.boilerplate if piece.kind != "markup"]
    if not pieces:
        return
    markup = [piece.span for piece in page.boilerplate if piece.kind == "markup"]
    folded = fold(blanked(page.source.text, markup))
    for kind, span in pieces:
        inside = kind != "site" or any(regulation.span.holds(span) for regulation in page.regulations)
        mention = next(iter(find_mentions(folded, span)), None)
        if mention:
            words = mention.span.of(page.source.text)
            yield Flag("boilerplate", f"未归入法规的文字中有数值（{words}），可能漏收", span, score=_NUMBERS)
        elif inside:
            yield Flag("boilerplate", "法规正文之中有文字被当作页面杂项略去", span, score=_INSIDE)
