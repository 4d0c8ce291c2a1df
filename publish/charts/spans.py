"""A line for each regulation and on it the values it lays down: dots, spans and arrows, or bars from nothing.

Each line is a drawing of its own, places along the axis in parts of a hundred, those across it in pixels: it is as wide
as the page and its letters never smaller. Beside it, or on a narrow page above it, stands the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from .scale import Scale, linear, logarithmic
from .svg import element, line, linked, named, text

_MIDDLE = 13
_DODGE = 5
"""Pixels between marks that stand at the same place."""

_ROOM_FOR_ARROW = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A value or a span; an end that is not there is None. `href` leads to its clause."""

    low: float | None
    high: float | None
    description: str
    href: str | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def ends(self) -> list[tuple[float, bool]]:
        """The ends that there are, each once, with whether it is left out."""
        low = [] if self.low is None else [(self.low, self.open_low)]
        return low if self.high is None or self.high == self.low else [*low, (self.high, self.open_high)]

    @property
    def towards(self) -> int:
        """Where what is allowed goes on without end: 1 up, -1 down, 0 nowhere."""
        return (self.high is None) - (self.low is None)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line: a name and the marks."""

    name: str
    marks: Sequence[Mark]


def spans(
    title: str, description: str, lines: Sequence[Line], tick: Callable[[float], str], log: bool, bars: bool = False
) -> Markup:
    """Return the chart; `tick` words a value of the axis, `log` takes powers of ten, `bars` draws from 0."""
    values = [value for each in lines for mark in each.marks for value, _ in mark.ends]
    make = logarithmic if log else linear
    scale = make(values, 0, 100)
    barred = bars and not log
    axis = element("svg", "".join(_axis(scale, tick)), class_="axis", aria_hidden="true")
    body = axis + element("ul", "".join(_line(each, scale, barred) for each in lines))
    return named("div", body, title, description, "spans barred" if barred else "spans")


def legend(marks: Sequence[Mark]) -> Markup:
    """Return what the signs mean that `marks` are drawn with."""
    found = {mark.towards for mark in marks}
    signs = [
        ('<circle class="dot" cx="10" cy="6" r="5"/>', "定值", any(mark.low == mark.high for mark in marks)),
        (_dot(10, False) + _arrow(10, -1), "上限（不得多于）", -1 in found),
        (_dot(6, False) + _arrow(6, 1), "下限（不得少于）", 1 in found),
        ('<path class="span" d="M3 6h18"/>', "范围", any(len(mark.ends) > 1 for mark in marks)),
        (_dot(10, True), "不含本数", any(left_out for mark in marks for _, left_out in mark.ends)),
    ]
    items = (
        f'<li><svg width="24" height="12" aria-hidden="true">{sign}</svg>{said}</li>'
        for sign, said, is_in in signs
        if is_in
    )
    return Markup(f'<ul class="key">{"".join(items)}</ul>')


def _axis(scale: Scale, tick: Callable[[float], str]) -> Iterator[str]:
    for place, value in enumerate(scale.ticks):
        x = f"{scale.at(value):g}%"
        yield line(x, 24, x, "100%", "grid")
        last = place == len(scale.ticks) - 1
        every_second = "" if place % 2 == 0 or len(scale.ticks) < 4 else " second"
        yield text(x, 17, tick(value), "end" if last else "middle" if place else "start", f"soft{every_second}")


def _line(each: Line, scale: Scale, bars: bool) -> str:
    """Return a line; longer bars first, so that none is hidden, and equal marks beside one another."""
    marks = [mark for mark in each.marks if mark.ends]
    if bars:
        marks.sort(key=lambda mark: -mark.ends[-1][0])
    before: Counter[tuple[float, ...]] = Counter()
    drawn = []
    for mark in marks:
        ends = tuple(value for value, _ in mark.ends)
        y = _MIDDLE + _dodged(before[ends])
        before[ends] += 1
        drawn.append(linked(mark.href, mark.description, "".join(draw_mark(mark, y, scale, bars))))
    plot = element("svg", "".join(drawn), class_="plot", role="group", aria_label=each.name)
    return element("li", element("span", escape(each.name), class_="name") + plot)


def _dodged(times: int) -> int:
    """Return how far from the middle a mark stands that as many others stand at: 0, 5, -5, and again."""
    return (0, _DODGE, -_DODGE)[times % 3]


def draw_mark(mark: Mark, y: int, scale: Scale, bars: bool = False) -> Iterator[str]:
    """Yield the shapes of a mark on a line whose middle is `y`; `bars` draws from 0."""
    places = [scale.at(value) for value, _ in mark.ends]
    if bars:
        start = places[0] if len(places) > 1 else scale.at(0)
        width = f"{max(places[-1] - start, 0.2):g}%"
        yield element("rect", x=f"{start:g}%", y=y - 6, width=width, height=12, rx=2, class_="bar-shape")
    elif len(places) > 1:
        yield line(f"{places[0]:g}%", y, f"{places[-1]:g}%", y, "span")
    for x, (_, left_out) in zip(places, mark.ends, strict=True):
        signs = _dot(0, left_out, 0) + (_arrow(0, mark.towards, 0) if mark.towards else "")
        yield element("svg", signs, class_="at", x=f"{x:g}%", y=y)


def _dot(x: int, left_out: bool, y: int = 6) -> str:
    return element("circle", cx=x, cy=y, r=4.5 if left_out else 5, class_="open" if left_out else "dot")


def _arrow(x: int, towards: int, y: int = 6) -> str:
    """Return an arrow from a dot to the side that is allowed."""
    tip = x + towards * _ROOM_FOR_ARROW
    return element("path", d=f"M{x} {y}H{tip}m{-4 * towards}-3.5l{4 * towards} 3.5l{-4 * towards} 3.5", class_="arrow")
