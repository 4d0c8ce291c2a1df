"""What became of a decision on a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...text.source import Span
from ..decisions import Decision


class Result(StrEnum):
    """Whether a decision was applied."""

    APPLIED = "applied"
    SETTLED = "settled"
    """There is nothing left to do: the page says so itself by now, or what it was about is gone."""
    UNFIT = "unfit"
    """It no longer fits the page, so that the page is as it would be without it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision on a page: whether it was applied, where, and to which row.

    `reason` is a Chinese sentence that tells why it was not applied. `span` is where its words stand, None where they
    stand nowhere. `table` is that of the row that it changed: `documents`, whose number on the page is `ordinal`,
    `parameters`, whose mention is just at `span`, or `provisions`, which begins there. `before` is what the program
    found there, as JSON.
    """

    decision: Decision
    result: Result
    reason: str | None = None
    span: Span | None = None
    table: str | None = None
    ordinal: int | None = None
    before: str | None = None


class Unfit(Exception):
    """A decision cannot be applied; the message is a Chinese sentence for editors."""


class Settled(Exception):
    """A decision has nothing left to do; the message is a Chinese sentence for editors."""
