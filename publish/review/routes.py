"""Which address of the review shows which page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .api import decisions_json
from .audit import audit_page
from .fields import document_page, parameter_page
from .flag import flag_page
from .place import place_page
from .progress import progress_page
from .queue import queue_page
from .rebuild import rebuild_page
from .report import report_page
from .sign_in import sign_in_page, sign_out_page
from .undo import undo_page

REVIEW_ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"/review$", queue_page),
    (r"/review/sign-in$", sign_in_page),
    (r"/review/sign-out$", sign_out_page),
    (r"/review/progress$", progress_page),
    (r"/review/decisions$", audit_page),
    (r"/review/decisions\.json$", decisions_json),
    (r"/review/place$", place_page),
    (r"/review/parameter/(?P<id>[^/]+)$", parameter_page),
    (r"/review/document/(?P<id>[^/]+)$", document_page),
    (r"/review/undo$", undo_page),
    (r"/review/rebuild$", rebuild_page),
    (r"/review/(?P<id>[^/]+)$", flag_page),
    (r"/report$", report_page),
]
"""Regular expressions of paths and what answers them; the first that matches counts."""


def is_review_path(path: str, base: str) -> bool:
    """Tell whether a path below Datasette's base (`/`) is one of these."""
    inside = "/" + path.removeprefix(base).removeprefix("/")
    return any(re.match(pattern, inside) for pattern, _ in REVIEW_ROUTES)
