"""Whether every mark on the site stands where its number and its words were read: all parameters of a database.

usage: python benchmarks/evidence.py DATABASE|FOLDER [--most-faults N]

A folder is built into a database first, as `fatiao build` does. Checked is, for every parameter, that

- its mention is what stands at its range of the source, and lies within the range of its quote;
- the quote is what stands at its range, white space aside;
- the pieces of evidence of each field read as its column does, but for what docs/schema.md lists;
- in the quote and in the article, as the site shows them, the marked digits are the mention, at the mention's place.

Prints the faults, then the number of parameters, of faults, and of those whose digits stand in the quote more than
once, so that the first equal string would have been the wrong one.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from fatiao.pipeline import build as build_database
from fatiao.publish.database import our_database
from fatiao.publish.links import Links
from fatiao.publish.pages.parameter_cards import LONGEST_CLAUSE, parameter_cards, parameter_in_clause
from fatiao.publish.queries.evidence import evidence_of
from fatiao.publish.queries.parameters import Row, clause_around
from fatiao.publish.queries.readings import readings_of
from fatiao.publish.serve import build as build_site
from fatiao.text.fold import fold
from fatiao.text.reading import Reading
from fatiao.text.source import Span

WORDED = ("attribute", "holder", "base", "trigger", "condition")
"""The columns that repeat words of the text."""

UNSAID = frozenset({"年龄", "得分", "分值", "扣分", "加分"})
"""What an age or a score is called where the text has no word for it."""

_JOINED = " / "
_AT_ONCE = 100
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Result:
    """What was found: number of parameters, faults, and how many digits stand in their quote before their place."""

    parameters: int = 0
    ambiguous: int = 0
    faults: list[str] = field(default_factory=list)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)


def check(database: Path) -> Result:
    """Check every parameter of a database."""
    result = Result()
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    site = build_site(database)
    links = Links(site, our_database(site).name)
    ids = [row["id"] for row in connection.execute("select id from parameters order by id")]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        cards = parameter_cards(connection, links, some)
        readings = readings_of(connection, {card.row["source_id"] for card in cards})
        evidence = evidence_of(connection, some)
        for card in cards:
            row, reading = card.row, readings[card.row["source_id"]]
            result.parameters += 1
            result.ambiguous += _is_ambiguous(row, reading)
            result.rules.update((piece["field"], piece["rule"]) for piece in evidence[row["id"]])
            quote = card.quote, row["quote_start_char"], row["quote_end_char"]
            faults = [*_place(row, reading), *_fields(row, reading, evidence[row["id"]]), *_marks(row, reading, *quote)]
            faults += _article(connection, links, row, reading)
            result.faults += [f"{row['id']}: {fault}" for fault in faults]
    connection.close()
    return result


def _place(row: Row, reading: Reading) -> Iterator[str]:
    """Yield what is wrong with the ranges of mention and quote."""
    start, end, first, last = (row[name] for name in ("start_char", "end_char", "quote_start_char", "quote_end_char"))
    if reading.of(Span(start, end)) != row["mention"]:
        yield f"at its range stands {reading.of(Span(start, end))!r}, not {row['mention']!r}"
    if not first <= start < end <= last:
        yield f"its quote {first}–{last} does not hold it"
    if _plain(reading.of(Span(first, last))) != _plain(row["quote"]):
        yield f"at the range of its quote stands {reading.of(Span(first, last))!r}"


def _fields(row: Row, reading: Reading, evidence: Sequence[Row]) -> Iterator[str]:
    """Yield the fields that do not read as their evidence."""
    for column in WORDED:
        pieces = [piece for piece in evidence if piece["field"] == column]
        read = "".join(reading.of(Span(piece["start_char"], piece["end_char"])) for piece in pieces)
        value = row[column]
        if not read and (value is None or value in UNSAID):
            continue
        if value is None or _plain(fold(value).replace(_JOINED, "")) != _plain(fold(read)):
            yield f"{column} {value!r} was read from {read!r}"


def _marks(row: Row, reading: Reading, html: str, start: int, end: int) -> Iterator[str]:
    """Yield what is wrong with the marked digits of a stretch of the source as it is shown."""
    before, mark, behind = html.partition("<mark>")
    marked, closed, after = behind.partition("</mark>")
    if not mark or not closed or "<mark>" in after:
        yield "not one stretch is marked"
        return
    want = reading.of(Span(start, row["start_char"])), row["mention"], reading.of(Span(row["end_char"], end))
    for shown, words in zip((before, marked, after), want, strict=True):
        if _plain(unescape(_TAG.sub("", shown))) != _plain(words):
            yield f"marked is {marked!r} behind {_plain(before)[-20:]!r}"
            return


def _article(connection: sqlite3.Connection, links: Links, row: Row, reading: Reading) -> Iterator[str]:
    """Yield what is wrong with the marked digits of the article around a parameter, on the page of its own."""
    shown = parameter_in_clause(connection, links, row["id"])
    clause = clause_around(connection, row)
    if shown is None:
        yield "it has no page"
        return
    quoted = row["quote_start_char"], row["quote_end_char"]
    start, end = (clause["start_char"], clause["end_char"]) if clause else quoted
    if row["end_char"] > start + LONGEST_CLAUSE:
        start, end = quoted
    elif clause:
        end = min(end, start + LONGEST_CLAUSE)
    yield from _marks(row, reading, shown.clause, start, end)


def _is_ambiguous(row: Row, reading: Reading) -> bool:
    """Tell whether the first equal string of the quote is another than the mention."""
    quote: str = row["quote"]
    before = reading.of(Span(row["quote_start_char"], row["start_char"]))
    at = quote.find(row["mention"])
    return at < 0 or _plain(quote[:at]) != _plain(before)


def _plain(text: str) -> str:
    return "".join(text.split())


def main() -> None:
    """Check what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--most-faults", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = arguments.path
        if database.is_dir():
            database = Path(folder) / "evidence.db"
            build_database([arguments.path], database)
        result = check(database)
    for fault in result.faults[: arguments.most_faults]:
        print(fault)
    print(f"{result.parameters} parameters, {len(result.faults)} faults, {result.ambiguous} with equal digits before")
    sys.exit(bool(result.faults))


if __name__ == "__main__":
    main()
