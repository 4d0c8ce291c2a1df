"""Columns side by side, each of one or several parts on top of one another: numbers by year, a distribution."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .scale import Scale, linear
from .svg import drawing, element, line, linked, text

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _RIGHT = 880, 300, 56, 14, 34, 16
_LABEL_WIDTH = 46


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the size of each of its parts from below, what it says and where it leads."""

    name: str
    parts: Sequence[float]
    description: str
    href: str | None = None


def columns(title: str, description: str, found: Sequence[Column]) -> Markup:
    """Return the chart; parts of the same place have the same colour, by the classes `k0`, `k1` and so on."""
    foot = _HEIGHT - _BOTTOM
    scale = linear([sum(column.parts) for column in found], foot, _TOP, 5)
    width = (_WIDTH - _LEFT - _RIGHT) / max(len(found), 1)
    parts = [*_axis(scale)]
    every = max(1, math.ceil(_LABEL_WIDTH / max(width, 1)))
    for place, column in enumerate(found):
        left = _LEFT + place * width
        shapes = "".join(_stack(column, left + width * 0.12, width * 0.76, scale))
        if shapes:
            parts.append(linked(column.href, column.description, shapes))
        if place % every == 0:
            parts.append(text(round(left + width / 2, 1), foot + 18, column.name, "middle", "soft"))
    return drawing(_WIDTH, _HEIGHT, title, description, parts, any(column.href for column in found))


def key(names: Sequence[str]) -> Markup:
    """Return the list of what the colours stand for."""
    swatch = (
        '<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">'
        '<rect class="k{}" width="12" height="12" rx="2"/></svg>'
    )
    items = Markup("").join(
        Markup("<li>{}{}</li>").format(Markup(swatch.format(place)), name) for place, name in enumerate(names)
    )
    return Markup('<ul class="key">{}</ul>').format(items)


def _axis(scale: Scale) -> Iterator[str]:
    for value in scale.ticks:
        y = scale.at(value)
        yield line(_LEFT, y, _WIDTH, y, "grid")
        yield text(_LEFT - 8, y + 4, f"{value:,.10g}", "end", "soft")


def _stack(column: Column, x: float, width: float, scale: Scale) -> Iterator[str]:
    below = 0.0
    for place, size in enumerate(column.parts):
        if size > 0:
            top, foot = scale.at(below + size), scale.at(below)
            high = max(round(foot - top, 1), 0.5)
            yield element("rect", class_=f"k{place}", x=round(x, 1), y=top, width=round(width, 1), height=high)
        below += size
