"""Whether the boxes of a PDF's characters hold them: of characters drawn where a script puts them.

usage: PYTHONPATH=tests python benchmarks/boxes.py [--characters N] [--seed S]

Pages of lines are drawn in sizes from 7 to 24 points, one to two and a half lines apart, in one column or two, some
with letters and digits between, lying in all four directions. For each of N characters (5,000) is asked: does a box of
its text's hold its middle and nine tenths of its width; is that box no higher than one and a half times the line; and
does it hold the middle of no other line. Prints the shares, and characters that fail.
"""

from __future__ import annotations

import argparse
import random
from typing import NamedTuple

from fatiao.ingest import read_bytes
from fatiao.text.source import Box
from printed import Sheet, pdf

_HAN = "为加强城镇燃气管理保障供应使用安全维护用户和经营企业的合法权根据有关律规定制本办处以上下罚款万元平方米年月日"
_LATIN = "ABCDEFGHKMNPRTUVXYZ0123456789"
_ASCENT, _DESCENT = 0.88, 0.12
_SPACE = 0.207
"""How wide the font's space is, in ems."""


class Drawn(NamedTuple):
    """A character, and where its em square stands: page, left, top, right, bottom as shown; and its line's number."""

    character: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    line: int

    @property
    def middle(self) -> tuple[float, float]:
        """Where its middle stands."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


def main() -> None:
    """Draw, read and measure."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--characters", type=int, default=5000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    sheets: list[Sheet] = []
    drawn: list[Drawn] = []
    while len(drawn) < options.characters:
        sheet, characters = _page(chance, len(sheets) + 1, len(drawn))
        sheets.append(sheet)
        drawn += characters
    drawn = drawn[: options.characters]
    source = read_bytes(pdf(sheets), "drawn.pdf")
    by_page: dict[int, list[Box]] = {}
    for box in source.boxes:
        by_page.setdefault(box.page, []).append(box)
    lines: dict[tuple[int, int], list[Drawn]] = {}
    for one in drawn:
        lines.setdefault((one.page, one.line), []).append(one)
    wrong = [(one, why) for one in drawn if (why := _fault(one, by_page[one.page], source.text, lines))]
    print(f"{len(drawn) - len(wrong)} of {len(drawn)} boxes right ({1 - len(wrong) / len(drawn):.2%})")
    for one, why in wrong[:10]:
        print(one, why)


def _page(chance: random.Random, number: int, first_line: int) -> tuple[Sheet, list[Drawn]]:
    """Return a page, and its characters where they are shown."""
    turned = chance.choice((0, 0, 0, 90, 180, 270))
    sheet = Sheet(turned=turned)
    size, apart, columns = chance.uniform(7, 24), chance.uniform(1.05, 2.5), chance.choice((1, 1, 2))
    width = 460 / columns - 20
    out: list[Drawn] = []
    for column in range(columns):
        y = 780.0
        while y > 60:
            first_line += 1
            x = 60.0 + column * 240
            words = _words(chance, int(width / size))
            sheet.write(x, y, words, size)
            for character in words:
                wide = size * (_SPACE if character == " " else 1.0 if character in _HAN else 0.5)
                if character in _HAN:
                    corners = _shown((x, y - _DESCENT * size, x + wide, y + _ASCENT * size), sheet)
                    out.append(Drawn(character, number, *corners, first_line))
                x += wide
            y -= size * apart
    return sheet, out


def _words(chance: random.Random, length: int) -> str:
    """Return words about as long as so many characters, some with letters, digits and spaces between."""
    words = [chance.choice(_HAN) for _ in range(max(2, length))]
    if chance.random() < 0.4 and length > 6:
        at = chance.randrange(1, length - 3)
        words[at : at + 2] = [" ", *(chance.choice(_LATIN) for _ in range(2)), " "]
    return "".join(words)


def _shown(corners: tuple[float, float, float, float], sheet: Sheet) -> tuple[float, float, float, float]:
    """Return corners of the file, from the lower left, as they are shown, from the upper left."""
    x0, y0, x1, y1 = corners
    width, height = sheet.size
    return {
        0: (x0, height - y1, x1, height - y0),
        90: (y0, x0, y1, x1),
        180: (width - x1, y0, width - x0, y1),
        270: (height - y1, width - x1, height - y0, width - x0),
    }[sheet.turned]


def _fault(one: Drawn, boxes: list[Box], text: str, lines: dict[tuple[int, int], list[Drawn]]) -> str | None:
    """Return what is wrong with the box of a character, None if nothing is."""
    x, y = one.middle
    holding = [box for box in boxes if _holds(box, x, y) and one.character in box.span.of(text)]
    if len(holding) != 1:
        return f"{len(holding)} boxes hold it"
    (box,) = holding
    across = one.x1 - one.x0
    sideways = _is_sideways(lines[one.page, one.line])
    thin = (box.x1 - box.x0) if sideways else (box.y1 - box.y0)
    if thin > 1.5 * across:
        return "its box is too high"
    if any(_holds(box, *other[0].middle) for key, other in lines.items() if key[0] == one.page and key[1] != one.line):
        return "its box holds another line"
    begins, ends = (box.y0, box.y1) if sideways else (box.x0, box.x1)
    low, high = (one.y0, one.y1) if sideways else (one.x0, one.x1)
    return None if min(ends, high) - max(begins, low) >= 0.9 * across else "its box cuts it"


def _is_sideways(line: list[Drawn]) -> bool:
    return len(line) > 1 and abs(line[0].middle[1] - line[-1].middle[1]) > abs(line[0].middle[0] - line[-1].middle[0])


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


if __name__ == "__main__":
    main()
