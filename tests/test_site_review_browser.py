"""Editors in a real browser: the first flag, a series, a rebuild, two at once, by keyboard, on a phone, without a script."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from accessible import assert_clean, assert_clean_in_each_look
from conftest import PATIENCE, serving
from fatiao.store.decision_log import decisions
from fatiao.store.decisions import standing
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reviewed import PASSWORD, make_reviewed

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reviewed(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def database(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "reviewed")) / "a.db"


@pytest.fixture
def address(database: Path) -> Iterator[str]:
    """The site over the pages, served while a test runs."""
    with serving(database) as address:
        yield address


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Callable[..., Any]]:
    """Open a window of a browser of its own; at the end nothing may have failed in it or left the site."""
    made: list[BrowserContext] = []

    @contextmanager
    def opened(**options: Any) -> Iterator[Page]:
        context = chromium.new_context(base_url=address, locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE)
        made.append(context)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else faults.append(asked.url))
        yield page
        assert faults == []

    yield opened
    for context in made:
        context.close()


def is_fault(said: Any) -> bool:
    """Tell whether a message of the console is one of a fault, which a page of the status 409 is not."""
    return said.type in ("error", "warning") and "Failed to load resource" not in said.text


def sign_in(page: Page, name: str = "王编辑") -> None:
    page.goto("/review")
    page.get_by_role("link", name="登录后决定").click()
    page.get_by_label("姓名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    page.wait_for_load_state()


def first_flag(page: Page) -> None:
    page.get_by_role("link", name="从第一个开始").click()
    page.wait_for_load_state()


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize("script", [True, False], ids=["", "without a script"])
def test_from_the_first_flag_to_the_mended_text(window: Callable[..., Any], database: Path, script: bool) -> None:
    with window(java_script_enabled=script) as page:
        sign_in(page)
        first_flag(page)
        expect(page.locator(".passage-text mark")).to_have_text("收人")
        page.get_by_label("改为").fill("收入")
        page.get_by_label("改为").press("Enter")
        expect(page.get_by_role("status").filter(has_text="已记下")).to_contain_text("“收人”改为“收入”")

        page.goto("/review")
        page.locator(".flag-head").filter(has_text="收人").first.click()
        expect(page.locator(".concordance input:checked")).to_have_count(5)
        page.locator(".concordance li").filter(has_text="低收人").get_by_role("checkbox").uncheck()
        page.get_by_role("button", name="连同勾选的一并采纳").click()
        expect(page.get_by_role("status").filter(has_text="已记下")).to_contain_text("5 处")

        page.goto("/review?q=甲市")
        page.locator(".flag-head").first.click()
        expect(page.locator(".passage-text mark")).to_have_text("收人")
        page.get_by_role("button", name="应用并重建这部规定").click()
        expect(page.get_by_role("heading", name="已重建")).to_be_visible()
        changed = page.locator(".differences").first
        expect(changed).to_contain_text("家庭月收人入不得超过800元")
        expect(page.get_by_role("heading", name="消除的疑点")).to_be_visible()
        if script:
            assert_clean(page)

        page.get_by_role("link", name="看正文").click()
        expect(page.locator("#art_2")).to_contain_text("家庭月收入不得超过800元", use_inner_text=True)
        expect(page.locator("#art_1")).to_contain_text("低收人家庭", use_inner_text=True)
        expect(page.locator("#art_4")).to_contain_text("征收人应当", use_inner_text=True)
        mend = page.locator("#art_5 a.mend")
        tip = mend.locator("xpath=following-sibling::*[1]")
        expect(tip).to_be_hidden()
        mend.focus()
        expect(tip).to_be_visible()
        expect(tip).to_contain_text("收人")
        if script:
            assert_clean(page)

        page.goto("/review?q=甲市&status=any&least=0")
        left = page.locator(".flags-list li").filter(has_text="收人")
        for article in ("第二条", "第五条"):
            expect(left.filter(has=page.locator(".place", has_text=article))).to_have_count(0)
        page.goto("/review/decisions")
        expect(page.locator(".decisions-list li")).to_have_count(6)
        expect(page.locator(".decisions-list li").filter(has_text="已采用")).to_have_count(4)
        expect(page.locator(".decisions-list li").filter(has_text="等待重建")).to_have_count(2)


def test_the_keys(window: Callable[..., Any], database: Path) -> None:
    with window() as page:
        sign_in(page)
        first_flag(page)
        first = page.url
        press(page, "j")
        assert page.url != first
        press(page, "k")
        assert page.url == first
        press(page, "a")
        press(page, "r")
        press(page, "s")
        assert [(str(one.kind), one.after) for one in decisions(database)] == [("correct", "收入"), ("keep", None)]
        page.keyboard.press("e")
        expect(page.get_by_label("改为")).to_be_focused()
        page.keyboard.type("所得")  # letters go into the field, keys of the page or not
        page.keyboard.press("Escape")
        expect(page.get_by_label("改为")).not_to_be_focused()
        page.keyboard.press("e")
        page.keyboard.type("arjk")
        press(page, "Enter")
        assert decisions(database)[-1].after == "arjk"
        press(page, "u")
        assert len(standing(decisions(database))) == 2
        expect(page.get_by_role("status").filter(has_text="已撤销")).to_be_visible()


def test_two_at_once(window: Callable[..., Any], database: Path) -> None:
    with window() as one, window() as other:
        sign_in(one, "王编辑")
        sign_in(other, "李编辑")
        first_flag(one)
        first_flag(other)
        assert one.url == other.url
        press(one, "r")
        other.get_by_label("改为").fill("收入")
        with other.expect_navigation():
            other.get_by_role("button", name="改正", exact=True).click()
        expect(other.get_by_role("alert")).to_contain_text("王编辑")
        expect(other.get_by_role("alert")).to_contain_text("没有记录，也没有覆盖别人的")
        expect(other.locator(".typed")).to_contain_text("收入")
        assert [one.editor for one in decisions(database)] == ["王编辑"]
        assert_clean(other)
        with other.expect_navigation():
            other.get_by_role("button", name="仍按我的决定").click()
        assert [one.editor for one in standing(decisions(database))] == ["李编辑"]


def test_words_that_are_selected(window: Callable[..., Any], database: Path) -> None:
    with window() as page:
        sign_in(page)
        page.goto("/search?q=甲市城镇居民补助办法")
        page.locator(".hit h2 a").first.click()
        page.wait_for_load_state()
        page.evaluate("""() => {
          const words = document.querySelector("#art_4 .flag"); // the second 收人 of the article
          const range = document.createRange();
          range.selectNodeContents(words);
          getSelection().addRange(range);
        }""")
        bar = page.locator(".select-bar")
        expect(bar.get_by_role("link", name="报错")).to_be_visible()
        assert_clean(page)
        with page.expect_navigation():
            bar.get_by_role("link", name="更正").click()
        expect(page.locator(".passage-text mark")).to_have_text("收人")
        expect(page.locator(".passage-text")).to_contain_text("家庭年收人不足5000元")
        assert_clean(page)
        page.get_by_label("改为").fill("收入")
        page.get_by_label("改为").press("Enter")
        expect(page.get_by_role("status").filter(has_text="已记下")).to_be_visible()
        (decision,) = decisions(database)
        assert decision.anchor.prefix.endswith("家庭年")


def test_a_reader_reports_from_the_text(window: Callable[..., Any], database: Path) -> None:
    with window() as page:
        page.goto("/search?q=甲市城镇居民补助办法")
        page.locator(".hit h2 a").first.click()
        page.wait_for_load_state()
        expect(page.locator(".select-bar a")).to_have_count(1)
        page.locator("#art_2").hover()
        page.locator("#art_2 .report").first.click()
        expect(page.locator(".passage-text")).to_contain_text("家庭月收人")
        assert_clean(page)
        page.get_by_label("哪里不对").fill("收人应为收入")
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("heading", name="已收到")).to_be_visible()
    assert [one.note for one in decisions(database)] == ["收人应为收入"]


def test_on_a_phone(window: Callable[..., Any], database: Path) -> None:
    with window(**PHONE) as page:
        sign_in(page)
        assert_clean(page)
        first_flag(page)
        assert_clean(page)
        accept = page.get_by_role("button", name=re.compile("^采纳建议"))
        expect(accept).to_be_in_viewport()
        with page.expect_navigation():
            accept.tap()
        assert_clean(page)
        assert len(decisions(database)) == 1


def test_axe_finds_nothing(window: Callable[..., Any], database: Path) -> None:
    with window() as page:
        page.goto("/review/sign-in")
        assert_clean_in_each_look(page)
        sign_in(page)
        first_flag(page)
        assert_clean_in_each_look(page)
        press(page, "a")
        page.wait_for_url("**did=**")
        for path in ("/review?status=any", "/review/decisions", "/review/progress", "/review/无", "/review/sign-in"):
            page.goto(path)
            assert_clean_in_each_look(page)
        page.goto("/search?q=乙市房屋租赁管理办法")
        page.locator(".hit h2 a").first.click()
        page.get_by_role("link", name="更正标题、日期等").click()
        assert_clean_in_each_look(page)
        page.get_by_role("link", name="在正文中阅读").click()
        page.locator("a.num").first.evaluate("link => location.assign(link.href)")
        page.get_by_role("link", name="更正这个参数").click()
        assert_clean_in_each_look(page)
