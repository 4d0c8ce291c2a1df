"""Attack the whole way of a file into a database with damaged pages, PDF and Word files, and check what comes out.

usage: PYTHONPATH=tests python benchmarks/attack/mutate.py [--pages N] [--files N] [--seed N]

Pages are the samples, files the PDF and Word files of corpus/files, each with bytes changed, cut out, doubled, moved or
taken from another. All are built, in batches, by worker processes with the usual limits. Prints how many became
regulations, how many were refused for which reason, how long the slowest took and how much memory the workers. The exit
status is 1 where a worker died, a reason is a bare exception, or spans and tiling of what was read are not whole.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TypeVar

from fatiao.ingest import IngestError, read
from fatiao.pipeline import build
from invariants import check_source

CORPUS = Path(__file__).parent.parent.parent / "corpus"
_BATCH = 200
_INSIDE = 0.8
"""The share of files that are damaged where they can still be read, in their characters."""
Unit = TypeVar("Unit", int, str)
_EXCEPTION = re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b")


def damaged(path: Path, other: Path, chance: random.Random) -> bytes:
    """Return what a file holds after accidents to its characters, to those of a part of it, or to its bytes."""
    raw = path.read_bytes()
    if path.suffix == ".docx" and chance.random() < _INSIDE:
        return _with_damaged_part(raw, chance)
    if path.suffix in (".txt", ".html") and chance.random() < _INSIDE:
        text, more = (one.decode("utf-8", "ignore") for one in (raw, other.read_bytes()))
        return "".join(_after_accidents(list(text), list(more), chance)).encode()
    return bytes(_after_accidents(list(raw), list(other.read_bytes()), chance))


def _with_damaged_part(raw: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        hit = chance.choice([name for name in package.namelist() if name.endswith((".xml", ".rels", ".html", ".mht"))])
        for name in package.namelist():
            part = package.read(name)
            if name == hit:
                text = list(part.decode("utf-8", "ignore"))
                part = "".join(_after_accidents(text, text, chance)).encode()
            copy.writestr(name, part)
    return out.getvalue()


def _after_accidents(whole: list[Unit], other: list[Unit], chance: random.Random) -> list[Unit]:
    """Return characters or bytes of which some were changed, cut out, doubled, moved or taken from others."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(whole) + 1)
        piece = whole[start : start + int(chance.paretovariate(0.5))]
        end = start + len(piece)
        match chance.randrange(5):
            case 0:
                whole[start:end] = chance.sample(piece, len(piece))
            case 1:
                del whole[start:end]
            case 2:
                whole[start:start] = piece
            case 3:
                del whole[start:end]
                at = chance.randrange(len(whole) + 1)
                whole[at:at] = piece
            case _:
                at = chance.randrange(len(other) + 1)
                whole[start:end] = other[at : at + len(piece)]
    return whole


def attack(seeds: Sequence[Path], count: int, chance: random.Random) -> bool:
    """Build `count` damaged copies of files in batches, print what became of them, and tell whether all holds."""
    reasons: Counter[str] = Counter()
    stored, slowest, holds = 0, 0.0, True
    for first in range(0, count, _BATCH):
        with tempfile.TemporaryDirectory() as folder:
            for number in range(first, min(first + _BATCH, count)):
                seed, other = chance.choice(seeds), chance.choice(seeds)
                path = Path(folder, f"{number}{seed.suffix}")
                path.write_bytes(damaged(seed, other, chance))
            started = time.perf_counter()
            report = build([folder], Path(folder, "laws.db"))
            slowest = max(slowest, time.perf_counter() - started)
            failed = {failure.file: failure.problem for failure in report.failures}
            stored += report.stored
            for file, problem in failed.items():
                reasons[re.sub(r"\d+", "N", problem)[:90]] += 1
                if _EXCEPTION.search(problem):
                    holds = False
                    print(f"  {file}: {problem}", file=sys.stderr)
            for path in sorted(Path(folder).iterdir()):
                if path.suffix != ".db" and str(path) not in failed:
                    holds = _is_whole(path) and holds
    print(f"{count:,} files: {stored:,} stored; the slowest batch of {_BATCH} took {slowest:.1f} s")
    for reason, times in reasons.most_common():
        print(f"  {times:6,} refused: {reason}")
    return holds


def _is_whole(path: Path) -> bool:
    """Tell whether spans and tiling of a file that was built are whole; print what is not."""
    try:
        check_source(read(path))
    except IngestError:
        return True  # beside a database, or refused for its name
    except AssertionError as error:
        print(f"  {path.name}: {error}", file=sys.stderr)
        return False
    return True


def main() -> int:
    """Attack with damaged pages, then with damaged files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    pages = sorted((CORPUS / "pages").glob("*.txt")) + sorted((CORPUS / "files").glob("*.html"))
    files = [path for path in sorted((CORPUS / "files").iterdir()) if path.suffix in (".pdf", ".docx")]
    holds = attack(pages, args.pages, chance)
    holds = attack(files, args.files, chance) and holds
    print(f"memory of the largest worker: {getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024:,.0f} MB")
    return not holds


if __name__ == "__main__":
    sys.exit(main())
