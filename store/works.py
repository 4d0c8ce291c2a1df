"""Works: a regulation in all its versions, which documents of one title, issued in one place, are.

Worked out anew at the end of a build, because the answer depends on all that is stored and on nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlite_utils import Database

from ..text.fold import fold
from ..text.lines import plain

_STATE = "中华人民共和国"
_REMARK = re.compile(
    r"(?<=.{4})(?<!修正案)[(\[](?:试行|暂行|修正|修订|修改|\d{4}年?|[\d.年月日\-]+|(?:第[^()]{1,4}次)?(?:修正|修订)[文本案稿]?"
    r"|\d{4}年?(?:修正|修订|版|本|文本)+)[)\]]\Z"
)
"""What tells versions apart in a title: （试行）, （2018年修正）. A draft is no version of what it became, and
the year of an amendment is its number: 宪法修正案（1988年） is a work of its own, as 刑法修正案（七） is."""
_ONCE = frozenset({"令", "公告", "通告", "通知", "决定", "决议", "批复", "函", "复函", "答复", "通报", "命令"})
"""Kinds that are issued once: two of one title are two works."""
_SLUG_LENGTH = 60

_DOCUMENTS = """
select id, title, kind, region, issuer_group, doc_number, coalesce(version, '') as version, work_id
from documents order by id
"""


class Work(NamedTuple):
    """A work: its identifier, its title as its newest version has it, and the place it is law in."""

    id: str
    title: str
    region: str | None


def link_works(db: Database) -> int:
    """Give every document the work it is a version of, and return how many have another than before.

    The caller opens the transaction. Versions of a work agree in title (without 中华人民共和国, and without what tells
    versions apart) and in region; orders, notices and decisions are works of their own.
    """
    works: dict[str, tuple[str, Work]] = {}
    changes: list[tuple[str, str]] = []
    for key, title, kind, region, issuer, number, version, before in db.execute(_DOCUMENTS):
        work = _work(title, kind, region, issuer, number or version)
        newest, _ = works.get(work.id, ("", work))
        if version >= newest:
            works[work.id] = version, work
        if work.id != before:
            changes.append((work.id, key))
    db.conn.executemany("update documents set work_id = ? where id = ?", changes)
    db.execute("delete from works")
    db.conn.executemany("insert into works (id, title, region) values (?, ?, ?)", (work for _, work in works.values()))
    return len(changes)


def names_of(title: str) -> str:
    """Return what the titles of a work's versions have in common."""
    words = "".join(fold(title).split())
    while (shorter := _REMARK.sub("", words)) != words:
        words = shorter
    return plain(words).removeprefix(_STATE)


def _work(title: str, kind: str | None, region: str | None, issuer: str | None, number: str) -> Work:
    name = names_of(title)
    told = [name, region or ""]
    if kind in _ONCE:
        told += [issuer or "", plain(fold(number))]
    digest = hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()
    return Work(f"{name[:_SLUG_LENGTH] or 'untitled'}-{digest[:8]}", title, region)


def works_named(db: Database, title: str) -> Iterator[Work]:
    """Yield the works of a title, however it is written: those that have all of it, else those that it is part of."""
    name = names_of(title)
    found = [Work(*row) for row in db.execute("select id, title, region from works order by id")]
    same = [work for work in found if names_of(work.title) == name]
    yield from same or [work for work in found if name and name in names_of(work.title)]
