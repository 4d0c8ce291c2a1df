"""Measure whole records on regulations that neither weights nor figures were chosen on, by cross-validation.

usage: python benchmarks/train_choice.py TEXTS GOLD.jsonl... --keep FOLDER
       python benchmarks/cross_validate.py FOLDER TEXTS GOLD.jsonl... [--faults FILE]

FOLDER has the weights of each fold and the names of the files they were learned without. Those files are built by a
copy of the program that has these weights; all folds are scored together. --faults writes what is not right to FILE.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from fatiao.ingest import read
from fatiao.quality.breakdown import at_least, judge, words_at_least
from fatiao.quality.parameters import Predicted, read_predictions, score_predictions
from fatiao.quality.report import parameter_lines
from fatiao.quality.score import load

ROOT = Path(__file__).parent.parent
SURE = 0.9
"""From this confidence on, a parameter is meant to be right."""
NOTHING = "no regulation was found"
"""What the program says of a text of which it finds nothing: all its parameters are missed."""
LEFT_OUT = shutil.ignore_patterns(".*", "corpus", "tests", "docs", "benchmarks", "*.db", "build", "dist")


def predicted(fold: Path, texts: Path) -> dict[str, list[Predicted]]:
    """Return the parameters of a fold's files, read with its weights."""
    names = (fold / "files.txt").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        program, database = Path(folder, "fatiao"), Path(folder, "fold.db")
        shutil.copytree(ROOT, program, ignore=LEFT_OUT)
        for name in ("weights.txt", "grounds.txt", "certainty.txt", "both_right.txt", "roles.txt"):
            shutil.copy(fold / name, program / "extract" / "choice" / name)
        command = [sys.executable, "-m", "fatiao", "build", *(str(texts / name) for name in names)]
        place = {**os.environ, "PYTHONPATH": folder}
        done = subprocess.run([*command, "--db", str(database)], env=place, capture_output=True, text=True, cwd=folder)
        left_out = [line for line in done.stderr.splitlines() if line and NOTHING not in line]
        if done.returncode and left_out:
            sys.exit(f"{fold}: its files cannot be built\n{done.stderr}")
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            return read_predictions(connection)


def main() -> None:
    """Build all folds, and print how they compare with the annotations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--faults", type=Path, metavar="FILE")
    args = parser.parse_args()
    gold = load(args.gold, [], args.texts, lambda page: read(page).text)
    found: dict[str, list[Predicted]] = {}
    for fold in sorted(args.folder.iterdir()):
        found |= predicted(fold, args.texts.resolve())
    score = score_predictions(found, gold.parameters)
    print("\n".join(parameter_lines(score)))
    judged = judge(found, gold.parameters)
    for name, share in (("confidence", at_least(judged, SURE)), ("word confidence", words_at_least(judged, SURE))):
        print(f"  {name} >= {SURE}: {share.count / score.mention.predicted:.3f} of all, {share.share:.3f} right")
    if args.faults:
        args.faults.write_text("\n".join(score.faults) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
