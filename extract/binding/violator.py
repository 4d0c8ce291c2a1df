"""Whom a fine falls on: the person fined as printed, else the violation (违反…规定的)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.clauses import Clause, split_clauses, without_label
from ...text.numerals import HUNDREDS
from ...text.source import Span
from .finding import Finding, by
from .lexicon import either
from .phrase import agent, last_match, trim
from .surroundings import Surroundings

# 对养犬人处五十元
_FINED = re.compile(
    r"对(?P<who>(?!方)[^,;。:]{2,50}?)(?:可以|可|并|,)*(?:分别|各)?"
    + either("并处 处以 处 科处 科 给予 按 罚款 追缴 加收 予以罚款 依照 可处 责令 暂停 取消 吊销")
)
# 对单位，并处…; 检查人员对吸烟者，应当予以制止，并可处以…
_FINED_CLAUSE = re.compile(r"(?:并|同时|可以|可)?对(?P<who>(?!方)[^,;。:]{2,50}?)(?:依法)?(?:给予[^,;。]{0,6})?\Z")
_FINED_BEHIND = re.compile(r"[^,;。:]{2,24}?(?:可以|应当|可)?对(?P<who>[^,;。:]{2,50}(?:者|人|单位|人员))\Z")
# 情节严重的, 逾期不改正的
_STAGE = re.compile(
    r"(?:对于?|经|但|且|如|若|仍|并|有|因此?|由此|其|前款|而|可以|及)*"
    + either(
        """
        情节(?!恶劣程度) (?:其他)?(?:有关)?法律[^,;。]*规定 逾期 拒不 拒绝改正 仍不 仍未 屡 再次 构成犯罪 后果 造成
        触犯 没有违法所得 无违法所得 有违法所得 违法所得 货值 不能恢复 不改正 未改正 经责令 经.{0,4}教育 并处
        可以并处 涉案 数额 尚不 尚未 未造成 未构成 受到 导致 危害 影响 致使 到期
        """
    )
    + r"[^,;。]*的?\Z"
)
# 违法经营的货物货值金额不足一万元的
_SIZE = re.compile(
    r"[^,;。]{0,16}(?:货值金额|违法所得|涉案金额|数额|销售金额)[^,;。]{0,4}(?:不足|不满|超过|[^,;。]*以[上下])[^,;。]*的?\Z"
)
# the clauses in which an authority acts
AUTHORITY = re.compile(
    either(
        """
        (?:可以|可)?由 责令 处以?(?![于理置]) 没收 给予 予以 并处 可以 吊销 依法 按照 分别 并(?!且) 应当 警告 限期
        暂扣 对 取消 视 同时 均 一律 依照
        """
    )
)
BREACH = re.compile(r"(?:凡)?违反(?:了)?[^,;。]*?(?:规定|条例|办法|要求|法规|之一)\Z")
# 违反本条例规定虚开发票的
BREACH_HEAD = re.compile(
    r"(?:凡)?违反(?:了)?(?:本|前|国家|上述|有关|《)[^,;。的]*?的?(?:规定|条例|办法|细则|要求|法规)(?=[^的,;。之一第])"
)
# 违反本规定第六条的由公安机关处…, 鸣笛的处以五十元罚款
NO_COMMA = re.compile(
    rf"[^,;。]{{2,60}}?的(?=(?:可以|可)?由[^,;。]{{2,20}}(?:责令|处|给予|没收)|处以|并处|处[\d{HUNDREDS}千万])"
)
# 违反本办法第八条规定的单位，由…
_OF_PERSON = re.compile(r"的(?:单位|个人|单位和个人|单位或者个人|企业|人员|机构)\Z")
_GOES_ON = re.compile(r"\s*(?:或者?|以及|并且?|且|及)")
_FINED_NEAR = 3


def is_stage(text: str) -> bool:
    """Tell whether a conditional only tells how grave a violation is (情节严重的, 逾期不改正的)."""
    return bool(_STAGE.match(text) or _SIZE.match(text))


def offender(around: Surroundings) -> Finding | None:
    """Return the person fined (个人, 直接负责的主管人员) or else the violation; None where neither is named."""
    return by("fined", _fined(around)) or by("violation", _violation(around)) or by("violation-above", _above(around))


def _fined(around: Surroundings) -> Span | None:
    """Return the person of 对养犬人处五十元罚款, of 对单位，处以罚款 and of 检查人员对吸烟者，可处以罚款."""
    folded = around.folded
    found = last_match(_FINED, folded, around.clause.start, around.mention.span.start)
    if found:
        return trim(folded, *found.span("who"))
    for index in around.earlier(statement=True)[:_FINED_NEAR]:
        clause = around.clauses[index]
        if folded[clause.end - 1] == "的":
            if _FINED_CLAUSE.match(folded, *clause[:2]):
                continue
            return None
        found = _FINED_CLAUSE.match(folded, *clause[:2]) or _FINED_BEHIND.match(folded, *clause[:2])
        if found:
            return trim(folded, *found.span("who"))
    return None


def _violation(around: Surroundings) -> Span | None:
    """Return the nearest violation told before the fine."""
    return _among(around.folded, around.clauses, [around.at, *around.before()], around.mention.span.start)


def _above(around: Surroundings) -> Span | None:
    """Return, for an item without a violation of its own, that of the text which introduces the list."""
    folded, context = around.folded, around.context
    for span in context.above[: max(context.items, 1)]:
        clauses = split_clauses(folded, without_label(folded, span), [])
        got = _among(folded, clauses, list(range(len(clauses) - 1, -1, -1)), span.end)
        if got:
            return got
    return None


def _among(folded: str, clauses: Sequence[Clause], order: list[int], limit: int) -> Span | None:
    """Return the first violation among the clauses in `order`: one that ends in 的 and is no mere stage."""
    for index in order:
        start, end = clauses[index].start, min(clauses[index].end, limit)
        text = folded[start:end].rstrip(" ,")
        if _by_person(folded, clauses, index):
            return trim(folded, start, end)
        if not text.endswith("的") or end == limit:
            found = NO_COMMA.match(folded, start, end)
            if found:
                return Span(trim(folded, start, end).start, found.end())
        elif not is_stage(text) or completes(folded, clauses, index):
            return _whole(folded, clauses, index)
    return None


def _by_person(folded: str, clauses: Sequence[Clause], index: int) -> bool:
    """Tell whether a clause names the offender by what he did, and the next what an authority does to him."""
    clause = clauses[index]
    if clause.mark != "," or index + 1 >= len(clauses) or not _OF_PERSON.search(folded, clause.start, clause.end):
        return False
    follows = AUTHORITY.match(folded, *clauses[index + 1][:2])
    return bool(follows) and not AUTHORITY.match(folded, clause.start, clause.end)


def completes(folded: str, clauses: Sequence[Clause], index: int) -> bool:
    """Tell whether a stage completes a violation told in the clause before: 违反…规定，拒不执行的."""
    if index == 0 or clauses[index - 1].ends_statement:
        return False
    before = clauses[index - 1]
    text = folded[before.start : before.end].strip()
    return not text.endswith("的") and not AUTHORITY.match(text)


def _whole(folded: str, clauses: Sequence[Clause], index: int) -> Span | None:
    """Return the violation that ends at clause `index`, reduced to the person it begins with, if it begins with one.

    It reaches back over the clauses of the same violation, but not to 违反本条例规定， before them.
    """
    clause = clauses[index]
    who = None if _GOES_ON.match(folded, clause.start) else agent(folded, clause.start, clause.end)
    first = index
    while who is None and first > 0:
        before = clauses[first - 1]
        text = folded[before.start : before.end].strip()
        if before.mark != "," or text.endswith("的") or AUTHORITY.match(text) or is_stage(text):
            break
        who = agent(folded, before.start, before.end)
        if BREACH.match(text):
            break
        first -= 1
    if who:
        return who
    start = clauses[first].start
    head = BREACH_HEAD.match(folded, start, clause.end)
    if head and clause.end - head.end() > 4:
        start = head.end()
    start, end = trim(folded, start, clause.end)
    return Span(start, end + 1 if folded.startswith("的", end, clause.end) else end) if end > start else None
