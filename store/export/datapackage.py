"""The description of exported tables as a Data Package: what each column holds, keys, and what refers to what.

The standard is Frictionless Data's (https://specs.frictionlessdata.io): programs check the files by it, and read them
with the right types.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..schema import SCHEMA_VERSION, TABLES
from .tables import key_of

NAME = "datapackage.json"
Descriptions = Mapping[str, Mapping[str, Any]]
"""Of each table its `title`, its `description` and its `columns` with what they hold; any may be missing."""

_TYPES = {str: "string", int: "integer", float: "number"}
_CHUNK = 1 << 20


def descriptor(files: Mapping[str, Path], described: Descriptions, references: bool) -> dict[str, Any]:
    """Return the contents of `datapackage.json` for CSV files by their tables, all in one folder.

    Args:
        files: as they lie there, complete.
        described: what people are told of the tables.
        references: say which columns refer to rows of other tables; where all documents were exported, all are there.
    """
    return {
        "profile": "tabular-data-package",
        "name": "fatiao",
        "title": "法条",
        "version": f"{SCHEMA_VERSION}.0.0",
        "resources": [
            _resource(table, path, described.get(table, {}), files if references else ())
            for table, path in files.items()
        ],
    }


def _resource(table: str, path: Path, described: Mapping[str, Any], others: Iterable[str]) -> dict[str, Any]:
    size, hashed = _measure(path)
    told = {name: words for name in ("title", "description") if (words := described.get(name))}
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": path.name,
        **told,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{hashed}",
        "schema": table_schema(table, described.get("columns", {}), others),
    }


def table_schema(table: str, columns: Mapping[str, str], others: Iterable[str]) -> dict[str, Any]:
    """Return the schema of a table; `columns` tells what they hold, `others` are the tables that may be referred to."""
    spec = TABLES[table]
    others = set(others)
    fields = []
    for name, kind in spec.columns.items():
        told = {"description": columns[name]} if name in columns else {}
        needed = {"constraints": {"required": True}} if _is_required(table, name) else {}
        fields.append({"name": name, "type": _TYPES[kind], **told, **needed})
    references = [
        {"fields": column, "reference": {"resource": other if other != table else "", "fields": "id"}}
        for column, other in spec.foreign_keys.items()
        if other in others
    ]
    return {
        "fields": fields,
        "primaryKey": list(key_of(table)),
        "missingValues": [""],
        **({"foreignKeys": references} if references else {}),
    }


def _is_required(table: str, column: str) -> bool:
    """Tell whether a column always has a value; a text may be empty, which CSV does not tell from none."""
    spec = TABLES[table]
    is_key = column in key_of(table) or column in spec.foreign_keys
    return (column in spec.not_null or column in key_of(table)) and (is_key or spec.columns[column] is not str)


def _measure(path: Path) -> tuple[int, str]:
    """Return how many bytes a file has, and their SHA-256."""
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            size += len(chunk)
    return size, found.hexdigest()
