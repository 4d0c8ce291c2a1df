"""Whether bounds point the right way: sentences with 不超过, 以上, 未满 … beside a number, and what was read of them.

usage: python benchmarks/direction.py FOLDER [--sentences N] [--seed S] [--show all|disagree|read] [--read N]

FOLDER holds regulations as Markdown, one a file. As many sentences for each of the words are drawn as for the others,
no two the same, and given to the extractor alone. Where the direction that the word gives is certain (不超过N is never
more than N), the parameter is checked. Prints one line each: with `--show disagree` (the default) for those that fail
the check, with `read` for the first `--read` ones of the sample, which is in random order, with `all` for every one:

    sign  word  sentence with 【bound and number】  comparator min max

`ok` agrees, `XX` disagrees, `--` no parameter was found at the number, `..` the word's direction is not certain there.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fatiao.extract.model import Comparator, Parameter
from fatiao.extract.page import process_any
from fatiao.text.fold import fold
from fatiao.text.numerals import NUMERAL_CHARACTERS
from fatiao.text.source import source_of
from fatiao.text.units.kinds import Quantity

_NUMBER = rf"[{NUMERAL_CHARACTERS}\d]"
_UNIT = r"(?:(?!以上|以下|以内)[^，,。；;：:、\n（()）]){0,6}"
_BEFORE = ("不超过", "不低于", "不足", "未满", "至少", "不得少于", "超过")
_BEHIND = ("以上", "以下", "以内")
WORDS = (*_BEFORE, *_BEHIND)
"""The words that are sampled."""

_PREFIX = rf"(?<![不得能应可未没有准许])(?P<before>不得超过|{'|'.join(_BEFORE)})\s*(?:人民币)?(?={_NUMBER})"
_SUFFIX = rf"(?<={_NUMBER}){_UNIT}(?P<behind>{'|'.join(_BEHIND)})"
_WORD = re.compile(f"{_PREFIX}|{_SUFFIX}")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_LINE_START = re.compile(r"\s*(?:[#*>\-\s]|第\S{1,7}条|[（(]\S{1,3}[）)])*\s*")
_NEAR = 6
"""Characters that may stand between word and number."""

_HEAD = "<!-- INFO END -->"
_UPPER, _LOWER = (Comparator.LE, Comparator.LT), (Comparator.GE, Comparator.GT)
_RIGHT = {
    "不超过": (Comparator.LE,),
    "不低于": (Comparator.GE,),
    "不得少于": (Comparator.GE,),
    "至少": (Comparator.GE,),
    "以上": _LOWER,
    "以下": _UPPER,
    "以内": _UPPER,
    "不足": (Comparator.LT,),
    "未满": (Comparator.LT,),
    "超过": (Comparator.GT,),
}
"""What one-sided comparators a word can give. 以上 and its like may say (不含), so that both are right."""

_OMITTED = re.compile(r".{0,20}(?:不|未|拒|没有|难以|无)")
"""An act not done within a time: the case begins where the time ends, so either direction may be meant."""

_NOT_IN = re.compile(r"(?:没有|未)[^，。]{0,8}\Z")

_OTHER = re.compile(r"(?:每|达到或者?|等于或者?)\Z")
"""每超过一日 is a step, 达到或者超过 includes the number."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the word sampled in it and where that stands."""

    sentence: str
    word: str
    start: int
    end: int


def cases(text: str) -> Iterator[Case]:
    """Yield the sampled words of a text with their sentences."""
    for found in _SENTENCE.finditer(text.rpartition(_HEAD)[2]):
        sentence = _LINE_START.sub("", found[0], count=1).strip()
        for match in _WORD.finditer(fold(sentence)):
            kind = "before" if match["before"] else "behind"
            word = "不超过" if match[kind] == "不得超过" else match[kind]
            yield Case(sentence, word, *match.span(kind))


def sample(files: Iterable[Path], number: int, seed: int) -> list[Case]:
    """Return `number` cases at random, as many of each word as there are, no two of one sentence."""
    by_word: dict[str, dict[str, Case]] = defaultdict(dict)
    for file in files:
        for case in cases(file.read_text(encoding="utf-8")):
            by_word[case.word].setdefault(case.sentence, case)
    draw, drawn, used = random.Random(seed), [], set[str]()
    for left, word in zip(range(len(WORDS), 0, -1), sorted(WORDS, key=lambda word: len(by_word[word])), strict=True):
        free = [case for case in by_word[word].values() if case.sentence not in used]
        some = draw.sample(free, min(len(free), (number - len(drawn)) // left))
        drawn += some
        used |= {case.sentence for case in some}
    draw.shuffle(drawn)
    return drawn


def parameter_at(case: Case) -> Parameter | None:
    """Return the parameter whose number the word stands beside, None where none was found there."""
    found = process_any(source_of(case.sentence)).parameters
    return min(
        (parameter for some in found for parameter in some if _distance(case, parameter) <= _NEAR),
        key=lambda parameter: _distance(case, parameter),
        default=None,
    )


def _distance(case: Case, parameter: Parameter) -> int:
    """Return the characters between word and number: 0 inside a range, a large number on the wrong side."""
    span = parameter.mention.span
    if span.start <= case.start and case.end <= span.end:
        return 0
    gap = span.start - case.end if case.word in _BEFORE else case.start - span.end
    return gap if gap >= 0 else _NEAR + 1


def verdict(case: Case, parameter: Parameter | None) -> str:
    """Return `ok`, `XX`, `--` or `..` as the module's head explains."""
    if parameter is None:
        return "--"
    mention = parameter.mention
    before, behind = case.sentence[: case.start], case.sentence[case.end :]
    if case.word == "以内" and (_OMITTED.match(behind) or _NOT_IN.search(before)):
        return ".."
    if (case.word == "超过" and _OTHER.search(before)) or (case.word in _BEHIND and "不得" in before[-12:]):
        return ".."
    if mention.quantity is Quantity.FREQUENCY:  # at least every five years: the period may not be longer
        return ".."
    if mention.comparator is Comparator.RANGE:
        return "ok" if _range_agrees(case.word, parameter) else "XX"
    return "ok" if mention.comparator in _RIGHT[case.word] else "XX"


def _range_agrees(word: str, parameter: Parameter) -> bool:
    """Tell whether a range includes its ends as the word demands; which end is meant is not looked at."""
    mention = parameter.mention
    both = mention.low is not None and mention.high is not None
    if word in ("不足", "未满"):
        return both and not mention.high_inclusive
    if word == "超过":
        return both and not mention.low_inclusive
    return both


def line(case: Case, parameter: Parameter | None, sign: str) -> str:
    """Return a case as one line to read."""
    low, high = case.start, case.end
    said = "no parameter"
    if parameter:
        mention = parameter.mention
        low, high = min(low, mention.span.start), max(high, mention.span.end)
        left, right = "[" if mention.low_inclusive else "(", "]" if mention.high_inclusive else ")"
        said = f"{mention.comparator} {left}{mention.low} {mention.high}{right} {mention.unit} {mention.role}"
    sentence = case.sentence
    shown = f"{sentence[max(0, low - 40) : low]}【{sentence[low:high]}】{sentence[high : high + 25]}"
    return f"{sign} {case.word} | {shown} | {said}"


def main() -> None:
    """Sample, extract, check and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sentences", type=int, default=2000, help="sentences to draw (default 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", choices=("all", "disagree", "read"), default="disagree", help="the lines to print")
    parser.add_argument("--read", type=int, default=200, help="lines that --show read prints (default 200)")
    args = parser.parse_args()
    drawn = sample(sorted(args.folder.rglob("*.md")), args.sentences, args.seed)
    counts: Counter[str] = Counter()
    lines = []
    for case in drawn:
        parameter = parameter_at(case)
        sign = verdict(case, parameter)
        counts[sign] += 1
        lines.append(line(case, parameter, sign))
    lines = lines[: args.read] if args.show == "read" else lines
    print("\n".join(text for text in lines if args.show != "disagree" or text.startswith("XX")))
    checked = counts["ok"] + counts["XX"]
    print(f"{len(drawn)} sentences, {checked} with a certain direction: {counts['XX']} disagree", end="")
    print(
        f" ({counts['ok'] / max(1, checked):.2%} right); {counts['..']} uncertain, {counts['--']} without a parameter"
    )


if __name__ == "__main__":
    main()
