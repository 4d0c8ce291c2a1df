"""What a request asks for: whether it is heavy, what it may take, and why it is refused before anything is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from datasette.utils import tilde_decode

from ...store.schema import VIEWS
from .budget import Budget, Ledger
from .refusal import Refusal

NAME = "fatiao"
"""The database's name in addresses, whatever its file is called: Datasette links wrongly from one with 汉字 in it."""

MOST_ARGUMENTS = 100
"""Arguments of an address."""

MOST_ROWS_SHOWN = 300
"""Rows of a page; JSON and CSV may have `max_returned_rows`."""

MOST_CHARACTERS = 8_000_000
"""Characters of the rows of one query, which are 50 MB as JSON."""

MOST_TERMS = 64
"""Words of a query in FTS5's own language."""

_HEAVY_TIME, _STREAM_TIME = 2, 12
"""How many times Datasette's time limit the queries of one request may take together; other requests once."""

_MADE = re.compile(
    r"/source/[^/]+/printed\.png|/(?:search|regulations)\.xlsx|/regulation/[^/]+\.(?:json|md|xml)|/compare(?:\.\w+)?|/versions"
)
_FOR_PROGRAMS = re.compile(r".*\.(?:json|jsono|csv|blob)")
_FOR_DEVELOPERS = re.compile(r"/-/(?:patterns|allow-debug|messages|permissions|threads)(?:\.json)?")
"""Datasette's pages about itself and of its plugins' makers, which show more than readers need."""

_NUMBER = re.compile(r"[0-9]{1,9}")
_READING = ("GET", "HEAD", "OPTIONS")


def is_heavy(path: str) -> bool:
    """Tell whether what stands at `path` may take long: tables, queries, what is made for programs, comparisons."""
    return _is_of_database(path) or bool(_MADE.fullmatch(path))


def budget_for(path: str, query: Mapping[str, str], milliseconds: int, rows: int, ledger: Ledger) -> Budget:
    """Return what a request may take, where one query may take `milliseconds` and have `rows`."""
    heavy, is_stream = is_heavy(path), bool(query.get("_stream")) and path.endswith(".csv")
    times = _STREAM_TIME if is_stream else _HEAVY_TIME if heavy else 1
    shown = rows if _FOR_PROGRAMS.fullmatch(path) else min(rows, MOST_ROWS_SHOWN)
    return Budget(heavy, times * milliseconds, shown, MOST_CHARACTERS, ledger, is_stream)


def check_request(method: str, path: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Check what can be checked without the database.

    Raises:
        Refusal: the request is not answered.
    """
    in_database = _is_of_database(path)
    if method not in (_READING if in_database else (*_READING, "POST")):
        raise Refusal("这里不接受这种请求。", 405)
    if _FOR_DEVELOPERS.fullmatch(path):
        raise Refusal("", 404)
    if not in_database:
        return
    if len(pairs) > MOST_ARGUMENTS:
        raise Refusal(f"条件太多：至多 {MOST_ARGUMENTS} 个。")
    for name, value in pairs:
        if (wrong := _wrong_form(name, value)) or (
            name == "_size" and not _FOR_PROGRAMS.fullmatch(path) and _is_more_than_shown(value)
        ):
            raise Refusal(wrong or f"网页每页至多显示 {MOST_ROWS_SHOWN} 行；要更多，请用 JSON 或 CSV，或分页取。")


def _wrong_form(name: str, value: str) -> str | None:
    """Return what is wrong with an argument that Datasette would fail over, None where nothing is."""
    if name == "_timelimit" and not _NUMBER.fullmatch(value):
        return f"{name} 要写成数。"
    if name == "_json_infinity" and value.lower() not in ("on", "off", "true", "false", "1", "0"):
        return f"{name} 要写成 1 或 0。"
    if name == "_through" and not _has_texts(value, ("table", "column", "value")):
        return "_through 要写成 JSON：table、column、value。"
    if name.startswith("_facet") and value.startswith("{") and not _has_texts(value, ("simple",)):
        return f"{name} 要写列名。"
    if name.endswith(("__in", "__notin")) and value.startswith("[") and _as_json(value) is None:
        return f"{name} 要写成 JSON，或用逗号隔开。"
    return None


def _is_more_than_shown(size: str) -> bool:
    return size == "max" or (size.isdecimal() and int(size[:9]) > MOST_ROWS_SHOWN)


def check_arguments(pairs: Iterable[tuple[str, str]], table: str) -> None:
    """Check the arguments of a table's page that Datasette would fail over, or take too long for.

    Raises:
        Refusal: the request is not answered.
    """
    given = list(pairs)
    for name, value in given:
        if name == "_next" and table in VIEWS and not _NUMBER.fullmatch(value):
            raise Refusal(f"{name} 要写成数。")
    if ("_searchmode", "raw") in given:
        terms = sum(len(_terms(value)) for name, value in given if name == "_search" or name.startswith("_search_"))
        if terms > MOST_TERMS:
            raise Refusal(f"检索式里的词太多：至多 {MOST_TERMS} 个。")


def _is_of_database(path: str) -> bool:
    """Tell whether a path is one of Datasette's pages of the database, however its name is written."""
    first = path.split("/")[1] if path.startswith("/") else path
    name = first.partition(".")[0]
    return tilde_decode(name) == NAME and path != f"/{NAME}.db"


def _terms(query: str) -> list[str]:
    """Return the words of a query in FTS5's own language, without its operators."""
    return [word for word in re.findall(r'"[^"]*"|[^\s"()]+', query) if word not in ("AND", "OR", "NOT")]


def _as_json(typed: str) -> Any:
    """Return what is written as JSON, None where it is none."""
    try:
        return json.loads(typed)
    except (ValueError, RecursionError):
        return None


def _has_texts(typed: str, names: Iterable[str]) -> bool:
    """Tell whether `typed` is an object as JSON with a text or a number under each of the names."""
    found = _as_json(typed)
    return isinstance(found, dict) and all(isinstance(found.get(name), (str, int, float)) for name in names)
