"""HTML to text, as a reader sees it: block elements become lines, the rows of tables lines with tabs between cells.

The first line is the page's title, which a browser shows above it: the only one that some pages have. Where the page
itself begins with it, it comes once.

Guarantee: nothing is added but line breaks and tabs, and nothing dropped but markup, what is not shown (scripts,
statements of a server, styles, menus of forms), and the white space that a browser does not show either. A row of a
table has a cell for each column (`html_rows.py`), so that what stands below what can be read off its tabs.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from .html_rows import Row, rows_of

_HIDDEN = frozenset({"head", "script", "style", "noscript", "template", "select", "svg", "iframe", "object"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Only what HTML calls white space: the ideographic space of an indent and the no-break space are characters.
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EDGES = " \t\r\n\f"
_BLANK = _EDGES + "\xa0\u3000"
# A line break in the markup between two wide characters shows as nothing, elsewhere as a space (CSS Text 3, 4.1.2).
_WIDE = r"[\u3000-\u9fff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n\f]*(?={_WIDE})")
# A cell with more lines than this holds no table entry but the page: old sites lay pages out with tables.
_CELL_LINES = 12


# What a program writes the page by, between <% and %>: a directive or a statement that was never run.
_STATEMENT = re.compile(r"<%.{0,4000}?%>", re.DOTALL)


def html_text(markup: str) -> str:
    """Return the text of an HTML page, lines parted by single line feeds, ending in one unless it is empty."""
    soup = BeautifulSoup(_STATEMENT.sub("", markup), "lxml")
    title = _shown(soup.title.get_text()) if soup.title else ""
    lines = [line for line in _lines(soup) if line.strip(_BLANK)]
    if title.strip(_BLANK) and (not lines or lines[0].strip(_BLANK) != title.strip(_BLANK)):
        lines.insert(0, title)
    return "".join(f"{line}\n" for line in lines)


class _Lines(list[str]):
    """Lines in the making: text is added to the open one until something closes it."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def add(self, text: str) -> None:
        self._open.append(text)

    def close(self) -> None:
        if self._open:
            self.append(_shown("".join(self._open)))
            self._open.clear()


def _lines(root: Tag) -> list[str]:
    """Return the shown lines below `root`, blank ones included. Walks without recursion: pages nest 1,000 deep."""
    lines = _Lines()
    rows: dict[int, Row] = {}
    # What is still to be told, last first; None closes a block, and a `<pre>` itself says once more where it ends.
    stack: list[PageElement | None] = [None, *reversed(root.contents)]
    preformatted = [element for element in (root, *root.parents) if element.name == "pre"]
    while stack:
        element = stack.pop()
        if element is None:
            lines.close()
        elif preformatted and element is preformatted[-1]:
            preformatted.pop()
        elif isinstance(element, Tag):
            if _is_hidden(element):
                continue
            if element.name == "br" or element.name in _BLOCKS:
                lines.close()
                stack.append(None)
            if element.name == "pre":
                preformatted.append(element)
                stack.append(element)
            if element.name == "table":
                rows |= rows_of(element)
            if element.name == "tr" and (row := _row(element, rows.get(id(element), []))) is not None:
                lines.append(row)
            else:
                stack.extend(reversed(element.contents))
        elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
            _add_text(element, lines, bool(preformatted))
    return lines


def _is_hidden(element: Tag) -> bool:
    return element.name in _HIDDEN or bool(_INVISIBLE.search(str(element.get("style") or "")))


def _add_text(element: NavigableString, lines: _Lines, is_preformatted: bool) -> None:
    """Add text as it is shown: in a `<pre>` line by line, elsewhere without regard to line breaks."""
    if not is_preformatted:
        lines.add(str(element))
        return
    for part in str(element).splitlines(keepends=True):
        lines.add(part)
        if part.endswith("\n"):
            lines.close()


def _row(element: Tag, row: Row) -> str | None:
    """Return a table row as one line, its cells parted by tabs; None if it is no row of several columns.

    A column that a cell of another column or row covers is an empty cell. A table that holds tables or cells of many
    lines only lays out the page.
    """
    if len(row) < 2 or _holds_table(element):
        return None
    most = _CELL_LINES if sum(cell is not None for cell in row) > 1 else 1
    texts = []
    for cell in row:
        lines = [line for line in (line.strip(_EDGES) for line in _lines(cell)) if line] if cell is not None else []
        if len(lines) > most:
            return None
        texts.append(" ".join(lines))
    return "\t".join(texts)


def _holds_table(row: Tag) -> bool:
    """Tell whether a table stands in a row; walks no further than to the first."""
    stack = [*reversed(row.contents)]
    while stack:
        element = stack.pop()
        if isinstance(element, Tag):
            if element.name == "table":
                return True
            stack.extend(reversed(element.contents))
    return False


def _shown(text: str) -> str:
    return _SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", text)).strip(_EDGES)
