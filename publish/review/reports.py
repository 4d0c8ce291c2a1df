"""What readers report since the last build, in the queue: builds make a flag of each, and until then it is one here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ...store.decisions import Decision, Kind
from .items import Item, Items, Stake, in_order

KIND = "reported"
"""The kind of a flag that a reader raised."""

_PREFIX = "report-"
_SCORE = 0.9
"""As builds give it: a person says so, if one who has not signed in."""

_PLACE = """
select s.uri, substr(s.text, :start, 1), substr(s.text, :end + 1, 1),
  (select title from documents where id = :document),
  (select citation from provisions where id = :provision)
from sources s where s.id = :source
"""
_PARAMETERS = """
select count(*) from parameters where document_id = :document and start_char < :end and end_char > :start
"""


def with_reports(connection: sqlite3.Connection, items: Items, standing: Iterable[Decision]) -> Items:
    """Return the flags with a flag for each report that the database was not built with.

    Args:
        connection: of the database.
        items: the flags that it has.
        standing: the decisions that hold.
    """
    new = [one for one in standing if one.kind is Kind.REPORT and one.id not in items.built]
    found = [item for one in new if (item := _item(connection, one))]
    return in_order([*items.ordered, *found], items.built) if found else items


def _item(connection: sqlite3.Connection, report: Decision) -> Item | None:
    """Return a report as a flag, None where its source is not there any more."""
    anchor = report.anchor
    provision = f"{anchor.document}#{anchor.eid}" if anchor.eid else None
    values = {
        **{"source": anchor.source_id, "document": anchor.document, "provision": provision},
        **{"start": anchor.start_char, "end": anchor.end_char},
    }
    row = connection.execute(_PLACE, values).fetchone()
    if row is None:
        return None
    uri, before, behind, title, citation = tuple(row)
    is_of_number = connection.execute(_PARAMETERS, values).fetchone()[0] > 0
    return Item(
        *(_PREFIX + report.id, KIND, anchor.source_id, anchor.document if title else None, provision, title, citation),
        *(uri, anchor.exact, None, f"读者报错：{report.note or '未说明'}", _SCORE, anchor.start_char, anchor.end_char),
        *(before, behind, False, Stake.NUMBER if is_of_number else Stake.NONE),
    )
