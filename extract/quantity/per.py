"""Per-unit words: 每亩不少于三万元 is `CNY/{亩}`, 每年每吨80元 `CNY/t/a`; and what 每年 does where it is no unit."""

from __future__ import annotations

import re

from ...text.units.kinds import Quantity
from ...text.units.table import AVERAGES, PER_THINGS, PER_TIMES, SPREAD, TIME_CODES, alternation, per_code
from ..words.bounds import NOT_BEYOND
from .tokens import Token

_TIMES = alternation(word for word in PER_TIMES if not word.isascii())
_WORD = rf"(?:{_TIMES}|[一-龥]{{1,2}}期(?!间)|{alternation(PER_THINGS)})"
_PER = re.compile(rf"(?:每(?:一|1)?(?P<word>{_WORD})|(?P<head>{alternation(AVERAGES)})|(?P<by>按日))")
_STEPPED = re.compile(
    r"(?:每(?:组织|参与|参加|采用|完成|增加|少|多|发现|缺少?|有|发生|获得|开展|举办|出现|查实)?|[被获得])[^,。;]{0,16}?(?:1|一)(?P<unit>次|条|件|项|个|人|名|例|篇|份|起|家|户|处)[^,。;]{0,16}?(?:得|加|扣|记|减|奖)\s?$"
)
_OVERDUE = re.compile(r"每(?:逾期|超过|延迟|延期|迟延|拖延|滞纳|满|超|再?延长)?$")
_RATE_VERB_BESIDE = re.compile(r"加收|加征|扣减|递减|递增|加处|增长|降低|违约金|滞纳金")
_RATE_VERB = re.compile(r"(?:加收|扣减|递减|递增|增加|减少|扣除|加处|加征|处|收取|缴纳|计收|支付|减|扣|罚)")
_BOUNDED_TIMES = re.compile(NOT_BEYOND)  # 每学期不少于一次 is a count a term, 每学期一次 a frequency
_BOUNDED_BESIDE = re.compile(rf"[^。;:]{{0,30}}{NOT_BEYOND}")
_NEAR = 12  # tokens looked back on: more never stand within the 60 characters that matter
_CLAUSE = re.compile(r"[,。;:!?\n]")


def fold_units(tokens: list[Token], text: str, start: int) -> list[Token]:
    """Return the tokens with per-unit words folded into units, and without the frequencies that became units."""
    used: set[int] = set()  # identities of the tokens that became part of a unit
    for index, token in enumerate(tokens):
        if token.quantity in (Quantity.DATE, Quantity.FREQUENCY, Quantity.AGE):
            continue
        earlier = tokens[max(0, index - _NEAR) : index]
        floor = next((t.end for t in reversed(earlier) if t.quantity is not Quantity.FREQUENCY), start)
        _fold(token, text, max(floor, start), earlier, used)
    kept = [token for token in tokens if id(token) not in used]
    return _without_once(kept, text)


def _fold(token: Token, text: str, floor: int, earlier: list[Token], used: set[int]) -> None:
    clause = text[max(floor, token.start - 60) : token.start]
    cut = max((m.end() for m in _CLAUSE.finditer(clause)), default=0)
    clause, base = clause[cut:], token.start - len(clause[cut:])
    if token.quantity is Quantity.SCORE:
        _fold_step(token, text, earlier, used)
    if token.quantity in (Quantity.RATIO, Quantity.MONEY) and _fold_overdue(token, text, earlier, used):
        return
    codes: list[str] = []
    matches = list(_PER.finditer(clause))
    for match in matches:
        code = _code(match)
        after = text[token.right : token.right + 8]
        if code is None or not _folds(token, code, clause[match.end() :], after):
            continue
        codes.append(code)
        used.update(id(t) for t in earlier if t.quantity is Quantity.FREQUENCY and base + match.start() == t.start)
    if not codes:
        _inherit(token, text, earlier)
        return
    if "/" not in token.unit:
        ordered = sorted(codes, key=lambda code: code in TIME_CODES or code.endswith("期}"))  # times stand last
        token.unit = "/".join([token.unit, *dict.fromkeys(ordered)])
    _adjoin(token, clause, base, matches)


def _inherit(token: Token, text: str, earlier: list[Token]) -> None:
    """Give an amount the unit of the one beside it: 每公顷四千五百元(经济林六千元), 每年甲不少于一次，乙不少于两次."""
    if not earlier or earlier[-1].unit.split("/")[0] != token.unit:
        return
    between = text[earlier[-1].end : token.start]
    bracketed = token.quantity is Quantity.MONEY and re.fullmatch(r"\s?\([^,。;()\d]{1,10}", between)
    if bracketed or (token.unit == "{time}" and _BOUNDED_BESIDE.fullmatch(between)):
        token.unit = earlier[-1].unit


def _code(match: re.Match[str]) -> str | None:
    if match["word"]:
        return per_code(match["word"])
    return AVERAGES[match["head"]] if match["head"] else "d"


def _adjoin(token: Token, clause: str, base: int, matches: list[re.Match[str]]) -> None:
    """Take per-unit words that stand directly before the number into the mention."""
    at = len(clause.rstrip())
    for match in reversed(matches):
        if match.end() != at or match["by"] or match["head"] == "时速":
            break
        at = match.start()
        token.start = base + at
    token.scope_start = min(token.scope_start, token.start)


def _folds(token: Token, code: str, gap_text: str, after: str) -> bool:
    """Tell whether a per-unit word `gap` characters before the number divides its unit."""
    timed = code in TIME_CODES
    gap = len(gap_text)
    if token.quantity is Quantity.RATIO:
        return (
            timed
            and token.unit == "1"
            and gap <= 40
            and bool(_RATE_VERB_BESIDE.search(gap_text + after))
            and code in ("d", "mo", "a")
        )
    if token.quantity is Quantity.MONEY:
        return gap <= (14 if timed else 20)
    if token.quantity is Quantity.SCORE:
        return gap <= 12
    if token.quantity is Quantity.COUNT:
        if token.unit == "{time}" and token.low == 1 and not _BOUNDED_TIMES.search(gap_text):
            return False
        return code in SPREAD and gap <= (24 if timed else 10) and token.unit != code
    if token.quantity is Quantity.DURATION:
        if re.match(r"\s?(?:以?内|之内|[以之]?[前后])", after):
            return False
        hours = token.unit in ("h", "min") or token.unit.startswith("{")
        return (
            timed
            and code != token.unit
            and gap <= 30
            and ((hours and token.unit not in ("{workday}", "{交易日}")) or (gap <= 6 and code in ("wk", "a", "mo")))
        )
    return code in SPREAD and gap <= 12


def _fold_step(token: Token, text: str, earlier: list[Token], used: set[int]) -> None:
    """Fold 每组织1次…得5分 into `{point}/{time}` and take the 1次 away."""
    floor = max(0, token.start - 60)
    begin = max(floor, *(text.rfind(stop, floor, token.start) + 1 for stop in "。;\n"))
    match = _STEPPED.search(text[begin : token.start])
    if match is None or "/" in token.unit:
        return
    token.unit = f"{token.unit}/{per_code(match['unit'])}"
    at = begin + match.start("unit")
    used.update(id(t) for t in earlier if t.start <= at < t.end and t.quantity is Quantity.COUNT)


def _fold_overdue(token: Token, text: str, earlier: list[Token], used: set[int]) -> bool:
    """Fold 每逾期一日，加收千分之三 into `1/d` and take the 一日 away."""
    for step in reversed(earlier):
        if token.start - step.end > 40 or re.search(r"[。;\n]", text[step.end : token.start]):
            return False
        if (
            step.quantity not in (Quantity.DURATION, Quantity.FREQUENCY)
            or step.low != 1
            or step.unit not in ("d", "mo", "a")
        ):
            continue
        between = text[step.end : token.start]
        before = text[max(0, step.start - 5) : step.start]
        stepped = step.quantity is Quantity.DURATION and (step.step or _OVERDUE.search(before))
        if token.quantity is Quantity.MONEY and (len(between) > 8 or "," in between):
            return False
        if stepped and (not between or _RATE_VERB.search(between + text[token.end : token.end + 12])):
            token.unit = f"{token.unit}/{step.unit}"
            used.add(id(step))
            return True
    return False


def _without_once(tokens: list[Token], text: str) -> list[Token]:
    """Drop the 一次 of 每半年进行一次, which is part of the frequency."""
    out: list[Token] = []
    for token in tokens:
        if token.unit.startswith("{time}") and token.low == 1 and token.quantity is Quantity.COUNT:
            near = next((t for t in reversed(out[-_NEAR:]) if t.quantity is Quantity.FREQUENCY), None)
            if near is not None and token.start - near.end <= 40 and not _CLAUSE.search(text[near.end : token.start]):
                continue
        out.append(token)
    return out
