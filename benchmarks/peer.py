"""The speed of extraction beside that of the nearest peer, which finds bare mentions of money and time only.

usage: python benchmarks/peer.py FOLDER [--limit N] [--seed S]

FOLDER holds regulations as Markdown, one a file. The peer is JioNLP (`pip install jionlp` into an environment that has
fatiao and runs this; it is no dependency of ours): its `extract_money` and `extract_time`, without parsing, line by
line. Ours is the whole of extraction: quantities, bounds, roles, what and whom, from the parsed regulation.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from pathlib import Path

from fatiao.extract import extract
from fatiao.parse import parse_page
from fatiao.text.source import Source


def ours(texts: list[str]) -> tuple[float, int]:
    """Return the processor seconds that extraction takes, and how many parameters it finds."""
    seconds, found = 0.0, 0
    for text in texts:
        page = parse_page(Source("0" * 64, "page.txt", "text/plain", "utf-8", text))
        start = time.process_time()
        found += sum(len(extract(regulation, text)) for regulation in page.regulations)
        seconds += time.process_time() - start
    return seconds, found


def peer(texts: list[str]) -> tuple[float, int]:
    """Return the processor seconds that the peer takes, and how many mentions it finds."""
    import jionlp  # type: ignore[import-not-found, unused-ignore]

    logging.disable()  # it logs a traceback for each date that it cannot read
    jionlp.ner.extract_money("罚款1万元", with_parsing=False)  # it loads its tables at the first call
    jionlp.ner.extract_time("5日内", with_parsing=False)
    start, found = time.process_time(), 0
    for text in texts:
        for line in filter(None, map(str.strip, text.splitlines())):
            found += len(jionlp.ner.extract_money(line, with_parsing=False) or [])
            found += len(jionlp.ner.extract_time(line, with_parsing=False) or [])
    return time.process_time() - start, found


def main() -> None:
    """Measure both on the same texts, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=100, help="regulations to take (default 100)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.md"))
    random.Random(args.seed).shuffle(files)
    texts = [file.read_text(encoding="utf-8").replace("#", "") for file in files[: args.limit]]
    characters = sum(map(len, texts))
    print(f"{len(texts)} regulations, {characters:,} characters")
    for name, run in (("fatiao", ours), ("jionlp", peer)):
        try:
            seconds, found = run(texts)
        except ModuleNotFoundError:
            print(f"{name:8} is not installed here: pip install {name}")
            continue
        print(f"{name:8} {characters / seconds:10,.0f} characters a second, {found:,} found")


if __name__ == "__main__":
    main()
