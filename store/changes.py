"""What a page said before it was built again and what it says now: documents, text, parameters, flags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

_DOCUMENT = (
    *("title", "kind", "authority", "issuer", "doc_number", "region", "adopted", "approved", "promulgated"),
    *("effective", "expires", "text_as_of", "status"),
)
_PARAMETER = (
    *("label", "mention", "quantity", "role", "comparator", "min_value", "max_value", "min_inclusive", "max_inclusive"),
    *("min_date", "max_date", "unit", "attribute", "holder", "act", "base", "trigger", "condition"),
    "modality",
)
_PLACED = ("start_char", "end_char")

Said = Mapping[str, Any]
"""What a row says, by the names of its columns."""


@dataclass(frozen=True, slots=True)
class PageState:
    """What is stored of a page: rows by the number of their document, the rest of their identifier, and the content."""

    source_id: str | None = None
    documents: Mapping[int, Said] = field(default_factory=dict)
    provisions: Mapping[tuple[int, str], Said] = field(default_factory=dict)
    parameters: Sequence[tuple[int, Said]] = ()
    flags: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise on a page than before, as JSON has it.

    `documents` have `id`, `title` and in `changed` the columns that changed, each with both values; one that is new or
    gone has `is_new` or `is_gone`. `text` are provisions whose own text changed, with `before` and `after`, one of
    them null where the provision is new or gone. `parameters` are likewise what was said and what is. `flags_gone` and
    `flags_new` are what is suspicious no longer, and only now.
    """

    documents: Sequence[Said] = ()
    text: Sequence[Said] = ()
    parameters: Sequence[Said] = ()
    flags_gone: Sequence[Said] = ()
    flags_new: Sequence[Said] = ()


def page_state(db: Database, uri: str) -> PageState:
    """Return what is stored of the page at an address, nothing where none is."""
    source = db.execute("select source_id from files where uri = ?", [uri]).fetchone()
    if source is None:
        return PageState()
    of_documents = "join documents d on d.id = document_id where d.source_id = ?"

    def rows(sql: str) -> list[Said]:
        cursor = db.execute(sql, [source[0]])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    documents = rows("select ordinal, id, " + ", ".join(_DOCUMENT) + " from documents where source_id = ?")
    provisions = rows(f"select d.ordinal as page_ordinal, p.id, citation, text from provisions p {of_documents}")
    columns = ", ".join(f'p."{name}"' for name in (*_PARAMETER, *_PLACED))
    parameters = rows(
        f"select d.ordinal as page_ordinal, p.id, {columns} from parameters p {of_documents} order by p.start_char"
    )
    flags = rows("select kind, text, suggestion, reason from flags where source_id = ?")
    return PageState(
        str(source[0]),
        {row["ordinal"]: row for row in documents},
        {(row["page_ordinal"], _rest(row["id"])): row for row in provisions},
        [(row["page_ordinal"], row) for row in parameters],
        flags,
    )


def changes(before: PageState, after: PageState) -> Changes:
    """Return what is otherwise after a page was built again.

    A parameter is the same as before if it stands on the same characters of the same content; of other content, if
    it has the same identifier in its document.
    """
    gone, new = _unpaired(before.flags, after.flags)
    return Changes(
        documents=_documents(before.documents, after.documents),
        text=_text(before.provisions, after.provisions),
        parameters=_parameters(before.parameters, after.parameters, before.source_id == after.source_id),
        flags_gone=gone,
        flags_new=new,
    )


def _rest(identifier: str) -> str:
    """Return an identifier without that of its document, which may change."""
    return identifier.partition("#")[2]


def _documents(before: Mapping[int, Said], after: Mapping[int, Said]) -> list[Said]:
    out: list[Said] = []
    for ordinal in sorted(before.keys() | after.keys()):
        old, new = before.get(ordinal), after.get(ordinal)
        one = new or old or {}
        told: dict[str, Any] = {"id": one["id"], "title": one["title"]}
        if old and new:
            changed = {name: [old[name], new[name]] for name in _DOCUMENT if old[name] != new[name]}
            if changed or old["id"] != new["id"]:
                out.append({**told, "before_id": old["id"], "changed": changed})
        else:
            out.append({**told, "is_new" if new else "is_gone": True})
    return out


def _text(before: Mapping[tuple[int, str], Said], after: Mapping[tuple[int, str], Said]) -> list[Said]:
    out: list[Said] = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        one = new or old or {}
        texts = [row and row["text"] for row in (old, new)]
        if texts[0] != texts[1]:
            out.append({"provision_id": one["id"], "citation": one["citation"], "before": texts[0], "after": texts[1]})
    return out


def _parameters(before: Sequence[tuple[int, Said]], after: Sequence[tuple[int, Said]], is_same: bool) -> list[Said]:
    out: list[Said] = []
    left = list(before)
    for one in after:
        was = next((other for other in left if (_meet if is_same else _agree)(other, one)), None)
        if was:
            left.remove(was)
        told = _told(was and was[1], one[1])
        out += [told] if told["before"] != told["after"] else []
    return [*out, *(_told(row, None) for _, row in left)]


def _meet(one: tuple[int, Said], other: tuple[int, Said]) -> bool:
    """Tell whether two parameters stand on the same characters, if not on all of them."""
    return bool(one[1]["start_char"] < other[1]["end_char"] and other[1]["start_char"] < one[1]["end_char"])


def _agree(one: tuple[int, Said], other: tuple[int, Said]) -> bool:
    return (one[0], _rest(one[1]["id"])) == (other[0], _rest(other[1]["id"]))


def _told(before: Said | None, after: Said | None) -> Said:
    said = [row and {name: row[name] for name in _PARAMETER} for row in (before, after)]
    return {"id": (after or before or {})["id"], "before": said[0], "after": said[1]}


def _unpaired(before: Sequence[Said], after: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """Return the rows that are only in the one and only in the other, as often as they are."""
    had, has = (Counter(tuple(row.items()) for row in rows) for rows in (before, after))
    return [dict(row) for row in (had - has).elements()], [dict(row) for row in (has - had).elements()]
