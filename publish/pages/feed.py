"""The feed of new and changed regulations with their parameters: `/feed.atom`, Atom 1.0 (RFC 4287)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from datasette.utils.asgi import Response

from ..cache.answers import AnswerCache
from ..database import our_database
from ..links import Links, parameter_anchor
from ..queries.news import News, read_news
from ..words import vocabulary, wording

PARAMETERS = 30
"""Parameters told of each."""

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"
_BAD = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])
ElementTree.register_namespace("", _ATOM)


_answers: AnswerCache[bytes] = AnswerCache(4)


async def feed(request: Any, datasette: Any) -> Response:
    """Answer with the feed."""
    database = our_database(datasette)
    links = Links(datasette, database.name)
    home = datasette.absolute_url(request, links.path("/"))

    def write(connection: sqlite3.Connection) -> bytes:
        return to_atom(read_news(connection), links, home)

    xml = await _answers.answer(datasette, database, (home,), write)
    headers = {"access-control-allow-origin": "*"}
    return Response(xml, headers=headers, content_type="application/atom+xml; charset=utf-8")


def to_atom(news: News, links: Links, home: str) -> bytes:
    """Return the feed as XML; `home` is the absolute address of the home page."""
    root = ElementTree.Element(_name("feed"), {"xml:lang": "zh-CN"})
    _add(root, "title", "法条：新增和变动的规定与数值")
    _add(root, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, home)}")
    _add(root, "updated", max((row["changed_at"] for row in news.documents), default=_NEVER))
    _add(root, "link", rel="self", type="application/atom+xml", href=urljoin(home, links.path("/feed.atom")))
    _add(root, "link", rel="alternate", type="text/html", href=home)
    _add(_add(root, "author"), "name", "法条")
    for row in news.documents:
        _entry(root, row, news.parameters.get(row["id"], []), links, home)
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def _entry(
    root: ElementTree.Element, row: sqlite3.Row, parameters: Sequence[sqlite3.Row], links: Links, home: str
) -> None:
    entry = _add(root, "entry")
    news = "新增" if row["added_at"] == row["changed_at"] else "变动"
    _add(entry, "title", f"{row['title']}（{news}，{len(parameters)} 个数值）")
    _add(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, row['id'])}")
    _add(entry, "published", row["added_at"])
    _add(entry, "updated", row["changed_at"])
    _add(entry, "link", rel="alternate", type="text/html", href=urljoin(home, links.regulation(row["id"])))
    _add(entry, "category", term=news)
    facts = [row["issuer"], row["doc_number"], wording.dated(row)]
    lines = "".join(_line(parameter, row["id"], links, home) for parameter in parameters[:PARAMETERS])
    more = f"<p>另有 {len(parameters) - PARAMETERS} 个。</p>" if len(parameters) > PARAMETERS else ""
    about = escape(" · ".join(fact for fact in facts if fact))
    _add(entry, "content", f"<p>{about}</p><ul>{lines}</ul>{more}", type="html")


def _line(row: sqlite3.Row, document_id: str, links: Links, home: str) -> str:
    href = urljoin(home, links.regulation(document_id, parameter_anchor(row["id"])))
    said = f"{row['attribute'] or vocabulary.QUANTITIES.get(row['quantity'], '')} {wording.bound(row)}"
    return f'<li><a href="{escape(href)}">{escape(said)}</a></li>'


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, _name(name), attributes)
    child.text = text and text.translate(_BAD)  # what XML cannot hold
    return child


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
