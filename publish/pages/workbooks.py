"""Lists as workbooks for Excel: `/fatiao/parameters.xlsx`, `/search.xlsx`, `/regulations.xlsx`, asked as their pages.

The heads are Chinese; values stand as they are read (≤ 20 万元) beside numbers to calculate with; every row has its
regulation, its clause and the address that stays.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import Response

from ...store.export.workbook import Sheet, write_workbook
from ..cache.parameter_columns import column_snapshot
from ..database import ask, our_database
from ..links import Links, parameter_anchor
from ..members import Asking, Member, has_several, links_in, members_of
from ..queries.parameters import searched_rows
from ..queries.regulations import Entry
from ..queries.taken import MOST_ROWS, Row, clauses_taken, parameters_taken
from ..several.search import rank_all
from ..words import vocabulary, wording
from .parameters import conditions_of, filters_of
from .regulations import found_in_order
from .search import read_request
from .search_json import check_search

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_PARAMETERS: tuple[tuple[str, Callable[[Row], object]], ...] = (
    ("规定", lambda row: row["title"]),
    ("条款", lambda row: row["citation"]),
    ("作用", lambda row: vocabulary.ROLES.get(row["role"], row["role"])),
    ("数值", wording.bound),
    ("事项", lambda row: row["attribute"]),
    ("主体", lambda row: row["holder"]),
    ("行为", lambda row: row["act"]),
    ("起算点", lambda row: row["trigger"]),
    ("基数", lambda row: row["base"]),
    ("条件", lambda row: row["condition"]),
    ("界限", lambda row: vocabulary.COMPARATORS.get(row["comparator"], row["comparator"])),
    ("下限", lambda row: row["min_value"] if row["min_date"] is None else row["min_date"]),
    ("上限", lambda row: row["max_value"] if row["max_date"] is None else row["max_date"]),
    ("单位", lambda row: wording.unit(row["unit"], row["quantity"]) or row["unit"]),
    ("原文数值", lambda row: row["mention"]),
    ("原文", lambda row: row["quote"]),
    ("发布机关", lambda row: row["issuer"]),
    ("地区", lambda row: row["region"]),
    ("文号", lambda row: row["doc_number"]),
    ("版本", lambda row: row["version"]),
    ("置信度", lambda row: row["confidence"]),
)
"""The heads of a list of parameters and what stands below them; money in its base unit, ratios as parts of one."""

_CLAUSES: tuple[tuple[str, Callable[[Row], object]], ...] = (
    ("规定", lambda row: row["title"]),
    ("条款", lambda row: row["citation"]),
    ("原文", lambda row: row["text"].strip()),
    ("发布机关", lambda row: row["issuer"]),
    ("地区", lambda row: row["region"]),
    ("文号", lambda row: row["doc_number"]),
    ("版本", lambda row: row["version"]),
)

_LAST = ("引用", "网址")
"""The heads of what ends every row."""

_REGULATIONS: tuple[tuple[str, Callable[[Entry], object]], ...] = (
    ("规定", lambda entry: entry.row["title"]),
    ("效力", lambda entry: str(entry.standing)),
    ("效力级别", lambda entry: entry.row["authority"]),
    ("发布机关", lambda entry: entry.row["issuer"]),
    ("地区", lambda entry: entry.row["region"]),
    ("文号", lambda entry: entry.row["doc_number"]),
    ("通过", lambda entry: entry.row["adopted"]),
    ("公布", lambda entry: entry.row["promulgated"]),
    ("施行", lambda entry: wording.effective(entry.row["effective"])),
    ("文本截至", lambda entry: entry.row["text_as_of"]),
    ("数值", lambda entry: entry.row["parameters"]),
)


async def parameters_workbook(request: Any, datasette: Any) -> Response:
    """Answer with the parameters that the filters of the address leave."""
    database = our_database(datasette)
    where, values, _ = await conditions_of(datasette, request, database.name, filters_of(request))

    def take(connection: sqlite3.Connection) -> tuple[int, Sequence[Row]]:
        found, _ = searched_rows(connection, column_snapshot.current(database, connection), where, values)
        return len(found), parameters_taken(connection, found)

    count, rows = await ask(datasette, database, take)

    def place(links: Links, row: Row) -> str:
        return links.regulation(row["document_id"], parameter_anchor(row["id"]))

    answers = [(member, rows) for member in members_of(datasette)]
    return await workbook(
        request, datasette, Sheet("参数", *_table(request, datasette, _PARAMETERS, answers, place)), count
    )


async def search_workbook(request: Any, datasette: Any) -> Response:
    """Answer with the clauses that a search finds; an argument that is none is refused."""
    check_search(request.args, datasette)
    asking = Asking(datasette)
    found = await rank_all(asking, read_request(request, datasette))
    rankings = {member.name: ranking for member, ranking in found.chosen}

    async def take(member: Member) -> Sequence[Row]:
        return await member.ask(lambda connection: clauses_taken(connection, rankings[member.name].rows))

    told = await asking.each(take, [member for member, _ in found.chosen])
    count = sum(len(ranking.rows) for ranking in rankings.values())

    def place(links: Links, row: Row) -> str:
        return links.provision(row["id"])

    sheet = Sheet("条款", *_table(request, datasette, _CLAUSES, told, place))
    return await workbook(request, datasette, sheet, count, asking.silent)


async def regulations_workbook(request: Any, datasette: Any) -> Response:
    """Answer with the regulations that the list has; an argument that is none is refused."""
    entries, silent = await found_in_order(request, datasette)
    labels = {member.name: member.label for member in members_of(datasette)}
    columns = (*_where(datasette, lambda entry: labels[entry.place]), *_REGULATIONS)
    cells = (
        [
            *(read(entry) for _, read in columns),
            wording.citation(entry.row["title"], ""),
            datasette.absolute_url(request, links_in(datasette, entry.place).regulation(entry.row["id"])),
        ]
        for entry in entries[:MOST_ROWS]
    )
    heads = [*(head for head, _ in columns), *_LAST]
    return await workbook(request, datasette, Sheet("规定", heads, cells), len(entries), silent)


def _where(datasette: Any, read: Callable[[Any], str]) -> list[tuple[str, Callable[[Any], object]]]:
    """Return the column that tells the database of a row, none where there is one alone."""
    return [("库", read)] if has_several(datasette) else []


def _table(
    request: Any,
    datasette: Any,
    columns: Sequence[tuple[str, Callable[[Row], object]]],
    answers: Sequence[tuple[Member, Sequence[Row]]],
    place: Callable[[Links, Row], str],
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Return the heads and the rows of a sheet, with citation and address at the end of each."""
    where = _where(datasette, lambda member: str(member.label))
    heads = [*(head for head, _ in where), *(head for head, _ in columns), *_LAST]
    cells = (
        [
            *(read(member) for _, read in where),
            *(read(row) for _, read in columns),
            wording.citation(row["title"], row["citation"] or ""),
            datasette.absolute_url(request, place(member.links, row)),
        ]
        for member, rows in answers
        for row in rows
    )
    return heads, islice(cells, MOST_ROWS)


async def workbook(request: Any, datasette: Any, sheet: Sheet, count: int, silent: Sequence[str] = ()) -> Response:
    """Return a workbook of a sheet and a second one that tells where it is from, how much there is, what is missing."""
    told = [
        ("网站", datasette.absolute_url(request, datasette.urls.path("/"))),
        ("条件", datasette.absolute_url(request, datasette.urls.path(request.full_path.replace(".xlsx", "", 1)))),
        ("日期", date.today().isoformat()),
        ("条数", count),
        ("说明", "机器从原文提取，引用前请核对原文。"),
    ]
    if count > MOST_ROWS:
        told.append(("未列完", f"只列出前 {MOST_ROWS} 条。全部请用 CSV，或下载数据库。"))
    if silent:
        told.append(("缺少", f"没有{'、'.join(silent)}的：现在不能回答。"))
    file = io.BytesIO()
    about = Sheet("说明", ("项目", "内容"), told)
    await members_of(datasette)[0].database.work(partial(write_workbook, file, [sheet, about]))
    named = f"attachment; filename=\"fatiao.xlsx\"; filename*=UTF-8''{quote(sheet.name)}.xlsx"
    headers = {"content-disposition": named}
    return Response(file.getvalue(), content_type=_KIND, headers=headers)
