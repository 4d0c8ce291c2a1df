"""A document between those that it cites, on the left, and those that cite it, on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .svg import drawing, element, linked, text

_WIDTH, _ROW, _NODE, _MIDDLE = 920, 34, 300, 180
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Node:
    """Another document: its title, the relation, in how many places, and where it is; None where it is nowhere."""

    title: str
    relation: str
    places: int
    href: str | None


def web(title: str, description: str, cited: Sequence[Node], citing: Sequence[Node]) -> Markup:
    """Return the drawing; which side has more documents makes its height."""
    height = max(len(cited), len(citing), 1) * _ROW + 12
    centre = height / 2
    parts = [*_side(cited, 0, centre, height), *_side(citing, _WIDTH - _NODE, centre, height)]
    left = (_WIDTH - _MIDDLE) / 2
    parts.append(element("rect", x=left, y=centre - 16, width=_MIDDLE, height=32, rx=4, class_="self"))
    parts.append(text(_WIDTH / 2, centre + 4, _short(title, 12), "middle", "self-name"))
    return drawing(_WIDTH, height, title, description, parts, any(node.href for node in (*cited, *citing)))


def _side(nodes: Sequence[Node], x: float, centre: float, height: float) -> Iterator[str]:
    """Yield the documents of a side, from top to bottom around the middle, each with its line."""
    top = (height - len(nodes) * _ROW) / 2
    is_left = x == 0
    for at, node in enumerate(nodes):
        y = top + at * _ROW + _ROW / 2
        begins, ends = (_NODE, (_WIDTH - _MIDDLE) / 2) if is_left else ((_WIDTH + _MIDDLE) / 2, x)
        from_y, to_y = (y, centre) if is_left else (centre, y)
        bend = (begins + ends) / 2
        path = f"M{begins:g} {from_y:g}C{bend:g} {from_y:g} {bend:g} {to_y:g} {ends:g} {to_y:g}"
        yield element("path", d=path, class_="tie")
        times = f" × {node.places}" if node.places > 1 else ""
        words = f"{node.relation}{times}"
        shapes = element("rect", x=x, y=y - 13, width=_NODE, height=26, rx=4, class_="node")
        shapes += text(x + 10, y + 4, _short(node.title, _LONGEST - len(times) // 2))
        shapes += text(x + _NODE - 8, y + 4, words, "end", "soft")
        yield linked(node.href, f"{node.relation}：{node.title}，{node.places} 处", shapes)


def _short(title: str, most: int) -> str:
    return title if len(title) <= most else title[: most - 1] + "…"
