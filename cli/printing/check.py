"""What a site file takes out of a saved page, for the person who writes the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...ingest import IngestError
from ...ingest.encoding import UndecodableError
from ...ingest.files import read_raw
from ...ingest.sites.addresses import host_of, normal
from ...ingest.sites.file import Site
from ...ingest.sites.page import decoded, links, take
from ...ingest.sites.selector import elements, page_of
from .say import say

_LINES, _SHOWN = 40, 10


def print_check(site: Site, page: Path, url: str) -> None:
    """Print title, metadata and body of a page, the links on it, and how often each selector finds something.

    Raises:
        IngestError: the page cannot be read.
    """
    raw = read_raw(page)
    base = url or (site.start[0] if site.start else "http://localhost/")
    _print_counts(site, raw, str(page))
    for label, selectors in (
        ("list", site.listing),
        ("next", site.following),
        ("detail", site.detail),
        ("attachments", site.attachments),
    ):
        _print_links(label, site, links(raw, base, "", site.rules, selectors))
    try:
        taken = take(raw, str(page), "", site.rules)
    except IngestError as error:
        say(f"body: {error.problem}", err=False)
        return
    say(f"encoding: {taken.encoding}", err=False)
    say(f"title: {taken.title or 'not found'}", err=False)
    for name, value in taken.metadata.items():
        say(f"metadata: {name} = {value}", err=False)
    lines = taken.text.splitlines()
    say(f"text: {len(taken.text):,} characters, {len(lines):,} lines, hash {taken.digest[:12]}", err=False)
    for line in lines[:_LINES]:
        say(f"  {line}", err=False)
    if len(lines) > _LINES:
        say(f"  … {len(lines) - _LINES:,} lines more", err=False)


def _print_counts(site: Site, raw: bytes, page: str) -> None:
    try:
        root = page_of(decoded(raw, "", site.rules).text)
    except UndecodableError as error:
        raise IngestError(page, str(error), "name the site's encoding in its file") from error
    rules = site.rules
    for label, selectors in (
        ("list", site.listing),
        ("next", site.following),
        ("detail", site.detail),
        ("attachments", site.attachments),
        ("title", rules.title),
        ("body", rules.body),
        ("drop", rules.drop),
        ("metadata.rows", rules.metadata),
    ):
        found = [(selector, len(elements(root, [selector]))) for selector in selectors]
        for selector, count in found:
            if count:
                say(f"selector: {label} {selector!r} finds {count:,}", err=False)
        if selectors and not any(count for _, count in found):
            say(f"selector: {label} finds nothing", err=False)


def _print_links(label: str, site: Site, found: Sequence[str]) -> None:
    for address in found[:_SHOWN]:
        url = normal(address, site.rules.encoding or "utf-8")
        away = "" if url and (not site.domains or site.allows(host_of(url))) else " (not followed: off the site)"
        say(f"{label}: {url or address}{away}", err=False)
    if len(found) > _SHOWN:
        say(f"{label}: and {len(found) - _SHOWN:,} more", err=False)
