"""What every page that records a decision does first and last: who decides, from where; and what went wrong."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import Response

from ...store.decision_log import Conflict
from ...store.decisions import Decision, Undecidable
from ..database import our_database
from ..links import Links
from ..pages.respond import error_page
from ..words.error_messages import editorial_problem
from . import access
from .decided import decided
from .forms import BadRequestError, Form, body_of, decoded, is_from_our_page
from .keeping import kept_page
from .recording import in_words
from .refusals import OverlapError, UndecidableError
from .sign_in import ask_again

Handler = Callable[[Any, Any, Form], Awaitable[Response]]

_log = logging.getLogger("fatiao.publish")


def deciding(handler: Handler) -> Callable[[Any, Any], Awaitable[Response]]:
    """Make what answers a form of an editor's what answers an address.

    Nothing that was typed is lost: whoever is not signed in any more, meets another's decision or a file that cannot
    be written is shown it again, to be sent again.
    """

    async def answer(request: Any, datasette: Any) -> Response:
        if request.method != "POST":
            return await error_page(datasette, 405)
        try:
            form = decoded(await body_of(request))
        except BadRequestError as error:
            return await error_page(datasette, 400, str(error))
        if not await access.may_decide(datasette, request):
            return await ask_again(datasette, request, form)
        if not is_from_our_page(request, form):
            said = "提交所带的凭证不对：页面可能放得太久，也可能是别的网站让浏览器提交的。什么也没有记录。"
            return await kept_page(datasette, request, form, 403, "没有记录", said)
        return await told(handler, request, datasette, form)

    return answer


async def told(handler: Handler, request: Any, datasette: Any, form: Form) -> Response:
    """Answer with what the handler does; where that cannot be done, with why and with what was typed."""
    try:
        return await handler(request, datasette, form)
    except UndecidableError as error:
        return await kept_page(datasette, request, form, 400, "没有记录", str(error), link=_queue(datasette))
    except OverlapError as error:
        said = f"这里与尚未重建的一处更正重叠：{_who(error.decision)}。请先撤销那一处，或者重建之后再改。"
        link = (f"{_queue(datasette)[0]}/decisions?number={error.decision.number}", "看那一处更正")
        return await kept_page(datasette, request, form, 409, "没有记录", said, link=link)
    except Conflict as error:
        said = f"{_who(error.decision)}。您的决定没有记录，也没有覆盖别人的。"
        return await kept_page(
            *(datasette, request, form, 409, "别的编辑刚刚决定过", said),
            again="仍按我的决定",
            link=_queue(datasette),
            seen=decided(our_database(datasette).path).last,
        )
    except Undecidable as error:
        return await kept_page(datasette, request, form, 400, "没有记录", f"{error}。", link=_queue(datasette))
    except sqlite3.Error as error:
        _log.exception("the editorial file cannot be written")
        return await kept_page(
            datasette, request, form, 503, "暂时不能记录", editorial_problem(error), link=_queue(datasette)
        )


def _who(decision: Decision) -> str:
    return f"{decision.editor} 在 {decision.created_at.replace('T', ' ')[:16]}（UTC）决定：{in_words(decision)}"


def _queue(datasette: Any) -> tuple[str, str]:
    return Links(datasette, our_database(datasette).name).path("/review"), "回到队列"
