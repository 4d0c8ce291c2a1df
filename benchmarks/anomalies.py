"""List what the parser finds odd in the numbering of a folder of regulations, for reading by eye.

usage: python benchmarks/anomalies.py FOLDER [--limit N] [--sample N] [--seed S]

Prints the count of each kind of flag, then a sample of flags with the text around the place.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from fatiao.parse import parse_page
from fatiao.text.source import Source

AROUND = 60
"""Characters shown on either side of the place."""


def main() -> None:
    """Parse the folder and print its anomalies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="files to read (default: all)")
    parser.add_argument("--sample", type=int, default=20, help="flags to print (default 20)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.md"))[: args.limit]
    counts: Counter[str] = Counter()
    rows = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        page = parse_page(Source("0" * 64, str(file), "text/plain", "utf-8", text))
        for regulation in page.regulations:
            for flag in regulation.flags:
                counts[flag.kind] += 1
                around = text[max(0, flag.span.start - AROUND) : flag.span.start + AROUND].replace("\n", "⏎")
                rows.append(f"{flag.kind:8} {file.name}: {flag.reason}\n         {around}")
    print(f"{len(files)} files: " + ", ".join(f"{kind} {count}" for kind, count in counts.most_common()))
    for row in random.Random(args.seed).sample(rows, min(args.sample, len(rows))):
        print(row)


if __name__ == "__main__":
    main()
