"""ZIP archives and WARC files: each page in them is a source; what is refused is a line, and costs no other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fatiao import build
from fatiao.ingest import IngestError, is_container, members, read_member
from sqlite_utils import Database
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

LAW = "某市测试办法\n第一条　为了规范管理，制定本办法。\n第二条　违反本办法的，处{}万元以下罚款。\n"


def zipped(path: Path, **files: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def lines_of(path: Path, max_bytes: int = 0) -> tuple[list[str], list[str]]:
    """Return the names of a container's members and what is said of the others."""
    told: list[IngestError] = []
    found = [member.name for member in members(path, max_bytes, told.append)]
    return found, [str(error).removeprefix(f"{path}: ") for error in told]


def test_each_page_of_an_archive_is_a_source(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "laws.zip",
        **{
            "甲/一.txt": LAW.format(1),
            "b.html": f"<html><body>{LAW.format(2)}</body></html>",
            "c.exe": b"MZ",
            "__MACOSX/._b.txt": "x",
        },
    )
    database = tmp_path / "a.db"
    report = build([path], database)
    assert (report.stored, report.failures) == (2, [])
    assert [row["uri"] for row in Database(database).query("select uri from files order by uri")] == [
        "laws.zip!/b.html",
        "laws.zip!/甲/一.txt",
    ]
    assert build([path], database).unchanged == 2
    zipped(path, **{"甲/一.txt": LAW.format(3)})
    report = build([tmp_path], database, prune=True)
    assert (report.stored, [Path(name).name for name in report.pruned]) == (1, ["b.html"])


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    entry = zipfile.ZipInfo("x" * 6 + ".txt")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, LAW.format(1))
    path.write_bytes(path.read_bytes().replace(b"xxxxxx", "公告一".encode("gbk")))
    assert lines_of(path) == (["!/公告一.txt"], [])


def encrypted(path: Path) -> None:
    raw = bytearray(zipped(path, **{"a.txt": LAW, "b.txt": LAW}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(signature, at + 1)) >= 0:
            raw[at + offset] |= 1
    path.write_bytes(raw)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as file:
        for _ in range(30):
            file.write(bytes(1 << 20))


def damaged(path: Path) -> None:
    raw = zipped(path, **{"a.txt": LAW * 50}).read_bytes()
    path.write_bytes(raw[:60] + b"\xff" * 20 + raw[80:])


def truncated(path: Path) -> None:
    path.write_bytes(zipped(path, **{"a.txt": LAW}).read_bytes()[:-40])


def many(path: Path) -> None:
    raw = zipped(path, **{"a.txt": LAW}).read_bytes()
    at = raw.rfind(b"PK\x01\x02")
    path.write_bytes(raw[: at + 24] + (0xFFFFFFF0).to_bytes(4, "little") + raw[at + 28 :])


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda path: zipped(path, **{"../../a.txt": LAW}), "../../a.txt in it is named to lie outside"),
        (lambda path: zipped(path, **{"/etc/a.txt": LAW}), "/etc/a.txt in it is named to lie outside"),
        (
            lambda path: zipped(path, **{"a.zip": b"PK", "b/c.rar": b"Rar!"}),
            "a.zip in it and 1 more are archives themselves",
        ),
        (encrypted, "a.txt in it and 1 more are encrypted"),
        (bomb, "a.txt in it is packed as no page is"),
        (damaged, "a.txt in it is damaged"),
    ],
    ids=["outside by ..", "outside by /", "nested", "encrypted", "bomb", "damaged"],
)
def test_what_is_refused_is_one_line(tmp_path: Path, make: Callable[[Path], object], line: str) -> None:
    path = tmp_path / "a.zip"
    make(path)
    found, told = lines_of(path)
    assert found == [] and len(told) == 1 and told[0].startswith(line)
    report = build([path], tmp_path / "a.db")
    assert len(report.failures) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.db", "a.zip"]


@pytest.mark.parametrize(("make", "line"), [(truncated, "is damaged"), (many, "more than any collection of pages")])
def test_an_archive_that_is_no_good_at_all_is_one_line(
    tmp_path: Path, make: Callable[[Path], object], line: str
) -> None:
    path = tmp_path / "a.zip"
    make(path)
    with pytest.raises(IngestError, match=line):
        lines_of(path)


def test_a_member_larger_than_allowed_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"a.txt": LAW * 99, "b.txt": LAW})
    found, told = lines_of(path, 1000)
    assert found == ["!/b.txt"] and "more than 1,000 bytes" in told[0]


def test_a_word_file_named_zip_is_no_container(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"[Content_Types].xml": "<a/>"})
    assert not is_container(path)


def warc(path: Path, is_packed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_packed)
        for url, status, sent, body in (
            ("http://a.gov.cn/1.html", "200 OK", "text/html; charset=gb2312", LAW.format(1).encode("gb18030")),
            ("http://a.gov.cn/2.html", "404 Not Found", "text/html", LAW.format(2).encode()),
            ("http://a.gov.cn/3.png", "200 OK", "image/png", b"\x89PNG"),
            ("http://a.gov.cn/4.txt", "200 OK", "text/plain", LAW.format(4).encode()),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", sent)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )
    return path


@pytest.mark.parametrize("is_packed", [True, False])
def test_each_page_of_a_warc_file_is_a_source(tmp_path: Path, is_packed: bool) -> None:
    path = warc(tmp_path / ("a.warc.gz" if is_packed else "a.warc"), is_packed)
    found = list(members(path, 0, pytest.fail))
    assert [member.name for member in found] == ["#1", "#4"]
    source = read_member(found[0])
    assert "处1万元以下罚款" in source.text and source.encoding == "gb18030"
    assert dict(source.metadata) == {"url": "http://a.gov.cn/1.html"}
    assert source.retrieved_at and source.retrieved_at.endswith("Z")
    report = build([path], tmp_path / "a.db")
    assert (report.stored, report.failures) == (2, [])


def test_a_warc_file_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc", is_packed=False)
    path.write_bytes(b"nonsense\r\n" + path.read_bytes()[:100])
    with pytest.raises(IngestError, match="this WARC file is damaged"):
        list(members(path, 0, pytest.fail))


def test_a_page_that_changed_since_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"a.txt": LAW})
    (one,) = members(path, 0, pytest.fail)
    zipped(path, **{"a.txt": LAW * 2})
    with pytest.raises(IngestError, match="changed since the build began"):
        read_member(one)
