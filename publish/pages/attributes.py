"""The page that shows by which rule attributes are taken for the same, and what the rule makes of this database."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response

from ...store.attributes import STEPS, attribute_group, rules
from ..cache.answers import AnswerCache
from ..database import our_database
from ..queries.attribute_groups import Group, attribute_groups
from .respond import page

PER_PAGE = 100
"""Groups on a page."""

STEP_NAMES = {
    "lead": "开头的词：去掉，或换成",
    "tail": "结尾的词：去掉，或换成",
    "head": "本身说得清的名词：去掉前面的“……的”",
    "noun": "单说不清的名词：有定语的去掉“……的”，没有的去掉“的”",
    "same": "整个短语：视为",
}
"""What each step of the rule does."""

_LONGEST = 100
_answers: AnswerCache[list[Group]] = AnswerCache(2)


async def attributes_page(request: Any, datasette: Any) -> Response:
    """Answer with the rules, the groups of more than one attribute, and what the rule makes of a word typed in."""
    database = our_database(datasette)
    groups = await _answers.answer(datasette, database, (), attribute_groups)
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
