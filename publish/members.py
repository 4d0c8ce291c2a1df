"""The databases that a site shows: one, or several that are asked as one.

Each of several is served as it would be alone, by a Datasette of its own below `/NAME/`. The site around them has no
database: its pages ask all of them at the same time and put together what they answer.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .database import FileVersion, ask, file_version, our_database
from .guard.budget import current_budget
from .guard.refusal import GoneError, Refusal
from .links import Links

T = TypeVar("T")

_MEMBERS, _LABEL = "fatiao_members", "fatiao_label"
_log = logging.getLogger("fatiao.publish")


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One of the databases: its name in addresses and what readers call it, both "" where there is no other."""

    name: str
    label: str
    datasette: Any
    database: Any

    @property
    def links(self) -> Links:
        """The addresses of its pages."""
        return Links(self.datasette, self.database.name)

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `question` finds, within Datasette's time limit."""
        return await ask(self.datasette, self.database, question)


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """What the databases answered, in their order, and those that cannot be asked now."""

    answers: tuple[tuple[Member, T], ...]
    silent: tuple[Member, ...] = ()


def make_members(datasette: Any, members: Sequence[Member]) -> None:
    """Have the site of `datasette`, which has no database, show several, each of which has a site of its own."""
    setattr(datasette, _MEMBERS, tuple(members))
    for member in members:
        setattr(member.datasette, _LABEL, member.label)


def label_of(datasette: Any) -> str:
    """Return what readers call the database of a site that is one of several, "" of any other."""
    return getattr(datasette, _LABEL, "")


def members_of(datasette: Any) -> tuple[Member, ...]:
    """Return the databases that a site shows; none where there is none of ours."""
    several: tuple[Member, ...] | None = getattr(datasette, _MEMBERS, None)
    if several is not None:
        return several
    database = our_database(datasette)
    return (Member("", "", datasette, database),) if database else ()


def has_several(datasette: Any) -> bool:
    """Tell whether a site shows several databases, however many."""
    return hasattr(datasette, _MEMBERS)


def links_in(datasette: Any, name: str) -> Links:
    """Return the addresses of a database's pages by its name, "" for the only one."""
    return next(member.links for member in members_of(datasette) if member.name == name)


def site_version(datasette: Any) -> FileVersion:
    """Return what changes whenever one of the databases does."""
    return tuple(each for member in members_of(datasette) for each in file_version(member.database))


async def ask_each(
    datasette: Any, question: Callable[[Member], Awaitable[T]], members: Sequence[Member] | None = None
) -> Told[T]:
    """Ask all databases, or some, at the same time. Of several, those whose file is gone or damaged are told apart.

    Raises:
        Refusal: none of several can be asked.
    """
    asked = members_of(datasette) if members is None else members
    if not has_several(datasette):
        return Told(tuple([(member, await question(member)) for member in asked]))
    found = await asyncio.gather(*map(question, asked), return_exceptions=True)
    answers, silent = [], []
    for member, answer in zip(asked, found, strict=True):
        if isinstance(answer, (GoneError, sqlite3.Error)):
            _log.warning("%s does not answer: %s", member.database.path, answer)
            silent.append(member)
        elif isinstance(answer, BaseException):
            raise answer
        else:
            answers.append((member, answer))
    if silent and not answers:
        raise Refusal(f"现在不能回答：{'、'.join(member.label for member in silent)}。请稍后再试。", 503)
    budget = current_budget()
    if silent and budget:
        budget.is_broken = True  # what is answered without one of them is not kept
    return Told(tuple(answers), tuple(silent))


class Asking:
    """Asks the databases of a site one thing after another for an answer, and keeps in mind which are silent."""

    def __init__(self, datasette: Any) -> None:
        """Ask those of `datasette`."""
        self._datasette = datasette
        self._silent: dict[str, None] = {}

    @property
    def silent(self) -> tuple[str, ...]:
        """What those are called that could not be asked."""
        return tuple(self._silent)

    async def each(
        self, question: Callable[[Member], Awaitable[T]], members: Sequence[Member] | None = None
    ) -> tuple[tuple[Member, T], ...]:
        """Return what all databases, or some, answer; errors are those of `ask_each`."""
        told = await ask_each(self._datasette, question, members)
        self._silent |= dict.fromkeys(member.label for member in told.silent)
        return told.answers
