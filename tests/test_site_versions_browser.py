"""Versions and the comparison in a real browser, over regulations that have versions; axe finds no fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from accessible import assert_clean_in_each_look
from asked import built
from conftest import serving
from dogs import TEXTS
from playwright.sync_api import expect

Opener = Callable[..., Any]

PAGES = {
    "a version that is law no more": "/regulation/{first}",
    "on a day": "/regulation/{first}?on=2016-01-01",
    "two versions": "/versions?a={first}&b={revised}&all=1",
    "versions by matter": "/compare?d={first}&d={revised}&d={second}&single=1",
    "what cites it": "/relations/{first}?at=art_3",
    "regulations": "/regulations",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("versions"), TEXTS)


@pytest.fixture(scope="module")
def site(database: Path) -> Iterator[str]:
    """The site over these regulations, in place of that over the sample pages."""
    with serving(database) as address:
        yield address


@pytest.fixture(scope="module")
def names(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as connection:
        ids = [row[0] for row in connection.execute("select id from documents order by title desc, version")]
    return dict(zip(TEXTS, map(quote, ids), strict=True))


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened: Opener, names: dict[str, str], name: str) -> None:
    with opened(PAGES[name].format(**names)) as page:
        assert_clean_in_each_look(page)


@pytest.mark.parametrize("script", [True, False], ids=["", "without a script"])
def test_from_the_day_of_a_case_to_the_text_of_that_day_and_what_changed(
    opened: Opener, names: dict[str, str], script: bool
) -> None:
    with opened(f"/regulation/{names['revised']}", java_script_enabled=script) as page:
        bar = page.get_by_role("region", name="效力与版本")
        expect(bar).to_contain_text("未见废止或修订（本库）")
        bar.get_by_label("按").fill("2016-01-01")
        bar.get_by_role("button", name="看效力").click()
        expect(bar).to_contain_text("尚未施行")
        bar.get_by_role("link", name="2015-03-01 的版本", exact=True).click()
        expect(page.get_by_role("region", name="效力与版本")).to_contain_text("未见废止或修订（本库）")
        page.get_by_role("link", name="与 2020-06-01 的版本对照").click()
        expect(page.locator(".changes tbody tr").first).to_contain_text("500 元 至 2,000 元")
        expect(page.locator(".beside ins").first).to_be_visible()
