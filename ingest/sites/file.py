"""A site file: where a crawl begins, how far it may go, how fast, and what it takes out of each page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..charsets import codec_of
from ..errors import IngestError
from .addresses import host_of, normal
from .labels import LABELS
from .rules import Rules
from .told import SEE, Told

SHIPPED = files(__package__) / "shipped"
"""The folder of the site files that come with fatiao: selectors of kinds of sites, for `like`."""
_SELECT = ("list", "next", "detail", "title", "body", "drop", "attachments")
_TABLES = ("select", "metadata")
_NUMBERS: Mapping[str, tuple[float, float, float]] = {
    "delay": (3.0, 0.0, 86_400.0),
    "timeout": (60.0, 0.1, 3600.0),
    "max_bytes": (50e6, 1.0, 1e9),
    "max_pages": (10_000.0, 1.0, 1e7),
    "retries": (3.0, 0.0, 20.0),
    "revisit_days": (0.0, 0.0, 3650.0),
}
"""Numbers that a file may give: what holds if it does not, the least and the most."""
_KEYS = ("name", "like", "contact", "start", "domains", "terms", "encoding", "render", "verify", *_NUMBERS, *_TABLES)
_RANGE = re.compile(r"\{(\d{1,6})-(\d{1,6})\}")
_MOST_PAGES = 5000
_NAME = re.compile(r"\w[\w.-]{0,79}")
_HOST = re.compile(r"[\w.\-:]+")
_CONTACT = re.compile(r"(?:mailto:)?[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>()]+|https?://[^\s<>()]+")
_MADE_UP = re.compile(r"example\.(?:com|org|net)\b|\.example\b|@localhost\b|\byour\.domain\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """A site as its file tells it.

    `path` is the file. `listing`, `following`, `detail` and `attachments` are selectors of links: to further lists, to
    the next page of a list, to the pages that are wanted, to files that belong to one. `delay` and `timeout` are in
    seconds; `verify` tells whether a certificate must be one that can be trusted.
    """

    path: str
    name: str
    contact: str
    start: tuple[str, ...]
    domains: tuple[str, ...]
    rules: Rules
    listing: tuple[str, ...]
    following: tuple[str, ...]
    detail: tuple[str, ...]
    attachments: tuple[str, ...]
    terms: str
    render: str
    delay: float
    timeout: float
    max_bytes: int
    max_pages: int
    retries: int
    revisit_days: float
    verify: bool

    def allows(self, host: str) -> bool:
        """Tell whether a host is one of the site's domains, or below one."""
        host = host.lower().rstrip(".")
        return any(host == domain or host.endswith(f".{domain}") for domain in self.domains)


def read_site(path: str | Path, is_check: bool = False) -> Site:
    """Return the site that a file tells, or the one shipped under that name.

    With `is_check`, it need not say where the site is, nor who crawls it.

    Raises:
        IngestError: it is no such file; the message names the key and the way out.
    """
    told = Told(str(path), _merged(str(path), _toml(path)))
    told.check_keys(_KEYS)
    select = told.table("select", _SELECT)
    start = tuple(address for one in told.strings("start") for address in _spread(told, one))
    site = Site(
        str(path),
        told.word("name") or Path(str(path)).stem,
        told.word("contact"),
        start,
        tuple(map(_domain, told.strings("domains"))) or tuple(sorted({host_of(normal(one)) for one in start} - {""})),
        _rules(told, select),
        select.selectors("list"),
        select.selectors("next"),
        select.selectors("detail"),
        select.selectors("attachments"),
        told.word("terms"),
        told.word("render") or "http",
        told.number("delay", *_NUMBERS["delay"]),
        told.number("timeout", *_NUMBERS["timeout"]),
        int(told.number("max_bytes", *_NUMBERS["max_bytes"])),
        int(told.number("max_pages", *_NUMBERS["max_pages"])),
        int(told.number("retries", *_NUMBERS["retries"])),
        told.number("revisit_days", *_NUMBERS["revisit_days"]),
        told.flag("verify", True),
    )
    _check(told, site, is_check)
    return site


def _domain(told: str) -> str:
    """Return a domain as addresses have it: in small letters, and as ASCII where it is not."""
    domain = told.lower()
    return domain if domain.isascii() or not _HOST.fullmatch(domain) else host_of(normal(f"http://{domain}/")) or domain


def shipped() -> list[str]:
    """Return the names of the site files that come with fatiao."""
    return sorted(entry.name.removesuffix(".toml") for entry in SHIPPED.iterdir() if entry.name.endswith(".toml"))


def _toml(path: str | Path) -> dict[str, Any]:
    place = SHIPPED / f"{path}.toml" if str(path) in shipped() else Path(path)
    try:
        return tomllib.loads(place.read_text(encoding="utf-8-sig"))
    except OSError as error:
        remedy = f"name one, or one of {', '.join(shipped())}"
        raise IngestError(str(path), f"there is no such site file ({error.strerror})", remedy) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise IngestError(str(path), f"this is no TOML ({error})", SEE) from error


def _merged(path: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return a file with what it does not say taken from the one that it is `like`."""
    like = told.get("like")
    if like is None:
        return told
    if like not in shipped():
        raise IngestError(path, f"there is no shipped site file {like!r}", f"there are {', '.join(shipped())}")
    model = _toml(str(like))
    tables = {key: _over(model.get(key, {}), told.get(key, {})) for key in _TABLES}
    return {**model, **told, **tables}


def _spread(told: Told, address: str) -> list[str]:
    """Return the addresses that one with a range stands for: of `index_{1-3}.html` three."""
    found = _RANGE.search(address)
    if not found:
        return [address]
    first, last = int(found[1]), int(found[2])
    if not 0 <= last - first < _MOST_PAGES:
        raise told.wrong(f"its start {address} has the range {found[0]}", "give a range such as {1-20}")
    return [f"{address[: found.start()]}{number}{address[found.end() :]}" for number in range(first, last + 1)]


def _over(model: Mapping[str, Any], own: object) -> object:
    """Return a table of the model with what the file's own says; what is no table is for `Told` to refuse."""
    return {**model, **own} if isinstance(own, dict) else own


def _rules(told: Told, select: Told) -> Rules:
    metadata = told.table("metadata", ("rows", "labels"))
    labels = metadata.table("labels").values
    for label, meaning in labels.items():
        if meaning not in LABELS:
            raise told.wrong(f"the label {label} means {meaning!r}", f"it may mean {', '.join(LABELS)}")
    encoding = told.word("encoding")
    codec = codec_of(encoding) if encoding else ""
    if codec is None:
        raise told.wrong(f"there is no encoding {encoding}", "name one such as gb18030 or utf-8")
    return Rules(
        select.selectors("title"),
        select.selectors("body"),
        select.selectors("drop"),
        metadata.selectors("rows"),
        tuple(sorted(labels.items())),
        codec,
    )


def _check(told: Told, site: Site, is_check: bool) -> None:
    if site.render not in ("http", "js"):
        raise told.wrong(f"render is {site.render!r}", "it may be http or js")
    if not _NAME.fullmatch(site.name):
        raise told.wrong(
            f"its name is {site.name!r}", "name it with letters, digits, - and _: its folder has that name"
        )
    if is_check:
        return
    if not site.contact:
        raise told.wrong("it names no contact", 'say whom a site can write to: contact = "mailto:you@your.domain"')
    if not site.contact.isascii() or not _CONTACT.fullmatch(site.contact) or _MADE_UP.search(site.contact):
        raise told.wrong(f"its contact is {site.contact!r}", "give a mail address or a web page of your own")
    if not site.start:
        raise told.wrong("it has no start", 'write start = ["https://…"]')
    for domain in site.domains:
        if not _HOST.fullmatch(domain):
            raise told.wrong(f"its domain is {domain!r}", "write the name of a host, without https://")
    for address in site.start:
        if not normal(address):
            raise told.wrong(f"its start {address} is no address of the web", "begin it with https://")
        if not site.allows(host_of(normal(address))):
            raise told.wrong(f"its start {address} is in none of its domains", "add its host to domains")
    if not site.detail:
        raise told.wrong("it has no selector of the pages that are wanted", f'write [select] detail = "…"; {SEE}')
