"""A document laid out as in print: its provisions nested as HTML, and the table of contents beside it.

Each provision is an element with its eId as `id` and its first character as `data-c`; its own text comes first,
then what is below it. The text comes out in the order of the source, once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from html import escape

from ...text.fold import fold
from ...text.levels import Level
from ..links import Links
from ..queries.document import Document, Row
from .inline import InlineRenderer
from .marks import inline_renderer
from .tables import table_html

_HEADED = frozenset((Level.ANNEX, Level.PART, Level.CHAPTER))
_NUMBERED = frozenset((Level.ARTICLE, Level.SECTION))
_LAID_OUT_WHEN_SEEN = frozenset((Level.CHAPTER, Level.SECTION))
"""Levels that the browser lays out when they come near the window; it is told of how many letters each is."""
_DEEPEST = 6
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; `depth` counts from 0, `articles` are those below: 第五条至第九条."""

    depth: int
    anchor: str
    text: str
    articles: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The HTML of a document's text and its table of contents."""

    html: str
    contents: tuple[Entry, ...]


def lay_out(document: Document, links: Links) -> Layout:
    """Return `document` as HTML."""
    return _LayoutBuilder(document, inline_renderer(document, links), links).build()


class _LayoutBuilder:
    """Walks the provisions once, in order, holding those that are open."""

    def __init__(self, document: Document, inline: InlineRenderer, links: Links) -> None:
        self._document = document
        self._links = links
        self._inline = inline
        self._out: list[str] = []
        self._open: list[tuple[Row, int, str]] = []  # provision, heading level below it, what closes it
        self._headings: list[Entry] = []
        self._articles: list[Entry] = []
        self._below: defaultdict[str, list[str]] = defaultdict(list)  # anchor to the labels of all articles below
        self._tables = list(document.tables)
        self._cells: defaultdict[str, list[Row]] = defaultdict(list)
        for cell in document.cells:
            self._cells[cell["table_id"]].append(cell)
        self._done = document.start  # everything before is laid out

    def build(self) -> Layout:
        provisions = self._document.provisions
        first = provisions[0]["start_char"] if provisions else self._document.end
        self._title_block(self._document.start, first)
        for row, own_end in zip(provisions, self._document.own_ends(), strict=True):
            self._close(row["parent_id"])
            self._provision(row, own_end)
        self._close(None)
        contents = [self._with_articles(entry) for entry in self._headings] if self._headings else self._articles
        return Layout("".join(self._out), tuple(contents if len(contents) > 1 else ()))

    def _close(self, parent_id: str | None) -> None:
        while self._open and self._open[-1][0]["id"] != parent_id:
            self._out.append(self._open.pop()[2])

    def _title_block(self, start: int, end: int) -> None:
        """Lay out what stands before the first provision: a line each, without the title, which heads the page."""
        title = _letters(self._document.row["title"])
        lines = []
        for begins, ends in self._lines(start, end):
            text = _letters(self._document.words_between(begins, ends))
            if text and text not in title and (html := self._inline.render(begins, ends).strip()):
                lines.append(f"<p>{html}{self._inline.flag_signs(begins, ends)}</p>")
        if lines:
            self._out.append(f'<div class="front">{"".join(lines)}</div>')

    def _provision(self, row: Row, own_end: int) -> None:
        level = row["level"]
        depth = self._open[-1][1] if self._open else 2
        anchor = row["id"].partition("#")[2]
        long = f' style="--letters:{row["end_char"] - row["start_char"]}"' if level in _LAID_OUT_WHEN_SEEN else ""
        self._out.append(f'<div class="p {level}" id="{escape(anchor)}" data-c="{row["start_char"]}"{long}>')
        label_end = self._label_end(row, own_end)
        if row["start_char"] < self._done:  # within a table that is laid out already
            self._blocks(row["start_char"], own_end)
            self._open.append((row, depth, "</div>"))
        elif level in _HEADED or (row["heading"] and level not in _NUMBERED):
            self._headed(row, own_end, depth)
            self._open.append((row, min(depth + 1, _DEEPEST), "</div>"))
        elif level in _NUMBERED and label_end > row["start_char"]:
            self._numbered(row, label_end, own_end, depth)
            self._open.append((row, min(depth + 1, _DEEPEST), "</div></div>"))
        else:
            self._paragraph(row, label_end, own_end)
            self._open.append((row, depth, "</div>"))

    def _label_end(self, row: Row, own_end: int) -> int:
        """Return where the printed number of a provision ends; its start where it is not found."""
        start: int = row["start_char"]
        label = row["label"].strip()
        at = self._document.text_between(start, own_end).find(label) if label else -1
        return start + at + len(label) if 0 <= at <= len(label) else start

    def _headed(self, row: Row, own_end: int, depth: int) -> None:
        """Lay out a heading of its own line, what follows it on other lines as paragraphs."""
        lines = [
            line for line in self._lines(row["start_char"], own_end) if self._document.words_between(*line).strip()
        ]
        begins, ends = lines[0] if lines else (row["start_char"], own_end)
        table = self._tables[0]["start_char"] if self._tables else own_end
        if ends - begins > _LONGEST_HEADING or table < ends:  # a sentence on the line of its number
            self._out.append(f'<h{depth} class="hidden">{escape(row["citation"])}</h{depth}>')
            self._blocks(row["start_char"], own_end)
        else:
            html = self._inline.render(begins, ends) + self._inline.flag_signs(begins, ends)
            self._out.append(f'<h{depth} class="heading">{html}{self._pin(row)}</h{depth}>')
            self._blocks(ends, own_end, lines=True)
            text = " ".join(self._document.words_between(begins, ends).split())
            self._headings.append(Entry(depth - 2, row["id"].partition("#")[2], text))

    def _numbered(self, row: Row, label_end: int, own_end: int, depth: int) -> None:
        """Lay out an article: its number hangs beside its text."""
        self._done = label_end
        label = "".join(row["label"].split())
        signs = self._inline.flag_signs(row["start_char"], label_end)
        self._out.append(
            f'<div class="no"><h{depth}>{escape(label)}</h{depth}>{signs}{self._pin(row)}{self._cited_by(row)}</div>'
            '<div class="body">'
        )
        self._blocks(label_end, own_end, "p" if not row["heading"] else 'p class="title"')
        self._articles.append(Entry(0, row["id"].partition("#")[2], label))
        for above, *_ in self._open:
            self._below[above["id"].partition("#")[2]].append(label)

    def _with_articles(self, entry: Entry) -> Entry:
        """Return an entry with the first and the last of the articles below it."""
        labels = self._below[entry.anchor]
        return replace(entry, articles="至".join(dict.fromkeys((labels[0], labels[-1])))) if labels else entry

    def _paragraph(self, row: Row, label_end: int, own_end: int) -> None:
        """Lay out a paragraph or an item; its number hangs."""
        start = row["start_char"]
        label = ""
        if label_end > start:
            label = f'<span class="label">{self._inline.render(start, label_end)}</span>'
            label += self._inline.flag_signs(start, label_end)
        self._done = max(self._done, label_end)
        before = len(self._out)
        self._blocks(label_end, own_end)
        pin = self._pin(row)
        if len(self._out) > before and self._out[before].startswith("<p>"):
            text = self._out[before].removeprefix("<p>").removesuffix("</p>")
            self._out[before] = f"<p>{label}{text}{pin}</p>"
        elif label:
            self._out.insert(before, f"<p>{label}{pin}</p>")

    def _pin(self, row: Row) -> str:
        """Return the link that gives a provision's citation, unless the provision above has the same one.

        What it leads to has the way to report what is wrong; `select.js` offers that beside it under the pointer.
        """
        if self._open and self._open[-1][0]["citation"] == row["citation"]:
            return ""
        anchor = escape(row["id"].partition("#")[2])
        label = escape(row["citation"])
        return f'<a class="pin" href="?cite={anchor}#{anchor}" aria-label="引用{label}"></a>'

    def _cited_by(self, row: Row) -> str:
        """Return the link to what cites an article, with how many other documents do; "" where none does."""
        eid = row["id"].partition("#")[2]
        documents = self._document.cited_by_article.get(eid)
        if not documents:
            return ""
        href = escape(f"{self._links.relations(self._document.row['id'], eid)}#citing")
        label = f"{escape(row['citation'])}被引 {documents} 次"
        return f'<a class="cited-by" href="{href}" aria-label="{label}">被引 {documents}</a>'

    def _blocks(self, start: int, end: int, tag: str = "p", lines: bool = False) -> None:
        """Lay out a run as paragraphs, one a blank line or with `lines` one a line, and the tables that begin in it."""
        start = max(start, self._done)
        while self._tables and self._tables[0]["start_char"] < end:
            table = self._tables.pop(0)
            self._paragraphs(start, table["start_char"], tag, lines)
            self._out.append(table_html(table, self._cells[table["id"]], self._inline))
            start = max(start, table["end_char"])
        self._paragraphs(start, end, tag, lines)
        self._done = max(self._done, start, end)

    def _paragraphs(self, start: int, end: int, tag: str, lines: bool) -> None:
        if start >= end:
            return
        for begins, ends in self._lines(start, end) if lines else self._blank_line_parts(start, end):
            if html := self._inline.render(begins, ends).strip():
                self._out.append(f"<{tag}>{html}{self._inline.flag_signs(begins, ends)}</{tag.split()[0]}>")

    def _blank_line_parts(self, start: int, end: int) -> list[tuple[int, int]]:
        out, at = [], start
        for part in self._document.text_between(start, end).split("\n\n"):
            if part:
                out.append((at, at + len(part)))
            at += len(part) + 2
        return out

    def _lines(self, start: int, end: int) -> list[tuple[int, int]]:
        out, at = [], start
        for line in self._document.text_between(start, end).splitlines(keepends=True):
            out.append((at, at + len(line)))
            at += len(line)
        return out


def _letters(text: str) -> str:
    """Return the letters and digits of a text, to tell whether two lines say the same."""
    return "".join(c for c in fold(text) if c.isalnum())
