"""The days of a version in words, as they stand under titles and in lists."""

from __future__ import annotations

import pytest
from fatiao.publish.cache.clauses import DocumentCard
from fatiao.publish.words.wording import dated, effective

DATED = [
    ({"promulgated": "2006-10-11", "adopted": "2006-09-20"}, "2006-10-11 公布"),
    ({"adopted": "2001-05-01", "approved": "2001-06-01"}, "2001-05-01 通过"),
    ({"approved": "1988-11-30"}, "1988-11-30 批准"),
    ({"adopted": "1979-07-01", "text_as_of": "2023-12-29"}, "1979-07-01 通过，2023-12-29 修改"),
    ({"adopted": "2018-12-29", "text_as_of": "2018-12-29"}, "2018-12-29 通过"),
    ({"adopted": "2011-05-25", "promulgated": "2011-06-01", "text_as_of": "2011-05-25"}, "2011-06-01 公布"),
    ({"text_as_of": "2019-02-11"}, "2019-02-11 修改"),
    ({}, ""),
]


@pytest.mark.parametrize(("days", "words"), DATED, ids=[row[1] or "nothing" for row in DATED])
def test_days_in_words(days: dict[str, str], words: str) -> None:
    unknown = dict.fromkeys(("promulgated", "adopted", "approved", "text_as_of"))
    assert dated(unknown | days) == words
    card = DocumentCard("x", "某市样本办法", None, None, None, None, None, None, **days)
    assert dated(card) == words


def test_effect_that_is_no_day_in_words() -> None:
    assert [effective(f"on {step}") for step in ("promulgation", "adoption", "approval")] == [
        "自公布之日起",
        "自通过之日起",
        "自批准之日起",
    ]
