"""Answers that were given before, kept until the database changes."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from ..database import ask, file_version

T = TypeVar("T")


class AnswerCache(Generic[T]):
    """Answers by their keys, of each database by itself; the least recently used beyond `size` are dropped."""

    def __init__(self, size: int) -> None:
        """Hold up to `size` answers."""
        self._size = size
        self._of: WeakKeyDictionary[Any, AnswerCache[T]] = WeakKeyDictionary()
        self._answers: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """Return the answer under `key`, which has the version of the database's file in it, or None."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: T) -> T:
        """Keep `answer` under `key` and return it."""
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
        return answer

    async def answer(
        self, datasette: Any, database: Any, key: tuple[Hashable, ...], question: Callable[[sqlite3.Connection], T]
    ) -> T:
        """Return what `question` finds in the database, from memory where that was asked under `key` before.

        `key` is what the answer depends on beside the database; an answer of None is not kept.

        Raises:
            sqlite3.OperationalError: `interrupted`, where Datasette's time limit was over.
        """
        with self._lock:
            shelf = self._of.get(database) or self._of.setdefault(database, AnswerCache(self._size))
        whole_key = (file_version(database), *key)
        kept = shelf.get(whole_key)
        if kept is not None:
            return kept
        found = await ask(datasette, database, question)
        return found if found is None else shelf.put(whole_key, found)
