"""A file within a container: where it stands, and what its bytes are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...text.file_names import as_text
from ...text.source import Source
from ..errors import IngestError
from ..files import media_type_of, read_bytes, too_large
from ..readers.effort import Effort, effort_of
from ..sites.rules import Rules

Report = Callable[[IngestError], None]
_NO_EFFORT = Effort()


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a container.

    `name` is what its address has behind the container's: `!/a.html` in a ZIP, `#3` in a WARC. `at` finds it again: the
    index of the entry, or the record's first byte. `id` is the SHA-256 of its bytes. `told` are names and values that
    came with it, `media_type` what its sender or its name says it is, `rules` those of its site, if a crawl fetched it.
    """

    container: Path
    name: str
    at: int
    id: str
    size: int
    media_type: str | None = None
    effort: Effort = _NO_EFFORT
    told: tuple[tuple[str, str], ...] = ()
    rules: Rules | None = None

    def __str__(self) -> str:
        return f"{self.container}{self.name}"

    @property
    def uri(self) -> str:
        """Its address: the container's as given, and its name."""
        return as_text(self.container) + self.name

    @property
    def retrieved_at(self) -> str | None:
        """When it was fetched from the web, if it was."""
        return dict(self.told).get("retrieved_at")


def member(
    container: Path, name: str, at: int, raw: bytes, digest: str, told: dict[str, str], media_type: str | None = None
) -> Member:
    """Return the member that bytes are."""
    named = media_type or media_type_of(name)
    return Member(container, name, at, digest, len(raw), named, effort_of(raw, raw), tuple(told.items()))


def source_of_member(one: Member, raw: bytes, max_bytes: int) -> Source:
    """Return the bytes of a member as a source; raises `IngestError` if they are none, or too many."""
    if max_bytes and len(raw) > max_bytes:
        raise IngestError(one.uri, *too_large(max_bytes))
    if one.rules:
        from ..sites.source import source_by_rules

        if found := source_by_rules(raw, one.uri, one.media_type, one.rules):
            return found
    return read_bytes(raw, one.uri, one.media_type)
