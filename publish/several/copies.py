"""Regulations that more than one of several databases have: the first that has one shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..cache.arrays import BoolArray
from ..cache.clauses import Clauses


@dataclass(frozen=True, slots=True)
class Copies:
    """Which documents several databases have in common."""

    hidden: tuple[BoolArray, ...]
    """By database and its documents, whether a database before it has the document, too."""
    places: Mapping[str, tuple[int, ...]]
    """By the id of a document that several have, the places of these."""


@lru_cache(maxsize=4)
def copies(*databases: Clauses) -> Copies:
    """Return which documents several databases have in common."""
    seen: dict[str, tuple[int, ...]] = {}
    hidden = []
    for at, clauses in enumerate(databases):
        hidden.append(np.array([document.id in seen for document in clauses.documents], dtype=bool))
        for document in clauses.documents:
            seen[document.id] = (*seen.get(document.id, ()), at)
    return Copies(tuple(hidden), {key: places for key, places in seen.items() if len(places) > 1})
