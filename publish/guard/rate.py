"""How often each address may ask: a bucket of tokens for each, which fills again with time."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from .refusal import Refusal
from .wrapper import Answer, App, Scope, Send, Sending

BURST = 10
"""Seconds of its rate that an address may ask at once, and at least as many requests."""

_MOST_ADDRESSES = 10_000
_FREE = ("/-/fatiao/", "/-/static/", "/-/health")
"""Styles and scripts, of which a page asks for several and browsers keep them; and what watches the site."""


class Buckets:
    """The tokens of the addresses that asked last; one that was forgotten begins with a full bucket."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Give each address `rate` tokens a second."""
        self._rate = rate
        self._most = BURST * max(1.0, rate)
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> int:
        """Take a token; returns 0, or the seconds until there is one."""
        now = self._clock()
        tokens, then = self._held.pop(address, (self._most, now))
        tokens = min(self._most, tokens + (now - then) * self._rate)
        enough = tokens >= 1
        self._held[address] = (tokens - enough, now)
        if len(self._held) > _MOST_ADDRESSES:
            self._held.popitem(last=False)
        return 0 if enough else math.ceil((1 - tokens) / self._rate)


def bucket_of(host: str) -> str:
    """Return whose bucket it is: an address, of IPv6 its network of 64 bits, which one subscriber has."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def asked_by(scope: Scope) -> str:
    """Return whose bucket a request is counted in; "" where no address sent it, as in this process."""
    client = scope.get("client")
    return bucket_of(client[0]) if client else ""


class RateLimit:
    """An application around another one, that answers no address oftener than it may ask."""

    def __init__(self, app: App, rate: float, answer: Answer, headers: Mapping[str, str]) -> None:
        """Limit each address to `rate` requests a second; `answer` makes an answer of a refusal, with `headers`."""
        self._app = app
        self._buckets = Buckets(rate)
        self._answer = answer
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: object, send: Send) -> None:
        """Answer a request; one that no address sent is handed on."""
        address = asked_by(scope)
        if scope["type"] != "http" or not address or scope["path"].startswith(_FREE):
            await self._app(scope, receive, send)
            return
        seconds = self._buckets.take(address)
        if not seconds:
            await self._app(scope, receive, send)
            return
        response = await self._answer(scope, Refusal(f"请过 {seconds} 秒再试。", 429))
        response.headers["retry-after"] = str(seconds)
        await response.asgi_send(Sending(send, self._headers))
