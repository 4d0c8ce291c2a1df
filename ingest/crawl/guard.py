"""Which hosts may be connected to: none within the own network, whatever its name, unless a person names its addresses.

A page or a redirect may lead anywhere, and a name may mean another address each time it is asked. So the addresses are
looked at as the connection is made, and the connection goes to those very addresses (`resolver.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_TRANSLATED = ip_network("64:ff9b::/96")
_RESERVED = tuple(map(ip_network, ("192.88.99.0/24", "3fff::/20")))
"""Networks that are nobody's although Python 3.11 calls them global: of old relays, of examples."""


class Guard:
    """Tells whether addresses may be connected to; `allowed` are networks that may although they are not public."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        """Take addresses (127.0.0.1) and networks (10.1.0.0/16); raises `ValueError` if one is none."""
        self.allowed: tuple[Network, ...] = tuple(ip_network(one) for one in allowed)
        self.refused: dict[str, str] = {}

    def may_connect(self, host: str, addresses: Iterable[str]) -> bool:
        """Tell whether a host with these addresses may be connected to: all of them must be public or allowed.

        What is refused is kept in `refused`, by host, for the report.
        """
        for one in addresses:
            address = ip_address(one.partition("%")[0])
            if not self._is_allowed(address):
                self.refused[host] = one
                return False
        self.refused.pop(host, None)
        return True

    def _is_allowed(self, address: Address) -> bool:
        if any(address in network for network in self.allowed if network.version == address.version):
            return True
        return is_public(address) and all(is_public(inner) for inner in _inner(address))


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet."""
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    if any(address in network for network in _RESERVED if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_loopback)


def _inner(address: Address) -> list[Address]:
    """Return the addresses of IPv4 that one of IPv6 leads to."""
    if not isinstance(address, IPv6Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
