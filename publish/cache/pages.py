"""Whole answers, kept until the database changes.

An answer is kept that is whole, and says nothing of who asked: no query for it failed, with the request came no token
and no cookie of anybody's, and none was set. Its ETag names the state of the database that it was made from, so that a
browser which has it is told so without anything being worked out, by each of several processes.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from ..database import FileVersion, is_settled
from ..guard.wrapper import BUDGET, App, Message, Scope, Send, Sending

MOST_BYTES = 64_000_000
"""Of all answers that a process keeps, packed: four thousand regulations, or eight thousand searches."""

_OVERHEAD = 1_200
"""Bytes that an answer takes beside its body and its headers' words, as `tracemalloc` counts them."""

MOST_OF_ONE = 2_000_000
"""Bytes of an answer that is kept, not packed."""

_LONG = 128_000
"""Bytes of an answer that is packed in a thread; a shorter one takes up to a millisecond."""

START = "FATIAO_START"
"""The environment's variable that all processes of one site have in common: with another program all pages are new."""

_CSRF_COOKIE = b"ds_csrftoken"
"""Which whoever has seen a form has; what makes an answer that is kept never sees it."""

_TAKES_GZIP = re.compile(rb"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[0-9.]+\s*)?(?:,|$)")
_VARY = (b"vary", b"accept-encoding, authorization, cookie")
_SHARED = (b"cache-control", b"no-cache")
_OURS = (b"etag", b"cache-control", b"vary")

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its headers, and its body, packed."""

    headers: tuple[tuple[bytes, bytes], ...]
    packed: bytes

    @property
    def size(self) -> int:
        """The bytes that keeping it takes, about: many small answers take more than their bodies."""
        return _OVERHEAD + sum(len(name) + len(value) for name, value in self.headers) + len(self.packed)


class PageCache:
    """An application around another one, that answers once what many ask for.

    The least recently asked for beyond 64 MB are dropped, and all of them when the database changes.
    """

    def __init__(
        self,
        app: App,
        version: Callable[[], FileVersion],
        is_shared: Callable[[str], bool],
        headers: Mapping[str, str],
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """Keep answers of `app` while the database has the same `version`, at paths that show all readers the same.

        `headers` are those of every answer, which `app` gives its own.
        """
        self._app = app
        self._version = version
        self._is_shared = is_shared
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._most_bytes = most_bytes
        self._start = os.environ.get(START) or secrets.token_hex(8)
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self._of: FileVersion = ()
        self._bytes = 0
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: object, send: Send) -> None:
        """Answer a request; what is none is handed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tag = self._tag(scope)
        if tag is None:
            await self._app(scope, receive, send)
            return
        if tag in _header(scope, b"if-none-match"):
            headers = [(b"etag", tag), _SHARED, _VARY, _status(b"hit")]
            await _send(Sending(send, self._headers), 304, headers, b"")
            return
        kept = self._get(tag)
        if kept:
            await _answer(scope, kept, Sending(send, self._headers))
            return

        nobodys = without_cookies(scope)

        async def keep(headers: Headers, body: bytes) -> None:
            budget = nobodys.get(BUDGET)
            if scope["method"] == "GET" and not (budget and budget.is_broken):
                self._put(tag, Kept(tuple(headers), await _packed(body)))

        await self._app(nobodys, receive, _Keeping(send, tag, keep))

    def _tag(self, scope: Scope) -> bytes | None:
        """Return what names the answer to a request, None where it is not to be kept."""
        if scope["method"] not in ("GET", "HEAD") or _is_own(scope["headers"]) or not self._is_shared(scope["path"]):
            return None
        version = self._version()
        if not version or not is_settled(version):
            return None
        with self._lock:
            if version != self._of:
                self._kept.clear()
                self._of, self._bytes = version, 0
        path = scope.get("raw_path") or scope["path"].encode()
        asked = (scope["scheme"], _header(scope, b"host"), path, scope["query_string"])
        made = hashlib.sha256(repr((self._start, version, date.today(), asked)).encode())
        return b'W/"%s"' % made.hexdigest()[:24].encode()

    def _get(self, tag: bytes) -> Kept | None:
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
            return self._kept.get(tag)

    def _put(self, tag: bytes, answer: Kept) -> None:
        with self._lock:
            before = self._kept.pop(tag, None)
            self._bytes += answer.size - (before.size if before else 0)
            self._kept[tag] = answer
            while self._bytes > self._most_bytes:
                self._bytes -= self._kept.popitem(last=False)[1].size


async def _packed(body: bytes) -> bytes:
    """Return an answer packed; a long one in a thread, to which going takes as long as packing a short one."""
    return await asyncio.to_thread(gzip.compress, body, 1) if len(body) > _LONG else gzip.compress(body, 1)


class _Keeping:
    """Sends an answer on, and keeps it where it may be kept."""

    def __init__(self, send: Send, tag: bytes, keep: Callable[[Headers, bytes], Awaitable[None]]) -> None:
        """Send by `send`, and `keep` headers and body of what the `tag` names."""
        self._send = send
        self._tag = tag
        self._keep = keep
        self._headers: Headers = []
        self._body: bytearray | None = None

    async def __call__(self, message: Message) -> None:
        """Send a message."""
        if message["type"] == "http.response.start":
            await self._send({**message, "headers": self._started(message)})
            return
        if self._body is not None:
            self._body += message.get("body", b"")
            if len(self._body) > MOST_OF_ONE:
                self._body = None
            elif not message.get("more_body", False):
                await self._keep(self._headers, bytes(self._body))  # before a reader who has all may go
        await self._send(message)

    def _started(self, message: Message) -> Headers:
        """Return the headers of an answer, with those that tell caches what it is."""
        headers = [(name.lower(), value) for name, value in message.get("headers", ())]
        said = dict(headers)
        if message["status"] != 200 or b"set-cookie" in said or b"private" in said.get(b"cache-control", b""):
            return [*headers, _status(b"fwd=bypass")]
        self._headers = [*_without(headers, *_OURS), (b"etag", self._tag), _SHARED, _VARY]
        self._body = bytearray()
        return [*self._headers, _status(b"fwd=uri-miss")]


async def _answer(scope: Scope, kept: Kept, send: Send) -> None:
    """Send an answer that was kept, packed to who can unpack it."""
    packed = bool(_TAKES_GZIP.search(_header(scope, b"accept-encoding")))
    body = kept.packed if packed else gzip.decompress(kept.packed)
    encoding = [(b"content-encoding", b"gzip")] if packed else []
    length = (b"content-length", str(len(body)).encode())
    headers = [*_without(kept.headers, b"content-length"), *encoding, length, _status(b"hit")]
    await _send(send, 200, headers, b"" if scope["method"] == "HEAD" else body)


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _is_own(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether a request may be somebody's whom the site knows: a token, a cookie beside that of forms."""
    for name, value in headers:
        if name == b"authorization":
            return True
        if name == b"cookie" and any(
            each.partition(b"=")[0].strip() not in (_CSRF_COOKIE, b"") for each in value.split(b";")
        ):
            return True
    return False


def without_cookies(scope: Scope) -> Scope:
    """Return a request as one that nobody's cookies came with."""
    return {**scope, "headers": _without(scope["headers"], b"cookie")}


def _header(scope: Scope, wanted: bytes) -> bytes:
    """Return what a request says under a name, all of it; "" where it says nothing."""
    return b",".join(value for name, value in scope["headers"] if name == wanted)


def _without(headers: Iterable[tuple[bytes, bytes]], *names: bytes) -> Headers:
    return [pair for pair in headers if pair[0] not in names]


def _status(what: bytes) -> tuple[bytes, bytes]:
    """Return the header that tells whether an answer was kept, as RFC 9211 has it."""
    return b"cache-status", b"fatiao; " + what
