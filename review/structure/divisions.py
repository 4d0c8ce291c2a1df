"""Headings of documents without articles that run into what follows: 一、职责调整（一）取消…, （二）法规处拟订…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...extract.page import Processed
from ...text.levels import Level
from ...text.numerals import ONES, TENS
from ...text.patterns import pattern
from ...text.source import Flag, Span
from ..seen import seen

_SURE, _LIKELY, _LOW = 0.7, 0.5, 0.3
"""A title that runs into the next line; a heading that does; one that reads well all the same, or does as all do."""
_FEW = 3
"""Bodies; where more run into what they do, it is the way of the whole document."""

_WITH_ARTICLES = frozenset((Level.PART, Level.CHAPTER, Level.ARTICLE))
_HEADINGS = (
    "职责调整|职能调整|职能转变|职责任务|主要职责|主要任务|内设机构|机构设置|人员编制|其他事项|总则|附则|指导思想|基本原则|总体要求"
    "|总体目标|工作目标|工作原则|工作要求|工作任务|组织领导|组织机构|保障措施|实施步骤|适用范围|监督管理|法律责任"
)
"""What divisions are called everywhere."""
_MARK = rf"[{TENS}]{{1,3}}、"
_WITHIN = pattern(r"[\u4e00-\u9fff\d、(]")
"""What stands before a numeral that opens no division."""
_BEFORE_ITEM = pattern(rf"{_MARK}[\u4e00-\u9fff、]{{2,20}}(?=\([ ]?[一1][ ]?\))")
_BEFORE_TEXT = pattern(rf"{_MARK}(?:{_HEADINGS})(?=[\u4e00-\u9fff])(?!的|和|与|及|方面|如下|是|为)")
_LISTS_BODIES = re.compile(r"(?:内设机构|职能处室|内设处室|内设科室)[^。]{0,40}")
_VERBS = (
    "负责|承担|贯彻|拟[订定]|组织|综合|协调|研究|指导|管理|监督|联系|起草|制定|落实|执行|参与|办理|牵头|主管|协助|"
    "与[^,。]{2,8}合署"
)
_BODY = pattern(
    rf"(?<=[\n。;:])[ ]{{0,4}}(?P<name>(?:\([{TENS}]{{1,3}}\)[ ]?)?(?![省市县区各本])[\u4e00-\u9fff、]{{1,18}}?"
    rf"(?:处|室|科|局|党委|纪检组|监察组|中心)(?:\([^()\n]{{1,24}}\))?)[ ]?(?={_VERBS})"
)
"""A body within an office and, behind it, what it does: the name is a heading."""
_WORD = 2
_TITLE_LENGTH = 60
"""Characters of the document behind that are seen, where its title follows in the same line."""
_TITLE = re.compile(
    r"(?:发布|发文|公布|颁布|印发|成文)(?:日期|时间|单位)[ ]?:(?<=(?:通知|办法|规定|条例|细则|意见|公告|决定|方案).{5})"
)
"""A page's line of dates that a title runs into."""
_DATE_LINE = re.compile(
    rf"[\d一二](?:(?<=\d)\d{{3}}|(?<=[一二])[{ONES}○零O]{{3}})年[\d{TENS}]{{1,3}}月[\d{TENS}]{{1,3}}日"
    r"(?=[\u4e00-\u9fff、]{4,40}(?:办法|规定|条例|细则|方案|规则)(?:根据|为了?|第一条|一、|\n))"
)
"""The date below a notice, with the title of what it issues behind it."""


def check_divisions(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each heading without 第N条 that runs into the words behind it, and each title that does."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        span = regulation.span
        if not any(child.level in _WITH_ARTICLES for child in regulation.root.children):
            yield from _divisions(text, folded, span)
        for match in _TITLE.finditer(folded, *span):
            yield _flag(text, Span(match.start() - _WORD, match.start()), "标题与后面的日期、文号连在一起", _SURE)
        for match in _DATE_LINE.finditer(folded, span.start, min(span.end + _TITLE_LENGTH, len(folded))):
            if match.end() <= span.end:
                yield _flag(text, Span(*match.span()), "落款日期与后面的标题连在一起", _SURE)


def _divisions(text: str, folded: str, span: Span) -> Iterator[Flag]:
    for form, reason, score in (
        (_BEFORE_ITEM, "标题与第一项写在同一行", _LOW),
        (_BEFORE_TEXT, "标题与后面的正文连在一起", _LIKELY),
    ):
        for match in form.finditer(folded, *span):
            if not _WITHIN.match(folded, match.start() - 1, match.start()):
                yield _flag(text, Span(*match.span()), reason, score)
    if listed := _LISTS_BODIES.search(folded, *span):
        bodies = [Span(*match.span("name")) for match in _BODY.finditer(folded, listed.end(), span.end)]
        score = _LIKELY if len(bodies) <= _FEW else _LOW
        for body in bodies:
            yield _flag(text, body, "机构名称与后面的职责连在一起", score)


def _flag(text: str, heading: Span, reason: str, score: float) -> Flag:
    printed = heading.of(text)
    return Flag("heading", f"“{printed}”：{reason}", heading, f"{printed}\n", score)
