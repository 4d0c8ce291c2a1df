"""The page that shows by which rule attributes are taken for the same, and what the rule makes of this database."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from ...store.attributes import STEPS, attribute_group, rules
from ..database import Cache, ask, served, stamp
from .respond import page

PER_PAGE = 100
"""Groups on a page."""

Group = tuple[str, list[tuple[str, int]]]
"""A name and the attributes under it, each with how often it occurs."""

STEP_NAMES = {
    "lead": "开头的词：去掉，或换成",
    "tail": "结尾的词：去掉，或换成",
    "head": "本身说得清的名词：去掉前面的“……的”",
    "noun": "单说不清的名词：有定语的去掉“……的”，没有的去掉“的”",
    "same": "整个短语：视为",
}
"""What each step of the rule does."""

_LONGEST = 100
_kept: Cache[list[Group]] = Cache(2)


async def attributes_page(request: Any, datasette: Any) -> Response:
    """Answer with the rules, the groups of more than one attribute, and what the rule makes of a word typed in."""
    database = served(datasette)
    key = (database.path, stamp(database))
    kept = _kept.get(key)
    groups = kept if kept is not None else _kept.keep(key, await ask(datasette, database, read_groups))
    typed = (request.args.get("q") or "").strip()[:_LONGEST]
    found = [group for group in groups if typed in group[0] or any(typed in name for name, _ in group[1])]
    number = request.args.get("page") or "1"
    at = int(number) if number.isascii() and number.isdigit() and 0 < int(number[:4]) <= 999 else 1
    context = {
        "typed": typed,
        "becomes": attribute_group(typed) if typed else None,
        "steps": [(STEP_NAMES[step], [rule for rule in rules() if rule.step == step]) for step in STEPS],
        "groups": found[(at - 1) * PER_PAGE : at * PER_PAGE],
        "total": len(found),
        "page": at,
        "pages": -(-len(found) // PER_PAGE),
    }
    return await page(datasette, request, "attributes.html", context)


def read_groups(connection: sqlite3.Connection) -> list[Group]:
    """Return the groups that hold more than one attribute, those with most parameters first."""
    sql = (
        "select attribute_group, attribute, count(*) from parameters where attribute_group is not null "
        "group by 1, 2 order by 3 desc, 2"
    )
    groups: dict[str, list[tuple[str, int]]] = {}
    for group, attribute, count in connection.execute(sql):
        groups.setdefault(group, []).append((attribute, count))
    several = [(name, members) for name, members in groups.items() if len(members) > 1]
    return sorted(several, key=lambda group: -sum(count for _, count in group[1]))
