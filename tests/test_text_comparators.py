"""The signs of comparators: one for each, and those that texts print are read."""

from __future__ import annotations

import re

import pytest
from fatiao.text.comparators import PRINTED, SIGN, SIGNS, TURNED, Comparator


def test_each_comparator_has_a_sign_of_its_own() -> None:
    assert len({SIGNS[comparator] for comparator in Comparator}) == len(Comparator)


@pytest.mark.parametrize("sign", PRINTED)
def test_a_printed_sign_is_read_whole(sign: str) -> None:
    found = re.match(SIGN, f"{sign}5")
    assert found and found[0] == sign


@pytest.mark.parametrize("comparator", [c for c in Comparator if c in set(PRINTED.values())])
def test_a_printed_sign_is_the_one_shown(comparator: Comparator) -> None:
    assert PRINTED[SIGNS[comparator]] is comparator


@pytest.mark.parametrize("comparator", TURNED)
def test_turned_twice_it_is_itself(comparator: Comparator) -> None:
    assert TURNED[comparator] is not comparator and TURNED[TURNED[comparator]] is comparator
