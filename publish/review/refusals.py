"""Why a decision cannot be recorded."""

from __future__ import annotations

from ...store.decisions import Decision


class UndecidableError(Exception):
    """It cannot be recorded; the message says why and what to do, in Chinese."""


class OverlapError(Exception):
    """A correction that reaches beyond these words is not applied yet; `decision` is it.

    One of words that lie within these gives way to the larger.
    """

    def __init__(self, decision: Decision) -> None:
        """Take the decision that is in the way."""
        super().__init__(decision.id)
        self.decision = decision
