"""What is taken away, in a real browser: the clauses that a reader keeps, and citations that are copied."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from accessible import assert_clean
from playwright.sync_api import expect


def test_clauses_are_kept_in_the_browser(opened: Callable[..., Any]) -> None:
    with opened("/search?q=担保", permissions=["clipboard-read", "clipboard-write"]) as page:
        star = page.get_by_role("button", name="收藏").first
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        page.goto("/fatiao/parameters?role=penalty")
        page.get_by_role("button", name="收藏").first.click()
        expect(page.get_by_role("link", name="收藏 2")).to_be_visible()
        page.get_by_role("link", name="收藏 2").click()
        entries = page.locator(".kept-list > li")
        expect(entries).to_have_count(2)
        page.get_by_role("button", name="复制全部引用", exact=True).click()
        expect(page.get_by_role("status").last).to_contain_text("已复制 2 条")
        assert page.evaluate("navigator.clipboard.readText()").count("《") == 2
        with page.expect_download() as taking:
            page.get_by_role("button", name="导出表格").click()
        text = Path(taking.value.path()).read_text(encoding="utf-8")
        assert text.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        assert len(rows) == 2 and all(row["网址"].startswith("http") and row["原文"] for row in rows)
        with page.expect_download() as taking:
            page.get_by_role("button", name="导出 BibTeX").click()
        assert Path(taking.value.path()).read_text(encoding="utf-8").count("@misc{") == 2
        assert_clean(page)
        page.get_by_role("button", name="移除").first.click()
        expect(entries).to_have_count(1)
        page.reload()
        expect(entries).to_have_count(1)


STORED = [
    "",
    "nonsense",
    "{}",
    json.dumps([None, 5, {"id": "x"}, {"url": "x"}]),
    json.dumps([{"id": "x", "cite": "=1+1", "url": "javascript:alert(1)", "text": "<b>x</b>"}]),
]


@pytest.mark.parametrize("stored", STORED)
def test_what_others_stored_breaks_no_page(opened: Callable[..., Any], stored: str) -> None:
    with opened("/collection") as page:
        page.evaluate("stored => localStorage.setItem('fatiao.collection', stored)", stored)
        page.reload()
        entries = page.locator(".kept-list > li")
        expect(entries).to_have_count(stored.count("javascript"))
        for entry in entries.all():
            assert entry.locator("a").get_attribute("href") == "#"
            assert entry.locator("blockquote").inner_text() == "<b>x</b>"
        expect(page.locator("#nothing-kept")).to_be_visible(visible=not entries.count())


def test_a_citation_is_copied_in_a_form(opened: Callable[..., Any]) -> None:
    with opened("/fatiao/parameters?role=penalty", permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator("td.bound a").first.click()
        page.get_by_text("复制为……").click()
        page.get_by_role("button", name="复制 GB/T 7714").click()
        expect(page.get_by_role("status").first).to_contain_text("已复制")
        assert "[Z/OL]" in page.evaluate("navigator.clipboard.readText()")
