"""Whether a document is law on a day, as far as what is stored tells, with the row that says so.

Nothing of this is stored: it follows from the days of documents and from citations that repeal or amend. Needs the
standard library alone, so that a site can use it beside any program that reads the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """What a document is on a day. `IN_FORCE` says only that nothing here repeals or amends it."""

    IN_FORCE = "未见废止或修订（本库）"
    AMENDED = "已被修订"
    REPEALED = "已废止或失效"
    AHEAD = "尚未施行"
    UNKNOWN = "不明"


class Status(NamedTuple):
    """The standing of a document on a day.

    `since` is the day from which it has it (ISO 8601; None where none is known), `document_id` the document that says
    so, and `citation_id` the citation in it; both None where the document says it itself, or nothing does.
    """

    standing: Standing
    since: str | None = None
    document_id: str | None = None
    citation_id: str | None = None


class Version(NamedTuple):
    """A version of a work: `version` is the day it was made, `begins` the day it takes effect; "" where not known.

    Where only the day of effect is told, it is both.
    """

    document_id: str
    title: str
    version: str
    begins: str
    expires: str | None


BEGINS = """
max(coalesce({0}.text_as_of, ''), coalesce(case {0}.effective
  when 'on promulgation' then coalesce({0}.promulgated, {0}.adopted) when 'on adoption' then {0}.adopted
  when 'on approval' then {0}.approved else {0}.effective end, {0}.version, ''))
"""
"""From when a version is law: the day of effect, that of the last change its text has if this is later (an amended text
keeps the first day of effect in its closing article); where none is told, the day of the version."""
_SELECT = f"""
select d.id, d.title, coalesce(d.version, {BEGINS.format("d")}) as made, {BEGINS.format("d")}, d.expires
from documents d
"""
_ALL = f"{_SELECT} where d.copy_of is null"
_SPOKEN_OF = """
select d.id from documents d where d.copy_of is null and d.work_id in (
  select work_id from documents where copy_of is null group by work_id having count(*) > 1
  union select t.work_id from citations c join documents t on t.id = c.target_document_id
  where c.relation in ('废止', '修改'))
"""
"""Documents whose standing other documents may tell: versions of a work, and what is repealed or amended."""
_VERSIONS = f"{_SELECT} where d.work_id = ? and d.copy_of is null order by made, d.id"
_OWN = f"{_SELECT} where d.id = (select coalesce(copy_of, id) from documents where id = ?)"
_WORK = "select work_id from documents where id = ?"
_SAID_OF = f"""
select c.relation, c.id, d.id, {BEGINS.format("d")} as said, coalesce(d.version, '') as made
from citations c join documents t on t.id = c.target_document_id join documents d on d.id = c.document_id
where t.work_id = ? and c.relation in ('废止', '修改') and d.id <> ?
  and (c.relation = '修改' or c.cited_provision is null) and d.copy_of is null
order by said, c.id
"""
"""What repeals or amends a work; the repeal of one article leaves the others."""


def versions_of(database: sqlite3.Connection, work_id: str) -> list[Version]:
    """Return the versions of a work, oldest first; the parts of a text that is stored in parts have one day."""
    return [Version(*row) for row in database.execute(_VERSIONS, [work_id])]


def status_on(database: sqlite3.Connection, document_id: str, day: str) -> Status:
    """Return what a document is on a day (ISO 8601).

    Raises:
        LookupError: there is no document of this identifier.
    """
    found = database.execute(_OWN, [document_id]).fetchone()
    if found is None:
        raise LookupError(f"no document {document_id!r}")
    own = Version(*found)
    standing = _own_standing(own, day)
    if standing:
        return Status(standing, own.begins if standing is Standing.AHEAD else own.expires)
    (work,) = database.execute(_WORK, [own.document_id]).fetchone()
    versions = versions_of(database, work)
    said = list(database.execute(_SAID_OF, [work, own.document_id]))
    repealed = _repealed(own, said, versions, day)
    if repealed or not own.begins:  # of a text without a day only a repeal is sure
        return repealed or Status(Standing.UNKNOWN)
    return _amended(own, said, versions, day) or Status(Standing.IN_FORCE)


def standings(database: sqlite3.Connection, day: str) -> dict[str, Standing]:
    """Return the standing of every document on a day (ISO 8601), copies left out.

    Of most documents no other says anything; only the others are asked about one by one.
    """
    spoken_of = {key for (key,) in database.execute(_SPOKEN_OF)}
    return {
        own.document_id: status_on(database, own.document_id, day).standing
        if own.document_id in spoken_of
        else (_own_standing(own, day) or (Standing.IN_FORCE if own.begins else Standing.UNKNOWN))
        for own in map(Version._make, database.execute(_ALL).fetchall())
    }


def as_of(database: sqlite3.Connection, work_id: str, day: str) -> list[Version]:
    """Return the version of a work that was law on a day, which may be in parts; none if all came later."""
    begun = [version for version in versions_of(database, work_id) if version.begins and version.begins <= day]
    if not begun:
        return []
    latest = max((version.begins, version.version) for version in begun)
    return [version for version in begun if (version.begins, version.version) == latest]


def _own_standing(own: Version, day: str) -> Standing | None:
    """Return what a document says of itself: that it is not yet law on a day, or no longer."""
    if own.begins > day:
        return Standing.AHEAD
    return Standing.REPEALED if own.expires and own.expires < day else None


_Said = Sequence[tuple[str, str, str, str, str]]
"""Rows of `_SAID_OF`: relation, citation, citing document, the day from which it holds, and the day it was made."""


def _repealed(own: Version, said: _Said, versions: Sequence[Version], day: str) -> Status | None:
    """Return the first repeal that holds on the day. A later version repeals the earlier ones, and not itself."""
    later = {version.document_id for version in versions if version.version > own.version}
    same = {version.document_id for version in versions} - later
    for relation, citation, document, since, made in said:
        if relation == "废止" and document not in same and own.version < (made or since) and since <= day:
            return Status(Standing.REPEALED, since, document, citation)
    return None


def _amended(own: Version, said: _Said, versions: Sequence[Version], day: str) -> Status | None:
    """Return what changed a version first: a later version, or a decision that is not in its text yet."""
    changes = [
        Status(Standing.AMENDED, version.begins, version.document_id)
        for version in versions
        if version.version > own.version and version.begins and version.begins <= day
    ]
    changes += [
        Status(Standing.AMENDED, since, document, citation)
        for relation, citation, document, since, made in said
        if relation == "修改" and own.version < (made or since) and since <= day  # what was made before is in the text
    ]
    return min(changes, key=lambda change: change.since or "", default=None)
