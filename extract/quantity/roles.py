"""Roles: what a number does in its provision, read from the clause around it and the list's introduction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Comparator, Quantity, Role
from .tokens import Token

_SANCTION = r"(?:罚款|罚金|滞纳金|罚息|违约金|处罚)"
_FINE_AFTER = re.compile(rf"(?:以上|以下|以内)?的?(?:人民币)?(?:[^,。;:、]{{0,8}}?)(?:{_SANCTION}|税款滞纳金|标准罚款)")
_FINE_BEFORE = re.compile(
    rf"(?:(?<![惩从所])(?:并处|单处|处以|可处|科处|判处罚金|处(?![理分置于所长级方境])|加罚|罚)|{_SANCTION})[^,。;:]{{0,60}}$"
)
_CONFINED = re.compile(
    r"(?:以上|以下|的)?(?:[、或者]{0,2}(?:的)?)(?:行政)?(?:拘留|管制|拘役|有期徒刑|劳动教养|司法拘留|监禁|责令停[业产]|停[业产]整[顿改])"
)
_SENTENCED = re.compile(r"(?:判处|被判|可能判|法定刑|最高刑|刑期|应当判)[^,。;]{0,20}$")
_BAR_BEFORE = re.compile(
    r"(?:暂停|停止|停业|取消|吊扣|暂扣|禁止|禁考|责令停|停[发产工课]|扣发|中止|剥夺|限制|列入|禁业|停考|扣留)[^,。;]{0,24}$"
)
_BAR_AFTER = re.compile(
    r"(?:以?内|之内)?,?(?:均|都|也)?(?:不得|不予|不再|禁止|不受理|取消|停止|暂停|不准|不能|限制|不接受|不允许|不许|不可|不具)"
)
_RELAPSE = re.compile(r"又|再次|曾|有(?![权效关])|发生|受过|受到|累计|连续|因|两次|多次|违反|出现|未|拒")
_LISTED_BOUNDS = re.compile(
    r"^(?:(?:、|和|或者?|及|以及)[^,。;:、]{1,20}?以[上下内])+"
)  # 600公里以上、其他400公里以上的
_BARRED = re.compile(r"[^,。;]{0,8}(?:不得|禁止|不予|不再)")
_BAR_OFFENCE = re.compile(r"(?:违反|处罚|吊销|撤销|取消|情节|撤回|处分|罚|虚假|欺骗|贿赂|作弊|刑|开除|失信|事故|问题|不合格|骗取|弄虚|之日起|自)")
_UNDONE_AFTER = re.compile(
    r"(?:以?内|之内|中|期间)?[,]?(?:仍|又|均|连续|无正当理由|无故|累计|因故|既)?(?:未|不(?![得能少超可低予应受])|拒|没有|无法|尚未|无(?!偿|息|条件|担保)|(?:确实)?难以)|(?:以?内|之内)[^,。;应须]{0,10}仍[然旧]?(?:未|不|无法)|(?:以?内|之内)不能(?=[^,。;]*的)"
)
_UNDONE_BEFORE = re.compile(r"(?:不能|未能|未|没有|无法|不)(?:在|于)?[^,。;]{0,6}$")
_CONDITION_END = re.compile(r"[^,。;:]*?(?:的|者|时|之一)?$")
_VALID_AFTER = re.compile(r"(?:均|多次|一次|长期)?有效")
_LOOKED_BACK = re.compile(r"(?:近|最近|前|过去|此前|连续|以前|之前|后|头|其)$")
_WITHIN = re.compile(r"以?内|之内")
_MUST = re.compile(r"应当|应(?![纳税征缴付收急用对诉聘届承])|必须|须|需要?(?!求)|不得|严禁|禁止|至少|要(?!求)")
_ASKED = re.compile(
    r"不(?:得|能|应当?|宜|准|可|许)|不[低少小短早高多大长晚迟]于|不超过|至少|至多|最[高低多少长短大小迟晚]|上限|下限|控制|限制|限于|仅限|只[准能设可限许]"
    r"|限[养购报设选带]|为限|封顶|起码|≤|≥"
)
_SCORE_BOUND = re.compile(r"以[上下]|不[得低少高]")
_CAPPED = re.compile(r"^(?:但是?|总额|累计|合计|罚款)?(?:总额|数额)?$")
_REPLANTING = re.compile(r"责令[^,]*(?:补种|补栽)|(?:补种|补栽)[^,]*株数")
_SOME_OF = re.compile(r"(?:符合|具备|满足|具有)[^,]*中的?[个项种](?:条件|情形|要求)$")  # 符合以上条件中两个条件
_REACHES = re.compile(r"达|满")
_ASKS = re.compile(
    r"(?:应当|应(?![纳税缴收付])|须|必须|具备|符合|达到|满足|遵守|按照|具有)[^。]*(?:条件|要求|标准|规定|指标|资格|比例|原则)|(?:条件|要求|标准|指标)(?:如下|为|是)?$|(?:应当|应(?![纳税缴收付])|必须|须)(?:[^,]{0,12})$"
)
_CASES = re.compile(r"(?:情形|情况|行为|情节|后果|事故)(?:之一)?|条件之一的|认定为|处罚|视为|分为|划分|是指|免征|免收|减免")
_VOTE = re.compile(r"(?:通过|同意|赞成)$")
_MADE_UP = re.compile(r"(?:的)?[^,的]{0,8}组成$")
_HAVING = re.compile(r"^[并且]?(?:具有|具备|拥有|有)$")
_GRANTS = re.compile(r"(?:可以|征收|收取|给予|发放|支付|提供|安排)[^,]*$")
_ALLOWS = re.compile(r"(?<![许认])可(?:以|(?![能靠行]))[^,对由]*$")
_FORBIDS = re.compile(r"禁止|不得|严禁")
_THEN_RULE = re.compile(r"应当?|必须|须|可以|不得|由")
_CONDITION_HEAD = re.compile(r"^(?:凡|对于?|如果|如|若|因|当|属于|符合)")


@dataclass(frozen=True, slots=True)
class _View:
    """The text around a token: its clause and its sentence, before and behind the token and its bounds."""

    clause_before: str
    clause_after: str
    sentence_before: str
    sentence_earlier: str
    stop: str
    rest: str
    intro: str


def assign_role(token: Token, text: str, start: int, end: int, intro: str) -> Role:
    """Return the role of `token`, whose bounds are read; `intro` is what introduces the list it stands in."""
    if token.quantity is Quantity.FREQUENCY:
        return Role.FREQUENCY
    view = _view(token, text, start, end, intro)
    if (
        token.quantity is Quantity.SCORE
        and not _condition(view)
        and not re.search(r"以[上下]|不[得低少高]", token.bound)
    ):
        return Role.SCORE
    if token.step:
        return Role.THRESHOLD
    if token.quantity is Quantity.DURATION:
        return _duration(token, view)
    if token.quantity in (Quantity.MONEY, Quantity.RATIO) and _is_fine(token, view):
        return Role.PENALTY
    return _bound_or_value(token, view)


def _view(token: Token, text: str, start: int, end: int, intro: str) -> _View:
    before = text[max(start, token.scope_start - 120) : token.scope_start]
    after = text[token.scope_end : min(end, token.scope_end + 80)]
    after = re.sub(r"^\((?!含)[^()]{0,30}\)", "", after)
    after = _LISTED_BOUNDS.sub("", after)
    *_, earlier, sentence = ["", *re.split(r"[。;\n]", before)]
    clause = re.split(r"[,:]", sentence)[-1]
    ahead = re.match(r"[^,。;:\n]*", after)
    length = ahead.end() if ahead else 0
    return _View(clause, after[:length], sentence, earlier, after[length : length + 1], after[length + 1 :], intro)


def _condition(view: _View) -> bool:
    """Tell whether the clause ends as a condition does: …的, / …的; / …时, / …者."""
    return bool(
        re.search(r"(?:的|者|时|的情形|的情况|之一的|的除外)$", view.clause_after.rstrip('"”'))
    ) and not re.search(r"目的$", view.clause_after)


def _is_fine(token: Token, view: _View) -> bool:
    if token.quantity is Quantity.RATIO and re.search(
        r"责令[^,]*(?:补种|补栽)|(?:补种|补栽)[^,]*株数", view.clause_before
    ):
        return True
    if token.unit == "1/d" or re.search(r"滞纳金|罚款|罚金", view.clause_after[:14]):
        return not _condition(view) or bool(_FINE_AFTER.match(view.clause_after))
    if _FINE_AFTER.match(view.clause_after):
        return True
    if (
        _CAPPED.search(view.clause_before)
        and re.search(r"罚款|罚金", view.sentence_before or view.sentence_earlier)
        and _ASKED.search(token.bound)
    ):
        return not _condition(view)
    return bool(_FINE_BEFORE.search(view.clause_before)) and not (
        _condition(view) and token.comparator not in (Comparator.RANGE,)
    )


def _duration(token: Token, view: _View) -> Role:
    scope_word = view.clause_after
    if _CONFINED.match(view.clause_after):
        if _SENTENCED.search(view.clause_before) or _condition(view):
            return Role.THRESHOLD
        return Role.PENALTY
    if _is_bar(token, view):
        if token.comparator is Comparator.LE and token.partial == "within":  # 三年内不得申请: three years it is
            token.comparator, token.low = Comparator.EQ, token.high
        return Role.PENALTY
    if token.comparator is Comparator.LE and token.partial in ("within", "back"):
        return _deadline(token, view)
    if token.comparator is Comparator.GE and token.partial == "before":
        return Role.DEADLINE
    if "迟" in token.bound:
        return Role.DEADLINE
    if token.comparator is Comparator.GE and token.partial == "after":
        return Role.THRESHOLD if _condition(view) and not _MUST.search(view.clause_before) else Role.LIMIT
    undone = token.comparator is Comparator.EQ and token.partial != "back" and _UNDONE_AFTER.match(scope_word)
    if undone and "的" in scope_word:
        token.comparator, token.high = Comparator.GE, None
        return Role.THRESHOLD
    if token.comparator is Comparator.EQ and view.clause_before.endswith("连续") and not scope_word.startswith("的"):
        token.comparator, token.high = Comparator.GE, None
    return _bound_or_value(token, view)


def _is_bar(token: Token, view: _View) -> bool:
    if token.comparator in (Comparator.GT, Comparator.GE, Comparator.LT):
        return False
    if _BAR_AFTER.match(view.clause_after) or (_BAR_AFTER.match(view.rest[:8]) and not view.clause_after):
        return bool(_BAR_OFFENCE.search(view.sentence_before)) and token.partial != "back"
    if _BAR_BEFORE.search(view.clause_before) and not re.search(
        r"期限|的期|未|[前后]|之日", view.clause_before[-12:] + token.bound
    ):
        return not _condition(view) and not token.partial
    return False


def _deadline(token: Token, view: _View) -> Role:
    if token.partial == "back":
        token.comparator, token.low = Comparator.EQ, token.high
        return Role.VALUE
    after = view.clause_after
    if _VALID_AFTER.match(after) or _BAR_AFTER.match(after) or (not after and _BARRED.match(view.rest)):
        return Role.LIMIT
    ahead = after if after else view.rest[:12]
    undone = _UNDONE_AFTER.match(ahead) or (_UNDONE_BEFORE.search(view.clause_before) and _condition(view))
    if undone and token.comparator is Comparator.LE:
        token.comparator, token.low, token.high = Comparator.GE, token.high, None
        return Role.THRESHOLD
    if _condition(view) and not re.search(r"应当?|必须|须", view.clause_before):
        return Role.THRESHOLD
    if _RELAPSE.match(after) and not _MUST.search(view.clause_before):
        return Role.THRESHOLD
    if re.match(r"[^,。;应须可]{0,20}的[一-龥]", after) and not re.search(r"应|须|在|于|自|起", view.clause_before):
        return Role.THRESHOLD
    rest = re.split(r"[。;\n]", view.rest)[0]
    if rest.endswith("的") and not _MUST.search(view.sentence_before + after) and not re.search("可以?", after):
        return Role.THRESHOLD
    return Role.DEADLINE


def _bound_or_value(token: Token, view: _View) -> Role:
    """Limit, threshold or value, for what is neither sanction nor time for an act."""
    if token.unit == "{time}" and token.comparator is Comparator.EQ and view.clause_before.endswith("连续"):
        token.comparator, token.high = Comparator.GE, None
    if token.comparator is Comparator.EQ and _SOME_OF.search(view.clause_before + token.word + view.clause_after[:2]):
        token.comparator, token.high = Comparator.GE, None
        return Role.THRESHOLD
    if token.comparator in (Comparator.EQ, Comparator.ABOUT, None):
        return Role.THRESHOLD if token.partial == "contrast" or _REACHES.search(token.bound) else Role.VALUE
    condition = _condition(view)
    ordered = bool(_MUST.search(view.clause_before))
    if token.comparator in (Comparator.GT, Comparator.LT) and _FORBIDS.search(view.clause_before):
        return Role.THRESHOLD  # 不得招用未满十六周岁的: the case that is forbidden
    if _is_zone(token, view):
        return Role.LIMIT
    if _ASKED.search(token.bound):
        return Role.THRESHOLD if condition and view.stop in ",;。" and not ordered else Role.LIMIT
    if token.comparator is Comparator.RANGE and (
        token.bound.startswith(("超过", "满")) or view.clause_after == "的部分"
    ):
        return Role.THRESHOLD  # a tier
    if token.comparator is Comparator.RANGE and token.rule in ("range-to", "amount", "date", "percent"):
        singled_out = condition or token.quantity is Quantity.AGE
        return Role.THRESHOLD if singled_out and not ordered and not _conditions(view.intro) else Role.VALUE
    if condition:
        if token.comparator in (Comparator.GT, Comparator.LT):
            return Role.THRESHOLD
        meant = _conditions(view.intro) and (view.stop != "," or not _MUST.search(view.rest[:40]))
        return Role.LIMIT if meant or (ordered and view.stop != ",") else Role.THRESHOLD
    if re.match(r"的?[一-龥]", view.clause_after):
        return _attributive(token, view, ordered)
    return _predicate(token, view, ordered)


def _is_zone(token: Token, view: _View) -> bool:
    """Tell whether the number is the width of a zone in which something is forbidden: 校园周围200米范围内不得…."""
    if token.quantity is not Quantity.MEASURE or token.comparator is not Comparator.LE or "内" not in token.bound:
        return False
    told = view.clause_before + view.clause_after + view.rest[:24]
    return bool(_FORBIDS.search(told) or _FORBIDS.search(_last_sentence(view.intro)))


def _attributive(token: Token, view: _View, ordered: bool) -> Role:
    """…以上的X: what a rule asks for, or the case that it is about."""
    if re.search(r"对于?[^,。;应须]{0,12}$", view.clause_before) or _ASKED.search(view.clause_after):
        return Role.THRESHOLD
    if _VOTE.search(view.clause_after) or _MADE_UP.match(view.clause_after):
        return Role.LIMIT
    if token.comparator in (Comparator.GT, Comparator.LT) and not ordered:
        return Role.THRESHOLD
    if token.comparator is Comparator.LE and _GRANTS.search(view.clause_before):
        return Role.LIMIT
    if token.bound.endswith("以上") and _ALLOWS.search(view.clause_before):
        return Role.LIMIT
    if ordered or _FORBIDS.search(view.intro):
        return Role.LIMIT
    if _HAVING.search(view.clause_before) and re.search(_MUST, view.sentence_before):
        return Role.LIMIT
    if _conditions(view.intro) and not _THEN_RULE.search(view.rest[:30]):
        return Role.LIMIT
    return Role.THRESHOLD


def _predicate(token: Token, view: _View, ordered: bool) -> Role:
    """…在X以上, and no more: part of a condition that goes on, or a rule of its own."""
    rest = re.split(r"[。;\n]", view.rest)[0]
    if ordered or _conditions(view.intro):
        return Role.LIMIT
    if (
        _cases(view.intro)
        or re.search(r"(?:的|者|时|之一)(?:[,:]|$)", rest)
        or _CONDITION_HEAD.search(view.clause_before)
    ):
        return Role.THRESHOLD
    if re.search(_MUST, view.sentence_before):
        return Role.LIMIT
    singled_out = token.comparator in (Comparator.GT, Comparator.LT) or token.bound.startswith(("未", "满", "已满"))
    return Role.THRESHOLD if singled_out else Role.LIMIT


def _conditions(intro: str) -> bool:
    """Tell whether a list's introduction asks for what its items say (应当具备下列条件)."""
    last = _last_sentence(intro)
    return bool(_ASKS.search(last)) and not _cases(intro) and not re.search(r"材料|文件|资料", last)


def _cases(intro: str) -> bool:
    """Tell whether a list's introduction announces cases to which a rule applies (有下列情形之一的)."""
    return bool(_CASES.search(_last_sentence(intro)))


def _last_sentence(intro: str) -> str:
    return re.split(r"[。;]", intro.strip().rstrip("。:"))[-1]
