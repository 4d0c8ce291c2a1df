"""What a generator of sites has in a page beside Markdown: the block of its data on top, containers, tabs, attributes.

---                     ::: tip 修订信息        ## 第一章 总则{align="center"}
title: 某市停车条例     @tab 章节
---                     :::
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import pattern
from ..source import Span

_FRONT = re.compile(r"\ufeff?(?:---|\+\+\+)[ \t]*\r?\n(?=(?:[#\r\n][^\n]*\n)*[\w-]{1,40}[ \t]*[:=])")
_FRONT_END = re.compile(r"^(?:---|\+\+\+|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M)
_LONGEST_FRONT = 20_000
_TITLE = re.compile(r"""^title[ \t]*[:=][ \t]*(["']?)(?P<title>[^"'\n]{6,160}?)\1[ \t]*\r?$""", re.M)
"""A shorter one names a column of the site: title: 地方标准."""
_CHINESE = pattern(r"[\u4e00-\u9fff]")
_HEADED = re.compile(r"^[ ]{0,3}#[ \t\u3000]*[^#\s]", re.M)
_CONTAINER_END = re.compile(r"^:{3,}[ \t]*\r?$", re.M)
_CONTAINER = re.compile(r"^(?::{3,}|@tab\b|\[\[toc\]\])[^\n]*$", re.M | re.IGNORECASE)
_ATTRIBUTES = re.compile(
    r"""(?<![)\]\s])[ \t]*\{(?:[ ]*(?:[#.][\w-]+|[a-z][\w-]*=(?:"[^"{}\n]*"|[\w-]+)))+[ ]*\}(?=[ \t\r]*$)""", re.M
)
"""Those of a line; those of a link tell that a list of files may stand here."""


def added(text: str) -> Iterator[Span]:
    """Yield what a generator of sites reads and no reader sees."""
    yield from _front(text)
    if ":::" in text and _CONTAINER_END.search(text):
        yield from (Span(*match.span()) for match in _CONTAINER.finditer(text))
    if "{" in text:
        yield from (Span(*match.span()) for match in _ATTRIBUTES.finditer(text))


def _front(text: str) -> Iterator[Span]:
    """Yield the block of data at the very top, without its title where the text below is headed by none."""
    opening = _FRONT.match(text)
    closing = opening and _FRONT_END.search(text, opening.end(), opening.end() + _LONGEST_FRONT)
    if not closing:
        return
    title = _TITLE.search(text, 0, closing.start())
    if title and _CHINESE.search(title["title"]) and not _HEADED.search(text, closing.end()):
        yield Span(0, title.start("title"))
        yield Span(title.end("title"), closing.start() + len(closing[0].rstrip()))
    else:
        yield Span(0, closing.end())
