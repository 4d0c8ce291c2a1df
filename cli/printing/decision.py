"""A decision of an editor in one line."""

from __future__ import annotations

from ...store.decisions import Decision, Kind
from ...text.printable import on_one_line

_LONGEST = 40


def in_one_line(decision: Decision) -> str:
    """Return which decision it is, what it says of which words, where, and whose it is."""
    place = decision.anchor.document + (f"#{decision.anchor.eid}" if decision.anchor.eid else "")
    return on_one_line(f"{decision.id[:8]} {said(decision)} ({place}, {decision.editor})")


def said(decision: Decision) -> str:
    """Return what a decision says."""
    words = _short(decision.anchor.exact)
    match decision.kind:
        case Kind.CORRECT:
            return f"{decision.kind} {words} → {_short(decision.after or '')}"
        case Kind.FIELD | Kind.DOCUMENT:
            return f"{decision.kind} {words} {decision.field} = {_short(decision.after or '')}"
        case Kind.LEVEL:
            return f"{decision.kind} {words} {decision.before} → {decision.after}"
        case Kind.UNDO:
            return f"{decision.kind} {(decision.undoes or '')[:8]}"
        case Kind.REPORT:
            return f"{decision.kind} {words}: {_short(decision.note or '')}"
        case _:
            return f"{decision.kind} {words}" + (f" {decision.field}" if decision.field else "")


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
