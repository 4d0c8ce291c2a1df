"""The charts: `/charts?unit=<quantity>:<unit>&role=<role>`, each with its numbers in a table below."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response
from markupsafe import Markup

from ..cache.answers import AnswerCache
from ..charts.bars import bars
from ..charts.columns import Column, columns, key
from ..database import our_database
from ..links import Links
from ..queries.figures import Bin, ByYear, Distribution, by_year, deadlines, distribution, units
from ..queries.value_filter import REACH_BELOW, REACH_FROM, REACH_TO
from ..words import vocabulary, wording
from .respond import page

_MOST_ANSWERS = 32
_DEFAULT = "money:CNY"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page counts."""

    years: ByYear
    units: list[tuple[str, str, int]]
    deadlines: list[tuple[float, str, int]]
    distribution: Distribution | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its table: names of the columns, rows of cells; a cell is text."""

    title: str
    svg: Markup
    key: Markup
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


_answers: AnswerCache[Figures] = AnswerCache(_MOST_ANSWERS)


async def charts_page(request: Any, datasette: Any) -> Response:
    """Answer with the charts; a unit or role that does not occur gives no distribution, and the page says so."""
    database = our_database(datasette)
    chosen = (request.args.get("unit") or _DEFAULT)[:_LONGEST]
    role = request.args.get("role") or ""
    role = role if role in vocabulary.ROLES else ""
    quantity, _, unit = chosen.partition(":")

    def count(connection: sqlite3.Connection) -> Figures:
        return Figures(
            by_year(connection),
            units(connection),
            deadlines(connection),
            distribution(connection, quantity, unit, role),
        )

    found = await _answers.answer(datasette, database, (quantity, unit, role), count)
    links = Links(datasette, database.name)
    context = {
        "years": _by_year(found.years, links),
        "spread": found.distribution and _distribution(found.distribution, quantity, unit, role, links),
        "deadlines": _deadlines(found.deadlines, links),
        "units": [(f"{q}:{u}", kind(q, u), n) for q, u, n in found.units],
        "unit": chosen,
        "role": role,
    }
    return await page(datasette, request, "charts.html", context)


def kind(quantity: str, unit: str) -> str:
    """Return what a distribution is of: 金额（元）, 比例."""
    word = wording.unit(unit, quantity)
    return vocabulary.QUANTITIES.get(quantity, quantity) + (f"（{word}）" if word else "")


def _by_year(found: ByYear, links: Links) -> Figure:
    names = [vocabulary.QUANTITIES.get(name, "其他") for name in found.kinds]
    bars = [
        Column(year, parts, f"{year}年：{sum(parts):,} 个", links.table("parameters", f"year={year}"))
        for year, parts in found.years
    ]
    title = "各年的规定里有多少数值"
    description = f"按规定的版本年份，{len(bars)} 年，分 {len(names)} 类，下表列出同样的数。"
    rows = [[year, *(f"{part:,}" for part in parts), f"{sum(parts):,}"] for year, parts in found.years if sum(parts)]
    return Figure(title, columns(title, description, bars), key(names), ["年份", *names, "合计"], rows)


def _distribution(found: Distribution, quantity: str, unit: str, role: str, links: Links) -> Figure:
    what = kind(quantity, unit) + (f"，{vocabulary.ROLES[role]}" if role else "")
    title = f"{what}的分布"

    def word(value: float) -> str:
        return wording.amount(value, unit, found.mention, quantity)

    def href(each: Bin) -> str:
        end = REACH_TO if each is found.bins[-1] else REACH_BELOW
        asked = {"quantity": quantity, "unit": unit, "role": role, REACH_FROM: repr(each.low), end: repr(each.high)}
        return links.table("parameters", urlencode({name: value for name, value in asked.items() if value}))

    bins = [
        Column(word(each.low), [each.count], f"{word(each.low)} 至 {word(each.high)}：{each.count:,} 个", href(each))
        for each in found.bins
    ]
    note = f"共 {found.count:,} 个，中位数 {word(found.median)}；区间以上限计，没有上限的以下限计。"
    note += f"另有 {found.zeros:,} 个为零，未画。" if found.zeros else ""
    rows = [[word(each.low), word(each.high), f"{each.count:,}"] for each in found.bins]
    return Figure(title, columns(title, note, bins), Markup(""), ["从", "到（不含）", "个数"], rows, note)


def _deadlines(found: Sequence[tuple[float, str, int]], links: Links) -> Figure:
    title = "办理期限有多长"
    description = "最常见的期限，从短到长；工作日依七日五个排列，下表列出同样的数。"
    lengths = [
        Column(
            wording.amount(value, unit),
            [count],
            f"{wording.amount(value, unit)}：{count:,} 个",
            links.table(
                "parameters", urlencode({"role": "deadline", "quantity": "duration", "unit": unit, "max_value": value})
            ),
        )
        for value, unit, count in found
    ]
    rows = [[wording.amount(value, unit), f"{count:,}"] for value, unit, count in found]
    return Figure(title, bars(title, lengths), Markup(""), ["期限", "个数"], rows, description)
