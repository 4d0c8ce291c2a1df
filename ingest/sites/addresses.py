"""Addresses of the web in one form each, so that a page is asked for once however a link to it is spelled."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
_KEPT = "%/:@!$&'()*+,;=~-._?[]|"
_LONGEST = 2000


def normal(url: str, encoding: str = "utf-8") -> str:
    """Return an address as it is asked for: without fragment, characters encoded as browsers do; empty if it is none.

    Only addresses of the web are some: no `file:`, `javascript:` or `mailto:`, and none with a password. What stands
    behind the `?` is encoded as the page is that the link stands on.
    """
    try:
        parts = urlsplit("".join(c for c in url.strip() if ord(c) > 31))
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
        if scheme not in _PORTS or not host or parts.username is not None:
            return ""
        host = host if ":" in host or host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
    place = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[scheme]:
        place += f":{port}"
    path = quote(parts.path or "/", safe=_KEPT)
    query = quote(parts.query, safe=_KEPT, encoding=encoding, errors="replace")
    found = urlunsplit((scheme, place, path, query, ""))
    return found if len(found) <= _LONGEST else ""


def leads_to(base: str, address: str) -> str:
    """Return the address that one on a page, or one that a redirect names, leads to; empty if it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """Return the host of an address, without its port."""
    return urlsplit(url).hostname or ""


def place_of(url: str) -> str:
    """Return the host of an address with its port, which is what a pace is kept for."""
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    """Return what a robots.txt speaks for: scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
