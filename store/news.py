"""What a build brought: documents that are new, other versions of stored ones, and those gone from their site."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .read_only import open_read_only
from .schema import APPLICATION_ID, SCHEMA_VERSION

_DOCUMENTS = """
select documents.id, documents.title, coalesce(work_id, documents.id), coalesce(version, ''),
  coalesce(retrieved_at, ''),
  coalesce(json_extract(sources.metadata, '$.url'), sources.uri), sources.id, ordinal
from documents join sources on sources.id = source_id where copy_of is null order by documents.id
"""
_PARAMETERS = """
select parameters.label, coalesce(provisions.citation, ''), coalesce(attribute, ''), coalesce(parameters.role, '')
from parameters left join provisions on provisions.id = provision_id
where parameters.document_id = ? order by parameters.start_char
"""
_GONE = "select distinct uri, sha256, gone_at from snapshots where gone_at is not null"


class Document(NamedTuple):
    """A document as it is stored: where its page is on the web, or else the address of its file."""

    id: str
    title: str
    work: str
    version: str
    retrieved_at: str
    url: str
    source: str
    ordinal: int

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands, which stays the same when another version arrives and it takes another identifier."""
        return self.source, self.ordinal


class Parameter(NamedTuple):
    """A parameter by what it says, where it stands and what it is about."""

    label: str
    citation: str
    attribute: str
    role: str


@dataclass(frozen=True, slots=True)
class State:
    """What is stored at a time: documents by place, and since when pages are gone, by address and content."""

    documents: dict[tuple[str, int], Document] = field(default_factory=dict)
    gone: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A document and its parameters: all of one that is new or gone; of another version what differs from `before`.

    `changed` are pairs of labels in which one number of one provision became another.
    """

    document: Document
    before: Document | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    gone_at: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What is new, changed and gone."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def state_of_store(database: Path) -> State:
    """Return what a database holds; of none, or of one with other tables, nothing."""
    if not database.is_file():
        return State()
    try:
        with closing(open_read_only(database)) as connection:
            application = connection.execute("pragma application_id").fetchone()[0]
            version = connection.execute("pragma user_version").fetchone()[0]
            if (application, version) != (APPLICATION_ID, SCHEMA_VERSION):
                return State()
            documents = {one.place: one for one in map(Document._make, connection.execute(_DOCUMENTS))}
            gone = {(uri, source): at for uri, source, at in connection.execute(_GONE)}
    except sqlite3.Error:
        return State()  # the build tells what is wrong with it
    return State(documents, gone)


def news(before: State, after: State, database: Path) -> News:
    """Return what a build brought to a database, by what it held before and after."""
    versions: defaultdict[str, list[Document]] = defaultdict(list)
    for document in before.documents.values():
        versions[document.work].append(document)
    out: dict[str, list[Change]] = {"new": [], "changed": [], "gone": []}
    with closing(open_read_only(database)) as connection:
        for document in after.documents.values():
            if document.place in before.documents:
                continue
            labels = _parameters(connection, document)
            if (earlier := _earlier(document, versions[document.work])) is None:
                out["new"].append(Change(document, added=tuple(one.label for one in labels)))
            elif now := after.documents.get(earlier.place):
                out["changed"].append(_difference(document, now, _parameters(connection, now), labels))
            else:  # it took the place of what it is another version of
                out["changed"].append(Change(document, earlier, added=tuple(one.label for one in labels)))
        for (url, source), at in after.gone.items():
            for document in after.documents.values() if (url, source) not in before.gone else ():
                if document.source == source:
                    labels = _parameters(connection, document)
                    out["gone"].append(Change(document, removed=tuple(one.label for one in labels), gone_at=at))
    return News(*(tuple(out[kind]) for kind in ("new", "changed", "gone")))


def _earlier(document: Document, stored: Iterable[Document]) -> Document | None:
    """Return the stored version that a document is compared with: its page's last one, else the newest."""
    return max(stored, key=lambda one: (one.url == document.url, one.version, one.retrieved_at), default=None)


def _difference(document: Document, before: Document, old: list[Parameter], new: list[Parameter]) -> Change:
    """Return what differs between the parameters of two versions."""
    left = _without({one.label for one in new}, old)
    added: list[str] = []
    changed: list[tuple[str, str]] = []
    for one in _without({one.label for one in old}, new):
        same = next((other for other in left if other[1:] == one[1:]), None)
        if same:
            left.remove(same)
            changed.append((same.label, one.label))
        else:
            added.append(one.label)
    return Change(document, before, tuple(added), tuple(one.label for one in left), tuple(changed))


def _without(labels: set[str], parameters: Iterable[Parameter]) -> list[Parameter]:
    return [one for one in parameters if one.label not in labels]


def _parameters(connection: sqlite3.Connection, document: Document) -> list[Parameter]:
    return [Parameter(*row) for row in connection.execute(_PARAMETERS, [document.id])]


def as_json(found: News) -> dict[str, object]:
    """Return news as what JSON can hold."""
    return {kind: [_told(one) for one in getattr(found, kind)] for kind in ("new", "changed", "gone")}


def _told(one: Change) -> dict[str, object]:
    told = {
        **{"id": one.document.id, "title": one.document.title, "url": one.document.url},
        **{"version": one.document.version or None, "retrieved_at": one.document.retrieved_at or None},
        **{"before": one.before.id if one.before else None, "gone_at": one.gone_at or None},
        **{"added": list(one.added), "removed": list(one.removed)},
        "changed": [{"before": before, "after": after} for before, after in one.changed],
    }
    return {name: value for name, value in told.items() if value not in (None, [])}
