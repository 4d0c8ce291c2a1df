"""The words of a Word document as it prints: paragraphs and rows of tables, without what was deleted or is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from .word_numbers import Numbering, W, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_GONE = frozenset(W + name for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "tblPr"))
"""What does not print: what was deleted or moved away, the code of fields, readings above characters, properties."""
_CHARACTERS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_MOST_COLUMNS = 63
"""The columns that a table may have in Word."""
_CELL_LINES = 12
"""A cell with more lines than this holds no table entry but the page."""

Embedded = Callable[[str], list[str]]
"""Gives the lines of an embedded file, by the name of its relation."""


@dataclass(slots=True)
class Styles:
    """What paragraphs take from their styles: the numbering and level, by the style's name."""

    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    default: str = ""


@dataclass(slots=True)
class Body:
    """A document's parts that its paragraphs refer to."""

    numbering: Numbering
    styles: Styles
    embedded: Embedded

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables below an element."""
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag == W + "altChunk":
                yield from self.embedded(str(element.get(_R + "id")))
            elif element.tag == _MC + "AlternateContent":
                yield from self.lines(_chosen(element))
            elif isinstance(element.tag, str) and element.tag not in _GONE:
                yield from self.lines(element)  # w:sdt, w:ins, w:customXml …

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        for box in _boxes(paragraph):
            yield from self.lines(box)
        words = "".join(_words(paragraph))
        if words.strip():
            yield from (self._label(paragraph) + words).split("\n")

    def _label(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle", self.styles.default)
        number, level = self.styles.numbers.get(style, ("", 0))
        own = None if properties is None else properties.find(W + "numPr")
        if own is not None:
            number = value(own, "numId", number)
            level = int(value(own, "ilvl", str(level)))
        return self.numbering.next_label(number, level) if number not in ("", "0") else ""

    def _table(self, table: etree._Element) -> Iterator[str]:
        """Yield a table's rows, cells parted by tabs; a table that only lays out the page gives its paragraphs."""
        rows = [list(self._cells(row)) for row in _children(table, "tr")]
        if any(len(cell) > _CELL_LINES for row in rows for cell in row) or max(map(len, rows), default=0) < 2:
            for row in rows:
                for cell in row:
                    yield from cell
            return
        for row in rows:
            yield "\t".join(" ".join(line.strip() for line in cell) for cell in row)

    def _cells(self, row: etree._Element) -> Iterator[list[str]]:
        """Yield the lines of a row's cells; where a cell of this or an upper row reaches, there is none."""
        yield from ([] for _ in range(_columns(row.find(W + "trPr"), "gridBefore", 0)))
        for cell in _children(row, "tc"):
            properties = cell.find(W + "tcPr")
            merged = None if properties is None else properties.find(W + "vMerge")
            reaches = merged is not None and merged.get(W + "val", "continue") == "continue"
            yield [] if reaches else list(self.lines(cell))
            yield from ([] for _ in range(_columns(properties, "gridSpan", 1) - 1))


def read_styles(root: etree._Element | None, numbering: Numbering) -> Styles:
    """Return what the styles of `styles.xml` say of numbers, each with what it takes from the style it is based on."""
    styles = Styles()
    if root is None:
        return styles
    found = {str(style.get(W + "styleId")): style for style in root.iterfind(W + "style")}
    for name, style in found.items():
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            styles.default = name
        number, level, said_by = _number_of(found, name)
        if number:
            linked = numbering.by_style.get(said_by)
            styles.numbers[name] = linked if linked and level is None else (number, level or 0)
    return styles


def _number_of(styles: dict[str, etree._Element], name: str) -> tuple[str, int | None, str]:
    """Return numbering and level of a style, or of one it is based on, and which of them has the numbering."""
    number, level, said_by = "", None, ""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        properties = styles[name].find(W + "pPr")
        own = None if properties is None else properties.find(W + "numPr")
        if own is not None:
            if not number:
                number, said_by = value(own, "numId"), name
            if level is None and (stated := value(own, "ilvl")):
                level = int(stated)
        name = value(styles[name], "basedOn")
    return number, level, said_by


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those within content controls and insertions."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _children(element, name)


def _columns(properties: etree._Element | None, name: str, default: int) -> int:
    """Return how many columns a property of a row or cell names, no more than a table may have."""
    return min(int(value(properties, name, str(default))), _MOST_COLUMNS)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Return which of the alternatives for newer and older programs to read: they say the same."""
    choice = alternatives.find(_MC + "Choice")
    return alternatives if choice is None else choice


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes that a paragraph anchors."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == W + "txbxContent":
            yield element
        elif element.tag == _MC + "AlternateContent":
            stack.append(_chosen(element))
        elif isinstance(element.tag, str) and element.tag not in _GONE:
            stack.extend(reversed(element))


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the words that print of a paragraph, its text boxes apart."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _GONE or child.tag == W + "txbxContent":
            continue
        if child.tag == W + "t":
            yield (child.text or "") + "".join(entity.tail or "" for entity in child)
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == _MC + "AlternateContent":
            yield from _words(_chosen(child))
        elif child.tag == W + "r" and _is_hidden(child):
            continue
        else:
            yield from _words(child)


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find(W + "rPr")
    hidden = None if properties is None else properties.find(W + "vanish")
    return hidden is not None and hidden.get(W + "val", "1") not in ("0", "false", "off")
