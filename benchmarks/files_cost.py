"""What reading costs: milliseconds a page of a PDF, processor seconds and peak memory a recognised page."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from fatiao.ingest.readers.pdf_page import read_page

_PROGRAM = """
import resource, sys
from fatiao.ingest import read
source = read(sys.argv[1])
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(max(1, len(source.pages)), used.ru_utime + used.ru_stime, peak)
"""


def costs(path: Path) -> Iterator[str]:
    """Yield what a file costs, a line each: of a PDF with text by the page, of pictures in a process of its own."""
    if path.read_bytes()[:5] == b"%PDF-":
        yield from _pages(path)
    read = subprocess.run([sys.executable, "-c", _PROGRAM, str(path)], capture_output=True, text=True, check=False)
    if read.returncode == 0:
        pages, seconds, memory = map(float, read.stdout.split())
        yield f"alone: {seconds:.1f} processor s ({seconds / pages:.1f} a page of {pages:.0f}), {memory / 2**20:.2f} GB"


def _pages(path: Path) -> Iterator[str]:
    """Yield milliseconds of text pages and of ruled pages, the second of two readings."""
    document = pypdfium2.PdfDocument(path)
    text, ruled = [], []
    for number in [*range(len(document)), *range(len(document))]:
        page = document[number]
        began = time.process_time()
        read = read_page(page)
        took = 1000 * (time.process_time() - began)
        if read.lines:
            (ruled if any(line.is_row for line in read.lines) else text).append(took)
    for name, times in (("text", text), ("ruled", ruled)):
        if times := times[len(times) // 2 :]:
            yield f"{name} pages: {statistics.median(times):.1f} ms, at most {max(times):.1f} ms ({len(times)} pages)"
