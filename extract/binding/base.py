"""What a ratio is a share or a multiple of: 不超过净资产的10%, 处违法所得一倍以上五倍以下, 占总面积的比率不低于2%."""

from __future__ import annotations

import re
from operator import attrgetter

from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..words.bounds import NOT_BEYOND
from .finding import Finding, by
from .lexicon import BOUND, either
from .phrase import noun_like, trim
from .surroundings import Surroundings

# 处违法所得一倍以上
_TAKEN = re.compile(
    either(
        """
        并处 处以 处(?![理于置分罚]) 科处 并科 科以 罚款 加收 加征 收取 (?<!被)征收 追缴 缴纳 支付 补种 补栽 补植
        """
    )
    + r"(?!的)(?:其|以|该)?(?P<base>[^,;。:]+?)\Z"
)
# 不超过净资产的10%, 按净利润的10%
_BOUNDED = pattern(
    rf"(?:{BOUND}|"
    + either(
        """
        按照?(?!规定) 依照 (?<![可级])以(?![上下内外]) 为(?!主) (?<![被所])占(?!用|有|地) 是 在 达 控制在 提取 缴纳 降低
        享受         提高 减少 增加 加收 超
        """
    )
    + r")(?:其|到|至|上(?![月年一半]))?(?P<base>(?:(?!按照?|不[得低超少高])[^,;。:])+?)\Z"
)
# 按日加收滞纳税款万分之五
_DAILY = re.compile(
    r"(?:按日|每日|逐日|每天|每逾期[一1][日天])(?:加收|加处|征收|支付|缴纳|按|以|从|罚款)*(?P<base>[^,;。:]{2,}?)的?\Z"
)
# 占总面积的比例
_SHARE = re.compile(
    r"(?:占|与|和|相对于)(?P<base>[^,;。:占]+?)(?:的|之)?(?:比例|比率|比重|比|份额|百分比|总和|规划指标|指标)"
)
# 从营业利润中提取不低于百分之十
_FUND = re.compile(r"从(?P<base>[^,;。:]{2,}?)中(?:提取|列支|安排|划出|提留|支付|拿出|扣除|计提)[^,;。:]{0,10}\Z")
# 贴息资金由中央和地方财政各负担50%
_BORNE = re.compile(r"(?P<base>[^,;。:]{2,}?)由[^,;。:]+?各?(?:负担|承担|分担|出资|安排|解决)\Z")
# 经全体成员三分之二以上通过
_VOTE = re.compile(r"(?:经|由|应有|须有|有|须经|获得|得到|征得|(?<!级)以|应当?)(?P<base>[^,;。:经由]{2,}?)(?:的|过)*\Z")
_VOTE_BEHIND = re.compile(r"(?:以上)?(?:的)?(?:赞成|通过|同意|出席|表决)")
# 以已缴税款为基准，每满一年扣减10%
_GROUND = re.compile(r"以(?P<base>[^,;。:]{2,}?)(?:为|作为)(?:基准|基数|依据|计算基数|计提基数)")
# 对于尚未提取的贷款本金，以0.75%的年率
_CHARGED = re.compile(r"对于?(?P<base>[^,;。:]{2,})\Z")
_RATE_BEHIND = re.compile(r"(?:\([^()]*\))?的(?:年|月|日)?(?:率|利率|费率|年率|比例)")

_TAIL = re.compile(
    rf"(?:的|(?<![之工作休息假节])日|(?<!超)过|以|按|应当?|比例|范围|{NOT_BEYOND}|至少|超过|达到|以上|最高|最低|以下|之)+\Z"
)
_VERB_END = re.compile(r"(?:承担|负担|分担|增加|降低|提高|减少|上浮|下浮|扣减|加上|加收|浮动|达到)\Z")
_LONGEST_MULTIPLIED = 12


_STATED = {"borne": _BORNE, "fund": _FUND, "share": _SHARE}
_VOTED = {"borne": _BORNE, "fund": _FUND, "vote": _VOTE, "share": _SHARE}
_TOLD = {"daily": _DAILY, "bounded": _BOUNDED, "taken": _TAKEN}
"""Patterns by the name of the rule that each is."""


def base(around: Surroundings) -> Finding | None:
    """Return what a ratio is taken of (净资产) and what found it.

    None where the text gives nothing or the mention is no ratio.
    """
    if around.mention.quantity is not Quantity.RATIO:
        return None
    folded, start, end = around.folded, around.clause.start, around.mention.span.start
    for rule, form in (_VOTED if _VOTE_BEHIND.match(around.right) else _STATED).items():
        found = form.search(folded, start, end)
        if found:
            return by(rule, _clean(folded, *found.span("base")))
    told = ((rule, _last_begun(form, folded, start, end)) for rule, form in _TOLD.items())
    bases = (by(rule, _clean(folded, *found.span("base"))) for rule, found in told if found)
    nearest = max((found for found in bases if found), key=attrgetter("span"), default=None)
    return nearest or by("clause-before", _stated_before(around)) or by("multiplied", _multiplied(around))


def _stated_before(around: Surroundings) -> Span | None:
    """Return the base that a clause before states."""
    for index in around.earlier():
        clause = around.clauses[index]
        found = _GROUND.search(around.folded, *clause[:2]) or _SHARE.search(around.folded, *clause[:2])
        if found is None and _RATE_BEHIND.match(around.right):
            found = _CHARGED.match(around.folded, *clause[:2])
        if found:
            return _clean(around.folded, *found.span("base"))
    return None


def _multiplied(around: Surroundings) -> Span | None:
    """Return the base where the clause begins with it: 违法所得三倍以下."""
    if not around.mention.span.of(around.folded).endswith("倍"):
        return None
    got = _clean(around.folded, around.clause.start, around.mention.span.start)
    short = got is not None and got.end - got.start <= _LONGEST_MULTIPLIED
    return got if got and short and noun_like(around.folded, *got) else None


def _last_begun(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match that begins last; the patterns reach to the end of the range, so matches overlap."""
    best = None
    while (found := pattern.search(text, start, end)) is not None:
        best, start = found, found.start() + 1
    return best


def _clean(text: str, start: int, end: int) -> Span | None:
    found = _TAIL.search(text, start, end)
    span = trim(text, start, found.start() if found else end)
    if span.end - span.start < 2 or _VERB_END.search(text, *span):
        return None
    return span
