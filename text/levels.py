"""The levels of provisions, outermost first."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The level of a provision; `BODY` is the root of the tree and no provision of its own."""

    BODY = "body"
    ANNEX = "annex"  # 附件
    PART = "part"  # 编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节, and 1.01节 of an agreement
    DIVISION = "division"  # 一、 without articles, or as a heading above them
    ARTICLE = "article"  # 条
    PARA = "para"  # 款
    ITEM = "item"  # 项: （一）, (a)
    SUBITEM = "subitem"  # 目: 1., (i)
