"""Which dates are parameters and what they do: effect, deadline, threshold or plain value, but never history."""

from __future__ import annotations

import re

from ..model import Comparator, Role
from ..words.bounds import LATEST
from .tokens import Token

_EFFECT_AFTER = re.compile(
    r"\s?(?:起|开始)?\s?(?:正式|试)?\s?(?:施行|实施|执行|生效|试行|实行|失效|废止|停止执行|停止施行|终止|届满)(?!的|日期|时间|[^,。;\n]{0,6}[《])"
)
_EFFECT_BEFORE = re.compile(
    r"(?:有效期|有效期限|执行期|施行期|试行期|有效)[^,。;]{0,8}(?:至|到|为|截至|截止)\s?\Z|(?:生效|施行|实施|执行|失效|起效|废止)(?:日期|时间|日)?(?:为|是|:|于)?\s?\Z"
)
_HISTORY_AFTER = re.compile(
    r"\s?(?:[^,。;]{0,40}?)(?:通过|发布|公布|批准|颁布|修正|修订|印发|下发|签订|签署|制定|出版|[令号]|常务会议|会议|决定|召开|成立)"
)
_NAMED = re.compile(
    r"(?:日期|时间|截止日|关帐日|关账日|到期日|截止|截至|止于|期限|节|日)(?:为|是|:)?\s?\Z|(?:为|是|截至|截止)\s?\Z"
)
_ISSUED = re.compile(
    r"(?:签订|签署|签字|发布|公布|通过|成文|印发|颁布|批准|更新|发文|^\s*)(?:日期|时间)(?:为|是|:)?\s?\Z"
)
_ACT_BEFORE = re.compile(rf"(?:于|在|应|须|必须|{LATEST}|截至|截止|力争|确保|到|争取|限)[^,。;]{{0,6}}\Z")
_ACT_AFTER = re.compile(
    r"[,]?[^,。;]{0,30}(?:应当?|必须|须|完成|报送|提交|达到|实现|建成|缴|交|办理|办结|申报|上报|报告|公布|备案|清理|整改|拆除|淘汰|关闭|退出|停止)"
)
_URGED = re.compile(rf"[应须]|力争|确保|务必|{LATEST}")
_PAST_SOON = re.compile(
    r"[^,。;]{0,4}(?:已|尚未|未|形成|发生|取得|出生|参加|设立|建成|登记|入伍|施行|存在|开工|领取|签订|发行|建造|购买|退休|制造|出厂|录用)"
)
_SPAN_AFTER = re.compile(r"\s?(?:期间|之间|内)")
_STATED = re.compile(r"\s?(?:[^,。;应须]{0,14}为|是|系)")


def settle_date(token: Token, text: str, start: int, end: int) -> Role | None:
    """Return the role of a date whose bounds are read, or None where it only tells history."""
    before = text[max(start, token.start - 40) : token.start]
    before = re.split(r"[,。;:\n、]", before)[-1] if "、" in before[-1:] else re.split(r"[,。;\n]", before)[-1]
    after = text[token.end : min(end, token.end + 60)]
    behind = text[token.scope_end : min(end, token.scope_end + 60)]
    recurring = "recurring" in token.partial
    if _EFFECT_AFTER.match(after) or _EFFECT_BEFORE.search(before):
        return _finish(token, Role.EFFECTIVE, Comparator.EQ)
    if not recurring:
        return _once(token, before, after, behind)
    if token.comparator in (Comparator.LE, Comparator.GT, Comparator.GE):
        return _finish(token, Role.DEADLINE if token.comparator is Comparator.LE else Role.THRESHOLD, token.comparator)
    return _recurring(token, before, after)


def _finish(token: Token, role: Role, comparator: Comparator) -> Role:
    token.comparator = comparator
    if comparator in (Comparator.LE, Comparator.LT):
        token.low = None
    elif comparator in (Comparator.GE, Comparator.GT):
        token.low, token.high = (token.high if comparator is Comparator.GT else token.low), None
    elif comparator is Comparator.EQ and token.low != token.high:
        token.comparator = Comparator.RANGE
    return role


def _once(token: Token, before: str, after: str, behind: str) -> Role | None:
    comparator = token.comparator or Comparator.EQ
    if comparator is Comparator.LE:
        told = re.search(r"是指|[对凡]", before) or _PAST_SOON.match(behind)
        act = not told and (_URGED.search(before) or _ACT_AFTER.match(behind))
        return _finish(token, Role.DEADLINE if act else Role.THRESHOLD, comparator)
    if comparator in (Comparator.GT, Comparator.GE):
        return _finish(token, Role.THRESHOLD, comparator)
    if comparator is Comparator.RANGE:
        acting = _ACT_BEFORE.search(before) or _SPAN_AFTER.match(after)
        return Role.DEADLINE if acting and re.search(r"[应须]", before + after[:12]) else Role.LIMIT
    if "bare" in token.partial:
        if token.word.endswith("度") and re.search(
            r"(?:应当?|须)[^,。;]{0,4}(?:在|于|办理|完成)[^,。;]{0,4}\Z", before
        ):
            return _finish(token, Role.DEADLINE, Comparator.EQ)
        return None
    if re.match(r"\s?起", after):
        return _finish(token, Role.EFFECTIVE, Comparator.EQ) if not re.match(r"起[^,。;]{0,4}[《的]", after) else None
    if (
        re.match(r"\s?\d?\d:\d\d", after)
        or _HISTORY_AFTER.match(after)
        or not _NAMED.search(before)
        or _ISSUED.search(before)
    ):
        return None
    return _finish(token, Role.VALUE, Comparator.EQ)


def _recurring(token: Token, before: str, after: str) -> Role | None:
    word = token.word
    ranged = token.comparator is Comparator.RANGE or token.low != token.high
    if _STATED.match(after):
        return _finish(token, Role.VALUE, Comparator.RANGE if ranged else Comparator.EQ)
    if word in ("年终", "年底", "年末") and not re.match(r"\s?(?:清算|结算|决算|考核|总结|进行|报告|前|,)", after):
        return None
    if re.match(r"(?:每|当|次|本|翌)年度?的?年?[末底终初]", word) and re.match(
        r"[一-龥]{0,6}(?:余额|总[额量数]|人口|数)", after
    ):
        return None
    act = re.search(r"(?:于|在|应|须|自|从|预拨|,)[^,。;]{0,6}\Z", before) or not before
    if token.comparator is Comparator.RANGE:
        during = _SPAN_AFTER.match(after) and not re.match(r"[^,。;]{0,12}(?:禁止|不得|为)", after)
        return Role.DEADLINE if act and (during or re.search(r"[应须]", before + after)) else Role.VALUE
    if word.startswith(("上", "同", "第二")) or re.match(r"[上本当]年度?的?\Z", word):
        return None
    if act and not re.match(r"\s?[、和或]", after):
        return _finish(token, Role.DEADLINE, Comparator.EQ)
    return _finish(token, Role.VALUE, Comparator.EQ)
