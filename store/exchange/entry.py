"""A decision as plain names and values, and the hash that tells whether somebody altered it on the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from ..decisions import Anchor, Decision, Draft, Kind

_DIGITS = 16
_BY_HAND = "hand-"
_ANCHOR = tuple(field.name for field in fields(Anchor))
_DRAFT = tuple(field.name for field in fields(Draft) if field.name not in ("kind", "anchor", "editor"))
_NUMBERS = frozenset({"nth", "total", "start_char", "end_char"})


class ExchangeError(ValueError):
    """A file of decisions cannot be used; the message names the file, the decision, and what is wrong."""


def as_entry(decision: Decision) -> dict[str, Any]:
    """Return a decision as names and values, in the order in which people read them."""
    if decision.kind is Kind.CORRECT and decision.before is None:
        decision = replace(decision, before=decision.anchor.exact)
    return {
        "id": decision.id,
        "kind": str(decision.kind),
        **asdict(decision.anchor),
        "editor": decision.editor,
        "created_at": decision.created_at,
        **{name: getattr(decision, name) for name in _DRAFT},
    }


def from_entry(entry: Mapping[str, Any], place: str) -> Decision:
    """Return the decision that names and values are.

    Args:
        entry: the names and values; what is missing is as for words that stand once in their document.
        place: the file and the line, for messages.

    Raises:
        ExchangeError: something is missing or of the wrong kind.
    """

    def text(name: str) -> str | None:
        value = entry.get(name)
        if value is not None and not isinstance(value, str):
            raise ExchangeError(f"{place}: {name} is no text")
        return value

    def number(name: str, default: int) -> int:
        value = entry.get(name, default)
        if not isinstance(value, int) or value < 0:
            raise ExchangeError(f"{place}: {name} is no number")
        return value

    for name in ("id", "kind", "document", "editor", "created_at"):
        if not text(name):
            raise ExchangeError(f"{place}: {name} is missing")
    try:
        kind = Kind(str(entry["kind"]))
    except ValueError:
        raise ExchangeError(f"{place}: {entry['kind']!r} is no kind of decision ({', '.join(Kind)})") from None
    try:
        datetime.fromisoformat(str(entry["created_at"]))
    except ValueError:
        raise ExchangeError(f"{place}: {entry['created_at']!r} is no time in ISO 8601") from None
    defaults = {"nth": 1, "total": 1, "start_char": 0, "end_char": 0}
    anchor: dict[str, Any] = {
        name: number(name, defaults[name]) if name in _NUMBERS else text(name) for name in _ANCHOR
    }
    for name in ("exact", "prefix", "suffix", "source_id"):
        anchor[name] = anchor[name] or ""
    said: dict[str, Any] = {name: text(name) for name in (*_DRAFT, "id", "created_at")}
    return Decision(kind, Anchor(**anchor), str(entry["editor"]), **said)


def hash_of(decision: Decision) -> str:
    """Return 16 hexadecimal digits that depend on everything that a decision says."""
    return _hash(as_entry(decision))


def id_of(entry: Mapping[str, Any]) -> str:
    """Return the identifier of a decision that has none, because a person wrote it: the same for the same words."""
    said = {
        name: value for name, value in entry.items() if name not in ("id", "hash", "created_at") and value is not None
    }
    return f"{_BY_HAND}{_hash(said)}"


def is_by_hand(identifier: str) -> bool:
    """Tell whether an identifier is that of a decision which a person wrote into a file."""
    return identifier.startswith(_BY_HAND)


def see_hash(decision: Decision, said: str | None, place: str) -> None:
    """Raise `ExchangeError` if what a decision says is not what it said when the hash was made."""
    if said != hash_of(decision):
        raise ExchangeError(
            f"{place}: decision {decision.id[:8]} is not what it was when it was exported (its hash is "
            f"{hash_of(decision)}, not {said}). To decide otherwise, leave it as it is and write another one without "
            "id and hash."
        )


def _hash(entry: Mapping[str, Any]) -> str:
    canonical = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
