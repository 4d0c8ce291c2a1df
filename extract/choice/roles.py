"""The learned role: what a number does in its provision, from its clause, its neighbours and what the rules say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import exp

from ...text.segment import tokens
from ...text.source import Span
from ..binding.context import Context
from ..binding.surroundings import Surroundings, surroundings_of
from ..model import Comparator, Evidence, Field, Mention, Role
from .weights import trusted

ROLES = (Role.LIMIT, Role.DEADLINE, Role.THRESHOLD, Role.PENALTY, Role.VALUE, Role.FREQUENCY)
"""The roles that are chosen among; dates of effect and scores are the rules' alone."""

RULE = "role-clause"
"""The rule's name of a role that only the model chose; its evidence is the mention's clause."""

Scores = tuple[float, ...]
"""A score for each of `ROLES`."""

_BARRED = re.compile(r"\s*(?:以|之)?内[^,。;]{0,3}不[得再予能受]")
_NEIGHBOURS, _REACH = 4, 8
"""How many words beside a number, and how many clauses of its statement, are looked at."""

_SIGNS = ("罚款", "处", "不得", "应当", "可以", "方可", "必须", "禁止", "责令", "的,", "的")
_INTROS = ("条件", "情形", "标准", "规定", "处罚", "之一", "要求", "材料", "期限")

Chooser = Callable[[Surroundings], tuple[Role, float]]
"""Chooses the role of a mention, and says how likely it is."""


@cache
def weights() -> dict[str, Scores]:
    """Return the weights that are shipped."""
    table = {}
    hundredths = cache(lambda written: int(written) / 100)  # 300,000 of them, and hardly a thousand different ones
    for line in (files(__package__) / "roles.txt").read_text(encoding="utf-8").splitlines():
        name, *scores = line.split("\t")
        table[name] = tuple(map(hundredths, scores))
    return table


def choose_role(around: Surroundings) -> tuple[Role, float]:
    """Return the likeliest role of a mention, and how likely it is; that of the rules where they are trusted."""
    mention = around.mention
    if mention.role and (share := trusted().get(("role", mention.role.value, told_by(mention)))):
        return mention.role, share
    return likeliest(around, weights())


def told_by(mention: Mention) -> str:
    """Return the quantity of a mention and the rules that tell its role, as what is trusted is named."""
    rules = {piece.rule for piece in mention.evidence if piece.field is Field.ROLE}
    return " ".join((mention.quantity.value, *sorted(rules)))


def likeliest(around: Surroundings, table: dict[str, Scores]) -> tuple[Role, float]:
    """Return the likeliest role of a mention by some weights, and how likely it is."""
    found = [*filter(None, map(table.get, role_features(around)))]
    sums = [sum(column) for column in zip(*found, strict=True)] if found else [0.0] * len(ROLES)
    shares = [exp(score - max(sums)) for score in sums]
    best = shares.index(max(shares))
    return ROLES[best], shares[best] / sum(shares)


def with_roles(mentions: tuple[Mention, ...], context: Context, choose: Chooser = choose_role) -> tuple[Mention, ...]:
    """Return the mentions of a unit with the roles that are likeliest.

    A mention without a role, a score, and one that tells when a text takes effect stay as they are. Confidence is never
    more than how likely the role is.
    """
    return tuple(_with_role(around, choose) for around in surroundings_of(mentions, context))


def _with_role(around: Surroundings, choose: Chooser) -> Mention:
    mention = around.mention
    if mention.role not in ROLES:
        return mention
    role, sure = choose(around)
    if role is mention.role:
        return mention
    left_out = {Field.ROLE}
    if role is Role.PENALTY and mention.comparator is Comparator.LE and _BARRED.match(around.right):
        value = mention.high  # 五年内不得再次申请: a bar lasts exactly so long
        mention = replace(mention, comparator=Comparator.EQ, low=value, high=value)
        left_out.add(Field.BOUND)
    kept = (piece for piece in mention.evidence if piece.field not in left_out)
    told = Evidence(Field.ROLE, Span(*around.clause[:2]), RULE, round(sure, 3))
    return replace(mention, role=role, confidence=min(mention.confidence, round(sure, 3)), evidence=(*kept, told))


def role_features(around: Surroundings) -> list[str]:
    """Return what tells the role of a mention; `r` is the role that the rules say, `q` the quantity."""
    mention, clause = around.mention, around.clause
    r, q = mention.role.value if mention.role else "?", mention.quantity.value
    sign = mention.comparator.value if mention.comparator else "?"
    out = [f"r{r}", f"rq{r}{q}", f"rc{r}{sign}", f"rqc{r}{q}{sign}", f"q{q}", f"c{sign}{q}", f"u{mention.unit}{r}"]
    out += [f"E{piece.field}{piece.rule}{x}" for piece in mention.evidence for x in (r, q)]
    left, right = around.left, around.right
    before = [token.word for token in tokens(around.folded, clause.start, mention.span.start)[-_NEIGHBOURS:]]
    behind = [token.word for token in tokens(around.folded, mention.span.end, clause.end)[:_NEIGHBOURS]]
    for side, words in (("l", before[::-1]), ("R", behind)):
        for i, word in enumerate(words):
            out += (f"{side}{i}{word}", f"{side}{word}", f"{side}{word}{q}", f"{side}{i}{word}{r}")
    near, next_to = "".join(before[-1:]), "".join(behind[:1])
    out += (f"ll{''.join(before[-2:])}", f"rr{''.join(behind[:2])}", f"lr{near}|{next_to}")
    last, mark = around.text(around.at)[-2:], clause.mark
    out += (f"e{last}", f"e{last}{r}", f"e{last[-1:]}{mark}{r}", f"m{mark}{r}", f"m{mark}{q}")
    out.append(f"only{not left:d}{not right.strip():d}{r}{mark}")
    return [*out, *_of_neighbours(around, r, q, mark), *_of_intro(around, r, q, f"{last[-1:]}{mark}")]


def _of_neighbours(around: Surroundings, r: str, q: str, mark: str) -> list[str]:
    """Return what the other clauses of the statement tell."""
    clauses, at = around.clauses, around.at
    first, last = at, at
    while first > 0 and at - first < _REACH and not clauses[first - 1].ends_statement:
        first -= 1
    while last + 1 < len(clauses) and last - at < _REACH and not clauses[last].ends_statement:
        last += 1
    following = around.text(at + 1)[:2] if at + 1 < len(clauses) else "$"
    out = [f"n{following}", f"n{following}{q}", f"n1{following[:1]}{r}{mark}"]
    left, right, folded = around.left, around.right, around.folded
    earlier, later = folded[clauses[first].start : around.clause.start], folded[around.clause.end : clauses[last].end]
    for sign in _SIGNS:
        inside = "1" if sign in left else "0"
        behind = "1" if sign in later else "0"
        out += (
            f"w{sign}{inside}{'1' if sign in right else '0'}{behind}{r}",
            f"W{sign}{inside}{'1' if sign in earlier else '0'}{behind}{q}",
        )
    return out


def _of_intro(around: Surroundings, r: str, q: str, end: str) -> list[str]:
    """Return what the head of the list tells that the mention stands in."""
    context = around.context
    out = [f"i{context.items}{r}"]
    if not (context.items and context.above):
        return out
    head = context.above[0].of(around.folded)[-40:].rstrip()[-6:]
    out += (f"I{head[-3:]}{r}", f"I{head[-5:-1]}{r}", f"I{head[-5:-1]}{q}", f"I{end}{r}{q}")
    for word in _INTROS:
        if word in head:
            out += (f"J{word}{r}", f"J{word}{q}{r}", f"J{word}{end}")
    return out
