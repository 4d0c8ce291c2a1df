"""What is measured, of a number that bounds a noun: 注册资本不得低于3亿元, 有4名以上专职技术人员, 连续两年未使用."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...text.patterns import pattern
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Role
from ..words.bounds import ANY_SIDE, NOT_BEYOND
from .act import act
from .finding import What, by
from .lexicon import BOUND
from .listed import listed_attribute
from .noun_before import NOTHING, Measured, edge, noun_end, parted
from .noun_behind import has_verb_before, noun_behind, owner_behind, window_noun
from .phrase import ends_in_agent, is_measure, noun_like, trim
from .surroundings import Surroundings

_TERM = re.compile(r"[“‘\"'](?P<term>[^”’\"']{2,20})[”’\"'](?:系|是)?指")
_SHARE = re.compile(r"(?P<part>[^,;。:]+?)(?:占|与)[^,;。:占]+?(?:的|之)?(?:比例|比率|比重|比|份额|百分比)")
_NOT_DONE = re.compile(
    rf"{ANY_SIDE}?"
    r"(?:\([^()]*\))?\s*(?:仍|均|都|又|,)*(?P<act>(?:不|未|无(?!偿)|没有|拒)[^,;。:]*?)(?=的|,|;|。|:|\Z)"
)
_DONE = re.compile(rf"{ANY_SIDE}?(?P<act>[^,;。:的]{{2,}}?)(?=的|,|;|。|:|\Z)")
# 未返还已支付的价款, but not 未答复的视为同意
_OBJECT = re.compile(r"的(?!视为|由|应|可|按|不|责|$)")
_RUN_ON = re.compile(r"(?:连续|持续|累计|已满|年满|逾|(?:不能|未能|未|没有|不)(?:在|于)?)\Z")
_SHARE_OF = pattern(r"以上的?(?![的比])[\u4e00-\u9fff]{2}")
_ADVERBIAL = pattern(
    rf"(?:按照?|在|以|依照|依|应当?|可以?|须|必须|不得|经|获得|征得)(?:{NOT_BEYOND}|至少|每[^,;。]{{1,5}})?(?:的)?\Z"
)
_SINCE = re.compile(r"(?:自|从)[^,;。]{2,}?(?:起|始)")
_INSIDE = re.compile(r"(?:的?范围)?(?:以内|之内|内)(?=[\u4e00-\u9fff])")
_DRAWN = re.compile(r"(?:比例)?中(?P<verb>提取|列支|安排|划出|提留|支付|拿出|扣除|计提)")
_WHEN = re.compile(r"\s*(?:自|从)[^,;。]*起\Z")
_NEW_BOUND = re.compile(r"但|最[高低多少长短大小]|其中|且|不得")
_BOUNDED = re.compile(rf"{BOUND}\Z")
# what is cut off in the middle or only tells when: 及义务人之日起, 或者劳动关系终止后
_SAYS_NOTHING = re.compile(r"(?:[起止后前÷×]|\A[^至]*时|以[上下]|之内|应当|应|可以|每)\Z|\A.\Z(?<![级款])")
_THOSE = re.compile(r"以[上下]的")
_DIVIDED = re.compile(r"(?:共|划)?分为|包括")


def measured(around: Surroundings, base: Span | None) -> What:
    """Return what the mention measures and whose it is; both None where neither its clause nor a list's head says so.

    `base` is what a ratio is taken of, which the attribute never holds.
    """
    for name, rule in _RULES.items():
        found = rule(around, base)
        if found.attribute and not _SAYS_NOTHING.search(found.attribute.of(around.folded)):
            return What(by(name, found.attribute), by(name, found.owner))
    return What()


def defines(around: Surroundings) -> bool:
    """Tell whether the mention's clause defines a term (“计息期”系指…)."""
    return bool(_TERM.search(around.folded, around.clause.start, around.mention.span.start))


def _defined(around: Surroundings, base: Span | None) -> Measured:
    """Take the term of “计息期”系指…六个月."""
    found = _TERM.search(around.folded, around.clause.start, around.mention.span.start)
    return Measured(Span(*found.span("term"))) if found else NOTHING


def _share(around: Surroundings, base: Span | None) -> Measured:
    """Take X of X占Y的比例不低于."""
    if around.mention.quantity is not Quantity.RATIO:
        return NOTHING
    found = _SHARE.search(around.folded, around.clause.start, around.mention.span.start)
    return parted(around, *found.span("part")) if found else NOTHING


def _not_done(around: Surroundings, base: Span | None) -> Measured:
    """Take what was, or was not, done in a time: 连续两年未使用的, 十五日内不办理."""
    if around.mention.quantity is not Quantity.DURATION:
        return NOTHING
    folded, at = around.folded, around.mention.span.end
    found = _NOT_DONE.match(folded, at, around.clause.end) if around.mention.role is not Role.VALUE else None
    if found is None and _RUN_ON.search(around.left):
        found = _DONE.match(folded, at, around.clause.end)
    if not found or is_measure(folded, around.clause.start, noun_end(around, base)):
        return NOTHING
    whole = _OBJECT.search(folded, found.end("act"), around.clause.end) and not owner_behind(around)
    return Measured(trim(folded, found.start("act"), around.clause.end if whole else found.end("act")))


def _window(around: Surroundings, base: Span | None) -> Measured:
    """Take the noun behind a window: 近2年财务会计报告, 被占耕地前三年平均年产值."""
    found = window_noun(around)
    if not found:
        return NOTHING
    end = noun_end(around, base)
    whose = parted(around, around.clause.start, end).attribute if end - around.clause.start >= 2 else None
    return Measured(found, whose if whose and noun_like(around.folded, *whose) else None)


def _noun_behind(around: Surroundings, base: Span | None) -> Measured:
    """Take the noun behind a count, and behind other numbers where a verb stands before: 有100万元以上的注册资本."""
    folded, start, end = around.folded, around.clause.start, noun_end(around, base)
    share = around.mention.quantity is Quantity.RATIO and base is None and bool(_SHARE_OF.match(around.right))
    counts = share or around.mention.quantity is Quantity.COUNT
    if around.mention.unit == "{time}" and end - start >= 2 and not ends_in_agent(folded, start, end):
        return NOTHING  # 违反规定二次以上: what is counted stands before
    told = _BOUNDED.search(around.left) or (_THOSE.match(around.right) and ends_in_agent(folded, start, end))
    if around.mention.role is Role.THRESHOLD and end - start >= 2 and told:
        return NOTHING  # 单日人流超过五万人次, 从业人员三百人以上的单位
    if is_measure(folded, start, end) if counts else not has_verb_before(around, base):
        return NOTHING
    found = noun_behind(around)
    return Measured(found) if found else NOTHING


def _adverbial(around: Surroundings, base: Span | None) -> Measured:
    """Take the act behind where the number only tells how: 按净利润的10%提取公积金, 按二十年计算."""
    start, limit = around.clause.start, edge(around, base)
    told = base is not None or noun_end(around, base) <= start or bool(_SINCE.match(around.folded, start, limit))
    drawn = _DRAWN.match(around.folded, base.end, limit) if base else None
    if drawn:
        return Measured(act(around) or Span(*drawn.span("verb")))
    return Measured(act(around)) if told and _ADVERBIAL.search(around.folded, start, limit) else NOTHING


def _inside(around: Surroundings, base: Span | None) -> Measured:
    """Take the act within a distance: 学校周边一百米内设置销售网点."""
    if around.mention.quantity is not Quantity.MEASURE or not _INSIDE.match(around.right):
        return NOTHING
    return Measured(act(around), parted(around, around.clause.start, noun_end(around, base)).attribute)


def _noun_before(around: Surroundings, base: Span | None) -> Measured:
    """Take the noun before the bound: 注册资本不得低于3亿元; if it only tells whose, the noun at the list's head."""
    folded, start, end = around.folded, around.clause.start, noun_end(around, base)
    since = _SINCE.search(folded, start, edge(around, base))
    if since:
        end = min(end, since.start())
    divided = _DIVIDED.search(folded, start + 2, end)
    if divided:
        end = divided.start()
    got = parted(around, start, end) if end > start else NOTHING
    if got.attribute and not is_measure(folded, *got.attribute):
        listed = listed_attribute(around)
        if listed:
            return Measured(listed, got.attribute)
    return got


def _clause_before(around: Surroundings, base: Span | None) -> Measured:
    """Take the noun that a clause before is: 采矿许可证的有效期限，最长不得超过三年."""
    for index in around.earlier(statement=True)[:2]:
        clause = around.clauses[index]
        if around.numbered(index) or around.folded[clause.end - 1] == "的":
            return NOTHING
        if not _WHEN.match(around.folded, clause.start, clause.end):
            return parted(around, clause.start, clause.end)
    return NOTHING


def _behind(around: Surroundings, base: Span | None) -> Measured:
    """Take what remains, the verb behind."""
    found = act(around)
    return Measured(found) if found and not _NEW_BOUND.match(around.folded, found.start) else NOTHING


_RULES: dict[str, Callable[[Surroundings, Span | None], Measured]] = {
    "defined": _defined,
    "share": _share,
    "not-done": _not_done,
    "window": _window,
    "noun-behind": _noun_behind,
    "adverbial": _adverbial,
    "inside": _inside,
    "noun-before": _noun_before,
    "clause-before": _clause_before,
    "act-behind": _behind,
}
"""The rules in the order in which they are tried, each under the name that its findings bear."""
