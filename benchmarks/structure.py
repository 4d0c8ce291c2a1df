"""How well the parser finds articles when the layout of a page is damaged in the ways that websites damage it.

usage: python benchmarks/structure.py FOLDER [--limit N] [--seed S] [--show N]

FOLDER holds regulations as Markdown, one a file, an article a line (`第一条 …`), headings marked with `#`. Each is
rendered (a) as it is, (b) without the space behind 第N条, (c) with headings glued to the line below, (d) without any
line break, (e) three to a page with a site's furniture and half-width punctuation; the articles found are compared
with those of the Markdown by number and exact text (white space aside).
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fatiao.parse import parse_page
from fatiao.text.fold import fold
from fatiao.text.levels import Level
from fatiao.text.numerals import NUMERAL_CHARACTERS, TENS, parse_integer
from fatiao.text.source import Source

_ARTICLE = re.compile(rf"第([{NUMERAL_CHARACTERS}]+)条(?:之([{TENS}]+))?(?=[\s　])")
_HEADING = re.compile(rf"(?:第[{NUMERAL_CHARACTERS}]+(?:分?编|章|节)|[{TENS}]+、)\s*\S{{0,40}}$")
_HALF = str.maketrans("，；：？！（）", ",;:?!()")

Article = tuple[str, str]


def lines_of(markdown: str) -> list[tuple[str, bool]]:
    """Return the lines of a regulation without Markdown marks, each with whether it is a heading."""
    out = []
    for line in markdown.splitlines():
        line = line.strip()
        if line and not line.startswith("<!--"):
            plain = line.lstrip("#").strip()
            out.append((plain, line.startswith("##") or bool(_HEADING.match(plain))))
    return out


def articles_of(lines: list[tuple[str, bool]]) -> list[Article]:
    """Return the articles as the Markdown has them: number and text without white space."""
    out: list[tuple[str, list[str]]] = []
    inside = False
    for line, heading in lines:
        match = _ARTICLE.match(line)
        if match and not heading:
            number = str(parse_integer(match[1])) + (f"之{parse_integer(match[2])}" if match[2] else "")
            out.append((number, [line]))
            inside = True
        elif heading:
            inside = False
        elif inside:
            out[-1][1].append(line)
    return [(number, squeeze("".join(parts))) for number, parts in out]


def squeeze(text: str) -> str:
    """Return the text in one form for comparison: folded, without white space."""
    return re.sub(r"\s", "", fold(text))


def renderings(lines: list[tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    """Yield each single-regulation rendering with its name."""
    plain = [line for line, _ in lines]
    yield "a as it is", "\n\n".join(plain)
    yield "b no space", "\n\n".join(_ARTICLE.sub(lambda m: m[0], line, count=1) for line in map(_unspaced, plain))
    glued = ""
    for line, heading in lines:
        glued += line if heading else line + "\n"
    yield "c glued headings", glued
    yield "d no line breaks", "".join(plain)


def _unspaced(line: str) -> str:
    return re.sub(rf"^(第[{NUMERAL_CHARACTERS}]+条(?:之[{TENS}]+)?)[\s　]+", r"\1", line)


def page(documents: list[list[tuple[str, bool]]]) -> str:
    """Return three regulations on one page with a site's furniture, in half-width punctuation."""
    out = ["您的位置: 首页 » 法律法规 » 正文", ""]
    for lines in documents:
        out += [
            lines[0][0],
            "",
            "时间:2024-06-29 07:58:39 来源: 法规网 作者:法规网 阅读:8672",
            "下载地址: 点击此处下载",
            "",
        ]
        out += [line.translate(_HALF) for line, _ in lines] + ["", "下载地址: 点击此处下载", "", ""]
    return "\n".join(out)


def found_in(text: str) -> tuple[list[Article], float]:
    """Return the articles that the parser finds, and the seconds it took."""
    source = Source(hashlib.sha256(text.encode()).hexdigest(), "page.txt", "text/plain", "utf-8", text)
    start = time.perf_counter()
    parsed = parse_page(source)
    seconds = time.perf_counter() - start
    nodes = [n for r in parsed.regulations for n, _ in r.root.walk() if n.level is Level.ARTICLE]
    return [(n.number or "", squeeze(n.span.of(text))) for n in nodes], seconds


class Tally:
    """Counts of one rendering: articles wanted, right, spurious; characters and seconds."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.seconds = 0.0
        self.faults: list[str] = []

    def add(self, name: str, wanted: list[Article], text: str) -> None:
        """Parse a rendering and count what came out right."""
        found, seconds = found_in(text)
        want, have = Counter(wanted), Counter(found)
        right = sum((want & have).values())
        spurious = max(0, len(found) - len(wanted))
        self.counts.update(wanted=len(wanted), right=right, spurious=spurious, characters=len(text))
        self.seconds += seconds
        if right < len(wanted) or spurious:
            missed = next(iter(want - have), ("", ""))
            extra = next(iter(have - want), ("", ""))
            self.faults.append(
                f"{name}: {right}/{len(wanted)}, {len(found)} found; missed {missed[0]} …{missed[1][-30:]!r}"
                f" extra {extra[0]} …{extra[1][-30:]!r}"
            )

    def line(self, name: str) -> str:
        """Return the row of the table."""
        c = self.counts
        return (
            f"{name:18} {c['right'] / c['wanted']:8.3%} of {c['wanted']} articles right,"
            f" {c['spurious'] / c['wanted']:.3%} spurious, {c['characters'] / self.seconds / 1e6:.2f} M chars/s"
        )


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=1200, help="regulations to take (default 1200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="faults to print for each rendering")
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.md"))
    random.Random(args.seed).shuffle(files)
    tallies: dict[str, Tally] = {}
    waiting: list[tuple[list[tuple[str, bool]], list[Article]]] = []
    taken = 0
    for file in files:
        lines = lines_of(file.read_text(encoding="utf-8"))
        wanted = articles_of(lines)
        if not wanted:
            continue
        taken += 1
        for name, text in renderings(lines):
            tallies.setdefault(name, Tally()).add(file.name, wanted, text)
        waiting.append((lines, [(n, squeeze(t.translate(_HALF))) for n, t in wanted]))
        if len(waiting) == 3:
            text = page([lines for lines, _ in waiting])
            tallies.setdefault("e three a page", Tally()).add(file.name, [a for _, w in waiting for a in w], text)
            waiting = []
        if taken == args.limit:
            break
    print(f"{taken} regulations")
    for name, tally in tallies.items():
        print(tally.line(name))
        for fault in tally.faults[: args.show]:
            print("   ", fault)


if __name__ == "__main__":
    main()
