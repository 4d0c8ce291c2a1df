"""What there is for a comparison, in the one database of a site or in several together.

Of a regulation that several have, the first one's is compared. What is in force, and what acts point to, each database
tells of its own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain, zip_longest
from typing import Any

from ...store.in_force import Standing, status_on
from ..cache.answers import AnswerCache
from ..database import our_database
from ..members import Asking, Member, has_several, members_of, site_version
from ..queries.comparison import (
    ALL,
    MOST_FOUND,
    PER_PAGE,
    Comparison,
    Group,
    all_groups,
    common,
    compare,
    find_groups,
    having,
    laid_down,
)
from ..queries.matrix import (
    MOST_DOCUMENTS,
    Columns,
    Matrix,
    documents_of,
    load_matrix,
    make_matrix,
    mentioning,
    read_columns,
    titled,
)
from .choice import Choice

Row = sqlite3.Row

_MOST_ANSWERS = 64


@dataclass(frozen=True, slots=True)
class Answers:
    """What the page shows: what was found for the words, and the comparison of regulations or of attributes.

    Of several databases `places` tell which one each regulation is in, `silent` the labels of those that do not answer.
    """

    titled: Sequence[Row]
    mentioning: Sequence[Row]
    groups: Sequence[Group]
    common: Sequence[Group]
    matrix: Matrix | None
    standing: Mapping[str, Standing]
    """What each regulation that is compared is today."""
    attributes: Comparison | None
    places: Mapping[str, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()


_answers: AnswerCache[Answers] = AnswerCache(_MOST_ANSWERS)
_groups: AnswerCache[list[Group]] = AnswerCache(1)


async def find_answers(datasette: Any, chosen: Choice) -> Answers:
    """Return what there is for a choice."""
    today = date.today().isoformat()
    key = (today, chosen.words, chosen.everything, chosen.documents, chosen.groups, chosen.act, chosen.page)
    if not has_several(datasette):
        return await _answers.answer(datasette, our_database(datasette), key, partial(_find, chosen=chosen, day=today))
    whole_key = (site_version(datasette), *(member.name for member in members_of(datasette)), *key)
    kept = _answers.get(whole_key)
    if kept is not None:
        return kept
    found = await _Several(datasette).find(chosen, today)
    return found if found.silent else _answers.put(whole_key, found)


def _find(connection: sqlite3.Connection, chosen: Choice, day: str) -> Answers:
    with_title = titled(connection, chosen.words) if chosen.words else []
    ids = [row["id"] for row in with_title][:MOST_DOCUMENTS] if chosen.everything else chosen.documents
    matrix = load_matrix(connection, ids) if documents_of(connection, ids) else None
    return Answers(
        with_title,
        mentioning(connection, chosen.words, with_title) if chosen.words else [],
        find_groups(connection, chosen.words) if chosen.words else [],
        common(all_groups(connection)),
        matrix,
        {row["id"]: status_on(connection, row["id"], day).standing for row in matrix.documents} if matrix else {},
        compare(connection, chosen.groups, chosen.act, chosen.page) if chosen.groups and not ids else None,
    )


class _Several:
    """One comparison in several databases."""

    def __init__(self, datasette: Any) -> None:
        self._asking = Asking(datasette)
        self._places: dict[str, str] = {}

    async def find(self, chosen: Choice, day: str) -> Answers:
        """Return what there is for a choice."""
        with_title, others, groups = await self._offered(chosen.words) if chosen.words else ([], [], [])
        ids = [row["id"] for row in with_title][:MOST_DOCUMENTS] if chosen.everything else chosen.documents
        matrix, standing = await self._matrix(ids, day)
        attributes = await self._attributes(chosen) if chosen.groups and not ids else None

        async def ask_one(member: Member) -> list[Group]:
            return await _groups.answer(member.datasette, member.database, (), partial(all_groups, most=ALL))

        often = common(_summed(await self._asking.each(ask_one)))[:MOST_FOUND]
        places, silent = dict(self._places), self._asking.silent
        return Answers(with_title, others, groups, often, matrix, standing, attributes, places, silent)

    async def _offered(self, words: str) -> tuple[list[Row], list[Row], list[Group]]:
        """Return what is offered for words: by title the newest first, by numbers each database's first ones first."""

        def find(connection: sqlite3.Connection) -> tuple[list[Row], list[Row], list[Group]]:
            with_title = titled(connection, words)
            return with_title, mentioning(connection, words, with_title), find_groups(connection, words, ALL)

        found = await self._asking.each(lambda member: member.ask(find))
        with_title = self._once((member, rows) for member, (rows, _, _) in found)
        with_title.sort(key=lambda row: row["title"])
        with_title.sort(key=lambda row: row["version"] or "", reverse=True)
        seen = {row["id"] for row in with_title}
        self._once((member, rows) for member, (_, rows, _) in found)
        in_turn = chain.from_iterable(zip_longest(*(rows for _, (_, rows, _) in found)))
        others = {row["id"]: row for row in in_turn if row is not None and row["id"] not in seen}
        groups = _summed((member, groups) for member, (_, _, groups) in found)
        return with_title[:MOST_FOUND], list(others.values())[:MOST_DOCUMENTS], list(groups[:MOST_FOUND])

    async def _matrix(self, ids: Sequence[str], day: str) -> tuple[Matrix | None, dict[str, Standing]]:
        """Return regulations side by side, whichever database each is in."""
        if not ids:
            return None, {}

        def read(connection: sqlite3.Connection) -> tuple[Columns, dict[str, Standing]]:
            columns = read_columns(connection, ids)
            return columns, {row["id"]: status_on(connection, row["id"], day).standing for row in columns.documents}

        found = await self._asking.each(lambda member: member.ask(read))
        documents = {row["id"]: row for row in self._once((member, own.documents) for member, (own, _) in found)}
        if not documents:
            return None, {}
        own = {member.name: each for member, each in found}
        parts = {key: own[self._places[key]] for key in documents}
        columns = Columns(
            [documents[key] for key in ids if key in documents],
            {key: part.parameters[key] for key, (part, _) in parts.items()},
            {key: said for _, (part, _) in found for key, said in part.told.items()},
        )
        matrix = await found[0][0].database.work(partial(make_matrix, columns))
        return matrix, {key: standing[key] for key, (_, standing) in parts.items()}

    async def _attributes(self, chosen: Choice) -> Comparison:
        """Return a page of the regulations that have some attributes, the newest of all databases first."""
        listed = await self._asking.each(lambda member: member.ask(lambda db: having(db, chosen.groups, chosen.act)))
        years: dict[str, str] = {}
        for member, pairs in listed:
            for year, key in pairs:
                if key not in years:
                    years[key], self._places[key] = year, member.name
        ids = sorted(sorted(years), key=years.__getitem__, reverse=True)
        shown = ids[(chosen.page - 1) * PER_PAGE : chosen.page * PER_PAGE]

        async def ask_one(member: Member) -> tuple[list[Row], dict[tuple[str, str], list[Row]]]:
            own = [key for key in shown if self._places[key] == member.name]
            return await member.ask(lambda db: laid_down(db, chosen.groups, chosen.act, own))

        found = await self._asking.each(ask_one)
        documents = {row["id"]: row for _, (rows, _) in found for row in rows}
        cells = {key: rows for _, (_, some) in found for key, rows in some.items()}
        ordered = [documents[key] for key in shown if key in documents]
        return Comparison(ordered, chosen.groups, cells, len(ids), -(-len(ids) // PER_PAGE))

    def _once(self, found: Iterable[tuple[Member, Sequence[Row]]]) -> list[Row]:
        """Return the rows of all databases, a regulation's of the first that has it, and keep in mind which that is."""
        rows: dict[str, Row] = {}
        for member, some in found:
            for row in some:
                if rows.setdefault(row["id"], row) is row:
                    self._places[row["id"]] = member.name
        return list(rows.values())


def _summed(found: Iterable[tuple[Member, Sequence[Group]]]) -> Sequence[Group]:
    """Return attributes with the sums of their numbers, those that most regulations have first."""
    documents, parameters = Counter[str](), Counter[str]()
    for _, groups in found:
        for name, of_documents, of_parameters in groups:
            documents[name] += of_documents
            parameters[name] += of_parameters
    groups = [(name, documents[name], parameters[name]) for name in documents]
    return sorted(groups, key=lambda group: (-group[1], -group[2], group[0]))
