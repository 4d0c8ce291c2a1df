"""What people found damaged on the sample pages, and how much of it is flagged."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from fatiao.text.source import Flag, Span
from fatiao.workers import process

CORPUS = Path(__file__).parent.parent / "corpus"
KINDS: Mapping[str, frozenset[str]] = {
    "duplicate": frozenset({"duplicate"}),
    "glued heading": frozenset({"heading"}),
    "order": frozenset({"order", "gap", "repeat", "restart"}),
}
"""What people call a defect, and the kinds of flags that tell it."""
LEAST = 0.95
NARROW = 200
"""Characters; a flag on more than that and five times the defect would find anything."""


class Defect(NamedTuple):
    """A defect that a person marked: its kind and where it stands."""

    kind: str
    span: Span


def defects() -> Iterator[tuple[str, Defect]]:
    """Yield the annotated defects, each with the name of its page."""
    for path in sorted((CORPUS / "gold").glob("ocr_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] in KINDS and row.get("sure") is not False:
                yield row["file"], Defect(row["kind"], place(text_of(row["file"]), row))


@cache
def text_of(file: str) -> str:
    return (CORPUS / "pages" / file).read_text(encoding="utf-8")


@cache
def flags_of(file: str) -> tuple[Flag, ...]:
    return tuple(process(CORPUS / "pages" / file).flags)


def place(text: str, row: Mapping[str, str | int]) -> Span:
    """Return where the wrong words of a row stand: in the nth occurrence of its context, which begins with them or
    is the beginning of them."""
    context, wrong, at = str(row["context"]), str(row["wrong"]), -1
    for _ in range(int(row.get("nth") or 1)):
        at = text.index(context, at + 1)
    at += max(0, context.find(wrong))
    return Span(at, at + max(1, len(wrong)))


def is_told(defect: Defect, flag: Flag) -> bool:
    size = flag.span.end - flag.span.start
    touches = flag.span.start < defect.span.end and flag.span.end > defect.span.start
    narrow = size <= max(NARROW, 5 * (defect.span.end - defect.span.start))
    return touches and narrow and flag.kind in KINDS[defect.kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_found_is_flagged(kind: str) -> None:
    found: defaultdict[bool, list[str]] = defaultdict(list)
    for file, defect in defects():
        if defect.kind == kind:
            told = any(is_told(defect, flag) for flag in flags_of(file))
            found[told].append(f"{file[:3]} {defect.span.of(text_of(file))[:20]}")
    count = len(found[True]) + len(found[False])
    assert count >= 20
    assert len(found[True]) >= LEAST * count, found[False]
