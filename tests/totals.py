"""Tables with totals that add up, made by lot, and the same with one digit wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

ITEMS = ["培训", "设备", "差旅", "会议", "印刷", "租赁", "维修", "咨询", "宣传", "办公", "监测", "奖励", "补助", "劳务"]
YEARS = ("2008年", "2009年", "2010年", "2011年")
SHAPES = ("column", "row and column", "subtotals", "total on top", "one row")
STYLES = ("bars", "tabs", "gaps")
DECIMALS = (0, 0, 1, 2)
UNITS = ("元", "万元", "亩", "人", "吨")


class Drawn:
    """A table by lot: its lines of cells, and which cells are numbers."""

    def __init__(self, seed: int) -> None:
        """Draw shape, size, decimals, commas and the form it is printed in."""
        draw = random.Random(seed)
        self.shape, self.style = SHAPES[seed % len(SHAPES)], STYLES[seed // len(SHAPES) % len(STYLES)]
        self.decimals, self.commas = draw.choice(DECIMALS), draw.random() < 0.5
        names = draw.sample(ITEMS, draw.randint(3, 9))
        wide = self.shape in ("row and column", "one row")
        columns = draw.randint(2, 4) if wide else draw.randint(1, 3)
        numbers = [[self._number(draw) for _ in range(columns)] for _ in names]
        unit = draw.choice(UNITS)
        head = ["项目", *(f"{year}({unit})" for year in YEARS[:columns])]
        self.lines = self._lines(names, numbers, head)

    def _number(self, draw: random.Random) -> Decimal:
        return Decimal(draw.randint(1, 10 ** draw.randint(2, 6))).scaleb(-self.decimals)

    def _lines(self, names: list[str], numbers: list[list[Decimal]], head: list[str]) -> list[list[str]]:
        if self.shape in ("row and column", "one row"):
            head = [*head, "合计"]
            numbers = [[*row, sum(row, Decimal(0))] for row in numbers]
        body = [[name, *map(self._printed, row)] for name, row in zip(names, numbers, strict=True)]
        total = self._total("合计", numbers)
        if self.shape == "one row":
            return [head, *body]
        if self.shape == "total on top":
            return [head, total, *body]
        if self.shape == "subtotals":
            half = len(body) // 2 + 1
            first = self._total("小计", numbers[:half])
            second = self._total("小计", numbers[half:])
            return [head, *body[:half], first, *body[half:], second, self._total("总计", numbers)]
        return [head, *body, total]

    def _total(self, name: str, numbers: list[list[Decimal]]) -> list[str]:
        return [name, *(self._printed(sum(column, Decimal(0))) for column in zip(*numbers, strict=True))]

    def _printed(self, number: Decimal) -> str:
        return f"{number:,.{self.decimals}f}" if self.commas else f"{number:.{self.decimals}f}"

    def page(self, lines: list[list[str]] | None = None) -> str:
        """Return a regulation with the table in it."""
        lines = lines or self.lines
        if self.style == "bars":
            rows = [f"| {' | '.join(line)} |" for line in lines]
            rows.insert(1, "|" + " --- |" * len(lines[0]))
        elif self.style == "tabs":
            rows = ["\t".join(line) for line in lines]
        else:
            rows = ["".join(cell + " " * (24 - len(cell)) for cell in line).rstrip() for line in lines]
        table = "\n".join(rows)
        return f"云州市经费管理办法\n\n第一条 经费分配如下:\n\n{table}\n\n第二条 本办法自2009年1月1日起施行。\n"

    def wrong(self, draw: random.Random) -> Iterator[tuple[str, str]]:
        """Yield pages without end in each of which one digit of one number is another one, with that number."""
        places = [(row, column) for row in range(1, len(self.lines)) for column in range(1, len(self.lines[0]))]
        while True:
            row, column = draw.choice(places)
            number = self.lines[row][column]
            at = draw.choice([index for index, character in enumerate(number) if character.isdigit()])
            digit = draw.choice([digit for digit in "123456789" if digit != number[at]])
            changed = [list(line) for line in self.lines]
            changed[row][column] = number[:at] + digit + number[at + 1 :]
            yield self.page(changed), changed[row][column]
