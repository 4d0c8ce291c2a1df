"""When what was sent cannot be done: a page that says why, shows what was typed, and sends it again at a press."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response

from ..pages.respond import page
from .forms import Form

SHOWN = {
    "after": "改为",
    "note": "说明",
    "words": "原文",
    "value": "改为",
    "title": "标题",
    "doc_number": "文号",
    "attribute": "事项",
    "holder": "主体",
    "act": "行为",
    "base": "基数",
    "trigger": "起算",
    "min_value": "下限",
    "max_value": "上限",
    "unit": "单位",
}
"""The fields that people type into, in their words."""


async def kept_page(
    datasette: Any,
    request: Any,
    form: Form,
    status: int,
    title: str,
    message: str,
    *,
    to: str | None = None,
    again: str = "再试一次",
    link: tuple[str, str] | None = None,
    seen: int | None = None,
) -> Response:
    """Answer with the reason why nothing was recorded, and a button that sends the same again.

    Args:
        datasette: Datasette.
        request: the request.
        form: what was sent.
        status: of the answer.
        title: what happened.
        message: what is the matter, and what can be done.
        to: where to send it again; where it was sent without one.
        again: what the button says.
        link: an address beside the button and what it says.
        seen: the number of the decision up to which the editor now knows of all.
    """
    fields = [(name, value) for name, value in form.kept() if seen is None or name != "seen"]
    if seen is not None:
        fields.append(("seen", str(seen)))
    context = {
        "title": title,
        "message": message,
        "typed": [(SHOWN[name], value) for name, value in form.kept() if name in SHOWN and value.strip()],
        "fields": fields,
        "to": to or request.full_path,
        "again": again,
        "link": link,
    }
    return await page(datasette, request, "review/kept.html", context, status)
