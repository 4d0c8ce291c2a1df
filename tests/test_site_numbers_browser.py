"""The pages about numbers in a real browser, also on a phone, in the dark and without a script; axe finds no fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from accessible import assert_clean_in_each_look
from playwright.sync_api import BrowserContext, expect

Opener = Callable[..., Any]

PAGES = {
    "parameters": "/fatiao/parameters",
    "filtered": "/fatiao/parameters?_value_from=10万元&role=limit",
    "none": "/fatiao/parameters?_value_from=999亿元",
    "penalties": "/fatiao/parameters?role=penalty&_sort=max_value",
    "deadlines": "/fatiao/parameters?role=deadline&_trigger=收到",
    "refused": "/fatiao/parameters?_value_from=很多",
    "every column": "/fatiao/parameters?_nocol=rule&_size=3",
    "compare": "/compare",
    "an attribute": "/compare?a=罚款",
    "regulations to compare": "/compare?q=担保",
    "regulations compared": "/compare?q=担保&all=1",
    "every row": "/compare?q=担保&all=1&single=1&sort=text&order=region",
    "charts": "/charts",
    "times": "/charts?unit=duration:d&role=deadline",
    "interface": "/api",
    "attributes": "/about/attributes?q=期限",
}
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["", "without a script"])


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened: Opener, browse: Callable[..., BrowserContext], name: str) -> None:
    if name == "refused":  # the browser reports every answer that is no success
        page = browse().new_page()
        page.goto(PAGES[name])
        assert_clean_in_each_look(page)
    else:
        with opened(PAGES[name]) as page:
            assert_clean_in_each_look(page)


@SCRIPT
def test_filter_by_ten_thousands_of_yuan(opened: Opener, script: bool) -> None:
    with opened("/fatiao/parameters", java_script_enabled=script) as page:
        page.get_by_label("数值从").fill("10万元")
        page.get_by_role("button", name="筛选").first.click()
        expect(page.get_by_role("link", name="去掉条件 数值 ≥ 10万元")).to_be_visible()
        bounds = page.locator("td.bound a").all_inner_texts()
        assert bounds and all("万元" in bound or "亿" in bound for bound in bounds)
        page.get_by_role("complementary", name="按类筛选").get_by_role("link", name="限制").click()
        expect(page.get_by_role("link", name="去掉条件 作用 限制")).to_be_visible()
        page.get_by_role("link", name="去掉条件 数值 ≥ 10万元").click()
        expect(page.get_by_label("界限从")).to_have_value("")


def test_a_value_leads_to_its_page_and_to_the_text(opened: Opener) -> None:
    with opened("/fatiao/parameters?role=limit") as page:
        page.locator("td.bound a").first.click()
        mark = page.locator(".clause mark")
        expect(mark).to_be_visible()
        mention = mark.inner_text()
        page.get_by_role("link", name="在正文中阅读").click()
        target = page.locator("a.num:target")
        expect(target).to_be_in_viewport()
        expect(target).to_contain_text(mention)


def test_a_parameters_words_are_marked_and_axe_finds_nothing(opened: Opener) -> None:
    with opened("/fatiao/parameters?_search=担保责任余额") as page:
        assert page.locator("td.quote .words[data-field=holder]").count()
        page.locator("td.bound a").first.click()
        words = page.locator(".clause .words[data-field=attribute]").first
        expect(words).to_have_attribute("title", "事项")
        expect(page.locator(".legend .words[data-field=attribute]")).to_have_text("事项")
        page.get_by_text("各栏的依据").click()
        told = page.locator(".read-from li").filter(has_text=words.inner_text()).first
        expect(told.locator("code")).to_be_visible()
        assert_clean_in_each_look(page)
        told.get_by_role("link").click()
        expect(page.locator(".lines mark").first).to_be_visible()


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize(
    "path", ["/fatiao/parameters", "/compare?a=注册资本", "/charts", "/fatiao/documents", "/fatiao"]
)
def test_a_phone_scrolls_no_page_sideways(opened: Opener, path: str) -> None:
    with opened(path, **PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_parameter_is_a_card_on_a_phone(opened: Opener) -> None:
    with opened("/fatiao/parameters?role=limit", **PHONE) as page:
        row = page.get_by_role("table").get_by_role("row").nth(1)
        box = row.bounding_box()
        assert box and box["width"] <= 390
        for cell in row.get_by_role("cell").filter(visible=True).all():
            at = cell.bounding_box()
            assert at and at["x"] >= 0 and at["x"] + at["width"] <= 390


def test_a_parameters_citation_is_copied(opened: Opener) -> None:
    with opened("/fatiao/parameters?role=penalty", permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator("td.bound a").first.click()
        page.wait_for_load_state()  # its script runs
        page.get_by_role("button", name="复制引用").click()
        cited = page.locator(".cite-line .cited").inner_text()
        expect(page.get_by_role("status")).to_contain_text(cited)
        assert page.evaluate("navigator.clipboard.readText()") == cited and cited.startswith("《")


def test_the_menu_of_a_column_is_in_chinese(opened: Opener) -> None:
    with opened("/fatiao/works") as page:
        page.locator("th .dropdown-menu-icon").first.click()
        menu = page.locator(".dropdown-menu")
        expect(menu).to_contain_text("降序")
        assert not any(letter.isascii() and letter.isalpha() for letter in menu.inner_text())
        expect(page.get_by_label("Remove this filter")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_names_stand_beside_or_above_their_marks(opened: Opener, width: int) -> None:
    with opened("/compare?a=注册资本&a=贷款余额", viewport={"width": width, "height": 900}) as page:
        lines = page.locator(".spans li").all()
        assert lines
        for line in lines:
            name, plot = line.locator(".name").bounding_box(), line.locator(".plot").bounding_box()
            assert name and plot
            assert name["y"] + name["height"] <= plot["y"] + 1 or name["x"] + name["width"] <= plot["x"]


@SCRIPT
def test_compare_regulations_found_by_a_word(opened: Opener, script: bool) -> None:
    with opened("/compare", java_script_enabled=script) as page:
        page.get_by_role("searchbox", name="比较什么").fill("担保")
        page.get_by_role("button", name="找规定").click()
        for box in page.get_by_role("list", name="标题含有这些词的规定").get_by_role("checkbox").all()[:3]:
            box.check()
        page.get_by_role("button", name="比较所选").click()
        expect(page.locator(".matrix thead th")).to_have_count(4)
        page.get_by_label("行含有").fill("贷款")
        page.get_by_role("button", name="更新").click()
        cell = page.locator(".matrix td a.tipped").first
        if script:
            cell.hover()
            expect(page.get_by_role("tooltip").filter(visible=True)).to_contain_text("原文")
        cell.click()
        expect(page.locator("a.num:target")).to_be_in_viewport()


def test_all_regulations_are_ticked_at_once(opened: Opener) -> None:
    with opened("/compare?q=担保") as page:
        boxes = page.get_by_role("checkbox").all()
        page.get_by_role("button", name="全选").click()
        assert boxes and all(box.is_checked() for box in boxes)
        page.get_by_role("button", name="全不选").click()
        assert not any(box.is_checked() for box in boxes)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_names_of_rows_and_columns_stay_in_sight(opened: Opener, width: int) -> None:
    with opened("/compare?q=担保&all=1&single=1", viewport={"width": width, "height": 700}) as page:
        sheet = page.locator(".sheet")
        sheet.evaluate("it => it.scrollTo(200, 400)")
        box, corner = sheet.bounding_box(), page.locator(".sheet thead th").first.bounding_box()
        row = page.locator(".sheet tbody th[scope=row]").last.bounding_box()
        assert box and corner and row
        assert abs(corner["y"] - box["y"]) < 3 and abs(corner["x"] - box["x"]) < 3 and abs(row["x"] - box["x"]) < 3


def test_a_point_of_a_chart_leads_to_its_clause(opened: Opener, site: str) -> None:
    sql = "select attribute_group from parameters where quantity = 'money' and attribute_group is not null "
    sql += "group by 1 order by count(distinct document_id) desc, count(*) desc limit 1"
    (group,) = httpx.get(f"{site}/fatiao.json", params={"sql": sql, "_shape": "arrayfirst"}, timeout=None).json()
    with opened(f"/compare?a={group}") as page:
        expect(page.locator("figure.chart svg").first).to_be_visible()
        point = page.locator("figure.chart svg a").first
        told = point.get_attribute("aria-label")
        assert told and group[:2] in told
        point.focus()
        page.keyboard.press("Enter")
        expect(page.locator("a.num:target")).to_be_in_viewport()


@SCRIPT
def test_a_distribution_is_chosen(opened: Opener, script: bool) -> None:
    with opened("/charts", java_script_enabled=script) as page:
        page.locator("select[name=unit]").select_option("ratio:1")
        page.get_by_role("button", name="画图").click()
        expect(page.locator("#spread")).to_have_text("比例的分布")
        table = page.locator("section", has=page.locator("#spread")).locator("details")
        table.locator("summary").click()
        expect(table.locator("tbody tr").first).to_be_visible()


@pytest.mark.parametrize("path", ["/fatiao/parameters?role=limit", "/compare?a=罚款", "/charts", "/api"])
def test_everything_can_be_reached_by_keyboard(opened: Opener, path: str) -> None:
    with opened(path) as page:
        page.keyboard.press("Tab")
        expect(page.get_by_text("跳到正文")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
