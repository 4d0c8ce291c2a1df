"""The filters of the parameters table by words of one field: `?_act=未登记 养犬&_trigger=收到`.

Every word must stand in the field, in any order, with anything between them: 犬 登记 finds 饲养犬只未办理登记的.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...text.traditional import simplified
from ..words.names import column_name
from .value_filter import ValueFilter

WORD_FILTERS = {
    "_attribute": "attribute",
    "_act": "act",
    "_holder": "holder",
    "_trigger": "trigger",
    "_base": "base",
    "_condition": "condition",
}
"""The names of the filters, in addresses, and the columns that they look into."""

MOST_WORDS = 16
"""Words of a filter beyond this many are left out."""


def word_filter(typed: Mapping[str, str]) -> ValueFilter | None:
    """Return the filter for what `typed` has under the names of `WORD_FILTERS`, None where that is nothing."""
    parts: list[str] = []
    said: list[str] = []
    values: dict[str, float | str] = {}
    for name, column in WORD_FILTERS.items():
        for place, word in enumerate(words_of(typed.get(name) or "")):
            key = f"word{name}_{place}"
            values[key] = word
            parts.append(f'instr("{column}", :{key})')
            said.append(f"{column_name('parameters', column)} 含有 {word}")
    return ValueFilter(" and ".join(parts), values, " 且 ".join(said)) if parts else None


def words_of(typed: str) -> list[str]:
    """Return the words of what a person typed, in simplified characters."""
    return simplified(typed).split()[:MOST_WORDS]
