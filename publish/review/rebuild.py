"""Building pages again with what was decided about them: `/review/rebuild`, in a process of its own.

The site only reads the database of regulations; `fatiao decisions apply` writes it, in one transaction, and tells what
changed. A database that cannot be written is left for the next build.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

from ...store.editorial import moved_to
from ..database import our_database
from ..pages.respond import page
from ..words.failures import failures_in_chinese
from .changes import shown_changes
from .forms import Form
from .known import known
from .posting import deciding

_SECONDS = 600
"""How long it may take; a page takes a second or two."""

_one_at_a_time = asyncio.Lock()


class RebuildError(Exception):
    """It could not be done; the message says why, in Chinese. Nothing has changed."""


@deciding
async def rebuild_page(request: Any, datasette: Any, form: Form) -> Response:
    """Build the page of a `document` again, or every page that decisions wait for, and tell what changed."""
    path = Path(str(our_database(datasette).path))
    document = form.get("document")
    try:
        told = await _rebuilt(path, document)
    except RebuildError as error:
        found = await known(datasette, request)
        back = found.links.regulation(document) if document else found.links.path("/review/decisions")
        return await page(datasette, request, "review/not_rebuilt.html", {"message": str(error), "back": back}, 503)
    found = await known(datasette, request)
    moved: str | None = await asyncio.to_thread(moved_to, path, document)
    document = moved or document
    results = {one["id"]: one for one in told["decisions"]}
    unfit = [(one, results[one.id]["reason"]) for one in found.decided.standing if _is_unfit(results.get(one.id))]
    context: dict[str, Any] = {
        "stored": told["stored"],
        "pages": [shown_changes(uri, changes) for uri, changes in told["pages"].items()],
        "failures": failures_in_chinese(told["failures"]),
        "unfit": [(one, reason) for one, reason in unfit if not document or one.anchor.document == document],
        "document": document,
    }
    return await page(datasette, request, "review/rebuilt.html", context)


def _is_unfit(result: dict[str, Any] | None) -> bool:
    return result is not None and result["result"] == "unfit"


def can_write(database: Path) -> bool:
    """Tell whether a database and the files that SQLite makes beside it can be written."""
    return os.access(database, os.W_OK) and os.access(database.absolute().parent, os.W_OK)


async def _rebuilt(database: Path, document: str) -> dict[str, Any]:
    """Return what `fatiao decisions apply` tells.

    Raises:
        RebuildError: the database cannot be written, is being written, or the command failed.
    """
    if not can_write(database):
        raise RebuildError("数据库在只读的位置。决定已经记下，下一次生成（fatiao build）时应用。")
    if _one_at_a_time.locked():
        raise RebuildError("正在重建别的规定，请稍等片刻再试。决定已经记下，不会丢失。")
    command = [sys.executable, "-P", "-m", "fatiao", "decisions", "apply", "--json", "--db", str(database)]
    async with _one_at_a_time:
        process = await asyncio.create_subprocess_exec(
            *command,
            *(["--", document] if document else []),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            said, failed = await asyncio.wait_for(process.communicate(), _SECONDS)
        except TimeoutError as error:
            process.kill()
            await process.wait()
            raise RebuildError("重建用时太久，已经停止，什么也没有改变。请在命令行用 fatiao build 生成。") from error
    try:
        told: dict[str, Any] = json.loads(said)
    except ValueError as error:
        why = failed.decode("utf-8", "replace").strip().splitlines()
        reason = why[-1] if why else f"命令以 {process.returncode} 结束"
        raise RebuildError(f"重建没有成功，什么也没有改变：{reason}") from error
    return told
