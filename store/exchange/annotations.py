"""Decisions as W3C Web Annotations in JSON-LD (https://www.w3.org/TR/annotation-model/).

The words are the target, by a quotation and by their position; what is decided is the body: for people a text, for
programs a node in our own vocabulary, `fatiao:`, that has all of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from ..decisions import Decision, Kind
from .entry import ExchangeError, as_entry, from_entry, hash_of, id_of, see_hash

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"fatiao": "urn:fatiao:ns#"}]
_DOCUMENT = "urn:fatiao:document:"
_MOTIVATIONS: Mapping[Kind, str] = {
    **dict.fromkeys((Kind.CORRECT, Kind.FIELD, Kind.ADD, Kind.DELETE, Kind.DOCUMENT, Kind.LEVEL), "editing"),
    Kind.KEEP: "assessing",
    Kind.REPORT: "questioning",
    Kind.UNDO: "moderating",
}
_OWN = ("kind", "target", "field", "before", "after", "build_id", "undoes", "eid", "nth", "total", "source_id")
"""What our own node in the body has; all else has a place in the standard."""


def as_annotations(decisions: Iterable[Decision]) -> str:
    """Return decisions as a collection of annotations, in JSON-LD."""
    items = [_annotation(decision) for decision in decisions]
    page = {"type": "AnnotationPage", "items": items}
    collection = {"@context": _CONTEXT, "type": "AnnotationCollection", "total": len(items), "first": page}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def from_annotations(text: str, file: str) -> list[Decision]:
    """Return the decisions of annotations: of a collection, a page, a list or a single one.

    An annotation of another program, which says nothing in our vocabulary, is a correction if it is made for editing:
    its text stands in place of the words that it quotes.

    Raises:
        ExchangeError: it is no JSON, something is missing, or a hash is not that of its annotation.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ExchangeError(f"{file}: it is no JSON ({error})") from None
    return [_decision(item, f"{file}: annotation {number}") for number, item in enumerate(_items(found, file), 1)]


def _annotation(decision: Decision) -> dict[str, Any]:
    entry = as_entry(decision)
    own = {f"fatiao:{name}": entry[name] for name in _OWN if entry[name] is not None}
    body: list[dict[str, Any]] = []
    if decision.kind is Kind.CORRECT:
        body.append({"type": "TextualBody", "value": decision.after, "purpose": "editing", "format": "text/plain"})
    if decision.note is not None:
        body.append({"type": "TextualBody", "value": decision.note, "purpose": "commenting", "format": "text/plain"})
    body.append({"type": "fatiao:Decision", **own})
    anchor = decision.anchor
    quoted = {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    position = {"type": "TextPositionSelector", "start": anchor.start_char, "end": anchor.end_char}
    return {
        "id": f"urn:fatiao:decision:{decision.id}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS[decision.kind],
        "creator": {"type": "Person", "name": decision.editor},
        "created": decision.created_at,
        "body": body,
        "target": {"source": _DOCUMENT + quote(anchor.document, safe=""), "selector": [quoted, position]},
        "fatiao:hash": hash_of(decision),
    }


def _items(found: object, file: str) -> Iterator[Mapping[str, Any]]:
    if isinstance(found, list):
        for item in found:
            yield from _items(item, file)
    elif not isinstance(found, dict):
        raise ExchangeError(f"{file}: it holds no annotations")
    elif found.get("type") == "AnnotationCollection":
        yield from _items(found.get("first"), file)
    elif found.get("type") == "AnnotationPage":
        yield from _items(found.get("items"), file)
    elif found.get("type") == "Annotation":
        yield found
    else:
        raise ExchangeError(f"{file}: type {found.get('type')!r} is no annotation")


def _decision(item: Mapping[str, Any], place: str) -> Decision:
    bodies = _list(item.get("body"))
    own = next((body for body in bodies if body.get("type") == "fatiao:Decision"), {})
    target = _only(item.get("target"), place)
    selectors = {selector.get("type"): selector for selector in _list(target.get("selector"))}
    quoted, position = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
    entry: dict[str, Any] = {name: own.get(f"fatiao:{name}") for name in _OWN}
    entry |= {name: quoted.get(name) for name in ("exact", "prefix", "suffix")}
    entry |= {"start_char": position.get("start", 0), "end_char": position.get("end", 0)}
    entry |= {name: entry[name] if entry[name] is not None else 1 for name in ("nth", "total")}
    entry |= {
        "document": unquote(str(target.get("source", "")).rpartition("/")[2].removeprefix(_DOCUMENT)),
        "editor": _only(item.get("creator"), place).get("name"),
        "created_at": item.get("created"),
        "note": _text(bodies, "commenting"),
        "id": str(item.get("id", "")).removeprefix("urn:fatiao:decision:"),
    }
    if own:
        decision = from_entry(entry, place)
        see_hash(decision, item.get("fatiao:hash"), place)
        return decision
    if item.get("motivation") != "editing":
        raise ExchangeError(f"{place}: it is not made for editing, and says nothing that fatiao knows")
    entry |= {"kind": str(Kind.CORRECT), "after": _text(bodies, "editing")}
    return from_entry({**entry, "id": id_of(entry)}, place)


def _list(value: object) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]


def _only(value: object, place: str) -> Mapping[str, Any]:
    found = _list(value)
    if len(found) != 1:
        raise ExchangeError(f"{place}: it has not one target and one creator")
    return found[0]


def _text(bodies: Iterable[Mapping[str, Any]], purpose: str) -> str | None:
    """Return the text of a purpose; a body without one serves the purpose of the annotation, which is to edit."""
    for body in bodies:
        if body.get("type") == "TextualBody" and body.get("purpose", "editing") == purpose:
            return str(body.get("value", ""))
    return None
