"""The addresses for programs as an OpenAPI file: `/openapi.json`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from datasette.utils import parse_metadata
from datasette.utils.asgi import Response

from .respond import cors_headers

FILE = Path(__file__).parent.parent / "openapi.yaml"
"""The file."""


@cache
def openapi() -> dict[str, Any]:
    """Return the file, read."""
    found: dict[str, Any] = parse_metadata(FILE.read_text(encoding="utf-8"))
    return found


async def openapi_json(request: Any, datasette: Any) -> Response:
    """Answer with the file, and the address of this site in it."""
    home = datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/")
    return Response.json({**openapi(), "servers": [{"url": home}]}, headers=cors_headers(datasette))
