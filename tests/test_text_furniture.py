"""Furniture and header labels: what the tables guarantee as a whole; their rows are run in test_rule_tables.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fatiao.parse.metadata.header_labels import label_of
from fatiao.parse.metadata.read import Metadata
from fatiao.text.furniture import is_furniture
from fatiao.text.rule_tables import read_table

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("第三条 当前位置变更的，应当报告。", id="a provision"),
        pytest.param("当前位置" + "及其周边" * 30, id="a line too long for a website"),
        pytest.param("3-5", id="a range"),
        pytest.param("", id="nothing"),
        pytest.param("打印件与原件不一致的,以原件为准。", id="a sentence that begins like a button"),
        pytest.param("关闭矿井的企业应当报告", id="a broken line that begins like a button"),
    ],
)
def test_what_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_label_stands_once_and_gives_a_field_of_the_metadata() -> None:
    rows = read_table(ROOT / "parse/metadata/header_labels.tsv", ("field", "labels"))
    labels = [label for row in rows for label in row["labels"].split()]
    assert len(labels) == len(set(labels))
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,8}", label) for label in labels)
    assert {row["field"] for row in rows} <= {"", "title", "published", *Metadata.__dataclass_fields__}
    assert all(label_of(f"{label}: 甲") == (row["field"], "甲") for row in rows for label in row["labels"].split())
