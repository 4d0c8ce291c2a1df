"""Files and bytes in, sources or clear refusals out."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest
from fatiao.ingest import IngestError, find, read, read_bytes
from fatiao.text.source import source_of

LAW = "第一条　为了规范管理，罚款不超过20万元。\r\n第二条　a<b 的除外。\n"
HTML = "<!DOCTYPE html>\n<html><body><p>第一条　为了规范管理。</p></body></html>"


@pytest.mark.parametrize(
    ("name", "raw", "media_type", "text"),
    [
        pytest.param("a.txt", LAW.encode(), "text/plain", LAW, id="text is never altered"),
        pytest.param("a.md", LAW.encode(), "text/markdown", LAW, id="nor is Markdown"),
        pytest.param("a", LAW.encode("gbk"), "text/plain", LAW, id="a name without an ending"),
        pytest.param("a.html", HTML.encode(), "text/html", "第一条　为了规范管理。\n", id="HTML"),
        pytest.param("a.txt", HTML.encode(), "text/html", "第一条　为了规范管理。\n", id="HTML by its content"),
        pytest.param("a.htm", b"<p>a</p>", "text/html", "a\n", id="a piece of HTML by its name"),
        pytest.param("a.txt", b"x <b>a</b>", "text/plain", "x <b>a</b>", id="a tag alone makes no HTML of a text"),
        pytest.param("a.html", LAW.encode(), "text/plain", LAW, id="text in a file named HTML keeps its lines"),
    ],
)
def test_sources(tmp_path: Path, name: str, raw: bytes, media_type: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    source = read(path)
    assert (source.uri, source.id) == (str(path), hashlib.sha256(raw).hexdigest())
    assert (source.media_type, source.text) == (media_type, text)


def test_media_type_with_charset() -> None:
    source = read_bytes(LAW.encode("gb18030"), "https://example.org/a", "text/plain; charset=GB2312")
    assert (source.text, source.encoding, source.media_type) == (LAW, "gb18030", "text/plain")


@pytest.mark.parametrize(
    ("raw", "problem", "remedy"),
    [
        pytest.param(b"", "the file is empty", "download", id="empty"),
        pytest.param(b" \r\n\t", "the file is empty", "download", id="blank"),
        pytest.param("\u3000\n".encode(), "holds no text", "save what it shows", id="nothing but wide spaces"),
        pytest.param(b"<html><body><img src=1></body></html>", "holds no text", "browser", id="HTML without text"),
        pytest.param(b"%PDF-1.7\n", "this PDF is damaged", "download it again", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\x00", "zip file", ".txt", id="ZIP"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", "this picture is damaged", "scan", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", "this picture is damaged", "scan", id="JPEG"),
        pytest.param(b"GIF89a", "GIF", "OCR", id="GIF"),
        pytest.param(b"\x1f\x8b\x08", "gzip", "unpack", id="gzip"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00\x00", "binary", "UTF-8", id="NULs"),
        pytest.param(b"\xe7\xac\xac\xff\xff", "not valid UTF-8 (byte 3)", "UTF-8", id="undecodable"),
    ],
)
def test_refusals_say_what_and_what_to_do(tmp_path: Path, raw: bytes, problem: str, remedy: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    with pytest.raises(IngestError) as caught:
        read(path)
    error = caught.value
    assert error.file == str(path)
    assert problem in error.problem
    assert remedy in error.remedy
    assert str(error) == f"{path}: {error.problem}; {error.remedy}"
    assert "\n" not in str(error)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize(
    ("name", "problem"),
    [("missing.txt", "no such file"), ("", "this is a folder"), ("x" * 300, "name is too long")],
)
def test_unreadable_paths(tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(IngestError, match=problem):
        read(tmp_path / name)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.HTML", "sub/d.htm", "sub/e.jsonl", ".git/f.txt", "sub/.g.txt", "empty/x"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param(["."], ["a.md", "b.txt", "sub/c.HTML", "sub/d.htm"], id="a folder, by endings, hidden left out"),
        pytest.param(["sub/e.jsonl"], ["sub/e.jsonl"], id="a file that is named, whatever its ending"),
        pytest.param(["b.txt", "./b.txt", "."], ["a.md", "b.txt", "sub/c.HTML", "sub/d.htm"], id="each once"),
        pytest.param(["**/*.htm", "*.txt"], ["b.txt", "sub/d.htm"], id="patterns"),
        pytest.param(["s*"], ["sub/c.HTML", "sub/d.htm"], id="a pattern that matches a folder"),
        pytest.param(["missing.txt"], ["missing.txt"], id="a missing file is for reading to tell"),
    ],
)
def test_find(pages: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], found: list[str]) -> None:
    monkeypatch.chdir(pages)
    assert find(paths) == [Path(name) for name in found]


@pytest.mark.parametrize(("path", "problem"), [("*.pdf", "no file matches"), ("empty", "no file in this folder")])
def test_find_tells_what_names_nothing(pages: Path, monkeypatch: pytest.MonkeyPatch, path: str, problem: str) -> None:
    monkeypatch.chdir(pages)
    with pytest.raises(IngestError, match=problem):
        find([path])
    told: list[IngestError] = []
    assert find([path, "b.txt"], told.append) == [Path("b.txt")]
    assert [error.file for error in told] == [path]


def test_a_name_with_brackets_is_no_pattern(tmp_path: Path) -> None:
    path = tmp_path / "办法[1].txt"
    path.write_text(LAW)
    assert find([path]) == [path]


def test_a_text_in_memory_has_the_identifier_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(LAW.encode())
    assert source_of(LAW, str(tmp_path / "a.txt")) == read(tmp_path / "a.txt")


def test_a_text_in_memory_may_hold_half_a_character() -> None:
    assert source_of("第\ud800条").text == "第\ud800条"
