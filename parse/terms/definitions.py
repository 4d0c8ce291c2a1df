"""Definitions: 本办法所称X，是指…; X，系指…; （以下简称X）; and lists of what words mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, pairwise, starmap

from ...text.lines import strip
from ...text.marks import BEGINS_INSIDE, STYLES, any_of
from ...text.numerals import TENS
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Definition, Provision
from .short_names import stands_for

_POINTS = r"(?![标定导挥示数南引派出令认纹甲战教控责])"
_ANCHORS = (
    re.compile(r"称(?:(?<=所称)|(?<=[下简统合 ]称))"),
    re.compile(rf"指(?:(?<=是指)|(?<=系指)(?<![关体]系指){_POINTS}|(?<=[,:”]指){_POINTS})"),
    re.compile(r"义(?<=含义)[^。\n]{0,6}:"),
    re.compile(r"语(?<=[用术]语)[^。\n]{0,10}:"),
)
"""The words that point to a definition, by their last character: a pattern that begins with one plain character is
searched for several times faster than any other."""
_CALLED = re.compile(
    r"所称(?:的|之)?[ ]?(“[^”\n]{1,40}”(?=[,应均在]|[是系]?指|包括)|[^。;\n]{1,60}?)"
    r"[ ]?(?:,在[^,。“”]{2,10}?|,)?(?:应当|分别|一般|主要|均|并)?"
    rf"(?:[,:]?[ ]?(?:均?[是系]指|均?指{_POINTS}|包括)|(?:,[ ]?)?是(?!否)|,[ ]?[系为])"
)
_SHORT = re.compile(
    r"(?:下[ ]?[简统合]?[ ]?|简)称(?:为|作)?[ ]?[:,]?[ ]?[“《\"']?[ ]?"
    r"((?:[^“”《》()\[\]\"',;。:\n]|\([^()\n]{1,8}\)){1,30}?)[ ]?[”》\"']?(?=[,;。)\]]|$)"
)
_LABEL = re.compile(
    rf"\s*(?:{any_of(*STYLES)}[、 ]*)?(?:其中|这里|上述|前述|(?:前款|本条|本款|本章)(?![例所中的规第]))?,?"
)
_STOP = re.compile(rf"[。\n]|;(?=\s*(?:\n|{BEGINS_INSIDE}|\Z)|[^。;\n]{{1,30}}[是系]指)")
_CLAUSE_START = re.compile(r"[。;\n]")
_LISTED = re.compile(r"[ ]*[“《]?([^,:。;“”\n]{1,30})[”》]?[ ]*(?::|,(?:是(?!指)|即|为|包括)|指)(?=[^\n])")
_LONGEST_TERM = 40
_REFERRED = pattern(
    rf".*(?:第[^第,。“]{{1,9}}[条款项目](?:之[{TENS}]+)?|[前上本][一两三]?[款条项目](?!例)"
    r"|本[\u4e00-\u9fff]{0,4}(?:法|条例|办法|规定|细则|规则|解释|规程|安排|决定)|》)"
    r"(?:中|中?所?(?:规定|称|指|列)(?:的)?)的?(?=[“\u4e00-\u9fff]{2})"
)
"""What a term is cited from: 刑法第二百九十四条第四款规定的“包庇”, 前款规定的高层建筑."""
_QUOTED = re.compile(r"(?:.*(?:中|规定|所称|所指)?的)?“([^“”]+)”(?:的情形|一词|一语)?\Z")
_BEHIND = re.compile(r"(?:分别|一般|主要|均|应当|通常|具体|特|是|则|即)?[,: ]*\Z")
_NO_TERM = re.compile(
    r"的$|不$|[?!]|^(?:不得|也|都(?!市)|应当|可以|仅|并(?!购|网|联|列|行)|而|但|该|如果|在[^有]|这些|由(?!于)|.*[简统]称)"
    r"|^(?:本|其|此|这|它|以上|以下|主要|具体|前者|后者|一般|上述)$"
)
_NO_CALLED_TERM = re.compile(r"[?!]|的$|^(?:该|本|其|此|这|它|情形|行为|规定|内容|条件)$")
_CLOSED = (("“", "”"), ("《", "》"), ("〈", "〉"), ('"', '"'), ("'", "'"), ("「", "」"), ("‘", "’"))


def find_definitions(folded: str, text: str, root: Provision) -> tuple[Definition, ...]:
    """Return the terms that a document defines, in order; the span of each is that of the words that define it.

    `folded` is the folded form of `text`, the whole source; `root` is the document's tree, whose title block is passed
    over. A short name (以下简称X) stands for the words before its bracket.
    """
    finder = _Finder(folded, text, root)
    found = {definition.span: definition for definition in finder.run()}
    return tuple(found[span] for span in sorted(found))


class _Finder:
    def __init__(self, folded: str, text: str, root: Provision) -> None:
        self._folded, self._text, self._root = folded, text, root
        self._body = Span(root.own.end, root.span.end)
        self._until = -1  # where the sentence of the last definition ends; nothing in it defines another word
        self._listed = -1  # where the last list of words ends
        self._bounds: list[int] | None = None  # where the provisions begin, and where the last ends

    def run(self) -> Iterator[Definition]:
        anchors = chain.from_iterable(pattern.finditer(self._folded, *self._body) for pattern in _ANCHORS)
        for end in sorted(anchor.end() for anchor in anchors):
            word = self._folded[end - 2 : end]
            if word[1] == ":":
                yield from self._list(end)
            elif word == "所称":
                if end - 2 >= self._until:
                    yield from self._called(end - 2)
            elif word[1] == "称":
                yield from self._short(end)
            else:
                start = end - 1 - (word[0] in "是系")
                if start >= self._until:
                    yield from self._pointed(Span(start, end))

    def _called(self, at: int) -> Iterator[Definition]:
        """Read 所称X，是指…: the text itself says what it defines."""
        match = _CALLED.match(self._folded, at, self._end(at))
        if match:
            yield from self._define(Span(*match.span(1)), match.end(), called=True)

    def _node(self, at: int) -> Provision:
        """Return the smallest provision that holds `at`."""
        return self._root.at(self._root.path_at(at))

    def _end(self, at: int) -> int:
        return self._node(at).own.end

    def _pointed(self, word: Span) -> Iterator[Definition]:
        """X,是指…: the term is the clause before the word, without its label."""
        floor = max(self._node(word.start).span.start, word.start - 120)
        clause = _CLAUSE_START.split(self._folded[floor : word.start])[-1]
        start = word.start - len(clause)
        label = _LABEL.match(clause)
        start += label.end() if label else 0
        term = strip(self._folded, Span(start, word.start))
        term = Span(term.start, term.start + len(_BEHIND.sub("", term.of(self._folded), count=1)))
        comma = _outside(self._folded, ",", term)
        if comma >= 0:
            if word.end - word.start == 1:
                return
            term = Span(comma + 1 + 2 * self._folded.startswith("其中", comma + 1), term.end)
        referred = _REFERRED.match(self._folded, *term)
        called = referred is not None or term.of(self._folded).startswith("“")
        yield from self._define(Span(referred.end() if referred else term.start, term.end), word.end, called)

    def _define(self, term: Span, at: int, called: bool = False) -> Iterator[Definition]:
        """Yield the definition of a term, and pass over what else its sentence points to."""
        for definition in self._defined(term, at, called):
            self._until = min(definition.span.end, self._stop(at))
            yield definition

    def _defined(self, term: Span, at: int, called: bool = False) -> Iterator[Definition]:
        """Yield the definition of a term whose words begin at `at` and end with the sentence."""
        words = strip(self._folded, Span(at, self._stop(at)))
        words = Span(words.start + len(words.of(self._folded)) - len(words.of(self._folded).lstrip(",: ")), words.end)
        if self._folded[words.end - 1 : words.end] == ":":  # 是指下列行为：（一）…
            words = strip(self._folded, Span(words.start, self._node(words.end - 1).span.end))
        name = _name(self._text[term.start : term.end], called)
        if name and len(words.of(self._folded)) >= 4:
            yield Definition(name, words.of(self._text), words)

    def _stop(self, at: int) -> int:
        ceiling = self._end(at - 1)
        stop = _STOP.search(self._folded, at, ceiling)
        return stop.start() if stop else ceiling

    def _short(self, end: int) -> Iterator[Definition]:
        """以下简称X, 下称X, （简称X）: `end` is where 称 ends."""
        at = self._folded.rfind("下", max(self._body.start, end - 4), end)
        if at < 0:
            at = end - 2
            if self._folded[end - 2 : end] != "简称" or self._folded[at - 1 : at] not in ("(", "["):
                return
        match = _SHORT.match(self._folded, at, self._end(at))
        floor = max(self._body.start, at - 100)
        opening = self._folded.rfind("(", floor, at)
        if opening < 0 or ")" in self._folded[opening:at]:
            opening = self._folded.rfind("[", floor, at)
        if (
            match is None
            or opening < 0
            or self._folded.count("]", opening, at) > self._folded.count("[", opening + 1, at)
        ):
            return
        many = match[0][1:3].strip()[:1] in ("统", "合")
        own = self._node(opening - 1).span.start
        label = _LABEL.match(self._folded, own, opening)
        words = stands_for(self._folded, opening, label.end() if label else own, match[1], many)
        name = _name(self._text[match.start(1) : match.end(1)], called=True)
        if name and words.end - words.start >= 2:
            yield Definition(name, words.of(self._text), words)

    def _list(self, at: int) -> Iterator[Definition]:
        """(一)X:…: the items below an announcement of what words mean."""
        if at < self._listed:
            return
        for start, end in self._following(at):
            if self._folded[start : start + 1] == "第":
                return
            self._listed = end
            label = _LABEL.match(self._folded, start, end)
            match = _LISTED.match(self._folded, label.end() if label else start, end)
            if match and "指" not in match[0]:
                yield from self._defined(Span(*match.span(1)), match.end())

    def _following(self, at: int) -> Iterator[Span]:
        """Yield the own words of the provisions that begin at `at` or behind it, in order."""
        if self._bounds is None:
            self._bounds = [
                *(node.span.start for node in self._root.all()[1:]),
                self._body.end,
            ]
        yield from starmap(Span, pairwise(self._bounds[bisect_right(self._bounds, at - 1) :]))


def _outside(folded: str, mark: str, span: Span) -> int:
    """Return where the last of a mark stands in the span outside quotation marks, or -1."""
    at = folded.rfind(mark, *span)
    while at >= 0 and folded.count("“", span.start, at) > folded.count("”", span.start, at):
        at = folded.rfind(mark, span.start, at)
    return at


def _name(term: str, called: bool = False) -> str | None:
    """Return a term without marks around it, or None where the words can be none.

    `called` tells that the text itself marks it as a term (所称X, “X”).
    """
    term = re.sub(r"[(（\[〔][^()（）]*称[^()（）]*[)）\]〕]", "", re.sub(r"\s+", "", term)).strip("，,：:、")
    quoted = _QUOTED.match(term)
    term = quoted[1] if quoted else term
    if term and (term[0], term[-1]) in _CLOSED and term.count(term[-1]) == 1 + (term[0] == term[-1]):
        term = term[1:-1]
    if term.count("“") != term.count("”"):
        term = term.rpartition("“")[2].strip("”")
    term = re.sub(r"(?<=..)等$", "", term)
    term = re.sub(r"^(?:规定的|的|之|本(?:办法|条例|规定|法|细则)(?:中)?的?)(?=..)", "", term)
    refused = _NO_TERM.search(term) if not called else _NO_CALLED_TERM.search(term)
    return term if 1 <= len(term) <= _LONGEST_TERM and not refused else None
