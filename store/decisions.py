"""What editors decide, and which of many decisions hold; `decision_log` keeps them.

A decision is about words in a document, found again by `Anchor` whatever page they stand on and however often the
database is made anew. To take one back is another decision, which names it in `undoes`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from ..text.anchor import Quote


class Kind(StrEnum):
    """What an editor can decide."""

    CORRECT = "correct"
    """The words of the anchor (`before`) should read `after`; an empty anchor inserts."""
    KEEP = "keep"
    """The words of the anchor are right as they stand: the flag `target`, of the kind `field`, is wrong, or every flag
    there where no kind is named. Where `target` is a parameter's identifier, that parameter is right."""
    FIELD = "field"
    """`field` of the parameter `target`, whose mention is the anchor, is `after` and not `before` (JSON values)."""
    ADD = "add"
    """The mention of the anchor is a parameter that was missed; `after` has its fields as JSON."""
    DELETE = "delete"
    """The parameter `target`, whose mention is the anchor, is none."""
    DOCUMENT = "document"
    """`field` of the document of the anchor is `after` and not `before` (JSON values)."""
    LEVEL = "level"
    """The provision that begins with the words of the anchor is of the level `after` and not `before` (JSON values)."""
    REPORT = "report"
    """A reader says in `note` that something is wrong with the words of the anchor."""
    UNDO = "undo"
    """The decision `undoes` no longer holds."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words a decision is about, so that they are found again on another page or in another build.

    `document` is the document's identifier, or the source's address outside of any; `eid` that of the smallest
    provision that holds the words, without the document's identifier, None where none does. `exact` are the words as
    the source has them, `prefix` and `suffix` up to 16 characters around them; `nth` counts from 1 which they are of
    the `total` places in the provision (or document) where they stand between these. Source and range are where they
    stood when the decision was made: a hint. `anchors.anchor_at` makes one.
    """

    document: str
    eid: str | None
    exact: str
    prefix: str
    suffix: str
    nth: int
    source_id: str
    start_char: int
    end_char: int
    total: int = 1

    @property
    def quote(self) -> Quote:
        """The words, as `text/anchor.py` finds them."""
        return Quote(self.exact, self.prefix, self.suffix, self.nth, self.total)


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that is not recorded yet."""

    kind: Kind
    anchor: Anchor
    editor: str
    target: str | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    note: str | None = None
    build_id: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Decision(Draft):
    """A recorded decision; `number` counts all of them in their order, `created_at` is an ISO 8601 time in UTC."""

    number: int = 0
    id: str = ""
    created_at: str = ""


class Undecidable(ValueError):
    """What is to be decided makes no sense; the message is a Chinese sentence that says why."""


def standing(found: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that hold, in their order: not undone, and of several about the same the last.

    Of what the words of a place read there is one decision, `correct` or `keep` (of which there may be one for each
    kind of flag); one for each field of a parameter and of a document; and one that a parameter is there or is none.
    What readers report stands beside all of these.
    """
    found = sorted(found, key=lambda decision: decision.number)
    taken_back = undone(found)
    last: dict[tuple[object, ...], dict[str | None, Decision]] = {}
    for decision in found:
        if decision.kind is Kind.UNDO or decision.id in taken_back:
            continue
        key, field = _question(decision)
        alike = last.setdefault(key, {})
        if decision.kind is Kind.CORRECT:
            alike.clear()
        elif key[-1] == _WORDS:
            alike.pop(None, None)
        alike[field] = decision
    stand = [decision for alike in last.values() for decision in alike.values()]
    return sorted(stand, key=lambda decision: decision.number)


_WORDS = "words"


def _question(decision: Decision) -> tuple[tuple[object, ...], str | None]:
    """Return what a decision answers, and the field or kind of flag that it answers it for."""
    place = place_of(decision)
    match decision.kind:
        case Kind.CORRECT:
            return (place, _WORDS), None
        case Kind.KEEP if "#" not in (decision.target or ""):
            return (place, _WORDS), decision.field
        case Kind.ADD | Kind.DELETE:
            return (place, "parameter"), None
        case Kind.DOCUMENT:
            return (decision.anchor.document, "document"), decision.field
        case Kind.REPORT:
            return (decision.id,), None
        case _:
            return (place, str(decision.kind)), decision.field


def undone(found: Sequence[Decision]) -> dict[str, Decision]:
    """Return by its identifier what is taken back, with what does so, in the order of decisions.

    What was taken back by a decision that is taken back itself stands.
    """
    out: dict[str, Decision] = {}
    for decision in reversed(found):
        if decision.undoes and decision.id not in out:
            out[decision.undoes] = decision
    return out


def place_of(draft: Draft) -> tuple[str, str | None, str, str, str, int]:
    """Return what tells whether two decisions are about the same words."""
    anchor = draft.anchor
    return anchor.document, anchor.eid, anchor.prefix, anchor.exact, anchor.suffix, anchor.nth


_Made = TypeVar("_Made", bound=Draft)


def completed(draft: _Made) -> _Made:
    """Return a decision that says what it corrects, the words of its anchor; its JSON with Chinese as it is written."""
    if draft.kind is Kind.CORRECT and draft.before is None:
        return replace(draft, before=draft.anchor.exact)
    if draft.kind in _IN_JSON:
        return replace(draft, before=_plain_json(draft.before), after=_plain_json(draft.after))
    return draft


_IN_JSON = (Kind.FIELD, Kind.ADD, Kind.DOCUMENT, Kind.LEVEL)


def _plain_json(text: str | None) -> str | None:
    """Return JSON that people can read. Raises `Undecidable` if it is none."""
    if text is None:
        return None
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        raise Undecidable(f"{text!r} 不是 JSON") from None


def check(draft: Draft) -> None:
    """Raise `Undecidable` where a decision lacks what its kind needs."""
    problem = None
    if not draft.editor.strip():
        problem = "没有写明是谁决定的"
    elif draft.kind is Kind.CORRECT and (draft.after is None or draft.after == draft.anchor.exact):
        problem = "更正要写明与原文不同的文字"
    elif draft.kind in (Kind.FIELD, Kind.DOCUMENT) and (not draft.field or draft.after is None):
        problem = "要写明字段和它的值（JSON）"
    elif draft.kind is Kind.ADD and draft.after is None:
        problem = "补充的参数要写明各字段（JSON）"
    elif draft.kind is Kind.LEVEL and draft.after is None:
        problem = "要写明层级（JSON）"
    elif draft.kind is Kind.UNDO and not draft.undoes:
        problem = "要写明撤销哪一项决定"
    if problem:
        raise Undecidable(problem)


def check_undone(drafts: Iterable[Draft], known: Iterable[Decision], is_strict: bool = True) -> None:
    """Raise `Undecidable` where what is to be undone is not recorded, or, if `is_strict`, is undone already."""
    known = list(known)
    recorded, taken_back = {decision.id for decision in known}, undone(known)
    for draft in drafts:
        if draft.undoes and draft.undoes not in recorded:
            raise Undecidable(f"没有编号为 {draft.undoes} 的决定可以撤销")
        if draft.undoes and is_strict and draft.undoes in taken_back:
            raise Undecidable(f"决定 {draft.undoes} 已经撤销")
