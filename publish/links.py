"""Addresses of the site's pages: percent-encoded UTF-8, which browsers show as 汉字."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode

from datasette.utils import tilde_decode, tilde_encode
from markupsafe import Markup

_OF_DOCUMENTS = frozenset({"document_id", "issued_by", "copy_of", "target_document_id"})
_OF_PROVISIONS = frozenset({"parent_id", "provision_id", "target_provision_id"})
_OF_TABLES = {"table_id": "tables", "work_id": "works", "parameter_id": "parameters"}
TABLE_OF: Mapping[str, str] = {
    **dict.fromkeys(_OF_DOCUMENTS, "documents"),
    **dict.fromkeys(_OF_PROVISIONS, "provisions"),
    **{"source_id": "sources", **_OF_TABLES},
}
"""The columns that hold identifiers of tables' rows, each with the table."""
IDENTIFIERS = frozenset(TABLE_OF)
"""The columns that hold identifiers of other tables' rows."""
TO_NAME = IDENTIFIERS | {"id"}
"""The columns whose values readers are told by names."""

_IDENTIFIER_SHOWN = re.compile(r"(>[^<>]*?)(?:-[0-9a-f]{4,8})+(?=[#,<])")


class Links:
    """The addresses within one Datasette (which may live under a prefix) for one of its databases."""

    def __init__(self, datasette: Any, database: str) -> None:
        """Take the prefix from `datasette`; `database` need not be there: of several each has its own site."""
        self.name = database
        self.root = str(datasette.urls.path("/")).rstrip("/")

    def path(self, path: str) -> str:
        """Return the address of a page of the site: `/search`."""
        return self.root + path

    def regulation(self, document_id: str, anchor: str = "") -> str:
        """Return the reading view of a document, at an anchor (an eId, or what `parameter_anchor` gives)."""
        return f"{self.root}/regulation/{quote(document_id, safe='')}" + (f"#{quote(anchor)}" if anchor else "")

    def versions(self, document_id: str, other_id: str) -> str:
        """Return two versions of a regulation beside each other."""
        return f"{self.root}/versions?{urlencode({'a': document_id, 'b': other_id})}"

    def relations(self, document_id: str, eid: str = "") -> str:
        """Return what a document, or a provision of it, cites and is cited by."""
        return f"{self.root}/relations/{quote(document_id, safe='')}" + (f"?at={quote(eid)}" if eid else "")

    def provision(self, provision_id: str) -> str:
        """Return the reading view at a provision."""
        document_id, _, eid = provision_id.partition("#")
        return self.regulation(document_id, eid)

    def search(self, words: str, **filters: str) -> str:
        """Return the search for some words."""
        return f"{self.root}/search?{urlencode({'q': words, **filters})}"

    def source(self, source_id: str, start: int | None = None, end: int | None = None) -> str:
        """Return the page with the text of a source, at a character; `end` marks the range from there."""
        path = f"{self.root}/source/{quote(source_id, safe='')}"
        if start is None:
            return path
        return f"{path}?{f'from={start}&to={end}' if end is not None else f'from={start}'}#c{start}"

    def printed(self, source_id: str, start: int, end: int) -> str:
        """Return the picture of the place where a range of a source is printed."""
        return f"{self.source(source_id)}/printed.png?from={start}&to={end}"

    def report(self, document_id: str, eid: str = "") -> str:
        """Return where a reader reports what is wrong with a provision, or with a document."""
        return f"{self.root}/report?{urlencode({'document': document_id, **({'eid': eid} if eid else {})})}"

    def review(self, what: str, key: str) -> str:
        """Return where an editor decides about a `parameter` or a `document`."""
        return f"{self.root}/review/{what}/{quote(key, safe='')}"

    def flag(self, flag_id: str) -> str:
        """Return where a flag is looked at and decided."""
        return f"{self.root}/review/{quote(flag_id, safe='')}"

    def row(self, table: str, key: str) -> str:
        """Return Datasette's page of a row."""
        return f"{self.table(table)}/{tilde_encode(key)}"

    def of_identifier(self, column: str, key: str) -> str | None:
        """Return where a reader wants to go from an identifier in a column: the text, its place, its source."""
        if column in _OF_DOCUMENTS:
            return self.regulation(key)
        if column in _OF_PROVISIONS:
            return self.provision(key)
        if column == "source_id":
            return self.source(key)
        table = _OF_TABLES.get(column)
        return self.row(table, key) if table else None

    def table(self, name: str, query: str = "") -> str:
        """Return Datasette's page of a table or a canned query."""
        return f"{self.database()}/{tilde_encode(name)}" + (f"?{query}" if query else "")

    def database(self) -> str:
        """Return Datasette's page of the database."""
        return f"{self.root}/{tilde_encode(self.name)}"


def parameter_anchor(parameter_id: str) -> str:
    """Return the anchor of a parameter in the reading view: `n_art_8__para_1-2`, which no eId begins like."""
    return "n_" + parameter_id.partition("#")[2]


def identifier_name(identifier: str) -> str:
    """Return an identifier as a reader would say it: the title that it begins with, without the hash behind it."""
    title, mark, eid = identifier.partition("#")
    return re.sub(r"(?:-[0-9a-f]{4,8})+\Z", "", title) + mark + eid


def named_cell(cell: Markup | str) -> Markup | str:
    """Return a cell of Datasette's that links to a row, the row's identifier as a reader would say it."""
    return Markup(_IDENTIFIER_SHOWN.sub(r"\1", str(cell))) if isinstance(cell, Markup) else cell


def file_name(uri: str) -> str:
    """Return what a source is called: the address of a page of the web, the name of a file without its folders."""
    if uri.startswith(("http://", "https://")):
        return uri
    return uri.rstrip("/").rpartition("/")[2] or uri


def decode(part: str) -> str:
    """Return a part of an address as text, whether percent- or tilde-encoded; what is no UTF-8 gives �."""
    if "~" in part:
        part = tilde_decode(part)
    return unquote(part, errors="replace")


def whole_links(tables: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """Return a row page's links from other tables with `#` in them escaped."""
    return [{**table, "link": str(table["link"]).replace("#", "%23")} for table in tables or ()]
