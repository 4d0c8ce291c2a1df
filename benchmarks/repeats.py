"""Whether reading takes time in proportion to length, whatever a page repeats.

usage: python benchmarks/repeats.py [NAME...] [--size BYTES] [--seconds S] [--growth G]

Each of `REPEATS` is repeated to BYTES (a million) and to a quarter of it, then read, parsed, extracted and reviewed, in
a process of its own. Prints the processor seconds of both and how many times longer the longer takes. One that takes
more than S seconds, or more than G times as long as its quarter, is marked, and the exit status is 1. NAME picks
repeats whose name or text has it in it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from multiprocessing import Process, SimpleQueue

from fatiao.extract.page import process_page
from fatiao.ingest import IngestError, read_bytes
from fatiao.parse.pages.fragment import parse_any
from fatiao.review.page import reviewed

Maker = Callable[[int], str]
"""Makes a text of about so many characters."""

# What takes less is all start-up and noise: its growth tells nothing.
_SHORT = 0.5
_HEAD = "云州市停车管理办法\n第一条　"


def times(repeated: str) -> Maker:
    """Return the maker of a text that is one thing repeated, told as it is."""
    return lambda size: repeated * (size // len(repeated.encode()))


def counted(line: str) -> Maker:
    """Return the maker of lines that are numbered: `{}` in them is the number."""
    return lambda size: "".join(line.format(n) for n in range(1, size // (len(line.encode()) + 3)))


def nested(opening: str, closing: str, inside: str = "罚款10元") -> Maker:
    """Return the maker of things one within the other."""
    each = len((opening + closing).encode())
    return lambda size: opening * (size // each) + inside + closing * (size // each)


def within(head: str, maker: Maker, tail: str = "") -> Maker:
    """Return the maker of a text with a beginning and an end."""
    return lambda size: head + maker(size) + tail


_WORDS = """
    10% 应当在30日内 1万元以上 第一条 《某法》 令第1号 前款 （一） 一、 1.1 （（（ ( ） 【 〔2020〕1号
    一二三四 年 至 、 ， 。 ； ： : 附件 处10元罚款 处1万元以上3万元以下罚款 以上 以下 每 [a](b) ** * # ` _
    http://a.b/%E7 2020年1月1日 第一章 的 a 7 一 0. 0, 超过 除外 除本人外 本办法 关于停车的通知
    （2020年1月1日通过） 云州市停车管理办法 不得 不低于 不超过10元 其中 或者 应当 违反本办法第一条
    依照第一条第一款第一项 第一款 第一项 之日起 自2020年1月1日起施行 十分之一 百分之十 10元、 10元至 10- 10:
    10/ 10× 1/2 A ① — - …… … < & <p> 以下简称某 是指 所称某是指某。 机关 公司的 5岁 24小时 第3天 3个工作日
    每年1次 2倍以上 一次 两 半 万 元 % ％ 1～2 10日内， 2020年 1月 星期一 修改为： 删去第一条。 （略） &amp;
    &# { 的10元 某某某某 1
"""
_SPACED = (
    "第一条 ",
    "第一条 应当登记。",
    "应当依法登记，不得超过三日。",
    "第一条\u3000应当登记。\n",
    "第1条\n",
    "（一）\n",
    "一、\n",
    "1.1 ",
    "1.\n",
    "“",
    "”",
    "“”",
    " ",
    "\u3000",
    "\n",
    "\r\n",
    " \n",
    "\t",
    "附件\n",
    "附件1：\n",
    "|a|b|\n",
    "a\tb\n",
    "a\t",
    "# \n",
    "> ",
    "目录\n",
    "第一章 总则\n",
    "单位：万元\n",
    "abc ",
    "\x00",
    "云州市停车管理办法\n",
    "云州市人民政府\n",
    "①\n",
    "-\n",
    "\u200b",
    "（以下简称“某”）",
    "各市、县人民政府：\n",
    "“第一条”",
    "增加一条，作为第二条：“",
    "序号\t名称\t金额\n",
    "1\t某\t10元\n",
    "1 2 3\n",
    "\ue000 ",
    "××, ",
    "__ ",
    "+-----+\n",
    "┌─┬─┐\n",
    "│a│b│\n",
    "\\",
    "\x1b[31m",
    "\u202e",
    "某某某某\n",
    "1 ",
)
_PLAIN = (*_WORDS.split(), *_SPACED)

REPEATS: dict[str, Maker] = {
    **{repr(repeated): times(repeated) for repeated in _PLAIN},
    **{f"{repeated!r} in an article": within(_HEAD, times(repeated)) for repeated in _PLAIN},
    "numbered articles": within("云州市停车管理办法\n", counted("第{}条　应当在30日内登记。\n")),
    "numbered articles in a line": within("云州市停车管理办法\n", counted("第{}条　应当在30日内登记。")),
    "numbered items": within(_HEAD, counted("\n（{}）10元；")),
    "numbered with dots": counted("{}.1 应当登记\n"),
    "numbered annexes": counted("附件{}\n收费标准\n"),
    "numbered orders": counted("云州市人民政府令第{}号\n"),
    "numbers that differ": within(_HEAD, counted("{}元以上")),
    "terms": within(_HEAD, counted("（以下简称“某{}”），")),
    "titles in book marks": within(_HEAD, counted("《某法{}》、")),
    "nested inline tags": within("<html><body>", nested("<b>", "</b>"), "</body></html>"),
    "nested blocks": within("<html><body>", nested("<div>", "</div>"), "</body></html>"),
    "nested tables": within("<html><body>", nested("<table><tr><td>", "</td></tr></table>"), "</body></html>"),
    "nested cells": within(
        "<html><body>", nested("<table><tr><td>甲</td><td>", "</td></tr></table>"), "</body></html>"
    ),
    "nested pre": within("<html><body>", nested("<pre>甲", "</pre>"), "</body></html>"),
    "tags unclosed": within("<html><body>", times("<p>第一条 应当登记"), ""),
    "inline tags": within("<html><body><p>", times("<b>10</b>元"), ""),
    "text in pre": within("<html><body><pre>", times("<b>10</b>元\n"), "</pre>"),
    "rows of HTML": within("<html><body><table>", times("<tr><td>罚款</td><td>10元</td></tr>"), "</table>"),
    "cells of HTML": within("<html><body><table><tr>", times("<td>10元</td>"), "</table>"),
    "comments": within("<html><body>", times("<!-- a -->"), "第一条 应当登记"),
    "an attribute": within('<html><body><p title="', times("应当"), '">第一条 应当登记</p>'),
    "attributes": within("<html><body><p ", counted('a{}="b" '), ">第一条 应当登记</p>"),
    "brackets nested": within(_HEAD, nested("（", "）")),
    "quotes nested": within(_HEAD, nested("“", "”")),
    "book marks nested": within(_HEAD, nested("《", "》")),
    "entities": within("<html><body>", times("&nbsp;&lt;"), "第一条 应当登记"),
}
"""What is repeated, by name."""


Seconds = tuple[float, float, float, int]


def seconds(text: str) -> Seconds:
    """Return the processor seconds that reading and parsing, extraction, and review take, and the parameters found."""
    start = time.process_time()
    try:
        page = parse_any(read_bytes(text.encode("utf-8"), "page.txt"))
    except IngestError:
        return time.process_time() - start, 0.0, 0.0, 0
    parsed = time.process_time()
    processed = process_page(page)
    extracted = time.process_time()
    reviewed(processed)
    found = sum(map(len, processed.parameters))
    return parsed - start, extracted - parsed, time.process_time() - extracted, found


def _measure(name: str, size: int, limit: float, out: SimpleQueue[Seconds]) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit * 3) + 1, resource.RLIM_INFINITY))
    out.put(seconds(REPEATS[name](size)))


def measured(name: str, size: int, limit: float) -> Seconds | None:
    """Return `seconds` of a repeat, from a process of its own, None where that takes longer than the limit by far."""
    out: SimpleQueue[Seconds] = SimpleQueue()
    process = Process(target=_measure, args=(name, size, limit, out))
    process.start()
    process.join()
    return None if out.empty() else out.get()


def report(name: str, size: int, limit: float, growth: float) -> bool:
    """Measure a repeat, print a line of it, and tell whether it is as fast as asked."""
    quarter = measured(name, size // 4, limit)
    whole = quarter and measured(name, size, limit)
    if quarter is None or whole is None:
        print(f"SLOW  {'':33}more than {limit * 3:.0f} s of {size // 4 if quarter is None else size:,} bytes  {name}")
        return False
    short, long = sum(quarter[:3]), sum(whole[:3])
    factor = long / max(short, 0.001)
    good = long <= limit and (factor <= growth or long < _SHORT)
    stages = " + ".join(f"{each:5.2f}" for each in whole[:3])
    figures = f"{short:6.2f} {long:6.2f} = {stages}  × {factor:4.1f} {whole[3]:8,}"
    print(f"{'ok   ' if good else 'SLOW '} {figures}  {name}", flush=True)
    return good


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--size", type=int, default=1_000_000, metavar="BYTES")
    parser.add_argument("--seconds", type=float, default=5.0, metavar="S", help="of processor time (default 5)")
    parser.add_argument("--growth", type=float, default=5.5, metavar="G", help="for four times the length (5.5)")
    args = parser.parse_args()
    names = [name for name in REPEATS if not args.names or any(part in name for part in args.names)]
    print("      quarter  whole = parse + extract + review  growth  found")
    slow = [name for name in names if not report(name, args.size, args.seconds, args.growth)]
    print(f"{len(names) - len(slow)} of {len(names)} are fast enough")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
