"""The site files that are shipped, each on a saved page and a saved list of the kind of site it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.extract.page import process_source
from fatiao.ingest.sites.file import read_site, shipped
from fatiao.ingest.sites.page import links, take
from fatiao.ingest.sites.source import source_by_rules

PAGES = Path(__file__).parent / "cases" / "sites"
BASE = "https://www.gov.example.cn/a/b.html"
NAMES = ["government_disclosure", "law_database", "law_library", "trs_editor"]
"""The shipped files; each has a page and a list in `PAGES`."""

TAKEN = {
    "law_library": (
        "乙省渔港费用管理规定",
        {
            "issuer": "乙省人民政府",
            "number": "乙政发〔2019〕12号",
            "promulgated": "2019-05-06",
            "effective": "2019-07-01",
        },
        ["fees.doc"],
    ),
    "government_disclosure": (
        "丁市停车费管理办法",
        {
            "index": "0123-2021-4",
            "topic": "城市管理",
            "issuer": "丁市人民政府",
            "promulgated": "2021年3月8日",
            "title": "丁市停车费管理办法",
            "number": "丁政发〔2021〕4号",
            "page_issuer": "丁市政府办公室",
            "date": "2021年3月12日",
        },
        ["P020210312.pdf"],
    ),
    "law_database": (
        "戊自治州集市条例",
        {"issuer": "戊自治州人民代表大会", "promulgated": "2022-11-03", "effective": "2023-01-01", "validity": "有效"},
        ["wjs.docx", "wjs.pdf"],
    ),
    "trs_editor": (
        "己市供水价格办法",
        {"date": "2020-08-02 09:30", "page_issuer": "己市发展和改革委员会"},
        ["W020200802.pdf", "W020200803.docx"],
    ),
}
"""Title, metadata and attachments of each page."""

LISTED = {
    "law_library": (["/2018/", "/2019/"], ["/a/index_2.html"], ["/a/law_1.html", "/a/law_2.html"]),
    "government_disclosure": (["/xxgk/gz/", "/xxgk/gfxwj/"], ["/a/index_1.html"], ["/a/t20210312_1.html"]),
    "law_database": (["/a/b.html?type=dfxfg"], ["/a/b.html?page=2"], ["/a/detail?id=8a1", "/a/detail?id=8a2"]),
    "trs_editor": (["/jgwj/"], [], ["/a/202008/t20200802_1.html", "/a/202008/t20200802_2.html"]),
}
"""Further lists, next pages and pages that each list leads to on its own site."""

NOISE = ("广告", "分享", "微信", "打印", "上一篇", "图解", "扫一扫", "margin", "首页", "目录", "WORD", "律师")
"""Words of the saved pages that are none of the law's."""


def test_every_shipped_file_is_tested() -> None:
    assert shipped() == NAMES == sorted(TAKEN) == sorted(LISTED)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_title_metadata_attachments_and_nothing_of_the_site(name: str) -> None:
    site = read_site(name, is_check=True)
    raw = (PAGES / f"{name}.html").read_bytes()
    taken = take(raw, name, "text/html", site.rules)
    title, metadata, attachments = TAKEN[name]
    assert (taken.title, taken.metadata) == (title, metadata)
    assert [word for word in NOISE if word in taken.text] == []
    found = links(raw, BASE, "text/html", site.rules, site.attachments)
    assert [url.rpartition("/")[2] for url in found] == attachments


@pytest.mark.parametrize("name", NAMES)
def test_a_list_leads_to_lists_its_next_page_and_pages(name: str) -> None:
    site = read_site(name, is_check=True)
    raw = (PAGES / f"{name}_list.html").read_bytes()
    host = BASE.removesuffix("/a/b.html")
    found = [
        [url.removeprefix(host) for url in links(raw, BASE, "", site.rules, selectors) if url.startswith(host)]
        for selectors in (site.listing, site.following, site.detail)
    ]
    assert tuple(found) == LISTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_law_of_a_page_is_read_with_what_the_site_tells_of_it(name: str) -> None:
    site = read_site(name, is_check=True)
    source = source_by_rules((PAGES / f"{name}.html").read_bytes(), name, "text/html", site.rules)
    assert source is not None
    processed = process_source(source)
    (regulation,) = processed.page.regulations
    title, metadata, _ = TAKEN[name]
    assert regulation.title == title
    assert regulation.doc_number == metadata.get("number")
    assert len(processed.parameters[0]) >= 1
    for part in regulation.root.all():
        assert 0 <= part.span.start <= part.span.end <= len(source.text)


def test_a_page_without_a_rule_of_the_body_is_read_by_trafilatura() -> None:
    from fatiao.ingest.sites.rules import Rules

    taken = take((PAGES / "government_disclosure.html").read_bytes(), "x", "text/html", Rules())
    assert "第二条 停车费每小时不超过6元。" in taken.body
