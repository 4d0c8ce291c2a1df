"""Which parameters of several regulations are about one matter: the rows of the comparison.

A penalty is about the act that it punishes, everything else about what is measured, a deadline about the event it runs
from, too. Two parameters of one role and quantity are as alike as the words for that, and but for penalties as the
provisions around them: 同意 of 业主大会 on one thing is not 同意 on another. A row grows while it is alike enough on
average. How often that is right is measured by `benchmarks/alignment.py`.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...text.fold import fold
from ...text.numerals import HUNDREDS
from ...text.units import scales
from .groups import groups
from .similar import FloatArray, similarity

Row = sqlite3.Row

LEAST_ALIKE = 0.55
"""How alike two groups of parameters are on average that become one row."""

ROLES = ("penalty", "limit", "deadline", "frequency", "score", "threshold")
"""The roles in the order of the rows; exact values go with limits (限养一只, 只准养一只), days of effect stay out."""

_AS = {"value": "limit"}
_NUMERALS = f"{HUNDREDS}零〇0-9"
_CITED = rf"第[{_NUMERALS}、,和及至到]+(?:条|款|项)(?:之[{_NUMERALS}]+)?|第?\([{_NUMERALS}]+\)项?"
_NOTHING_SAID = re.compile(
    rf"违反|本(?:条例|办法|规定|法|细则|条|款|规则)|前[{_NUMERALS}]?[款条]|上述|{_CITED}|规定|之一|有|下列|情形|行为"
    r"|情节|较|特别|严重|轻微?|尚|构成犯罪|违法|逾期|期满|拒不|仍不|仍未|不予?|未|改正|整改|警告|后|再次|经|的|或者?|[和及至到、,]|[\[\]()]"
)
"""What an act may consist of that yet tells nothing: 违反本条例第五条规定的, 有下列行为之一的, 逾期不改正的."""

_LEAST_SAID = 2
"""Letters that words have at least beside that, if they tell a matter."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A row of the comparison: what it is about, its role and quantity, and its parameters by document."""

    name: str
    role: str
    quantity: str
    cells: Mapping[str, Sequence[Row]]


def matters(rows: Iterable[Row], told: Mapping[str, str]) -> list[Matter]:
    """Return the matters that parameters are about: by role, those of most documents first.

    Args:
        rows: parameters, in the order of documents and of their texts.
        told: by parameters' ids what the act of a penalty points to, where it says no more than 违反第五条规定的.
    """
    blocks: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        role = _AS.get(row["role"], row["role"])
        if role in ROLES:
            # of counts the thing counted is often left out or named by another word (一条, 一只)
            measured = scales.dimension(row["unit"]) or row["unit"] if row["quantity"] == "measure" else ""
            blocks[role, row["quantity"], measured].append(row)
    found = [
        matter for (role, quantity, _), block in blocks.items() for matter in _of_block(role, quantity, block, told)
    ]
    return sorted(found, key=lambda matter: (ROLES.index(matter.role), -len(matter.cells)))


def words_of(row: Row, told: Mapping[str, str]) -> str:
    """Return the words by which a parameter is aligned, "" where none tell a matter."""
    if row["role"] == "penalty":
        act = row["act"] or ""
        parts = act if _says(act) else None, told.get(row["id"])
    else:
        parts = row["attribute"], row["trigger"] if row["role"] == "deadline" else None
    words = " ".join(part for part in parts if part)
    return words if _says(words) else ""


def _says(words: str) -> bool:
    return len(_NOTHING_SAID.sub("", "".join(fold(words).split()))) >= _LEAST_SAID


def _of_block(role: str, quantity: str, rows: Sequence[Row], told: Mapping[str, str]) -> list[Matter]:
    """Return the matters of parameters that can be one; what tells nothing is a matter of its own for each clause."""
    alike_rows: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    silent: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if words := words_of(row, told):
            alike_rows[words, row["provision_text"].replace(row["mention"], " ")].append(row)
        else:
            silent[row["provision_id"] or row["id"]].append(row)
    found = [_matter(role, quantity, group) for group in silent.values()]
    texts = list(alike_rows)
    alike = _likeness(role, [words for words, _ in texts], [around for _, around in texts])
    for places in groups(alike, LEAST_ALIKE):
        # the words that are most like all others of the row name it
        best = max(places, key=lambda place: (alike[place, places].sum(), -len(texts[place][0])))
        group = [row for place in places for row in alike_rows[texts[place]]]
        found.append(_matter(role, quantity, group, texts[best][0]))
    return found


def _likeness(role: str, words: Sequence[str], around: Sequence[str]) -> FloatArray:
    """Return how alike parameters are: by their words twice, by the provisions around them once.

    The provisions of penalties say the same of all of them, and do not count.
    """
    by_words = similarity(words, rare=True)
    likeness: FloatArray = np.cbrt(by_words**2 * (1 if role == "penalty" else similarity(around, rare=True)))
    return likeness


def _matter(role: str, quantity: str, rows: Sequence[Row], name: str = "") -> Matter:
    cells: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["start_char"]):
        cells[row["document_id"]].append(row)
    first = rows[0]
    return Matter(name or first["act"] or first["attribute"] or "未写明事项", role, quantity, dict(cells))
