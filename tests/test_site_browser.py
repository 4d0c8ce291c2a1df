"""The site in a real browser: reading, searching, copying, printing, by keyboard, on a phone, without a script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pytest
from accessible import assert_clean
from playwright.sync_api import Page, expect

GUARANTEES = "大连市融资性担保机构管理暂行办法"
LOAN = "中华人民共和国与国际复兴开发银行贷款协定"
GRAIN = "威海市地方储备粮管理办法"

Opener = Callable[..., Any]


@pytest.fixture
def read(opened: Opener) -> Opener:
    """Open the reading view of the sample regulation with a title, found by search as a reader would."""

    @contextmanager
    def read_page(title: str, **options: Any) -> Iterator[Page]:
        with opened(f"/search?q={title}", **options) as page:
            exactly = re.compile(f"^{re.escape(title)}")
            page.locator(".hit h2 a").filter(has_text=exactly).first.click()
            page.wait_for_load_state()  # its script runs
            yield page

    return read_page


def inside(page: Page, selector: str) -> bool:
    """Tell whether an element stands within the window."""
    box = page.locator(selector).bounding_box()
    size = page.viewport_size
    assert box and size
    return box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= size["width"] and box["y"] < size["height"]


@pytest.mark.parametrize("script", [True, False], ids=["", "without a script"])
def test_search_and_open_a_hit(opened: Opener, script: bool) -> None:
    with opened("/", java_script_enabled=script) as page:
        page.get_by_role("searchbox").fill("罚款")
        page.keyboard.press("Enter")
        expect(page.locator(".result-count")).to_contain_text("个条款")
        expect(page.locator(".hit .passage mark").first).to_have_text("罚款")
        where = page.locator(".hit .where").first
        citation = where.inner_text()
        where.click()
        expect(page).to_have_url(re.compile("/regulation/"))
        provision = page.locator(".p:target")
        expect(provision).to_contain_text("罚款")
        expect(provision).to_be_in_viewport()
        assert citation


def test_an_address_keeps_nothing_that_is_empty(opened: Opener) -> None:
    with opened("/search?q=贷款") as page:
        page.locator("summary", has_text="数值种类").click()
        page.get_by_label("金额").check()
        page.get_by_role("button", name="筛选").click()
        expect(page).to_have_url(re.compile(r"\?q=%E8%B4%B7%E6%AC%BE&quantity=money&sort=best$"))


@pytest.mark.parametrize("script", [True, False], ids=["", "without a script"])
@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_parameter_is_explained(read: Opener, way: str, script: bool) -> None:
    with read(GUARANTEES, java_script_enabled=script) as page:
        mark = page.locator("a.num").filter(has_text="10倍").first
        tip = mark.locator("xpath=following-sibling::*[1]")
        expect(tip).to_be_hidden()
        mark.scroll_into_view_if_needed()
        getattr(mark, way)()
        expect(tip).to_be_visible()
        expect(tip).to_contain_text("上限 ≤ 10 倍")
        expect(tip).to_contain_text("置信度")
        assert mark.get_attribute("aria-describedby") == tip.get_attribute("id")


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_the_words_behind_a_parameter_are_marked_while_it_is_explained(read: Opener, way: str) -> None:
    with read(GUARANTEES) as page:
        marked = page.locator(".text .words[data-of]")
        expect(marked).to_have_count(0)
        number = page.locator("a.num").filter(has_text="10倍").first
        number.scroll_into_view_if_needed()
        getattr(number, way)()
        expect(page.locator(".text [data-of][data-field=attribute]").first).to_be_visible()
        tip = number.locator("xpath=following-sibling::*[1]")
        attribute = tip.locator("b[data-field=attribute]").evaluate("name => name.nextSibling.textContent.trim()")
        assert "".join(page.locator(".text [data-of][data-field=attribute]").all_inner_texts()) == attribute
        assert_clean(page)
        page.locator("h1").hover()
        page.evaluate("document.activeElement.blur()")
        expect(marked).to_have_count(0)


def test_the_words_of_the_parameter_that_the_address_leads_to_are_marked(read: Opener) -> None:
    with read(GUARANTEES) as page:
        anchor = page.locator("a.num[id]").first.get_attribute("id")
        page.goto(f"{page.url.partition('#')[0]}#{anchor}")
        expect(page.locator(".text .words[data-of]").first).to_be_visible()


def test_an_explanation_stays_while_pointed_at_and_goes_with_escape(read: Opener) -> None:
    with read(GUARANTEES) as page:
        mark = page.locator("a.num").first
        tip = mark.locator("xpath=following-sibling::*[1]")
        mark.hover()
        tip.hover()
        expect(tip).to_be_visible()
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        page.mouse.move(0, 0)
        mark.hover()
        expect(tip).to_be_visible()
        assert inside(page, f"#{tip.get_attribute('id')}")


def test_a_parameter_leads_to_its_row(read: Opener) -> None:
    with read(GUARANTEES) as page:
        page.locator("a.num").first.click()
        expect(page).to_have_url(re.compile("/fatiao/parameters/"))
        expect(page.locator("h1")).to_be_visible()


def test_copy_a_citation(read: Opener) -> None:
    with read(GRAIN, permissions=["clipboard-read", "clipboard-write"]) as page:
        pin = page.locator(".pin").filter(visible=True).get_by_label("x").or_(page.locator("#art_24 .pin").first)
        label = (pin.get_attribute("aria-label") or "").removeprefix("引用")
        assert label.startswith("第二十四条")
        pin.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(f"已复制：《{GRAIN}》{label}")
        assert page.evaluate("navigator.clipboard.readText()") == f"《{GRAIN}》{label}"
        page.get_by_role("status").get_by_role("link", name="原文位置").click()
        expect(page).to_have_url(re.compile("/source/"))
        expect(page.locator(".lines li:has(:target)")).to_contain_text("第二十四条")


def test_a_citation_without_a_script_is_text_to_select(read: Opener) -> None:
    with read(GRAIN, java_script_enabled=False) as page:
        page.locator("#art_24 .pin").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".cited")).to_contain_text(f"《{GRAIN}》第二十四条")


def test_the_table_of_contents_leads_and_follows(read: Opener) -> None:
    with read(GUARANTEES) as page:
        entry = page.get_by_role("navigation", name="目录").get_by_role("link", name="第四章")
        expect(entry).to_contain_text("第四十条至第五十一条")
        entry.click()
        expect(page.locator("#chp_4")).to_be_in_viewport()
        expect(page.locator(".contents [aria-current]")).to_contain_text("第四章")


@pytest.mark.parametrize("typed", ["12", "第十二条", "十二", "１２"])
def test_a_key_asks_for_an_article_and_goes_there(read: Opener, typed: str) -> None:
    with read("大连市融资性担保机构管理暂行办法") as page:
        page.keyboard.press("g")
        page.get_by_role("dialog").get_by_role("textbox").fill("999")
        page.keyboard.press("Enter")
        expect(page.locator("#jump-told")).to_have_text("没有第999条")
        page.get_by_role("dialog").get_by_role("textbox").fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator("#art_12:target")).to_be_in_viewport()
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.get_by_label("在本规定中检索").last.press("g")
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_tables_are_tables(opened: Opener, read: Opener) -> None:
    with read("山东省应对国际贸易摩擦工作站管理办法") as page:
        table = page.locator(".text table")
        expect(table.locator("th").first).to_have_text("检查评估内容")
        expect(table.locator("td a.num").first).to_be_visible()


def test_the_first_key_skips_to_the_text(read: Opener) -> None:
    with read(GRAIN) as page:
        page.keyboard.press("Tab")
        expect(page.get_by_text("跳到正文")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_print(read: Opener) -> None:
    with read(GUARANTEES) as page:
        page.emulate_media(media="print")
        for hidden in ("header.site", "footer.site", ".contents", ".pin", ".tip", ".within"):
            expect(page.locator(hidden).first).to_be_hidden()
        pdf = pypdfium2.PdfDocument(page.pdf(format="A4"))
        text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
        assert len(pdf) > 3
    text = "".join(unicodedata.normalize("NFKC", text).split())
    assert GUARANTEES in text and "担保机构应当按照法律、法规和本办法的规定" in text
    assert "置信度" not in text and "跳到正文" not in text


PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PAGES = ["/", "/search", "/search?q=贷款", "/search?q=贷款&page=99", "/search?q=没有的词语", "/regulation/无"]


@pytest.mark.parametrize("path", PAGES[:-1])
def test_a_phone_needs_no_scrolling_sideways(opened: Opener, path: str) -> None:
    with opened(path, **PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_found_comes_first_on_a_phone(opened: Opener) -> None:
    with opened("/search?q=贷款", **PHONE) as page:
        expect(page.locator(".hit").first).to_be_in_viewport()
        expect(page.locator("summary", has_text="数值种类")).to_be_hidden()
        page.get_by_text("筛选和排序").tap()
        page.locator("summary", has_text="数值种类").tap()
        page.get_by_label("金额").check()
        page.get_by_role("button", name="筛选").tap()
        expect(page.get_by_role("link", name="去掉条件 金额")).to_be_visible()


def test_filters_are_open_without_a_script(opened: Opener) -> None:
    with opened("/search?q=贷款", java_script_enabled=False, **PHONE) as page:
        expect(page.locator("summary", has_text="数值种类")).to_be_visible()
        expect(page.get_by_label("年份从")).to_be_visible()


def test_the_pins_of_articles_are_seen_on_a_phone(read: Opener) -> None:
    with read(GRAIN, **PHONE) as page:
        pin = page.locator("#art_1 .no .pin")
        assert float(pin.evaluate("element => getComputedStyle(element).opacity")) > 0.5


@pytest.mark.parametrize("title", [GUARANTEES, LOAN, "山东省应对国际贸易摩擦工作站管理办法"])
def test_reading_on_a_phone(read: Opener, title: str) -> None:
    with read(title, **PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        mark = page.locator("a.num").first
        tip = mark.locator("xpath=following-sibling::*[1]")
        here = page.url
        mark.tap()
        expect(tip).to_be_visible()
        assert page.url == here
        assert inside(page, f"#{tip.get_attribute('id')}")
        mark.tap()
        page.wait_for_url("**/fatiao/parameters/*")
