"""SVG written as text: elements with escaped content, and the frame that tells a screen reader what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from html import escape

from markupsafe import Markup


def element(name: str, content: str = "", **attributes: object) -> str:
    """Return an element; `class_` gives `class`, `text_anchor` gives `text-anchor`; `content` is markup already."""
    names = {key: key.rstrip("_").replace("_", "-") for key in attributes}
    written = "".join(f' {names[key]}="{escape(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float | str, y: float, words: str, anchor: str = "start", class_: str | None = None) -> str:
    """Return a line of text."""
    return element("text", escape(words), x=x, y=y, text_anchor=anchor, class_=class_)


def line(x1: float | str, y1: float | str, x2: float | str, y2: float | str, class_: str) -> str:
    """Return a line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def linked(href: str | None, description: str, shapes: str) -> str:
    """Return shapes that say what they are when pointed at, and lead to an address, if there is one."""
    inside = element("title", escape(description)) + shapes
    return element("a", inside, href=href, aria_label=description) if href else element("g", inside)


def drawing(width: float, height: float, title: str, description: str, parts: Iterable[str], links: bool) -> Markup:
    """Return a drawing with its title and description; with `links` in it it is a group, else an image."""
    body = "".join(parts)
    key = _key(title, body)
    head = element("title", escape(title), id=f"t{key}") + element("desc", escape(description), id=f"d{key}")
    labelled = f'role="{"group" if links else "img"}" aria-labelledby="t{key}" aria-describedby="d{key}"'
    return Markup(f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" {labelled}>{head}{body}</svg>')


def named(tag: str, body: str, title: str, description: str, class_: str) -> Markup:
    """Return a group of drawings with its title and description, which are heard but not seen."""
    key = _key(title, body)
    head = element("span", escape(title), id=f"t{key}", class_="hidden")
    head += element("span", escape(description), id=f"d{key}", class_="hidden")
    labelled = {"aria_labelledby": f"t{key}", "aria_describedby": f"d{key}"}
    return Markup(element(tag, head + body, class_=class_, role="group", **labelled))


def _key(title: str, body: str) -> str:
    return sha256(f"{title}{body}".encode()).hexdigest()[:8]
