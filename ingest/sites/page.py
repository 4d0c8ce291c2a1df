"""What a rule takes out of one page: its title, body and metadata, and the addresses it leads to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ...text.fold import fold
from ...text.source import Flag
from ..encoding import Decoded, UndecodableError, decode
from ..errors import IngestError
from ..html import html_text
from ..records.source import headed
from .addresses import leads_to
from .labels import told_by
from .rules import Rules
from .selector import drop, elements, first, markup_of, page_of

_SPACE = re.compile(r"\s+")
_SAYS_NOTHING = frozenset({"", "iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"})
"""Encodings that servers name where nobody told them one; no Chinese page is in them."""
_ASCII = "".join(map(chr, range(128)))
NO_BODY = "its body is not found by the site file's selector"
MEND = "see what it takes: fatiao crawl --check SITE.toml PAGE.html"
INSTALL = "install what finds it (pip install 'fatiao[crawl]'), or give the site file a selector of the body"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out of a page: `text` is title and metadata, if the body does not say them, and the body."""

    title: str
    body: str
    metadata: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    flags: tuple[Flag, ...] = ()

    @property
    def text(self) -> str:
        """The page as a source has it."""
        told = {"title": self.title, **{name: value for name, value in self.metadata.items() if name != "title"}}
        return headed(self.body, told)

    @property
    def digest(self) -> str:
        """The hash of the text, whatever its white space and the width of its characters."""
        return hashlib.sha256(_SPACE.sub("", fold(self.text)).encode("utf-8", "surrogatepass")).hexdigest()


def decoded(raw: bytes, sent: str, rules: Rules) -> Decoded:
    """Return the text of a page: by the site file's encoding, else by what is sent with it and what it says itself.

    Raises:
        UndecodableError: it is text in no encoding.
    """
    if rules.encoding:
        return Decoded(raw.decode(rules.encoding, "replace"), rules.encoding)
    named = sent.partition("charset=")[2].strip(" \"'").lower()
    return decode(raw, named if named not in _SAYS_NOTHING else None)


def is_page(sent: str, raw: bytes) -> bool:
    """Tell whether an answer is an HTML page: by what is sent with it, or, if nothing is, by how it begins."""
    kind = sent.partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or (not kind and raw.lstrip()[:1] == b"<")


def take(raw: bytes, uri: str, sent: str, rules: Rules) -> Taken:
    """Return what rules take out of a page that was sent as the media type `sent`.

    Raises:
        IngestError: it is no text, or its body is not there.
    """
    try:
        page = decoded(raw, sent, rules)
    except UndecodableError as error:
        raise IngestError(uri, str(error), "name the site's encoding in its file") from error
    root = page_of(page.text)
    metadata = told_by(_lines(first(root, rules.metadata)), rules.labels)
    title = _title(root, rules) or metadata.get("title", "")
    drop(elements(root, rules.drop))
    body = _body(root, page.text, uri, rules)
    if not body.strip():
        raise IngestError(uri, NO_BODY, MEND)
    return Taken(title, body, metadata, page.encoding, page.flags)


def _title(root: Any, rules: Rules) -> str:
    for element in first(root, rules.title) or root.xpath("//title"):
        if title := " ".join(html_text(f"<p>{_inner(element)}</p>").split("\n")).strip():
            return title
    return ""


def _inner(element: Any) -> str:
    """Return what stands in an element, so that one of the head is shown too."""
    text = markup_of(element)
    return text.partition(">")[2].rpartition("<")[0]


def _body(root: Any, markup: str, uri: str, rules: Rules) -> str:
    if rules.body:
        return "".join(html_text(markup_of(element)) for element in first(root, rules.body))
    try:
        from trafilatura import extract
    except ImportError as error:
        raise IngestError(uri, "its site file has no selector of the body", INSTALL) from error
    found = extract(markup_of(root) if rules.drop else markup, output_format="txt", include_comments=False)
    return f"{found}\n" if found else ""


def _lines(found: Sequence[Any]) -> Iterator[str]:
    for element in found:
        whole = markup_of(element)
        if element.tag in ("tr", "td", "th"):
            whole = f"<table>{whole}</table>"
        yield from html_text(whole).splitlines()


def links(raw: bytes, base: str, sent: str, rules: Rules, selectors: Sequence[str]) -> list[str]:
    """Return the addresses that elements lead to, or links in them, absolute, in order, each once."""
    if not selectors:
        return []
    try:
        page = decoded(raw, sent, rules)
    except UndecodableError:
        return []
    root = page_of(page.text)
    own = root.xpath("string(//base/@href)")
    base = _joined(base, str(own), page.encoding) or base
    found = (address for element in elements(root, selectors) for address in _addresses(element))
    return list(dict.fromkeys(link for address in found if (link := _joined(base, address, page.encoding))))


def _addresses(element: Any) -> Iterator[str]:
    """Yield where an element leads: its own address, or those of the links in it."""
    for name in ("href", "src", "data-href", "value"):
        if value := element.get(name):
            yield value
            return
    yield from (str(value) for value in element.xpath(".//a/@href"))


def _joined(base: str, address: str, encoding: str) -> str:
    """Return an address as absolute, without its fragment, its query in the page's encoding; empty where it is none."""
    whole = leads_to(base, "".join(address.split("\n")).strip()).partition("#")[0]
    place, mark, query = whole.partition("?")
    return place + mark + quote(query, safe=_ASCII, encoding=encoding, errors="replace")
