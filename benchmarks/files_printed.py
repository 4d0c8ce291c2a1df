"""What is read of a PDF against other readers: cells by pdfplumber, text by pdfminer; and numbers of pages in lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pdfplumber
import pypdfium2
from fatiao.text.radicals import unified
from fatiao.text.source import Source
from files_facts import reading_of, squeezed
from pdfminer.high_level import extract_text

_NUMBER = re.compile(r"[-—–－·•. ]*\d{1,4}[-—–－·•. ]*\Z")
_MARGIN = 0.1
_LONGEST = 60_000
"""Characters from which two texts are not compared: it would take minutes."""


def numbers_in_lines(path: Path, source: Source) -> Iterator[str]:
    """Yield the numbers at the upper or lower edge of pages that stand in a line with other words."""
    document = pypdfium2.PdfDocument(path)
    heights = [document[index].get_height() for index in range(len(document))]
    document.close()
    reading = reading_of(source)
    for box in source.boxes:
        words = box.span.of(source.text)
        margin = heights[box.page - 1] * _MARGIN
        if not _NUMBER.match(words) or (margin < box.y0 and box.y1 < heights[box.page - 1] - margin):
            continue
        if not any(cut.holds(box.span) for cut in source.furniture):
            start = source.text.rfind("\n", 0, box.span.start) + 1
            end = source.text.find("\n", box.span.end)
            line = source.text[start:end]
            alone = [one for one in source.boxes if one.page == box.page and abs(one.y0 - box.y0) < 3]
            if line.strip() != words and len(alone) == 1 and reading.of(box.span):
                yield line[max(0, box.span.start - start - 10) : box.span.end - start + 10]


def cells(path: Path, source: Source) -> tuple[int, int, list[str]]:
    """Return how many filled cells pdfplumber finds on the pages where we find rows, and we have; and those we lack."""
    ruled = [number for number, page in enumerate(source.pages) if "\t" in page.of(source.text)]
    if not ruled:
        return 0, 0, []
    theirs: Counter[str] = Counter()
    with pdfplumber.open(path) as document:
        for number in ruled:
            for table in document.pages[number].extract_tables():
                theirs += Counter(plain(cell) for row in table for cell in row if cell and cell.strip())
    ours: Counter[str] = Counter()
    for number in ruled:
        for line in source.pages[number].of(source.text).split("\n"):
            if "\t" in line:
                ours += Counter(squeezed(cell) for cell in line.split("\t") if cell.strip())
    lacking = theirs - ours
    return theirs.total() - lacking.total(), theirs.total(), list(lacking)


def plain(words: str) -> str:
    """Return the words of another reader without radicals and white space."""
    return squeezed("".join(map(unified, words)))


def differences(path: Path, ours: str) -> list[tuple[str, str]]:
    """Return the stretches in which our text differs from pdfminer's, white space and radicals aside."""
    theirs = plain(extract_text(path))
    if len(ours) > _LONGEST:
        return []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return [(ours[a:b], theirs[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
