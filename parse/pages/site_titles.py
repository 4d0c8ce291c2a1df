"""Titles on lines that hold more: a site's name behind it, 全文, a label or a number in front, its history behind.

某市停车条例_某某网        法规名称：某市停车条例        某市停车条例（2020年1月3日某市人民政府令第5号公布）
"""

from __future__ import annotations

import re

from ...text.dates import DATE
from ...text.doc_numbers import DOCUMENT_NUMBER, SERIAL
from ...text.patterns import pattern
from ...text.source import Span
from ..metadata.header_labels import label_of, title_in_cells
from .titles import LONGEST_TITLE, is_title

_SITE = re.compile(r"[ ]*(?:_|\||»|-{2,}|[ ]-|-(?=[\u4e00-\u9fff]{2,})|<)")
"""What a site sets between the title and its own name or the name of a column."""
_SITE_NAME = re.compile(r"(?:网站?|门户|平台|在线|公众号|客户端|数据库|图书馆|文库|[政区]府|[局厅委部院])\Z")
"""How the name of a site ends."""
_WORDS = re.compile(r"[ ]*(?:[(\[][^()\[\]]*(?:全文|英文版?|最新|现行有效)[^()\[\]]*[)\]]|全文|最新版|附英文版?)\Z")
"""What a site promises behind a title."""
_REPOSTED = re.compile(r"[(\[](?:转载|转发|转)[)\]][ ]*(?=\S)")
"""What a site says in front of a title that it took from another."""
_QUOTED = pattern(rf"(?:{DOCUMENT_NUMBER})?[ ]*《(.+)》\Z")
_ADDED = re.compile(r"[_|»<\-]|全文|英文|最新|现行有效|号")
"""What every line has in it that a site, or a number, has been added to."""
_LONGEST_LINE = 600
"""Characters of a line with a title and its whole history."""
_SHORTEST = 6
"""Characters of a title that a number follows on its line."""
_NUMBER_BEHIND = pattern(rf"([\u4e00-\u9fff]{{1,8}}){SERIAL}\Z")
_HISTORY = pattern(
    rf"[ ]*\((?=[^\n]*?(?:{DATE}|令[^\n]{{0,8}}号))[^\n]*(?:号|通过|公布|发布|颁布|批准|修订|修正|修改|施行)[^\n]*\)\Z"
)
_WITH_NUMBER = pattern(rf"[ ]*[(\[](?:{DOCUMENT_NUMBER})[)\]]\Z")
"""The number that a site sets in brackets behind the title: 关于…的通知（某发〔2025〕57号）."""
_WITH_NUMBER_ABOVE = pattern(rf"(?:{DOCUMENT_NUMBER})[ ]*(?=[\u4e00-\u9fff])")
"""The number of a notice that is glued to its title: 某发〔2025〕57号某市人民政府关于…的意见."""
_NOTICE_END = pattern(r"的(?:通知|公告|通告|决定|批复|复函|函|(?:若干|指导|实施)?意见)(?=[\u4e00-\u9fff])")
_NOTICE = re.compile(r"关于|印发|转发|批转")
_ADDRESSEE = pattern(
    r"(?:各|[\u4e00-\u9fff、]{2,16}?(?:[行局委府厅部院会省市区县署所]|公司|单位|中心|学校))[^。\n]*:\Z"
)
_REST = re.compile(r"(?:_|\||»|-|<|\(|全文|最新版|附英文|》)[^。\n]*")


def title_in(folded: str, line: Span, top: bool) -> Span:
    """Return the span of the title in a line that is one with a site's words or a history; else the line itself.

    `top` tells of the first lines of a page, where a site prints its own name, or a number, with the title.
    """
    if line.end - line.start > _LONGEST_LINE:
        return line
    words = line.of(folded)
    at = line.start + len(words) - len(words.lstrip("# "))
    words = words.lstrip("# ")
    if reposted := _REPOSTED.match(words):
        return Span(at + reposted.end(), line.end)
    labelled = label_of(words) if ":" in words[:12] or words[:1] == "[" else None
    if labelled and labelled[0] == "title" and is_title(labelled[1]):
        start = folded.index(labelled[1], at)
        return Span(start, start + len(labelled[1]))
    if (named := title_in_cells(words)) and is_title(named):
        start = folded.index(named, at)
        return Span(start, start + len(named))
    if words.endswith(")") and (history := _HISTORY.search(words)) and is_title(words[: history.start()]):
        return Span(at, at + history.start())
    if words.endswith(")") and (number := _WITH_NUMBER.search(words)) and is_title(words[: number.start()]):
        return Span(at, at + number.start())
    number = _WITH_NUMBER_ABOVE.match(words)
    if number and _NOTICE.search(words) and is_title(words[number.end() :]):
        return Span(at + number.end(), line.end)
    if not top or len(words) > 2 * LONGEST_TITLE or not _ADDED.search(words):
        return line
    found = _without_site(words)
    if found is None or found == words:
        return line
    start = at + words.index(found)
    return Span(start, start + len(found))


def addressed_title(words: str) -> str | None:
    """Return the title of a notice in words (folded) whose addressee is glued to it, or None: …的通知各区人民政府：."""
    if not words.endswith(":"):
        return None
    for end in _NOTICE_END.finditer(words, 0, LONGEST_TITLE):
        title = words[: end.end()]
        if title.count("《") == title.count("》") and _NOTICE.search(title) and _ADDRESSEE.match(words, end.end()):
            return title
    return None


def goes_on(folded: str, title_end: int) -> bool:
    """Tell whether the text goes on in the title's line, behind it; a site's name is no text."""
    line_end = folded.find("\n", title_end)
    words = folded[title_end : line_end if line_end >= 0 else len(folded)]
    return bool(words[:1].strip()) and not (_SITE.match(words) and _SITE_NAME.search(words.rstrip()))


def name_of_page(folded: str, line: Span) -> Span:
    """Return the name of a page in its first line, without the name of the site that stands behind it."""
    words = line.of(folded)
    for match in _SITE.finditer(words):
        if match.start() >= _SHORTEST and _SITE_NAME.search(words) and not _SITE_NAME.search(words[: match.start()]):
            return Span(line.start, line.start + len(words[: match.start()].rstrip()))
    return line


def rest_of_line(words: str) -> bool:
    """Tell whether words (folded, stripped) behind a title, on its line, are a site's."""
    return len(words) <= LONGEST_TITLE and bool(_REST.fullmatch(words))


def _without_site(words: str) -> str | None:
    """Return the title in words that a site has added to, or None."""
    marks = list(_SITE.finditer(words))
    behind = [words[match.end() :] for match in marks if _SITE_NAME.search(words[: match.start()])]
    cuts = [words, *(words[: match.start()] for match in marks), *behind]
    for piece in sorted(cuts, key=len):
        bare = _WORDS.sub("", piece.strip())
        quoted = _QUOTED.match(bare)
        if quoted and (bare != piece.strip() or piece is not words or bare[0] != "《"):
            bare = quoted[1]
        if number := _NUMBER_BEHIND.search(bare):
            ends = range(max(_SHORTEST, number.start() + 1), number.end(1))
            bare = next((bare[:end] for end in ends if is_title(bare[:end])), bare)
        if is_title(bare):
            return bare
    return None
