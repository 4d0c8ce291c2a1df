"""What is recognised of a picture against its true text: characters wrong, lines lost, signs broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from fatiao.text.fold import fold
from fatiao.text.source import Source
from files_facts import squeezed

_LINE = 8
"""Characters missing in one stretch from which a line, or most of one, was lost."""
SIGNED = re.compile(r"\d+(?:\.\d+)?(?:‰|㎡|㎥|m³|m²|℃|%)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def against_truth(source: Source, truth: str) -> Iterator[tuple[str, bool]]:
    """Yield the figures of a picture, a line each, and whether that is worse than wanted."""
    ours, right = squeezed(source.text), squeezed(truth)
    wrong = distance(right, ours)
    allowed = 0.006 if "clean" in source.uri else 0.01
    yield f"characters wrong: {wrong} of {len(right)} ({wrong / len(right):.2%})", wrong / len(right) > allowed
    told = sum(flag.kind == "line_lost" for flag in source.flags)
    lost = [right[a:b] for a, b in _missing(right, ours) if b - a >= _LINE]
    yield f"lines lost: {len(lost)}, of them told: {min(told, len(lost))} {lost[:3] if lost else ''}", len(lost) > told
    signs = SIGNED.findall(right)
    silent = [sign for sign in signs if not (sign in ours or is_flagged(sign, source))]
    yield f"signs right or flagged: {len(signs) - len(silent)} of {len(signs)} {silent or ''}", bool(silent)


def _missing(right: str, ours: str) -> Iterator[tuple[int, int]]:
    for kind, a, b, c, d in SequenceMatcher(None, right, ours, autojunk=False).get_opcodes():
        if kind == "delete" or (kind == "replace" and (d - c) * 2 < b - a):
            yield a, b


def is_flagged(sign: str, source: Source) -> bool:
    """Tell whether a flag lies on what was read for a number with its sign."""
    number = _NUMBER.findall(sign)[0]
    folded = fold(source.text)
    for at in re.finditer(r"(?<!\d)" + r"\s?".join(map(re.escape, number)), folded):
        if any(flag.span.start < at.end() + 2 and at.start() < flag.span.end for flag in source.flags):
            return True
    return False


def distance(one: str, other: str) -> int:
    """Return how many characters must be put in, taken out or changed to make one text of the other."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (a != b)))
        before = now
    return before[-1]
