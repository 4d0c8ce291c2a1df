"""What time it is for what is stored: now, or what the environment's `SOURCE_DATE_EPOCH` says."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> str:
    """Return the time in ISO 8601 in UTC, to the second; `SOURCE_DATE_EPOCH`, where it is set, instead."""
    moment = datetime.fromtimestamp(int(_epoch()), UTC) if is_fixed() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def is_fixed() -> bool:
    """Tell whether `SOURCE_DATE_EPOCH` is set: nothing stored may then depend on when a build runs, or how long."""
    return _epoch().isdecimal()


def _epoch() -> str:
    return os.environ.get("SOURCE_DATE_EPOCH", "")
