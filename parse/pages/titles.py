"""Titles: which lines name a document, and what kind of document a title names."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from ...text.dates import DATE, YEAR
from ...text.numerals import TENS
from ...text.patterns import pattern
from ...text.rule_tables import Row, read_table

_TABLE = read_table(Path(__file__).with_name("kinds.tsv"), ("kind", "classes"))

KINDS = tuple(row["kind"] for row in _TABLE)
"""Words a title ends in (行政法规制定程序条例 art. 5, 规章制定程序条例 art. 7, 公文处理工作条例 art. 8; treaties)."""

LONGEST_TITLE = 160
"""Characters; a notice's title that names two regulations has about 60."""

TITLE_ENDS = frozenset(kind[-1] for kind in KINDS) | frozenset(")]")
"""The last characters of titles, folded."""

LAW = r"(?<![办方做想看用违执立合依非守枪技手语书])(?<![^公]司)法"
"""法 where it is a law, as in 公司法, and not in 办法, 方法, 司法."""
_KIND = "|".join((*sorted((kind for kind in KINDS if kind != "法"), key=len, reverse=True), LAW))
_SUFFIX = r"(?:[ ]*[(\[][^()\[\]]{1,40}[)\]])*"
_TITLE = re.compile(rf"[^。;:!?]{{1,140}}?({_KIND}){_SUFFIX}[ ]*\Z")
_KIND_AT_END = re.compile(rf"({_KIND}){_SUFFIX}[ ]*\Z")
_NO_TITLE = re.compile(
    r"\[[\u4e00-\u9fff ]{2,12}\]"
    rf"|[第(\[]?[ ]?[{TENS}\d]+(?:[编章节条款项]|[ ]?[、.)\]])|例[ ]?\d|[×ⅹ]{{3}}|\d{{1,2}}[ ]+[\u4e00-\u9fff]"
    r"|附[件表录]?[:\d一二三四]|《[^》]*》[、,]?\Z|[“”]"
    rf"|目[ ]*[录次]\Z|(?=[\d一二]){DATE}|@tab\b"
)
"""How a line begins that is no title: with a number, a mark, the day of a step of the history, a site's tab."""
_CAPTION = re.compile(
    r"[表图]\s?\d|.{0,30}§|[a-z]\)|\d+(?:[. ]+\d+)+\s|[^,]*(?:之一)?的,|处罚依据|违法行为\s"
    r"|(?:除|按照?|依照|根据|违反)[^《]{0,12}规定\Z|《[^》]*》第"
)
"""What heads a table or a part, or goes on with a sentence: 表 3 测定标准, §7.1 裁量标准, …的，由…, 《某法》第八条…"""
_DOES = "规范|标准|规定|安排|计划|规划|决定|通知"
"""Kinds that are what somebody does, too."""
_UNTRUE = re.compile(rf"(?:不|应当|(?<![供响反适对相效])应|须|[作做]了[^的]{{0,4}})(?:{_DOES})\Z|是指|系指|[(\[]见附")
"""What is a sentence whose last word is no kind or no name: 标签不规范, 作了系统安排, …是指…的法律、法规、办法."""
_MATTER = re.compile("关于|印发|转发|批转|就|对|修[改正订]|批准|[颁公发]布")
_OF_A_MATTER = re.compile(rf"的(?:解释|标准|规范){_SUFFIX}[ ]*\Z")
_OPENING = pattern(
    rf"[^。;!?\n]{{2,120}}?({_KIND})(?:\((?:(?:试行|暂行|修正|修订)[^()]*|[{TENS}]{{1,3}})\))?(?![》”]?的)"
    rf"(?=[ ]*(?:\Z|\n|\d{{4}}-|{YEAR}年|发布|发文|颁布|各[省市设县区]|第一"
    r"|目[ ]*[录次]|为|根据|一、|\(|[\u4e00-\u9fff]{1,8}\[\d{4}\]|[\u4e00-\u9fff]{2,20}(?:公告|令)\d{4}年第))"
)
DRAFT = re.compile(
    r"[(\[]?(征求意见稿|(?:公开)?征求意见|草案[^)\]]{0,10}|(?:草案)?[二三四]次审议稿|送审稿|讨论稿)[)\]]?\Z"
)
"""A draft's mark under the title; it is a status and no part of the title."""

TRIAL = re.compile(r"[(\[](试行|暂行)[)\]]\Z")
"""A trial mark under the title; it is part of the title."""


def is_title(line: str) -> bool:
    """Tell whether a line (folded, stripped) can be the title of a document, by its form alone."""
    return (
        3 <= len(line) <= LONGEST_TITLE
        and line[-1] in TITLE_ENDS
        and (line.count("》") > line.count("《") or not _NO_TITLE.match(line))  # the end of a name that began above
        and not _CAPTION.match(line)
        and not _UNTRUE.search(line)
        and line.count("(") <= line.count(")")
        and line.count("《") <= line.count("》")
        and bool(_TITLE.match(line))
    )


def lacks_matter(title: str) -> bool:
    """Tell of a whole title (folded) that it is a sentence's end: …病历书写错误的解释 without 关于 or the like.

    Of 3,980 titles 168 end in 的解释, and none lacks it.
    """
    return bool(_OF_A_MATTER.search(title)) and not _MATTER.search(title)


def opening_title(text: str) -> str | None:
    """Return the title that opens a text without line breaks, or None."""
    match = _OPENING.match(text)
    return match[0] if match else None


def kinds_of_class(name: str) -> frozenset[str]:
    """Return the kinds of a class of the table.

    A `rule` is made by a government, a `statute` by a congress, a `treaty` by states; a `notice` makes no rules. An
    `order` heads what its authority puts in force; each kind that `issues` may put other documents in force.
    """
    return frozenset(row["kind"] for row in _TABLE if name in row["classes"].split())


@lru_cache(maxsize=1024)
def kind_of(title: str) -> str | None:
    """Return the kind a title names (办法, 通知, 协定 …), or None; kept, since a page's titles are asked many times."""
    word = _kind_word(title)
    return "办法" if word == "暂行办法" else word


def names_kind(row: Row, title: str) -> bool:
    """Tell whether a title (folded) ends in the kind of one row of the table."""
    return _kind_word(title) == row["kind"]


def _kind_word(title: str) -> str | None:
    match = _KIND_AT_END.search(re.sub(r"\s", "", title).replace("》", ""))
    return match[1] if match else None


def clean_title(title: str) -> str:
    """Return a title as printed, on one line, without book marks around it, footnote marks ([1]) and runs of spaces.

    The label of an annex in front of it and a day in brackets behind it are left off.
    """
    title = re.sub(r"\[\d{1,2}\]", "", title)
    title = _LABELLED_OR_DATED.sub("", title.strip())
    if whole := _WHOLE_NAME.fullmatch(title.strip()):
        title = whole[1]
    broken = [unspaced(line.strip(" \u3000")) for line in title.split("\n") if line.strip()]
    several = [" " if is_issuer(a) and is_issuer(b.removesuffix("令")) else "" for a, b in pairwise(broken)]
    title = "".join(map("".join, zip(broken, [*several, ""], strict=False)))
    return re.sub(r"[\s\u3000]{2,}", " ", title).strip().lstrip("# ").strip()


_LABELLED_OR_DATED = re.compile(
    rf"\A附[件录][{TENS}\d]{{1,3}}[ \u3000:：]+(?=\S{{4}})|[（(](?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日[）)]\Z"
)
"""The label in front of an annexed document's title, and the day behind one: 附件七 某办法, 某通知（2005年8月1日）."""
_WHOLE_NAME = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_SPACED = re.compile(
    r"\A(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff](?![\u4e00-\u9fff])){1,}\Z|"
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff](?![\u4e00-\u9fff])){2,}"
)


def is_house(line: str) -> bool:
    """Tell whether a line names an authority, a university or a centre, as below a document and above its day."""
    return is_issuer(line) or (bool(_HOUSE_LINE.match(line)) and kind_of(line) is None)


def unspaced(line: str) -> str:
    """Return a line without the spaces that a layout puts between single characters: 财　政　部."""
    return _SPACED.sub(lambda match: re.sub(r"[ \u3000]", "", match[0]), line)


_HOUSE_LINE = re.compile(r"[\u4e00-\u9fff]{2,30}(?:大学|中心)\Z")
_ISSUER_LINE = re.compile(
    rf"(?!.*关于|第[ ]?[{TENS}]+[ ]?[编章节条])[\u4e00-\u9fff、 ]{{2,60}}"
    r"(?:府|室|厅|局|部|院|会|银行|总行|分行|署|委|处|党组|司|队|社|台|办|所|校|团)\Z"
)


def is_head_of_state(name: str) -> bool:
    """Tell whether a name is 中华人民共和国主席, who promulgates what others have made, and is no authority by form."""
    return name.endswith("共和国主席")


def is_issuer(line: str) -> bool:
    """Tell whether a line names an authority and nothing else."""
    return bool(_ISSUER_LINE.match(line)) and kind_of(line) is None
