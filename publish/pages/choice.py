"""What the address of the comparison chooses, and the addresses that choose a little more or less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from ..queries.matrix import MOST_DOCUMENTS
from .arguments import page_number, typed

MOST_GROUPS = 6
"""Attributes that are compared at once; what is beyond is left out, and the page says so."""

SORTS = {"": "规定最多的在前", "text": "按条文次序"}
"""Orders of the rows."""

ORDERS = {"": "新的在左", "old": "旧的在左", "region": "按地区"}
"""Orders of the columns."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A comparison: regulations, or with `everything` all with `words` in the title; or attributes in all regulations.

    `act` are words that a row or a clause must have, `single` shows rows of one regulation, too.
    """

    words: str = ""
    everything: bool = False
    documents: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    act: str = ""
    sort: str = ""
    order: str = ""
    single: bool = False
    page: int = 1

    def address(self, **changes: Any) -> str:
        """Return the query of this choice with other fields; the first page, unless one is named."""
        other = replace(self, **{"page": 1, **changes})
        pairs = [("q", other.words), ("all", "1" if other.everything else "")]
        pairs += [("d", key) for key in other.documents] + [("a", name) for name in other.groups]
        pairs += [("act", other.act), ("sort", other.sort), ("order", other.order)]
        pairs += [("single", "1" if other.single else ""), ("page", str(other.page) if other.page > 1 else "")]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    def without(self, document_id: str, shown: Sequence[str]) -> str:
        """Return the query that compares the regulations shown but one."""
        left = tuple(key for key in shown if key != document_id)
        return self.address(documents=left, everything=False, words="")


def read_choice(request: Any) -> Choice:
    """Return what the address chooses; what makes no sense there is left out."""
    sort, order = request.args.get("sort") or "", request.args.get("order") or ""
    return Choice(
        typed(request, "q"),
        request.args.get("all") == "1",
        _several(request, "d")[:MOST_DOCUMENTS],
        _several(request, "a")[:MOST_GROUPS],
        typed(request, "act"),
        sort if sort in SORTS else "",
        order if order in ORDERS else "",
        request.args.get("single") == "1",
        page_number(request),
    )


def is_cut(request: Any) -> bool:
    """Tell whether the address chooses more than is compared."""
    return len(_several(request, "d")) > MOST_DOCUMENTS or len(_several(request, "a")) > MOST_GROUPS


def _several(request: Any, name: str) -> tuple[str, ...]:
    found = (value.strip()[:_LONGEST] for value in request.args.getlist(name))
    return tuple(dict.fromkeys(value for value in found if value))
