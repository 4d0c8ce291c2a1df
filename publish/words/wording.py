"""Closed vocabularies of the database in the readers' words, and numbers as they would print them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from ...text.comparators import SIGNS

QUANTITIES = {
    "money": "金额",
    "ratio": "比例",
    "duration": "期间",
    "date": "日期",
    "frequency": "频次",
    "age": "年龄",
    "count": "数量",
    "score": "分值",
    "measure": "计量",
}
"""What is measured: the column `quantity`."""

ROLES = {
    "limit": "限制",
    "deadline": "期限",
    "threshold": "适用条件",
    "penalty": "处罚",
    "value": "定值",
    "frequency": "频次",
    "score": "评分",
    "effective": "施行日期",
}
"""What a number is for: the column `role`."""

MODALITIES = {"must": "应当", "must not": "不得", "may": "可以"}
"""The column `modality`."""

COMPARATORS = {str(comparator): sign for comparator, sign in SIGNS.items()}
"""The column `comparator` as a sign."""

FLAG_KINDS = {
    "encoding": "编码存疑",
    "gap": "序号不连续",
    "repeat": "序号重复",
    "order": "序号乱序",
    "restart": "序号重新开始",
    "range": "序号超出范围",
    "ocr": "疑似错字",
}
"""The column `kind` of flags; a kind that is not here is shown as it is."""

LEVELS = {
    "annex": "附件",
    "part": "编",
    "chapter": "章",
    "section": "节",
    "division": "一、",
    "article": "条",
    "para": "款",
    "item": "项",
    "subitem": "目",
}
"""The column `level`."""

UNITS = {
    "CNY": "元",
    "USD": "美元",
    "XDR": "特别提款权",
    "HKD": "港元",
    "EUR": "欧元",
    "JPY": "日元",
    "GBP": "英镑",
    "MOP": "澳门元",
    "AUD": "澳元",
    "CAD": "加元",
    "pp": "个百分点",
    "d": "日",
    "{workday}": "个工作日",
    "wk": "周",
    "mo": "个月",
    "a": "年",
    "h": "小时",
    "min": "分钟",
    "s": "秒",
    "{person}": "人",
    "{time}": "次",
    "{point}": "分",
    "m": "米",
    "cm": "厘米",
    "mm": "毫米",
    "km": "公里",
    "m2": "平方米",
    "m3": "立方米",
    "km2": "平方公里",
    "km/h": "公里/小时",
    "har": "公顷",
    "t": "吨",
    "kg": "千克",
    "g": "克",
    "mg": "毫克",
    "L": "升",
    "Cel": "℃",
    "dB": "分贝",
    "kW": "千瓦",
    "kW.h": "千瓦时",
}
"""Codes of the column `unit` in words; those in braces that are not here are the words themselves."""

_CURRENCIES = frozenset({"CNY", "USD", "XDR", "HKD", "EUR", "JPY", "GBP", "MOP", "AUD", "CAD"})
_PER = {"mo": "月", "{workday}": "工作日"}  # below the stroke nobody says 个
_SIDES = {"<": "上限", ">": "下限", "r": "范围", "~": "约数"}
_SIDES_OF_DATES = {"<": "最晚", ">": "最早", "r": "期间"}
_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000


def unit(code: str | None) -> str:
    """Return a unit in words: `CNY/m2` gives 元/平方米, `{户}` gives 户; ratios have none."""
    if not code or code in ("1", "date"):
        return ""
    if code in UNITS:
        return UNITS[code]
    above, *below = code.split("/")
    words = ["" if above == "1" else _word(above), *(_PER.get(part) or _word(part) for part in below)]
    return "/".join(words)


def _word(code: str) -> str:
    return UNITS.get(code) or code.strip("{}")


def number(value: float) -> str:
    """Return a number without needless zeros, long ones grouped by thousands: 1,234,567.8."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text if re.search("[1-9]", text) or value == 0 else f"{value:.6g}"


def amount(value: float, code: str | None, mention: str = "") -> str:
    """Return a value with its unit as a reader would write it: 20 万元, 90%, 5 倍, 3 个月.

    A ratio is printed as multiple or percentage, as `mention` has it.
    """
    if code == "1":
        return _ratio(value, mention)
    word = unit(code)
    if code and code.startswith("1/"):
        return f"{number(round(value * 100, 8))}%{word}"
    if code and code.split("/")[0] in _CURRENCIES:
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
        word = every if row["quantity"] == "frequency" else amount
        ends = (row["min_value"], row["max_value"])
        low, high = (None if end is None else word(end, row["unit"], row["mention"]) for end in ends)
    sign = "" if row["comparator"] == "=" else COMPARATORS.get(row["comparator"] or "", "")
    if low and high and row["comparator"] == "range":
        open_ends = [w for w, c in (("下限", "min_inclusive"), ("上限", "max_inclusive")) if row[c] == 0]
        return f"{low} 至 {high}" + (f"（不含{'、'.join(open_ends)}）" if open_ends else "")
    shown = low or high
    return f"{sign} {shown}".strip() if shown else str(row["mention"])


def side(row: Mapping[str, Any] | sqlite3.Row) -> str:
    """Return on which side a parameter's row bounds: 上限, 下限, 范围; of dates 最晚, 最早; 数值 where it does not."""
    names = _SIDES_OF_DATES if row["quantity"] == "date" else _SIDES
    return names.get((row["comparator"] or "")[:1], "数值")


def every(value: float, code: str | None, mention: str = "") -> str:
    """Return a frequency by its interval, 每年 or 每 3 年; one by its number of times is an amount: 3 次/周."""
    if code and "/" in code:
        return amount(value, code, mention)
    return f"每{_PER.get(code or '') or unit(code)}" if value == 1 else f"每 {amount(value, code, mention)}"


def _date(iso: str | None) -> str | None:
    """Return a date for reading; one that recurs every year (`--04-30`) as 每年4月30日."""
    if iso and (yearly := re.fullmatch(r"--(\d\d)-(\d\d)", iso)):
        return f"每年{int(yearly[1])}月{int(yearly[2])}日"
    return iso


def effective(value: str | None) -> str | None:
    """Return the column `effective` for reading."""
    return "自公布之日起" if value == "on promulgation" else value


def cited(title: str, citation: str) -> str:
    """Return how a provision is cited in writing: 《威海市地方储备粮管理办法》第二十四条第一款."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》{citation}"
