"""Pages on which no line is a title by its form: what an unbroken text opens with, a headline, the first line.

A page that states rules is a document, whatever it calls itself: 月卡说明, 申报指南, 收费公示表. News and
menus state none.
"""

from __future__ import annotations

import re
from itertools import takewhile

from ...text.furniture import is_furniture
from ...text.lines import plain
from ...text.marks import HEADINGS, any_of
from ...text.numerals import MULTIPLES, TENS
from ...text.patterns import pattern
from ...text.source import Span
from ..metadata.header_labels import is_header
from ..tree.markers import Marker, find_divisions
from .headline import can_head, headline_of
from .site_titles import name_of_page
from .titles import LONGEST_TITLE, opening_title

HEADING = pattern(rf"{any_of(*HEADINGS)}|目[ ]*[录次]\Z")
"""A line that heads a part of a document or its contents."""
_WORDS = pattern(r"[^\u4e00-\u9fff\n(=<-][^\u4e00-\u9fff\n]*[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2}")
"""How a line begins that names something: no dashes, no mark of a program, no bracket with the day of a change."""
_POINT = re.compile(
    r"#{1,6}[ ]|\||.+ \| |\*{0,2}(?:\d{1,2}(?:[.、][ ]*\d{1,2}){0,4}[.、)]?(?=[^\d年月日:.%/-])"
    rf"|[(][{TENS}\d]{{1,3}}[)]"
    r"|[①-⑳]|[A-Z](?:\.\d{1,2}){1,4}[ ])"
)
"""How a line begins that a text counts or heads: 1、, 2.1, (3), ①, D.2.1, ## 报销范围; a row of a table."""
_RULE = pattern(
    r"(?:应当?|必须|不得|不予|禁止|须|不[超高低少大小多]|以[上下内]|[≤≥]|最[高低多少长]|有效期|标准|比例|限额|每|元/)[^。;\n]{0,30}"
    rf"[\d{TENS}百]|[\d{TENS}{MULTIPLES}][^。;,\n]{{0,8}}(?:以[上下内]|及以|为限|元/)"
)
"""A number that is bound to something: 不超过3人, 200元/月."""
_POINTS, _RULES = 3, 3
"""How many of each a page has that states rules."""


def opening_of(folded: str, page: list[Span], chain: list[Marker]) -> list[list[Span]]:
    """Return the title of a page on which no line is one: what opens an unbroken text, its headline, its first line."""
    body = [line for line in page if not is_furniture(folded[line.start : line.end])]
    if not body:
        return []
    title = opening_title(folded[body[0].start : body[0].start + 400])
    if title and "\t" not in title:
        return [[Span(body[0].start, body[0].start + len(title))]]
    divisions = list(find_divisions(folded, Span(0, len(folded))))
    counted = min((m.span.start for m in [*chain, *divisions]), default=len(folded))
    if not chain and len(divisions) < 2 and not states_rules(folded, body):
        return []
    name = name_of_page(folded, body[0])
    headline = headline_of(folded, page, counted)
    if headline and (name == body[0] or plain(headline.of(folded)) in plain(name.of(folded))):
        return [[headline]]  # where the page's own name, with its site's behind, is no other
    if counted == len(folded):
        return [[_first_line(folded, body)]]
    above = [line for line in body if line.end <= counted and line.end - line.start <= LONGEST_TITLE]
    above = [line for line in above if "\t" not in line.of(folded)]
    above = [line for line in above if not is_header(line.of(folded)) and folded[line.end - 1] not in ":。"]
    above = [line for line in above if _WORDS.match(folded, *line)]
    if not above or HEADING.match(above[0].of(folded).lstrip("# ")):
        return [[Span(body[0].start, body[0].start)]]
    title = opening_title(above[0].of(folded))  # before a day that is glued to it
    return [[Span(above[0].start, above[0].start + len(title)) if title else name_of_page(folded, above[0])]]


def _first_line(folded: str, body: list[Span]) -> Span:
    """Return the line above a page's first point that names it; where there is none, an empty span at its begin."""
    above = list(takewhile(lambda line: not _POINT.match(line.of(folded).lstrip("# ")), body))
    if above:  # the last may lead to the points: 月卡须知：
        start, last = above[-1].start, above[-1].of(folded).rstrip(":")
        above[-1] = Span(start, start + len(last))
    return next((line for line in above if can_head(line.of(folded))), Span(body[0].start, body[0].start))


def states_rules(folded: str, body: list[Span]) -> bool:
    """Tell whether lines state rules: several points or rows, and several numbers that are bound to something."""
    points = sum(bool(_POINT.match(folded, *line)) for line in body)
    return points >= _POINTS and sum(bool(_RULE.search(folded, *line)) for line in body) >= _RULES
