"""Threads that ask the database, of which those for pages and those for heavy requests are apart."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from .refusal import BusyError

T = TypeVar("T")


class Pool:
    """Some threads; who waits longer than `patience` seconds for one is told that they are busy."""

    def __init__(self, threads: int, patience: float) -> None:
        """Start no thread yet."""
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="fatiao")
        self._patience = patience

    async def run(self, task: Callable[[], T]) -> T:
        """Return what `task` gives in one of the threads.

        Raises:
            BusyError: none was free in time.
        """
        future: Future[T] = self._executor.submit(task)
        given_up = []

        def give_up() -> None:
            if future.cancel():  # which nothing does that has begun
                given_up.append(True)

        timer = asyncio.get_running_loop().call_later(self._patience, give_up)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if given_up:
                raise BusyError from None
            raise
        finally:
            timer.cancel()


class Gate:
    """Lets so many in at once, in the order in which they came; who waits longer than `patience` seconds is sent away.

    It belongs to no event loop, as a semaphore of asyncio's would.
    """

    def __init__(self, places: int, patience: float) -> None:
        """Let nobody in yet."""
        self._free = places
        self._patience = patience
        self._waiting: deque[asyncio.Future[Any]] = deque()

    async def enter(self) -> None:
        """Wait for a place; whoever has it must `leave`.

        Raises:
            BusyError: none was free in time.
        """
        if self._free > 0:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await asyncio.wait_for(turn, self._patience)
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif turn.done() and not turn.cancelled():
                self.leave()  # the place came at the moment at which it was no longer waited for
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def leave(self) -> None:
        """Give the place to who has waited longest."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
