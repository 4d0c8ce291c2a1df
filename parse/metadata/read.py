"""Metadata of a document: who issued it, under what number, when, and whether it is in force on trial."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...text.dates import DATE, DATED_LINE, NUMERIC, SIGNED_LINE
from ...text.doc_numbers import COUNT, DOCUMENT_NUMBER
from ...text.fold import fold
from ...text.lines import followed, lines, strip
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Event
from ..pages.announced import announced_days
from ..pages.issuing import ORDER_KINDS
from ..pages.segmentation import Part
from ..pages.site_titles import goes_on
from ..pages.titles import is_head_of_state, is_house, is_issuer, kind_of, unspaced
from .days import Days, days_of
from .force import (
    ON_PROMULGATION,
    day_after_publication,
    day_of_effect,
    effective_in_history,
    own_effective,
    stated_effective,
    stated_expiry,
)
from .header_labels import read_labels
from .issuers import canonical, placed, region_of
from .promulgated import ANNOUNCEMENT, SIGNATURE_REACH, SIGNED_AT_END, promulgated_day
from .status import stated_status

_NUMBER = re.compile(DOCUMENT_NUMBER)
_LEVELS = frozenset("省市县区州自")
"""How a government calls itself in its own order: 市人民政府, 自治区人民政府."""
_ORDERING = re.compile(r"([\u4e00-\u9fff]{3,30}?)(?:令|第[^令]{1,8}号令)")
_PIECE = re.compile(r"(?:(?<=\()|(?<=[ ,、;]))[^ ,、;]+?(?=[ ,、;]|\)\Z)")
_SERIAL = rf"(?:(?:(?:19|20)\d\d年|[(\[](?:19|20)\d\d[)\]])[ ]?)?第[ ]?{COUNT}[ ]?号"
_ORDER_NUMBER = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,30}}(?:令|公告))?[ ]?{_SERIAL}|[\u4e00-\u9fff]{{2,30}}第[ ]?{COUNT}[ ]?号令"
    rf"|[(\[]?[\u4e00-\u9fff]{{1,4}}届[)\]]?[ ]?{_SERIAL}"
    r"|第[ ]?\d{1,4}/(?:\d{4}|\d{2}/M)[ ]?号[\u4e00-\u9fff]{2,10}"  # of Macau
)
_HEADS_ORDER = pattern(
    rf"[# ]*([\u4e00-\u9fff、 ]{{2,80}}(?:令|公告)[ ]?{_SERIAL})[ ]*(?:\([^()]*(?:\([^()]*\)[^()]*)?\))?"
)
"""The heading of an order of several authorities, and what a site says of it in brackets."""
_PROMULGATED_BY_ORDER = re.compile(
    rf"{DATE}[ ]*([\u4e00-\u9fff、 ]{{2,40}}(?:令[ ]?(?:\[\d{{4}}\])?第?[ ]?{COUNT}[ ]?号|第[ ]?{COUNT}[ ]?号令))[ ]?"
    r"(?:公布|发布|[)]?\Z)"
)
_BRACKETED = re.compile(r"[(\[][ ]*([^()\[\]]+?|.*\([^()]*\).*|.*\[[^\[\]]*\].*?)[ ]*[)\]]")
"""A line in brackets, which may have others in it."""
_NUMBERED_HEADING = pattern(rf"[\u4e00-\u9fff、 ]{{2,60}}第[ ]?{COUNT}[ ]?号[ ]?令")
_HEADER = 400
"""Characters behind the title block in which a notice's number may still stand."""
_TITLE_ISSUER = re.compile(r"([\u4e00-\u9fff、 ]{2,60}?)(?:关于|印发|转发|批转|令第|令\Z|第[^令]{1,8}号令\Z)")
_ANY_DAY = re.compile(rf"{DATE}|{NUMERIC}")
_DATED_LINE = re.compile(DATED_LINE)
_SIGNED = re.compile(rf"{SIGNED_LINE}\Z")
_OFFICES = ("办公室", "办公厅", "秘书处")
"""The offices of a government that publish for it."""
_SPACES = re.compile(r"\s{2,}")
_RED_HEAD = re.compile(r"([\u4e00-\u9fff 、]{3,60}?)[ ]*文[ ]*件")
"""The head of an authority's paper, which stands above the number: 某银行某分行文件."""
_MEETING = re.compile(r"(?:办公|常务|党组|全体|全)会\Z")
"""A meeting of an authority that is not named: 校长办公会."""
_DATED_ISSUER = re.compile(rf"{DATE},[ ]?([\u4e00-\u9fff]{{2,30}})\Z")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None where it says nothing. Dates are ISO 8601."""

    issuer: str | None = None
    doc_number: str | None = None
    adopted: str | None = None
    approved: str | None = None
    promulgated: str | None = None
    text_as_of: str | None = None
    effective: str | None = None
    expires: str | None = None
    status: str | None = None
    region: str | None = None


def read_metadata(
    folded: str, text: str, part: Part, front_end: int, tail: int, issues: bool, history: Sequence[Event]
) -> Metadata:
    """Return the metadata of a document.

    `front_end` is where its title block ends, `tail` where its signature block begins; `issues` tells whether it
    puts other documents in force, whose dates and status are then not its own.
    """
    front = Span(part.span.start, front_end)
    head = Span(part.span.start, min(part.span.end, max(front_end, _header_end(folded, part, front_end))))
    end = Span(tail, part.span.end)
    below = read_labels(folded, text, end)
    stated = below | read_labels(folded, text, front)
    issuer = _stated_issuer(part, stated.get("issuer")) or _issuer(folded, text, part, front, end, history)
    number = stated.get("doc_number") or _doc_number(folded, text, part, head)
    issuer = placed(issuer, region_of(part.title)) if issuer else None
    issuer = _ordering(issuer, number)
    region = region_of(canonical(issuer or "")) or region_of(part.title)
    days = _days(folded, part, front, history, stated, region)
    if issues:
        effective = own_effective(folded, part.span, part.kind or "") or effective_in_history(history)
    else:
        effective = stated_effective(folded, part.span, front) or effective_in_history(history)
        effective = effective or stated.get("effective")
        if effective == ON_PROMULGATION:
            effective = day_after_publication(history) or effective
    effective = day_of_effect(effective, days.adopted, days.approved)
    if effective and effective[0].isdecimal() and stated.get("published", "") > effective:
        stated.pop("published")  # a site put it up when it was law already
    if effective and effective[0].isdecimal() and below.get("promulgated", "") > effective:
        stated = {field: day for field, day in stated.items() if (field, day) != ("promulgated", below["promulgated"])}
    return Metadata(
        issuer=issuer,
        doc_number=number,
        adopted=days.adopted,
        approved=days.approved,
        promulgated=promulgated_day(folded, part, front, head, end, history, days, stated),
        text_as_of=days.text_as_of,
        effective=effective,
        expires=stated_expiry(folded, part.span, effective) or stated.get("expires"),
        status=stated.get("status") or (None if issues else stated_status(folded, part, front)),
        region=region,
    )


def _days(
    folded: str, part: Part, front: Span, history: Sequence[Event], stated: Mapping[str, str], region: str | None
) -> Days:
    """Return the days that the history tells, else the labels, else the announcement that the document opens with."""
    days = days_of(history, region)
    opening = Span(part.span.start, min(part.span.end, front.end + ANNOUNCEMENT))
    announced = Days() if part.kind in ORDER_KINDS else announced_days(folded, opening, part.title)
    return Days(
        adopted=days.adopted or stated.get("adopted") or announced.adopted,
        approved=days.approved or stated.get("approved") or announced.approved,
        promulgated=days.promulgated,
        text_as_of=days.text_as_of or stated.get("text_as_of") or announced.text_as_of,
    )


def _header_end(folded: str, part: Part, front_end: int) -> int:
    """Return where a notice's header may end: behind a number below the addressee, or where a glued text begins."""
    for line in lines(folded, Span(front_end, min(part.span.end, front_end + _HEADER)))[:3]:
        if _NUMBER.fullmatch(line.of(folded)):
            return line.end
    if goes_on(folded, part.titles[-1].end):
        stop = re.compile(r"[《。]").search(folded, part.titles[-1].end, part.span.end)
        return stop.start() if stop else front_end
    return front_end


def _stated_issuer(part: Part, stated: str | None) -> str | None:
    """Return the issuer that a label gives, or the one in the title whose office the label names."""
    named = _TITLE_ISSUER.match(fold(part.title))
    office = named and is_issuer(named[1]) and stated and stated.removeprefix(named[1].strip()) in _OFFICES
    return part.title[: named.end(1)].strip() if named and office else stated


def _issuer(folded: str, text: str, part: Part, front: Span, end: Span, history: Sequence[Event]) -> str | None:
    if part.kind in ORDER_KINDS and (joint := _joint_issuers(folded, text, part)):
        return joint
    for line in lines(folded, front):
        held = any(span.holds(line) for span in (*part.titles, *(event.span for event in history)))
        if line.end < part.titles[-1].start and not _heads_title(folded, part, line):
            continue  # of the site's menus, which stand between two copies of the title
        named = _without_day(folded, line)
        if not held and is_issuer(named.of(folded)) and not _begins_title(named.of(folded), part):
            return named.of(text)
    for line in lines(folded, front):
        dated = _DATED_ISSUER.search(line.of(folded))
        if dated:
            return dated[4]
    by_title = _TITLE_ISSUER.match(fold(part.title))
    if by_title and (is_issuer(by_title[1]) or is_head_of_state(by_title[1].strip())):
        return part.title[: by_title.end(1)].strip()
    bodies = [event.body for event in history if event.body and event.action in ("通过", "公布")]
    makers = [body for body in bodies if not _MEETING.search(body)]
    if makers:
        place = region_of(part.title)
        return next((body for body in makers if region_of(canonical(body)) == place), makers[0])
    for line, below in pairwise(lines(folded, front)):
        headed = _RED_HEAD.fullmatch(line.of(folded))
        if headed and is_issuer(headed[1]) and _NUMBER.match(folded, *below):
            return text[line.start : line.start + headed.end(1)].strip()
    if signing := _signing(folded, text, end):
        return signing
    signed = SIGNED_AT_END.search(folded, max(front.end, part.span.end - SIGNATURE_REACH), part.span.end)
    return signed[1].strip() if signed and is_issuer(signed[1].strip()) else None


def _heads_title(folded: str, part: Part, line: Span) -> bool:
    """Tell whether a line stands straight above a copy of the title, with other authorities or a day between."""
    below = next(title.start for title in part.titles if title.start > line.start)
    between = [words.strip() for words in folded[line.end : below].split("\n") if words.strip()]
    return all(is_issuer(words) or _DATED_LINE.fullmatch(words) for words in between)


def _begins_title(line: str, part: Part) -> bool:
    """Tell whether a line is the first of a title that is printed once more, broken: 中华人民共和国各级人民代表大会."""
    title = fold(part.title)
    return title.startswith(line) and not _TITLE_ISSUER.match(title)


def _without_day(folded: str, line: Span) -> Span:
    """Return a line without the day at one of its ends: 1996年6月26日 某发〔1996〕20号, 某市经济局 2017年7月20日."""
    day = _ANY_DAY.search(folded, *line)
    if day is None or (day.start() > line.start and day.end() < line.end):
        return line
    return strip(folded, Span(day.end(), line.end) if day.start() == line.start else Span(line.start, day.start()))


def _signing(folded: str, text: str, end: Span) -> str | None:
    """Return the authorities that sign below the text, on one line or on lines that follow one another."""
    names: list[str] = []
    for line, below in followed(lines(folded, end)):
        named = _without_day(folded, line)
        dated = named != line or (below is not None and _SIGNED.match(folded, *below))
        if is_issuer(named.of(folded)) or (dated and is_house(named.of(folded))):
            names.append(_SPACES.sub(" ", named.of(text)))
        elif names:
            break
    return " ".join(names) or None


def _joint_issuers(folded: str, text: str, part: Part) -> str | None:
    """Return the authorities that stand above one another in the head of their order, or None for a single one."""
    order = next((title for title in part.titles if kind_of(title.of(folded)) in ORDER_KINDS), part.titles[-1])
    names = [unspaced(line.of(text)) for line in lines(folded, order)]
    if re.sub(r"\s", "", names[-1]) in ORDER_KINDS:
        names.pop()
        return " ".join(names) if names and all(map(is_issuer, names)) else None
    names[-1] = names[-1].removesuffix("令").strip()
    return " ".join(names) if len(names) > 1 and all(map(is_issuer, names)) else None


def _doc_number(folded: str, text: str, part: Part, head: Span) -> str | None:
    if part.kind in ORDER_KINDS and _NUMBERED_HEADING.fullmatch(fold(part.title)):
        return part.title
    titles = [] if part.kind in ORDER_KINDS else part.titles  # an order's number may stand in its heading
    edges = [head.start, *(edge for title in titles for edge in title), max(head.end, part.titles[-1].end)]
    beside = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    for line in (line for piece in beside for line in lines(folded, piece)):
        words = line.of(folded)
        if part.kind in ORDER_KINDS and (heading := _HEADS_ORDER.fullmatch(words)):
            return text[line.start + heading.start(1) : line.start + heading.end(1)]
        bracketed = _BRACKETED.fullmatch(words)
        bare = Span(line.start + bracketed.start(1), line.start + bracketed.end(1)) if bracketed else line
        bare = _without_day(folded, bare)
        if _NUMBER.fullmatch(bare.of(folded)) or _ORDER_NUMBER.fullmatch(bare.of(folded)):
            return _whole_number(part, (line if "届" in words else bare).of(text))
        if words[0] == "(":  # （云政发〔2015〕3号 2015年1月9日）
            for piece in _PIECE.finditer(words):
                if _NUMBER.fullmatch(piece[0]):
                    return text[line.start + piece.start() : line.start + piece.end()]
        order = _PROMULGATED_BY_ORDER.search(line.of(folded))
        if order:
            return order[4]
    if goes_on(folded, part.titles[-1].end):
        at = part.titles[-1].end
        opened = at + len(folded[at : at + 3]) - len(folded[at : at + 3].lstrip(" (["))
        match = _ORDER_NUMBER.match(folded, opened, part.span.end) or _NUMBER.search(folded, at, head.end)
        if match is None:
            return None
        return _whole_number(part, text[match.start() : match.end()])
    return None


def _whole_number(part: Part, number: str) -> str:
    """Return the number of an order with the words of its heading: 某市人民政府令第5号."""
    if part.kind not in ORDER_KINDS:
        return number
    if number[0] in "第12(（〔[":
        return part.title + number
    return part.title.removesuffix(part.kind or "") + number if number.startswith(part.kind or "") else number


def _ordering(issuer: str | None, number: str | None) -> str | None:
    """Return the issuer with its place, where the number of its order names it: 市人民政府, 某市人民政府令第5号."""
    named = _ORDERING.match(number or "")
    if named and is_issuer(named[1]) and (issuer is None or (issuer[0] in _LEVELS and named[1].endswith(issuer))):
        return named[1]
    return issuer
