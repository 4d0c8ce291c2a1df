"""Regulations of an archive in parts that do not mix, and mistakes that are put into them.

Used by train_misread.py and suspicion.py: what one learns from, the other never measures on.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

import numpy as np
from fatiao.review.characters.confusions import SORTS, Confusions

Wrongs = Mapping[int, Sequence[int]]
"""For a character those that may come out instead, all as code points."""

LONGEST_SERIES = 12
"""How often a series of one mistake is found in a text at most."""
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_VERSION = re.compile(r"[（(]\d{4}-\d\d-\d\d[)）].*")


class Part(Enum):
    """What a regulation of the archive is for."""

    LEARNED = "n-grams are counted, the network is trained"
    CHOSEN = "thresholds are chosen"
    MEASURED = "measured on, and used for nothing else"


def part_of(path: Path) -> Part:
    """Return what a file is for, by its title without its version: the versions of a regulation are not parted."""
    title = _VERSION.sub("", path.stem)
    number = int(hashlib.sha256(title.encode()).hexdigest()[:8], 16) % 100
    if number < 10:
        return Part.MEASURED
    return Part.CHOSEN if number < 20 else Part.LEARNED


def archive(folder: Path) -> Iterator[tuple[Path, Part, str]]:
    """Yield every regulation of an archive of Markdown files: its file, what it is for, its text without comments."""
    paths = sorted(folder.rglob("*.md"))
    if not paths:
        raise SystemExit(f"{folder}: no .md files; name the folder of the unpacked archive")
    for path in paths:
        yield path, part_of(path), _COMMENT.sub("", path.read_text(encoding="utf-8"))


def own_wrongs(table: Confusions, sorts: Container[str], most: int, among: Iterable[int]) -> Wrongs:
    """Return the wrong characters by the shipped table: those in whose first `most` of a column the right one stands.

    Only characters of `among` come out.
    """
    wrongs = defaultdict(list)
    for wrong in among:
        for row in range(table.starts[wrong], table.starts[wrong + 1]):
            if SORTS[table.sorts[row]] in sorts and table.ranks[row] < most:
                wrongs[int(table.meant[row])].append(wrong)
    return wrongs


def broken(
    codes: np.ndarray, rate: float, wrongs: Wrongs, random: np.random.Generator, series: float = 0.0
) -> tuple[np.ndarray, dict[int, int]]:
    """Return a row of characters with wrong ones in `rate` of its places, and what was right, by place.

    A share of them, `series`, is wrong wherever the character stands beside the same neighbour, if that is seldom: so
    do readers of scans err.
    """
    before, right = codes, {}
    codes = codes.copy()
    for place in np.flatnonzero(random.random(len(codes)) < rate).tolist():
        choices = wrongs.get(int(before[place]))
        if not choices:
            continue
        wrong = choices[random.integers(len(choices))]
        same = _alike(before, place, 1 if random.random() < 0.5 else -1) if random.random() < series else [place]
        for one in same if len(same) <= LONGEST_SERIES else [place]:
            right.setdefault(one, int(before[one]))
            codes[one] = wrong
    return codes, right


def _alike(codes: np.ndarray, place: int, step: int) -> list[int]:
    """Return the places of the same character beside the same neighbour."""
    if not 0 <= place + step < len(codes):
        return [place]
    found = np.flatnonzero(codes == codes[place])
    found = found[(found + step >= 0) & (found + step < len(codes))]
    return found[codes[found + step] == codes[place + step]].tolist()
