"""Which characters are mistaken for which: the table of confusions, and the rows that the model looks them up in."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

TABLE = Path(__file__).with_name("confusions.txt")
SORTS = ("known", "alike", "sounding")
"""The columns of the table: pairs that every reader of scans knows, neighbours for the eye, and those for the ear."""

KNOWN = (
    *("人入八", "士土", "末未", "己已巳", "干千于", "日曰", "大太犬", "天夭", "王玉", "刀力", "儿几", "戊戌戍"),
    *("晴睛", "侯候", "贷货", "兑免", "拔拨", "折拆析", "今令", "名各", "体休", "问间", "赢羸", "微徽", "辨辩"),
    *("住往", "目自", "末来", "帅师", "免兔", "暑署", "竞竟", "密蜜", "提题", "遂逐", "母毋", "场埸", "仓仑"),
    *("卖买", "子于", "市巿", "治冶"),
)
"""Characters that are taken for one another whatever the font: every reader of scans has seen them."""

EQUAL = ("它他", "帐账", "做作", "的地得", "象像", "分份", "粘黏")
"""Characters of which writers take the one or the other in the same words: neither is a mistake."""


class Confusions(NamedTuple):
    """The table as rows: those of a character are from `starts[code]` to `starts[code + 1]`.

    `meant` is the character that may be meant, `sorts` the column it stands in, `ranks` its place there.
    """

    starts: npt.NDArray[np.int64]
    meant: npt.NDArray[np.uint16]
    sorts: npt.NDArray[np.uint8]
    ranks: npt.NDArray[np.uint8]


@cache
def confusions() -> Confusions:
    """Return the table that is shipped: a line a character, in order, with tabs between it and the columns."""
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    sizes = np.zeros(0x10001, np.int64)
    cells = [cell for row in rows for cell in row[1:]]
    sizes[[ord(row[0]) + 1 for row in rows]] = [sum(map(len, row[1:])) for row in rows]
    lengths = np.array([len(cell) for cell in cells])
    ends = np.array([*accumulate(lengths.tolist())])
    meant = np.frombuffer("".join(cells).encode("utf-16-le"), np.uint16)
    sorts = np.repeat(np.tile(np.arange(len(SORTS), dtype=np.uint8), len(rows)), lengths)
    ranks = np.arange(len(meant)) - np.repeat(ends - lengths, lengths)
    return Confusions(np.cumsum(sizes), meant, sorts, ranks.astype(np.uint8))
