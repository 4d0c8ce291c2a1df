"""Whether a page costs in proportion to its length from its text to the rows of the database, whatever it repeats.

usage: python benchmarks/growth.py [NAME...] [--share S] [--growth G]

Each of `PAGES` repeats one thing N times: 8,000 equal labels, 10,000 tables, 100,000 citations and the like, S of that
if told (1). Prints the processor seconds of each step for a quarter of the page and for all of it, and how many times
longer that took. A step that takes more than G times as long (5.5), and more than half a second, is marked, and the
exit status is 1. NAME picks pages. `repeats.py` does the same for reading, parsing and extraction of many more repeats.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from fatiao.extract.page import process_page
from fatiao.parse import parse_page
from fatiao.review.page import reviewed
from fatiao.store.write import Store
from fatiao.text.source import Source

T = TypeVar("T")
STEPS = ("parse", "extract", "review", "store", "store again", "link")

_SHORT = 0.5
"""Seconds; what takes less is all noise: its growth tells nothing."""
_HEAD = "云州市停车管理办法\n第一条　为了管理停车，制定本办法。\n"
_TABLE = "第{}条　收费标准如下：\n序号\t名称\t金额\n1\t某甲\t{}元\n2\t某乙\t20元\n"
_DOCUMENT = "云州市停车管理办法\n第一条　应当在{}日内登记。\n第二条　本办法自2020年1月1日起施行。\n\n"

PAGES: dict[str, tuple[int, Callable[[int], str]]] = {
    "equal labels of items": (8_000, lambda n: f"{_HEAD}第二条　应当遵守下列规定：\n" + "（一）应当登记；\n" * n),
    "equal labels of articles": (8_000, lambda n: _HEAD + "第二条　应当登记。\n" * n),
    "tables": (10_000, lambda n: _HEAD + "".join(_TABLE.format(i + 2, i + 10) for i in range(n))),
    "citations in a line": (100_000, lambda n: f"{_HEAD}第二条　{'依照《云州市道路管理条例》第三条、' * n}处理。\n"),
    "citations in articles": (
        100_000,
        lambda n: _HEAD + "".join(f"第{i + 2}条　依照《云州市道路管理条例》第三条处理。\n" for i in range(n)),
    ),
    "equal titles": (2_000, lambda n: "".join(_DOCUMENT.format(i + 1) for i in range(n))),
}
"""How often each thing is repeated, and what makes the page of so many."""


def seconds(name: str, text: str) -> dict[str, float]:
    """Return the processor seconds that each step takes for the page of a text; it is stored twice."""
    clock = [time.process_time()]

    def tick(value: T) -> T:
        clock.append(time.process_time())
        return value

    page = tick(parse_page(Source(f"{len(text):064x}", f"{name}.txt", "text/plain", "utf-8", text)))
    processed = tick(process_page(page))
    processed = tick(reviewed(processed))
    with TemporaryDirectory() as folder, Store(Path(folder) / "growth.db") as store:
        tick(store.replace(processed.page, processed.parameters))
        tick(store.replace(processed.page, processed.parameters))
        tick(store.link())
    return dict(zip(STEPS, (end - start for start, end in pairwise(clock)), strict=True))


def report(name: str, share: float, growth: float) -> bool:
    """Measure a page, print a line a step, and tell whether all grow as asked."""
    number, make = PAGES[name]
    number = max(4, int(number * share))
    short, long = seconds(name, make(number // 4)), seconds(name, make(number))
    print(f"{number:,} {name}", flush=True)
    is_good = True
    for step, whole in long.items():
        factor = whole / max(short[step], 0.001)
        is_step_good = factor <= growth or whole < _SHORT
        is_good &= is_step_good
        figures = f"{step:12}{short[step]:8.2f}{whole:8.2f}  × {factor:4.1f}"
        print(f"  {'ok  ' if is_step_good else 'SLOW'} {figures}", flush=True)
    return is_good


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--share", type=float, default=1.0, metavar="S", help="of the numbers of repeats (default 1)")
    parser.add_argument("--growth", type=float, default=5.5, metavar="G", help="for four times the length (5.5)")
    args = parser.parse_args()
    names = [name for name in PAGES if not args.names or any(part in name for part in args.names)]
    slow = [name for name in names if not report(name, args.share, args.growth)]
    print(f"{len(names) - len(slow)} of {len(names)} grow in step with their length")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
