"""The text of a source as it was read, line by line: `/source/<id>`, and as a file `/source/<id>.txt`."""

from __future__ import annotations

from bisect import bisect_right
from html import escape
from itertools import pairwise
from typing import Any

from datasette.utils.asgi import Response
from markupsafe import Markup

from ..database import ask, our_database
from ..links import Links, decode
from ..queries.printed import is_printed
from ..queries.source import StoredSource, load_source
from .respond import error_page, page

_MOST_LINES = 20_000
"""Lines shown on a page; the file has them all."""


async def source(request: Any, datasette: Any) -> Response:
    """Answer with the page of a source, `?from=…&to=…` marked; 404 where there is none of that id."""
    found = await _find(datasette, decode(request.url_vars["id"]))
    if found is None:
        return await error_page(datasette, 404)
    text = found.row["text"]
    start, end = asked_range(request, len(text))
    lines, left_out = source_lines(text, {*found.anchors, start} if end else {*found.anchors}, start, end)
    context = {
        "source": found.row,
        "documents": found.documents,
        "snapshots": found.snapshots,
        "lines": Markup(lines),
        "left_out": left_out,
        "picture": await picture(datasette, found.row["id"], start, end),
        "is_web": found.row["uri"].startswith(("http://", "https://")),
    }
    return await page(datasette, request, "source.html", context)


async def picture(datasette: Any, source_id: str, start: int, end: int) -> str | None:
    """Return the address of the picture of a range of a source, None where it is printed nowhere."""
    database = our_database(datasette)
    shown = end > start and await ask(datasette, database, lambda found: is_printed(found, source_id, start, end))
    return Links(datasette, database.name).printed(source_id, start, end) if shown else None


async def source_file(request: Any, datasette: Any) -> Response:
    """Answer with the text of a source as plain text; 404 where there is none of that id."""
    found = await _find(datasette, decode(request.url_vars["id"]))
    if found is None:
        return await error_page(datasette, 404)
    return Response.text(found.row["text"], headers={"x-content-type-options": "nosniff"})


def source_lines(text: str, anchors: set[int], start: int, end: int) -> tuple[str, int]:
    """Return the lines of a text as items of a list, and how many are left out.

    Each anchor is an element `c<character>`; the characters from `start` to `end` are marked.
    """
    lines = text.splitlines(keepends=True)
    stops = sorted(anchors | {start, end})
    out, at = [], 0
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        ends = at + len(line)
        inside = stops[bisect_right(stops, at) : bisect_right(stops, ends - 1)]
        pieces = []
        for begins, stop in pairwise([at, *inside, ends]):
            anchor = f'<span id="c{begins}"></span>' if begins == at or begins in anchors else ""
            shown = escape(text[begins:stop].rstrip("\r\n"))
            marked = f"<mark>{shown}</mark>" if start <= begins < end and shown else shown
            pieces.append(anchor + marked)
        blank = "" if line.strip() else ' class="blank"'
        out.append(f'<li id="L{number}"{blank}>{"".join(pieces)}</li>')
        at = ends
    return "".join(out), max(0, len(lines) - _MOST_LINES)


def asked_range(request: Any, length: int = 10**12) -> tuple[int, int]:
    """Return the range that is asked for, as much as the text has of it; nothing where it makes no sense."""
    asked = [request.args.get(name) or "" for name in ("from", "to")]
    if not all(value.isascii() and value.isdigit() and len(value) <= 12 for value in asked):
        return 0, 0
    start, end = (min(int(value), length) for value in asked)
    return (start, end) if start < end else (0, 0)


async def _find(datasette: Any, source_id: str) -> StoredSource | None:
    return await ask(datasette, our_database(datasette), lambda connection: load_source(connection, source_id))
