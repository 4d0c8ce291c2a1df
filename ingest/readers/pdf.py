"""PDF to a source: the text of its pages, with the place of every character; pages without text by their image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from math import sqrt
from pathlib import Path

import pypdfium2 as pdfium

from ...text.source import Flag, Source, Span, source_id
from ..errors import IngestError
from ..layout.model import PrintedPage
from ..layout.text import lay_out
from . import scan
from .decoded import DOUBTFUL, right_share
from .pdf_page import read_page

READER = f"pdfium {version('pypdfium2')}"
MEDIA_TYPE = "application/pdf"
_DAMAGED = ("this PDF is damaged", "download it again, or print it to a new PDF")
_NOTHING = PrintedPage((), 0.0, 0.0)


def read_pdf(raw: bytes, uri: str) -> Source:
    """Return a PDF as a source.

    Raises:
        IngestError: it is damaged, wants a password, or none of its pages has text.
    """
    document = _opened(raw, uri)
    try:
        pages, recognised, damaged = _read(document)
    finally:
        document.close()
    if not any(page.lines for page in pages):
        if len(damaged) == len(pages):
            raise IngestError(uri, *_DAMAGED)
        if scan.is_installed():
            raise IngestError(uri, "no text was found on any of its pages", "see whether they show any")
        raise IngestError(uri, "none of its pages holds text, only pictures", scan.INSTALL)
    laid_out = lay_out(pages)
    flags = (*laid_out.flags, *_flags(pages, recognised, damaged, laid_out.text, laid_out.pages))
    return Source(
        source_id(raw),
        uri,
        MEDIA_TYPE,
        "",
        laid_out.text,
        pages=laid_out.pages,
        boxes=laid_out.boxes,
        furniture=laid_out.furniture,
        flags=flags,
        reader=f"{READER}, {scan.READER}" if recognised else READER,
    )


def page_count(pdf: bytes | Path) -> int:
    """Return how many pages a PDF has; 1 where it cannot be opened, which reading it will tell."""
    try:
        document = pdfium.PdfDocument(pdf)
    except (pdfium.PdfiumError, OSError):
        return 1
    try:
        return max(1, len(document))
    finally:
        document.close()


def _opened(raw: bytes, uri: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise IngestError(uri, "this PDF wants a password", "save a copy without one and build that") from error
        raise IngestError(uri, *_DAMAGED) from error


def _read(document: pdfium.PdfDocument) -> tuple[list[PrintedPage], frozenset[int], frozenset[int]]:
    """Return the pages, which of them (from 0) were recognised from their image, and which are damaged."""
    pages: list[PrintedPage] = []
    recognised, damaged = set(), set()
    for number in range(len(document)):
        try:
            page = document[number]
            read = read_page(page)
        except pdfium.PdfiumError:  # a page that is damaged costs no other
            pages.append(_NOTHING)
            damaged.add(number)
            continue
        if scan.is_installed() and right_share("".join(line.text for line in read.lines)) < DOUBTFUL:
            from .recognition import recognise
            from .resolution import DPI

            scale = min(DPI / 72, sqrt(scan.DOTS / max(1.0, page.get_width() * page.get_height())))
            read = recognise(page.render(scale=scale).to_pil(), 72 * scale)
            recognised.add(number)
        pages.append(read)
        page.close()
    return pages, frozenset(recognised), frozenset(damaged)


def _flags(
    pages: Sequence[PrintedPage],
    recognised: frozenset[int],
    damaged: frozenset[int],
    text: str,
    spans: Sequence[Span],
) -> Iterator[Flag]:
    """Yield what is doubtful about each page's text."""
    for number, (page, span) in enumerate(zip(pages, spans, strict=True)):
        words = span.of(text)
        if number in recognised:
            yield from scan.broken_signs(text, span)
        if number in damaged:
            yield Flag("no_text_layer", f"第{number + 1}页已损坏，其内容没有读入", span)
        elif not page.lines:
            yield Flag("no_text_layer", f"第{number + 1}页没有文字，只有图像，其内容没有读入", span)
        elif (share := right_share(words)) < DOUBTFUL:
            reason = f"第{number + 1}页的文字可能解码有误，只有{share:.0%}的字符正常"
            yield Flag("encoding", reason, span, score=round(1 - share, 3))
