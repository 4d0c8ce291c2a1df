"""The list of parameters by role: its columns, its filters by words, its facets, its order, and how a phone shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from accessible import assert_clean
from fatiao.publish.pages.parameter_views import VIEWS
from fatiao.publish.queries.word_filter import MOST_WORDS, word_filter, words_of
from lxml import html as parser
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def client(site: str) -> Iterator[httpx.Client]:
    """A client of the site over the sample pages."""
    with httpx.Client(base_url=site, timeout=None) as opened:
        yield opened


def page(client: httpx.Client, **arguments: str) -> Any:
    """Return the list as an element."""
    answer = client.get("/fatiao/parameters", params=arguments)
    assert answer.status_code == 200, answer.text
    return parser.fromstring(answer.text)


def texts(found: Any, path: str) -> list[str]:
    """Return the texts of elements."""
    return [" ".join(one.text_content().split()) for one in found.xpath(path)]


HEADS = [
    ("", ["数值", "事项", "主体", "原文", "规定", "作用"], ["种类", "作用", "单位", "发布机关", "地区", "年份"]),
    ("penalty", ["处罚", "行为", "对象", "种类", "原文", "规定"], ["事项", "作用", "单位", "发布机关", "地区", "年份"]),
    ("deadline", ["期限", "自何时起", "谁", "办什么", "原文", "规定"], ["起算点", "作用", "单位"]),
    ("limit", ["界限", "限制什么", "谁", "基数", "原文", "规定"], ["事项", "基数", "作用", "单位"]),
    ("value", ["数值", "事项", "主体", "原文", "规定", "作用"], ["种类", "作用", "单位"]),
]


@pytest.mark.parametrize(("role", "heads", "facets"), HEADS, ids=[row[0] or "all" for row in HEADS])
@pytest.mark.parametrize("order", [{}, {"_sort_desc": "max_value"}], ids=["", "ordered"])
def test_columns_and_facets_change_with_the_role(
    client: httpx.Client, role: str, heads: list[str], facets: list[str], order: dict[str, str]
) -> None:
    found = page(client, **({"role": role} if role else {}), **order)
    assert texts(found, "//table[contains(@class, 'numbers')]/thead//th") == heads
    assert texts(found, "//aside[@class='facets']/details/details/summary")[: len(facets)] == facets


def test_every_filter_by_words_is_one_of_its_view(client: httpx.Client) -> None:
    for role, view in VIEWS.items():
        names = page(client, role=role).xpath("//form[@class='value-form']//input/@name")
        assert [name for name, _ in view.words] == [name for name in names if name in dict(view.words)]


def rows(client: httpx.Client, **arguments: str) -> list[dict[str, Any]]:
    """Return parameters."""
    answer = client.get("/fatiao/parameters.json", params={"_shape": "array", "_size": "max", **arguments})
    assert answer.status_code == 200, answer.text
    return answer.json()


BY_WORDS = [
    ({"role": "deadline", "_trigger": "收到 材料"}, "trigger", ("收到", "材料")),
    ({"role": "deadline", "_trigger": "材料 收到"}, "trigger", ("收到", "材料")),
    ({"role": "penalty", "_act": "贷款 骗取"}, "act", ("骗取", "贷款")),
    ({"_holder": "擔保機構"}, "holder", ("担保机构",)),
    ({"_base": "基金"}, "base", ("基金",)),
]


@pytest.mark.parametrize(("arguments", "column", "words"), BY_WORDS)
def test_a_field_is_searched_for_words_in_any_order(
    client: httpx.Client, arguments: dict[str, str], column: str, words: tuple[str, ...]
) -> None:
    found = {row["id"] for row in rows(client, **arguments)}
    plain = {key: value for key, value in arguments.items() if key == "role"}
    expected = {row["id"] for row in rows(client, **plain) if all(word in (row[column] or "") for word in words)}
    assert found == expected and found
    (count,) = texts(page(client, **arguments), "//p[@class='result-count']/strong")
    assert count == str(len(found))


def test_a_filter_by_words_can_be_dropped_and_goes_with_another_view(client: httpx.Client) -> None:
    found = page(client, role="deadline", _trigger="收到 材料", _holder="银行")
    assert "起算点含有 收到 材料 ✕" in texts(found, "//a[@class='chip']")
    (penalties,) = found.xpath("//nav[@class='tabs']//a[text()='处罚']/@href")
    assert "_holder=" in penalties and "_trigger=" not in penalties
    assert texts(found, "//nav[@class='tabs']//a[@aria-current]") == ["期限"]


def test_a_penalty_shows_its_act_among_all_roles(client: httpx.Client) -> None:
    acts = {row["act"] for row in rows(client, role="penalty") if row["act"]}
    assert set(texts(page(client, role="penalty"), "//td[@data-head='行为']")) & acts
    assert set(texts(page(client, _act=max(acts, key=len)[:9]), "//span[@class='act']")) & acts


def test_values_are_ordered_within_their_unit(client: httpx.Client) -> None:
    every = rows(client, role="limit")
    shown, after = [], 0
    while after < len(every):
        found = page(client, role="limit", _sort="max_value", _after=str(after))
        shown += [parts[0] for parts in map(str.split, texts(found, "//tr[@class='unit']"))]
        after += len(found.xpath("//td[contains(@class, 'bound')]"))
    once = [unit for at, unit in enumerate(shown) if not at or unit != shown[at - 1]]
    assert len(once) == len(set(once)) > 2, "each unit in one piece"
    assert after == len(every)
    assert client.get("/fatiao/parameters?_after=x&_sort=max_value").status_code == 400


def test_a_filter_by_words_is_told_in_words() -> None:
    found = word_filter({"_act": "未登记 养犬", "_base": "基金"})
    assert found and found.words == "行为 含有 未登记 且 行为 含有 养犬 且 基数 含有 基金"
    assert list(found.parameters.values()) == ["未登记", "养犬", "基金"]


def test_many_words_are_cut_and_none_is_no_filter() -> None:
    assert word_filter({"_act": " \u3000 "}) is None
    assert words_of("款 " * 100) == ["款"] * MOST_WORDS


ORDERS = [({}, []), ({"_sort": "max_value"}, ["ascending"]), ({"_sort_desc": "max_value"}, ["descending"])]


@pytest.mark.parametrize(("arguments", "told"), ORDERS)
def test_the_order_is_told(client: httpx.Client, arguments: dict[str, str], told: list[str]) -> None:
    assert page(client, role="limit", **arguments).xpath("//th/@aria-sort") == told


def test_on_a_phone_the_filters_are_drawers_above_the_rows(opened: Callable[..., Any]) -> None:
    with opened("/fatiao/parameters?role=deadline", **PHONE) as window:
        for drawer, inside in (("更多条件", "自何时起"), ("按类筛选", None)):
            summary = window.locator("summary", has_text=drawer)
            box, row = summary.bounding_box(), window.locator(".as-cards tbody tr").first.bounding_box()
            assert box and row and box["y"] < row["y"]
            if inside:
                expect(window.get_by_label(inside)).to_be_hidden()
                summary.click()
                expect(window.get_by_label(inside)).to_be_visible()
        assert_clean(window)


@pytest.mark.parametrize("script", [True, False], ids=["", "without a script"])
def test_deadlines_are_found_by_what_they_run_from(opened: Callable[..., Any], script: bool) -> None:
    with opened("/fatiao/parameters", java_script_enabled=script) as window:
        window.get_by_role("navigation", name="作用").get_by_role("link", name="期限").click()
        window.get_by_label("自何时起").fill("收到 材料")
        window.get_by_role("button", name="筛选").first.click()
        expect(window.locator("td[data-head=自何时起]").first).to_contain_text("收到")
