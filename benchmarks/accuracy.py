"""How right the parameters are, as the tables of docs/accuracy.md.

usage: python benchmarks/accuracy.py [--set NAME GOLD SOURCES]... [--only-sets] [--write] [--faults FILE]

Builds the sample pages and compares them with their gold; each --set adds gold of one's own: a name for the heading,
a pattern for the gold files, and the folder of their texts. Prints Markdown; --write puts it into docs/accuracy.md,
between the markers. --faults writes every parameter that is not right to FILE, the most confident first.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from fatiao.ingest import find, read
from fatiao.pipeline import build
from fatiao.quality.breakdown import (
    MENTION,
    TUPLE,
    WITH_ROLE,
    Judged,
    Share,
    at_least,
    by_rule,
    f1_by,
    judge,
    reliability,
    words_at_least,
    words_of,
)
from fatiao.quality.parameters import FUZZY, ParameterScore, read_predictions, score_predictions
from fatiao.quality.score import load

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "accuracy.md"
SAMPLES = ("Sample pages", str(ROOT / "corpus/gold/seed_*.jsonl"), str(ROOT / "corpus/pages"))
BEGIN, END = "<!-- begin: python benchmarks/accuracy.py --write -->", "<!-- end -->"
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
SURE = 0.9
"""From this confidence on, a parameter is meant to be right: at least 97 of 100."""


def measure(gold: str, sources: str) -> tuple[ParameterScore, list[Judged]]:
    """Build the texts of gold files anew, and return the measures and every parameter beside its gold."""
    right = load(find([gold]), [], Path(sources), lambda page: read(page).text)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "accuracy.db")
        for failure in build(right.files, database).failures:
            print(failure, file=sys.stderr)
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            found = read_predictions(connection)
    return score_predictions(found, right.parameters), judge(found, right.parameters)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, and a blank one."""
    yield "| " + " | ".join(head) + " |"
    yield "|---|" + "---:|" * (len(head) - 1)
    yield from ("| " + " | ".join(map(str, row)) + " |" for row in rows)
    yield ""


def set_lines(name: str, score: ParameterScore, judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the tables of one set of gold."""
    files = len({one.gold.file for one in judged if one.gold})
    regulations = len({(one.gold.file, one.gold.regulation) for one in judged if one.gold})
    yield f"### {name}\n"
    mention = score.mention
    yield f"{mention.gold} parameters of {regulations} documents on {files} pages; {mention.predicted} found.\n"
    parts = {"mention": mention, "tuple": score.core, "tuple and role": score.with_role, "whole": score.whole}
    head = ("", "precision", "recall", "F1")
    yield from table(head, ((n, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}") for n, s in parts.items()))
    yield f"Of those found, {score.article:.1%} have the right article, {score.full_path:.1%} the right item too.\n"
    yield from _kinds(judged, "quantity", {"mention": MENTION, "tuple": TUPLE, "tuple and role": WITH_ROLE})
    yield from _kinds(judged, "role", {"role": MENTION, "tuple and role": WITH_ROLE})
    words = ((field, words_of(judged, field)) for field in FUZZY)
    head = ("words", "character F1 where gold or program has some", "of", "character F1 over all found")
    yield from table(head, ((n, f"{w.where_either:.3f}", w.either, f"{w.average:.3f}") for n, w in words))


def _kinds(judged: Sequence[Judged], kind: str, columns: dict[str, frozenset[str]]) -> Iterator[str]:
    measures = [f1_by(judged, kind, fields) for fields in columns.values()]
    rows = (
        (name, counts.gold, counts.predicted, *(f"{measure[name].f1:.3f}" for measure in measures))
        for name, counts in measures[0].items()
    )
    yield from table((kind, "gold", "found", *(f"{name} F1" for name in columns)), rows)


def confidence_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the tables about confidence, over all sets together."""
    yield "### Confidence\n"
    sure = at_least(judged, SURE)
    yield f"Of the {sure.count} parameters with a confidence of {SURE} and more, {sure.share:.1%} are right in"
    yield "quantity, comparator, value, unit and role; a number that is no parameter counts as wrong. Of the"
    words = words_at_least(judged, SURE)
    yield f"{words.count} with as much in their words, {words.share:.1%} are right in attribute and holder.\n"
    yield from table(
        ("confidence", "parameters", "right", "confidence on average"), map(_row, reliability(judged, EDGES))
    )
    yield from table(("rule", "parameters", "right", "confidence on average"), map(_row, by_rule(judged)))


def _row(share: Share) -> tuple[object, ...]:
    known = share.count > 0
    return (
        *(share.name, share.count, f"{share.share:.1%}" if known else "–"),
        f"{share.confidence:.2f}" if known else "–",
    )


def fault_lines(judged: Iterable[Judged]) -> Iterator[str]:
    """Yield a line for each predicted parameter that is not right, the most confident first."""
    wrong = [one for one in judged if one.predicted and not one.has(WITH_ROLE)]
    for one in sorted(wrong, key=lambda one: -one.confidence):
        found, gold = one.predicted, one.gold
        assert found is not None
        got = f"{found.quantity} {found.role} {found.comparator} {found.value} {found.unit}"
        head = f"{one.confidence:.2f} {one.rule} | {found.mention} | got {got}"
        if gold is None:
            yield f"{head} | no parameter"
            continue
        want = f"{gold.quantity} {gold.role} {gold.comparator} {gold.value} {gold.unit}"
        yield f"{head} | want {want} | {gold.file}: {gold.context}"


def main() -> None:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs=3, action="append", default=[], metavar=("NAME", "GOLD", "SOURCES"), dest="sets")
    parser.add_argument("--only-sets", action="store_true", help="leave the sample pages out")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    parser.add_argument("--faults", type=Path, metavar="FILE", help="write what is not right to FILE")
    args = parser.parse_args()
    lines: list[str] = []
    everything: list[Judged] = []
    for name, gold, sources in [*([] if args.only_sets else [SAMPLES]), *args.sets]:
        score, judged = measure(gold, sources)
        everything += judged
        lines += set_lines(name, score, judged)
    lines += confidence_lines(everything)
    tables = "\n".join(lines)
    if args.faults:
        args.faults.write_text("\n".join(fault_lines(everything)) + "\n", encoding="utf-8")
    if not args.write:
        print(tables)
        return
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        sys.exit(f"{DOCUMENT} has no place for the tables: put the lines {BEGIN!r} and {END!r} where they belong")
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
