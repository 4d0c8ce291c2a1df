"""From a regulation to its parameters: each provision's own text in turn, then the cells of its tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise
from operator import attrgetter

from ..parse.masked import move_regulation
from ..parse.model import Path, Provision, Regulation
from ..text.fold import fold
from ..text.levels import INSIDE_ARTICLES, Level
from ..text.lines import strip
from ..text.moved import moved
from ..text.places import Place, place_of
from ..text.source import Span, is_in_any
from ..text.view import Mask, View
from .binding.context import Context
from .binding.quote import quote
from .choice.choose import TOGETHER
from .choice.roles import Chooser, choose_role, with_roles
from .model import Mention, Parameter, Role, Subject
from .names import in_name, names_with_numbers
from .quantity.currency import in_money_of
from .quantity.mentions import found, mentions_of
from .subject import describe_units
from .tables.cells import cell_mentions

BoundUnit = tuple[Path, Context, tuple[Mention, ...]]
"""A provision with numbers, what surrounds it, and its mentions."""

_LEVELS = INSIDE_ARTICLES | {Level.SECTION, Level.DIVISION, Level.ANNEX, Level.BODY}
"""Those of provisions that have text of their own."""


def extract(regulation: Regulation, text: str) -> tuple[Parameter, ...]:
    """Return the numeric parameters of a regulation in the order of the text.

    Args:
        regulation: a parsed regulation.
        text: the text of its source; all spans count its characters.

    Returns:
        Parameters whose `text` is exactly what stands at their mention's span, without markup. What the text does not
        say is None.
    """
    if not regulation.masks:
        return _extracted(regulation, text)
    view = _view(text, regulation.masks)
    if view.is_aligned:
        return _extracted(regulation, view.text)
    inside = move_regulation(regulation, view.inside, lambda at: view.inside(Span(at, at)).start)
    return moved(_extracted(inside, view.text), view.span)


def _extracted(regulation: Regulation, text: str) -> tuple[Parameter, ...]:
    folded, place = _views(text)
    out = []
    for units in _together(bound_units(regulation, text)):
        described = describe_units([(mentions, context) for _, context, mentions in units])
        for (path, context, mentions), subjects in zip(units, described, strict=True):
            out += [_parameter(text, context, m, s, path) for m, s in zip(mentions, subjects, strict=True)]
    for table in regulation.tables:
        for mention, subject in cell_mentions(table, text, folded):
            path = regulation.root.path_at(*mention.span)
            row = _row(text, mention.span)
            quoted = re.sub(r"\s+", " ", row.of(text))
            out.append(Parameter(mention, subject, mention.span.of(text), quoted, path, row))
    if place not in (None, Place.MAINLAND):
        out = [replace(parameter, mention=in_money_of(place, parameter.mention, folded)) for parameter in out]
    return tuple(sorted(out, key=lambda parameter: parameter.mention.span))


def _together(units: Iterator[BoundUnit]) -> Iterator[list[BoundUnit]]:
    """Yield units by the dozen: what their mentions bind is chosen at once, and no long law is held in memory whole."""
    out: list[BoundUnit] = []
    count = 0
    for unit in units:
        out.append(unit)
        count += len(unit[2])
        if count >= TOGETHER:
            yield out
            out, count = [], 0
    yield out


def bound_units(regulation: Regulation, text: str, role: Chooser = choose_role) -> Iterator[BoundUnit]:
    """Yield the units that hold numbers, with what surrounds each and its mentions outside of tables.

    `role` chooses what each number does.
    """
    folded, _ = _views(text)
    tables = [table.span for table in regulation.tables]
    names = names_with_numbers(regulation)
    for node, above in regulation.root.walk():
        if node.level not in _LEVELS:
            continue
        unit = _unit(node)
        numbers = found(folded, unit)
        if not numbers:  # as in four units of five, of which the context is not needed
            continue
        line = (*above, node)
        context = _context(regulation, text, folded, line, unit)
        mentions = tuple(
            mention
            for mention in mentions_of(numbers, folded, unit, context.above[: context.items][::-1])
            if not is_in_any(tables, mention.span.start)
            and (node.level is not Level.BODY or mention.role is Role.EFFECTIVE)
            and not in_name(folded, mention.span, names)
        )
        yield tuple(_index(*pair) for pair in pairwise(line)), context, with_roles(mentions, context, role)


@lru_cache(maxsize=1)
def _view(text: str, masks: tuple[Mask, ...]) -> View:
    """Leave the markup out of a source once, as `_views` folds it."""
    return View(text, masks)


@lru_cache(maxsize=1)
def _views(text: str) -> tuple[str, Place | None]:
    """Fold a source once, not once for each of its regulations: of a page with hundreds, that is most of the time."""
    folded = fold(text)
    return folded, place_of(text, folded)


def _unit(node: Provision) -> Span:
    """Return a provision's own text; the body of a regulation has its title too."""
    return node.own if node.level is not Level.BODY else Span(node.span.start, node.own.end)


def _context(regulation: Regulation, text: str, folded: str, line: tuple[Provision, ...], unit: Span) -> Context:
    """Return what surrounds a provision's own text: what introduces it, near to far, and the headings above."""
    above: list[Span] = []
    items = 0
    for outer, inner in zip(line[-2::-1], line[:0:-1], strict=False):
        if outer.level in (Level.PARA, Level.ITEM):
            above.append(outer.own)
            items += 1
        if inner.level is Level.PARA and outer.level in (Level.ARTICLE, Level.SECTION, Level.DIVISION):
            above += _before(outer, inner)
    headings = tuple(
        Span(outer.span.start, outer.body.start) for outer in reversed(line[1:-1]) if outer.heading is not None
    )
    return Context(text, folded, unit, tuple(above), headings, regulation.title or None, items, regulation.title_span)


def _before(outer: Provision, inner: Provision) -> list[Span]:
    """Return the paragraph straight before another one of the same provision, if there is one."""
    earlier = (outer.children[index] for index in range(_index(outer, inner) - 1, -1, -1))
    return [child.own for child in islice((child for child in earlier if child.level is Level.PARA), 1)]


def _index(outer: Provision, inner: Provision) -> int:
    """Return which of the provisions right below another one this is."""
    return bisect_left(outer.children, inner.span, key=attrgetter("span"))


def _parameter(text: str, context: Context, mention: Mention, subject: Subject, path: Path) -> Parameter:
    quoted = quote(context, mention)
    return Parameter(mention, subject, mention.span.of(text), quoted.of(text), path, quoted)


def _row(text: str, span: Span) -> Span:
    """Return the line a cell stands in."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return strip(text, Span(start, end if end >= 0 else len(text)))
