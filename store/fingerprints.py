"""Fingerprints of the program: what a stored source was made by, stage by stage.

A stage's fingerprint is a hash of the files of its room (code, tables, models) and of the versions of the libraries it
uses; a stage also depends on those before it, in the order of `STAGES`. The build key of a stored file is the
fingerprints of all of them, so that two keys tell which stage has changed. The content has its own hash (`source_id`).

There is one key for the rows of a page, and no parsed page is kept for the case that extraction alone changes. Kept
pages load in 28 % of the time that parsing takes, and parsing is a sixth of a build: of 45 s for 3,504 regulations 6 s
would be saved, for 2 s more whenever all is built, and for pickles half as large again as all texts together.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .. import __version__

_PACKAGE = Path(__file__).parent.parent
_FIELDS = "+"
_DECISIONS = "@"
_DIGITS = 12  # 48 bits, for a handful of fingerprints


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline: its room, the libraries it uses, and what of the room has no part in a stored row.

    `reason` is what is told of a file that is built again because this stage has changed.
    """

    room: str
    reason: str
    libraries: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()


_NO_ROWS = frozenset(
    {
        *("export", "link.py"),  # made of stored rows, and at the end of a build
        "shards",  # another form of the same rows
        *("builds.py", "files.py", "fingerprints.py", "older.py", "plan.py", "uris.py"),  # when to build, not what
        *("errors.py", "anchors.py", "changes.py", "digest.py", "editors.py", "exchange", "queue.py", "read_only.py"),
    }
)

STAGES: tuple[Stage, ...] = (
    # what is a letter, a digit or a space comes with Python
    Stage("text", "the ground of all stages (text/) changed", ("python",)),
    Stage(
        "ingest",
        "reading (ingest/) changed",
        (
            *(
                "beautifulsoup4",
                "charset-normalizer",
                "cssselect",
                "lxml",
                "numpy",
                "opencv-python-headless",
                "pdfplumber",
                "pillow",
            ),
            *("pypdfium2", "rapidocr", "trafilatura", "warcio"),
        ),
        without=frozenset({"crawl"}),  # what fetches pages has no part in how they are read
    ),
    Stage("parse", "parsing (parse/) changed"),
    Stage("extract", "extraction (extract/) changed", ("numpy",), frozenset({"spacy.py"})),
    Stage("review", "suspicion (review/) changed", ("numpy",)),
    Stage("store", "rows (store/) changed", without=_NO_ROWS),
)
"""Every stage that has a part in the rows of a page, in order; `without` are files and folders of its room."""

LINKING = Stage("store/link.py", "linking changed")
"""What links citations, at the end of a build: a change of it makes no page stale, but all citations."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What a build is made by: the fingerprint of each stage by room, and versions by name, for people."""

    stages: Mapping[str, str]
    programs: Mapping[str, str]

    @property
    def build_key(self) -> str:
        """The fingerprints of the stages, in their order."""
        return "-".join(self.stages[stage.room] for stage in STAGES)


@cache
def versions() -> Versions:
    """Return the versions of the program that is running; takes 10 ms, once a process."""
    libraries = {name: _version(name) for stage in STAGES for name in stage.libraries}
    stages = {stage.room: fingerprint(stage, libraries) for stage in (*STAGES, LINKING)}
    return Versions(stages, {"fatiao": __version__, **libraries})


def with_fields(build_key: str, fields: str) -> str:
    """Return the build key of what was read by a mapping of columns whose own key is `fields`."""
    return f"{build_key}{_FIELDS}{fields}"


def with_decisions(build_key: str, decisions: str) -> str:
    """Return the build key of what editors' decisions are about whose own key is `decisions`, empty for none."""
    return f"{build_key}{_DECISIONS}{decisions}" if decisions else build_key


def is_by_other_fields(build_key: str, current: str) -> bool:
    """Tell whether a file stored under one build key was read by another mapping of columns than that of another."""
    return _fields_in(build_key) != _fields_in(current)


def _fields_in(build_key: str) -> str:
    return build_key.partition(_DECISIONS)[0].partition(_FIELDS)[2]


def decisions_in(build_key: str) -> str:
    """Return the key of the decisions in a build key, empty where there are none."""
    return build_key.partition(_DECISIONS)[2]


def why_stale(build_key: str, current: str) -> str:
    """Return why a file stored under another build key than the current one is built again."""
    if not build_key:
        return "of files of one content another comes first now, with another ending"
    (build_key, _, _), (current, _, _) = build_key.partition(_DECISIONS), current.partition(_DECISIONS)
    if build_key == current:
        return "editors decided otherwise"
    (stages, _, _), (now_stages, _, _) = build_key.partition(_FIELDS), current.partition(_FIELDS)
    if stages == now_stages:
        return "other columns are asked for (--fields), or the rules of its site changed"
    old, new = stages.split("-"), now_stages.split("-")
    if len(old) == len(new) == len(STAGES):
        for stage, before, now in zip(STAGES, old, new, strict=True):
            if before != now:
                return stage.reason
    return "fatiao changed"


def fingerprint(stage: Stage, libraries: Mapping[str, str], package: Path = _PACKAGE) -> str:
    """Return 12 hexadecimal digits that depend on names and content of the stage's files and on `libraries`.

    `libraries` are versions by name, of which those of the stage count. What Python or an editor leaves beside the
    files (`__pycache__`, hidden files) does not count.
    """
    digest = hashlib.sha256()
    for part in (f"{name} {libraries[name]}" for name in stage.libraries):
        _add(digest, part.encode())
    for path in sorted(_files(package / stage.room, stage.without)):
        _add(digest, path.relative_to(package).as_posix().encode())
        _add(digest, path.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _files(place: Path, without: frozenset[str]) -> Iterable[Path]:
    if place.is_file():
        yield place
        return
    for entry in place.iterdir():
        if entry.name == "__pycache__" or entry.name.startswith(".") or entry.name in without:
            continue
        yield from _files(entry, frozenset())


def _add(digest: hashlib._Hash, part: bytes) -> None:
    """Add a part with its length before it, so that no two lists of parts look the same."""
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)


def _version(library: str) -> str:
    if library == "python":
        return ".".join(platform.python_version_tuple()[:2])
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"  # a library that is on the path without having been installed
