"""A document's history, from its title block: when and by whom it was adopted, approved, published, amended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...text.dates import DATE, iso_date
from ...text.lines import strip
from ...text.numerals import HUNDREDS, ZEROS
from ...text.patterns import pattern
from ...text.source import Span
from ..model import Event
from ..pages.titles import is_issuer

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
    rf"(?:(?<!现予)(?<!予以)(?<!现)(?:公布|发布|颁布|印发)|(?!公布|发布|颁布|印发)(?:{'|'.join(ACTIONS)}))(?!的|后|了?[《〈<]|决定|意见|办法|条例|稿|日期|时间|机关|单位|之日|情况|部分|等)"
)
_LABELLED = re.compile(rf"(?!发布)({'|'.join(ACTIONS)})(?:日期|时间|机关|单位)?[:：][ ]*\Z")
"""A label in front of a date; 发布日期 may be that of the page."""
_TITLE_MARK = re.compile(r"[《〈<]|[》〉>]")
_LONGEST_TITLE = 400
"""Characters of 《…》, which may name several regulations and be broken over lines."""
_MISPLACED = re.compile(r"(?<=决定)(?:第.{1,3}次)?(?:修正|修订|修改)\Z")
"""What stands before a 》 that belongs in front of it: 《关于修改…的决定修正》."""
_BY_TITLE = re.compile(r"[《〈<]([\u4e00-\u9fff]{2,30}?)关于[^》]*[》〉>]")
_TERM = re.compile(rf"第?[{ZEROS}{HUNDREDS}\d]+届")
_SESSION = re.compile(
    r"[部局厅署委行院室]务会|(?<=[\u4e00-\u9fff])[部局厅署省市区县州]长办公会|"
    rf"(?:\d{{4}}年)?第[ ]?[{ZEROS}{HUNDREDS}\d]+[ ]?(?:次|号令)|[{HUNDREDS}\d]+次会议|"
    r"(?:常务|全体|办公|主席团)会议|常务会|会议|主席令|总理令"
    r"|令[ ]?(?:[(\[]?\d{4}年?[)\]]?[ ]?)?第?|令|公告"
)
_BODY = re.compile(r"(?:根据|经|由|自|按照|依照|[,、: ])*([\u4e00-\u9fff、 ]{2,60})")
_NO_BODY = re.compile(r"[起由自日]+|第.{1,4}次|现行|全文|.*(?:号|的)")
_LEAD = re.compile(r"(?:根据|自|经|于|从)[ ]?\Z")
_APPROVED_DECISION = re.compile(r"批准的[《〈<][^《》]*的决定")
_APPROVED_ON = "批准的"
"""Behind who approved it and before the day of the decision: 3月26日甲会议批准的1月14日乙会议《…》修正."""
_ADOPTED_AMENDMENT = re.compile(r"通过的《[^》]*》")
"""In the history of a law what changed it, without a word for it: 通过的《…修正案（二）》."""
_ADOPTED_UNDER_NAME = re.compile(r"会议[ ]?(?:审议)?(通过)《")
"""What was adopted under a name that it had then: 会议通过《某市义务教育条例》."""
_DECISION = re.compile(r"(?:决定|决议|议案|修正案(?:\([^()]*\))?)[》〉>]")
_BARE_ORDER = pattern(
    r"[ ]*(?!根据|按照)[\u4e00-\u9fff、 ]{2,40}令[ ]?(?:[(\[]?\d{4}年?[)\]]?[ ]?)?第?[ ]?\d{1,4}[ ]?号\Z"
)
"""An order with its day and number, without a word for its publication: 某部令第5号."""
_BRACKETS = re.compile(r"[(\[][^()\[\]\n]*[)\]]")
_CLOSED = re.compile(r"[)\];。]")
_BROKEN = pattern(
    r"\s*\n\s*(?P<rest>(?!第[^次\n]{1,6}[编章节])[\u4e00-\u9fff][^\n,:;。()]{0,40}?"
    rf"(?:{'|'.join(ACTIONS)}))[ )]*(?:根据[ ]*)?(?=\n|\Z)"
)
"""The rest of a step that is broken over two lines: 1984年1月7日 国务院 / 中央军委发布."""
_AUTHORITY_BETWEEN = pattern(r"\s*\n[ ]*([\u4e00-\u9fff、 ]{2,30})(?=\n)")
_GOES_ON = re.compile(r"常务|常委|委员会|办公")
"""How a line begins that goes on with the name which the line above began: 某市人民代表大会 / 常务委员会."""
_JOINED = re.compile(r"[、和及\s]*")
_NEAR = 160
"""Characters from a date to its action; the longest in 2,783 regulations has 131."""


def find_history(folded: str, text: str, front: Span) -> tuple[Event, ...]:
    """Return the events that the title block `front` of a document states, in the order of the text.

    A date with two actions (公告公布施行) gives two; a date without any gives none. Who amends by a decision that
    others approve gives two steps: its adoption, and on the day of the approval the amendment.
    """
    blank = _without_titles(folded[front.start : front.end])
    dates = [m for m in _DATE.finditer(blank)]
    out: list[Event] = []
    joined: list[Event] = []  # what the date below states too, of which this one only names a meeting
    for match, following in reversed([*zip(dates, [*dates, None][1:], strict=True)]):
        segment = _segment(blank, match.end(), following.start() if following else len(blank))
        alone = segment.rstrip("、和及 ")
        if joined and not _JOINED.fullmatch(blank, match.end() + len(alone), joined[0].span.start - front.start):
            joined = []
        value = iso_date(match[1], match[2], match[3])
        if value and joined and alone.endswith(_APPROVED_ON):
            out[: len(joined)] = joined = _approved(text, value, front.start + match.start(), joined)
            continue
        joined = _events(folded, text, blank, match, segment, front.start, joined) if value else []
        out[:0] = joined
    return tuple(_decided(before, event) for before, event in zip([None, *out], out, strict=False))


def _without_titles(words: str) -> str:
    """Return the words with blanks in place of what stands in 《…》, however deep titles are nested."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _TITLE_MARK.finditer(words):
        if mark[0] in "《〈<":
            opened.append(mark.start())
        elif opened:
            pairs.append((opened.pop(), mark.end()))
    pieces, at = [], 0
    for start, end in sorted(pair for pair in pairs if pair[1] - pair[0] <= _LONGEST_TITLE):
        if start >= at:
            misplaced = _MISPLACED.search(words, start, end - 1)
            kept = misplaced[0] if misplaced else ""
            pieces += [words[at:start], "《", "　" * (end - start - 2 - len(kept)), kept, "》"]
            at = end
    return "".join([*pieces, words[at:]])


def _approved(text: str, day: str, start: int, decided: Sequence[Event]) -> list[Event]:
    """Return the steps of a decision that was approved on `day`, which is told at `start`, before the decision's."""
    span = Span(start, max(event.span.end for event in decided))
    changes = [event for event in decided if event.action in ("修正", "修订")]
    adopted = [replace(event, action="通过") for event in changes[:1]]
    return [*adopted, *(replace(event, date=day, text=span.of(text), span=span) for event in changes)] or [*decided]


def _decided(before: Event | None, event: Event) -> Event:
    """Return an event with the body that made it: who amends by a decision that others approve is who adopted it."""
    if before and before.action == "通过" and _APPROVED_DECISION.search(event.text):
        return replace(event, body=before.body)
    return event


def _segment(blank: str, start: int, stop: int) -> str:
    """Return the words behind a date that tell what was done on it, up to the next date at most."""
    words = blank[start : min(stop, start + _NEAR)]
    shut = _BRACKETS.sub(lambda m: "　" * len(m[0]), words)
    end = len(shut.partition("\n")[0])
    if not _ACTION.search(shut, 0, end):
        below = end
        while (between := _AUTHORITY_BETWEEN.match(shut, below)) and is_issuer(between[1].strip()):
            below = between.end()
        if broken := _BROKEN.match(shut, below):
            end = broken.end("rest")
    closed = _CLOSED.search(shut, 0, end)
    return words[: closed.start() if closed else end]


def _events(
    folded: str, text: str, blank: str, match: re.Match[str], segment: str, base: int, joined: Sequence[Event]
) -> list[Event]:
    """Return the events of one date; `base` is where the block begins, `joined` those that the date below states."""
    value = iso_date(match[1], match[2], match[3]) or ""
    start, end = match.span()
    lead = _LEAD.search(blank, max(0, start - 3), start)
    whole = folded[base + end : base + end + len(segment)]
    actions = _actions(segment, whole, joined)
    if not actions:
        label = _LABELLED.search(blank, max(0, start - 10), start)
        if label is None:
            return []
        span = Span(base + label.start(), base + end)
        return [Event(value, None, ACTIONS[label[1]], span.of(text), span)]
    first, last = actions[0][1], actions[-1][1]
    span = strip(folded, Span(base + (lead.start() if lead else start), base + end + last.end))
    body = _body(segment[: first.start], whole)
    return [Event(value, body, word, span.of(text), span) for word in dict.fromkeys(word for word, _ in actions)]


def _actions(segment: str, whole: str, joined: Sequence[Event]) -> list[tuple[str, Span]]:
    """Return the actions that the words behind a date name, each with where it stands in them.

    `segment` are the words with blanks in place of titles, `whole` those with them. Where they only name a meeting, the
    action is that of the date which they are `joined` with: 2018年9月3日甲委员会第一次会议、2018年12月12日
    乙委员会第二次会议通过.
    """
    if found := [(ACTIONS[action[0]], Span(*action.span())) for action in _ACTION.finditer(segment)]:
        return found
    if amendment := _ADOPTED_AMENDMENT.search(segment):
        return [("修正", Span(*amendment.span()))]
    if (named := _ADOPTED_UNDER_NAME.search(segment)) and not _DECISION.search(whole, named.end()):
        return [("通过", Span(*named.span(1)))]
    if order := _BARE_ORDER.match(segment.rstrip(" 、")):
        return [("公布", Span(order.end(), order.end()))]
    meeting = segment.rstrip("、和及 ")
    end = Span(len(meeting), len(meeting))
    return [(event.action, end) for event in joined] if meeting.endswith("会议") else []


def _body(before: str, whole: str) -> str | None:
    """Return the authority named between a date and its action, or by the title of its decision."""
    decision = _BY_TITLE.search(whole)
    before, _, _ = before.partition("《")
    if decision and before.endswith("批准的"):  # who amended is who decided, not who approved
        return decision[1]
    session = _SESSION.search(before)
    head = before[: session.start()] if session else before
    pieces = [piece.strip() for piece in head.split("\n") if piece.strip()]
    several = all(map(is_issuer, pieces)) and not any(map(_GOES_ON.match, pieces))
    head = ("、" if several else "").join(pieces)  # two that stand above one another, or one broken
    named = _BODY.fullmatch(_TERM.sub("", head).strip(" ,:"))
    if named and not _NO_BODY.fullmatch(named[1].strip()):
        return re.sub(r"\s+", "", named[1])
    return decision[1] if decision and not session else None
