"""Numbers with their units, bounds and citations as readers would print them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from ...text.units.names import is_money, period_name, unit_name
from .vocabulary import COMPARATORS, EFFECTIVE

_SIDES = {"<": "上限", ">": "下限", "r": "范围", "~": "约数"}
_TIMES = {"<": "至少", ">": "至多"}
_SIDES_OF_DATES = {"<": "最晚", ">": "最早", "r": "期间"}
_DAYS = (("promulgated", "公布"), ("adopted", "通过"), ("approved", "批准"), ("text_as_of", "修改"))
_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000


def unit(code: str | None, quantity: str = "") -> str:
    """Return a unit in words: `CNY/m2` gives 元/平方米, `a` of an age gives 岁; ratios have none."""
    return unit_name(code or "", quantity)


def number(value: float) -> str:
    """Return a number without needless zeros, long ones grouped by thousands: 1,234,567.8."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text if re.search("[1-9]", text) or value == 0 else f"{value:.6g}"


def amount(value: float, code: str | None, mention: str = "", quantity: str = "") -> str:
    """Return a value with its unit as a reader would write it: 20 万元, 90%, 5 倍, 3 个月.

    A ratio is printed as multiple or percentage, as `mention` has it; a year of the kind `age` is 岁.
    """
    if code == "1":
        return _ratio(value, mention)
    word = unit(code, quantity)
    if code and code.startswith("1/"):
        return f"{number(round(value * 100, 8))}%{word}"
    if code and is_money(code):
        for step, name in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
            if abs(value) >= step and round(value / step, 4) * step == value:
                return f"{number(value / step)} {name}{word}"
    return f"{number(value)} {word}".rstrip()


def _ratio(value: float, mention: str) -> str:
    if "倍" in mention:
        return f"{number(value)} 倍"
    if "分之" in mention and round(value, 4) != value:
        return f"{mention}（{round(value * 100, 1)}%）"  # 三分之一 has no short percentage
    if abs(value) <= 1 or "%" in mention or "％" in mention or "百分" in mention:
        return f"{number(round(value * 100, 8))}%"
    return number(value)


def bound(row: Mapping[str, Any] | sqlite3.Row) -> str:
    """Return the bound of a parameter's row in one line: ≤ 20 万元, 1 万元 至 20 万元（不含上限）, 3 个月, 每年."""
    low, high = _date(row["min_date"]), _date(row["max_date"])
    if not low and not high:
        ends = (row["min_value"], row["max_value"])
        low, high = (None if end is None else _end(end, row) for end in ends)
    sign = "" if row["comparator"] == "=" else COMPARATORS.get(row["comparator"] or "", "")
    if low and high and row["comparator"] == "range":
        open_ends = [w for w, c in (("下限", "min_inclusive"), ("上限", "max_inclusive")) if row[c] == 0]
        return f"{low} 至 {high}" + (f"（不含{'、'.join(open_ends)}）" if open_ends else "")
    shown = low or high
    if shown and _is_interval(row):  # 每三年至少一次: three years or less
        return f"{_TIMES.get((row['comparator'] or '')[:1], '')}{shown}"
    return f"{sign} {shown}".strip() if shown else str(row["mention"])


def _is_interval(row: Mapping[str, Any] | sqlite3.Row) -> bool:
    """Tell whether a row is a frequency by its interval: 每 3 年, and not 3 次/周."""
    return row["quantity"] == "frequency" and "/" not in (row["unit"] or "")


def _end(value: float, row: Mapping[str, Any] | sqlite3.Row) -> str:
    if row["quantity"] == "frequency":
        return frequency(value, row["unit"], row["mention"])
    return amount(value, row["unit"], row["mention"], row["quantity"])


def side(row: Mapping[str, Any] | sqlite3.Row) -> str:
    """Return on which side a parameter's row bounds: 上限, 下限, 范围; of dates 最晚, 最早; 数值 where it does not."""
    names = _SIDES_OF_DATES if row["quantity"] == "date" else {} if _is_interval(row) else _SIDES
    return names.get((row["comparator"] or "")[:1], "数值")


def frequency(value: float, code: str | None, mention: str = "") -> str:
    """Return a frequency by its interval, 每年 or 每 3 年; one by its number of times is an amount: 3 次/周."""
    if code and "/" in code:
        return amount(value, code, mention)
    return f"每{period_name(code or '')}" if value == 1 else f"每 {amount(value, code, mention)}"


def _date(iso: str | None) -> str | None:
    """Return a date for reading; one that recurs every year (`--04-30`) as 每年4月30日."""
    if iso and (yearly := re.fullmatch(r"--(\d\d)-(\d\d)", iso)):
        return f"每年{int(yearly[1])}月{int(yearly[2])}日"
    return iso


def effective(value: str | None) -> str | None:
    """Return the column `effective` for reading."""
    return EFFECTIVE.get(value or "", value)


def dated(document: Any) -> str:
    """Return the days that a version is known by: 2006-10-11 公布; 1979-07-01 通过，2023-12-29 修改; "" without any.

    `document` has the columns `promulgated`, `adopted`, `approved` and `text_as_of` as items or as attributes.
    """
    days = [(document[name] if hasattr(document, "keys") else getattr(document, name), word) for name, word in _DAYS]
    *made, (changed, word) = days
    said = [f"{day} {act}" for day, act in made if day][:1]
    if changed and changed not in (day for day, _ in made):  # a complete revision is a version of its own
        said.append(f"{changed} {word}")
    return "，".join(said)


def citation(title: str, provision: str) -> str:
    """Return how a provision is cited in writing: 《威海市地方储备粮管理办法》第二十四条第一款."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》{provision}"
