"""What candidates look like, as named features: the model has a weight for each.

Features of a border, a line and a candidate serve both fields; those that compare a candidate with what the rules say
serve one. A name begins with letters for the kind of feature; `r` is the mention's role, `q` its quantity, `k` the kind
of place.
"""

from __future__ import annotations

from functools import cached_property

from ...text.source import Span
from ..binding.finding import Finding
from ..binding.surroundings import Surroundings
from .answers import Answers
from .candidates import Candidate, Line
from .places import Kind, Place
from .segment import NUMBER, Token

_MODALS = frozenset(["应当", "应", "必须", "须", "可以", "可", "不得", "不准", "禁止", "不能"])
_SHORT = {kind: str(index) for index, kind in enumerate(Kind)}


def _length(n: int) -> int:
    """Return a length or a distance as one of a few steps."""
    return n if n < 9 else 9 + (n >= 10) + (n >= 13) + (n >= 18) + (n >= 25) + (n >= 35)


class Look:
    """What is the same for all candidates of a mention."""

    def __init__(self, around: Surroundings) -> None:
        mention = around.mention
        self.around, self.folded, self.span = around, around.folded, mention.span
        self.r = mention.role.value if mention.role else "?"
        self.q = mention.quantity.value
        self.rq = self.r + self.q
        self.unit = mention.unit or ""
        self.left, self.right = around.left[-2:], around.right[:2]
        self.bare = "b" if not around.left.strip() else ""
        self.items = min(around.context.items, 2)

    @cached_property
    def none(self) -> list[str]:
        """The features of choosing nothing."""
        r, q = self.r, self.q
        return [
            "none", "none:" + r, f"none:{r}{q}{self.items}", "none:u" + self.unit, "none:l" + self.left,
            "none:r" + self.right, f"none:{self.bare}{r}{self.items}",
        ]  # fmt: skip


def place_features(look: Look, place: Place) -> list[str]:
    """Return what tells likely places from others."""
    k = _SHORT[place.kind]
    return [f"K{k}{place.clauses}", f"K{k}{place.clauses}{look.r}{look.bare}", f"K{k}{place.sentences}{look.rq}"]


def _before(line: Line, index: int) -> tuple[str, str]:
    if not index:
        return "^", "^"
    word = line.words[index - 1]
    return ("M" if word.tag == NUMBER else word.word), word.tag


def _behind(line: Line, index: int, place: Place) -> tuple[str, str]:
    if index + 1 == len(line.words):
        return place.clause.mark or "$", "$"
    word = line.words[index + 1]
    return ("M" if word.tag == NUMBER else word.word), word.tag


def begin_features(look: Look, place: Place, line: Line, index: int) -> list[str]:
    """Return what tells where a phrase begins."""
    k, word = _SHORT[place.kind], line.words[index]
    pw, pt = _before(line, index)
    return [f"f{word.word}{k}", "p" + pw, f"p{pw}{k}", f"pf{pt}{word.tag}{k}"]


def end_features(look: Look, place: Place, line: Line, index: int) -> list[str]:
    """Return what tells where a phrase ends."""
    word, (nw, nt) = line.words[index], _behind(line, index, place)
    k = _SHORT[place.kind]
    return ["l" + word.word, f"c{word.word[-1]}{look.r}", "n" + nw, f"n{nw}{k}", f"ln{word.tag}{nt}{k}"]


def coarse_features(look: Look, place: Place, span: Span) -> list[str]:
    """Return what is not told by place and borders, and cheap: length, and distance to the number."""
    k, n = _SHORT[place.kind], _length(span.end - span.start)
    return [f"n{n}{look.r}", f"n{n}{k}", f"d{_distance(look, place, span)}{look.r}"]


def _distance(look: Look, place: Place, span: Span) -> str:
    if place.kind is not Kind.OWN:
        return "-"
    if span.end <= look.span.start:
        return f"<{_length(look.span.start - span.end)}"
    return f">{_length(span.start - look.span.end)}" if span.start >= look.span.end else "x"


def span_features(look: Look, found: Candidate) -> list[str]:
    """Return what a candidate looks like as a whole."""
    (start, end), place, line, first, last = found
    words, folded = line.words, look.folded
    k, r, q, rq = _SHORT[place.kind], look.r, look.q, look.rq
    inner = words[first : last + 1]
    verbs = min(3, sum(word.tag == "v" for word in inner))
    of = min(2, sum(word.word == "的" for word in inner))
    n = _length(end - start)
    whole = f"{first == 0:d}{last == len(words) - 1:d}{folded[place.clause.end - 1] == '的':d}"
    pw, pt = _before(line, first)
    nw, nt = _behind(line, last, place)
    (fw, ft), (lw, lt) = inner[0][2:], inner[-1][2:]
    modal = _to_modal(words, last)
    lc, d = folded[end - 1], _distance(look, place, Span(start, end))
    out = [
        "f" + fw, f"f{fw}{r}", f"p{pw}{r}", f"pf{pt}{ft}{r}", f"l{lw}{r}", f"l{lw}{q}", "c" + lc, f"c{lc}{q}",
        f"c{lc}{k}",
        f"n{nw}{r}", f"n{nw}{lc}", f"ln{lt}{nt}{r}",
        f"n{n}{k}{r}", f"n{n}{of}{k}", f"d{d}{rq}", f"v{verbs}{of}{k}{r}", f"t{ft}{lt}{verbs}{of}",
        f"t{ft}{lt}{verbs}{r}", f"w{whole}{k}{r}", f"w{whole}{place.clause.mark}{r}", f"pn{pw}|{nw}",
        f"m{modal}{k}{r}", f"m{modal}{nw}", f"m{modal}{k}{place.clauses}", f"w{whole}{k}{place.clauses}{look.bare}",
    ]  # fmt: skip
    if len(inner) > 1:
        out += [f"2{inner[-2].word}{lw}", f"2{ft}{inner[1].tag}{k}{r}", f"2{inner[-2].tag}{lt}{r}"]
    if place.kind is not Kind.OWN:
        numbered = any(word.tag == NUMBER for word in words)
        return [
            *out,
            f"o{k}{look.bare}{rq}",
            f"o{k}{look.left}",
            f"o{k}{look.right}",
            f"o{k}{numbered:d}{r}",
            f"o{k}{look.items}{r}",
        ]
    if end <= look.span.start:
        between = folded[max(end, look.span.start - 5) : look.span.start]
        return [*out, f"b{between}", f"b{lc}{d}", f"b{q}{look.left}{d}", f"b{look.right}{d}{r}"]
    between = folded[look.span.end : min(start, look.span.end + 5)]
    return [*out, f"a{between}", f"a{look.right}{d}", f"a{look.left}{d}", f"a{look.unit}{d}", f"a{look.bare}{whole}{d}"]


def _to_modal(words: list[Token], last: int) -> str:
    """Return how a candidate that ends with word `last` lies to the clause's first modal."""
    for index, word in enumerate(words):
        if word.word in _MODALS:
            return "=" if index == last + 1 else "<" if index > last else ">"
    return "-"


def rule_features(
    found: Candidate | None, answers: Answers, settled: Finding | None, other: Finding | None, look: Look
) -> list[str]:
    """Return how a candidate agrees with the rules.

    `answers` are what each rule names for the field, `settled` what the rules together settle on, `other` that for the
    other field.
    """
    if found is None:
        out = [
            "none:F" + (settled.rule if settled else ""),
            f"none:F{settled is not None:d}{look.r}",
            f"none:O{other is None:d}",
        ]
        return out + ["none:R" + rule for rules in answers.values() for rule in rules]
    span, k, r = found.span, _SHORT[found.place.kind], look.r
    out = []
    for named, rules in answers.items():
        near = alike(span, named)
        if near == 1:
            out += [f"R{rule}" for rule in rules] + [f"R{rule}{r}" for rule in rules] + [f"Rn{len(rules)}"]
        elif near:
            inside = named.holds(span)
            out += [f"r{rule}{near > 0.6:d}{inside:d}" for rule in rules]
    if settled is None:
        out += ["F-" + k, "F-" + r]
    else:
        near = alike(span, settled.span)
        out += [f"F{int(5 * near)}", f"F{int(5 * near)}{settled.rule}", f"F{int(5 * near)}{k}{r}"]
    if other is not None:
        near = alike(span, other.span)
        side = (
            "="
            if near
            else "|"
            if 0 <= other.span.start - span.end <= 1
            else "<"
            if span.end <= other.span.start
            else ">"
        )
        out += [f"O{side}{int(5 * near)}", f"O{side}{int(5 * near)}{r}", f"O{side}{other.rule}{k}"]
    return out


def alike(one: Span, two: Span) -> float:
    """Return how much of two stretches is common: 1 where they are the same, 0 where nothing is."""
    common = min(one.end, two.end) - max(one.start, two.start)
    return 2 * common / (one.end - one.start + two.end - two.start) if common > 0 else 0.0
