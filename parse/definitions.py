"""Definitions: 本办法所称X，是指…; X，系指…; （以下简称X）; and lists of what words mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..ingest.source import Span
from .model import Definition, Provision
from .text import strip

_NO_VERB = "(?![标定导挥示数南引派出令认纹甲战教控责])"
_POINTS = f"指{_NO_VERB}"
_ANCHOR = re.compile(
    r"[所是系指下含用术](?:(?<=所)称|(?<=[是系])指|(?<=指)(?<=[,:”]指)" + _NO_VERB + r"|(?<=下)[ ]?[简统]?[ ]?称"
    r"|(?<=含)义[^。\n]{0,6}:|(?<=[用术])语[^。\n]{0,10}:)"
)
_CALLED = re.compile(
    r"所称(?:的|之)?[ ]?([^。;\n]{1,60}?)[ ]?"
    rf"(?:[,:]?[ ]?(?:均?[是系]指|均?{_POINTS}|包括)|(?:,[ ]?)?是(?!否)|,[ ]?[系为])"
)
_SHORT = re.compile(
    r"下[ ]?[简统]?[ ]?称(?:为|作)?[ ]?[:,]?[ ]?[“《\"']?[ ]?([^“”《》()\"',;。:\n]{1,30}?)[ ]?[”》\"']?(?=[,;。)]|$)"
)
_LABEL = re.compile(
    r"\s*(?:第[^ \n]{1,9}[条节][ ]*|\([^()]{1,4}\)[、 ]*|\d{1,2}[.、) ]+[ ]*|[①-⑳][ ]*"
    r"|[一二三四五六七八九十]{1,3}、|[a-z][.)])?(?:其中|这里|上述|前述|前款|本条|本款|本章)?,?"
)
_STOP = re.compile(r"[。\n]|;(?=\s*(?:\n|\(|\d|[①-⑳]|\Z)|[^。;\n]{1,30}[是系]指)")
_CLAUSE_START = re.compile(r"[。;\n]")
_LISTED = re.compile(r"[ ]*[“《]?([^,:。;“”\n]{1,30})[”》]?[ ]*(?::|,(?:是(?!指)|即|为|包括)|指)(?=[^\n])")
_LONGEST_TERM = 40
_NO_TERM = re.compile(
    r"的$|不$|[?!()（）]|^(?:不|都|也|就|均|应当?|可以|仅|并|而|但|主要|特)"
    r"|^(?:该|本|其|此|这|它|以上|以下|主要|具体)$"
)
_LEADING = re.compile(
    r"(?:应当?|根据|依据|依照|按照|由|对|和|与|向|在|为|或者|及|以及|以|将|把|经|从(?!事)|是|并)+(?=[\u4e00-\u9fff]{4,}|《)"
)
"""Words before what a short name stands for that do not belong to it."""
_LEADING_VERB = re.compile(
    r".*(?:保证|编制|制定|负责|设立|成立|组建|建立|实施|加强|规范|促进|收取|提交|出具|取得|领取|办理|开展|进行|成为|安装"
    r"|应当|可以|必须|按照|通过|对(?![外方象口])|向)(?=[^的]{4,}\Z)"
)
"""Verbs before it; where a 的 follows (取得许可的企业) the verb is part of the name."""


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
        self._folded, self._text = folded, text
        nodes = root.all()[1:]
        self._nodes = nodes
        self._bounds = [*(node.span.start for node in nodes), root.span.end]
        self._body = Span(self._bounds[0], root.span.end)
        self._until = -1  # where the sentence of the last definition ends; nothing in it defines another word
        self._listed = -1  # where the last list of words ends

    def run(self) -> Iterator[Definition]:
        for anchor in _ANCHOR.finditer(self._folded, *self._body):
            word = anchor[0]
            if word.endswith(":"):
                yield from self._list(anchor.end())
            elif word[-1] == "称" and word != "所称":
                yield from self._short(anchor.start())
            elif anchor.start() < self._until:
                continue
            elif word == "所称":
                match = _CALLED.match(self._folded, anchor.start(), self._end(anchor.start()))
                if match:
                    yield from self._define(Span(*match.span(1)), match.end())
            else:
                yield from self._pointed(anchor, word)

    def _own(self, at: int) -> Span:
        """Return the stretch between the provisions' beginnings that holds `at`."""
        index = bisect_right(self._bounds, at)
        return Span(self._bounds[index - 1] if index else self._body.start, self._end(at))

    def _end(self, at: int) -> int:
        index = bisect_right(self._bounds, at)
        return self._bounds[index] if index < len(self._bounds) else self._body.end

    def _pointed(self, anchor: re.Match[str], word: str) -> Iterator[Definition]:
        """X,是指…: the term is the clause before the word, without its label."""
        own = self._own(anchor.start())
        floor = max(own.start, anchor.start() - 120)
        clause = _CLAUSE_START.split(self._folded[floor : anchor.start()])[-1]
        start = anchor.start() - len(clause)
        label = _LABEL.match(clause)
        start += label.end() if label else 0
        term = strip(self._folded, Span(start, anchor.start()))
        term = Span(term.start, _trim(self._folded, term))
        comma = self._folded.rfind(",", *term)
        if comma >= 0:
            if word == "指":
                return
            term = Span(comma + 1, term.end)
        yield from self._define(term, anchor.end())

    def _define(self, term: Span, at: int) -> Iterator[Definition]:
        """Yield the definition of a term whose words begin at `at` and end with the sentence."""
        ceiling = self._end(at - 1)
        stop = _STOP.search(self._folded, at, ceiling)
        words = strip(self._folded, Span(at, stop.start() if stop else ceiling))
        words = Span(words.start + len(words.of(self._folded)) - len(words.of(self._folded).lstrip(",: ")), words.end)
        end = words.end
        if self._folded[words.end - 1 : words.end] == ":":  # 是指下列行为：（一）…
            node = self._nodes[bisect_right(self._bounds, words.end - 1) - 1]
            words = strip(self._folded, Span(words.start, node.span.end))
        name = _name(self._text[term.start : term.end])
        if name and len(words.of(self._folded)) >= 4:
            self._until = end
            yield Definition(name, words.of(self._text), words)

    def _short(self, at: int) -> Iterator[Definition]:
        match = _SHORT.match(self._folded, at, self._end(at))
        opening = self._folded.rfind("(", max(self._body.start, at - 100), at)
        if match is None or opening < 0 or ")" in self._folded[opening:at]:
            return
        many = "统" in match[0][:4]
        words = self._stands_for(opening, many)
        name = _name(self._text[match.start(1) : match.end(1)])
        if name and words.end - words.start >= 2:
            yield Definition(name, words.of(self._text), words)

    def _stands_for(self, end: int, many: bool) -> Span:
        """Return the words before a bracket that its short name stands for: a title, or back to a comma."""
        floor = max(self._own(end - 1).start, end - 120)
        before = self._folded[floor:end].rstrip()
        if before.endswith("》"):
            opening = before.rfind("《")
            return Span(floor + max(opening, 0), floor + len(before))
        pieces = re.split(r"[,。;:\n]" if many else r"[,。;:、\n()“]", before)
        start = floor + len(before) - len(pieces[-1])
        label = _LABEL.match(self._folded, start, floor + len(before))
        start = label.end() if label else start
        leading = _LEADING.match(self._folded, start, floor + len(before))
        start = leading.end() if leading else start
        verb = _LEADING_VERB.match(self._folded[start : floor + len(before)])
        return strip(self._folded, Span(start + (verb.end() if verb else 0), floor + len(before)))

    def _list(self, at: int) -> Iterator[Definition]:
        """(一)X:…: the items below an announcement of what words mean."""
        if at < self._listed:
            return
        index = bisect_right(self._bounds, at - 1)
        for start, end in zip(self._bounds[index:-1], self._bounds[index + 1 :], strict=False):
            if self._folded[start : start + 1] == "第":
                return
            self._listed = end
            label = _LABEL.match(self._folded, start, end)
            match = _LISTED.match(self._folded, label.end() if label else start, end)
            if match and "指" not in match[0]:
                yield from self._define(Span(*match.span(1)), match.end())


def _trim(folded: str, span: Span) -> int:
    """Return where the span ends without commas and spaces at its end."""
    end = span.end
    while end > span.start and folded[end - 1] in " ,:":
        end -= 1
    return end


def _name(term: str) -> str | None:
    """Return a term without marks around it, or None where the words can be none."""
    term = re.sub(r"\s+", "", term).strip("“”\"'《》「」，,：:、")
    term = re.sub(r"(?<=..)等$", "", term)
    term = re.sub(r"^(?:的|之|本(?:办法|条例|规定|法|细则)(?:中)?)", "", term)
    return term if 1 <= len(term) <= _LONGEST_TERM and not _NO_TERM.search(term) else None
