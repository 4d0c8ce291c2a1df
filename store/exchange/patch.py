"""Decisions as a patch: lines that people read and review, as in a pull request.

    decision a1b2…
    kind: correct
    document: 某市收入管理办法-9c8d550c
    eid: art_2__para_1
    editor: 甲
    created_at: 2026-01-01T08:00:00+00:00
    @@ 单位|不得超过10万元
    - 收人
    + 收入
    hash: 0123456789abcdef

`@@` has the words before and behind, `-` and `+` what stands there and what should, or of a field its values as JSON.
Line breaks, tabs, `|` and `\\` in words are written `\\n`, `\\t`, `\\|`, `\\\\`, spaces at their edges `\\s`. What a
person writes into the file has neither identifier nor hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from ..decisions import Decision, Kind
from .entry import ExchangeError, as_entry, from_entry, hash_of, id_of, see_hash

_HEAD = "# decisions of editors, version 1"
_LINES = ("kind", "document", "eid", "editor", "created_at", "target", "field", "note", "build_id", "undoes")
_HINT = re.compile(r"(?P<source_id>[^ ]*) (?P<start_char>\d+)-(?P<end_char>\d+), (?P<nth>\d+) of (?P<total>\d+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "|": "\\|"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LINE = re.compile(r"(?P<name>[a-z_]+): (?P<value>.*)")


def as_patch(decisions: Iterable[Decision]) -> str:
    """Return decisions as a patch."""
    return "\n".join([_HEAD, "", *(line for decision in decisions for line in (*_lines(decision), ""))])


def from_patch(text: str, file: str) -> list[Decision]:
    """Return the decisions of a patch.

    Raises:
        ExchangeError: a line is not understood, something is missing, or a hash is not that of its decision.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines or lines[0].strip() != _HEAD:
        raise ExchangeError(f"{file}: its first line is not {_HEAD!r}")
    return [_decision(entry, f"{file}:{number}") for number, entry in _entries(lines, file)]


def _lines(decision: Decision) -> Iterator[str]:
    entry, anchor = as_entry(decision), decision.anchor
    yield f"decision {decision.id}"
    for name in _LINES:
        if entry[name] is not None:
            yield f"{name}: {_written(entry[name])}"
    yield (f"place: {anchor.source_id} {anchor.start_char}-{anchor.end_char}, {anchor.nth} of {anchor.total}")
    yield f"@@ {_written(anchor.prefix)}|{_written(anchor.suffix)}"
    if decision.kind is Kind.CORRECT:
        yield f"- {_written(anchor.exact)}"
        if entry["before"] != anchor.exact:
            yield f"before: {_written(entry['before'])}"
    else:
        if anchor.exact:
            yield f"  {_written(anchor.exact)}"
        if decision.before is not None:
            yield f"- {_written(decision.before)}"
    if decision.after is not None:
        yield f"+ {_written(decision.after)}"
    yield f"hash: {hash_of(decision)}"


def _entries(lines: list[str], file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the decisions as names and values, each with the number of its first line."""
    entry: dict[str, Any] = {}
    first = 0
    for number, line in enumerate([*lines, ""], 1):
        if not line.strip(" \r") or line.startswith("#"):
            if entry:
                yield first, entry
                entry = {}
            continue
        if not entry:
            first = number
        found = _read(line, entry, f"{file}:{number}")
        if twice := found.keys() & entry.keys():
            raise ExchangeError(f"{file}:{number}: {min(twice)} is there twice")
        entry |= found


def _read(line: str, entry: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return what a line says."""
    mark, words = line[:2], line[2:]
    if line.startswith("decision "):
        return {"id": line.removeprefix("decision ").strip()}
    if line.startswith("@@ "):
        pieces = re.split(r"(?<!\\)((?:\\\\)*)\|", line[3:], maxsplit=1)
        if len(pieces) != 3:
            raise ExchangeError(f"{place}: no | between the words before and behind")
        return {"prefix": _meant(pieces[0] + pieces[1]), "suffix": _meant(pieces[2])}
    if mark == "  ":
        return {"exact": _meant(words)}
    if mark.rstrip() == "+":
        return {"after": _meant(words)}
    if mark.rstrip() == "-":
        is_text = entry.get("kind") == Kind.CORRECT
        return {"exact": _meant(words)} if is_text else {"before": _meant(words)}
    found = _LINE.fullmatch(line)
    if found and found["name"] == "place":
        hint = _HINT.fullmatch(found["value"])
        if hint is None:
            raise ExchangeError(f"{place}: the place is not written as “source 5-7, 1 of 1”")
        return {name: value if name == "source_id" else int(value) for name, value in hint.groupdict().items()}
    if found and found["name"] in (*_LINES, "hash", "before"):
        return {found["name"]: _meant(found["value"])}
    raise ExchangeError(f"{place}: {line!r} is not understood")


def _decision(entry: dict[str, Any], place: str) -> Decision:
    if entry.get("kind") == Kind.CORRECT:
        entry.setdefault("before", entry.get("exact"))
    if "id" in entry:
        decision = from_entry(entry, place)
        see_hash(decision, entry.get("hash"), place)
        return decision
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return from_entry({**entry, "id": id_of(entry), "created_at": entry.get("created_at") or now}, place)


def _written(words: str) -> str:
    inner = words.strip(" ")
    before = len(words) - len(words.lstrip(" "))
    written = "".join(_ESCAPES.get(letter, letter) for letter in inner)
    return "\\s" * before + written + "\\s" * (len(words) - before - len(inner))


def _meant(words: str) -> str:
    return _ESCAPED.sub(lambda found: {"n": "\n", "r": "\r", "t": "\t", "s": " "}.get(found[1], found[1]), words)
