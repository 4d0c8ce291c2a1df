"""Levels: every member has all of its names, and each name means one level."""

from __future__ import annotations

import pickle

import pytest
from fatiao.text.levels import COUNTERS, Level


@pytest.mark.parametrize("name", ["value", "eid", "chinese", "order"])
def test_every_level_has_a_name_of_its_own(name: str) -> None:
    names = [getattr(level, name) for level in Level]
    assert len(set(names)) == len(Level)
    assert "" not in names


def test_levels_are_in_order_outermost_first() -> None:
    assert [level.order for level in Level] == list(range(len(Level)))
    assert Level.BODY.order < Level.ANNEX.order < Level.CHAPTER.order < Level.ARTICLE.order < Level.SUBITEM.order


def test_a_level_is_found_by_its_label_and_survives_pickling() -> None:
    for level in Level:
        assert Level(level.value) is level
        assert pickle.loads(pickle.dumps(level)) is level


def test_counters_are_the_words_of_a_numbered_reference() -> None:
    assert "".join(COUNTERS) == "编章节条款项目"
    assert all(level.chinese == counter for counter, level in COUNTERS.items())
