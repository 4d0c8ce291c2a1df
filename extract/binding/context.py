"""What surrounds a unit of text: the texts that introduce it and the names it hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...text.source import Span


@dataclass(frozen=True, slots=True)
class Context:
    """One unit of text (the own text of a 款, 项 or 目) and what introduces it.

    `text` is the source's text, `folded` its folded view of the same length; all spans count characters of
    both. `unit` is the unit's span, label included or not. `above` are the spans of the texts that introduce it,
    from near to far: of an item the paragraph it hangs on, then the paragraph before that one in the article; of a
    later paragraph the one before. `headings` are the spans of headings above it (division, chapter, article caption),
    from near to far. `title` is the regulation's title, for a header line that says when it takes effect, and
    `title_span` where it is printed. `items` says how many of `above`, from the first on, introduce a list that the
    unit is an item of.
    """

    text: str = field(repr=False)
    folded: str = field(repr=False)
    unit: Span
    above: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    title: str | None = None
    items: int = 0
    title_span: Span | None = None

    def __post_init__(self) -> None:
        """Refuse a folded view that does not count characters as the text does."""
        if len(self.text) != len(self.folded):
            raise ValueError(f"folded text has {len(self.folded)} characters, the text {len(self.text)}")
