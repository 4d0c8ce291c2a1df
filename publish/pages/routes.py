"""Which address shows which page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .api import api_page
from .assets import asset
from .attributes import attributes_page
from .builds import builds_page
from .charts import charts_page
from .compare import compare_page
from .download import download
from .feed import feed
from .home import home
from .parameters import parameters_table
from .printed import printed
from .regulation import regulation
from .search import search_page
from .source import source, source_file

ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"/$", home),
    (r"/search$", search_page),
    (r"/compare$", compare_page),
    (r"/charts$", charts_page),
    (r"/(?P<database>fatiao)/(?P<table>parameters)(?:\.(?P<format>html))?$", parameters_table),
    (r"/api$", api_page),
    (r"/feed\.atom$", feed),
    (r"/fatiao\.db$", download),
    (r"/about/attributes$", attributes_page),
    (r"/builds$", builds_page),
    (r"/regulation/(?P<id>[^/]+)$", regulation),
    (r"/source/(?P<id>[^/]+)\.txt$", source_file),
    (r"/source/(?P<id>[^/.]+)$", source),
    (r"/source/(?P<id>[^/.]+)/printed\.png$", printed),
    (r"/-/fatiao/(?P<digest>[0-9a-f]{12})/(?P<name>[^/]+(?:/[^/]+)*)$", asset),
]
"""Regular expressions of paths and what answers them; they come before Datasette's own."""
