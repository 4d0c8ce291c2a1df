"""Per-unit words: 每亩不少于三万元 is `CNY/{亩}`, 每年每吨80元 `CNY/t/a`; and what 每年 does where it is no unit."""

from __future__ import annotations

import re

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.patterns import pattern
from ...text.units.kinds import Quantity
from ...text.units.table import AVERAGES, PER_THINGS, PER_TIMES, SPREAD, TIME_CODES, alternation, divided, per_code
from ..words.bounds import NOT_BEYOND
from .steps import Joined, Standing

_TIMES = alternation(word for word in PER_TIMES if not word.isascii())
_WORD = rf"(?:{_TIMES}|[一-龥]{{1,2}}期(?!间)|{alternation(PER_THINGS)})"
_NO_THING = (
    "满超增减差逾欠缺少多有发卖售购买投交缴付收退补扣罚加降升延隔到过低高遇逢用领取借贷存支转销产"
    "于为是在按应可均各侧届需得送捐赠"
)
"""What follows 每 and is no thing that has a price: verbs (每满100元), parts (每侧)."""
_PER = re.compile(
    rf"(?:每(?:一|1)?(?P<word>{_WORD})|(?<=每[一-龥])(?P<year>全年)(?=\s?\Z)|(?P<head>{alternation(AVERAGES)})|(?P<by>按日)"
    rf"|每(?P<other>(?![{_NO_THING}{NUMERAL_CHARACTERS}])[一-龥])(?=\s?(?:每|\Z))"  # 每注2元
    rf"|(?<![\d{NUMERAL_CHARACTERS}每个当次翌同本即工之期末节假休息首生上下])(?P<rate>[日月])"
    r"(?:\Z|(?:利|费|息费|罚息)率|息))"  # 应缴金额的日万分之五, 日利率
)
_GIVES = r"[^,。;]{0,16}?(?:得|加|扣|记|减|奖|积|计)\s?$"
_STEPPED = pattern(
    r"(?:每(?:组织|参与|参加|采用|完成|增加|少|多|发现|缺少?|有|发生|获得|开展|举办|出现|查实)?|[被获得])[^,。;]{0,16}?(?:1|一)"
    rf"(?P<unit>次|条|件|项|个(?!月)|人|名|例|篇|份|起|家|户|处){_GIVES}"
)
_STEPPED_TIME = pattern(
    rf"每[^,。;每]{{0,12}}?(?:1|一)个?(?P<unit>(?<=个)月|学年|学期|年|小时|天)(?![以之]?[上下内]|期|度|级){_GIVES}"
)
_OVERDUE = re.compile(r"每(?:逾期|超过|延迟|延期|迟延|拖延|滞纳|满|超|再?延长)?$")
_RATE_VERB_BESIDE = re.compile(r"加收|加征|扣减|递减|递增|加处|处以|增长|降低|违约金|滞纳金|罚息")
_RATE_VERB = re.compile(r"(?:加收|扣减|递减|递增|增加|减少|扣除|加处|加征|处|收取|缴纳|计收|支付|减|扣|罚)")
_BOUNDED_TIMES = re.compile(NOT_BEYOND)  # 每学期不少于一次 is a count a term, 每学期一次 a frequency
_BOUNDED_BESIDE = re.compile(rf"[^。;:]{{0,30}}{NOT_BEYOND}")
_ELLIPTIC = pattern(rf"[,;]\s?[一-龥]{{2,8}}的(?:{NOT_BEYOND}|为|按)?\s?")  # 每户不超过3000元，农村的不超过5000元
_WORKING_DAYS = ("{workday}", "{交易日}", "{营业日}")
_HIGHEST_RATE = 0.1  # of interest by the day or the month
_NEAR = 12  # numbers looked back on: more never stand within the 60 characters that matter
_CLAUSE = re.compile(r"[,。;:!?\n]")


def fold_units(numbers: list[Joined], text: str, start: int) -> list[Joined]:
    """Return the numbers with per-unit words folded into units, and without the frequencies that became units."""
    out = list(numbers)
    used: set[int] = set()  # indices of the numbers that became part of a unit
    for index, number in enumerate(numbers):
        if number.quantity in (Quantity.DATE, Quantity.FREQUENCY, Quantity.AGE):
            continue
        first = max(0, index - _NEAR)
        earlier = out[first:index]
        floor = next((n.end for n in reversed(earlier) if n.quantity is not Quantity.FREQUENCY), start)
        out[index], taken = _folded(number, text, max(floor, start), earlier)
        used.update(first + at for at in taken)
    return _without_once([number for index, number in enumerate(out) if index not in used], text)


def _folded(number: Joined, text: str, floor: int, earlier: list[Joined]) -> tuple[Joined, list[int]]:
    """Return a number with its unit divided, and which of the earlier numbers this takes up."""
    taken: list[int] = []
    if number.quantity is Quantity.SCORE:
        number, taken = _by_step(number, text, earlier)
    if number.quantity in (Quantity.RATIO, Quantity.MONEY):
        rate = _by_overdue(number, text, earlier)
        if rate:
            return rate
    base = max(floor, number.start - 60)
    clause = text[base : number.start]
    cut = max((m.end() for m in _CLAUSE.finditer(clause)), default=0)
    clause, base = clause[cut:], base + cut
    matches = list(_PER.finditer(clause))
    after = text[number.right : number.right + 8]
    codes: list[str] = []
    for match in matches:
        code = _code(match, number.quantity)
        told = match["other"] is None and match["rate"] is None
        if code is None or not (_folds(number, code, clause[match.end() :], after) if told else _beside(number, match)):
            continue
        codes.append(code)
        at = base + match.start()
        taken += [i for i, n in enumerate(earlier) if n.quantity is Quantity.FREQUENCY and n.start == at]
    if not codes:
        return _inheriting(number, text, earlier), taken
    alone, *own = number.unit.split("/")
    if not own or (number.quantity is Quantity.MONEY and matches[-1].end() == len(clause.rstrip())):  # 每平方米30元/月
        ordered = sorted(
            [*codes, *own], key=lambda code: code in TIME_CODES or code.endswith("期}")
        )  # times stand last
        number = number._replace(unit=divided(alone, dict.fromkeys(ordered)))
    return _adjoined(number, clause, base, matches), taken


def _inheriting(number: Joined, text: str, earlier: list[Joined]) -> Joined:
    """Give an amount the unit of the one beside it: 每公顷四千五百元(经济林六千元), 每年甲不少于一次，乙不少于两次."""
    if not earlier or earlier[-1].unit.split("/")[0] != number.unit:
        return number
    between = text[earlier[-1].end : number.start]
    bracketed = number.quantity is Quantity.MONEY and re.fullmatch(r"\s?\([^,。;()\d]{1,10}", between)
    elliptic = number.quantity is Quantity.MONEY and number.unit == "CNY" and _ELLIPTIC.fullmatch(between)
    if bracketed or elliptic or (number.unit == "{time}" and _BOUNDED_BESIDE.fullmatch(between)):
        return number._replace(unit=earlier[-1].unit)
    return number


def _code(match: re.Match[str], quantity: Quantity) -> str | None:
    if match["word"]:
        return per_code(match["word"], quantity)
    if match["other"]:
        return f"{{{match['other']}}}"
    if match["rate"]:
        return PER_TIMES[match["rate"]]
    if match["year"]:
        return "a"
    return AVERAGES[match["head"]] if match["head"] else "d"


def _beside(number: Joined, match: re.Match[str]) -> bool:
    """Tell whether a word before the number that no table knows divides a price, or 日 and 月 a rate of interest."""
    if match["other"]:
        return number.quantity is Quantity.MONEY
    small = isinstance(number.high, float) and number.high <= _HIGHEST_RATE
    return (
        number.quantity is Quantity.RATIO and number.unit == "1" and small and len(match.string) - match.end() <= _NEAR
    )


def _adjoined(number: Joined, clause: str, base: int, matches: list[re.Match[str]]) -> Joined:
    """Take per-unit words that stand directly before the number into the mention."""
    at = start = len(clause.rstrip())
    for match in reversed(matches):
        if match.end() != at or match["by"] or match["other"] or match["rate"] or match["head"] == "时速":
            break
        at = match.start()
    return number._replace(start=base + at) if at != start else number


def _folds(number: Joined, code: str, gap_text: str, after: str) -> bool:
    """Tell whether a per-unit word `gap` characters before the number divides its unit."""
    timed = code in TIME_CODES
    gap = len(gap_text)
    if number.quantity is Quantity.RATIO:
        return (
            timed
            and number.unit == "1"
            and gap <= 40
            and bool(_RATE_VERB_BESIDE.search(gap_text + after))
            and code in ("d", "mo", "a")
        )
    if number.quantity is Quantity.MONEY:
        return gap <= (14 if timed else 20)
    if number.quantity is Quantity.SCORE:
        return gap <= 12
    if number.quantity is Quantity.COUNT:
        if number.unit == "{time}" and number.low == 1 and not _BOUNDED_TIMES.search(gap_text):
            return False
        return code in SPREAD and gap <= (24 if timed else 10) and number.unit != code
    if number.quantity is Quantity.DURATION:
        if re.match(r"\s?(?:以?内|之内|[以之]?[前后])", after):
            return False
        hours = number.unit in ("h", "min") or number.unit.startswith("{")
        return (
            timed
            and code != number.unit
            and gap <= 30
            and ((hours and number.unit not in _WORKING_DAYS) or (gap <= 6 and code in ("wk", "a", "mo")))
        )
    return code in SPREAD and gap <= 12


def _by_step(number: Joined, text: str, earlier: list[Joined]) -> tuple[Joined, list[int]]:
    """Fold 每组织1次…得5分 into `{point}/{time}`, 每满1年加2分 into `{point}/a`, and take the 1次 or 1年 away."""
    floor = max(0, number.start - 60)
    begin = max(floor, *(text.rfind(stop, floor, number.start) + 1 for stop in "。;\n"))
    before = text[begin : number.start]
    match = _STEPPED.search(before) or _STEPPED_TIME.search(before)
    if match is None or "/" in number.unit:
        return number, []
    at = begin + match.start("unit")
    steps = (Quantity.COUNT, Quantity.DURATION)
    taken = [i for i, n in enumerate(earlier) if n.start <= at < n.end and n.quantity in steps]
    return number._replace(unit=f"{number.unit}/{per_code(match['unit'])}"), taken


def _by_overdue(number: Joined, text: str, earlier: list[Joined]) -> tuple[Joined, list[int]] | None:
    """Fold 每逾期一日，加收千分之三 into `1/d` and take the 一日 away; None where the number is no such rate."""
    for index in range(len(earlier) - 1, -1, -1):
        step = earlier[index]
        between = text[step.end : number.start]
        if number.start - step.end > 40 or re.search(r"[。;\n]", between):
            return None
        timed = step.quantity in (Quantity.DURATION, Quantity.FREQUENCY) and step.unit in ("d", "mo", "a")
        if not timed or step.low != 1:
            continue
        if number.quantity is Quantity.MONEY and (len(between) > 8 or "," in between):
            return None
        if _is_step(step, text) and (not between or _RATE_VERB.search(between + text[number.end : number.end + 12])):
            return number._replace(unit=f"{number.unit}/{step.unit}"), [index]
    return None


def _is_step(time: Joined, text: str) -> bool:
    """Tell whether a time counts how often a rate applies: 每逾期一日."""
    before = text[max(0, time.start - 5) : time.start]
    return time.quantity is Quantity.DURATION and (
        time.standing is Standing.STEP or _OVERDUE.search(before) is not None
    )


def _without_once(numbers: list[Joined], text: str) -> list[Joined]:
    """Drop the 一次 of 每半年进行一次, which is part of the frequency."""
    out: list[Joined] = []
    for number in numbers:
        if number.unit.startswith("{time}") and number.low == 1 and number.quantity is Quantity.COUNT:
            near = next((n for n in reversed(out[-_NEAR:]) if n.quantity is Quantity.FREQUENCY), None)
            if near is not None and number.start - near.end <= 40 and not _CLAUSE.search(text[near.end : number.start]):
                continue
        out.append(number)
    return out
