"""Furniture: lines that a website or a page layout put there and no legislator.

The rules are the rows of `furniture.tsv`: whose the line is (`kind`: `site` a website's, `button` a link of a word or
two, `page` a printed page's, `tail` what a site prints below a text and is none above it, `self` what it says there of
itself, also in a sentence), how the pattern is
anchored (it `begins` the line, is the whole `line`, or stands `anywhere` in it), and the pattern, for folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from .patterns import pattern
from .rule_tables import Row, read_table
from .source import Span

FILE_NAME = r".{2,120}\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|txt|jpe?g|png)"
"""A line that ends in the name of a file, which a site offers below a text."""

_ANCHORED = {"begins": "(?:{})", "anywhere": ".*(?:{})", "line": r"(?:{})\Z"}
_LONGEST = 120
"""Characters of a line that may be furniture."""
_SENTENCE = re.compile(r".*(?:[。;,]|的\Z|应当|应由|必须|不得|可以)")
"""What is a sentence is no button: 打印件应当加盖印章。"""
_NUMBER_LINE = re.compile(
    r"^[ \t\u3000\xa0]*(?:(?P<dash>[-—–－·])[ ]*)?(?P<number>\d{1,3})(?:[ ]*[-—–－·])?[ \t\r\u3000\xa0]*$", re.M
)
_NUMBER_ENDS_LINE = re.compile(r"\d(?:[ ]*[-—–－·])?[ \t\r\u3000\xa0]*$", re.M)
"""What such a line has at its end; it is sought first, since few lines end in a digit."""
_SHORTEST_PAGE, _FIRST, _TIMES, _LOST = 200, 3, 3, 4
"""Characters of a page, the highest number of the first, how many times longer than another one may be, and how many
numbers in a row may be lost."""
_ADORNED = re.compile(r"[-*#>|·»☆★◆■►▶\[]+[-*#>|·»☆★◆■►▶\[ \t]*")
"""Marks of lists, headings and buttons in front of a site's words."""


def _pattern(rows: Sequence[Row]) -> re.Pattern[str]:
    """Return what matches a line that one of the rows is for, the rows of an anchor tried together."""
    patterns = {anchor: "|".join(row["pattern"] for row in rows if row["anchor"] == anchor) for anchor in _ANCHORED}
    return pattern("|".join(_ANCHORED[anchor].format(any_of) for anchor, any_of in patterns.items() if any_of))


_KINDS = ("site", "page", "button", "tail", "self")
_CHOICES = {"kind": _KINDS, "anchor": _ANCHORED}
_TABLE = read_table(Path(__file__).with_name("furniture.tsv"), ("kind", "anchor", "pattern"), _CHOICES)
_FURNITURE = _pattern([row for row in _TABLE if row["kind"] in ("site", "page")])
_PAGE_NUMBER = _pattern([row for row in _TABLE if row["kind"] == "page"])
_BUTTON = _pattern([row for row in _TABLE if row["kind"] == "button"])
_TAIL = _pattern([row for row in _TABLE if row["kind"] in ("tail", "self")])
_SELF = _pattern([row for row in _TABLE if row["kind"] == "self"])


def is_furniture(line: str) -> bool:
    """Tell whether a line (folded, stripped) is site or page furniture: 下载地址, 阅读:8672, - 3 -."""
    if len(line) >= _LONGEST:
        return False
    if _FURNITURE.match(line):
        return True
    words = _unadorned(line)
    if _BUTTON.match(words):
        return not _SENTENCE.match(words)
    return words is not line and bool(_FURNITURE.match(words))


def is_page_number(line: str) -> bool:
    """Tell whether a line (folded, stripped) numbers a printed page: - 3 -, 第3页, 3/8."""
    return bool(_PAGE_NUMBER.match(line))


def page_numbers(text: str) -> tuple[Span, ...]:
    """Return the lines of a text that number its printed pages, which a program that converted them has left in it.

    They count on by one, a page of text apart; those without dashes are at least three, on pages about as long. Of
    those between dashes a few may stand inside of lines, or be lost.
    """
    begins = (text.rfind("\n", 0, end.start()) + 1 for end in _NUMBER_ENDS_LINE.finditer(text))
    found = (match for begin in begins if (match := _NUMBER_LINE.match(text, begin)))
    lines = [(int(match["number"]), Span(*match.span()), bool(match["dash"])) for match in found]
    out: list[Span] = []
    for dashed in (True, False):
        run: list[Span] = []
        expected = None
        for number, span, with_dash in lines:
            if with_dash is not dashed or (run and span.start - run[-1].end < _SHORTEST_PAGE):
                continue
            if (expected or 1) <= number <= (expected or _FIRST) + (_LOST if dashed else 0):
                run.append(span)
                expected = number + 1
        if len(run) >= (2 if dashed else 3) and (dashed or _are_alike(run)):
            out += run
    return tuple(sorted(out))


def _are_alike(run: Sequence[Span]) -> bool:
    """Tell whether what stands between lines is about as long everywhere."""
    pages = [after.start - before.end for before, after in pairwise(run)]
    return max(pages) <= _TIMES * min(pages)


def is_site_tail(line: str) -> bool:
    """Tell whether a line (folded, stripped) below the text of a document is its site's: share buttons, payment."""
    return is_furniture(line) or bool(_TAIL.match(_unadorned(line)))


def speaks_of_site(line: str) -> bool:
    """Tell whether a line (folded, stripped) below the text of a document speaks of the site that it stands on."""
    return bool(_SELF.match(_unadorned(line)))


def is_furniture_by(row: Row, line: str) -> bool:
    """Tell whether a line (folded, stripped) is furniture by one row of the table."""
    words = _unadorned(line)
    if row["kind"] in ("tail", "self"):
        return bool(_pattern((row,)).match(words))
    sentence = row["kind"] == "button" and _SENTENCE.match(words)
    return len(line) < _LONGEST and not sentence and any(map(_pattern((row,)).match, (line, words)))


def _unadorned(line: str) -> str:
    """Return a line without the marks of lists, headings and buttons in front of it; the line itself if it has none."""
    adorned = _ADORNED.match(line)
    return line[adorned.end() :] if adorned else line
