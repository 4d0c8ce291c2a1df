"""How fast parsing and extraction are on one core, and whether parsing stays linear in the length of a text.

usage: python benchmarks/speed.py FOLDER [--limit N] [--seed S]

FOLDER holds regulations as Markdown, one a file. Prints characters a second of processor time for parsing, for
extraction, and the time that parsing takes for one text of 1, 2, 5 and 10 million characters without a line break.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from fatiao.extract import extract
from fatiao.parse import parse_page
from fatiao.text.source import Source

PASSES = 4
"""Times that all are parsed; the fastest counts, since what else a machine does can only slow it down."""


def source(name: str, text: str) -> Source:
    """Return a source of a text, as ingest would give it."""
    return Source("0" * 64, name, "text/plain", "utf-8", text)


def seconds_to_parse(text: str) -> float:
    """Return the processor seconds that parsing a text takes."""
    start = time.process_time()
    parse_page(source("long.txt", text))
    return time.process_time() - start


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=500, help="regulations to take (default 500)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.md"))
    random.Random(args.seed).shuffle(files)
    texts = [file.read_text(encoding="utf-8").replace("#", "") for file in files]
    sample = texts[: args.limit]
    characters = sum(map(len, sample))
    parsed = min(sum(map(seconds_to_parse, sample)) for _ in range(PASSES))
    extracted, found = 0.0, 0
    for text in sample:
        regulations = parse_page(source("page.txt", text)).regulations
        start = time.process_time()
        found += sum(len(extract(regulation, text)) for regulation in regulations)
        extracted += time.process_time() - start
    print(f"{len(sample)} regulations, {characters:,} characters, {found:,} parameters")
    print(f"parsing     {characters / parsed / 1e6:.2f} million characters a second")
    print(f"extraction  {characters / extracted / 1e6:.2f} million characters a second")
    unbroken = "".join("".join(texts).split())
    for millions in (1, 2, 5, 10):
        text = (unbroken * (1 + millions * 10**6 // len(unbroken)))[: millions * 10**6]
        print(f"{millions:3} million characters without a line break: {seconds_to_parse(text):6.2f} s")


if __name__ == "__main__":
    main()
