"""What one request may take of the database: whether it is a heavy one, how long, how many rows and characters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock

from .refusal import BusyError

MOST_HELD = 64_000_000
"""Characters of rows that all requests together may hold until their answers are sent."""


class Ledger:
    """How many characters the requests hold that are being answered."""

    def __init__(self) -> None:
        """Nobody holds anything yet."""
        self._held = 0
        self._lock = Lock()

    def take(self, budget: Budget, characters: int) -> None:
        """Write down what a request holds; a stream holds only what it read last.

        Raises:
            BusyError: all together would hold too much.
        """
        with self._lock:
            if budget.is_stream:
                self._held, budget.held = self._held - budget.held, 0
            if self._held + characters > MOST_HELD:
                raise BusyError
            self._held += characters
            budget.held += characters

    def give_back(self, budget: Budget) -> None:
        """Strike out what a request held."""
        with self._lock:
            self._held, budget.held = self._held - budget.held, 0


@dataclass(slots=True)
class Budget:
    """What is left to a request; `heavy` ones may take only some of the threads.

    `milliseconds` are those of all its queries together, `rows` and `characters` those of one answer.
    """

    heavy: bool
    milliseconds: float
    rows: int
    characters: int
    ledger: Ledger = field(default_factory=Ledger)
    is_stream: bool = False
    held: int = 0
    is_broken: bool = False
    """Whether a query of the request failed: the answer may be without what it asked for, whatever its status says."""

    def limit(self, milliseconds: float) -> float:
        """Return how long a query may take that usually may take so long; at least one, so that it is interrupted."""
        return max(1.0, min(milliseconds, self.milliseconds))

    def spend(self, seconds: float) -> None:
        """Take off what a query took."""
        self.milliseconds -= seconds * 1000


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


def current_budget() -> Budget | None:
    """Return the budget of the request that is being answered, None where nobody asked for anything."""
    return _current.get()


@contextmanager
def spending(budget: Budget) -> Iterator[None]:
    """Let what is asked of the database in the block be for `budget`."""
    before = _current.set(budget)
    try:
        yield
    finally:
        _current.reset(before)
