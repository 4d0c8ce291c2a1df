"""What a ratio is a share or a multiple of: 不超过净资产的10%, 处违法所得一倍以上五倍以下, 占总面积的比率不低于2%."""

from __future__ import annotations

import re

from ..ingest.source import Span
from .frame import Frame
from .model import Quantity
from .phrase import noun_like, trim

BOUND = (
    r"(?:(?:最高|最低|最多|最长|最少|一般|累计|应当?|均|均应|原则上|总共|合计)*"
    r"(?:不得?(?:超过|超出|低于|少于|高于|大于|小于|多于|突破|足|满)|(?:超过|超出|低于|高于|少于|大于|小于|多于|未达到|不到|达不到|达到|相当于|不足|不满))|至少(?:为)?|最高为|最低为|最多为|最长为|上限为|下限为)"
)
"""The words by which a text bounds a quantity."""

_FINE = re.compile(r"(?:并处|处以|处(?![理于置分罚])|科处|并科|科以|罚款|加收|加征|收取|征收|追缴|缴纳|支付|补种|补栽|补植)(?:其|以|该)?(?P<base>[^,;。:]+?)\Z")
_BOUND_BASE = re.compile(
    rf"(?:{BOUND}|按照?(?!规定)|依照|(?<!可)以(?![上下内外])|为(?!主)|(?<!被)占(?!用|有|地)|是|在|达|控制在|提取|缴纳|降低|提高|减少|增加|加收|超)"
    r"(?:其|到|至|上)?(?P<base>(?:(?!按照?|不[得低超少高])[^,;。:])+?)\Z"
)
_SHARE = re.compile(r"(?:占|与|和|相对于)(?P<base>[^,;。:占]+?)(?:的|之)?(?:比例|比率|比重|比|份额|百分比|总和|规划指标|指标)")
_TAIL = re.compile(r"(?:的|(?<!超)过|以|按|应当?|比例|范围|不得?(?:超过|低于|少于|高于)|至少|超过|达到|以上|最高|最低|以下|之|总额的(?=\Z)\Z)+\Z")
_OF_DAILY = re.compile(r"(?:按日|每日|逐日|每天|每逾期[一1][日天])(?:加收|加处|征收|支付|缴纳|按|以|从|罚款)*(?P<base>[^,;。:]{2,}?)的?\Z")
_FROM_FUND = re.compile(r"从(?P<base>[^,;。:]{2,}?)中(?:提取|列支|安排|划出|提留|支付|拿出|扣除|计提)[^,;。:]{0,10}\Z")
_VOTE = re.compile(r"(?:经|由|应有|须有|有|须经|获得|得到|征得|以|应当?)(?P<base>[^,;。:经由]{2,}?)(?:的|过)*\Z")
_VOTE_BEHIND = re.compile(r"(?:以上)?(?:的)?(?:赞成|通过|同意|出席|赞成|表决)")
_BORNE = re.compile(r"(?P<base>[^,;。:]{2,}?)由[^,;。:]+?各?(?:负担|承担|分担|出资|安排|解决)\Z")
_GROUND = re.compile(r"以(?P<base>[^,;。:]{2,}?)(?:为|作为)(?:基准|基数|依据|计算基数|计提基数)")
_FOR_RATE = re.compile(r"对于?(?P<base>[^,;。:]{2,})\Z")
_RATE_BEHIND = re.compile(r"(?:\([^()]*\))?的(?:年|月|日)?(?:率|利率|费率|年率|比例)")
_VERB_END = re.compile(r"(?:承担|负担|分担|增加|降低|提高|减少|上浮|下浮|扣减|加上|加收|浮动|达到)\Z")


def base(frame: Frame) -> Span | None:
    """Return the span of what a ratio is taken of (净资产), None where the text gives nothing or it is no ratio."""
    if frame.mention.quantity is not Quantity.RATIO:
        return None
    folded, start, end = frame.folded, frame.clause.start, frame.mention.span.start
    for rule in (_BORNE, _FROM_FUND, *((_VOTE,) if _VOTE_BEHIND.match(frame.right) else ())):
        found = rule.search(folded, start, end)
        if found:
            return _clean(folded, *found.span("base"))
    share = _SHARE.search(folded, start, end)
    if share:
        return _clean(folded, *share.span("base"))
    for pattern in (_OF_DAILY, _BOUND_BASE, _FINE):
        found = _last_match(pattern, folded, start, end)
        if found:
            got = _clean(folded, *found.span("base"))
            if got:
                return got
    return _stated_before(frame) or _multiplied(frame)


def _multiplied(frame: Frame) -> Span | None:
    """违法所得三倍以下: a clause that begins with the base."""
    if not frame.mention.span.of(frame.folded).endswith("倍"):
        return None
    got = _clean(frame.folded, frame.clause.start, frame.mention.span.start)
    return got if got and got.end - got.start <= 12 and noun_like(frame.folded, *got) else None


def _stated_before(frame: Frame) -> Span | None:
    """以已缴税款为基准，每满一年扣减10%; 对于尚未提取的本金，以0.75%的年率: the base in a clause before."""
    for index in frame.earlier():
        clause = frame.clauses[index]
        found = _GROUND.search(frame.folded, clause.start, clause.end)
        if found is None:
            found = _SHARE.search(frame.folded, clause.start, clause.end)
        if found is None and _RATE_BEHIND.match(frame.right):
            found = _FOR_RATE.match(frame.folded, clause.start, clause.end)
        if found:
            return _clean(frame.folded, *found.span("base"))
    return None


def _last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match that ends at `end` and begins last."""
    best = None
    at = start
    while (found := pattern.search(text, at, end)) is not None:
        best, at = found, found.start() + 1
    return best


def _clean(text: str, start: int, end: int) -> Span | None:
    found = _TAIL.search(text, start, end)
    if found:
        end = found.start()
    start, end = trim(text, start, end)
    if end - start < 2 or _VERB_END.search(text, start, end):
        return None
    return Span(start, end)
