"""What a record of a kept page says of it beside what the site sent, in headers of its own."""

from __future__ import annotations

from urllib.parse import quote, unquote

ROLE, ROBOTS, TERMS, VIA = "X-Fatiao-Role", "X-Fatiao-Robots", "X-Fatiao-Terms", "X-Fatiao-Via"
"""Headers of a record: what it is to the site, what robots.txt said, the site's terms, the page it belongs to."""
LIST, DETAIL, ATTACHMENT = "list", "detail", "attachment"
"""What an address may be: a list of links, a page that is wanted, a file that belongs to one."""
_PLAIN = " !#$%&'()*+,-./:;<=>?@[]_~"


def written(value: str) -> str:
    """Return a value so that any program reads it: on one line, with what is not ASCII as in an address."""
    return quote(" ".join(value.split()), safe=_PLAIN)


def readable(value: str | None) -> str | None:
    """Return a value that `written` gave as it was."""
    return unquote(value) if value else None
