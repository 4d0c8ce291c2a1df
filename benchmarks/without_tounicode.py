"""What is read of PDFs from which the map of their characters to Unicode is taken: right text, or a flag on the page?

usage: python benchmarks/without_tounicode.py FILE... [--pages N]

The entry /ToUnicode of every font is overwritten with spaces, which leaves every offset of the file as it is. For each
of the first N pages (3) is printed how large a share of its true characters is read, from the file as it is and
without the maps, and whether a flag lies on the page. A page that is read wrongly (under 95 %) without a flag is a
miss, and the exit status is 1. Files whose objects are compressed are named and passed over.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import pypdfium2
from fatiao.ingest import IngestError, read_bytes
from fatiao.text.fold import fold
from fatiao.text.source import Source

_MAP = re.compile(rb"/ToUnicode(\s*\d+\s+\d+\s+R)")
_RIGHT = 0.95


def without_maps(raw: bytes) -> bytes:
    """Return a PDF without its fonts' maps to Unicode."""
    return _MAP.sub(lambda found: b" " * len(found[0]), raw)


def first_pages(raw: bytes, pages: int) -> bytes:
    """Return a PDF of the first pages of another."""
    from io import BytesIO

    document, out, kept = pypdfium2.PdfDocument(raw), BytesIO(), pypdfium2.PdfDocument.new()
    kept.import_pages(document, list(range(min(pages, len(document)))))
    kept.save(out)
    return out.getvalue()


def main() -> None:
    """Read the files with and without their maps."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=3, metavar="N")
    options = parser.parse_args()
    misses = 0
    for path in options.files:
        raw = path.read_bytes()
        if without_maps(raw) == raw:
            print(f"{path.name}: no map stands in it uncompressed")
            continue
        true = read_bytes(first_pages(raw, options.pages), path.name)
        try:
            read = read_bytes(first_pages(without_maps(raw), options.pages), path.name)
        except IngestError as error:
            print(error)
            continue
        for number, share in enumerate(_shares(true, read)):
            kinds = sorted({flag.kind for flag in read.flags if _lies_on(flag.span, read.pages[number])})
            missed = share < _RIGHT and not kinds
            misses += missed
            told = f"flags: {', '.join(kinds) or 'none'}"
            print(
                f"{'MISS ' if missed else ''}{path.name}, page {number + 1}: {share:.1%} right ({read.reader}); {told}"
            )
    sys.exit(misses > 0)


def _lies_on(span: tuple[int, int], page: tuple[int, int]) -> bool:
    return span[0] < page[1] and page[0] <= span[1]


def _shares(true: Source, read: Source) -> list[float]:
    """Return for each page the share of its true characters that are read, wherever on the page."""
    shares = []
    for page, other in zip(true.pages, read.pages, strict=True):
        wanted = Counter("".join(fold(page.of(true.text)).split()))
        found = Counter("".join(fold(other.of(read.text)).split()))
        shares.append((wanted & found).total() / max(1, wanted.total()))
    return shares


if __name__ == "__main__":
    main()
