"""A document's history, from its title block: when and by whom it was adopted, approved, published, amended."""

from __future__ import annotations

import re
from dataclasses import replace

from ...text.dates import DATE, iso_date
from ...text.lines import strip
from ...text.numerals import HUNDREDS, ZEROS
from ...text.source import Span
from ..model import Event

ACTIONS = {
    "通过": "通过",
    "批准": "批准",
    "核准": "批准",
    "公布": "公布",
    "发布": "公布",
    "颁布": "公布",
    "印发": "公布",
    "颁发": "公布",
    "修正": "修正",
    "修改": "修正",
    "修订": "修订",
    "施行": "施行",
    "实施": "施行",
    "生效": "施行",
    "执行": "施行",
    "废止": "废止",
}
"""Words of the text and the action each stands for."""

_DATE = re.compile(DATE)
_ACTION = re.compile(
    rf"(?:(?<!现予)(?<!予以)(?:公布|发布|颁布)|(?!公布|发布|颁布)(?:{'|'.join(ACTIONS)}))(?!的|后|了?[《〈<]|决定|意见|办法|条例|稿|日期|时间|机关|单位|之日|情况|部分|等)"
)
_LABELLED = re.compile(rf"({'|'.join(ACTIONS)})(?:日期|时间|机关|单位)?[:：][ ]*\Z")
_TITLES = re.compile(r"[《〈<](?:[^《》〈〉<>]|[《〈<][^《》〈〉<>]*[》〉>])*[》〉>]")
_BY_TITLE = re.compile(r"[《〈<]([\u4e00-\u9fff]{2,30}?)关于[^》]*[》〉>]")
_TERM = re.compile(rf"第[{ZEROS}{HUNDREDS}\d]+届")
_SESSION = re.compile(
    rf"第[ ]?[{ZEROS}{HUNDREDS}\d]+[ ]?(?:次|号令)|(?:常务|全体|办公|主席团)会议|常务会|会议|主席令|总理令"
    r"|令[ ]?(?:[(\[]?\d{4}年?[)\]]?[ ]?)?第?|令|公告"
)
_BODY = re.compile(r"(?:根据|经|由|自|按照|依照|[,、: ])*([\u4e00-\u9fff、 ]{2,60})")
_NO_BODY = re.compile(r"[起由自日]+|第.{1,4}次|现行|全文|.*(?:号|的)")
_LEAD = re.compile(r"(?:根据|自|经|于|从)[ ]?\Z")
_APPROVED_DECISION = re.compile(r"批准的[《〈<][^《》]*的决定")
_NEAR = 160
"""Characters from a date to its action; the longest in 2,783 regulations has 131."""


def find_history(folded: str, text: str, front: Span) -> tuple[Event, ...]:
    """Return the events that the title block `front` of a document states, in the order of the text.

    A date with two actions (公告公布施行) gives two; a date without any gives none.
    """
    blank = _TITLES.sub(lambda m: "《" + "　" * (len(m[0]) - 2) + "》", folded[front.start : front.end])
    dates = [m for m in _DATE.finditer(blank)]
    out: list[Event] = []
    for index, match in enumerate(dates):
        value = iso_date(match[1], match[2], match[3])
        stop = dates[index + 1].start() if index + 1 < len(dates) else len(blank)
        if value is None:
            continue
        events = _events(folded, text, blank, match, value, Span(front.start, min(stop, match.end() + _NEAR)))
        if out and out[-1].action == "通过" and events and _APPROVED_DECISION.search(events[0].text):
            events = [replace(event, body=out[-1].body) for event in events]  # who amended is who adopted the decision
        out += events
    return tuple(out)


def _events(folded: str, text: str, blank: str, match: re.Match[str], value: str, reach: Span) -> list[Event]:
    """Return the events of one date; `reach` is where the block begins and, in it, where the search ends."""
    base = reach.start
    start = match.start()
    lead = _LEAD.search(blank, max(0, start - 3), start)
    segment = blank[match.end() : reach.end]
    segment = re.split(r"[\n)\];。]", segment, maxsplit=1)[0] if segment.strip()[:1] not in ("", "\n") else segment
    actions = list(_ACTION.finditer(segment))
    if not actions:
        label = _LABELLED.search(blank, max(0, start - 10), start)
        if label is None:
            return []
        span = Span(base + label.start(), base + match.end())
        return [Event(value, None, ACTIONS[label[1]], span.of(text), span)]
    span = strip(folded, Span(base + (lead.start() if lead else start), base + match.end() + actions[-1].end()))
    whole = folded[base + match.end() : base + match.end() + len(segment)]
    words = list(dict.fromkeys(ACTIONS[action[0]] for action in actions))
    body = _body(segment[: actions[0].start()], whole)
    return [Event(value, body, word, span.of(text), span) for word in words]


def _body(before: str, whole: str) -> str | None:
    """Return the authority named between a date and its action, or by the title of its decision."""
    decision = _BY_TITLE.search(whole)
    before, _, _ = before.partition("《")
    if decision and before.endswith("批准的"):  # who amended is who decided, not who approved
        return decision[1]
    session = _SESSION.search(before)
    head = before[: session.start()] if session else before
    named = _BODY.fullmatch(_TERM.sub("", head).strip(" ,:"))
    if named and not _NO_BODY.fullmatch(named[1].strip()):
        return re.sub(r"\s+", "", named[1])
    return decision[1] if decision and not session else None
