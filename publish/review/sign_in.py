"""Signing in and out: `/review/sign-in`, and what is shown where somebody decides who is not signed in any more."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from ...store.editorial import EditorialError
from ...store.editors import check_password, end_sessions
from ..database import our_database
from ..guard.rate import asked_by
from ..links import Links
from ..pages.respond import error_page, page
from . import access
from .forms import Form, body_of, decoded, is_from_our_page
from .keeping import SHOWN, kept_page
from .rate_limit import RateLimit

_QUARTER_OF_AN_HOUR = 900
# Of one name from one address, of one name from anywhere, of one address whatever the names.
_OF_BOTH = RateLimit(5, _QUARTER_OF_AN_HOUR)
_OF_NAME = RateLimit(50, _QUARTER_OF_AN_HOUR)
_OF_ADDRESS = RateLimit(20, _QUARTER_OF_AN_HOUR)
_LONGEST = 200
_ONLY_HERE = "编辑库暂时不能写。这个浏览器已经退出登录，其他浏览器里的登录还没有结束，请稍后再登录并退出一次。"
_CHECKING = asyncio.Semaphore(2)  # each takes 16 MB and a core


async def sign_in_page(request: Any, datasette: Any) -> Response:
    """Answer with the form, or let in whoever gives a name and its password."""
    home = Links(datasette, our_database(datasette).name).path("/review")
    if request.method != "POST":
        return await _form(datasette, request, target=_local(request.args.get("next"), home))
    form = decoded(await body_of(request))
    target = _local(form.get("next"), home)
    kept = form.get("kept")
    if not is_from_our_page(request, form):
        return await _form(datasette, request, 403, "页面已经过期，请再登录一次。", form.get("name"), target, kept)
    name, password = form.get("name").strip()[:_LONGEST], form.get("password")[:_LONGEST]
    limits = _limits(request, name)
    wait = max(limit.wait(key) for limit, key in limits)
    if wait:
        said = f"试得太多了，请在 {-(-wait // 60)} 分钟后再试。"
        return await _form(datasette, request, 429, said, name, target, kept)
    for limit, key in limits:  # before it is known whether it is right, or many could be tried at once
        limit.count(key)
    async with _CHECKING:
        stamp = await asyncio.to_thread(check_password, our_database(datasette).path, name, password)
    if stamp is None:
        return await _form(datasette, request, 401, "姓名或密码不对。", name, target, kept)
    for limit, key in limits:
        limit.forgive(key)
    response = await _let_in(datasette, request, kept, target)
    access.sign_in(datasette, request, response, name, stamp)
    return response


async def sign_out_page(request: Any, datasette: Any) -> Response:
    """Sign out whoever asks from a page of ours, in every browser, and lead to the form.

    A cookie that somebody has copied is worth nothing from then on. Where that cannot be written down, this browser is
    signed out all the same, and told so.
    """
    response = Response.redirect(_address(datasette), 303)
    if request.method == "POST" and is_from_our_page(request, decoded(await body_of(request))):
        if access.is_editor(request):
            try:
                await asyncio.to_thread(end_sessions, our_database(datasette).path, access.editor_name(request))
            except EditorialError:
                response = await error_page(datasette, 503, _ONLY_HERE)
        access.sign_out(datasette, request, response)
    return response


async def ask_again(datasette: Any, request: Any, form: Form) -> Response:
    """Answer somebody who decides without being signed in (any more): sign in, then send the same again."""
    said = "登录已过期（或还没有登录），刚才的内容没有保存，但还在这里。登录以后再提交一次即可。"
    return await _form(datasette, request, 401, said, target=request.full_path, kept=form.encoded())


def sign_in_address(datasette: Any, request: Any) -> str:
    """Return where to sign in so as to come back to the page asked for."""
    return f"{_address(datasette)}?{urlencode({'next': request.full_path})}"


def _address(datasette: Any) -> str:
    return Links(datasette, our_database(datasette).name).path("/review/sign-in")


async def _let_in(datasette: Any, request: Any, kept: str, target: str) -> Response:
    if not kept:
        return Response.redirect(target, 303)
    said = "已经登录。登录之前填写的内容还没有保存。"
    return await kept_page(datasette, request, decoded(kept), 200, "请再提交一次", said, to=target, again="提交")


async def _form(
    datasette: Any,
    request: Any,
    status: int = 200,
    message: str = "",
    name: str = "",
    target: str = "",
    kept: str = "",
) -> Response:
    typed = [(SHOWN[field], value) for field, value in decoded(kept).kept() if field in SHOWN and value.strip()]
    context = {
        "message": message,
        "name": name,
        "next": target,
        "kept": kept,
        "typed": typed,
        "hours": access.HOURS,
    }
    return await page(datasette, request, "review/sign_in.html", context, status)


def _local(target: str | None, home: str) -> str:
    """Return an address of this site to go on to; `home` for one of another site, and for none."""
    if not target or not target.startswith("/") or target.startswith("//") or set(target) & set("\\\r\n\t"):
        return home
    return target


def _limits(request: Any, name: str) -> list[tuple[RateLimit, str]]:
    address = asked_by(request.scope)
    return [(_OF_BOTH, f"{address} {name}"), (_OF_NAME, name), (_OF_ADDRESS, address)]
