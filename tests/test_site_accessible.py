"""No page has a fault that axe finds: WCAG 2.1 A and AA and axe's own good practice, light, dark and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest
from accessible import assert_clean_in_each_look
from playwright.sync_api import BrowserContext

PAGES = {
    "home": "/",
    "search": "/search",
    "found": "/search?q=贷款&quantity=money",
    "not found": "/search?q=没有的词语",
    "a provision named": "/search?q=大连市融资性担保机构管理暂行办法第二十条",
    "nothing kept": "/collection",
    "chapters, citations, definitions": "/regulation/{大连市融资性担保机构管理暂行办法}",
    "a citation to copy": "/regulation/{威海市地方储备粮管理办法}?cite=art_24#art_24",
    "tables": "/regulation/{山东省应对国际贸易摩擦工作站管理办法}",
    "flags, no articles": "/regulation/{福建省对外贸易经济合作厅主要职责内设机构和人员编制规定}",
    "an agreement": "/regulation/{中华人民共和国与国际复兴开发银行贷款协定(职业教育改革项目)}",
    "relations": "/relations/{大连市融资性担保机构管理暂行办法}",
    "source": "/source/[大连市融资性担保机构管理暂行办法]?from=100&to=120#c100",
    "missing": "/regulation/无",
    "a table": "/fatiao/parameters?_size=5",
    "a row": "/fatiao/documents/[[大连市融资性担保机构管理暂行办法]]",
    "regulations": "/regulations",
    "citations": "/fatiao/citations",
    "the database": "/fatiao",
    "a query": "/fatiao/upper_limits",
    "an empty list": "/fatiao/parameters?region=大连",
}


@pytest.fixture(scope="session")
def keys(site: str) -> dict[str, tuple[str, str]]:
    """Identifiers of documents and their sources by title."""
    rows = httpx.get(f"{site}/fatiao/documents.json?_shape=array&_size=max", timeout=None).json()
    return {row["title"]: (quote(row["id"]), row["source_id"]) for row in rows}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browse: Callable[..., BrowserContext], keys: dict[str, tuple[str, str]], name: str) -> None:
    path = PAGES[name]
    for title, (document, source) in keys.items():
        path = (
            path.replace(f"[[{title}]]", document.replace("%", "~"))
            .replace(f"{{{title}}}", document)
            .replace(f"[{title}]", source)
        )
    page = browse().new_page()
    page.goto(path)
    assert_clean_in_each_look(page)
