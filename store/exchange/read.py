"""Decisions from a file into the editorial file of a database: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ...text.anchor import Unplaced
from ..anchors import place_of_anchor
from ..decision_log import decisions, take_in
from ..decisions import Decision, Kind
from ..editorial import moved_to
from ..read_only import open_read_only
from .annotations import from_annotations
from .entry import ExchangeError, is_by_hand
from .patch import from_patch


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file: decisions that were not known yet, how many were, and those about what is not stored."""

    new: Sequence[Decision]
    known: int
    absent: Sequence[Decision]


def read_decisions(file: Path) -> list[Decision]:
    """Return the decisions of a file of annotations or a patch.

    Raises:
        ExchangeError: it cannot be read, is neither, or was altered.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ExchangeError(f"{file}: it cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{file}: it is no text in UTF-8 ({error.reason})") from error
    is_json = text.lstrip()[:1] in ("{", "[")
    found = from_annotations(text, str(file)) if is_json else from_patch(text, str(file))
    seen: set[str] = set()
    for decision in found:
        if decision.id in seen:
            raise ExchangeError(f"{file}: decision {decision.id[:8]} is there twice")
        seen.add(decision.id)
    return found


def bring_in(database: Path, file: Path, anyway: bool = False) -> TakenIn:
    """Record the decisions of a file that are not known yet.

    The words of every new one are looked for in the database: one about a document that is stored, in which they do
    not stand, is refused, and with it the whole file, unless `anyway`. What is about documents that are not stored is
    recorded too.

    Raises:
        ExchangeError: the file cannot be used, or the words of a decision do not stand in its document.
        Undecidable: a decision is known and says something else, or lacks what its kind needs.
        EditorialError: the editorial file cannot be read or written.
    """
    found = read_decisions(file)
    known = {decision.id: decision for decision in decisions(database)}
    # one that a person wrote was given its time when it was taken in first
    told = [decision for decision in found if not (decision.id in known and is_by_hand(decision.id))]
    new = [decision for decision in told if decision.id not in known]
    absent = _see_words(database, new, file, anyway)
    return TakenIn(take_in(database, told), len(found) - len(new), absent)


def _see_words(database: Path, new: Sequence[Decision], file: Path, anyway: bool) -> list[Decision]:
    """Return the decisions about what is not stored; raises `ExchangeError` where words stand in no such document."""
    if not database.is_file():
        return list(new)
    absent = []
    with closing(open_read_only(database)) as connection:
        sql = "select 1 from documents where id = :key union select 1 from sources where uri = :key"
        for decision in new:
            anchor = decision.anchor
            document = moved_to(database, anchor.document) or anchor.document
            if not connection.execute(sql, {"key": document}).fetchone():
                absent.append(decision)
                continue
            if anyway or decision.kind in (Kind.DOCUMENT, Kind.UNDO):
                continue
            try:
                place_of_anchor(connection, anchor, document)
            except Unplaced as error:
                raise ExchangeError(
                    f"{file}: decision {decision.id[:8]}, about {anchor.exact!r} in {document}: {error}. "
                    "It was made on another text, and nothing was taken in; --anyway takes it in."
                ) from error
    return absent
