"""What a build has to do: which files have to be built again, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from .files import FileState, StoredFile, state_of
from .fingerprints import why_stale, with_decisions
from .uris import ending_of

Item = TypeVar("Item")

NEW = "new"
CHANGED = "file changed"
FORCED = "asked for with --force"


@dataclass(slots=True)
class Plan:
    """Files to build by address, each with the reason, and rows of `files` to write without building anything.

    `noted` are files whose content is stored as the program would store it now; of these, `renamed` counts those that
    had another content or none before, and `unchanged` all files that are stored as they are.
    """

    work: dict[str, str] = field(default_factory=dict)
    noted: dict[str, StoredFile] = field(default_factory=dict)
    unchanged: int = 0
    renamed: int = 0

    def add(self, other: Plan) -> None:
        """Take in what there is to do with other files."""
        self.work |= other.work
        self.noted |= other.noted
        self.unchanged += other.unchanged
        self.renamed += other.renamed


def plan(
    files: Mapping[str, Item],
    stored: Mapping[str, StoredFile],
    build_key: str,
    source_id_of: Callable[[Item], str | None],
    force: bool = False,
    state_of: Callable[[Any], FileState] = state_of,
    decided: Mapping[str, str] = MappingProxyType({}),
    hash_all: bool = False,
) -> Plan:
    """Compare files with what is stored.

    A file whose size and time are as stored is not read, unless `hash_all`. One whose content is stored under another
    name with the same ending is not built: the ending has a say in how a file is read, the rest of its name has not.

    Args:
        files: the files that are named, or the records of such, by the address they are stored under.
        stored: what is stored, by address.
        build_key: that of the program.
        source_id_of: reads a file and returns the hash of its content, None where it cannot be read.
        force: build every file.
        state_of: tells the state of a file.
        decided: the key of the decisions about a stored content, by its hash, where there are any.
        hash_all: read every file, whatever its size and time say.
    """

    def key_of(content: str) -> str:
        return with_decisions(build_key, decided.get(content, ""))

    out = Plan()
    contents = {
        (file.source_id, ending_of(uri)) for uri, file in stored.items() if file.build_key == key_of(file.source_id)
    }
    for uri, path in files.items():
        old = stored.get(uri)
        if force or not stored:
            out.work[uri] = FORCED if old else NEW
            continue
        state = state_of(path)
        is_same_state = not hash_all and old is not None and state.mtime_ns is not None and state == old.state
        content = old.source_id if old and is_same_state else source_id_of(path)
        if old and content == old.source_id:
            if old.build_key != key_of(content):
                out.work[uri] = why_stale(old.build_key, key_of(content))
                continue
            out.unchanged += 1
            if state != old.state:
                out.noted[uri] = StoredFile(content, key_of(content), state)
        elif content is not None and (content, ending_of(uri)) in contents:
            out.renamed += 1
            out.noted[uri] = StoredFile(content, key_of(content), state)
        else:
            out.work[uri] = CHANGED if old else NEW
    return out
