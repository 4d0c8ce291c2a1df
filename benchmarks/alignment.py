"""Measure how often the comparison puts parameters into one row that are about one matter, on pairs judged by hand.

Usage:
    python benchmarks/alignment.py draw DATABASE > pairs.jsonl   # without what the method says of them, in random order
    python benchmarks/alignment.py score DATABASE                # of benchmarks/alignment.jsonl

A pair is two parameters of two regulations on one subject (words of their titles). `draw` takes 200 pairs from rows,
each row with the same chance, and 60 of the most alike that are not in one row. Whoever judges them adds `same`:
whether both numbers answer one question, so that a lawyer who compares the regulations wants them in one row.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from fatiao.publish.comparing.matters import Matter, words_of
from fatiao.publish.comparing.similar import similarity
from fatiao.publish.queries.matrix import MOST_DOCUMENTS, load_matrix, titled
from fatiao.publish.queries.pointed import pointed_to

TUNED_ON = (
    *(
        "道路交通安全",
        "水土保持",
        "旅游",
        "殡葬",
        "气象",
        "噪声",
        "大气污染",
        "河道",
        "森林",
        "历史文化名城",
        "志愿服务",
        "节能",
    ),
    *(
        "安全生产",
        "渔业",
        "动物防疫",
        "土地",
        "公共场所",
        "档案",
        "水资源",
        "食品",
        "养老",
        "消费者权益",
        "港口",
        "公路",
    ),
    *("轨道交通", "集体合同", "残疾人", "人口与计划生育", "农业机械", "矿产", "文物", "体育", "中医药", "建设工程质量"),
)
"""Subjects whose pairs the likeness of a row was chosen on."""

HELD_OUT = (
    *(
        "公园",
        "水污染",
        "科学技术进步",
        "职业教育",
        "学前教育",
        "非物质文化遗产",
        "统计",
        "审计",
        "价格",
        "信访",
        "航道",
        "铁路",
    ),
    *(
        "排气污染",
        "工资",
        "劳动",
        "妇女",
        "老年人",
        "慈善",
        "台湾同胞",
        "城乡规划",
        "测绘",
        "地质",
        "海域",
        "医疗",
        "防震减灾",
    ),
    *(
        "防洪",
        "种子",
        "草原",
        "船舶",
        "邮政",
        "律师",
        "公证",
        "仲裁",
        "税",
        "保险",
        "专利",
        "商标",
        "网络",
        "电影",
        "建筑",
    ),
    *("房地产", "无障碍", "实验动物", "农产品质量安全", "红十字", "母婴", "乡村", "水路", "民用机场", "学校"),
)
"""Subjects that nothing was chosen on; `draw` draws from them."""

JUDGED = Path(__file__).parent / "alignment.jsonl"
_SEED = 7
_TOGETHER, _APART = 200, 60

Pair = tuple[sqlite3.Row, sqlite3.Row]


def main(arguments: Sequence[str]) -> None:
    """Draw pairs, or score those that were judged."""
    if len(arguments) != 2 or arguments[0] not in ("draw", "score"):
        sys.exit("usage: python benchmarks/alignment.py draw|score DATABASE")
    with closing(sqlite3.connect(f"file:{arguments[1]}?mode=ro", uri=True)) as connection:
        draw(connection) if arguments[0] == "draw" else score(connection)


def draw(connection: sqlite3.Connection) -> None:
    """Print pairs of both kinds, shuffled."""
    chance = random.Random(_SEED)
    together: list[tuple[str, Pair]] = []
    apart: list[tuple[str, Pair]] = []
    told: dict[str, str] = {}
    for topic in HELD_OUT:
        rows, pointed = rows_of(connection, topic)
        told |= pointed
        together += [(topic, _any_pair(chance, matter)) for matter in rows if len(matter.cells) > 1]
        apart += [(topic, pair) for pair in _near(rows, pointed)]
    pairs = [*chance.sample(together, _TOGETHER), *chance.sample(apart, _APART)]
    chance.shuffle(pairs)
    for number, (topic, pair) in enumerate(pairs, 1):
        shown = [_shown(row, told) for row in pair]
        print(json.dumps({"number": number, "topic": topic, "pair": shown}, ensure_ascii=False))


def score(connection: sqlite3.Connection) -> None:
    """Print for both sets of subjects how many pairs in one row are right, and how many others should be in one."""
    judged = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    for name, topics in (("tuned on", TUNED_ON), ("held out", HELD_OUT)):
        row_of: dict[str, int] = {}
        matters = [matter for topic in topics for matter in rows_of(connection, topic)[0]]
        for number, matter in enumerate(matters):
            row_of |= {row["id"]: number for rows in matter.cells.values() for row in rows}
        pairs = [one for one in judged if one["topic"] in topics and all(each["id"] in row_of for each in one["pair"])]
        joined = [one for one in pairs if len({row_of[each["id"]] for each in one["pair"]}) == 1]
        apart = [one for one in pairs if one not in joined]
        right = sum(one["same"] for one in joined)
        print(f"{name}: {len(joined)} of {len(pairs)} pairs in one row, {right} rightly ({right / len(joined):.1%});")
        print(f"  of {len(apart)} others {sum(one['same'] for one in apart)} should be; right in one row by role:")
        for role, of_role in groupby(sorted(joined, key=_role), key=_role):
            same = [one["same"] for one in of_role]
            print(f"    {role} {sum(same)} of {len(same)}")


def _role(one: Any) -> str:
    role: str = one["pair"][0]["role"]
    return role


def rows_of(connection: sqlite3.Connection, topic: str) -> tuple[Sequence[Matter], dict[str, str]]:
    """Return the rows of the comparison of regulations on a topic, one of each work, and what penalties point to."""
    newest = {row["work_id"]: row["id"] for row in reversed(titled(connection, topic))}
    ids = list(newest.values())[:MOST_DOCUMENTS]
    return load_matrix(connection, ids).matters, pointed_to(connection, ids)


def _any_pair(chance: random.Random, matter: Matter) -> Pair:
    one, other = chance.sample(sorted(matter.cells), 2)
    return chance.choice(matter.cells[one]), chance.choice(matter.cells[other])


def _near(rows: Sequence[Matter], told: dict[str, str]) -> Iterator[Pair]:
    """Yield for each row the parameter of another row of its kind, of another regulation, that is most like it."""
    first = [(matter, next(iter(matter.cells.values()))[0]) for matter in rows]
    spoken = [(matter, row) for matter, row in first if words_of(row, told)]
    alike = similarity([words_of(row, told) for _, row in spoken], rare=True)
    for at, (matter, row) in enumerate(spoken):
        others = [
            (alike[at, to], to)
            for to, (other, that) in enumerate(spoken)
            if to != at
            and (other.role, other.quantity) == (matter.role, matter.quantity)
            and that["document_id"] != row["document_id"]
        ]
        if others:
            yield row, spoken[max(others)[1]][1]


def _shown(row: sqlite3.Row, told: dict[str, str]) -> dict[str, Any]:
    said = " ".join(row["quote"].split())
    words = " ".join(words_of(row, told).split())[:60] or row["attribute"]
    return {"id": row["id"], "role": row["role"], "mention": row["mention"], "words": words, "quote": said[:110]}


if __name__ == "__main__":
    main(sys.argv[1:])
