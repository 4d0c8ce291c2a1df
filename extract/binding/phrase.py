"""Small pieces of grammar: whom a clause begins with, where a noun phrase parts into whose and what.

All functions take folded text and a range of it, and return ranges; none knows of documents.
"""

from __future__ import annotations

import re

from ...text.source import Span
from . import lexicon as words

MODAL = re.compile(words.MODAL)
"""Words that command, forbid or allow."""

_AGENT = re.compile(rf"(?P<np>[^,;。]{{0,40}}?{words.AGENT}(?:\([^()]{{1,30}}\))?)(?={words.ACTS})(?!{words.COMPOUND})")
_BODY = re.compile(
    rf"(?P<np>[^,;。]{{0,40}}?{words.BODY})(?=[\u4e00-\u9fff])(?![的、和或及与之内外中者人员负制所法领工职管住名性自])(?!{words.NO_VERB})"
)
# 取得许可的单位违反
_RELATIVE_AGENT = re.compile(
    rf"(?!{words.NO_NOUN})(?P<np>[^,;。]{{2,40}}?的[^,;。的]{{0,16}}?{words.AGENT})"
    r"(?=应|须|必|可|不|未|违反|有|自|于|对|向|将|擅|逾|拒)"
)
_NO_AGENT = re.compile(words.NO_AGENT)
_NOUN_HEAD = re.compile(rf"(?!{words.NO_NOUN})[^,;。]{{1,40}}的[^,;。的]{{2,}}\Z")
# the preposition in 项目自核准机关, where no agent reaches over it
_INNER = re.compile(
    r"(?<!所)(?:自(?!然|行|治|主|有|愿|筹|来)|在|对(?!外)|向|将|按照|由|根据|经(?!营|济|办|费|贸|理|销|验))"
)
_SUBJECT_END = re.compile(words.SUBJECT_END)
_LEAD = re.compile(
    r"(?:[\s\"“”'、,:]|但是?(?!书)|并且?|且|而且|同时|其中|其(?!他|余|中)|则|当(?![事地年月日期前场时班选面庭天次局量代众家归])"
    r"|凡是?|如果?(?!实)|若|即(?!时)|也|还|以及|或者|因(?!素|故|公|病)|对于|对(?!外|方)|关于|属于?|可(?=对)|各?自(?=\Z))+"
)
_TRAIL = re.compile(
    r"(?:[\s\"“”'、,:;。()]|(?<!目)的|以及|或者|(?<![适相反供响对感效])应当|必须|依法|只能|分别|[按还](?=\Z))+\Z"
)
# words that fill the place of a noun and tell nothing
_HOLLOW = re.compile(
    r"(?:该|此|这|本|其)?(?:其|之|此|现|特|具体|一般|原则|必要|期间|期限|时间|情况|程序|标准|方法|规定|要求|条件|材料|证明|内容|原因|上述工作"
    r"|年龄|数额|金额|人员|部分|情形|无法|满足|是指|确定|推选|委托|服务|作出|产生|超出|直接|平均|记录|注意|协助|发行|同一|连续|持续|累计|最近|近|前|后|每[^,;。的]{1,4}|或[^,;。]{1,4}|同时|因此|其余|全部|各类|其中)|.*(?:规定|情形|情况|条件)"
)
_MEASURE = re.compile(rf"{words.MEASURE}\Z")
_ENDS_IN_AGENT = re.compile(rf"{words.AGENT}\Z")
_LONGEST_SUBJECT = 40


def trim(text: str, start: int, end: int) -> Span:
    """Return the range without conjunctions at its head and marks or 的 at its tail."""
    found = _LEAD.match(text, start, end)
    if found:
        start = found.end()
    found = _TRAIL.search(text, start, end)
    if found:
        end = found.start()
    return Span(start, end)


def agent(text: str, start: int, end: int) -> Span | None:
    """Return the person or body the range begins with (海关 of 海关发现…, 单位 of 单位未经…), if it does."""
    found = _LEAD.match(text, start, end)
    if found:
        start = found.end()
    if _NO_AGENT.match(text, start, end):
        relative = _RELATIVE_AGENT.match(text, start, end)
        return Span(start, relative.end("np")) if relative else None
    found = _AGENT.match(text, start, end) or _BODY.match(text, start, end)
    if not found or found.end("np") - start < 2:
        return None
    end = found.end("np")
    inner = _INNER.search(text, start + 2, end)
    if inner and last_of(text, start, end) < inner.start() and noun_like(text, start, inner.start()):
        end = inner.start()
    return Span(start, end)


def subject(text: str, start: int, end: int) -> Span | None:
    """Return the subject a clause begins with: its agent, else what stands before its modal or first preposition.

    市财政每年安排 gives 市财政, 经批准的担保机构应 gives 经批准的担保机构; a clause that begins with a preposition or a
    verb without 的 behind it has none.
    """
    who = agent(text, start, end)
    if who:
        return who
    start, _ = trim(text, start, end)
    at = start
    while (found := _SUBJECT_END.search(text, at, end)) is not None:
        noun = trim(text, start, found.start())
        if noun.end - noun.start >= 2 and noun_like(text, *noun):
            return noun
        if found.start() - start > _LONGEST_SUBJECT:
            return None
        at = found.end()
    return None


def noun_like(text: str, start: int, end: int) -> bool:
    """Tell whether a range can be a noun phrase: it begins with no preposition or verb, unless 的 makes it one."""
    if (
        text[end - 1] in "的时后前了着内是起止和及或与且满"
        or "不" in text[end - 2 : end]
        or _HOLLOW.fullmatch(text, start, end)
    ):
        return False
    return not _NO_AGENT.match(text, start, end) or bool(_NOUN_HEAD.match(text, start, end))


def is_measure(text: str, start: int, end: int) -> bool:
    """Tell whether a range ends in a noun that numbers measure (额, 率, 面积, 期限, 费)."""
    return bool(_MEASURE.search(text, start, end))


def ends_in_agent(text: str, start: int, end: int) -> bool:
    """Tell whether a range ends in a word for a person or a body."""
    return bool(_ENDS_IN_AGENT.search(text, start, end))


def last_of(text: str, start: int, end: int) -> int:
    """Return the position of the last 的 in the range that stands in no brackets, or -1."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        character = text[at]
        if character in ")]”》":
            depth += 1
        elif character in "([“《":
            depth -= 1
        elif character == "的" and depth <= 0 and text[at + 1 : at + 2] != "确":
            return at
    return -1


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last of the pattern's matches in the range, None where there is none."""
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found
