"""What is read of regulations as they come: PDF, Word, scans and HTML, against what people know to be in them.

usage: python benchmarks/files.py FOLDER [NAME...] [--no-cost] [--show N]

FOLDER holds files; `manifest.json`, a list of `{"file": …, "what": …}`; and `truth.json`, a list of `{"file": …,
"articles": 55, "facts": [{"clause": "第五十条", "text": "…"}]}`. A picture may have its text beside it, NAME.truth.txt.
For each file is printed: articles found of those wanted; facts found in their clause, and each that is not; radicals
that stand for characters; page numbers inside of lines; of ruled tables, the cells that pdfplumber finds and we have;
of one-column PDFs, the stretches in which the text differs from pdfminer's; of pictures, the share of characters
wrong, lines lost without a flag, and signs (‰, ㎡) that are neither right nor flagged. Then what it costs: milliseconds
a text page and a ruled page, processor seconds and peak memory a recognised page. NAME picks files that have it in
their name; --show prints N of the differences.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fatiao.extract.page import Processed, process_source
from fatiao.ingest import IngestError, read
from fatiao.text.source import Source
from files_cost import costs
from files_facts import articles_of, is_held, squeezed
from files_pictures import SIGNED, against_truth, is_flagged
from files_printed import cells, differences, numbers_in_lines

_RADICALS = range(0x2E80, 0x2FE0)


def main() -> None:
    """Read the files and print what is found of each, and all that is missed."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--no-cost", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    options = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    truth = {one["file"]: one for one in json.loads((options.folder / "truth.json").read_text("utf-8"))}
    listed = [one["file"] for one in json.loads((options.folder / "manifest.json").read_text("utf-8"))]
    missed = 0
    for name in listed:
        if options.names and not any(part in name for part in options.names):
            continue
        print(f"## {name}", flush=True)
        for line, is_miss in _checked(options.folder / name, truth.get(name, {}), options.show):
            missed += is_miss
            print(f"{'MISS ' if is_miss else '     '}{line}", flush=True)
        if not options.no_cost:
            for line in costs(options.folder / name):
                print(f"     {line}", flush=True)
    print(f"{missed} missed")


def _checked(path: Path, truth: Mapping[str, Any], show: int) -> Iterator[tuple[str, bool]]:
    """Yield what is found of a file, a line each, and whether it is less than what is wanted."""
    try:
        source = read(path)
    except IngestError as error:
        yield str(error), True
        return
    processed = process_source(source)
    yield from _structure(processed, truth)
    for fact in truth.get("facts", ()):
        if not is_held(fact["clause"], fact["text"], processed):
            told = any(is_flagged(number, source) for number in SIGNED.findall(fact["text"]))
            yield f"fact{' (flagged)' if told else ''}: {fact['clause']} {fact['text']}", not told
    radicals = sum(ord(character) in _RADICALS for character in source.text)
    yield f"radicals: {radicals}", bool(radicals)
    yield from _printed(path, source, show)
    if (beside := path.with_suffix(".truth.txt")).exists():
        yield from against_truth(source, beside.read_text("utf-8"))


def _structure(processed: Processed, truth: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    wanted = truth.get("articles")
    numbers = max((list(articles_of(one)) for one in processed.page.regulations), key=len, default=[])
    in_order = numbers == [str(number + 1) for number in range(len(numbers))]
    found = f"articles: {len(numbers)} of {'?' if wanted is None else wanted}{'' if in_order else ', not in order'}"
    yield found, bool(wanted) and (len(numbers) != wanted or not in_order)
    facts = truth.get("facts", ())
    held = sum(is_held(fact["clause"], fact["text"], processed) for fact in facts)
    flags: dict[str, int] = {}
    for flag in processed.page.source.flags:
        flags[flag.kind] = flags.get(flag.kind, 0) + 1
    yield f"facts: {held} of {len(facts)}; flags of reading: {flags or 'none'}", False


def _printed(path: Path, source: Source, show: int) -> Iterator[tuple[str, bool]]:
    """Yield what is found of a PDF: numbers of pages, cells of tables, differences from another reader's text."""
    if source.media_type != "application/pdf":
        return
    inside = list(numbers_in_lines(path, source))
    yield f"page numbers inside of lines: {len(inside)} {inside[:3] if inside else ''}", bool(inside)
    if "rapidocr" in source.reader:
        return
    found, wanted, lacking = cells(path, source)
    if wanted:
        yield f"cells of ruled tables: {found} of {wanted} {lacking[:5] if lacking else ''}", found < wanted
    stretches = differences(path, squeezed(source.text))
    yield f"stretches unlike pdfminer's: {len(stretches)}", False
    for ours, theirs in stretches[:show]:
        yield f"  {ours!r} here, {theirs!r} there", False


if __name__ == "__main__":
    main()
