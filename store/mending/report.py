"""What became of every decision that stands, in a whole database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ..decisions import Decision
from .book import Book
from .outcome import Result

_RANK = {Result.APPLIED: 0, Result.SETTLED: 1, Result.UNFIT: 2}
_ABSENT = "库中没有这份文件"


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that stands, and what became of it; `reason` is a Chinese sentence that tells why it was not applied.

    Of one about several sources, such as copies of a document, it is what became of it where it fits best; of one about
    what is not stored (`is_absent`), that it does not fit.
    """

    decision: Decision
    result: Result
    reason: str | None
    is_absent: bool = False


def what_became(db: Database, book: Book) -> list[Standing]:
    """Return what became of every decision that stands, in their order."""
    if not book:
        return []
    best: dict[str, tuple[Result, str | None]] = {}
    for decision, said, reason in db.execute("select decision_id, result, reason from decided"):
        result = Result(said)
        known = best.get(decision)
        if known is None or _RANK[result] < _RANK[known[0]]:
            best[decision] = result, reason
    return [
        Standing(decision, *best[decision.id])
        if decision.id in best
        else Standing(decision, Result.UNFIT, _ABSENT, is_absent=True)
        for decision in book
    ]
