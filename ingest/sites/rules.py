"""The part of a site file by which a page is read: kept beside the pages, so that builds need no site file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import IngestError

FILE = "rules.json"
"""The name of the file that holds the rules of the pages in its folder."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Selectors of title, body, what to leave out, and metadata; labels of metadata; the encoding if the site lies.

    `labels` are the site's own words for what `labels.py` knows by others. Without `body`, the main text is found by
    trafilatura.
    """

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = field(default=())
    encoding: str = ""

    @property
    def key(self) -> str:
        """12 hexadecimal digits that depend on all of it: what was read by other rules is to be read again."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()[:12]

    def as_json(self) -> str:
        """Return the rules as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def keep_rules(rules: Rules, folder: Path) -> None:
    """Write the rules of the pages in a folder, whole or not at all."""
    beside = folder / f".{FILE}.new"
    beside.write_text(rules.as_json(), encoding="utf-8")
    os.replace(beside, folder / FILE)


def rules_beside(container: Path) -> Rules | None:
    """Return the rules by which the pages in a file are read, None where it lies beside none.

    Raises:
        IngestError: there are some that cannot be read.
    """
    path = container.parent / FILE
    try:
        state = os.stat(path)
    except OSError:
        return None
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, _mtime: int, _size: int) -> Rules:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return _of(told)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IngestError(str(path), f"these are no rules of a site ({error})", "crawl the site again") from error


def _of(told: Mapping[str, Any]) -> Rules:
    several = {name: tuple(map(str, told[name])) for name in ("title", "body", "drop", "metadata")}
    return Rules(**several, labels=tuple((str(a), str(b)) for a, b in told["labels"]), encoding=str(told["encoding"]))
