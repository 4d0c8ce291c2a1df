"""Metadata of a document: who issued it, under what number, when, and whether it is in force on trial."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..ingest.source import Span
from .dates import DATE, first_date, iso_date
from .furniture import is_furniture
from .issuing import ORDER_KINDS
from .labels import read_labels
from .segment import Part
from .text import lines
from .titles import DRAFT, TRIAL, is_issuer

_BRACKETED_YEAR = r"[\[(][ ]?(?:19|20)\d\d[ ]?(?:年)?[\])]"
_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{1,16}}(?:字)?[ ]?{_BRACKETED_YEAR}[ ]?(?:第[ ]?)?\d{{1,5}}[ ]?号")
_ORDER_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,30}(?:令|公告))?[ ]?(?:(?:19|20)\d\d年[ ]?)?第[ ]?[\d一二三四五六七八九十百○]+[ ]?号"
)
_PROMULGATED_BY_ORDER = re.compile(
    rf"{DATE}[ ]*([\u4e00-\u9fff、 ]{{2,40}}令[ ]?(?:\[\d{{4}}\])?第?[ ]?[\d一二三四五六七八九十百○]+[ ]?号)[ ]?"
    r"(?:公布|发布)"
)
_HEADER = 400
"""Characters behind the title block in which a notice's number may still stand."""
_TITLE_ISSUER = re.compile(r"([\u4e00-\u9fff、 ]{2,60}?)(?:关于|印发|转发|批转|令第|令\Z)")
_DATED_ISSUER = re.compile(rf"{DATE},[ ]?([\u4e00-\u9fff]{{2,30}})\Z")
_SIGNED = re.compile(rf"(?:签订|签署|发布|公布|颁布|印发|成文|发文|通过)(?:日期|时间)?[:于 ]*{DATE}")
_HISTORY = re.compile(
    rf"[(]?[ ]*{DATE}[ ]*([\u4e00-\u9fff]{{2,40}}?)(?:第[^,。\n届]{{1,8}}次[^,。\n]{{0,8}}会议|令)"
    r"[^。\n]{0,40}(?:通过|公布|发布)"
)
_EFFECTIVE_DATE = re.compile(
    rf"(?:自|从|于)[ ]?{DATE}[ ]?(?:起|开始|正式)[^。;]{{0,12}}?(?:施行|实施|执行|生效|试行)(?!的)"
)
_EFFECTIVE_LINE = re.compile(
    rf"(?:{DATE}[ ]*(?:起)?(?:施行|实施|生效)(?!日|时|为)|(?:生效|施行|实施)(?:日期|时间)?[:为于 ]*{DATE})"
)
_THE_DAY = re.compile(r"日(?<=[之布行印发准]日)|时(?<=之时)")
_ON_PROMULGATION = re.compile(
    r"自?(?:公布|发布|颁布|印发|下发|发文|签发|签署|通过|批准|颁发|文件下发)(?:之日|之时|日)(?:起|后)?"
    r"[^。;\n]{0,10}?(?:施行|实施|执行|生效|试行)(?!的)"
)
_EXPIRES = re.compile(
    rf"(?:有效期|施行期限|执行期限|试行期)[^。;\n]{{0,12}}?(?:至|到|截至|截止)[^。;\n\d]{{0,4}}{DATE}"
)
_MUNICIPAL = re.compile(r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|自治州|自治县|县|区))+")
ON_PROMULGATION = "on promulgation"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None where it says nothing. Dates are ISO 8601."""

    issuer: str | None = None
    doc_number: str | None = None
    promulgated: str | None = None
    effective: str | None = None
    expires: str | None = None
    status: str | None = None
    region: str | None = None


def read_metadata(folded: str, text: str, part: Part, front_end: int, tail: int, issues: bool) -> Metadata:
    """Return the metadata of a document.

    `front_end` is where its title block ends, `tail` where its signature block begins; `issues` tells whether it
    puts other documents in force, whose dates and status are then not its own.
    """
    front = Span(part.span.start, front_end)
    head = Span(part.span.start, min(part.span.end, max(front_end, _header_end(folded, part, front_end))))
    end = Span(tail, part.span.end)
    stated = read_labels(folded, text, front)
    issuer = stated.get("issuer") or _issuer(folded, text, part, front, end)
    return Metadata(
        issuer=issuer,
        doc_number=stated.get("doc_number") or _doc_number(folded, text, part, head),
        promulgated=stated.get("promulgated") or _promulgated(folded, part, front, head, end),
        effective=None if issues else _effective(folded, part.span, front) or stated.get("effective"),
        expires=_expires(folded, part.span) or stated.get("expires"),
        status=stated.get("status") or (None if issues else _status(folded, part, front)),
        region=region_of(issuer or "") or region_of(part.title),
    )


def _header_end(folded: str, part: Part, front_end: int) -> int:
    """Return where a notice's header may end: behind a number below the addressee, or where a glued text begins."""
    for line in lines(folded, Span(front_end, min(part.span.end, front_end + _HEADER)))[:3]:
        if _NUMBER.fullmatch(line.of(folded)):
            return line.end
    if _glued(folded, part):
        stop = re.compile(r"[《。]").search(folded, part.titles[-1].end, part.span.end)
        return stop.start() if stop else front_end
    return front_end


def _glued(folded: str, part: Part) -> bool:
    """Tell whether the text behind the title goes on in the title's line."""
    return bool(folded[part.titles[-1].end : part.titles[-1].end + 1].strip())


def _issuer(folded: str, text: str, part: Part, front: Span, end: Span) -> str | None:
    titles = {(t.start, t.end) for t in part.titles}
    for line in lines(folded, front):
        if (line.start, line.end) not in titles and is_issuer(line.of(folded)):
            return line.of(text)
    for line in lines(folded, front):
        dated = _DATED_ISSUER.search(line.of(folded))
        if dated:
            return dated[4]
    by_title = _TITLE_ISSUER.match(part.title)
    if by_title and is_issuer(by_title[1]):
        return by_title[1].strip()
    history = _HISTORY.search(folded, *front)
    if history:
        return re.sub(r"第[○零一二三四五六七八九十百]+届", "", history[4])
    for line in lines(folded, end):
        if is_issuer(line.of(folded)):
            return line.of(text)
    return None


def _doc_number(folded: str, text: str, part: Part, head: Span) -> str | None:
    for line in lines(folded, head):
        for pattern in (_NUMBER, _ORDER_NUMBER):
            match = pattern.fullmatch(line.of(folded).strip("()"))
            if match:
                number = line.of(text).strip("()（）")
                return part.title + number if part.kind in ORDER_KINDS and number[0] == "第" else number
        order = _PROMULGATED_BY_ORDER.search(line.of(folded))
        if order:
            return order[4]
    if _glued(folded, part):
        for match in _NUMBER.finditer(folded, part.titles[-1].end, head.end):
            return text[match.start() : match.end()]
    return None


def _promulgated(folded: str, part: Part, front: Span, head: Span, end: Span) -> str | None:
    own = [line for line in lines(folded, front) if not is_furniture(line.of(folded))]
    for line in own:
        match = _SIGNED.search(line.of(folded))
        if match:
            return iso_date(match[1], match[2], match[3])
    for line in own:
        if line.start >= part.titles[0].end and (value := first_date(folded, line)):
            return value
    for line in lines(folded, end):
        if value := first_date(folded, line):
            return value
    return first_date(folded, Span(part.titles[-1].end, head.end)) if _glued(folded, part) else None


def _effective(folded: str, span: Span, front: Span) -> str | None:
    """Return the day the document takes effect, by its closing article, else by the header."""
    found: list[tuple[int, str]] = []
    for match in _EFFECTIVE_DATE.finditer(folded, *span):
        if value := iso_date(match[1], match[2], match[3]):
            found.append((match.start(), value))
    for day in _THE_DAY.finditer(folded, *span):
        said = _ON_PROMULGATION.search(folded, max(span.start, day.end() - 10), min(span.end, day.end() + 24))
        if said:
            found.append((said.start(), ON_PROMULGATION))
    own = [(at, value) for at, value in found if _speaks_of_itself(folded, span, at)]
    if own:
        return max(own)[1]
    header = _EFFECTIVE_LINE.search(folded, *front)
    if header:
        groups = header.groups()
        return iso_date(*(groups[:3] if groups[0] else groups[3:]))
    return None


def _speaks_of_itself(folded: str, span: Span, at: int) -> bool:
    sentence = folded[max(span.start, at - 60) : at]
    sentence = re.split(r"[。;\n]", sentence)[-1]
    return bool(re.search(r"本|此|第.{1,6}条[ ]*\Z", sentence)) or not sentence.strip()


def _expires(folded: str, span: Span) -> str | None:
    match = _EXPIRES.search(folded, *span)
    return iso_date(match[1], match[2], match[3]) if match else None


def _status(folded: str, part: Part, front: Span) -> str | None:
    for line in lines(folded, front):
        draft = DRAFT.search(line.of(folded))
        if draft and (draft[0].startswith(("(", "[")) or draft.start() > 0):
            return "征求意见稿" if "征求意见" in draft[1] else draft[1]
        trial = TRIAL.search(line.of(folded))
        if trial:
            return trial[1]
    mark = re.search(r"试行|暂行", part.title)
    return mark[0] if mark else None


def region_of(name: str) -> str | None:
    """Return the place that the name of an authority or a regulation opens with, or None (国务院 has none)."""
    if name.startswith(("中华人民共和国", "国家", "国务院", "全国", "最高人民", "中共中央", "中国")):
        return None
    match = _MUNICIPAL.match(name)
    return match[0] if match and len(match[0]) >= 3 else None
