"""One regulation in every form: text, HTML, PDF of one and of two columns, Word of three kinds, a scan.

Used by the test that all say the same, and by corpus/make_files.py.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from pathlib import Path

import pypdfium2
from fatiao.extract.page import process_source
from fatiao.ingest import read
from fatiao.text.traditional import simplified
from PIL import Image, ImageDraw, ImageFilter
from printed import A4, Sheet, pdf
from word_files import p, word

PAGES = Path(__file__).parent.parent / "corpus" / "pages"
_LABEL = re.compile(r"(第[一二三四五六七八九十百]+[章条])\s*")
_ITEM = re.compile(r"[（(]([一二三四五六七八九十]+)[）)]\s*")
NUMBERS = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/>
    <w:lvlText w:val="第%1章"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlRestart w:val="0"/>
    <w:suff w:val="space"/><w:lvlText w:val="第%2条"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
    <w:lvlText w:val="（%3）"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""


def paragraphs(page: str, title: str) -> list[str]:
    """Return the title and the paragraphs of a regulation on a sample page, a space behind every label."""
    (path,) = PAGES.glob(f"{page}_*")
    source = read(path)
    regulation = next(one for one in process_source(source).page.regulations if one.title == title)
    lines = [line.strip() for line in regulation.span.of(source.text).splitlines()]
    return [_LABEL.sub(r"\1　", line, count=1) if _LABEL.match(line) else line for line in lines if line]


def as_text(lines: Sequence[str]) -> bytes:
    """Return a text file."""
    return "".join(f"{line}\n" for line in lines).encode()


def as_html(lines: Sequence[str], charset: str = "utf-8") -> bytes:
    """Return a page that declares its encoding."""
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines[1:])
    head = f'<meta charset="{charset}"><title>法规库</title>'
    page = f"<!DOCTYPE html>\n<html><head>{head}</head><body><h1>{escape(lines[0])}</h1>\n{body}</body></html>\n"
    return page.encode("gb18030" if charset == "gb2312" else charset, "xmlcharrefreplace")


def traditional(lines: Sequence[str]) -> list[str]:
    """Return lines in traditional characters, for each the first of those that Big5 has."""
    table: dict[str, str] = {}
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        plain = simplified(character)
        if plain != character and character.encode("big5", "ignore") and not plain.encode("big5", "ignore"):
            table.setdefault(plain, character)
    return ["".join(table.get(character, character) for character in line) for line in lines]


def sheets(lines: Sequence[str], columns: int = 1, size: float = 12.0, head: str = "法规汇编") -> list[Sheet]:
    """Return pages with running heads and numbers."""
    width = int((A4[0] - 140 - 25 * (columns - 1)) / columns / size)
    rows = list(_rows(lines[1:], width))
    per_column = int(660 / (size * 1.6))
    out: list[Sheet] = []
    for begin in range(0, len(rows), per_column * columns):
        sheet = Sheet()
        out.append(sheet)
        if head:
            sheet.write(250, 805, head, 9)
        sheet.write(285, 40, f"— {len(out)} —", 9)
        if not begin:
            sheet.write((A4[0] - 16 * len(lines[0])) / 2, 770, lines[0], 16)
        for column in range(columns):
            first = begin + column * per_column
            for at, (indent, words) in enumerate(rows[first : first + per_column]):
                x = 70 + column * (width * size + 25) + indent * size
                sheet.write(x, 735 - at * size * 1.6, words, size)
    return out


_WORD = re.compile(r"[0-9A-Za-z.]{2}")
_NARROW = {" ": 0.207, "(": 0.374}
_NO_BEGINNING = "，。、；：）》”,.;:)"


def _wide(character: str) -> float:
    """Return how wide the font's character is, in ems."""
    return 1.0 if character > "\u2e7f" or character in "“”‘’…—" else _NARROW.get(character, 0.5)


def _rows(lines: Sequence[str], width: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of paragraphs as a page has them: how far each is set in, and its words."""
    for line in lines:
        indent = 2
        while line:
            take, filled = 0, float(indent)
            while take < len(line) and filled + _wide(line[take]) <= width:
                filled += _wide(line[take])
                take += 1
            while 1 < take < len(line) and line[take] in _NO_BEGINNING:
                take -= 1
            while 1 < take < len(line) and _WORD.fullmatch(line[take - 1 : take + 1]):
                take -= 1  # a number or a word stays whole
            yield indent, line[:take]
            line, indent = line[take:], 0


def as_pdf(lines: Sequence[str], columns: int = 1) -> bytes:
    """Return a born-digital PDF."""
    return pdf(sheets(lines, columns))


def as_numbered_word(lines: Sequence[str]) -> bytes:
    """Return a Word file whose chapters, articles and items are numbered by Word."""
    body = [p(escape(lines[0]))]
    for line in lines[1:]:
        if label := _LABEL.match(line):
            body.append(p(escape(line[label.end() :]), level=0 if label[1].endswith("章") else 1))
        elif item := _ITEM.match(line):
            body.append(p(escape(line[item.end() :]), level=2))
        else:
            body.append(p(escape(line)))
    return word("".join(body), NUMBERS)


def as_word(lines: Sequence[str]) -> bytes:
    """Return a Word file with typed numbers."""
    return word("".join(p(escape(line)) for line in lines))


def as_alt_chunk(lines: Sequence[str]) -> bytes:
    """Return a Word file that holds nothing but a web archive."""
    archive = MIMEMultipart("related", boundary="----fatiao")
    page = MIMEText(as_html(lines).decode(), "html", "utf-8")
    page["Content-Location"] = "file:///C:/page.html"
    archive.attach(page)
    return word('<w:altChunk r:id="chunk"/>', parts={"chunk.mht": archive.as_bytes()})


def pictures(lines: Sequence[str], dpi: int = 200, size: float = 12.0) -> list[Image.Image]:
    """Return the pages as clean pictures."""
    document = pypdfium2.PdfDocument(pdf(sheets(lines, size=size, head="")))
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def dirty(picture: Image.Image, seed: int = 1) -> Image.Image:
    """Return a picture as a bad scanner gives it: askew, noisy, with a seal over its text."""
    chance = random.Random(seed)
    side = picture.width // 5
    x, y = int(picture.width * 0.62), int(picture.height * 0.72)
    seal = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(seal)
    draw.ellipse((x, y, x + side, y + side), outline=(210, 30, 30, 190), width=max(3, side // 30))
    middle = [(x + side / 2 + side / 5 * dx, y + side / 2 + side / 5 * dy) for dx, dy in _STAR]
    draw.polygon(middle, fill=(210, 30, 30, 190))
    page = Image.alpha_composite(picture.convert("RGBA"), seal).convert("RGB")
    page = page.rotate(0.5, Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(0.5))
    dots = page.load()
    assert dots is not None
    for _ in range(picture.width * picture.height // 900):
        grey = chance.randrange(90, 200)
        dots[chance.randrange(page.width), chance.randrange(page.height)] = (grey, grey, grey)
    return page


_STAR = (
    (0, -1),
    (0.3, -0.3),
    (1, -0.3),
    (0.4, 0.2),
    (0.6, 1),
    (0, 0.5),
    (-0.6, 1),
    (-0.4, 0.2),
    (-1, -0.3),
    (-0.3, -0.3),
)


def as_scan(pages: Sequence[Image.Image], dpi: int = 200) -> bytes:
    """Return pictures as a PDF of scanned pages."""
    raw = io.BytesIO()
    first, *rest = pages
    first.save(raw, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=60)
    return raw.getvalue()
