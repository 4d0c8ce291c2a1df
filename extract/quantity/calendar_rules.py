"""Which dates are parameters and what they do: effect, deadline, threshold or plain value, but never history."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...text.calendar import Date
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Comparator, Role
from ..words.bounds import LATEST
from . import role_words
from .cues import cue
from .excerpt import Stretch, together
from .pieces import Pieces
from .steps import Bounded, Ruling

_EFFECT_AFTER = cue(
    "EFFECT_AFTER",
    r"\s?(?:起|开始)?\s?(?:正式|试)?\s?(施行|实施|执行|生效|试行|实行|失效|废止|停止执行|停止施行|终止|届满)(?!的|日期|时间|[^,。;\n]{0,6}[《])",
)
_EFFECT_BEFORE = cue(
    "EFFECT_BEFORE",
    r"(有效期|有效期限|执行期|施行期|试行期|有效)[^,。;]{0,8}(?:至|到|为|截至|截止)\s?\Z"
    r"|(生效|施行|实施|执行|失效|起效|废止)(?:日期|时间|日)?(?:为|是|:|于)?\s?\Z",
)
_FROM = cue("FROM_DAY", r"\s?(起)(?![^,。;]{0,4}[《的])")
_FROM_AT_ALL = re.compile(r"\s?起")
_HISTORY_AFTER = re.compile(
    r"\s?(?:[^,。;]{0,40}?)(?:通过|发布|公布|批准|颁布|修正|修订|印发|下发|签订|签署|制定|出版|[令号]|常务会议|会议|决定|召开|成立)"
)
_CLOCK_AFTER = re.compile(r"\s?\d?\d:\d\d")
_NOT_PAST = cue("NOT_PAST", "不.{0,2}(?:超过|逾)|最长")  # how long something lasts, not by when it is done
_NAMED = cue(
    "NAMED_DAY",
    r"(日期|时间|截止日|关帐日|关账日|到期日|截止|截至|止于|期限|节|日)(?:为|是|:)?\s?\Z|(为|是|截至|截止)\s?\Z",
)
_ISSUED = re.compile(
    r"(?:签订|签署|签字|发布|公布|通过|成文|印发|颁布|批准|更新|发文|^\s*)(?:日期|时间)(?:为|是|:)?\s?\Z"
)
_ACT_BEFORE = cue("ACT_BEFORE", rf"(于|在|应|须|必须|{LATEST}|截至|截止|力争|确保|到|争取|限)[^,。;]{{0,6}}\Z")
_ACT_AFTER = cue(
    "ACT_AFTER",
    r"[,]?[^,。;]{0,30}(应当?|必须|须|完成|报送|提交|达到|实现|建成|缴|交|办理|办结|申报|上报|报告|公布|备案|清理|整改|拆除|淘汰|关闭|退出|停止)",
)
_URGED = cue("URGED", rf"[应须]|力争|确保|务必|{LATEST}")
_ORDERED = cue("ORDERED", r"[应须]")
_DEFINED = cue("DEFINED", r"是指|[对凡]")
_EVENTS = "形成|发生|取得|出生|参加|设立|建成|登记|入伍|存在|开工|领取|签订|发行|建造|购买|退休|制造|出厂|录用"
_PAST_SOON = cue("PAST_SOON", rf"[^,。;]{{0,4}}(已|尚未|未|施行|{_EVENTS})")
_SINCE = cue("SINCE", rf"\s?(起)[^,。;《]{{0,4}}(?:新[建购增招上]|入职|生产|{_EVENTS})[^,。;《]{{0,12}}的")  # 起新建的
_CLAUSE_END = re.compile(r"\s?(?:[,。;:)]|\Z)")
_IN_YEAR = cue("IN_YEAR", r"(应当?|须)[^,。;]{0,4}(?:在|于|办理|完成)[^,。;]{0,4}\Z")
_UNTIL_YEAR = cue("UNTIL_YEAR", r"(?:\A|[,:)\s]|力争|确保|争取|计划|预计)(到)\s?\Z")
_DONE = re.compile(r"[^。;\n]{0,30}(?:已|共有|实现了|达到了)")
_FROM_YEAR = cue("FROM_YEAR", r"\s?(起|开始)(?![^,。;]{0,4}[《的])")
_DURING = cue("DURING", r"\s?(期间|之间|内)")
_NO_ACT = re.compile(r"[^,。;]{0,12}(?:禁止|不得|为)")
_STATED = cue("STATED_DAY", r"\s?(?:[^,。;应须]{0,14}(为)|(是|系))")
_EACH_TIME = cue("EACH_TIME", r"(于|在|应|须|自|从|预拨|,)[^,。;]{0,6}\Z")
_LISTED = re.compile(r"\s?[、和或]")
_YEAR_END = ("年终", "年底", "年末")
_YEAR_END_ACT = re.compile(r"\s?(?:清算|结算|决算|考核|总结|进行|报告|前|,)")
_STATE_OF = re.compile(r"(?:每|当|次|本|翌)年度?的?年?[末底终初]")  # 每年末余额
_AMOUNT_BEHIND = pattern(r"[一-龥]{0,6}(?:余额|总[额量数]|人口|数)")
_OTHER_YEAR = re.compile(r"上|同|第二|[本当]年度?的?\Z")
_BEFORE, _BEHIND, _SOON = 40, 60, 12  # characters


class _View(NamedTuple):
    """The text around a date: its clause before it, what stands behind it, and behind its bound words."""

    before: Stretch
    after: Stretch
    behind: Stretch


def settle_date(number: Bounded, text: str, span: Span) -> Ruling | None:
    """Return the role of a date whose bound is read, or None where it only tells history.

    Args:
        number: the date.
        text: the folded text.
        span: the provision in it.
    """
    date = number.joined.found.date
    if date is None:
        return None
    view = _view(number, text, span)
    effect = _EFFECT_AFTER.match(view.after) or _EFFECT_BEFORE.search(view.before)
    if effect:
        return _settled(number, Role.EFFECTIVE, effect)
    if not date.recurring:
        return _once(number, date, view)
    if number.comparator in (Comparator.LE, Comparator.GT, Comparator.GE, Comparator.LT):
        role = Role.DEADLINE if number.comparator is Comparator.LE else Role.THRESHOLD
        return _settled(number, role, number.pieces, number.comparator)
    return _recurring(number, view)


def _view(number: Bounded, text: str, span: Span) -> _View:
    start, end = number.span
    floor = max(span.start, start - _BEFORE)
    clause = floor
    for stop in ",。;:\n、" if text.endswith("、", floor, start) else ",。;\n":
        clause = max(clause, text.rfind(stop, clause, start) + 1)
    scope = number.scope.end
    return _View(
        Stretch(text[clause:start], clause),
        Stretch(text[end : min(span.end, end + _BEHIND)], end),
        Stretch(text[scope : min(span.end, scope + _BEHIND)], scope),
    )


def _settled(number: Bounded, role: Role, told: Pieces = (), comparator: Comparator = Comparator.EQ) -> Ruling:
    """Return the ruling on a date with the comparator that its role leaves it, and the ends that this leaves open."""
    pieces = number.pieces if comparator is number.comparator else ()
    low, high = number.low, number.high
    if comparator in (Comparator.LE, Comparator.LT):
        low = None
    elif comparator in (Comparator.GE, Comparator.GT):
        low, high = (high if comparator is Comparator.GT else low), None
    elif comparator is Comparator.EQ and low != high:
        comparator = Comparator.RANGE
    return Ruling(role, number._replace(comparator=comparator, low=low, high=high, pieces=pieces), told)


def _once(number: Bounded, date: Date, view: _View) -> Ruling | None:
    """Rule on a day in history or in the future."""
    if number.comparator is Comparator.LE:
        if asked := _NOT_PAST.search(number.words):
            level = date.bare and not _CLAUSE_END.match(view.behind.text)  # 不得超过2011年水平
            return None if level else _settled(number, Role.LIMIT, asked, Comparator.LE)
        case = _DEFINED.search(view.before) or _PAST_SOON.match(view.behind)
        act = () if case else _URGED.search(view.before) or _ACT_AFTER.match(view.behind)
        return _settled(number, Role.DEADLINE if act else Role.THRESHOLD, act or case, Comparator.LE)
    if number.comparator in (Comparator.GT, Comparator.GE, Comparator.LT):
        asked = role_words.ASKED.search(number.words)  # 不得早于
        return _settled(number, Role.LIMIT if asked else Role.THRESHOLD, asked or number.pieces, number.comparator)
    if number.comparator is Comparator.RANGE:
        acting = _ACT_BEFORE.search(view.before) or _DURING.match(view.after)
        ordered = _ORDERED.search(together(view.before, view.after.until(_SOON))) if acting else ()
        return Ruling(Role.DEADLINE, number, ordered) if ordered else Ruling(Role.LIMIT, number)
    if date.bare:
        return _bare_year(number, view)
    if _FROM_AT_ALL.match(view.after.text):
        if start := _FROM.match(view.after):  # 2025年1月起: from the first day
            return _settled(number._replace(high=number.low), Role.EFFECTIVE, start)
        since = _SINCE.match(view.after)
        return _settled(number, Role.THRESHOLD, since, Comparator.GE) if since else None
    if _CLOCK_AFTER.match(view.after.text) or _HISTORY_AFTER.match(view.after.text):
        return None
    named = _NAMED.search(view.before)
    return _settled(number, Role.VALUE, named) if named and not _ISSUED.search(view.before.text) else None


def _bare_year(number: Bounded, view: _View) -> Ruling | None:
    """Rule on a year: until when something is to be done (到2020年，...), from when it is (从2019年起), or in it."""
    if until := _UNTIL_YEAR.search(view.before):
        return None if _DONE.match(view.after.text) else _settled(number, Role.DEADLINE, until, Comparator.LE)
    if since := _FROM_YEAR.match(view.after):
        return _settled(number._replace(high=number.low), Role.VALUE, since)
    told = _IN_YEAR.search(view.before) if number.joined.found.word.endswith("度") else ()
    return _settled(number, Role.DEADLINE, told) if told else None


def _recurring(number: Bounded, view: _View) -> Ruling | None:
    """Rule on a day or a stretch of every year or month without a bound."""
    word, before, after = number.joined.found.word, view.before, view.after
    ranged = number.comparator is Comparator.RANGE or number.low != number.high
    stated = _STATED.match(after)
    if stated:
        return _settled(number, Role.VALUE, stated, Comparator.RANGE if ranged else Comparator.EQ)
    if word in _YEAR_END and not _YEAR_END_ACT.match(after.text):
        return None
    if _STATE_OF.match(word) and _AMOUNT_BEHIND.match(after.text):
        return None
    act = _EACH_TIME.search(before)
    acting = bool(act) or not before.text
    if number.comparator is Comparator.RANGE:
        during = () if _NO_ACT.match(after.text) else _DURING.match(after)
        told = during or _ORDERED.search(together(before, after))
        return Ruling(Role.DEADLINE, number, told) if acting and told else Ruling(Role.VALUE, number)
    if _OTHER_YEAR.match(word):
        return None
    if acting and not _LISTED.match(after.text):
        return _settled(number, Role.DEADLINE, act)
    return _settled(number, Role.VALUE)
