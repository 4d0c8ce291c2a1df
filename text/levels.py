"""The levels of provisions, outermost first: one table of what each is called, and where.

Whatever a level needs to be written (an identifier, an XML element, a word on a page) is derived from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Level(StrEnum):
    """The level of a provision; its value is its label in the database. `BODY` is the root and no provision of its own.

    Each member has beside its value what the table below gives: `eid`, the abbreviation in identifiers (that of the
    Akoma Ntoso naming convention, where it has one); `element`, the Akoma Ntoso element (an annex is an attachment
    where it stands behind everything, and a container without a name of its own elsewhere); `chinese`, the Chinese
    word, of a counted level the one in 第N条. Members are in order: `order` is smaller the further out a level lies.
    """

    eid: str
    element: str
    chinese: str
    order: int

    #       label, eId, Akoma Ntoso element, Chinese word
    BODY = ("body", "body", "body", "正文")
    ANNEX = ("annex", "annex", "hcontainer", "附件")
    PART = ("part", "part", "part", "编")
    CHAPTER = ("chapter", "chp", "chapter", "章")
    SECTION = ("section", "sec", "section", "节")  # also 1.01节 of an agreement
    DIVISION = ("division", "dvs", "division", "一、")  # without articles, or as a heading above them
    ARTICLE = ("article", "art", "article", "条")
    PARA = ("para", "para", "paragraph", "款")
    ITEM = ("item", "item", "point", "项")  # （一）, (a)
    SUBITEM = ("subitem", "subitem", "indent", "目")  # 1., (i)

    def __new__(cls, label: str, eid: str = "", element: str = "", chinese: str = "") -> Level:
        """Make a member of a row of the table; Level("article") looks one up by its label alone."""
        level = str.__new__(cls, label)
        level._value_ = label
        level.eid, level.element, level.chinese, level.order = eid, element, chinese, len(cls.__members__)
        return level


SIGNATURE = "落款"
"""The heading of the paragraph with who signed and when, at the end of a document."""

INSIDE_ARTICLES = frozenset((Level.PARA, Level.ITEM, Level.SUBITEM))
"""The levels below an article: 款, 项, 目."""

COUNTERS: Mapping[str, Level] = {
    level.chinese: level for level in Level if level not in (Level.BODY, Level.ANNEX, Level.DIVISION)
}
"""The word behind a number in 第三条, to the level that it counts."""
