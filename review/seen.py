"""The text of a page as the checks see it: folded, and blank where markup and furniture stand."""

from __future__ import annotations

from functools import lru_cache

from ..extract.page import Processed
from ..text.fold import fold
from ..text.source import Span
from ..text.view import blanked


def seen(processed: Processed) -> str:
    """Return the folded text of a page, every character where it stands in the source.

    Markup, and the running heads of a printed page, are spaces in it.
    """
    page = processed.page
    return _seen(page.source.text, tuple(piece.span for piece in page.boilerplate if piece.kind != "site"))


@lru_cache(maxsize=1)
def _seen(text: str, left_out: tuple[Span, ...]) -> str:
    """Fold a source once for all checks."""
    return fold(blanked(text, left_out) if left_out else text)
