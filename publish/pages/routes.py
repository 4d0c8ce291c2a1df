"""Which address shows which page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .api import api_page
from .assets import asset
from .attributes import attributes_page
from .builds import builds_page
from .charts import charts_page
from .citing import cite_json, collection
from .compare import compare_page
from .compare_taken import compare_json, compare_workbook
from .download import download
from .feed import feed
from .health import health
from .home import home
from .openapi import openapi_json
from .parameter import parameter_page
from .parameters import parameters_table
from .printed import printed
from .regulation import regulation
from .regulation_forms import regulation_form
from .regulations import regulations_page
from .relations import relations_page
from .search import search_page
from .search_json import search_json
from .several import choose, member_home, regulation_somewhere, source_somewhere, versions_somewhere
from .source import source, source_file
from .versions import versions_page
from .workbooks import parameters_workbook, regulations_workbook, search_workbook

ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"/$", home),
    (r"/search$", search_page),
    (r"/search\.json$", search_json),
    (r"/search\.xlsx$", search_workbook),
    (r"/fatiao/parameters\.xlsx$", parameters_workbook),
    (r"/cite\.json$", cite_json),
    (r"/openapi\.json$", openapi_json),
    (r"/collection$", collection),
    (r"/compare$", compare_page),
    (r"/compare\.json$", compare_json),
    (r"/compare\.xlsx$", compare_workbook),
    (r"/charts$", charts_page),
    (r"/(?P<database>fatiao)/(?P<table>parameters)(?:\.(?P<format>html|json))?$", parameters_table),
    (r"/(?P<database>fatiao)/parameters/(?P<id>[^/.]+)$", parameter_page),
    (r"/api$", api_page),
    (r"/feed\.atom$", feed),
    (r"/fatiao\.db$", download),
    (r"/about/attributes$", attributes_page),
    (r"/regulation/(?P<id>[^/]+)\.(?P<form>json|md|xml)$", regulation_form),
    (r"/builds$", builds_page),
    (r"/regulation/(?P<id>[^/]+)$", regulation),
    (r"/regulations$", regulations_page),
    (r"/regulations\.xlsx$", regulations_workbook),
    (r"/versions$", versions_page),
    (r"/relations/(?P<id>[^/]+)$", relations_page),
    (r"/source/(?P<id>[^/]+)\.txt$", source_file),
    (r"/source/(?P<id>[^/.]+)$", source),
    (r"/source/(?P<id>[^/.]+)/printed\.png$", printed),
    (r"/-/health$", health),
    (r"/-/fatiao/(?P<digest>[0-9a-f]{12})/(?P<name>[^/]+(?:/[^/]+)*)$", asset),
]
"""Regular expressions of paths and what answers them; they come before Datasette's own."""


_OF_EACH = r"/(?:fatiao(?:[/.].*)?|charts|builds|feed\.atom|api|openapi\.json|about/attributes|report|review(?:/.*)?)$"
SEVERAL_ROUTES: list[tuple[str, Callable[..., Any]]] = [
    *(
        (pattern, answer)
        for pattern, answer in ROUTES
        if answer
        in (
            *(home, search_page, search_json, search_workbook, compare_page, compare_json, compare_workbook),
            *(regulations_page, regulations_workbook, cite_json, collection, health, asset),
        )
    ),
    (r"/(?:regulation|relations)/(?P<id>[^/]+?)(?:\.(?:json|md|xml))?$", regulation_somewhere),
    (r"/source/(?P<id>[^/.]+)(?:\.txt|/printed\.png)?$", source_somewhere),
    (r"/versions$", versions_somewhere),
    (_OF_EACH, choose),
    (r"/(?P<name>[A-Za-z0-9_]+)$", member_home),
]
"""The same for a site of several databases, each of which has `ROUTES` below its name."""
