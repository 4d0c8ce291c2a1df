"""A line for each regulation and on it the values it lays down: dots and spans, or bars from nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .scale import Scale, linear, logarithmic
from .svg import drawing, element, line, linked, shortened, text

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 880, 300, 30, 26, 26
_LONGEST_NAME = 23


@dataclass(frozen=True, slots=True)
class Mark:
    """A value or a span; an end that is not there is None. `told` says it in words, `href` leads to its clause."""

    low: float | None
    high: float | None
    told: str
    href: str | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def ends(self) -> list[tuple[float, bool]]:
        """The ends that there are, each once, with whether it is left out."""
        low = [] if self.low is None else [(self.low, self.open_low)]
        return low if self.high is None or self.high == self.low else [*low, (self.high, self.open_high)]


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
    scale = make(values, _LEFT, _WIDTH - _RIGHT)
    height = _TOP + _ROW * len(lines) + 8
    parts = [*_axis(scale, height, tick)]
    for place, each in enumerate(lines):
        parts.extend(_line(each, _TOP + _ROW * place + _ROW / 2, scale, bars and not log))
    return drawing(_WIDTH, height, title, description, parts, links=True)


def _axis(scale: Scale, height: float, tick: Callable[[float], str]) -> Iterator[str]:
    for value in scale.ticks:
        x = scale.at(value)
        yield line(x, _TOP, x, height, "grid")
        yield text(x, _TOP - 9, tick(value), "middle", "soft")


def _line(each: Line, y: float, scale: Scale, bars: bool) -> Iterator[str]:
    name = element("title", text_of(each.name)) + text(_LEFT - 12, y + 4, shortened(each.name, _LONGEST_NAME), "end")
    yield element("g", name)
    yield line(_LEFT, y + _ROW / 2, _WIDTH - _RIGHT, y + _ROW / 2, "grid")
    for mark in each.marks:
        if mark.ends:
            yield linked(mark.href, mark.told, "".join(_mark(mark, y, scale, bars)))


def _mark(mark: Mark, y: float, scale: Scale, bars: bool) -> Iterator[str]:
    places = [scale.at(value) for value, _ in mark.ends]
    if bars:
        start = places[0] if len(places) > 1 else scale.at(0)
        width = max(places[-1] - start, 1)
        yield element("rect", x=start, y=y - 7, width=round(width, 1), height=14, rx=2, class_="bar-shape")
    elif len(places) > 1:
        yield line(places[0], y, places[-1], y, "span")
    for x, (_, left_out) in zip(places, mark.ends, strict=True):
        yield element("circle", cx=x, cy=y, r=5, class_="open" if left_out else "dot")


def text_of(words: str) -> str:
    """Return words as markup."""
    return str(Markup.escape(words))
