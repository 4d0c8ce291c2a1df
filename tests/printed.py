"""Printed pages for tests: PDF files whose every character, line and page is where a test puts it.

The characters are those of Adobe's Simplified Chinese collection, which readers of PDF know; the font is not in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
"""Width and height of a page, in points."""
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/DW 1000/W[1[207 270 342 467 462 797 710 239 374]10 95 500 814 939 500]/FontDescriptor<</Type/FontDescriptor"
    "/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
    "/StemV 93>>>>]>>"
)


@dataclass(slots=True)
class Sheet:
    """A page: what is written and drawn on it, counted from its lower left corner as it lies in the file."""

    size: tuple[float, float] = A4
    turned: int = 0
    _content: list[str] = field(default_factory=list)

    def write(self, x: float, y: float, words: str, size: float = 12) -> None:
        """Write words in one line, from a point on."""
        codes = words.encode("utf-16-be").hex()
        self._content.append(f"BT /F {size} Tf {x} {y} Td <{codes}> Tj ET")

    def write_small(self, x: float, y: float, words: str, size: float = 12) -> None:
        """Write words in a font that is set twenty times as large and drawn as much smaller, as some programs do."""
        codes = words.encode("utf-16-be").hex()
        self._content.append(f"BT /F {20 * size} Tf 0.05 0 0 0.05 {x} {y} Tm <{codes}> Tj ET")

    def lie(self, angle: int) -> None:
        """Turn what is written from now on by 90 or 180 degrees against the clock: the page is read on its side."""
        width, height = self.size
        self._content.append({90: f"0 1 -1 0 {width} 0 cm", 180: f"-1 0 0 -1 {width} {height} cm"}[angle])

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self._content.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")

    def fill(self, x: float, top: float, lines: list[str], width: int = 20, size: float = 12) -> float:
        """Write paragraphs from a height on down, each set in by two characters, and return the height below them."""
        y = top
        for paragraph in lines:
            words = "\u3000\u3000" + paragraph
            while words:
                shown = words[:width].lstrip("\u3000")
                self.write(x + size * (len(words[:width]) - len(shown)), y, shown, size)
                words = words[width:]
                y -= size * 1.5
        return y

    def table(self, x: float, top: float, rows: list[list[str]], width: float = 100, height: float = 20) -> float:
        """Draw a ruled table of cells of one size, and return the height below it."""
        columns = len(rows[0])
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                self.write(x + column * width + 4, top - (row + 1) * height + 5, words, 10)
        bottom = top - len(rows) * height
        for row in range(len(rows) + 1):
            self.rule(x, top - row * height, x + columns * width, top - row * height)
        for column in range(columns + 1):
            self.rule(x + column * width, top, x + column * width, bottom)
        return bottom - height

    def content(self) -> str:
        """Return the page's content stream."""
        return "\n".join(self._content)


def any_sheets(data: bytes, words: Sequence[str]) -> list[Sheet]:
    """Return pages with any words and lines at any place: four bytes for each, what it is, where, and how large."""
    sheets = [Sheet()]
    for kind, left, low, size in zip(*(data[at:400:4] for at in range(4)), strict=False):
        x, y = left * 2.5, low * 3.5
        if kind % 16 == 0 and len(sheets) < 4:
            sheets.append(Sheet(turned=90 * (size % 4)))
        elif kind % 16 == 1:
            sheets[-1].lie(180 if size % 2 else 90)
        elif kind % 16 < 6:
            across = 2.5 * size
            sheets[-1].rule(x, y, *((x, y + across) if kind % 2 else (x + across, y)))
        else:
            said = "".join(words[(kind + size + more) % len(words)] for more in range(size % 16))
            sheets[-1].write(x, y, said.strip(), 6 + size // 16)
    return sheets


def pdf(sheets: list[Sheet]) -> bytes:
    """Return a PDF file of pages."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", _FONT]
    kids = []
    for sheet in sheets:
        content = sheet.content()
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet.size[0]} {sheet.size[1]}]/Rotate {sheet.turned}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects) + 2} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    raw = b"%PDF-1.7\n"
    places = []
    for number, told in enumerate(objects, start=1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{told}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(raw)}\n%%EOF\n"
    return raw + end.encode("ascii")
