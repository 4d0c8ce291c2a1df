"""What building a page again changed, as a page shows it: text with the differences marked, fields with both values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from markupsafe import Markup

from ..links import file_name
from ..words.names import column_name, value_name
from ..words.vocabulary import FLAG_KINDS

_AROUND = 16
"""Characters shown on each side of a difference."""
_LONGEST = 20_000
"""Characters of which differences are looked for; of longer texts both are shown whole."""


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """What changed on a page: documents, provisions, parameters, each a name and what is otherwise; flags, counted.

    `name` is that of the page.
    """

    name: str

    documents: Sequence[tuple[str, str, Sequence[Markup]]]
    text: Sequence[tuple[str, Markup]]
    parameters: Sequence[tuple[str, Sequence[Markup]]]
    flags_gone: Sequence[tuple[str, int]]
    flags_new: Sequence[tuple[str, int]]

    def __bool__(self) -> bool:
        return any((self.documents, self.text, self.parameters, self.flags_gone, self.flags_new))


def shown_changes(uri: str, changes: Mapping[str, Any]) -> ShownChanges:
    """Return what `fatiao decisions apply --json` tells of a page at an address."""
    return ShownChanges(
        file_name(uri),
        [_document(row) for row in changes["documents"]],
        [(row["citation"], differing(row["before"] or "", row["after"] or "")) for row in changes["text"]],
        [_parameter(row) for row in changes["parameters"]],
        list(Counter(map(_flag, changes["flags_gone"])).items()),
        list(Counter(map(_flag, changes["flags_new"])).items()),
    )


def differing(before: str, after: str) -> Markup:
    """Return two texts as one, what is gone struck out and what is new marked, with a little around each difference."""
    if max(len(before), len(after)) > _LONGEST:
        return Markup("<del>{}</del> <ins>{}</ins>").format(before, after)
    out = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(codes):
        if kind != "equal":
            out.append(Markup("{}{}").format(_tagged("del", before[a:b]), _tagged("ins", after[c:d])))
            continue
        is_first, is_last = place == 0, place == len(codes) - 1
        text = before[a:b]
        if is_first and is_last:
            out.append(Markup("{}").format(text[: 2 * _AROUND]))
        elif is_first:
            out.append(Markup("{}{}").format("…" if len(text) > _AROUND else "", text[-_AROUND:]))
        elif is_last:
            out.append(Markup("{}{}").format(text[:_AROUND], "…" if len(text) > _AROUND else ""))
        elif len(text) > 2 * _AROUND:
            out.append(Markup("{}…{}").format(text[:_AROUND], text[-_AROUND:]))
        else:
            out.append(Markup("{}").format(text))
    return Markup("").join(out)


def _tagged(tag: str, text: str) -> Markup:
    return Markup(f"<{tag}>{{}}</{tag}>").format(text) if text else Markup("")


def _document(row: Mapping[str, Any]) -> tuple[str, str, Sequence[Markup]]:
    if row.get("is_new") or row.get("is_gone"):
        return row["id"], row["title"], [Markup("新的规定" if row.get("is_new") else "不再有这部规定")]
    changed = [_field("documents", name, before, after) for name, (before, after) in row["changed"].items()]
    return row["id"], row["title"], changed or [Markup("编号改变")]


def _parameter(row: Mapping[str, Any]) -> tuple[str, Sequence[Markup]]:
    before, after = row["before"], row["after"]
    if not before or not after:
        return (after or before)["label"], [Markup("新的参数" if after else "不再有这个参数")]
    names = [name for name in before if before[name] != after[name] and name != "label"]
    return after["label"], [_field("parameters", name, before[name], after[name]) for name in names]


def _field(table: str, column: str, before: Any, after: Any) -> Markup:
    shown = [_value(table, column, value) for value in (before, after)]
    return Markup("{}：<del>{}</del> <ins>{}</ins>").format(column_name(table, column), *shown)


def _value(table: str, column: str, value: Any) -> str:
    if value is None:
        return "（空）"
    return value_name(table, column, value) or (f"{value:.15g}" if isinstance(value, float) else str(value))


def _flag(row: Mapping[str, Any]) -> str:
    return f"{FLAG_KINDS.get(row['kind'], row['kind'])}：{row['reason']}"
