"""Pages with markup, furniture or corrections: what is parsed is the text as it is read, and every span is moved.

A correction is a mask too: what editors say stands there is seen in place of what does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from itertools import pairwise

from ..text.furniture import page_numbers
from ..text.lines import make_span
from ..text.markdown import MARKDOWN, find_masks
from ..text.moved import Move, moved
from ..text.reading import Edit
from ..text.source import Source, Span
from ..text.view import Mask, View, tidy
from ..text.wraps import line_wraps
from .model import Boilerplate, Page, Provision, Regulation
from .pages.untitled import gaps
from .tree.relevel import NO_LEVELS, Levels


def parse_masked(
    source: Source,
    parse: Callable[[Source, Levels], Page],
    corrections: Sequence[Edit] = (),
    levels: Levels = NO_LEVELS,
) -> Page:
    """Parse a source by `parse`, which sees it corrected and without markup and furniture.

    The page's spans are those of the source. What is left out is boilerplate of its kind, or an edit where it stands
    for a character; the corrections are edits too. `levels` are those of the provisions that begin at spans of the
    source.

    Raises:
        ValueError: a correction is of other words than stand there, cuts through markup, or overlaps another.
    """
    furniture = furniture_of(source)
    markup = _masks(source, furniture)
    if not markup and not corrections:
        return parse(source, levels)
    corrected = [correction_mask(source.text, edit) for edit in corrections]
    markup = tuple(mask for mask in markup if not any(over.span.holds(mask.span) for over in corrected))
    masks = tuple(sorted((*markup, *corrected), key=lambda mask: mask.span))
    for mask, after in pairwise(masks):
        if mask.span.end > after.span.start:
            raise ValueError(f"the corrections or marks at {mask.span.start} and {after.span.start} overlap")
    view = View(source.text, masks)
    inside = {view.inside(span): level for span, level in levels.items()}
    page = parse(replace(source, text=view.text), inside)
    found = page.regulations
    if not view.is_aligned:
        found = tuple(_moved(regulation, view) for regulation in found)
    regulations = tuple(replace(regulation, masks=masks) for regulation in found)
    site = (Boilerplate("site", gap) for gap in gaps([r.span for r in regulations], len(source.text)))
    printed = frozenset(furniture)
    left_out = (
        Boilerplate("furniture" if mask.span in printed else "markup", mask.span) for mask in markup if not mask.read
    )
    return Page(
        source,
        regulations,
        tuple(sorted((*site, *left_out), key=lambda piece: piece.span)),
        moved(page.flags, view.span),
        tuple(sorted((*(mask.edit(source.text) for mask in markup if mask.read), *corrections))),
    )


def masks_of(source: Source) -> tuple[Mask, ...]:
    """Return what is left out of a source: the markup of Markdown, the running heads that a reader of pages found."""
    return _masks(source, furniture_of(source))


def _masks(source: Source, furniture: Iterable[Span]) -> tuple[Mask, ...]:
    numbers = (Mask(span) for span in furniture)
    if source.media_type == MARKDOWN:
        return tidy((*numbers, *find_masks(source.text)))
    return tidy(numbers)


def furniture_of(source: Source) -> tuple[Span, ...]:
    """Return what a layout put on printed pages: what the reader of the file has found, else the numbers of pages.

    Also the ends of its lines that break sentences.
    """
    found = source.furniture or page_numbers(source.text)
    wraps = line_wraps(source.text)
    return tuple(sorted((*found, *wraps))) if wraps else found


def correction_mask(text: str, edit: Edit) -> Mask:
    """Return the mask of a correction, which covers characters: what is inserted belongs to one beside it.

    Raises:
        ValueError: other words stand there, or none.
    """
    if edit.wrong != edit.span.of(text) or edit.span.start >= edit.span.end:
        raise ValueError(f"at {edit.span.start} stands {edit.span.of(text)!r}, not {edit.wrong!r}")
    return Mask(edit.span, edit.right, edit.right)


def _moved(regulation: Regulation, view: View) -> Regulation:
    """Return a regulation with the spans of the source; it ends with its last character, before tags behind that."""
    end = regulation.span.end
    last = view.span(Span(end - 1, end)).end
    return move_regulation(regulation, view.span, lambda at: last if at == end else view.border(at))


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
