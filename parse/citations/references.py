"""References to provisions: 第十条第二款第（三）项, 第三、五条, 2.02节(a)(i), as steps from the outermost inwards.

Patterns expect folded text. A reference is a chain of steps; a step may name several numbers (第（一）、（三）项).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from ...text.levels import COUNTERS, Level
from ...text.numerals import NUMERAL_CHARACTERS, TENS, parse_integer
from ..tree.index import Step

_LONGEST_RANGE = 100
"""Members; the longest range seen in 2,783 regulations has 47."""
_LARGEST = 9999

NUMBER = rf"(?:[{NUMERAL_CHARACTERS}]{{1,9}}|\d{{1,4}})"
_ONE = rf"(?:\([ ]?{NUMBER}[ ]?\)|{NUMBER})"
_SEPARATOR = r"[ ]?(?:、|以及|或者|[和及与或至到~-])[ ]?"
_COUNTER = (
    rf"(?:条(?![例件约幅])(?:之[{TENS}]{{1,3}}(?!的(?!规定|罪)|情形|行为|,|者|、))?|款(?![项式额])|项(?!目(?![规所的中])|工作)"
    r"|章(?!程)|编(?![制辑码号写委入办外])|节(?![目能约日假点水课制育])|目(?![录标前]))"
)
"""The counter of a step, told from words that begin with it (条例, 款项, 项目)."""
_STEP_BEHIND = rf"[ ]?{_ONE}(?:{_SEPARATOR}第?{_ONE}){{0,12}}[ ]?{_COUNTER}"
"""A step behind its 第."""
DOTTED = r"第?[ ]?\d{1,2}\.\d{2}[ ]?节(?:[ ]?\([a-zA-Z]{1,4}\))*"
"""A section of an agreement: 2.02节(a)(i)."""
BRACKETED = rf"\([ ]?{NUMBER}[ ]?\)(?:{_SEPARATOR}\([ ]?{NUMBER}[ ]?\)){{0,12}}[项目](?!目)"
"""(三)、(四)项 right behind its article: 第十五条（三）、（四）项."""
CHAIN_BEHIND = rf"{_STEP_BEHIND}(?:[ ]?(?:的)?第{_STEP_BEHIND}|{BRACKETED})*"
"""A chain behind its first character."""
CHAIN = rf"第{CHAIN_BEHIND}"
"""第十条第二款第（三）项"""

_STEP = re.compile(
    rf"(?:第[ ]?|(?=\())((?:{_ONE}{_SEPARATOR}第?)*{_ONE})[ ]?([编章节条款项目])(?:之([{TENS}]{{1,3}}))?"
)
_MEMBER = re.compile(rf"({_SEPARATOR})?第?[ ]?\(?[ ]?({NUMBER})[ ]?\)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})")
_LETTER = re.compile(r"\(([a-zA-Z]{1,4})\)")
_RANGE = re.compile(r"[ ]?[至到~-][ ]?")
_BARE_ITEM = re.compile(rf"\([ ]?({NUMBER})[ ]?\)([项目])")


@lru_cache(maxsize=4096)
def read_chain(chain: str) -> tuple[tuple[Step, ...], ...]:
    """Return what a chain names, one tuple of steps for each provision; () where a number has no reading."""
    dotted = _DOTTED.search(chain)
    if dotted and "节" in chain:
        letters = _LETTER.findall(chain)
        levels = (Level.ITEM, *[Level.SUBITEM] * len(letters))
        return (((Level.SECTION, f"{int(dotted[1])}.{dotted[2]}"), *zip(levels, letters, strict=False)),)
    bare = _BARE_ITEM.match(chain)
    if bare:
        number = parse_integer(bare[1])
        return (((COUNTERS[bare[2]], str(number)),),) if number else ()
    steps = [[(COUNTERS[m[2]], number) for number in _numbers(m[1], m[3])] for m in _STEP.finditer(chain)]
    return tuple(product(*steps)) if all(steps) else ()


def _numbers(written: str, sub: str | None) -> list[str]:
    """Return the numbers of one step, those between included where it is a range (十七至二十)."""
    out: list[int] = []
    for match in _MEMBER.finditer(written):
        value = parse_integer(match[2])
        if value is None or not 0 < value <= _LARGEST:
            return []
        if match[1] and _RANGE.fullmatch(match[1]) and out:
            out += range(out[-1] + 1, min(value, out[-1] + _LONGEST_RANGE))
        out.append(value)
    bis = parse_integer(sub) if sub else None
    return [f"{n}之{bis}" if bis and n == out[-1] else str(n) for n in out]


def members_of_range(first: Sequence[Step], last: Sequence[Step]) -> list[tuple[Step, ...]]:
    """Return the steps of every provision from `first` to `last`, if they differ in their last number only."""
    last = with_outer_steps(last, first)
    (level, low), (other, high) = first[-1], last[-1]
    if level is other and first[:-1] == last[:-1] and low.isdecimal() and high.isdecimal():
        numbers = range(int(low), min(int(high), int(low) + _LONGEST_RANGE) + 1)
        if len(numbers) > 1:
            return [(*first[:-1], (level, str(number))) for number in numbers]
    return [tuple(first), tuple(last)]


def with_outer_steps(steps: Sequence[Step], before: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps with those outer ones that a list names only once: 第十条第一款、第三款."""
    outermost = steps[0][0].order
    return (*(step for step in before if step[0].order < outermost), *steps)
