"""The quality gate: the sample pages against their gold, with floors that only rise.

To raise the floors after an improvement: fatiao score --floors tests/quality_floors.json --raise-floors
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.ingest import read
from fatiao.pipeline import build
from fatiao.quality.floors import below, read_floors
from fatiao.quality.gold import check
from fatiao.quality.score import Score, load, score

CORPUS = Path(__file__).parent.parent / "corpus"
PAGES = CORPUS / "pages"
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
