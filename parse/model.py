"""What parsing gives: a page's regulations, each a tree of provisions over the source's characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..text.levels import SIGNATURE, Level
from ..text.reading import Edit
from ..text.source import Flag, Source, Span
from ..text.view import Mask

Path = tuple[int, ...]
"""Where a provision stands in its tree: child indices from the root; () is the root itself."""


class Provision(NamedTuple):
    """One provision and those below it.

    A named tuple: a page has hundreds, and making a frozen dataclass takes three times as long.
    `span` runs from the first character of the label to the start of the next sibling (or the end of the
    parent), so that siblings leave no gap. `body` is the provision's own text: from behind label and
    heading to its first child, or to its end. `number` is text: `"12"`, `"12之1"`, `"2.04"`, `"a"`.
    """

    level: Level
    number: str | None
    label: str
    heading: str | None
    span: Span
    body: Span
    children: tuple[Provision, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Compare everything but spans, as all records here do."""
        return isinstance(other, Provision) and self._compared() == other._compared()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[object, ...]:
        return (*self[:4], self.children)

    @property
    def is_signature(self) -> bool:
        """Whether it is the block at the end with who signed and when, which is a 款 without a number."""
        return self.level is Level.PARA and self.number is None and self.heading == SIGNATURE

    @property
    def own(self) -> Span:
        """The characters that belong to this provision and to none below it: label, heading and body."""
        return Span(self.span.start, self.children[0].span.start if self.children else self.span.end)

    def path_at(self, start: int, end: int | None = None) -> Path:
        """Return where the smallest provision stands that holds a character, or all characters from `start` to `end`.

        The path counts from this provision; () is this provision itself, as for what stands above its first child.
        """
        path: list[int] = []
        below = self.children
        while below and (index := bisect_right(below, start, key=_start) - 1) >= 0:
            if end is not None and end > below[index].span.end:
                break
            path.append(index)
            below = below[index].children
        return tuple(path)

    def at(self, path: Path) -> Provision:
        """Return the provision at a path from this one."""
        node = self
        for index in path:
            node = node.children[index]
        return node

    def walk(self, above: tuple[Provision, ...] = ()) -> Iterator[tuple[Provision, tuple[Provision, ...]]]:
        """Yield this provision and all below it in order, each with those above it, outermost first."""
        waiting: list[tuple[Provision, tuple[Provision, ...]]] = [(self, above)]
        while waiting:
            node, line = waiting.pop()
            yield node, line
            if node.children:
                line = (*line, node)
                waiting.extend((child, line) for child in reversed(node.children))

    def all(self) -> list[Provision]:
        """Return this provision and all below it in order; a quarter of the cost of `walk`."""
        found = [self]
        for child in self.children:
            if child.children:
                found += child.all()
            else:
                found.append(child)
        return found

    def inner(self) -> list[Provision]:
        """Return those of `all` that have others below them."""
        found = [self] if self.children else []
        for child in self.children:
            if child.children:
                found += child.inner()
        return found


def _start(provision: Provision) -> int:
    return provision.span.start


class Label(NamedTuple):
    """What a row or a column of a table is called, without line breaks, and the pieces of cells that it is made of."""

    text: str
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `header` joins the labels of its row and column, `row` 0 are the rows of the header.

    `labels` are those of the row, `heads` those above the column, the outermost first.
    """

    row: int
    column: int
    header: str | None
    text: str
    span: Span = field(compare=False)
    labels: tuple[Label, ...] = field(default=(), compare=False, repr=False)
    heads: tuple[Label, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table rebuilt from text, with its cells row by row.

    `title_span` is where the title is printed, white space included that `title` leaves out.
    """

    title: str | None
    cells: tuple[Cell, ...]
    span: Span = field(compare=False)
    title_span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another provision or document; `relation` is 依据, 参照, 修改, 废止 or 引用.

    `cited_title` is what a short name stands for, None where the document cites itself; `cited_provision` is written
    in full (第八条第一款第（三）项), also where the text has 前款. `path` is where the document itself has what is
    cited: child indices from the root, () for the document as a whole, None where it is elsewhere or not found.
    """

    text: str
    relation: str
    cited_title: str | None
    cited_number: str | None
    cited_provision: str | None
    span: Span = field(compare=False)
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A term the regulation defines, and the words that define it."""

    term: str
    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One step in a document's history, from its title block: who did what to it and when.

    `date` is ISO 8601, `action` one of 通过, 批准, 公布, 修正, 修订, 施行, 废止. `body` is the authority without its
    term and session (淄博市人民代表大会常务委员会), None where the text names none.
    """

    date: str
    body: str | None
    action: str
    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Regulation:
    """One document of a page: a regulation, or the notice that issues others.

    Dates are ISO 8601: `adopted` (通过), `approved` (批准), `promulgated` (公布), `effective`, `expires`, `text_as_of`,
    the last change that the text includes; `effective` may be `on promulgation`, `on adoption` or `on approval`.
    `status` is 试行, 暂行, 征求意见稿 or None.
    `issued_by` is the ordinal of the notice on the same page that issues it. `root.span` equals `span`. `authority` is
    its level among sources of law (法律, 行政法规, 地方性法规 …, see `authority.AUTHORITIES`), None where the text does
    not tell. `title_span` is where the title is printed, with line breaks and footnote marks that `title` leaves out.
    `masks` is the markup of the whole source, which nothing was read from.
    """

    source_id: str
    ordinal: int
    title: str
    kind: str | None
    issuer: str | None
    doc_number: str | None
    region: str | None
    adopted: str | None
    approved: str | None
    promulgated: str | None
    effective: str | None
    expires: str | None
    text_as_of: str | None
    status: str | None
    issued_by: int | None
    span: Span = field(compare=False)
    root: Provision
    citations: tuple[Citation, ...] = ()
    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...] = ()
    history: tuple[Event, ...] = ()
    authority: str | None = None
    title_span: Span | None = field(default=None, compare=False)
    masks: tuple[Mask, ...] = field(default=(), compare=False, repr=False)

    @property
    def version(self) -> str | None:
        """The day that this version is known by: of its text's last change, else of promulgation, else of adoption."""
        return self.text_as_of or self.promulgated or self.adopted or self.approved


class Boilerplate(NamedTuple):
    """A stretch of a page that no string is to hold.

    `kind` is `site` for what stands between documents; within them `furniture` is what a layout put there (page
    numbers, running heads); `markup` is what only dresses the text (`**`, `##`, the address of a link).
    """

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed source: its regulations in order and, between them, site boilerplate.

    Regulations and boilerplate of the kind `site` together tile the source: no gap, no overlap. Furniture
    and markup may lie anywhere. `edits` are what markup stands for (&nbsp;) and strings have in its place.
    """

    source: Source
    regulations: tuple[Regulation, ...]
    boilerplate: tuple[Boilerplate, ...]
    flags: tuple[Flag, ...] = ()
    edits: tuple[Edit, ...] = ()
