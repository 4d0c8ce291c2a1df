"""Stylesheets and scripts, served from addresses that hold a hash of their content, so that browsers keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

STATIC = Path(__file__).parent.parent / "static"
"""The folder of the files; whatever is put there is served."""

BUNDLES = {
    "site.css": ("fatiao.css", "numbers.css", "evidence.css", "review.css"),
    "site.js": ("fatiao.js", "keep.js"),
    "reading.js": ("evidence.js", "jump.js", "select.js"),
}
"""Files that pages need together, served as one: a page that is first opened waits for every file it names."""

_FOREVER = "public, max-age=31536000, immutable"


@cache
def _files() -> dict[str, tuple[bytes, str]]:
    """Return content and hash of every file by its path below the folder, and of the bundles."""
    found: dict[str, bytes] = {}
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            found[path.relative_to(STATIC).as_posix()] = path.read_bytes()
    for name, parts in BUNDLES.items():
        found[name] = b"\n".join(found[part] for part in parts)
    return {name: (content, hashlib.sha256(content).hexdigest()[:12]) for name, content in found.items()}


def asset_path(name: str) -> str:
    """Return the address of a file, below Datasette's prefix; KeyError where there is none of that name."""
    return f"/-/fatiao/{_files()[name][1]}/{name}"


def asset(request: Any) -> Response:
    """Answer with a file; one asked for under an old hash is given as it is now, and not to be kept."""
    name = request.url_vars["name"]
    if name not in _files():
        return Response.text("404: no such file", status=404)
    content, digest = _files()[name]
    kept = _FOREVER if request.url_vars["digest"] == digest else "no-cache"
    kind = guess_type(name)[0] or "application/octet-stream"
    kind += "; charset=utf-8" if kind.startswith("text/") or kind.endswith("javascript") else ""
    return Response(content, headers={"cache-control": kept}, content_type=kind)
