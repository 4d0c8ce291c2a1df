"""Files that no one would read: each costs itself a line, and no more than its time; the others are built."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from fatiao import build
from fatiao.limits import Limits
from printed import Sheet, pdf
from sqlite_utils import Database
from word_files import p, word

LAW = "某市测试办法\n第一条　为了规范管理，制定本办法。\n第二条　违反本办法的，处1万元以下罚款。\n"


def page(*lines: str) -> Sheet:
    sheet = Sheet()
    for at, words in enumerate(lines):
        sheet.write(80, 780 - 18 * at, words)
    return sheet


PDF = pdf([page(*LAW.splitlines()) for _ in range(3)])


def with_password(raw: bytes) -> bytes:
    """Return a PDF whose password nobody knows: what is stored of it is the digest of none."""
    secret = b"<<" + b"/Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    return raw.replace(b"/Root", b"/ID[<00><00>]/Encrypt " + secret + b"/Root", 1)


def large_page() -> bytes:
    """Return a PDF with a page of 10 MB: 90,000 words over each other."""
    sheet = Sheet()
    for at in range(90_000):
        sheet.write(at % 500, at % 800, "燃气管理条例", 8)
    return pdf([sheet])


def large_picture() -> bytes:
    """Return the head of a picture of 30,000 by 30,000 dots."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def with_entity() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(p("甲")))) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            raw = package.read(name)
            if name == "word/document.xml":
                raw = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + raw.replace("甲".encode(), b"&x;")
            changed.writestr(name, raw)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as file:
        for _ in range(30):
            file.write(bytes(1 << 20))
    return out.getvalue()


def outside() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../outside.txt", LAW)
    return out.getvalue()


SHELL = b"<html><head><script src=app.js></script></head><body><div id=app></div></body></html>"
BAD = {
    "cut at a fifth.pdf": (lambda: PDF[: len(PDF) // 5], "this PDF is damaged"),
    "cut in half.pdf": (lambda: PDF[: len(PDF) // 2], "this PDF is damaged"),
    "without its end.pdf": (lambda: PDF[: len(PDF) * 95 // 100], "this PDF is damaged"),
    "with a password.pdf": (lambda: with_password(PDF), "this PDF wants a password"),
    "with a page of 10 MB.pdf": (large_page, "it took more than 1 s of processor time and was ended"),
    "cut off.docx": (lambda: word(p("甲"))[:-200], "this Word file is damaged"),
    "with an entity.docx": (with_entity, "this Word file declares entities, as no Word does"),
    "a bomb.zip": (bomb, "a.txt in it is packed as no page is, a thousand times smaller"),
    "outside.zip": (outside, "../../outside.txt in it is named to lie outside of it"),
    "large.png": (large_picture, "this picture has more than 40 million dots, as no page has"),
    "a shell.html": (lambda: SHELL, "the file holds no text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_the_others_are_built(name: str, tmp_path: Path) -> None:
    make, problem = BAD[name]
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(make())
    (folder / "good.txt").write_text(LAW, encoding="utf-8")
    before = set(tmp_path.rglob("*"))
    began = time.process_time()
    report = build([folder, folder / name], tmp_path / "a.db", jobs=1, limits=Limits(pdf_seconds=1.0))
    assert time.process_time() - began < 15
    assert [failure.problem for failure in report.failures] == [problem]
    assert all(failure.remedy for failure in report.failures)
    assert [row["mention"] for row in Database(tmp_path / "a.db")["parameters"].rows] == ["1万元"]
    assert {path for path in tmp_path.rglob("*") if ".db" not in path.name} == before


def test_two_thousand_pages_are_read_in_seconds(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 2000):
        pages.append(Sheet())
        pages[-1].write(80, 100 + number * 37 % 600, f"第{number}条 违反本办法的，处{number}元以下罚款。")
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf([page("某市测试办法"), *pages]))
    began = time.process_time()
    report = build([path], tmp_path / "a.db", jobs=1)
    assert time.process_time() - began < 60
    assert not report.failures
    assert Database(tmp_path / "a.db")["parameters"].count == 1999
