"""What is kept of an answer, and read back from it, whatever a site sends."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from fatiao.ingest import IngestError, Look, looks_of_warc, members, read_member
from fatiao.ingest.crawl.desk import _name
from fatiao.ingest.crawl.snapshots import UNCHANGED, Answer, Snapshots
from fatiao.ingest.sites.headers import ROBOTS, ROLE, TERMS
from fatiao.ingest.sites.rules import Rules, keep_rules
from fatiao.ingest.sites.selector import elements, page_of
from fatiao.snapshots import Looks

PAGE = "<div class='body'><p>第一条 处5000元以下罚款。</p></div>".encode()
HTML = ("Content-Type", "text/html; charset=utf-8")


def answer(body: bytes = PAGE, *headers: tuple[str, str], url: str = "http://a.cn/1", status: int = 200) -> Answer:
    return Answer(url, status, (HTML, *headers), body, 1_700_000_000.0)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, []),
        (gzip.compress(PAGE), [("Content-Encoding", "gzip")]),
        (zlib.compress(PAGE), [("Content-Encoding", "deflate")]),
        (gzip.compress(PAGE), [("Content-Encoding", "x-gzip")]),
        (gzip.compress(PAGE) + bytes(100_000), [("Content-Encoding", "gzip")]),
        (PAGE, [("Content-Encoding", "gzip")]),
        (PAGE, [("Content-Encoding", "utf-8")]),
        (PAGE, [("Transfer-Encoding", "chunked"), ("Content-Length", "3")]),
        (PAGE, [("X-Title", "法规 é\r\n x"), ("Content-Disposition", "attachment; filename=\xb7\xa8.doc")]),
    ],
    ids=[
        "plain",
        "gzip",
        "deflate",
        "gzip by its old name",
        "more behind the gzip",
        "not the gzip it says",
        "an encoding",
        "lengths of the wire",
        "headers that are not ASCII",
    ],
)
def test_what_a_site_sends_is_kept_and_read_back(tmp_path: Path, body: bytes, headers: list[tuple[str, str]]) -> None:
    keep_rules(Rules(body=("div.body",)), tmp_path)
    path = tmp_path / "a.warc.gz"
    sent = answer(body, *headers)
    assert sent.content(1000) == PAGE
    end = Snapshots(path, "a.cn").append(sent, {ROLE: "detail", ROBOTS: "allowed", TERMS: "可转载，注明出处"})
    assert end == path.stat().st_size
    ((again, is_revisit, place),) = Snapshots(path, "a.cn").mend(0)
    assert (again.body, again.status, is_revisit, place) == (body, 200, False, end)
    (one,) = members(path, 0, pytest.fail)
    source = read_member(one)
    assert source.text == "第一条 处5000元以下罚款。\n"
    told = {"url": "http://a.cn/1", "robots": "allowed", "terms": "可转载，注明出处", "title": ""}
    assert dict(source.metadata) == told
    assert source.retrieved_at == "2023-11-14T22:13:20Z"


def test_a_bomb_is_unpacked_no_further_than_allowed() -> None:
    packed = gzip.compress(bytes(50_000_000))
    assert len(answer(packed, ("Content-Encoding", "gzip")).content(1000)) == 1001


@pytest.mark.parametrize(
    ("looks", "gone_at"),
    [
        ([("1", 200)], None),
        ([("1", 200), ("2", 404)], "2"),
        ([("1", 200), ("2", 404), ("3", 410)], "2"),
        ([("1", 200), ("2", 404), ("3", 200)], None),
        ([("1", 200), ("2", 404), ("3", 304), ("4", 404)], "4"),
        ([("1", 200), ("2", 404), ("3", 500)], "2"),
        ([("1", 200), ("2", 404), ("3", 301)], None),
        ([("1", 200), ("2", 503)], None),
    ],
)
def test_a_page_is_gone_since_it_was_first_not_there(looks: list[tuple[str, int]], gone_at: str | None) -> None:
    for order in (looks, looks[::-1]):  # files may be read in any order
        found = Looks()
        found.add(Look("http://a.cn/1", at, status) for at, status in order)
        assert found.gone_at("http://a.cn/1") == gone_at and found.gone_at("http://a.cn/2") is None


@pytest.mark.parametrize("packed", ["br", "zstd", "BR", "gzip, br", "compress", "gzip, gzip"])
def test_what_is_packed_in_another_way_is_a_line_and_the_rest_is_read(tmp_path: Path, packed: str) -> None:
    line = f"it is packed as {packed.lower()}, which is not read; it may be packed as gzip, or not at all"
    with pytest.raises(IngestError) as error:
        answer(PAGE, ("Content-Encoding", packed)).content(1000)
    assert str(error.value) == f"http://a.cn/1: {line}"
    keep_rules(Rules(body=("div.body",)), tmp_path)
    path, problems = tmp_path / "a.warc.gz", []
    for one in (answer(PAGE, ("Content-Encoding", packed)), answer()):
        Snapshots(path, "a.cn").append(one, {ROLE: "detail"})
    assert [one.name for one in members(path, 0, problems.append)] == ["#3"]
    assert [str(problem) for problem in problems] == [f"{path}#2: {line}"]


def test_lists_and_pages_that_are_not_there_are_no_sources(tmp_path: Path) -> None:
    keep_rules(Rules(body=("div.body",)), tmp_path)
    kept = Snapshots(tmp_path / "a.warc.gz", "a.cn")
    kept.append(answer(url="http://a.cn/"), {ROLE: "list"})
    kept.append(answer(url="http://a.cn/robots.txt"), {ROLE: "robots"})
    kept.append(answer(url="http://a.cn/2", status=404), {ROLE: "detail"})
    kept.append(answer(url="http://a.cn/3"), {ROLE: "detail"}, UNCHANGED)
    assert list(members(tmp_path / "a.warc.gz", 0, pytest.fail)) == []
    found = [(look.url, look.status) for look in looks_of_warc(tmp_path / "a.warc.gz")]
    assert found == [
        ("http://a.cn/", 200),
        ("http://a.cn/robots.txt", 200),
        ("http://a.cn/2", 404),
        ("http://a.cn/3", 200),
    ]


def test_what_was_cut_off_is_taken_away_wherever_it_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    kept = Snapshots(path, "a.cn")
    first = kept.append(answer(), {ROLE: "detail"})
    kept.append(answer(url="http://a.cn/2"), {ROLE: "detail"})
    whole = path.read_bytes()
    for cut in range(first, len(whole), 7):
        path.write_bytes(whole[:cut])
        assert [(one.url, end) for one, _, end in kept.mend(0)] == [("http://a.cn/1", first)]
        assert path.read_bytes() == whole[:first]


@pytest.mark.parametrize(
    "markup",
    [
        "<body><p>1</p></body><p>2</p>",
        "<html><body><p>1</p></body></html><p>2</p>",
        "<!DOCTYPE html><html><body><p>1</HTML >\n<!DOCTYPE html><html><head><title>x</title></head><body><p>2</p></html>",
    ],
)
def test_what_stands_behind_the_end_of_a_page_is_read_as_browsers_do(markup: str) -> None:
    assert [element.text_content().strip()[:1] for element in elements(page_of(markup), ["p"])] == ["1", "2"]


@pytest.mark.parametrize(
    "markup", ["", "\x00", "<p>a\x00b", "<?xml version='1.0' encoding='gbk'?><p>x", "<" * 500, "<b>" * 3000]
)
def test_a_page_that_is_hardly_one_is_read_all_the_same(markup: str) -> None:
    assert page_of(markup).tag


def test_files_of_one_second_are_named_in_their_order(tmp_path: Path) -> None:
    names = []
    for _ in range(11):
        names.append(_name("甲", tmp_path, 1_700_000_000.9))
        (tmp_path / names[-1]).touch()
    names.append(_name("甲", tmp_path, 1_700_000_001.0))
    assert names == sorted(names)
