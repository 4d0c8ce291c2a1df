"""What editors decided of whole documents: title, number, dates, issuer, status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...parse.model import Page
from ..decisions import Decision
from .fields import DOCUMENT_FIELDS, json_of, json_text, value_of
from .outcome import Outcome, Result, Unfit
from .places import Places


def mend_documents(page: Page, decisions: Sequence[Decision], views: Sequence[Places]) -> tuple[Page, list[Outcome]]:
    """Return a page whose documents are as decided, and what became of each decision of the kind `document`.

    Args:
        page: a parsed page.
        decisions: those of this kind, in the order in which they were made.
        views: the page as it was parsed with ever more corrections, the last as `page` is.
    """
    regulations = list(page.regulations)
    outcomes = []
    for decision in decisions:
        try:
            value = value_of(DOCUMENT_FIELDS, decision.field, json_of(decision.after))
            ordinal = _document(decision, views)
        except Unfit as error:
            outcomes.append(Outcome(decision, Result.UNFIT, str(error)))
            continue
        field = str(decision.field)
        before = getattr(regulations[ordinal], field)
        changes: dict[str, Any] = {field: value}
        regulations[ordinal] = replace(regulations[ordinal], **changes)
        span = regulations[ordinal].span
        outcomes.append(Outcome(decision, Result.APPLIED, None, span, "documents", ordinal, json_text(before)))
    return replace(page, regulations=tuple(regulations)), outcomes


def _document(decision: Decision, views: Sequence[Places]) -> int:
    problem = None
    for places in reversed(views):
        try:
            found = places.document(decision.anchor)
        except Unfit as error:
            problem = problem or error
        else:
            if places is views[-1] or len(places.outlines) == len(views[-1].outlines):
                return found
    raise problem or Unfit("这一页上已没有这份文件")
