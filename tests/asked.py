"""A site over a few texts, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from datasette.app import Datasette
from fatiao.pipeline import build
from lxml import html as parser


def built(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write texts into a folder, each under its name, and return the database that is built from them there."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert build([folder], folder / "a.db", jobs=1).failures == []
    return folder / "a.db"


def get(datasette: Datasette, path: str) -> httpx.Response:
    """Ask for a page."""
    response: httpx.Response = asyncio.run(datasette.client.get(path))
    return response


def page(datasette: Datasette, path: str, status: int = 200) -> Any:
    """Ask for a page, and return what it is as an element."""
    response = get(datasette, path)
    assert response.status_code == status, response.text
    return parser.fromstring(response.text)


def words(element: Any) -> str:
    """Return the text of an element, blanks collapsed."""
    return " ".join(element.text_content().split())
