"""What stands around Datasette: a request is checked, let in when there is room, and answered within its bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from .budget import Ledger, spending
from .names import check_query
from .pool import Gate
from .refusal import Refusal
from .requests import NAME, budget_for, check_request, is_heavy

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]
Answer = Callable[[Scope, Refusal], Awaitable[Any]]

BUDGET = "fatiao.budget"
"""Under which a request's scope has its budget, for what stands around the guard."""

_HEAVY_AT_ONCE, _PATIENCE = 2, 5.0
"""Heavy requests that are answered at once, and the seconds that others wait for their turn."""

_ONE_FOR_ALL = b"referrer-policy"
"""The header that is the same for every answer, also where Datasette has another."""

_PIECE = 1 << 18
_RETRY_AFTER = b"5"


@dataclass(frozen=True, slots=True)
class Room:
    """What all sites of a process share, so that several take no more together than one: a gate, a ledger.

    `sites` is how many they are.
    """

    gate: Gate = field(default_factory=lambda: Gate(_HEAVY_AT_ONCE, _PATIENCE))
    ledger: Ledger = field(default_factory=Ledger)
    sites: int = 1


_ROOM = "fatiao_room"


def share_room(datasettes: Sequence[Any]) -> None:
    """Have some sites share what one may take."""
    room = Room(sites=len(datasettes))
    for datasette in datasettes:
        setattr(datasette, _ROOM, room)


def room_of(datasette: Any) -> Room:
    """Return what a site may take, its own where it shares none."""
    room: Room = getattr(datasette, _ROOM, None) or Room()
    return room


class Guard:
    """An application around another one, that of Datasette."""

    def __init__(self, datasette: Any, app: App, answer: Answer, headers: Mapping[str, str], room: Room) -> None:
        """Guard `app`; `answer` makes an answer of a refusal, `headers` are those of every answer without its own."""
        self._datasette = datasette
        self._app = app
        self._answer = answer
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._gate = room.gate
        self._ledger = room.ledger

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Answer a request; what is none is handed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = Sending(send, self._headers)
        try:
            await self._let_in(scope, receive, sending)
        except Refusal as refusal:
            response = await self._answer(scope, refusal)
            await response.asgi_send(sending)

    async def _let_in(self, scope: Scope, receive: Any, sending: Sending) -> None:
        """Check a request, wait for room, and hand it on.

        Raises:
            Refusal: it is not answered; nothing was sent.
        """
        path = self._path(scope)
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        query = dict(pairs)
        check_request(scope["method"], path, pairs)
        check_query(self._datasette.metadata("queries", database=NAME) or {}, path, pairs)
        setting = self._datasette.setting
        limits = setting("sql_time_limit_ms"), setting("max_returned_rows")
        budget = budget_for(path, query, *limits, self._ledger)
        scope[BUDGET] = budget
        if is_heavy(path):
            await self._gate.enter()
            sending.at_start = self._gate.leave
        try:
            with spending(budget):
                answering = self._app(scope, receive, sending)
                await (while_connected(answering, receive) if is_heavy(path) else answering)
        finally:
            sending.started()
            self._ledger.give_back(budget)

    def _path(self, scope: Scope) -> str:
        """Return the path below the site's address."""
        base = str(self._datasette.setting("base_url"))
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        path = raw.decode("latin-1").partition("?")[0]
        return "/" + path[len(base) :] if path.startswith(base) else path


async def while_connected(answering: Awaitable[None], receive: Any) -> None:
    """Wait for an answer, and give it up when its reader is gone: a stream would go on to its end."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    answer, leaving = asyncio.ensure_future(answering), asyncio.ensure_future(gone())
    try:
        await asyncio.wait({answer, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            answer.result()
    finally:
        leaving.cancel()
        answer.cancel()


class Sending:
    """Sends an answer: with the headers that all have, and in pieces, so that a slow reader makes nobody hold it twice.

    `at_start` is called once, as soon as there is something to send: no more is worked out then than a stream's rows.
    """

    def __init__(self, send: Send, headers: list[tuple[bytes, bytes]]) -> None:
        """Send by `send`; `headers` are added where an answer has none of that name."""
        self._send = send
        self._headers = headers
        self.at_start: Callable[[], None] | None = None

    def started(self) -> None:
        """Tell that there is something to send, or will be nothing."""
        tell, self.at_start = self.at_start, None
        if tell:
            tell()

    async def __call__(self, message: Message) -> None:
        """Send a message."""
        self.started()
        if message["type"] == "http.response.start":
            await self._send({**message, "headers": self._with_headers(message)})
            return
        body = message.get("body", b"")
        for at in range(0, max(len(body), 1), _PIECE):
            more = message.get("more_body", False) or at + _PIECE < len(body)
            await self._send({**message, "body": body[at : at + _PIECE], "more_body": more})

    def _with_headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        headers = [pair for pair in message.get("headers", ()) if pair[0].lower() != _ONE_FOR_ALL]
        there = {name.lower() for name, _ in headers}
        added = [(name, value) for name, value in self._headers if name not in there]
        if message["status"] in (429, 503) and b"retry-after" not in there:
            added.append((b"retry-after", _RETRY_AFTER))
        return [*headers, *added]
