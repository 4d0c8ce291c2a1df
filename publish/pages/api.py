"""The page for programs: `/api`, every stable address with an example, and the programs that tests run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from datasette.utils.asgi import Response

from ..database import our_database
from ..links import Links
from .respond import page

EXAMPLES = Path(__file__).parent.parent / "examples"
"""The folder of the examples."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that will stay, below the address of the database or (with `site`) of the site."""

    path: str
    description: str
    site: bool = False
    sql: bool = False
    """Whether it is there only where readers may write SQL."""


ENDPOINTS = (
    Endpoint("parameters.json?_shape=array&role=penalty&quantity=money", "参数，JSON 数组；列名即条件"),
    Endpoint("parameters.json?_shape=objects&_size=100", "分页：取 next_url，或把 next 填入 _next，直到为空"),
    Endpoint("parameters.json?_shape=array&_value_from=10万元&_value_to=50万元", "数值范围，任何可换算的单位"),
    Endpoint(
        "parameters.json?_shape=array&attribute_group=罚款&_facet=region&_size=10", "同义事项归一；_facet 给出分布"
    ),
    Endpoint("parameters.json?_shape=array&_search=注册资本", "检索事项、主体、原文，两个字的词也准确"),
    Endpoint(
        "parameters.json?_shape=array&role=deadline&_trigger=收到+材料",
        "某一栏含有各词，先后不论：_attribute、_act、_holder、_trigger、_base、_condition",
    ),
    Endpoint("parameters.csv?role=deadline&_labels=on", "CSV，_labels=on 附规定和条款的名称"),
    Endpoint("parameters.csv?quantity=ratio&_stream=on", "CSV，_stream=on 一次给出全部，不分页"),
    Endpoint("documents.json?_shape=array&_col=title&_col=issuer&_col=promulgated&_size=20", "规定；_col 只取几列"),
    Endpoint("provisions.json?_shape=array&level=article&_size=20", "条款"),
    Endpoint("clauses.json?_shape=array&_size=20", "条款连同其下级的全文"),
    Endpoint("citations.json?_shape=array&relation=依据&_size=20", "引用"),
    Endpoint("definitions.json?_shape=array&_size=20", "定义"),
    Endpoint("compare_attribute.json?attribute=注册资本&_shape=array", "常用查询，参数见各查询的页面"),
    Endpoint(
        ".json?sql=select+quantity,+count(*)+from+parameters+group+by+1&_shape=array",
        "任何只读的 SQL，限时 5 秒",
        sql=True,
    ),
    Endpoint(
        "/regulation/{id}.json",
        "一部规定的条款、参数、引用、定义、沿革；.md 为 Markdown，.xml 为 Akoma Ntoso；编号处写名称也可",
        site=True,
    ),
    Endpoint("/search.json?q=罚款&role=penalty&since=2015", "检索：规定和条款、所指的条文、各项计数", site=True),
    Endpoint("/compare.json?q=办法&all=1", "几部规定对同一事项怎么定：列是规定，行是行为或事项", site=True),
    Endpoint("/cite.json?id={id}", "条款、参数或规定的引用：文中引用、连同原文和版本、GB/T 7714、BibTeX", site=True),
    Endpoint("/feed.atom", "新增和变动的规定及其数值，Atom", site=True),
    Endpoint("/fatiao.db", "整个数据库，一个 SQLite 文件", site=True),
)
"""What programs may rely on; docs/api.md says the same."""

_EXAMPLES = (("curl", "parameters.sh"), ("Python", "parameters.py"), ("R", "parameters.R"))


async def api_page(request: Any, datasette: Any) -> Response:
    """Answer with the page."""
    database = our_database(datasette)
    links = Links(datasette, database.name)
    some = (await database.execute("select id from documents order by rowid limit 1")).first()
    document_id = some["id"] if some else None
    free_sql = await datasette.permission_allowed(request.actor, "execute-sql", database.name, default=True)
    context = {
        "endpoints": [(address(each, links, document_id), each) for each in ENDPOINTS if free_sql or not each.sql],
        "free_sql": free_sql,
        "decoded": unquote,  # as browsers show addresses
        "examples": [(name, (EXAMPLES / file).read_text(encoding="utf-8")) for name, file in _EXAMPLES],
        "home": datasette.absolute_url(request, links.path("/")).rstrip("/"),
    }
    return await page(datasette, request, "api.html", context)


def address(endpoint: Endpoint, links: Links, document_id: str | None = None) -> str:
    """Return the address of an endpoint, `{id}` in it as a document's where one is given."""
    if endpoint.site:
        return links.path(endpoint.path.replace("{id}", quote(document_id)) if document_id else endpoint.path)
    return links.database() + ("" if endpoint.path.startswith(".") else "/") + endpoint.path
