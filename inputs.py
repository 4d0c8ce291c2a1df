"""What a build is given: files that are pages, and the records of files that are collections of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .ingest import (
    Fields,
    IngestError,
    Member,
    Record,
    is_collection,
    is_container,
    looks_of_warc,
    members,
    open_collection,
    records,
    rules_beside,
)  # fmt: skip
from .ingest.files import read_raw
from .snapshots import Looks
from .store.files import UNKNOWN, StoredFile
from .store.fingerprints import versions, with_fields
from .store.plan import Plan, plan
from .store.uris import Uris, file_of
from .text.source import source_id

Item = Path | Record | Member
"""What is built: a file, a record of a collection, or a file in a container."""


@dataclass(slots=True)
class Inputs:
    """Files and records by the address they are stored under; `whole` are those read to their end that hold many.

    `looks` are what sites answered, by the WARC files among them.
    """

    fields: Fields
    files: dict[str, Path] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    looks: Looks = field(default_factory=Looks)

    def __len__(self) -> int:
        return len(self.files) + len(self.records) + len(self.members)

    def __contains__(self, uri: object) -> bool:
        return uri in self.files or uri in self.records or uri in self.members

    def __getitem__(self, uri: str) -> Item:
        return self.files.get(uri) or self.members.get(uri) or self.records[uri]

    def drop(self, uri: str) -> None:
        """Leave out what is stored under an address, if it is among them."""
        for kind in (self.files, self.members, self.records):
            kind.pop(uri, None)

    def build_key(self, item: Item) -> str:
        """Return what an item is built by: the program, and the mapping of its columns or the rules of its site."""
        key = versions().build_key
        if isinstance(item, Member):
            return with_fields(key, item.rules.key) if item.rules else key
        return with_fields(key, self.fields.key) if isinstance(item, Record) else key

    def is_gone(self, uri: str) -> bool:
        """Tell whether an address is that of a record or a member which its file no longer has."""
        return file_of(uri) in self.whole and uri not in self.records and uri not in self.members

    def plan(
        self,
        stored: Mapping[str, StoredFile],
        force: bool,
        max_bytes: int,
        decided: Mapping[str, str],
        hash_all: bool = False,
    ) -> Plan:
        """Return what of it is to be built; `decided` is the key of the decisions about a stored content.

        `hash_all` has files read whose size and time are as stored; records and members always are.
        """

        def content(path: Path) -> str | None:
            try:
                return source_id(read_raw(path, max_bytes))
            except IngestError:
                return None  # processing it will tell why

        key = versions().build_key
        out = plan(self.files, stored, key, content, force, decided=decided, hash_all=hash_all)
        for own, alike in self._members_by_key().items():
            out.add(plan(alike, stored, own, lambda member: member.id, force, lambda _: UNKNOWN, decided))
        if self.records:
            key = with_fields(key, self.fields.key)
            out.add(plan(self.records, stored, key, lambda record: record.place.id, force, lambda _: UNKNOWN, decided))
        return out

    def _members_by_key(self) -> dict[str, dict[str, Member]]:
        out: dict[str, dict[str, Member]] = {}
        for uri, member in self.members.items():
            out.setdefault(self.build_key(member), {})[uri] = member
        return out


def gather(
    paths: Iterable[Path], uris: Uris, fields: Fields, on_error: Callable[[IngestError], None], max_bytes: int = 0
) -> Inputs:
    """Return what `paths` name, each file once, however many ways it was spelled; what fails goes to `on_error`."""
    out = Inputs(fields)
    for path in paths:
        uri = uris.of(path)
        if uri in out.whole:
            continue
        before, is_crawled, refused = len(out), False, list[IngestError]()
        try:
            if is_collection(path):
                for record in records(open_collection(path, fields)):
                    out.records[f"{uri}#{record.place.number}"] = record
            elif is_container(path):
                for member in members(path, max_bytes, refused.append):
                    out.members[uri + member.name] = member
                if not path.name.lower().endswith(".zip"):
                    out.looks.add(looks_of_warc(path))
                    is_crawled = rules_beside(path) is not None
            else:
                out.files.setdefault(uri, path)
                continue
            out.whole.add(uri)
            if len(out) == before and not refused and not is_crawled:  # a crawl may have found nothing new
                raise IngestError(str(path), "no record is in it", "see whether it is the file you meant")
        except IngestError as error:
            refused.append(error)
        for fault in refused:
            on_error(fault)
    return out
