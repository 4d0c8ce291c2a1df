"""Pictures of pages: what is recognised, where it stands, and what is said of what may be lost."""

from __future__ import annotations

import io
from functools import cache

import pypdfium2
import pytest
from fatiao.ingest import read_bytes
from fatiao.ingest.layout.model import Piece, Place, PrintedLine, PrintedPage
from fatiao.ingest.layout.text import lay_out
from fatiao.ingest.readers.columns import in_order
from fatiao.ingest.readers.ink import parted
from fatiao.ingest.readers.recognition import Found, _doubts
from fatiao.ingest.readers.scan import broken_signs
from fatiao.text.source import Source, Span
from PIL import Image, ImageDraw
from printed import Sheet, pdf

LINES = ["第一条 为了加强燃气管理，保障燃气供应，制定本办法。", "第二条 对违反规定的，处1000元以上1万元以下罚款。"]


def picture(turned: int = 0) -> Image.Image:
    """Return the picture of a page with two lines, turned by degrees."""
    sheet = Sheet(size=(595, 300))
    for height, words in enumerate(LINES):
        sheet.write(60, 220 - 40 * height, words, 16)
    page = pypdfium2.PdfDocument(pdf([sheet]))[0]
    return page.render(scale=200 / 72).to_pil().convert("RGB").rotate(turned, expand=True, fillcolor="white")


def source_of(image: Image.Image) -> Source:
    raw = io.BytesIO()
    image.save(raw, "PNG", dpi=(200, 200))
    return read_bytes(raw.getvalue(), "page.png")


@cache
def read_turned(turned: int = 0) -> Source:
    """Return what is read of the page, turned by degrees; recognising takes seconds."""
    return source_of(picture(turned))


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_a_page_is_read_whichever_way_it_lies(turned: int) -> None:
    source = read_turned(turned)
    assert ["".join(line.split()) for line in source.text.splitlines()] == ["".join(line.split()) for line in LINES]


def test_places_of_a_picture() -> None:
    box = read_turned().boxes[0]
    assert (box.page, box.x0, box.y0) == (1, pytest.approx(60, abs=8), pytest.approx(66, abs=12))


def test_a_page_of_a_pdf_that_is_a_picture_is_recognised() -> None:
    raw = io.BytesIO()
    picture().save(raw, "PDF", resolution=200)
    source = read_bytes(raw.getvalue(), "page.pdf")
    assert "1000元以上1万元以下" in source.text
    assert "rapidocr" in source.reader


@pytest.mark.parametrize(
    ("words", "broken", "suggestion"),
    [
        ("每日加收0.5%0的滞纳金", "0.5%0", "0.5‰"),
        ("面积不超过120m，", "120m", None),
        ("面积不超过120m2的", "120m2", "120m²"),
        ("不超过5%的", None, None),
        ("长100mm", None, None),
    ],
)
def test_signs_that_recognition_breaks_are_told(words: str, broken: str | None, suggestion: str | None) -> None:
    flags = list(broken_signs(words, Span(0, len(words))))
    assert [flag.span.of(words) for flag in flags] == ([broken] if broken else [])
    assert [flag.suggestion for flag in flags] == ([suggestion] if broken else [])


def test_unsure_lines_and_lost_ones_are_told() -> None:
    def line(words: str, top: float, score: float) -> PrintedLine:
        place = Place(60, top, 60 + 12 * len(words), top + 12)
        return PrintedLine((Piece(words, place),), place, score=score)

    page = PrintedPage(
        (line("第一条 处一千元罚款。", 100, 0.99), line("第二条 处二千元罚款。", 140, 0.7)), 595, 842, lost=(120.0,)
    )
    laid_out = lay_out([page])
    assert [(flag.kind, flag.span.of(laid_out.text)) for flag in laid_out.flags] == [
        ("ocr_low", "第二条 处二千元罚款。"),
        ("line_lost", ""),
    ]
    assert laid_out.flags[1].span.start == laid_out.text.index("\n")


@pytest.mark.parametrize(("turned", "degrees"), [(90, 270), (180, 180)])
def test_a_page_that_lies_wrongly_is_told_and_keeps_its_places(turned: int, degrees: int) -> None:
    source = read_turned(turned)
    assert [(flag.kind, f"{degrees}度" in flag.reason) for flag in source.flags[:1]] == [("orientation", True)]
    box = source.boxes[0]
    middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    x, y, width, height = 256, 74, 595, 300  # where the middle of the first line is on the upright page
    assert middle == pytest.approx({90: (y, width - x), 180: (width - x, height - y)}[turned], abs=25)


def test_columns_of_a_scan_follow_one_another() -> None:
    wide = [Place(60, 40, 400, 52)]
    left = [Place(60, 100 + 20 * line, 220, 112 + 20 * line) for line in range(5)]
    right = [Place(240, 102 + 20 * line, 400, 114 + 20 * line) for line in range(5)]
    foot = [Place(80, 300, 390, 312)]
    rows = [place for pair in zip(left, right, strict=True) for place in pair]
    places = wide + rows + foot
    assert [places[index] for index in in_order(places)] == wide + left + right + foot


def test_entries_beside_each_other_are_read_across() -> None:
    places = [
        Place(x, 100 + 20 * line, x + width, 112 + 20 * line) for line in range(6) for x, width in ((60, 50), (300, 40))
    ]
    places += [Place(60, 300, 400, 312), Place(280, 320, 400, 332)]
    assert in_order(places) == list(range(len(places)))


def test_numbers_that_are_not_sure_are_told() -> None:
    words = "处1000元以上3万元以下"
    scores = tuple(0.5 if at == 8 else 0.99 for at in range(len(words)))
    place = Place(60, 100, 300, 112)
    line = PrintedLine((Piece(words, place),), place, doubts=tuple(_doubts(Found(words, place, 0.95, scores))))
    laid_out = lay_out([PrintedPage((line,), 595, 842)])
    assert [(flag.kind, flag.span.of(laid_out.text)) for flag in laid_out.flags] == [("ocr_low", "3万")]


def test_red_words_are_read_and_seals_are_not() -> None:
    page = picture()
    dots = page.load()
    for y in range(150, 230):  # the first line, printed in red as a head is
        for x in range(page.width):
            if dots[x, y] != (255, 255, 255):
                dots[x, y] = (220, dots[x, y][1], dots[x, y][2])
    draw = ImageDraw.Draw(page)
    draw.ellipse((1000, 380, 1220, 600), outline=(220, 20, 20), width=8)
    draw.polygon([(1110, 440), (1130, 500), (1170, 540), (1050, 540), (1090, 500)], fill=(220, 20, 20))
    inks = parted(page)
    assert inks.red is not None and inks.red.getbbox() is not None
    assert min(inks.red.convert("L").crop((990, 370, 1230, 610)).getextrema()) == 255  # the seal is gone
    source = source_of(page)
    assert ["".join(line.split()) for line in source.text.splitlines()] == ["".join(line.split()) for line in LINES]
