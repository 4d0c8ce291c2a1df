"""How well suspicious characters are found: on labelled pages, mistakes put in, clean text; and how fast.

    python benchmarks/suspicion.py labels [corpus/pages] [corpus/gold] [--unknown]
    python benchmarks/suspicion.py injected ARCHIVE --font FONT.ttf [--near 5]
    python benchmarks/suspicion.py clean ARCHIVE [--list 100]
    python benchmarks/suspicion.py speed FILES_OR_FOLDER

`labels` compares the flags of kinds misread, script, mojibake and punctuation with what people found (ocr_*.jsonl):
a label is found if a flag touches it, a flag is right if it touches such a label; one of another kind is told apart.
Labels that are not sure count for neither. `--unknown` is without the pairs of characters that stand in the program.
`injected` puts mistakes into 200 regulations of the archive that nothing was learned from, once those of the shipped
table, once those of a font that the table was not made with. `clean` counts flags of kind misread in the same
regulations as they are, and lists some to be read. `speed` is of one process.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from confusions import common, neighbours
from fatiao.extract.page import process_source
from fatiao.ingest.files import read
from fatiao.review.characters import misread
from fatiao.review.characters.confusions import SORTS, confusions
from fatiao.review.characters.misread import suspicions
from fatiao.review.page import reviewed
from fatiao.text.source import Flag, Span
from misreadings import Part, Wrongs, archive, own_wrongs

MEASURED_KINDS = ("misread", "script", "mojibake", "punctuation")
ASKED = ("ocr", "punctuation")
"""Kinds of labels that these flags are there for; those of others are told beside."""
REGULATIONS, RATE, COMMON = 200, 0.002, 3500


class Label(NamedTuple):
    """A fault that people found in a page: where, of what kind, whether they are sure of it."""

    span: Span
    kind: str
    sure: bool
    wrong: str
    right: str | None


def labels_of(gold: Path, pages: Path) -> Mapping[Path, Sequence[Label]]:
    """Return the labelled faults of each page. Raises SystemExit where a label stands nowhere."""
    found: defaultdict[Path, list[Label]] = defaultdict(list)
    for file in sorted(gold.glob("ocr_*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            page = pages / row["file"]
            text = read(page).text
            for start in _places(text, row, f"{file}:{number}"):
                span = Span(start, start + max(1, len(row["wrong"])))
                found[page].append(Label(span, row["kind"], row.get("sure", True), row["wrong"], row["right"]))
    return found


def _places(text: str, row: Mapping[str, str], where: str) -> list[int]:
    """Return where the wrong words of a label stand: in its context, or everywhere if one row stands for all."""
    wrong, context = row["wrong"], row["context"]
    if wrong and wrong[0] >= "\ue000" and wrong not in context:
        return [match.start() for match in re.finditer(f"{re.escape(wrong)}", text)]
    starts = [match.start() for match in re.finditer(f"(?={re.escape(context)})", text)]
    if not starts:
        raise SystemExit(f"{where}: the context stands nowhere in the page")
    at = starts[int(row.get("nth") or 1) - 1] if int(row.get("nth") or 1) <= len(starts) else starts[0]
    inside = text.find(wrong, at, at + len(context))
    return [inside if inside >= 0 else text.find(wrong, max(0, at - len(wrong) - 1))]


def measure_labels(pages: Path, gold: Path, is_unknown: bool) -> None:
    """Print precision and recall of the flags on labelled pages, what was missed and what was flagged besides."""
    if is_unknown:
        forget_known_pairs()
    asked = found = right = wrong = 0
    others: Counter[str] = Counter()
    for page, labels in labels_of(gold, pages).items():
        source = read(page)
        flags = [flag for flag in reviewed(process_source(source)).flags if flag.kind in MEASURED_KINDS]
        sure = [label for label in labels if label.kind in ASKED and label.sure]
        for label in sure:
            asked += 1
            if any(_touch(label.span, flag.span) for flag in flags):
                found += 1
            else:
                print(
                    f"missed   {page.name[:3]} {label.kind} {_around(source.text, label.span)} meant: {label.right!r}"
                )
        for flag in _once(flags, source.text):
            touched = [label for label in labels if _touch(label.span, flag.span)]
            if any(label in sure for label in touched):
                right += 1
            elif any(label.kind not in ("duplicate", "order") for label in touched):
                others.update({label.kind if label.sure else "not sure" for label in touched})
            else:
                wrong += 1
                print(f"besides  {page.name[:3]} {flag.kind} {_around(source.text, flag.span)} {flag.suggestion!r}")
    print(f"precision {right / max(1, right + wrong):.3f} ({right} of {right + wrong} flags)")
    print(f"recall {found / max(1, asked):.3f} ({found} of {asked} labels)")
    print(f"flags on labels of other kinds: {dict(others)}")


def _once(flags: Iterable[Flag], text: str) -> Iterator[Flag]:
    """Yield flags, of those of the same private-use characters the first alone: one label stands for all of them."""
    seen = set()
    for flag in flags:
        words = flag.span.of(text)
        if not all("\ue000" <= character <= "\uf8ff" for character in words) or words not in seen:
            seen.add(words)
            yield flag


def forget_known_pairs() -> None:
    """Let the pairs that stand in the program be like those that were found by comparing pixels."""
    table = confusions()
    sorts = np.where(table.sorts == SORTS.index("known"), SORTS.index("alike"), table.sorts).astype(np.uint8)
    misread.confusions = lambda: table._replace(sorts=sorts)  # type: ignore[assignment]


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _around(text: str, span: Span) -> str:
    before, behind = text[max(0, span.start - 8) : span.start], text[span.end : span.end + 8]
    return f"{before}[{span.of(text)}]{behind}".replace("\n", "⏎")


def held_back(folder: Path) -> list[tuple[Path, str]]:
    """Return 200 regulations that nothing was learned from, by chance, but always the same."""
    texts = [(path, text) for path, part, text in archive(folder) if part is Part.MEASURED]
    random.Random(7).shuffle(texts)
    return texts[:REGULATIONS]


def measure_injected(folder: Path, font: str, near: int) -> None:
    """Print how many mistakes of the own table, and of that of a font, are found in regulations."""
    counts = common(folder)
    characters = [character for character, _ in counts.most_common(COMMON)]
    foreign: Wrongs = {
        ord(one): [*map(ord, others)] for one, others in neighbours(characters, characters, font, near).items()
    }
    codes = [*map(ord, characters)]
    texts = held_back(folder)
    for name, wrongs in (
        ("own table", own_wrongs(confusions(), ("known", "alike"), near, codes)),
        (f"foreign table, {Path(font).name}", foreign),
    ):
        print(f"{name}: {_injected(texts, wrongs)}")
    shared = [wrong for one, others in foreign.items() for wrong in others if one in _proposed(wrong)]
    print(f"pairs of the foreign table that the own one has too: {len(shared) / sum(map(len, foreign.values())):.3f}")


def _proposed(wrong: int) -> set[int]:
    table = confusions()
    rows = range(table.starts[wrong], table.starts[wrong + 1])
    return {int(table.meant[row]) for row in rows if SORTS[table.sorts[row]] != "sounding"}


def _injected(texts: Sequence[tuple[Path, str]], wrongs: Wrongs) -> str:
    chance = np.random.default_rng(11)
    mistakes = found = mended = false = 0
    for _, text in texts:
        characters = list(text)
        right = {}
        for place in np.flatnonzero(chance.random(len(text)) < RATE).tolist():
            choices = wrongs.get(ord(text[place]))
            if choices:
                right[place] = text[place]
                characters[place] = chr(choices[chance.integers(len(choices))])
        mistakes += len(right)
        for one in suspicions("".join(characters)):
            found += one.place in right
            mended += right.get(one.place) == one.meant
            false += one.place not in right
    precision, recall = found / (found + false), found / mistakes
    f1 = 2 * precision * recall / (precision + recall)
    measures = f"F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, right suggestion {mended / found:.3f}"
    return f"{measures}, {mistakes} mistakes"


def measure_clean(folder: Path, most: int) -> None:
    """Print the flags of kind misread per 10,000 characters of regulations that nothing was learned from."""
    characters = 0
    flags = []
    for path, text in held_back(folder):
        characters += len(text)
        flags += [(path, text, one) for one in suspicions(text)]
    for path, text, one in random.Random(3).sample(flags, min(most, len(flags))):
        suggested = text[one.words.start : one.place] + one.meant + text[one.place + 1 : one.words.end]
        print(f"{one.score:.2f} {_around(text, one.words)} → {suggested}  {path.stem}")
    print(f"{len(flags)} flags in {characters} characters: {len(flags) / characters * 1e4:.2f} in 10,000")


def measure_speed(paths: Sequence[Path]) -> None:
    """Print how many characters a second are looked at by one process."""
    files = [file for path in paths for file in (sorted(path.rglob("*.*")) if path.is_dir() else [path])]
    texts = [read(file).text for file in files if file.suffix in (".txt", ".md")]
    started = time.perf_counter()
    next(suspicions("第一条 为了加强收人的管理，制定本办法。"), None)
    loaded = time.perf_counter() - started
    began, busy = time.perf_counter(), time.process_time()
    flags = sum(1 for text in texts for _ in suspicions(text))
    spent, used = time.perf_counter() - began, time.process_time() - busy
    characters = sum(map(len, texts))
    print(f"model loaded in {loaded:.3f} s; {flags} flags in {characters} characters")
    print(f"{characters / used:,.0f} characters a second of processor time, {characters / spent:,.0f} by the clock")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    labels = commands.add_parser("labels")
    labels.add_argument("pages", type=Path, nargs="?", default=Path("corpus/pages"))
    labels.add_argument("gold", type=Path, nargs="?", default=Path("corpus/gold"))
    labels.add_argument("--unknown", action="store_true", help="without what the program says of pairs of characters")
    injected = commands.add_parser("injected")
    injected.add_argument("archive", type=Path)
    injected.add_argument("--font", required=True, help="a font that the table of confusions was not made with")
    injected.add_argument("--near", type=int, default=5, help="neighbours of a character that may come out instead")
    clean = commands.add_parser("clean")
    clean.add_argument("archive", type=Path)
    clean.add_argument("--list", type=int, default=0, help="flags to list, by chance")
    speed = commands.add_parser("speed")
    speed.add_argument("paths", type=Path, nargs="+")
    args = parser.parse_args()
    if args.what == "labels":
        measure_labels(args.pages, args.gold, args.unknown)
    elif args.what == "injected":
        measure_injected(args.archive, args.font, args.near)
    elif args.what == "clean":
        measure_clean(args.archive, args.list)
    else:
        measure_speed(args.paths)


if __name__ == "__main__":
    main()
