"""Text that stands twice: the title line of a page, words within a clause, whole provisions and documents.

Statutes repeat themselves: 情节严重的 stands in every penalty. So what counts is a run of clauses, one behind the other
in both places, or a provision with its number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ...extract.page import Processed
from ...text.lines import each_line, plain
from ...text.numerals import HUNDREDS, TENS
from ...text.patterns import pattern
from ...text.source import Flag, Span
from ..places import Places
from ..seen import seen

_LONG_RUN, _RUN, _WORDS, _LISTED, _TITLE = 0.9, 0.7, 0.6, 0.3, 0.3
"""A run that is no accident; a shorter one; words that follow themselves; a list or a name that is said again; the
title line of a page, which harms nobody."""
_AT_LEAST, _LONG = 60, 200
"""Characters of a run that counts, and of one that is no accident; two documents of a page share more than that."""
_MISPLACED = 15
"""Characters of a run whose number is out of order."""
_SHOWN = 12
_ARTICLE = re.compile(rf"第[{HUNDREDS}]{{1,7}}条|[{TENS}]{{1,3}}、")
"""A provision that no list says again."""
_PROVISION = (
    rf"(?:(?<=[\u4e00-\u9fff])|(?<=[。;]))(?=\([{TENS}]{{1,3}}\)[\u4e00-\u9fff])|(?<=[。;])(?=[{TENS}]{{1,3}}、)"
)
_PROVISIONS = pattern(_PROVISION)
"""Where a provision begins within a line, as in a page without line breaks."""
_INSIDE = pattern(rf"{_PROVISION}|(?<=[。;])")
"""Where a clause or a provision begins within a line."""
_GLUED = 400
"""Characters of a line in which provisions are looked for."""
_MANY = 3
"""Provisions within one line, by which a page without line breaks is told."""
_NUMBERING = frozenset(("gap", "order", "repeat", "restart"))
_BACKWARDS = frozenset(("order", "repeat", "restart"))
"""Of these, what a provision that stands twice has, where lines part the provisions."""
_SHORTEST = 4
_NAME_TWICE = re.compile(r"《([^《》\n]{4,40})》[^《》,。;:\n]{1,14}《\1》")
_TWICE = re.compile(rf"{_NAME_TWICE.pattern}|([\u4e00-\u9fff]{{4,8}})\2+")
_SIZES = range(4, 9)
"""Characters of words that may follow themselves."""
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,40}[)\]]\Z")
_LONGEST_TITLE = 150


class _Clause(NamedTuple):
    """A line, or a clause of one: its words, where it stands, and in which document of the page."""

    words: str
    span: Span
    document: int


def check_duplicates(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each piece of a page that stands there twice, on the second of them; of titles on all."""
    text, folded = processed.page.source.text, seen(processed)
    titles = list(_titles(processed, folded))
    yield from titles
    told = {flag.span for flag in titles}
    regulations = processed.page.regulations
    clauses, doubted = list[_Clause](), list[Span]()
    for regulation in regulations:
        lines = [line for line in each_line(folded, regulation.span) if line.end - line.start >= _SHORTEST]
        lines = [line for line in lines if folded[line.start] != "|"]
        is_glued = any(_is_glued(folded, line) for line in lines)
        kinds = _NUMBERING if is_glued else _BACKWARDS
        doubted += [flag.span for flag in regulation.flags if flag.kind in kinds]
        found = _clauses(folded, lines) if is_glued else lines
        clauses += [_Clause(s.of(folded).rstrip("。;"), s, regulation.ordinal) for s in found if s not in told]
    numbering = Places(doubted)
    for run, earlier in _runs(clauses):
        if flag := _told(text, [clauses[i] for i in run], clauses[earlier], numbering):
            yield flag
    for regulation in regulations:
        form = _TWICE if _repeats_itself(regulation.span.of(folded)) else _NAME_TWICE
        for match in form.finditer(folded, *regulation.span):
            where = Span(*match.span())
            score = _LISTED if match[1] else _WORDS
            yield Flag("duplicate", f"“{match[1] or match[2]}”在一句之中重复出现", where, score=score)


def _repeats_itself(text: str) -> bool:
    """Tell whether any Chinese characters, as many as words may have, follow themselves, which they hardly ever do."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_chinese = codes >= ord("一")
    return any(b"\1" * size in (is_chinese[size:] & (codes[size:] == codes[:-size])).tobytes() for size in _SIZES)


def _titles(processed: Processed, folded: str) -> Iterator[Flag]:
    """Yield a flag for each line, outside of provisions, that is the title of a document, where several are."""
    page = processed.page
    cores = {plain(r.title): plain(_IN_BRACKETS.sub("", r.title)) for r in page.regulations if r.title}
    names = {**{core: core for core in cores.values() if core}, **cores}
    outside = [piece.span for piece in page.boilerplate if piece.kind == "site"]
    outside += [Span(r.span.start, r.root.own.end) for r in page.regulations]
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for line in (line for span in sorted(outside) for line in each_line(folded, span)):
        if line.end - line.start <= _LONGEST_TITLE and (core := names.get(plain(line.of(folded)))):
            found[core].append(line)
    for lines in found.values():
        for line in lines if len(lines) > 1 else ():
            yield Flag("duplicate", f"法规标题在页面上单独出现{len(lines)}次", line, score=_TITLE)


def _is_glued(folded: str, line: Span) -> bool:
    return line.end - line.start > _GLUED and len(_PROVISIONS.findall(folded, *line)) >= _MANY


def _clauses(folded: str, lines: Iterable[Span]) -> Iterator[Span]:
    """Yield the clauses of lines that are not broken where provisions end."""
    for line in lines:
        cuts = [line.start, *(match.start() for match in _INSIDE.finditer(folded, *line)), line.end]
        yield from (Span(start, end) for start, end in pairwise(cuts) if end - start >= _SHORTEST)


def _runs(clauses: Sequence[_Clause]) -> Iterator[tuple[Sequence[int], int]]:
    """Yield each run of clauses that stood before in the same order, with the first of those before."""
    first: dict[str, int] = {}
    run: list[int] = []
    before = -1
    """The clause that the last one of the run repeats."""
    for index, clause in enumerate(clauses):
        earlier = first.setdefault(clause.words, index)
        if run and before + 1 < run[0] and clauses[before + 1].words == clause.words:
            run.append(index)
            before += 1
            continue
        if run:
            yield run, before - len(run) + 1
        run, before = ([index], earlier) if earlier != index else ([], -1)
    if run:
        yield run, before - len(run) + 1


def _told(text: str, run: Sequence[_Clause], earlier: _Clause, numbering: Places) -> Flag | None:
    """Return the flag on a run of clauses, None where it is too short to be no accident."""
    where = Span(run[0].span.start, run[-1].span.end)
    size = sum(len(clause.words) for clause in run)
    is_out_of_order = numbering.touch(where)
    if size < (_MISPLACED if is_out_of_order else _AT_LEAST):
        return None
    follows_itself = not text[earlier.span.start + (where.end - where.start) : where.start].strip()
    apart = run[0].document != earlier.document and size < _LONG * 2
    is_whole = follows_itself or is_out_of_order or any(_ARTICLE.match(clause.words) for clause in run)
    score = _LISTED if apart or not is_whole else _LONG_RUN if size >= _LONG else _RUN
    shown = earlier.span.of(text)[:_SHOWN]
    return Flag("duplicate", f"这段文字（{size}字）在前面“{shown}…”处已经出现过", where, "", score)
