"""The decisions that stand, by the documents and pages that they are about."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..decision_log import decisions
from ..decisions import Decision, Draft, standing
from ..editorial import all_moved
from ..naming import stem_of

_DIGITS = 12


class Book:
    """The decisions that stand; a page finds those about it without looking at the others.

    A page is known by the identifiers of its documents without what tells apart those that agree in title, 文号 and
    day: that depends on what else is stored. Whether a decision's words stand there is asked later.
    """

    def __init__(self, found: Iterable[Decision] = (), moved: Mapping[str, str] | None = None) -> None:
        """Take every decision, those undone as well, and the identifiers that documents have instead of others."""
        self.moved = dict(moved or {})
        self._known = {decision.id: decision for decision in found}
        self._by_key: defaultdict[str, list[Decision]] = defaultdict(list)
        self._by_source: defaultdict[str, list[Decision]] = defaultdict(list)
        self.standing = tuple(standing(self._known.values()))
        for decision in self.standing:
            for key in self.keys(decision):
                self._by_key[key].append(decision)
            self._by_source[decision.anchor.source_id].append(decision)

    @classmethod
    def beside(cls, database: Path | str) -> Book:
        """Return the decisions in the editorial file of a database.

        Raises:
            EditorialError: the file cannot be read.
        """
        found = decisions(database)
        return cls(found, all_moved(database) if found else None)

    @property
    def is_known(self) -> bool:
        """Whether anything was ever decided, be it undone."""
        return bool(self._known)

    def __bool__(self) -> bool:
        return bool(self.standing)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.standing)

    def keys(self, decision: Draft) -> set[str]:
        """Return what a page is known by that a decision is about: documents, or the address of the page."""
        document = decision.anchor.document
        return {document, stem_of(document), stem_of(self.moved.get(document, document))}

    def keys_of(self, identifiers: Iterable[str]) -> set[str]:
        """Return the keys of recorded decisions; of one that is no longer known there are none."""
        known = (self._known[identifier] for identifier in identifiers if identifier in self._known)
        return {key for decision in known for key in self.keys(decision)}

    def about(self, keys: Iterable[str], source_id: str) -> tuple[Decision, ...]:
        """Return the decisions about a page of these documents (without what tells them apart) and this content."""
        found = {decision.id: decision for key in keys for decision in self._by_key.get(key, ())}
        found |= {decision.id: decision for decision in self._by_source.get(source_id, ())}
        return tuple(sorted(found.values(), key=lambda decision: decision.number))


def decisions_key(found: Iterable[str]) -> str:
    """Return what tells whether a page was built with other decisions, of their identifiers; empty without any."""
    identifiers = sorted(found)
    return hashlib.sha256("\n".join(identifiers).encode()).hexdigest()[:_DIGITS] if identifiers else ""
