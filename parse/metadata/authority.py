"""The level of a document among the sources of law (立法法, 法规规章备案条例), from kind, issuer, title and history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...text.fold import fold
from ...text.patterns import pattern
from ..model import Event
from ..pages.titles import kinds_of_class
from .issuers import canonical, region_of

AUTHORITIES = (
    *("法律", "行政法规", "监察法规", "司法解释", "部门规章"),
    *("地方性法规", "地方政府规章", "规范性文件", "条约"),
)
"""Every level, highest first; treaties stand apart."""

_TREATIES = kinds_of_class("treaty")
_STATES = re.compile(r"中华人民共和国(?:政府)?[和与同]|[和与同]中华人民共和国|国际|世界银行|开发协会|联合国")
_RULES = kinds_of_class("rule")
_STATUTES = kinds_of_class("statute")
_NOTICES = kinds_of_class("notice")
_COURT = re.compile(r"最高人民(?:法院|检察院)")
_INTERPRETING = re.compile(r"解释|规定|批复|规则|答复|决定|意见|安排|办法")
_CONGRESS = re.compile(r"人民代表大会(?:常务委员会)?\Z")
_NATIONAL_CONGRESS = re.compile(r"全国人民代表大会(?:常务委员会)?\Z")
_STATE_COUNCIL = "国务院"
_MINISTRY = pattern(
    r"(?:国家|中国|国务院)[\u4e00-\u9fff]{1,24}(?:部|委员会|局|总局|署|行|会|院|办公室)\Z"
    r"|[\u4e00-\u9fff]{1,10}(?:部|总署|总局)\Z|审计署\Z"
)
_GOVERNMENT = re.compile(r"(?:省|市|区|自治州|县)人民政府\Z")
_OFFICE = re.compile(r"(?:厅|局|委|署|处|办公室|委员会|党组|法院|检察院)\Z")
"""A department of a government, or a court: neither makes rules but by order of its ministry or government."""
_PARTY = re.compile(r"中国共产党|中共|(?:中央|党)(?:纪律检查|军事)委员会")
"""Party rules are no source of law."""
_ORDER = re.compile(r"令[ ]?(?:[(\[]?\d{4}|第)|号令|(?:府|部|局|署|委|会|院|厅)令|命令")
_LEGISLATION_LAW = "2000-07-01"
"""The day 立法法 took effect."""


def authority_of(
    title: str, kind: str | None, issuer: str | None, number: str | None, history: Sequence[Event], head: str = ""
) -> str | None:
    """Return one of `AUTHORITIES`, or None where nothing tells.

    `head` is the document's folded title block (it names orders: 国务院令第391号, which make rules of what would
    else be a mere normative document); `number` the 文号.
    """
    issuers = [name for names in (*_bodies(history), issuer) if names for name in canonical(names).split("、")]
    adopted = any(event.action == "通过" for event in history)  # at a meeting, as only rules are
    by_order = adopted or bool(_ORDER.search(number or "")) or bool(_ORDER.search(head))
    plain = re.sub(r"\s", "", fold(title))
    if all(_PARTY.match(name) for name in issuers or [plain]):
        return None
    if kind in _TREATIES:
        return "条约" if _STATES.search(plain) else None
    if _COURT.match(plain) or any(_COURT.match(name) for name in issuers):
        return _of_court(plain)
    if kind == "法" or re.search(r"法典\Z|\A(?:中华人民共和国)?宪法(?:\Z|修正案)|法修正案", plain):
        return "法律"
    if any(name == "国家监察委员会" for name in issuers):
        return "监察法规" if kind == "条例" else "规范性文件"
    if kind in _RULES and any(_approved_by_state_council(event) for event in history):
        return "行政法规"
    found = _of_legislature(kind, issuers) or _of_executive(kind, issuers, by_order)
    return found or ("地方性法规" if kind == "条例" and region_of(plain) else None)


def _bodies(history: Sequence[Event]) -> Iterator[str | None]:
    """Yield who made a document: neither who only approved it nor who only amended it, if anybody else is named."""
    yield from (event.body for event in history if event.action in ("通过", "公布"))
    yield from (
        event.body
        for event in history
        if event.action in ("修正", "修订", "批准") and _CONGRESS.search(canonical(event.body or ""))
    )


def _approved_by_state_council(event: Event) -> bool:
    """Tell of rules that a ministry issued with the State Council's approval; until 2000 these were 行政法规."""
    return event.action == "批准" and event.date < _LEGISLATION_LAW and canonical(event.body or "") == _STATE_COUNCIL


def _of_court(title: str) -> str:
    """Rules of the supreme court and procuratorate are interpretations; their notices are not."""
    return "司法解释" if _INTERPRETING.search(title[6:]) and not re.search(r"通知\Z", title) else "规范性文件"


def _of_legislature(kind: str | None, issuers: Sequence[str]) -> str | None:
    for name in issuers:
        if _NATIONAL_CONGRESS.match(name):
            return "法律" if kind in _STATUTES or kind is None else None
    if any(_CONGRESS.search(name) for name in issuers):
        return "地方性法规" if kind in _STATUTES - {"决定", "决议"} else "规范性文件"
    return None


def _of_executive(kind: str | None, issuers: Sequence[str], by_order: bool) -> str | None:
    """What the State Council, a ministry or a local government issues: by an order a regulation, else a document."""
    if kind in _NOTICES and kind != "决定":
        return "规范性文件"
    for name in issuers:
        if name == _STATE_COUNCIL:
            return "行政法规" if kind in _RULES else None
    for name in issuers:
        if _GOVERNMENT.search(name):
            return "地方政府规章" if kind in _RULES and by_order else "规范性文件"
        if _MINISTRY.match(name):
            return "部门规章" if kind in _RULES and by_order else "规范性文件"
    offices = kind != "条例" and any(map(_OFFICE.search, issuers))
    return "规范性文件" if (kind in _NOTICES and issuers) or offices else None
