"""What a form or a program sends: read up to a limit, and told apart from what another site makes a browser send."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import Base400

MOST_BYTES = 1_000_000
"""Of a form or a program's JSON: ten thousand decisions have fewer."""

_MOST_FIELDS = 20_000
_TOKEN = "csrftoken"
_OTHER_SITES = ("cross-site", "same-site")


class BadRequestError(Base400):  # type: ignore[misc]  # Datasette has no types
    """What was sent cannot be read; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form in their order, a name as often as it was sent."""

    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """Return the first value of a field, "" where it was not sent."""
        return next((value for key, value in self.fields if key == name), "")

    def all(self, name: str) -> list[str]:
        """Return every value of a field."""
        return [value for key, value in self.fields if key == name]

    def number(self, name: str) -> int | None:
        """Return a field that is a whole number, None where it is none."""
        value = self.get(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 12 else None

    def kept(self) -> Iterator[tuple[str, str]]:
        """Yield what has to be sent again to say the same."""
        return ((name, value) for name, value in self.fields if name != _TOKEN)

    def encoded(self) -> str:
        """Return what has to be sent again to say the same, as one string."""
        return urlencode(list(self.kept()))


def decoded(text: str) -> Form:
    """Return the form that `encoded` or a browser has made a string of.

    Raises:
        BadRequestError: there are more fields than any of our forms has.
    """
    try:
        return Form(tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)))
    except ValueError as error:
        raise BadRequestError("填写的栏目太多。") from error


async def body_of(request: Any) -> str:
    """Return what was sent as text.

    Raises:
        BadRequestError: it is too long, or no UTF-8.
    """
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":  # whoever sent it has gone
            raise BadRequestError("请求没有发完。")
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise BadRequestError("发来的内容太长。")
        more = message.get("more_body", False)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError("发来的内容不是 UTF-8。") from error


def is_from_our_page(request: Any, form: Form) -> bool:
    """Tell whether a form was filled in on a page that this site gave to this browser.

    Its token must be the one in the browser's cookie, which Datasette has signed; a browser without that cookie has
    seen no page of ours with a form. A site beside ours (`b.example.cn` beside `a.example.cn`) can give the browser a
    cookie of its own choice; the browser tells, over HTTPS, that the form is from there.
    """
    if request.headers.get("sec-fetch-site", "same-origin") in _OTHER_SITES:
        return False
    sent = request.headers.get(f"x-{_TOKEN}") or form.get(_TOKEN)
    expected: str = request.scope[_TOKEN]()
    return hmac.compare_digest(sent.encode("utf-8", "surrogatepass"), expected.encode())
