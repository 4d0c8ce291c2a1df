"""What an answer means: what becomes of its address, what is kept of it, where it leads. A function, without I/O."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ..errors import IngestError
from ..sites.addresses import host_of, leads_to, normal
from ..sites.file import Site
from ..sites.headers import ATTACHMENT, DETAIL, LIST
from ..sites.page import is_page, links, take
from .frontier import Address
from .snapshots import NOT_MODIFIED, UNCHANGED, Answer

HOPS = 5
"""Redirects that are followed in a row."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
NEW, CHANGED, SAME, COPY, VANISHED, MOVED = "new", "changed", "unchanged", "copies", "gone", "moved"
LISTED, ABSENT, FAILED, RETRY, REFUSED = "lists", "absent", "failed", "to try again", "refused"


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a page leads to, as what, and over how many redirects."""

    url: str
    role: str
    hops: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer means. `what` it is, in a report; the `state` of its address, the `digest` of its text.

    `is_kept` tells whether a record is kept of it, as a revisit if there is a `profile`. `links` are to be asked for,
    and `following` too, if `links` had any that this round did not know. `problem` and `remedy` say what is wrong.
    """

    what: str
    state: str
    digest: str | None = None
    is_kept: bool = True
    profile: str = ""
    links: tuple[Link, ...] = ()
    following: tuple[Link, ...] = ()
    offsite: int = 0
    problem: str = ""
    remedy: str = ""


def outcome_of(site: Site, address: Address, answer: Answer) -> Outcome:
    """Return what the answer to a request for an address means."""
    if answer.status == 304:
        return Outcome(SAME, "done", address.digest, profile=NOT_MODIFIED)
    if answer.status in _MOVED:
        return _redirect(site, address, answer)
    if answer.status in _GONE:
        return Outcome(VANISHED if address.digest and address.role != LIST else ABSENT, "gone", address.digest)
    if answer.status in _AGAIN:
        return Outcome(RETRY, "queued", is_kept=False, problem=f"the site answers {answer.status}")
    if answer.status not in (200, 203):
        remedy = (
            "ask the site's people whether you may read it" if answer.status in (401, 403) else "open it in a browser"
        )
        return _failed(f"the site answers {answer.status}", remedy)
    try:
        raw = answer.content(site.max_bytes)
        if len(raw) > site.max_bytes:
            return _failed(f"it has more than {site.max_bytes:,} bytes", "allow more with max_bytes, if it is a page")
        return _list(site, address, answer, raw) if address.role == LIST else _page(site, address, answer, raw)
    except IngestError as error:
        return _failed(error.problem, error.remedy)
    except Exception as error:  # a page that nobody thought of must not end the crawl of all others, now and ever after
        why = str(error).partition("\n")[0]
        return _failed(f"it cannot be read ({type(error).__name__}: {why})", "leave it out, and report it")


def _failed(problem: str, remedy: str) -> Outcome:
    return Outcome(FAILED, "failed", is_kept=False, problem=problem, remedy=remedy)


CIRCLE = _failed("it redirects in a circle", "open it in a browser")
"""What a redirect means that leads back to where it came from."""


def _redirect(site: Site, address: Address, answer: Answer) -> Outcome:
    """Return where a redirect leads, if it is one that may be followed."""
    told = answer.header("Location")
    url = normal(leads_to(answer.url, told))
    if not url:
        return _failed(f"it redirects to {told or 'nowhere'}, which is no address of the web", "leave it out")
    if not site.allows(host_of(url)):
        return _failed(f"it redirects to {url}, on another domain", "add its host to domains, if it is the site's")
    if url == address.url:
        return CIRCLE
    if address.hops >= HOPS:
        return _failed(f"it redirects more than {HOPS} times", "open it in a browser")
    return Outcome(MOVED, "moved", address.digest, links=(Link(url, address.role, address.hops + 1),))


def _list(site: Site, address: Address, answer: Answer, raw: bytes) -> Outcome:
    digest = hashlib.sha256(raw).hexdigest()
    found: list[Link] = []
    sent, offsite = answer.header("Content-Type"), 0
    for selectors, role in ((site.listing, LIST), (site.detail, DETAIL), (site.following, LIST)):
        there, away = _allowed(site, answer.url, links(raw, answer.url, sent, site.rules, selectors), role)
        offsite += away
        if selectors is site.following:
            following = tuple(there)
        else:
            found += there
    profile = UNCHANGED if digest == address.digest else ""
    return Outcome(LISTED, "done", digest, True, profile, tuple(found), following, offsite)


def _page(site: Site, address: Address, answer: Answer, raw: bytes) -> Outcome:
    sent = answer.header("Content-Type")
    found: list[Link] = []
    offsite = 0
    digest = _digest(site, address, answer, raw)
    if address.role != ATTACHMENT and is_page(sent, raw):
        found, offsite = _allowed(
            site, answer.url, links(raw, answer.url, sent, site.rules, site.attachments), ATTACHMENT
        )
    same = digest == address.digest
    what = SAME if same else CHANGED if address.digest else NEW
    return Outcome(what, "done", digest, True, UNCHANGED if same else "", tuple(found), (), offsite)


def digest_of(site: Site, address: Address, answer: Answer) -> str:
    """Return the hash of what a page or an attachment says; raises `IngestError` if that cannot be read."""
    return _digest(site, address, answer, answer.content(site.max_bytes))


def _digest(site: Site, address: Address, answer: Answer, raw: bytes) -> str:
    sent = answer.header("Content-Type")
    if address.role == ATTACHMENT or not is_page(sent, raw):
        return hashlib.sha256(raw).hexdigest()
    return take(raw, answer.url, sent, site.rules).digest


def _allowed(site: Site, base: str, found: list[str], role: str) -> tuple[list[Link], int]:
    """Return the links that may be followed, and the number of those that lead off the site."""
    urls = [normal(url, site.rules.encoding or "utf-8") for url in found]
    kept = [Link(url, role) for url in dict.fromkeys(urls) if url and url != base and site.allows(host_of(url))]
    return kept, sum(1 for url in urls if not url or not site.allows(host_of(url)))
