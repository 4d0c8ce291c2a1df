"""What a program that watches the site is told."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from fatiao.publish.guard.rate import RateLimit
from fatiao.publish.serve import build


def look(database: Path) -> Any:
    return asyncio.run(build(database).client.get("/-/health"))


def test_a_site_that_is_well(database: Path) -> None:
    answer = look(database)
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert answer.json() == {"ok": True, "built_at": None, "failed": None, "documents": 2}


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"x" * 9000)], ids=["gone", "damaged"])
def test_a_database_that_cannot_be_asked(database: Path, spoil: Any) -> None:
    site = build(database)
    assert asyncio.run(site.client.get("/-/health")).status_code == 200
    spoil(database)
    answer = asyncio.run(site.client.get("/-/health"))
    assert (answer.status_code, answer.json()) == (503, {"ok": False})


def test_whoever_watches_may_ask_as_often_as_need_be() -> None:
    asked = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["path"])

    limited = RateLimit(app, 0.001, None, {})  # type: ignore[arg-type]  # nothing is refused
    scope = {"type": "http", "path": "/-/health", "client": ("1.2.3.4", 5)}
    for _ in range(30):
        asyncio.run(limited(scope, None, None))  # type: ignore[arg-type]
    assert len(asked) == 30
