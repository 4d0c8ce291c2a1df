"""From when and until when a document is in force, by what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from ...text.clauses import words_before
from ...text.dates import DATE, iso_date, last_day
from ...text.numerals import TENS, parse_integer
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Event

ON_PROMULGATION, ON_ADOPTION, ON_APPROVAL = "on promulgation", "on adoption", "on approval"
"""From when a document is in force that names no day for it: 自公布之日起, 自通过之日起, 自批准之日起."""

_SAYS_WHEN = (
    re.compile(r"日[ ]?(?:零时)?(?:起|后|开始|正式|施行|实施|执行|生效|试行)"),
    re.compile(r"时(?<=之时)[ ]?[起后]"),
)
"""What every statement of the day of effect has in it; the two patterns below are tried around it alone. A pattern that
begins with one plain character is searched for ten times faster than one with two."""
_AROUND = 24
_SENTENCE_REACH = 60
"""Characters before a statement among which its sentence is looked for."""
_APPLIES = r"(?:施行|实施|执行|生效|试行|实行(?=[。;]|\s*\Z))(?!的)"
"""What a document does from its day on; 实行 has no object then: not 自某日起实行阶梯水价."""
_EFFECTIVE_DATE = re.compile(rf"(?:自|从|于)[ ]?{DATE}[ ]?(?:(?:零时)?(?:起|开始|正式)[^。;]{{0,12}}?)?{_APPLIES}")
_EFFECTIVE_LINE = pattern(
    rf"(?:{DATE}[ ]*(?:起)?(?:施行|实施|生效)(?!日|时|为)|(?:生效|施行|实施)(?:日期|时间)?[:为于 ]*{DATE})"
)
_ON_PROMULGATION = re.compile(
    r"自?(?:公布|发布|颁布|印发|下发|发文|签发|签署|通过|批准|颁发|文件下发)(?:之日|之时|日)(?:起|后)?"
    rf"(?![^。;\n]{{0,6}}[日月年]后)[^。;\n]{{0,10}}?{_APPLIES}"
)
_EXPIRES = re.compile(
    rf"期(?:(?<=有效期)|(?<=施行期)|(?<=执行期)|(?<=试行期))[^。;\n]{{0,12}}?(?:至|到|截至|截止)[^。;\n\d]{{0,4}}{DATE}"
)
_LASTS = re.compile(
    rf"期(?:(?<=有效期)|(?<=试行期)|(?<=施行期))限?(?:为)?[ ]?([\d{TENS}两]{{1,3}})[ ]?(年|个月)"
    r"(?![以之]?[内上]|备查|届?满|的)"
)
"""How long a document is in force, in the sentence that says from when: 自2019年8月1日起施行，有效期5年."""


_ITSELF = re.compile(r"本|此|第.{1,6}条[ ]*\Z|\A\s*\Z")
_ISSUED = re.compile(r"公布|发布|印发|颁布")


def stated_effective(folded: str, span: Span, front: Span) -> str | None:
    """Return the day a document takes effect, by its closing article, else by the header in `front`."""
    stated = _last_stated(folded, span, _ITSELF)
    if stated:
        return stated
    if match := _ON_PROMULGATION.search(folded, *front):
        return _on(match)
    header = _EFFECTIVE_LINE.search(folded, *front)
    if header:
        groups = header.groups()
        return iso_date(*(groups[:3] if groups[0] else groups[3:]))
    return None


def own_effective(folded: str, span: Span, kind: str) -> str | None:
    """Return the day from which a document that puts others in force is in force itself: 本决定自2022年1月1日起施行."""
    return _last_stated(folded, span, re.compile(f"本{re.escape(kind)}"))


def effective_in_history(history: Sequence[Event]) -> str | None:
    """Return the last day of effect that the title block tells as a step: 2021年1月1日 施行."""
    return next((event.date for event in reversed(history) if event.action == "施行"), None)


def day_after_publication(history: Sequence[Event]) -> str | None:
    """Return the day of effect that the title block tells behind the publication, where it came later than that."""
    made = ("通过", "批准", "公布")
    pairs = [(before, event) for before, event in pairwise(history) if before.action in made and event.action == "施行"]
    return next((event.date for before, event in reversed(pairs) if event.date > before.date), None)


def effective_of_issued(folded: str, span: Span) -> str | None:
    """Return the day from which a notice puts in force what it issues: 现予公布，自2016年3月1日起施行."""
    return _last_stated(folded, span, _ISSUED)


def _last_stated(folded: str, span: Span, speaks: re.Pattern[str]) -> str | None:
    """Return the last day of effect that is stated in a sentence which `speaks` of what is wanted."""
    found: list[tuple[int, str]] = []
    for said in chain.from_iterable(form.finditer(folded, *span) for form in _SAYS_WHEN):
        around = max(span.start, said.start() - _AROUND), min(span.end, said.end() + _AROUND)
        dated = _EFFECTIVE_DATE.search(folded, *around)
        value = iso_date(dated[1], dated[2], dated[3]) if dated else None
        if dated and value:
            found.append((dated.start(), value))
        elif match := _ON_PROMULGATION.search(folded, *around):
            found.append((match.start(), _on(match)))
    said_so = [(at, day) for at, day in found if speaks.search(_in_sentence_before(folded, span, at))]
    return max(said_so, default=(0, None))[1]


def _on(match: re.Match[str]) -> str:
    words = match[0].removeprefix("自")
    return ON_ADOPTION if words.startswith("通过") else ON_APPROVAL if words.startswith("批准") else ON_PROMULGATION


def day_of_effect(effective: str | None, adopted: str | None, approved: str | None) -> str | None:
    """Return the day of effect, where it is that of the adoption or the approval and this is known."""
    return {ON_ADOPTION: adopted, ON_APPROVAL: approved}.get(effective or "") or effective


def _in_sentence_before(folded: str, span: Span, at: int) -> str:
    return words_before(folded, max(span.start, at - _SENTENCE_REACH), at)


def stated_expiry(folded: str, span: Span, effective: str | None) -> str | None:
    """Return the last day in force, as stated or as the document's day of effect and how long it lasts make it."""
    match = _EXPIRES.search(folded, *span)
    if match:
        return iso_date(match[1], match[2], match[3])
    if effective is None or not effective[0].isdecimal():
        return None
    for lasts in _LASTS.finditer(folded, *span):
        before = folded[max(span.start, lasts.start() - _SENTENCE_REACH) : lasts.start()].rpartition("\n")[2]
        if re.search(r"(?:施行|实施|执行|试行)[^。]{0,4}[,。][^。,]{0,4}\Z", before):
            return last_day(effective, parse_integer(lasts[1]) or 0, months=lasts[2] == "个月")
    return None
