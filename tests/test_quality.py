"""The quality gate: the sample pages against their gold, with floors that only rise.

To raise the floors after an improvement: fatiao score --floors tests/quality_floors.json --raise-floors
"""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

import pytest
from fatiao.ingest import read
from fatiao.pipeline import build
from fatiao.quality.floors import below, read_floors
from fatiao.quality.gold import check
from fatiao.quality.score import Score, load, score

CORPUS = Path(__file__).parent.parent / "corpus"
PAGES = CORPUS / "pages"
TRAINING = sorted((CORPUS / "gold").glob("train_*.jsonl"))
TEXTS = Path(os.environ.get("FATIAO_GOLD_TEXTS", CORPUS / "gold" / "texts"))
"""Where `corpus/gold/lay_out.py` was told to put the texts of the training annotations, which are not kept here."""
PARAMETERS = sorted((CORPUS / "gold").glob("seed_*.jsonl"))
STRUCTURE = sorted((CORPUS / "gold").glob("structure_*.json"))
FLOORS = Path(__file__).parent / "quality_floors.json"


def text_of(page: Path) -> str:
    return read(page).text


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Score:
    database = tmp_path_factory.mktemp("quality") / "score.db"
    report = build([PAGES], database)
    assert report.failures == []
    return score(database, load(PARAMETERS, STRUCTURE, PAGES, text_of))


def test_gold_is_sound() -> None:
    assert PARAMETERS
    assert STRUCTURE
    assert check(PARAMETERS, PAGES, text_of) == []


def test_every_page_has_gold() -> None:
    assert load(PARAMETERS, STRUCTURE, PAGES, text_of).files == sorted(PAGES.iterdir())


def test_no_measure_is_below_its_floor(measured: Score) -> None:
    faults = below(measured.figures, read_floors(FLOORS))
    assert not faults, "\n".join([*faults, *measured.lines(faults=40)])


def test_every_measure_has_a_floor(measured: Score) -> None:
    assert set(read_floors(FLOORS)) == set(measured.figures)


def test_training_gold_is_of_known_texts() -> None:
    table = (CORPUS / "gold" / "texts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    known = {line.split("\t")[0]: line.split("\t")[1] for line in table}
    rows = [json.loads(line) for file in TRAINING for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 4000
    assert {row["file"] for row in rows} <= known.keys()
    assert all(row["context"].count(row["mention"]) == 1 for row in rows)


def test_training_gold_is_sound(tmp_path: Path) -> None:
    if not TEXTS.is_dir():
        warnings.warn(f"not held to its texts: {TEXTS} is not there; corpus/gold/lay_out.py makes it", stacklevel=1)
        return
    laid_out = []
    for file in TRAINING:  # nobody can lay out all of them
        lines = file.read_text(encoding="utf-8").splitlines()
        here = [line for line in lines if (TEXTS / json.loads(line)["file"]).exists()]
        laid_out.append(tmp_path / file.name)
        laid_out[-1].write_text("\n".join(here), encoding="utf-8")
    assert check(laid_out, TEXTS, text_of) == []
