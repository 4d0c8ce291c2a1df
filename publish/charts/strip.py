"""One line without names for the values of a row of a table: where they lie, and how far apart."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from .scale import linear, logarithmic
from .spans import Mark, draw_mark
from .svg import element, line

_MIDDLE, _HEIGHT = 9, 18


def strip(marks: Sequence[Mark], caption: str, log: bool) -> Markup:
    """Return the chart, an image that is described by `caption`; the numbers stand in the row that it belongs to."""
    values = [value for mark in marks for value, _ in mark.ends]
    scale = (logarithmic if log else linear)(values, 2, 98)
    axis = line("0%", _MIDDLE, "100%", _MIDDLE, "grid")
    shapes = "".join(part for mark in marks for part in draw_mark(mark, _MIDDLE, scale))
    label = {"role": "img", "aria_label": caption}
    drawing = element("svg", axis + shapes, class_="plot", height=_HEIGHT, **label)
    return Markup(f'<span class="strip chart">{drawing}<span aria-hidden="true">{escape(caption)}</span></span>')
