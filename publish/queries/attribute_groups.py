"""Which attributes of the database are taken for the same."""

from __future__ import annotations

import sqlite3

Group = tuple[str, list[tuple[str, int]]]
"""A name and the attributes under it, each with how often it occurs."""


def attribute_groups(connection: sqlite3.Connection) -> list[Group]:
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
