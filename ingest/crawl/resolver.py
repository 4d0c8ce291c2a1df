"""Names of hosts to addresses for Twisted, which connects to what it is given and to nothing else.

Every connection passes here, those to addresses written out (`http://2130706433/`) too.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from twisted.internet.threads import deferToThread
from zope.interface import implementer

from .guard import Guard

Lookup = Callable[[str, int], list[Any]]

GUARD = Guard()
"""What may be connected to; `fetch.py` puts a person's allowances in its place."""


def addresses_of(host: str, port: int) -> list[Any]:
    """Return what the system knows of a host, as `socket.getaddrinfo` does."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Do nothing: what is asked of the system cannot be taken back."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Gives the addresses of a host if all of them may be connected to, and else none."""

    def __init__(self, reactor: Any, guard: Guard | None = None, lookup: Lookup = addresses_of) -> None:
        """Take the reactor, the guard, by default `GUARD`, and what knows addresses."""
        self._reactor, self._guard, self._lookup = reactor, guard or GUARD, lookup

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Return the resolver of a crawl."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Make it the one that all connections of the reactor ask."""
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[Any] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Tell the receiver the addresses of a host."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def tell(found: list[Any]) -> None:
            if self._guard.may_connect(hostName, [entry[4][0] for entry in found]):
                for family, _, _, _, place in found:
                    kind = IPv6Address if family == socket.AF_INET6 else IPv4Address
                    resolutionReceiver.addressResolved(kind("TCP", place[0], portNumber))
            resolutionReceiver.resolutionComplete()

        asked = deferToThread(self._lookup, hostName, portNumber)
        asked.addCallbacks(tell, lambda _: resolutionReceiver.resolutionComplete())
        return resolution
