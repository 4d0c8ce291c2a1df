"""Bars one below the other, each beside its name, which may be as long as it likes; plain HTML that fits any page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from .columns import Column


def bars(title: str, found: Sequence[Column]) -> Markup:
    """Return the list: name, bar, number; each line leads where its column does."""
    most = max((sum(column.parts) for column in found), default=1)
    line = Markup(
        '<li><a href="{}" aria-label="{}"><span class="bar-name">{}</span>'
        '<span class="bar" style="--part: {:.3f}"></span><span class="bar-count">{:,.10g}</span></a></li>'
    )
    lines = (
        line.format(column.href or "", column.description, column.name, sum(column.parts) / most, sum(column.parts))
        for column in found
    )
    return Markup('<ol class="bars lengths" aria-label="{}">{}</ol>').format(title, Markup("").join(lines))
