"""What scripts do on Datasette's pages, where none stands inside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

Opener = Callable[..., Any]


def test_the_editor_of_sql_works_from_a_file(opened: Opener) -> None:
    with opened("/fatiao?sql=select+1+as+x,2+as+y") as page:
        expect(page.locator(".CodeMirror")).to_be_visible()
        page.get_by_role("button", name="整理 SQL").click()
        lines = "document.querySelector('.CodeMirror').CodeMirror.getValue().split('\\n').length"
        assert page.evaluate(lines) > 1


def test_the_menu_of_a_column_opens(opened: Opener) -> None:
    with opened("/fatiao/citations?_nocol=note") as page:
        page.locator("th[data-column=relation] svg").first.click()
        expect(page.locator(".dropdown-facet")).to_have_text("按此分类")
