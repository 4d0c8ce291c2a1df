"""Word files to text: what prints, with the numbers that Word generates, and nothing that it does not print."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from fatiao.ingest import IngestError, read_bytes
from fatiao.ingest.readers.word_numbers import in_form
from word_files import NUMBERED, STYLES, p, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def lines(raw: bytes) -> list[str]:
    return read_bytes(raw, "page.docx").text.splitlines()


def test_articles_go_on_counting_across_chapters() -> None:
    body = p("总则", level=0) + p("甲。", level=1) + p("乙：", level=1) + p("子；", level=2) + p("丑。", level=2)
    body += p("附则", level=0) + p("丙：", style="narrow") + p("寅。", level=2)
    assert lines(word(body, NUMBERED, STYLES)) == [
        "第一章 总则",
        "第一条 甲。",
        "第二条 乙：",
        "（一）子；",
        "（二）丑。",
        "第二章 附则",
        "第三条 丙：",
        "（一）寅。",
    ]


def test_a_numbering_may_begin_elsewhere_and_a_paragraph_have_none() -> None:
    body = p("子；", level=2, number=2) + p("丑；", level=2, number=2) + p("寅。", level=2, number=0)
    assert lines(word(body, NUMBERED, STYLES)) == ["（五）子；", "（六）丑；", "寅。"]


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 20, "二十"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalFullWidth", 14, "１４"),
        ("decimalZero", 7, "07"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 14, "XIV"),
        ("a form of another language", 5, "5"),
        ("lowerLetter", 10**12, "1000000000000"),
        ("upperRoman", 32_768, "32768"),
        ("chineseCounting", -5, "-5"),
    ],
)
def test_forms_of_numbers(form: str, number: int, printed: str) -> None:
    assert in_form(number, form) == printed


TEXT_BOX = "<w:txbxContent><w:p><w:r><w:t>政发〔2024〕15号</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        pytest.param(
            "<w:p><w:r><w:t>限期</w:t></w:r><w:ins><w:r><w:t>30</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>15</w:delText></w:r></w:del><w:r><w:t>日。</w:t></w:r></w:p>",
            ["限期30日。"],
            id="what was inserted stays, what was deleted goes",
        ),
        pytest.param(
            f"<w:p><w:r><mc:AlternateContent><mc:Choice>{TEXT_BOX}</mc:Choice><mc:Fallback>{TEXT_BOX}</mc:Fallback>"
            "</mc:AlternateContent><w:t>标题</w:t></w:r></w:p>",
            ["政发〔2024〕15号", "标题"],
            id="a text box comes once",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>",
            ["显"],
            id="hidden words go",
        ),
        pytest.param(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r></w:p>',
            ["3"],
            id="a field gives its result",
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>",
            ["甲", "乙 丙"],
            id="a break is a line's end",
        ),
        pytest.param(
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            ["甲"],
            id="a content control gives its content",
        ),
        pytest.param(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>一类</w:t></w:r></w:p></w:tc>'
            "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr>"
            "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr>"
            '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>注</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
            ["一类\t5", "\t2", "注\t"],
            id="a table's rows, with merged cells",
        ),
        pytest.param(
            '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/>'
            "</w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            ["\t" * 63 + "甲" + "\t" * 62],
            id="a cell over more columns than a table has",
        ),
    ],
)
def test_what_prints(body: str, printed: list[str]) -> None:
    assert read_bytes(word(body), "page.docx").text.split("\n")[:-1] == [line.rstrip() for line in printed]


def test_a_document_held_as_a_web_archive_is_read() -> None:
    page = '<html><head><meta charset="utf-8"></head><body><p>第一条 为了测试。</p></body></html>'.encode()
    archive = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n" + page
    )
    raw = word('<w:altChunk r:id="chunk"/>', parts={"chunk.mht": archive + b"\n--x--\n"})
    assert lines(raw) == ["第一条 为了测试。"]


def test_nothing_is_fetched_that_a_document_refers_to() -> None:
    raw = io.BytesIO(word(p("甲")))
    entity = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with zipfile.ZipFile(raw) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["word/document.xml"] = (entity + files["word/document.xml"].decode().replace("甲", "甲&x;乙")).encode()
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    with pytest.raises(IngestError, match="declares entities, as no Word does"):
        read_bytes(changed.getvalue(), "page.docx")


def test_a_part_that_is_shown_again_and_again_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fatiao.ingest.readers.word._MOST_TEXT", 100)
    body, parts = '<w:altChunk r:id="chunk"/>', {"chunk.mht": ("<html><body>" + "甲" * 30).encode()}
    assert len(lines(word(body * 3, parts=parts))) == 3
    with pytest.raises(IngestError, match="its text has more than 100 characters"):
        lines(word(body * 4, parts=parts))


WITHOUT_MAIN = b"word/damaged0.xml".join(word(p("甲")).rsplit(b"word/document.xml", 1))
"""A file in whose index the main part has another name."""


def encrypted(raw: bytes) -> bytes:
    """Return a ZIP file whose members say that they are encrypted."""
    flagged = bytearray(raw)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), raw):
            flagged[found.start() + flags] |= 1
    return bytes(flagged)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        pytest.param(word(""), "holds no text", id="empty"),
        pytest.param(word(p("甲"))[:-200], "this Word file is damaged", id="cut off"),
        pytest.param(word(p("甲"))[:900], "this Word file is damaged", id="cut off early"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "wants a password", id="with a password"),
        pytest.param(word("<w:p>"), "is damaged", id="broken XML"),
        pytest.param(encrypted(word(p("甲"))), "zip file", id="encrypted"),
        pytest.param(WITHOUT_MAIN, "this Word file is damaged", id="its main part is not there"),
    ],
)
def test_what_cannot_be_read_is_told(raw: bytes, problem: str) -> None:
    with pytest.raises(IngestError, match=problem):
        read_bytes(raw, "page.docx")


def test_old_kinds_need_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    for raw in (OLE, b"{\\rtf1 x}"):
        with pytest.raises(IngestError, match="install LibreOffice"):
            read_bytes(raw, "page.doc")


def test_rich_text_is_read_by_libreoffice(libreoffice: str) -> None:
    words = "".join(f"\\u{ord(character)}?" for character in "第一条 为了测试。")
    source = read_bytes(f"{{\\rtf1\\ansi {words}\\par}}".encode("ascii"), "page.rtf")
    assert source.text == "第一条 为了测试。\n"
    assert source.media_type == "application/rtf"
