"""How the list of parameters looks for each role: its columns, what it can be filtered by, how it is ordered.

A penalty is asked for by the act and by whom it strikes, a deadline by what it runs from, a limit by what it is a share
of. Of all roles together the columns are those that every parameter has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ..queries.word_filter import WORD_FILTERS
from ..words.vocabulary import ROLES


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its head, what its cells show, and the column of the table that it is ordered by.

    `shows` is a column of the table, or `bound`, `what` (the attribute, of a penalty the act with it), `quote` (the
    clause), `place` (the regulation) or `role`.
    """

    head: str
    shows: str
    order: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The columns of the list, and the fields whose words are asked for: the name of each filter with its label."""

    columns: tuple[Column, ...]
    words: tuple[tuple[str, str], ...]
    value: str = "数值"
    """What the value is called."""
    example: str = "10万元"


_QUOTE, _PLACE = Column("原文", "quote"), Column("规定", "place")
_ALL = View(
    (
        *(
            Column("数值", "bound", "max_value"),
            Column("事项", "what", "attribute"),
            Column("主体", "holder", "holder"),
        ),
        *(_QUOTE, _PLACE, Column("作用", "role", "role")),
    ),
    (("_attribute", "事项"), ("_holder", "主体")),
)
VIEWS = {
    "penalty": View(
        (
            *(Column("处罚", "bound", "max_value"), Column("行为", "act", "act"), Column("对象", "holder", "holder")),
            *(Column("种类", "attribute", "attribute"), _QUOTE, _PLACE),
        ),
        (("_act", "行为"), ("_holder", "对象"), ("_attribute", "种类")),
        "幅度",
    ),
    "deadline": View(
        (
            *(Column("期限", "bound", "max_value"), Column("自何时起", "trigger", "trigger")),
            *(Column("谁", "holder", "holder"), Column("办什么", "attribute", "attribute"), _QUOTE, _PLACE),
        ),
        (("_trigger", "自何时起"), ("_holder", "谁"), ("_attribute", "办什么")),
        "多久",
        "15日",
    ),
    "limit": View(
        (
            *(Column("界限", "bound", "max_value"), Column("限制什么", "attribute", "attribute")),
            *(Column("谁", "holder", "holder"), Column("基数", "base", "base"), _QUOTE, _PLACE),
        ),
        (("_attribute", "限制什么"), ("_holder", "谁"), ("_base", "基数")),
        "界限",
    ),
    "threshold": View(
        (
            *(Column("数值", "bound", "max_value"), Column("什么", "attribute", "attribute")),
            *(Column("谁", "holder", "holder"), Column("条件", "condition", "condition"), _QUOTE, _PLACE),
        ),
        (("_attribute", "什么"), ("_holder", "谁"), ("_condition", "条件")),
    ),
}
"""The views of roles; the others are shown as all are."""


def view_of(role: str | None) -> View:
    """Return the view of a role, that of all parameters where none or another is chosen."""
    return VIEWS.get(role or "", _ALL)


def role_tabs(request: Any, path: Callable[[str], str]) -> list[tuple[str, str, bool]]:
    """Return the roles as tabs: name, address, whether it is shown.

    The filters stay, but for those by words of fields that the other view does not ask for.
    """
    chosen = request.args.getlist("role")
    tabs = []
    for role, name in (("", "全部"), *ROLES.items()):
        asked = {key for key, _ in view_of(role).words}
        kept = [
            (key, value)
            for key in request.args
            for value in request.args.getlist(key)
            if key not in ("role", "_next", "_sort", "_sort_desc") and (key not in WORD_FILTERS or key in asked)
        ]
        query = urlencode([*([("role", role)] if role else []), *kept])
        tabs.append((name, path(request.path) + (f"?{query}" if query else ""), chosen == ([role] if role else [])))
    return tabs
