"""Site files: what is wrong with one is a line that names the key and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.ingest import IngestError
from fatiao.ingest.sites.addresses import normal
from fatiao.ingest.sites.file import Site, read_site
from fatiao.ingest.sites.labels import told_by
from fatiao.ingest.sites.page import links, take
from fatiao.ingest.sites.rules import Rules, keep_rules, rules_beside

GOOD = """
contact = "mailto:crawl@laws.cn"
start = "https://www.city.gov.cn/a/"
[select]
detail = "ul a"
body = "div.body"
"""


def site_of(tmp_path: Path, text: str) -> Site:
    path = tmp_path / "city.toml"
    path.write_text(text, encoding="utf-8")
    return read_site(path)


def test_what_a_file_does_not_say(tmp_path: Path) -> None:
    site = site_of(tmp_path, GOOD)
    assert (site.name, site.domains, site.delay, site.render) == ("city", ("www.city.gov.cn",), 3.0, "http")
    assert (site.rules.body, site.detail, site.following) == (("div.body",), ("ul a",), ())


def test_a_file_is_like_a_shipped_one_where_it_says_nothing_else(tmp_path: Path) -> None:
    text = GOOD.replace("contact", 'like = "trs_editor"\ncontact', 1).replace('detail = "ul a"\n', "")
    site = site_of(tmp_path, text)
    assert site.rules.body == ("div.body",)
    assert site.detail == read_site("trs_editor", is_check=True).detail


def test_a_start_may_be_a_range(tmp_path: Path) -> None:
    site = site_of(tmp_path, GOOD.replace("/a/", "/a/index_{1-3}.html"))
    assert [url[-7:] for url in site.start] == ["_1.html", "_2.html", "_3.html"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("detail =", "details =", "a site file has no key select.details; it may have list, next, detail"),
        ("contact =", "contakt =", "a site file has no key contakt; it may have name, like, contact"),
        ('contact = "mailto:crawl@laws.cn"', "", 'it names no contact; say whom a site can write to: contact = "'),
        ("mailto:crawl@laws.cn", "me", "its contact is 'me'; give a mail address or a web page of your own"),
        ("crawl@laws.cn", "you@your.domain", "its contact is 'mailto:you@your.domain'; give a mail address"),
        ("crawl@laws.cn", "you@example.com", "its contact is 'mailto:you@example.com'; give a mail address"),
        ('"div.body"', '"div["', "select.body has the selector 'div[', which is no CSS ("),
        ('"div.body"', '"//div["', "select.body has the selector '//div[', which is no XPath ("),
        ('"div.body"', "3", 'select.body is 3; write body = ["…"]'),
        ("start =", "delay = -1\nstart =", "delay is -1; give a number from 0 to 86400"),
        ("start =", 'delay = "3"\nstart =', "delay is '3'; give a number"),
        ("start =", "verify = 0\nstart =", "verify is 0; write true or false"),
        ("start =", 'render = "flash"\nstart =', "render is 'flash'; it may be http or js"),
        ("start =", 'encoding = "gbk2000"\nstart =', "there is no encoding gbk2000; name one such as gb18030"),
        (
            "start =",
            'like = "blog"\nstart =',
            "there is no shipped site file 'blog'; there are government_disclosure, ",
        ),
        ("start =", 'name = "../up"\nstart =', "its name is '../up'; name it with letters"),
        ("start =", 'name = "-rf"\nstart =', "its name is '-rf'; name it with letters"),
        ("start =", 'name = ".."\nstart =', "its name is '..'; name it with letters"),
        ("start =", 'name = "a/b"\nstart =', "its name is 'a/b'; name it with letters"),
        ("start =", 'domains = ["gov.cn/x"]\nstart =', "its domain is 'gov.cn/x'; write the name of a host"),
        ("start =", 'domains = ["law.cn"]\nstart =', "is in none of its domains; add its host to domains"),
        ("https://www.city.gov.cn/a/", "file:///etc/passwd", "its start file:///etc/passwd is no address of the web"),
        ("/a/", "/a/{9-1}", "has the range {9-1}; give a range such as {1-20}"),
        ('detail = "ul a"', "", "it has no selector of the pages that are wanted; write [select] detail"),
        ("[select]", "[select", "this is no TOML ("),
        (
            "[select]",
            "[metadata.labels]\n'文号' = 'nummer'\n[select]",
            "the label 文号 means 'nummer'; it may mean number",
        ),
    ],
)
def test_a_fault_is_one_line_with_the_way_out(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert old in GOOD
    with pytest.raises(IngestError) as error:
        site_of(tmp_path, GOOD.replace(old, new, 1))
    assert line in str(error.value) and str(error.value).startswith(str(tmp_path / "city.toml"))
    assert "\n" not in str(error.value)


def test_a_file_that_an_editor_wrote_with_a_mark_at_its_beginning_is_read(tmp_path: Path) -> None:
    assert site_of(tmp_path, "\ufeff" + GOOD).name == "city"


def test_a_domain_may_be_written_in_chinese(tmp_path: Path) -> None:
    site = site_of(
        tmp_path, GOOD.replace("www.city.gov.cn", "www.政府.CN").replace("start", 'domains = "政府.CN"\nstart')
    )
    assert site.allows("www.xn--mxtq1m.cn") and not site.allows("政府.com")


@pytest.mark.parametrize(
    "selector", ["ul a", "//ul//a", "//ul//a/@href", "//ul//a/text()", "(//ul//a)[1]", "ul", "//ul/li"]
)
def test_links_are_found_by_elements_attributes_or_text(selector: str) -> None:
    raw = b"<ul><li><a href='/1'>1</a></li></ul><a href='/2'>2</a>"
    assert links(raw, "http://a.cn/", "", Rules(), (selector,)) == ["http://a.cn/1"]


def test_no_site_file_allows_an_address_of_the_own_network(tmp_path: Path) -> None:
    for key in ("allow_address", "allow-address", "allowed", "snapshots"):
        with pytest.raises(IngestError, match=f"no key {key}"):
            site_of(tmp_path, f'{key} = "127.0.0.1"\n{GOOD}')


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("HTTP://A.cn", "http://a.cn/"),
        ("http://a.cn:80/b#c", "http://a.cn/b"),
        ("https://a.cn:8443/b", "https://a.cn:8443/b"),
        ("http://a.cn/法 规", "http://a.cn/%E6%B3%95%20%E8%A7%84"),
        ("http://a.cn/x?w=法", "http://a.cn/x?w=%B7%A8"),
        ("http://a.cn/%E6", "http://a.cn/%E6"),
        ("http://政府.cn/", "http://xn--mxtq1m.cn/"),
        ("file:///etc/passwd", ""),
        ("javascript:void(0)", ""),
        ("mailto:a@b.cn", ""),
        ("http://user:pass@a.cn/", ""),
        ("http://[::1", ""),
        ("http://a.cn:99999/", ""),
        ("http://a.cn/" + "x" * 3000, ""),
    ],
)
def test_an_address_has_one_form(url: str, found: str) -> None:
    assert normal(url, "gb18030") == found


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["发文字号：甲政〔2020〕1号"], {"number": "甲政〔2020〕1号"}),
        (["文　　号\t甲政1号\t成文日期\t2020-01-02"], {"number": "甲政1号", "promulgated": "2020-01-02"}),
        (["【发布文号】甲政1号", "【生效日期】 2020-01-02"], {"number": "甲政1号", "effective": "2020-01-02"}),
        (["发布时间：2020-01-02 来源：甲市"], {"date": "2020-01-02", "page_issuer": "甲市"}),
        (["文号：", "甲政1号"], {"number": "甲政1号"}),
        (["文号：\t\t成文日期：\t2020-01-02"], {"promulgated": "2020-01-02"}),
        (["关于文号的通知"], {}),
        (["备案号：5"], {}),
    ],
)
def test_rows_of_labels_are_told_apart(lines: list[str], told: dict[str, str]) -> None:
    assert told_by(lines) == told


def test_a_label_of_the_site_means_what_its_file_says() -> None:
    assert told_by(["备案号：5"], (("备案号", "index"),)) == {"index": "5"}


def test_a_page_in_an_encoding_that_the_site_lies_about() -> None:
    raw = "<meta charset=utf-8><div class=body>第一条 处罚款。</div>".encode("gb18030")
    rules = Rules(body=("div.body",), encoding="gb18030")
    assert take(raw, "x", "text/html; charset=iso-8859-1", rules).body == "第一条 处罚款。\n"


def test_the_text_of_a_page_does_not_hang_on_what_its_rule_drops() -> None:
    page = "<div class=body><p>第一条 甲。</p><i class=ad>{}</i><p>第二条 乙。</p></div><div class=clock>{}</div>"
    rules = Rules(body=("div.body",), drop=(".ad",))
    first, second, other = (
        take(page.format(*words).encode(), "x", "", rules) for words in (("甲", "1"), ("乙", "2"), ("甲", "3"))
    )
    assert first.digest == second.digest == other.digest
    changed = take(page.replace("乙。", "丙。").encode(), "x", "", rules)
    assert changed.digest != first.digest


def test_a_page_whose_body_is_not_there_is_told() -> None:
    with pytest.raises(IngestError, match="its body is not found by the site file's selector; see what it takes"):
        take(b"<p>x</p>", "x", "text/html", Rules(body=("div.body",)))


def test_links_count_from_the_base_of_the_page() -> None:
    raw = b"<base href='/b/'><ul><li><a href=' x.html#top'>1</a><a href='http://[bad'>2</a></ul><a href='y'>3</a>"
    assert links(raw, "http://a.cn/a/", "", Rules(), ("ul",)) == ["http://a.cn/b/x.html"]
    assert links(raw, "http://a.cn/a/", "", Rules(), ("//a",)) == ["http://a.cn/b/x.html", "http://a.cn/b/y"]


def test_what_stands_behind_the_question_mark_is_encoded_as_the_page_is() -> None:
    raw = "<meta charset=gbk><a href='/s/法?w=法'>1</a>".encode("gb18030")
    assert [normal(url) for url in links(raw, "http://a.cn/", "", Rules(), ("a",))] == [
        "http://a.cn/s/%E6%B3%95?w=%B7%A8"
    ]


def test_rules_lie_beside_the_pages(tmp_path: Path) -> None:
    rules = Rules(("h1",), ("div",), (), ("table",), (("备案号", "index"),), "gb18030")
    keep_rules(rules, tmp_path)
    assert rules_beside(tmp_path / "a.warc.gz") == rules
    assert rules_beside(tmp_path / "no" / "a.warc.gz") is None
    (tmp_path / "rules.json").write_text("{}", encoding="utf-8")
    with pytest.raises(IngestError, match="these are no rules of a site"):
        rules_beside(tmp_path / "a.warc.gz")
