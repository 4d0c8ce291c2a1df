"""Pages on which no line is a title: what an unbroken text opens with, else the first line that can be one."""

from __future__ import annotations

import re

from ...text.furniture import is_furniture
from ...text.marks import HEADINGS, any_of
from ...text.source import Span
from ..metadata.header_labels import is_header
from ..tree.markers import Marker, find_divisions
from .site_titles import name_of_page
from .titles import LONGEST_TITLE, opening_title

HEADING = re.compile(rf"{any_of(*HEADINGS)}|目[ ]*[录次]\Z")
"""A line that heads a part of a document or its contents."""


def opening_of(folded: str, page: list[Span], chain: list[Marker]) -> list[list[Span]]:
    """Return the title of a page on which no line is one: what opens an unbroken text, else its first line."""
    body = [line for line in page if not is_furniture(folded[line.start : line.end])]
    if not body:
        return []
    title = opening_title(folded[body[0].start : body[0].start + 400])
    if title and "\t" not in title:
        return [[Span(body[0].start, body[0].start + len(title))]]
    divisions = list(find_divisions(folded, Span(0, len(folded))))
    if not chain and len(divisions) < 2:
        return []
    first = min(m.span.start for m in [*chain, *divisions])
    above = [line for line in body if line.end <= first and line.end - line.start <= LONGEST_TITLE]
    above = [line for line in above if "\t" not in line.of(folded)]
    above = [line for line in above if not is_header(line.of(folded)) and folded[line.end - 1] not in ":。"]
    if not above or HEADING.match(above[0].of(folded).lstrip("# ")):
        return [[Span(body[0].start, body[0].start)]]
    title = opening_title(above[0].of(folded))  # before a day that is glued to it
    return [[Span(above[0].start, above[0].start + len(title)) if title else name_of_page(folded, above[0])]]
