"""Parameters that editors decided, as gold: what they confirmed, corrected or added measures and trains the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ..text.source import Span
from .gold import Row, problems

_DECIDED = """
select sources.uri, sources.id as source_id, sources.text as page, documents.title, p.*
from parameters p
join documents on documents.id = p.document_id
join sources on sources.id = documents.source_id
where p.id in (select row_id from decided where table_name = 'parameters' and result = 'applied')
order by sources.uri, p.start_char
"""
_EVIDENCE = "select field, start_char, end_char from evidence where parameter_id = ?"
_FIELDS = ("quantity", "role", "comparator", "unit", "attribute", "holder", "base", "trigger", "condition", "act")
_WORDS = frozenset({"attribute", "holder", "act", "base", "trigger"})
_LEVELS = frozenset({"annex", "chapter", "division", "section", "article", "para", "item", "subitem"})
_AROUND = 12
"""Characters on each side of a mention that its context has at least, where its line has as many."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A parameter that editors decided, as a row of gold; `problem` tells why it can be none."""

    parameter_id: str
    row: Row
    problem: str | None = None


def decided_gold(connection: sqlite3.Connection, documents: Collection[str]) -> Iterator[Decided]:
    """Yield the parameters of documents that editors confirmed, corrected or added, in the order of the pages.

    Words are the corrected ones; where a page prints others, these are as good. The rows are about the decided
    parameters alone: on a page that has others too, they measure what is found of these, not what is found beside them.

    Args:
        connection: a database that was built with decisions.
        documents: the identifiers of the documents.
    """
    cursor = connection.execute(_DECIDED)
    names = [column[0] for column in cursor.description]
    for values in cursor.fetchall():
        found = dict(zip(names, values, strict=True))
        if found["document_id"] in documents:
            row = _row(connection, found)
            problem = next(iter(problems(row, found["page"])), None)
            yield Decided(found["id"], row, problem)


def _row(connection: sqlite3.Connection, found: Mapping[str, Any]) -> Row:
    page, span = str(found["page"]), Span(found["start_char"], found["end_char"])
    ends = ("min_date", "max_date") if found["quantity"] == "date" else ("min_value", "max_value")
    context, nth = _context(page, span)
    row = {
        "file": PurePosixPath(found["uri"]).name,
        "regulation": found["title"],
        "at": _at(connection, found["provision_id"]),
        "context": context,
        **({"nth": nth} if nth else {}),
        "mention": span.of(page),
        **{name: found[name] for name in _FIELDS},
        "min": _plain(found[ends[0]]),
        "max": _plain(found[ends[1]]),
    }
    alternatives = _printed(connection, found, page)
    return {**row, **({"alternatives": alternatives} if alternatives else {})}


def _plain(value: float | str | None) -> float | str | None:
    """Return a number as people write it: 5, not 5.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _at(connection: sqlite3.Connection, provision: str | None) -> dict[str, int | str]:
    """Return the numbers of a provision and those above it, from the outside in."""
    above: list[tuple[str, int | str]] = []
    while provision is not None:
        sql = "select level, number, parent_id from provisions where id = ?"
        level, number, provision = connection.execute(sql, [provision]).fetchone()
        if level in _LEVELS and number is not None:
            above.append((level, int(number) if str(number).isdecimal() else str(number)))
    return dict(reversed(above))


def _context(page: str, span: Span) -> tuple[str, int | None]:
    """Return a piece of the mention's line that stands on the page once, or else which of several it is.

    It holds the mention's words once, so that it is as long as it can be without holding them again.
    """
    first = page.rfind("\n", 0, span.start) + 1
    end = page.find("\n", span.end)
    last = len(page) if end < 0 else end
    mention = span.of(page)
    low, high = max(first, span.start - _AROUND), min(last, span.end + _AROUND)
    while page.count(mention, low, span.end) > 1:
        low += 1
    while page.count(mention, span.start, high) > 1 or page.count(mention, low, high) > 1:
        high -= 1
    while page.count(page[low:high]) > 1:
        wider = max(first, low - 1), min(last, high + 1)
        if wider == (low, high) or page.count(mention, *wider) > 1:
            break
        low, high = wider
    context = page[low:high]
    before = sum(page.startswith(context, at) for at in range(low + 1)) if page.count(context) > 1 else 0
    return context, before or None


def _printed(connection: sqlite3.Connection, found: Mapping[str, Any], page: str) -> dict[str, list[str]]:
    """Return the words that a page prints for a field where they are not those of the row, in one piece."""
    pieces: dict[str, list[str]] = {}
    for field, start, end in connection.execute(_EVIDENCE, [found["id"]]):
        pieces.setdefault(field, []).append(page[start:end])
    return {
        field: words
        for field, words in pieces.items()
        if field in _WORDS and len(words) == 1 and words != [found[field]]
    }
