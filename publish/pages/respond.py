"""How every page of the site is answered: template, headers, what all pages know, and errors in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette.utils import add_cors_headers
from datasette.utils.asgi import Response

from ..database import our_database
from ..guard.requests import NAME
from ..links import Links, file_name, named_cell
from ..members import has_several, label_of, links_in, members_of
from ..words import names, vocabulary, wording
from ..words.error_messages import error_in_chinese
from .assets import asset_path
from .sync_templates import sync_template

HEADERS = {
    # no script, style, image or connection but the site's own; style attributes draw the bars
    "content-security-policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'self'; base-uri 'self'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
"""Sent with every page of the site's own."""

ERRORS = {
    400: ("请求有误", "地址或填写的条件不对。请检查后再试，或从首页重新开始。"),
    403: ("无权查看", "这一页不对外开放。"),
    404: ("没有这一页", "网址可能写错了，或者这部规定已不在库中。可以用上方的检索框找一找。"),
    405: ("请求有误", "这一页不接受这种请求。"),
    500: ("出了问题", "服务器没能完成这次请求，问题已经记录。请稍后再试。"),
    429: ("请求太快", "这个网址来的请求太多太快。请稍等几秒再试。"),
    503: ("暂时不能回答", "这次查询超过了时限，或者现在人太多。请缩小范围，或稍后再试。"),
}
"""Title and advice of the error pages."""


def site_context(datasette: Any) -> dict[str, Any]:
    """Return what every template, Datasette's too, can use: links, wording, addresses of assets."""
    database = our_database(datasette)
    return {
        "links": Links(datasette, database.name if database else NAME if has_several(datasette) else "_memory"),
        "links_in": lambda name: links_in(datasette, name),
        "has_site": bool(members_of(datasette)),
        "several": has_several(datasette),
        "library": label_of(datasette),
        # all sites of several databases have the same ones, which a browser gets once
        "asset": lambda name: ("" if label_of(datasette) else Links(datasette, "").root) + asset_path(name),
        "vocabulary": vocabulary,
        "wording": wording,
        "in_chinese": names.in_chinese,
        "column_name": names.column_name,
        "value_name": names.value_name,
        "named_cell": named_cell,
        "file_name": file_name,
        "error_in_chinese": error_in_chinese,
        "lookups": names.LOOKUPS,
        "placeholders": names.PLACEHOLDERS,
        "table_title": lambda name: _title(datasette, database, name),
    }


def _title(datasette: Any, database: Any, table: str) -> str:
    """Return what readers call a table, its name where it is called nothing else."""
    return (database and datasette.metadata("title", database.name, table, fallback=False)) or table


async def page(datasette: Any, request: Any, template: str, context: Mapping[str, Any], status: int = 200) -> Response:
    """Answer with a template that waits for nothing; `context` is added to what every template knows."""
    ready = sync_template(datasette.jinja_env, template)
    html = await datasette.render_template(ready, dict(context), request=request, view_name="fatiao")
    # what an editor sees is for nobody else whom a cache in between answers
    headers = HEADERS | ({"cache-control": "private, no-cache"} if request.actor else {})
    return Response.html(html, status=status, headers=headers)


def cors_headers(datasette: Any) -> dict[str, str]:
    """Return the headers that let scripts of other sites read an answer, none where they may not."""
    headers: dict[str, str] = {}
    if datasette.cors:
        add_cors_headers(headers)
    return headers


async def error_page(datasette: Any, status: int, detail: str = "", again: str = "") -> Response:
    """Answer with the error page of `status`; `detail` is shown as text, `again` is where to start anew."""
    title, advice = error_words(status)
    template = datasette.jinja_env.select_template([f"{status}.html", "error.html"])
    context = {"status": status, "title": title, "advice": advice, "error": detail, "again": again}
    html = await template.render_async({**context, "urls": datasette.urls})
    return Response.html(html, status=status, headers=dict(HEADERS))


def error_words(status: int) -> tuple[str, str]:
    """Return title and advice of an error."""
    return ERRORS.get(status, ERRORS[500 if status >= 500 else 400])
