"""Connections of which nobody can keep many, or one for long without asking or reading."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Collection
from typing import Any
from urllib.parse import quote

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_OF_ADDRESS = 100
"""Connections of one address; a browser opens six, and a household or an office shares one."""

HEAD_SECONDS, BODY_SECONDS, STALLED_SECONDS = 10.0, 60.0, 30.0
"""How long a request's head may take, with its body, and how long an answer may lie unread."""

_EVERY = 5.0
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class GuardedProtocol(H11Protocol):
    """HTTP over a connection that is closed when it is idle.

    It sends at once what there is to send: the sockets of several workers wait otherwise until the reader has confirmed
    an answer's head before they send its text, and readers take 40 ms to confirm: asyncio sees to it for sockets of its
    own only.
    """

    def __init__(self, *arguments: Any, proxies: Collection[str] = (), **more: Any) -> None:
        """Count the connections of no address in `proxies`, through which everybody comes."""
        super().__init__(*arguments, **more)
        self._proxies = proxies
        self._check: asyncio.TimerHandle | None = None
        self._waiting_since = self._read_since = self.loop.time()
        self._unsent = 0
        self._is_addressed = False

    def data_received(self, data: bytes) -> None:
        """Take what a reader sends; letters of the address that are not encoded are, as browsers do it."""
        if not self._is_addressed:
            line, end, rest = data.partition(b"\r\n")
            self._is_addressed = bool(end)
            data = _NOT_ASCII.sub(lambda byte: quote(byte[0]).encode(), line) + end + rest
        super().data_received(data)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Set up a connection, or drop it where its address has too many."""
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)
        if self._has_too_many():
            transport.abort()
            return
        self._check = self.loop.call_later(_EVERY, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        if self._check:
            self._check.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._waiting_since = self.loop.time()
        self._is_addressed = False
        super().on_response_complete()

    def _has_too_many(self) -> bool:
        host = self.client[0] if self.client else None
        if host is None or host in self._proxies:
            return False
        clients = (other.client for other in self.connections if isinstance(other, H11Protocol))
        return sum(client[0] == host for client in clients if client) > MOST_OF_ADDRESS

    def _look(self) -> None:
        """Drop the connection where its reader keeps it waiting, or look again later."""
        now = self.loop.time()
        unsent = self.transport.get_write_buffer_size()
        if unsent == 0 or unsent != self._unsent:
            self._unsent, self._read_since = unsent, now
        asks = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        most = HEAD_SECONDS if self.conn.their_state is h11.IDLE else BODY_SECONDS
        if (asks and now - self._waiting_since > most) or now - self._read_since > STALLED_SECONDS:
            self.transport.abort()
        else:
            self._check = self.loop.call_later(_EVERY, self._look)
