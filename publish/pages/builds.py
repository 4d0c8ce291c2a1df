"""The page that shows how the database was made: each build with its files, times, failures and versions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from datasette.utils.asgi import Response

from ..database import ask, our_database
from ..queries.builds import builds
from ..words.failures import failures_in_chinese
from .respond import page

MOST = 50
"""Builds on the page."""

STAGES = {"find": "找文件", "pages": "读取并存入", "link": "建立引用"}
"""What each stage of a build is called."""
PARTS = {
    "text": "文字",
    "ingest": "读取",
    "parse": "分析",
    "extract": "提取",
    "review": "疑点",
    "store": "存储",
    "store/link.py": "引用",
}
"""What each part of the program is called that has a fingerprint of its own."""


async def builds_page(request: Any, datasette: Any) -> Response:
    """Answer with the last builds."""
    found, total = await ask(datasette, our_database(datasette), partial(builds, most=MOST))
    found = [replace(build, failures=failures_in_chinese(build.failures)) for build in found]
    context = {"builds": found, "total": total, "most": MOST, "stage_names": STAGES, "part_names": PARTS}
    return await page(datasette, request, "builds.html", context)
