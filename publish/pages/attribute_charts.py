"""Charts of attributes in several regulations, one for each kind of value."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..charts.dimensions import Dimension, dimensions
from ..charts.spans import Line, Mark, legend, spans
from ..queries.comparison import Comparison
from ..words import vocabulary, wording

Row = sqlite3.Row

_BARS = frozenset({"duration", "ratio", "frequency"})  # drawn from nothing; counts and money differ too much
_MOST_CHARTS = 6


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what is said above it."""

    title: str
    svg: Markup
    key: Markup


def charts(found: Comparison, reading: Callable[[Row], str]) -> list[Chart]:
    """Return the charts: one for each attribute and kind of value that two documents have.

    `reading` gives the address of a parameter in its regulation.
    """
    out = []
    names = {row["id"]: row["title"] for row in found.documents}
    for group in found.groups:
        rows = [row for key in names for row in found.cells.get((key, group), ())]
        for dimension, alike in dimensions(rows)[:2]:
            if len({row["document_id"] for row in alike}) > 1:
                out.append(_chart(group, dimension, alike, names, reading))
    return out[:_MOST_CHARTS]


def mark_of(row: Row, dimension: Dimension, description: str, href: str | None = None) -> Mark:
    """Return a parameter as a mark on an axis."""
    return Mark(
        dimension.value(row, "min_value"),
        dimension.value(row, "max_value"),
        description,
        href,
        row["min_inclusive"] == 0,
        row["max_inclusive"] == 0,
    )


def _chart(
    group: str, dimension: Dimension, rows: Sequence[Row], names: Mapping[str, str], reading: Callable[[Row], str]
) -> Chart:
    by_document: dict[str, list[Mark]] = {}
    for row in rows:
        who = f"（{row['holder'][:40]}）" if row["holder"] else ""
        description = f"{names[row['document_id']]}：{row['attribute']} {wording.bound(row)}{who}"
        by_document.setdefault(row["document_id"], []).append(mark_of(row, dimension, description, reading(row)))
    lines = [Line(names[key], marks) for key, marks in by_document.items()]
    kind = vocabulary.QUANTITIES[dimension.quantity]
    of = f"基数：{rows[0]['base']}" if rows[0]["base"] else ""
    unit = wording.unit(dimension.unit, dimension.quantity)
    title = f"{group}（{'，'.join(part for part in (kind, unit, of) if part)}）"
    description = f"{len(lines)} 部规定的 {len(rows)} 个数值，每行一部；下方的表列出同样的数值。"
    svg = spans(title, description, lines, dimension.tick, dimension.logarithmic, bars=dimension.quantity in _BARS)
    return Chart(title, svg, legend([mark for each in lines for mark in each.marks]))
