"""The marks of a document: its rows of parameters, citations, definitions and flags as links and flagged places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from html import escape

from ..links import Links, parameter_anchor
from ..queries.document import Document, Row
from ..words.vocabulary import MARKED_FIELDS
from . import tips
from .inline import FlagMark, InlineRenderer, LinkMark, WordMark

_SHORTEST_TERM = 2


def inline_renderer(document: Document, links: Links) -> InlineRenderer:
    """Return what renders the runs of `document` with all of its marks."""
    mends = mended_places(document)
    found = [
        *_parameters(document, links),
        *_citations(document, links),
        *_terms(document),
        *_mended(document, mends, links),
    ]
    flags = (
        FlagMark(row["start_char"], row["end_char"], links.flag(row["id"]), tips.flag_tip(row))
        for row in document.flags
    )
    spans = [(start, end) for start, end, _ in mends]
    return InlineRenderer(document.text_between, found, flags, _words(document), document.words_between, spans)


def mended_places(document: Document) -> list[tuple[int, int, Row]]:
    """Return the stretches of text that editors corrected, with the row of the first change in each.

    Changes of neighbouring characters by one decision are one; words that were taken out are shown by the character
    before them.
    """
    out: list[tuple[int, int, Row]] = []
    for row in document.mended:
        start, end = row["start_char"], row["end_char"]
        if not row["right"]:
            start = max(document.start, start - 1)
        if out and out[-1][1] >= start and out[-1][2]["decision_id"] == row["decision_id"]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((start, end, row))
    return out


def _mended(document: Document, mends: list[tuple[int, int, Row]], links: Links) -> Iterator[LinkMark]:
    for start, end, row in mends:
        if document.words_between(start, end).strip():
            href = escape(links.source(document.row["source_id"], row["start_char"], row["end_char"]))
            yield LinkMark(start, end, f'<a class="tipped mend" href="{href}"', "", tips.mended_tip(row))


def definition_anchor(row: Row) -> str:
    """Return the eId of the provision that holds a definition; an empty string leads to the top of the page."""
    return (row["provision_id"] or "").partition("#")[2]


def _parameters(document: Document, links: Links) -> Iterator[LinkMark]:
    decided: defaultdict[str, list[Row]] = defaultdict(list)
    for one in document.decided:
        if one["table_name"] == "parameters":
            decided[one["row_id"]].append(one)
    for number, row in enumerate(document.parameters):
        done = decided[row["id"]]
        opening = tips.parameter_opening_tag(row, links, bool(done))
        anchor = parameter_anchor(row["id"])
        tip = tips.parameter_tip(row, done)
        yield LinkMark(row["start_char"], row["end_char"], opening, "mark", tip, anchor, str(number))


def _words(document: Document) -> Iterator[WordMark]:
    """Yield the words that parameters were read from, which a parameter that is pointed at shows."""
    numbers = {row["id"]: number for number, row in enumerate(document.parameters)}
    for row in document.evidence:
        if row["field"] in MARKED_FIELDS:
            yield WordMark(row["start_char"], row["end_char"], f"{numbers[row['parameter_id']]}-{row['field']}")


def _citations(document: Document, links: Links) -> Iterator[LinkMark]:
    for row in document.citations:
        unknown = "" if row["target_document_id"] else " unknown"
        opening = f'<a class="tipped ref{unknown}" href="{escape(tips.citation_href(row, links))}"'
        yield LinkMark(row["start_char"], row["end_char"], opening, "", tips.citation_tip(row))


def _terms(document: Document) -> Iterator[LinkMark]:
    """Yield each defined term where an article first uses it, but for the provision that defines it."""
    terms = {row["term"]: row for row in document.definitions if len(row["term"]) >= _SHORTEST_TERM}
    if not terms:
        return
    pattern = re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)))
    starts = [row["start_char"] for row in document.provisions if row["level"] in ("article", "chapter", "division")]
    homes = _homes(document)
    seen: set[tuple[str, int]] = set()
    for found in pattern.finditer(document.text):
        start, end, term = document.start + found.start(), document.start + found.end(), found[0]
        place = (term, bisect_right(starts, start))
        home = homes.get(terms[term]["id"], range(0))
        if place in seen or start in home:
            continue
        seen.add(place)
        href = "#" + escape(definition_anchor(terms[term]))
        yield LinkMark(start, end, f'<a class="tipped term" href="{href}"', "", tips.definition_tip(terms[term]))


def _homes(document: Document) -> dict[str, range]:
    """Return for each definition the range of the provision that holds it, or of itself."""
    holding = {row["provision_id"] for row in document.definitions}
    spans = {
        row["id"]: range(row["start_char"], row["end_char"]) for row in document.provisions if row["id"] in holding
    }
    own = {row["id"]: range(row["start_char"], row["end_char"]) for row in document.definitions}
    return {row["id"]: spans.get(row["provision_id"], own[row["id"]]) for row in document.definitions}
