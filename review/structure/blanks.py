"""Blanks that somebody should have filled in: ××××, ____, 〔2010〕　号, 年　月　日.

Forms in an annex are full of them, and rightly; in a provision or above the text they are what was left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...extract.page import Processed
from ...parse.model import Regulation
from ...text.levels import Level
from ...text.numerals import NUMERAL_CHARACTERS
from ...text.source import Flag, Span
from ..places import tables_of
from ..seen import seen

_OPEN, _UNSURE, _NAME, _FORM = 0.7, 0.6, 0.4, 0.2
"""A blank in the text; one of crosses; one that may stand for any name (××区); one in a form, or below the text."""
_FEW = 2
"""Crosses that stand for a name."""
_TIME = re.compile(r"[年月日号元]")
_SIGNED = re.compile(r"[签盖]章|签[名字]|\(章\)|法定代表人|负责人|经办|填表|此致|\|")
"""What stands in the line of a form."""

_SOMETHING = r"(?=[省市县区号年月日元万局])"
_YEARS = "第几某当本次每同整周自今明去前近数逐历全多两半跨往翌隔百千万"
"""What makes a year of 年 without a number: 每年."""
_BLANK = re.compile(
    r"[×✕╳xX*□■_年\[第](?:(?P<sign>(?<=[×✕╳])[×✕╳]+|(?<=[xX])(?<![xX]{{2}})[xX]++"
    rf"{_SOMETHING}|(?<=\*)(?<!\*\*)\*++{_SOMETHING}|(?<=[□■])[□■]+)"
    rf"|(?<=_)_+|(?<=年)(?<![\d{NUMERAL_CHARACTERS}{_YEARS}]年)[ ]{{1,8}}月[ ]{{1,8}}日"
    r"|(?<=\[)[ ]?(?:\d{4}|[ ]{1,8})?[ ]?\][ ]{0,8}(?:第[ ]{0,8})?号|(?<=第)(?<![一-龥]第)[ ]{2,8}号)"
)
_QUOTED = 20
"""Characters before a sign among which a quotation opens: of a name as it shall be, “××人民法院”, that is the form."""


def check_blanks(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each line of a document in which something is left blank."""
    text, folded = processed.page.source.text, seen(processed)
    for regulation in processed.page.regulations:
        line_end, tables = -1, tables_of(regulation)
        for match in _BLANK.finditer(folded, *regulation.span):
            if match.start() < line_end:  # the first blank of a line stands for all
                continue
            line_end = folded.find("\n", match.end())
            if line_end < 0:
                line_end = len(folded)
            where = Span(*match.span())
            reason = f"“{' '.join(where.of(text).split()) or '　'}”处留有空白，应补上内容"
            yield Flag(
                "blank", reason, where, score=_FORM if tables.hold(match.start()) else _score(regulation, folded, match)
            )


def _score(regulation: Regulation, folded: str, match: re.Match[str]) -> float:
    path = regulation.root.path_at(match.start())
    top = regulation.root.children[path[0]] if path else None
    if top is not None and top.level is Level.ANNEX:
        return _FORM
    nodes = [regulation.root.at(path[: depth + 1]) for depth in range(len(path))]
    in_article = any(node.level is Level.ARTICLE for node in nodes)
    if match["sign"]:
        before = folded[max(regulation.span.start, match.start() - _QUOTED) : match.start()]
        if before.rfind("“") > before.rfind("”"):
            return _FORM
        if match.end() - match.start() <= _FEW and not _TIME.match(folded, match.end()):
            return _NAME
        return _UNSURE if in_article or not path else _FORM
    line = folded[folded.rfind("\n", 0, match.start()) + 1 : folded.find("\n", match.end())]
    if _SIGNED.search(line):
        return _FORM
    return _OPEN if in_article or not path else _FORM
