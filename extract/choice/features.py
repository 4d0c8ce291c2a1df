"""What candidates look like, as named features: the model has a weight for each.

Features of a border, a line and a candidate serve both fields; those that compare a candidate with what the rules say
serve one. A name begins with letters for the kind of feature; `r` is the mention's role, `q` its quantity, `k` the kind
of place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ...text.segment import NUMBER, Token
from ...text.source import Span
from ..binding.finding import Finding
from ..binding.surroundings import Surroundings
from .candidates import AGENT_ENDS, Border, Candidate
from .places import Kind, Place

_MODALS = frozenset(["应当", "应", "必须", "须", "可以", "可", "不得", "不准", "禁止", "不能"])
SHORT = {kind: str(index) for index, kind in enumerate(Kind)}


_NOUNS = frozenset(("n", "vn", "nt", "ns", "nz", "j", "b", "a"))
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"))
FAR = 70
_ROUND_ABOUT = 1 << 15
"""Characters of a text in which words are counted: of one with a thousand regulations, a part as long as a long one."""
LENGTHS = [n if n < 9 else 9 + (n >= 10) + (n >= 13) + (n >= 18) + (n >= 25) + (n >= 35) for n in range(301)]
"""Steps of a length or a distance."""

BEFORE, BEHIND = ([f"{side}{step}" for step in LENGTHS[: FAR + 1]] for side in "<>")
DISTANCES = ("-", "x", *dict.fromkeys(BEFORE + BEHIND))
"""All that `distance` can say."""


class Said(NamedTuple):
    """What the rules say: for the field, for the other one, and for the field of the mention before."""

    settled: Finding | None
    other: Finding | None
    earlier: Finding | None


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
        self.first = around.clauses[0].start

    def often(self, said: str) -> int:
        """Return how often words stand round about, in steps: what a regulation is about it says again and again."""
        start = self.span.start - self.span.start % _ROUND_ABOUT
        return min(self.folded.count(said, start, start + _ROUND_ABOUT).bit_length(), 6)

    @cached_property
    def none(self) -> list[str]:
        """The features of choosing nothing."""
        r, q = self.r, self.q
        return [
            "none", "none:" + r, f"none:{r}{q}{self.items}", "none:u" + self.unit, "none:l" + self.left,
            "none:r" + self.right, f"none:{self.bare}{r}{self.items}",
        ]  # fmt: skip


def place_features(k: str, clauses: int, sentences: int, r: str, q: str, bare: str) -> list[str]:
    """Return what tells likely places from others."""
    return [f"K{k}{clauses}", f"K{k}{clauses}{r}{bare}", f"K{k}{sentences}{r}{q}"]


def begin_stems(border: Border) -> tuple[str, str, str]:
    """Return what the features of a begin are made of, for each entry of `BEGIN_TOLD`."""
    word, tag, before, its = border
    return "f" + word, "p" + before, f"pf{its}{tag}"


def end_stems(border: Border) -> tuple[str, str, str, str]:
    """Return what the features of an end are made of, for each entry of `END_TOLD`."""
    word, tag, behind, its = border
    return "l" + word, "c" + word[-1], "n" + behind, f"ln{tag}{its}"


def end_pair(border: Border) -> str:
    """Return what the last character of a phrase and the word behind it tell together."""
    return f"n{border.beyond}{border.word[-1]}"


BEGIN_TOLD = ("_kr", "_kr", "kr")
END_TOLD = ("_rq", "_rqk", "_kr", "kr")
"""What the stems of a border are told with: `_` nothing, the kind of place, the role, the quantity."""


def begin_features(k: str, r: str, border: Border) -> list[str]:
    """Return what tells where a phrase begins."""
    return _told(begin_stems(border), BEGIN_TOLD, {"_": "", "k": k, "r": r})


def end_features(k: str, r: str, q: str, border: Border) -> list[str]:
    """Return what tells where a phrase ends."""
    return [*_told(end_stems(border), END_TOLD, {"_": "", "k": k, "r": r, "q": q}), end_pair(border)]


def _told(stems: Sequence[str], told: Sequence[str], values: Mapping[str, str]) -> list[str]:
    return [stem + values[one] for stem, some in zip(stems, told, strict=True) for one in some]


def size_features(k: str, r: str, q: str, n: int, d: str) -> list[str]:
    """Return what length and distance to the number tell."""
    return [*length_features(n, k, r), *distance_features(d, r, q)]


def length_features(n: int, k: str, r: str) -> tuple[str, ...]:
    """Return what a length tells."""
    return f"n{n}{r}", f"n{n}{k}", f"n{n}{k}{r}"


def distance_features(d: str, r: str, q: str) -> tuple[str, ...]:
    """Return what a distance to the number tells."""
    return f"d{d}{r}", f"d{d}{r}{q}"


def outside_features(look: Look, found: Candidate) -> list[str]:
    """Return what place, borders and size of a candidate tell, which is what the short list looks at."""
    span, place = found.span, found.place
    k, r, q = SHORT[place.kind], look.r, look.q
    return [
        *place_features(k, place.clauses, place.sentences, r, q, look.bare),
        *begin_features(k, r, found.begin),
        *end_features(k, r, q, found.end),
        *size_features(k, r, q, LENGTHS[span.end - span.start], distance(look, place, *span)),
    ]


def distance(look: Look, place: Place, start: int, end: int) -> str:
    """Return on which side of the number a candidate of its clause stands, and how far off."""
    if place.kind is not Kind.OWN:
        return "-"
    if end <= look.span.start:
        return BEFORE[min(look.span.start - end, FAR)]
    return BEHIND[min(start - look.span.end, FAR)] if start >= look.span.end else "x"


def span_features(look: Look, found: Candidate) -> list[str]:
    """Return what a candidate looks like as a whole, besides its place, borders and size."""
    (start, end), place, line, first, last, begin, ending, _ = found
    words, folded = line.words, look.folded
    k, r, q = SHORT[place.kind], look.r, look.q
    inner = words[first : last + 1]
    verbs = min(3, sum(word.tag == "v" for word in inner))
    of = min(2, sum(word.word == "的" for word in inner))
    whole = f"{first == 0:d}{last == len(words) - 1:d}{folded[place.clause.end - 1] == '的':d}"
    pw, nw = begin.beyond, ending.beyond
    said = folded[start:end]
    often = look.often(said)
    modal, d = _to_modal(words, last), distance(look, place, start, end)
    out = [
        *(f"n{LENGTHS[end - start]}{of}{k}", f"v{verbs}{of}{k}{r}", f"t{inner[0].tag}{inner[-1].tag}{verbs}{of}"),
        *(f"w{whole}{k}{r}", f"w{whole}{place.clause.mark}{r}", f"pn{pw}|{nw}"),
        *(f"m{modal}{k}{r}", f"m{modal}{nw}", f"m{modal}{k}{place.clauses}"),
        *(f"#{often}{LENGTHS[end - start]}", f"#{often}{r}{k}", f"u{said[-1]}{look.unit}"),
        *(f"y{said[-2:]}", f"y{said[-2:]}{r}", f"z{said[:2]}", f"z{said[:2]}{r}"),
    ]
    if first == 0 and last == len(words) - 1 and place.clause.start == look.first:
        out += [f"h{place.clause.mark}{r}", f"h{place.clause.mark}{verbs}{of}"]  # the heading of an item
    if not _is_closed(said):
        out.append("(")
    if any(word.tag == NUMBER for word in inner):
        out += [f"9{k}", f"9{r}{q}"]
    if ending.class_beyond in _NOUNS and _agent_behind(words, last):
        out += [f"g{k}", f"g{inner[-1].word}"]
    if len(inner) > 1:
        out += [f"2{inner[-2].word}{inner[-1].word}", f"2{inner[0].tag}{inner[1].tag}{k}{r}"]
    if place.kind is not Kind.OWN:
        numbered = any(word.tag == NUMBER for word in words)
        return [
            *out,
            f"o{k}{look.left}",
            f"o{k}{look.right}",
            f"o{k}{numbered:d}{r}",
            f"o{k}{look.items}{look.bare}{r}",
        ]
    if end <= look.span.start:
        between = folded[max(end, look.span.start - 5) : look.span.start]
        return [*out, f"b{between}", f"b{folded[end - 1]}{d}", f"b{q}{look.left}{d}", f"b{look.right}{d}{r}"]
    between = folded[look.span.end : min(start, look.span.end + 5)]
    return [*out, f"a{between}", f"a{look.right}{d}", f"a{look.left}{d}", f"a{look.unit}{d}", f"a{look.bare}{whole}{d}"]


def _agent_behind(words: list[Token], last: int) -> bool:
    """Tell whether the nouns right behind a word name somebody: 征信机构 behind 企业."""
    for word in words[last + 1 : last + 5]:
        if word.tag not in _NOUNS:
            return False
        if word.word[-1] in AGENT_ENDS:
            return True
    return False


def _to_modal(words: list[Token], last: int) -> str:
    """Return how a candidate that ends with word `last` lies to the clause's first modal."""
    for index, word in enumerate(words):
        if word.word in _MODALS:
            return "=" if index == last + 1 else "<" if index > last else ">"
    return "-"


def rule_features(look: Look, found: Candidate | None, said: Said) -> list[str]:
    """Return how a candidate agrees with what the rules say of the mention and of the one before it."""
    if found is not None:
        return agreement_features(*agreement(look, found, said))
    rule = said.settled.rule if said.settled else ""
    return ["none:F" + rule, f"none:F{said.settled is not None:d}{look.r}", f"none:O{said.other is None:d}"]


def agreement(look: Look, found: Candidate, said: Said) -> tuple[str, str, int, str, int, str, str]:
    """Return in steps how a candidate agrees with what the rules say: what `agreement_features` are made of."""
    settled, other, earlier = said
    span, k = found.span, SHORT[found.place.kind]
    near = int(5 * alike(span, settled.span)) if settled else -1
    before = int(5 * alike(span, earlier.span)) if earlier else -1
    side = ""
    if other:
        behind = other.span.start - span.end
        common = int(5 * alike(span, other.span))
        side = str(common) if common else "|" if 0 <= behind <= 1 else "<" if behind > 1 else ">"
    return k, look.r, near, settled.rule if settled else k, before, side, other.rule if other else ""


def agreement_features(k: str, r: str, near: int, rule: str, before: int, side: str, other: str) -> list[str]:
    """Return the features of an agreement: with the field, with that of the mention before, with the other field."""
    out = [f"F{near}{rule}", f"F{near}{k}{r}", f"F{near}"]
    if before >= 0:
        out += [f"E{before}", f"E{before}{r}"]
    if side:
        out += [f"O{side}", f"O{side}{r}", f"O{side}{other}{k}"]
    return out


def alike(one: Span, two: Span) -> float:
    """Return how much of two stretches is common: 1 where they are the same, 0 where nothing is."""
    common = min(one.end, two.end) - max(one.start, two.start)
    return 2 * common / (one.end - one.start + two.end - two.start) if common > 0 else 0.0


def _is_closed(said: str) -> bool:
    """Tell whether brackets and quotes of a stretch are closed in it."""
    return all(said.count(opened) == said.count(closed) for opened, closed in _PAIRS)
