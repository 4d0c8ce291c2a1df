"""Gold annotations: reading them, finding their mentions in the source, and saying what is off with them.

The format is described for annotators in corpus/gold/GUIDELINES.md: JSON Lines, one parameter a line. Who reads gold
says how a page's text is read, since what is annotated are characters of the text that fatiao itself reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..text.source import Span
from ..text.units.kinds import Quantity
from .text import Bound

VOCABULARIES = {
    "quantity": frozenset(map(str, Quantity)),
    "role": frozenset({"limit", "deadline", "threshold", "penalty", "value", "frequency", "score", "effective"}),
    "comparator": frozenset({"=", "<", "<=", ">", ">=", "range", "~"}),
}
"""What annotators may write; the database has the same words, or none."""

_LEVELS = frozenset({"annex", "chapter", "division", "section", "article", "para", "item", "subitem"})
_REQUIRED = (
    *("file", "regulation", "at", "context", "mention", "quantity", "role", "comparator", "min", "max", "unit"),
    *("attribute", "holder", "base", "trigger", "condition"),
)

Row = Mapping[str, Any]
"""A line of a gold file as JSON gives it."""

ReadText = Callable[[Path], str]
"""Gives the text of a page, the file at a path."""


class GoldError(ValueError):
    """A gold file that cannot be used: the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class GoldParameter:
    """An annotated parameter, with its place in the source and other readings that are as good.

    One that is `optional` costs nothing where it is not found. `act` is what a penalty punishes; older rows have none.
    """

    file: str
    regulation: str
    at: Mapping[str, str]
    context: str
    mention: str
    span: Span
    quantity: str
    role: str
    comparator: str
    value: tuple[Bound, Bound]
    unit: str
    attribute: str | None
    holder: str | None
    base: str | None
    trigger: str | None
    act: str | None = None
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: bool = False

    def readings(self, name: str) -> tuple[str | None, ...]:
        """Return what is right for a field but comparator and value: what the row says, and its alternatives."""
        return (getattr(self, name), *self.alternatives.get(name, ()))


def locate(text: str, row: Row) -> Span:
    """Return the span of the row's mention in its source text.

    Raises `ValueError` where context and mention do not name one place.
    """
    context, mention = row["context"], row["mention"]
    if "\n" in context:
        raise ValueError("context spans lines")
    if context.count(mention) != 1:
        raise ValueError(f"mention {mention!r} stands {context.count(mention)} times in context {context!r}")
    found, nth = text.count(context), row.get("nth", 1)
    if found == 0:
        raise ValueError(f"context not in file: {context!r}")
    if found > 1 and "nth" not in row:
        raise ValueError(f"context stands {found} times, nth is missing: {context!r}")
    if nth > found:
        raise ValueError(f"nth {nth} of {found}: {context!r}")
    at = -1
    for _ in range(nth):
        at = text.index(context, at + 1)
    start = at + context.index(mention)
    return Span(start, start + len(mention))


def problems(row: Row, text: str) -> list[str]:
    """Return what is off with a row: fields, vocabularies, bounds that contradict the comparator, its place."""
    if missing := [f"missing field {name}" for name in _REQUIRED if name not in row]:
        return missing
    out = [
        f"{name} {row[name]!r} is not one of {', '.join(sorted(allowed))}"
        for name, allowed in VOCABULARIES.items()
        if row[name] not in allowed
    ]
    out += [f"unknown level {level}" for level in row["at"] if level not in _LEVELS]
    if row["quantity"] != "date" or row["min"] is not None or row["max"] is not None:
        out += _contradictions(row["comparator"], row["min"], row["max"])  # a day that recurs may have no ISO form
    if (row["unit"] == "date") != (row["quantity"] == "date"):
        out.append("unit date goes with quantity date")
    try:
        locate(text, row)
    except ValueError as error:
        out.append(str(error))
    return out


def _contradictions(comparator: str, low: Bound, high: Bound) -> Iterator[str]:
    if comparator in ("<", "<=") and (low is not None or high is None):
        yield "an upper bound has max and no min"
    if comparator in (">", ">=") and (high is not None or low is None):
        yield "a lower bound has min and no max"
    if comparator in ("=", "~") and (low is None or low != high):
        yield "an exact value has min equal to max"
    if comparator == "range" and (low is None or high is None or str(low) == str(high)):
        yield "a range has two different ends"


def read_file(file: Path) -> str:
    """Return what a gold file holds. Raises `GoldError` if it is not there, or no text in UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{file}: it cannot be read ({error.strerror or error}); check its name") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{file}: it is no text in UTF-8 ({error.reason}); save it as UTF-8") from error


def read_gold(files: Iterable[Path], sources: Path, read_text: ReadText) -> list[GoldParameter]:
    """Return the annotated parameters of `files`, whose pages are in the folder `sources`.

    Raises `GoldError` at the first row that is off, and what `read_text` raises.
    """
    parameters = []
    for place, row, text in _rows(files, sources, read_text):
        if found := problems(row, text):
            raise GoldError(f"{place}: {found[0]}")
        parameters.append(_parameter(row, locate(text, row)))
    return parameters


def check(files: Iterable[Path], sources: Path, read_text: ReadText) -> list[str]:
    """Return everything that is off with gold files, one line each with file and line; empty if they are sound."""
    out: list[str] = []
    places: dict[tuple[str, Span], str] = {}
    for place, row, text in _rows(files, sources, read_text):
        found = problems(row, text)
        out += [f"{place}: {problem}" for problem in found]
        if not found:
            mention = (row["file"], locate(text, row))
            if mention in places:
                out.append(f"{place}: same mention as {places[mention]}")
            places[mention] = place
    return out


def _rows(files: Iterable[Path], sources: Path, read_text: ReadText) -> Iterator[tuple[str, Row, str]]:
    """Yield the rows of gold files, each with its place (file:line) and its source's text."""
    texts: dict[str, str] = {}
    for file in files:
        for number, line in enumerate(read_file(file).splitlines(), 1):
            if not line.strip():
                continue
            row = _json_object(line, f"{file}:{number}")
            name = row.get("file")
            if name is None:
                raise GoldError(f"{file}:{number}: missing field file")
            if name not in texts:
                texts[name] = read_text(sources / name)
            yield f"{file}:{number}", row, texts[name]


def _json_object(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{place}: no JSON object ({error})") from error
    if not isinstance(row, dict):
        raise GoldError(f"{place}: no JSON object")
    return row


def _parameter(row: Row, span: Span) -> GoldParameter:
    fields = ("file", "regulation", "context", "mention", "quantity", "role", "comparator", "unit")
    subject = ("attribute", "holder", "base", "trigger")
    return GoldParameter(
        **{name: row[name] for name in (*fields, *subject)},
        at={level: str(number) for level, number in row["at"].items()},
        span=span,
        value=(row["min"], row["max"]),
        act=row.get("act"),
        alternatives={name: tuple(texts) for name, texts in row.get("alternatives", {}).items()},
        optional=bool(row.get("optional")),
    )
