"""A search over all databases of a site: each ranks what it finds, and the pages are cut from all of it.

What regulations are ranked by, whether the title has the words, how many clauses have them, and the day, means the same
in every database, so that the order is that of a single database with all of them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, zip_longest
from typing import Any

from ...store.search import phrases
from ..cache.answers import AnswerCache
from ..cache.clauses import Clauses, clause_snapshot
from ..members import Asking, Member, members_of, site_version
from ..queries.named import Named, find_named
from ..queries.search import (
    MOST_CHECKED,
    NO_RESULT,
    Ranking,
    RegulationHit,
    SearchResult,
    hits_of,
    look,
    near_of,
    page_of,
    parts_instead,
    rank,
    words_in_titles,
)
from ..queries.spellings import spelling_snapshot
from ..queries.tally import CRITERIA, SearchRequest
from .copies import copies

DATABASES = "db"
"""The criterion by which a list is narrowed to some of the databases."""

_MOST_ANSWERS = 128
_MOST_NEAR = 3
_answers: AnswerCache[SearchResult] = AnswerCache(_MOST_ANSWERS)


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a search finds, by database: in those that are `chosen`, and in all that answer; `parts` are other words."""

    chosen: tuple[tuple[Member, Ranking], ...]
    all: tuple[tuple[Member, Ranking], ...]
    parts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is found."""
        return not any(ranking.order for _, ranking in self.chosen)

    @property
    def is_nowhere(self) -> bool:
        """Whether no clause and no title has the words, whatever the criteria."""
        return not any(ranking.anywhere for _, ranking in self.chosen)


async def rank_all(asking: Asking, asked: SearchRequest) -> Ranked:
    """Search in every database, for the words that phrases are made of where they stand nowhere together."""
    words = phrases(asked.words)
    if not words:
        return Ranked((), ())
    found = await _rank(asking, asked, words)
    if found.is_empty and (parts := parts_instead(words)):
        looser = await _rank(asking, asked, phrases(" ".join(parts)))
        return found if looser.is_empty else replace(looser, parts=parts)
    return found


async def _rank(asking: Asking, asked: SearchRequest, words: Sequence[str]) -> Ranked:
    """Search in every database; of a regulation that several of the chosen ones have, the first one's counts."""
    known = await asking.each(lambda member: member.ask(partial(clause_snapshot.current, member.database)))
    clauses = {member.name: found for member, found in known}
    members = [member for member, _ in known]
    chosen = [name for name in clauses if not asked.databases or name in asked.databases]
    hidden = dict(zip(chosen, copies(*(clauses[name] for name in chosen)).hidden, strict=True))
    in_titles = await _words_in_titles(asking, members, clauses, words) if len(words) > 1 else set()

    async def ask_one(member: Member) -> Ranking:
        own, barred = clauses[member.name], hidden.get(member.name)
        return await member.ask(lambda connection: rank(connection, own, asked, words, barred, in_titles))

    told = await asking.each(ask_one, members)
    some = tuple((member, found) for member, found in told if member.name in chosen)
    return Ranked(some, told)


async def _words_in_titles(
    asking: Asking, members: Sequence[Member], clauses: Mapping[str, Clauses], words: Sequence[str]
) -> set[str]:
    """Return those of several words that titles in any database have."""

    async def ask_one(member: Member) -> set[str]:
        return await member.ask(lambda connection: words_in_titles(connection, clauses[member.name], words))

    told = await asking.each(ask_one, members)
    return set[str]().union(*(found for _, found in told))


async def find(datasette: Any, asked: SearchRequest) -> SearchResult:
    """Return a page of what is found in all databases, from memory where the same was asked before."""
    names = [member.name for member in members_of(datasette)]
    key = (site_version(datasette), *names, repr(asked))
    kept = _answers.get(key)
    if kept is not None:
        return kept
    asking = Asking(datasette)
    found = replace(await _find(asking, asked), silent=asking.silent)
    return found if found.silent else _answers.put(key, found)


async def _find(asking: Asking, asked: SearchRequest) -> SearchResult:
    if not phrases(asked.words):
        return replace(NO_RESULT, counts={**NO_RESULT.counts, DATABASES: ()})
    found = await rank_all(asking, asked)
    found = await _looked_at(asking, found)
    place, named = await _named(asking, found, asked)
    near = await _near(asking, found, asked) if found.is_nowhere and not named else ()
    clauses = sum(len(ranking.rows) for _, ranking in found.chosen)
    documents = sum(len(ranking.order) for _, ranking in found.chosen)
    shown, pages = page_of(asked, clauses, documents)
    hits = await _hits(asking, found, shown, asked)
    words = next((ranking.words for _, ranking in found.chosen), ())
    return SearchResult(hits, clauses, documents, pages, _counts(found), words, found.parts, named, near, place)


async def _looked_at(asking: Asking, found: Ranked) -> Ranked:
    """Return what is found after a look at its clauses, where those of all databases together are few enough."""
    if sum(len(ranking.rows) for _, ranking in found.chosen) > MOST_CHECKED:
        return found
    rankings = {member.name: ranking for member, ranking in found.chosen if len(ranking.rows)}

    async def ask_one(member: Member) -> Ranking:
        return await member.ask(lambda connection: look(connection, rankings[member.name]))

    told = await asking.each(ask_one, [member for member, _ in found.chosen if member.name in rankings])
    rankings |= {member.name: ranking for member, ranking in told}
    chosen = tuple((member, rankings.get(member.name, ranking)) for member, ranking in found.chosen)
    return replace(found, chosen=chosen)


async def _hits(asking: Asking, found: Ranked, shown: slice, asked: SearchRequest) -> tuple[RegulationHit, ...]:
    """Return the regulations of a page: the first of all databases, each of which gives those that are its own."""
    heads = sorted(
        (ranking.tally.weight(place), at, place)
        for at, (_, ranking) in enumerate(found.chosen)
        for place in ranking.order[: shown.stop]
    )[shown]
    own: dict[str, list[int]] = {}
    for _, at, place in heads:
        own.setdefault(found.chosen[at][0].name, []).append(place)
    rankings = {member.name: ranking for member, ranking in found.chosen}

    async def ask_one(member: Member) -> tuple[RegulationHit, ...]:
        def read(connection: sqlite3.Connection) -> tuple[RegulationHit, ...]:
            connection.row_factory = sqlite3.Row
            return hits_of(connection, rankings[member.name], own[member.name], asked)

        return await member.ask(read)

    told = await asking.each(ask_one, [member for member, _ in found.chosen if member.name in own])
    members = [member for member, _ in found.chosen]
    places = copies(*(ranking.tally.clauses for _, ranking in found.chosen)).places
    by_place = {
        (member.name, place): replace(
            hit, place=member.name, copies=tuple(members[at].name for at in places.get(hit.document.id, ())[1:])
        )
        for member, hits in told
        for place, hit in zip(own[member.name], hits, strict=True)
    }
    found_here = (by_place.get((members[at].name, place)) for _, at, place in heads)
    return tuple(hit for hit in found_here if hit)


def _counts(found: Ranked) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return of each criterion the values in the chosen databases, and of every database what it has."""
    counts: dict[str, Sequence[tuple[str, int]]] = {
        DATABASES: [(member.name, ranking.tally.with_hidden) for member, ranking in found.all]
    }
    by_database = [ranking.tally.counts() for _, ranking in found.chosen]
    for criterion in CRITERIA:
        counts[criterion] = added(counted[criterion] for counted in by_database)
    return counts


def added(lists: Iterable[Iterable[tuple[str, int]]]) -> list[tuple[str, int]]:
    """Return values with the sums of their counts, most first."""
    sums = Counter[str]()
    for value, count in chain.from_iterable(lists):
        sums[value] += count
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))


async def _named(asking: Asking, found: Ranked, asked: SearchRequest) -> tuple[str, Named | None]:
    """Return what a search names, and which database has it: of the shortest title, then of the newest day."""

    async def ask_one(member: Member) -> Named | None:
        documents = clauses[member.name].documents
        return await member.ask(lambda connection: find_named(connection, documents, asked.words, asked.within))

    clauses: dict[str, Clauses] = {member.name: ranking.tally.clauses for member, ranking in found.chosen}
    told = await asking.each(ask_one, [member for member, _ in found.chosen])
    return named_best([(member.name, one) for member, one in told if one]) or ("", None)


def named_best(named: Sequence[tuple[str, Named]]) -> tuple[str, Named] | None:
    """Return of what databases have under one name, each given by its own, the shortest title's newest."""
    if not named:
        return None
    shortest = min(len(one.document.plain_title) for _, one in named)
    same = [pair for pair in named if len(pair[1].document.plain_title) == shortest]
    return max(same, key=lambda pair: pair[1].document.version or "")


async def _near(asking: Asking, found: Ranked, asked: SearchRequest) -> tuple[str, ...]:
    """Return searches that may be meant, those first that each database offers first."""
    words = phrases(asked.words)
    clauses = {member.name: ranking.tally.clauses for member, ranking in found.chosen}

    async def ask_one(member: Member) -> tuple[str, ...]:
        def offer(connection: sqlite3.Connection) -> tuple[str, ...]:
            spellings = spelling_snapshot.current(member.database, connection)
            return near_of(connection, clauses[member.name], spellings, words)

        return await member.ask(offer)

    told = await asking.each(ask_one, [member for member, _ in found.chosen])
    offered = chain.from_iterable(zip_longest(*(near for _, near in told)))
    return tuple(dict.fromkeys(near for near in offered if near))[:_MOST_NEAR]
