"""How a value is bounded: the comparators of the database, the signs that stand for them, their commonest words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Comparator(StrEnum):
    """How the value is bounded; a `RANGE` has two different ends, `ABOUT` is 左右."""

    EQ = "="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    RANGE = "range"
    ABOUT = "~"


SIGNS: Mapping[str, str] = {
    Comparator.EQ: "=",
    Comparator.LT: "<",
    Comparator.LE: "≤",
    Comparator.GT: ">",
    Comparator.GE: "≥",
    Comparator.ABOUT: "≈",
    Comparator.RANGE: "区间",
}
"""The sign for each comparator, also as the database has it; a range has none, a word says that it has two ends."""

PRINTED: Mapping[str, Comparator] = {
    **{"≥": Comparator.GE, ">=": Comparator.GE, "≧": Comparator.GE},
    **{"≤": Comparator.LE, "<=": Comparator.LE, "≦": Comparator.LE},
    **{">": Comparator.GT, "<": Comparator.LT},
}
"""The signs that texts print between two values, in folded text."""

TURNED: Mapping[Comparator, Comparator] = {
    **{Comparator.GE: Comparator.LE, Comparator.LE: Comparator.GE},
    **{Comparator.GT: Comparator.LT, Comparator.LT: Comparator.GT},
}
"""Each comparator read from the other side: 5 ≤ x is x ≥ 5."""

WORDS: Mapping[str, Comparator] = {
    **dict.fromkeys(("不少于", "不低于", "至少", "最低"), Comparator.GE),
    **dict.fromkeys(("不超过", "不高于", "至多", "最高"), Comparator.LE),
    **{"超过": Comparator.GT, "低于": Comparator.LT},
}
"""The commonest words before a number, as people type them; the extractor, which knows many more, agrees on these."""

SIGN = rf"(?:{'|'.join(sorted(map(re.escape, PRINTED), key=len, reverse=True))})"
"""Any printed sign, the longest first."""
