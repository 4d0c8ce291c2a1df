"""Pages with markup or furniture: what is parsed is the view without them, and every span is moved to the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from ..text.lines import make_span
from ..text.markdown import MARKDOWN, find_masks
from ..text.moved import Move, moved
from ..text.source import Source
from ..text.view import Mask, View, tidy
from .model import Boilerplate, Page, Provision, Regulation
from .pages.untitled import gaps


def parse_masked(source: Source, parse: Callable[[Source], Page]) -> Page:
    """Parse a source by `parse`, which sees it without markup and furniture; the page's spans are those of the source.

    What is left out is boilerplate of its kind, or an edit where it stands for a character.
    """
    masks = _masks(source)
    if not masks:
        return parse(source)
    view = View(source.text, masks)
    page = parse(replace(source, text=view.text))
    found = page.regulations
    if not view.is_aligned:
        found = tuple(move_regulation(regulation, view.span, view.border) for regulation in found)
    regulations = tuple(replace(regulation, masks=masks) for regulation in found)
    site = (Boilerplate("site", gap) for gap in gaps([r.span for r in regulations], len(source.text)))
    furniture = frozenset(source.furniture)
    left_out = (
        Boilerplate("furniture" if mask.span in furniture else "markup", mask.span) for mask in masks if not mask.read
    )
    return Page(
        source,
        regulations,
        tuple(sorted((*site, *left_out), key=lambda piece: piece.span)),
        moved(page.flags, view.span),
        tuple(mask.edit(source.text) for mask in masks if mask.read),
    )


def _masks(source: Source) -> tuple[Mask, ...]:
    """Return what is left out of a source: the markup of Markdown, the running heads that a reader of pages found."""
    if source.media_type == MARKDOWN:
        return find_masks(source.text)
    return tidy(Mask(span) for span in source.furniture)


def move_regulation(regulation: Regulation, move: Move, border: Callable[[int], int]) -> Regulation:
    """Return a regulation with every span moved.

    Args:
        regulation: whose spans are those of one text.
        move: takes the span of some words to the other text.
        border: the same for where provisions meet.
    """
    whole = make_span((border(regulation.span.start), border(regulation.span.end)))
    others = {name: moved(getattr(regulation, name), move) for name in _OTHERS}
    return replace(regulation, span=whole, root=_moved_provision(regulation.root, border), **others)


_OTHERS = tuple(field.name for field in fields(Regulation) if field.name not in ("span", "root", "masks"))


def _moved_provision(provision: Provision, border: Callable[[int], int]) -> Provision:
    span, body = provision.span, provision.body
    return Provision(
        *provision[:4],
        make_span((border(span.start), border(span.end))),
        make_span((border(body.start), border(body.end))),
        tuple([_moved_provision(child, border) for child in provision.children]),
    )
