"""Which flags the queue shows: by kind, words of the name, document, source, status and score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from ...text.source import QUEUE
from .decided import Status
from .items import Item
from .known import Known

ANY = "any"
"""Asks for flags whatever their status."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """What an address asks for; "" asks for any."""

    kind: str = ""
    words: str = ""
    document: str = ""
    source: str = ""
    status: str = "open"
    least: float = QUEUE

    def holds(self, item: Item, status: Status) -> bool:
        """Tell whether a flag of a status is among what is asked for."""
        return self.status in (ANY, status.name.lower()) and self.holds_but_for_status(item)

    def holds_but_for_status(self, item: Item) -> bool:
        """Tell whether a flag is asked for, whatever its status."""
        return (
            item.score >= self.least
            and (not self.kind or item.kind == self.kind)
            and (not self.document or item.document_id == self.document)
            and (not self.source or item.source_id == self.source)
            and (not self.words or self.words in (item.title or "") or self.words in item.uri)
        )

    def query(self, **changes: Any) -> str:
        """Return the query of the address that asks for the same but for `changes`; "" where that is for all."""
        asked: Choice = replace(self, **{name: value for name, value in changes.items() if name != "page"})
        said = {
            "kind": asked.kind,
            "q": asked.words,
            "document": asked.document,
            "source": asked.source,
            "status": "" if asked.status == "open" else asked.status,
            "least": "" if asked.least == QUEUE else f"{asked.least:g}",
            "page": changes.get("page", 1) if changes.get("page", 1) != 1 else "",
        }
        return "".join(("?", urlencode({name: value for name, value in said.items() if value}))).rstrip("?")


def asked(request: Any) -> Choice:
    """Return what an address asks for; what makes no sense there is left out."""
    args = {name: (request.args.get(name) or "").strip()[:_LONGEST] for name in ("kind", "q", "document", "source")}
    status = request.args.get("status") or "open"
    known_status = status if status in (ANY, *(one.name.lower() for one in Status)) else "open"
    least = 0.0 if request.args.get("least") == "0" else QUEUE
    return Choice(args["kind"], args["q"], args["document"], args["source"], known_status, least)


def chosen(known: Known, choice: Choice) -> Iterator[Item]:
    """Yield the flags that are asked for in the order of the queue."""
    return (item for item in known.items.ordered if choice.holds(item, known.statuses[item.id]))


def neighbours(
    known: Known, choice: Choice, item: Item, statuses: Mapping[str, Status] | None = None
) -> tuple[Item | None, Item | None]:
    """Return the flags before and behind one among those that are asked for, the first behind the last.

    The one itself need not be asked for: it may just have been decided. `statuses` are what is known where they are not
    what flags have just become.
    """
    statuses = known.statuses if statuses is None else statuses
    before: Item | None = None
    first: Item | None = None
    passed = False
    for other in known.items.ordered:
        if other.id == item.id:
            passed = True
        elif choice.holds(other, statuses[other.id]):
            if passed:
                return before, other
            before = other
            first = first or other
    return before, first
