"""What became of the numbers of a provision from one version to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from ...text.units import scales
from ..words import wording
from .similar import similarity

Row = sqlite3.Row


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter of the older and of the newer version; None where there is none."""

    old: Row | None
    new: Row | None

    @property
    def both(self) -> bool:
        """Whether the parameter is in both versions with another value."""
        return self.old is not None and self.new is not None


def changes_of(old: Sequence[Row], new: Sequence[Row]) -> list[Change]:
    """Return the parameters that differ between a provision and what it became, in the order of the text.

    Two parameters are the same one if they are of one quantity and role, in units that can be compared, and of all such
    pairs are most alike in what they measure, the act that they punish and the clause that they stand in.
    """
    partner = _partners(old, new)
    found = [Change(row, new[partner[at]] if at in partner else None) for at, row in enumerate(old)]
    taken = set(partner.values())
    found += [Change(None, row) for at, row in enumerate(new) if at not in taken]
    return [change for change in found if _differs(change)]


def _partners(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Return for the older parameters which newer one each became."""
    if not old or not new:
        return {}
    alike = similarity([_said(row) for row in (*old, *new)])[: len(old), len(old) :]
    pairs = [
        (-alike[a, b], abs(a - b), a, b)
        for a, before in enumerate(old)
        for b, after in enumerate(new)
        if _kind(before) == _kind(after)
    ]
    partner: dict[int, int] = {}
    for _, _, a, b in sorted(pairs):
        if a not in partner and b not in partner.values():
            partner[a] = b
    return partner


def _kind(row: Row) -> tuple[object, ...]:
    """Return what two parameters agree in that are one."""
    return row["quantity"], row["role"], scales.comparable(row["unit"] or "")


def _said(row: Row) -> str:
    """Return what a parameter is about, without its number."""
    return " ".join(part for part in (row["attribute"], row["act"], row["quote"].replace(row["mention"], "")) if part)


def _differs(change: Change) -> bool:
    if change.old is None or change.new is None:
        return True
    return wording.bound(change.old) != wording.bound(change.new)
