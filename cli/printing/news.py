"""What is new, changed and gone: for people, for programs, for feed readers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from ...ingest.crawl.report import SiteReport
from ...store.news import Change, News, as_json

_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 200
"""Entries that a feed keeps."""
_KINDS = {"new": "新增", "changed": "修改", "gone": "已从网站消失"}
_LABELS = 20
"""Parameters that are listed of a document."""


def as_text(found: News, crawls: Sequence[SiteReport]) -> str:
    """Return a report to read."""
    lines = [f"{_now()}  {', '.join(crawl.site for crawl in crawls)}"]
    for kind in _KINDS:
        changes: tuple[Change, ...] = getattr(found, kind)
        lines.append(f"{kind}: {len(changes):,} documents, {sum(map(_size, changes)):,} parameters")
        for change in changes:
            lines += [f"  {change.document.title}  {change.document.url}", *(f"    {line}" for line in _lines(change))]
    return "\n".join(lines) + "\n"


def as_json_text(found: News, crawls: Sequence[SiteReport]) -> str:
    """Return a report for programs."""
    sites = [
        {
            **{"site": crawl.site, "requests": crawl.requests, "counts": dict(crawl.counts), "left": crawl.left},
            **{"stopped": crawl.stopped or None, "problems": [str(problem) for problem in crawl.problems]},
        }
        for crawl in crawls
    ]
    return json.dumps({"at": _now(), **as_json(found), "sites": sites}, ensure_ascii=False, indent=1) + "\n"


def as_atom(found: News, earlier: Path | None) -> str:
    """Return a feed with an entry for each document, before those that the file `earlier` has."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    now = _now()
    _add(feed, "id", "urn:fatiao:news")
    _add(feed, "title", "法规更新")
    _add(feed, "updated", now)
    _add(_add(feed, "author"), "name", "fatiao")
    for kind in _KINDS:
        for change in getattr(found, kind):
            feed.append(_entry(kind, change, now))
    for entry in _entries(earlier):
        if len(feed) < _ENTRIES + 4:
            feed.append(entry)
    return str(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True).decode())


def _entry(kind: str, change: Change, now: str) -> Any:
    entry = etree.Element(f"{{{_ATOM}}}entry")
    document = change.document
    _add(entry, "id", f"urn:fatiao:{kind}:{document.id}:{now}")
    _add(entry, "title", f"{_KINDS[kind]}：{document.title}")
    _add(entry, "updated", now)
    _add(entry, "category").set("term", kind)
    if "://" in document.url:
        _add(entry, "link").set("href", document.url)
    _add(entry, "content", "\n".join(_lines(change))).set("type", "text")
    return entry


def _entries(path: Path | None) -> list[Any]:
    """Return the entries of a feed that is there; what is no feed is written over."""
    if path is None or not os.path.exists(path):
        return []
    try:
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except etree.XMLSyntaxError:
        return []
    return list(root.findall(f"{{{_ATOM}}}entry"))


def _add(parent: Any, name: str, text: str = "") -> Any:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = "".join(c for c in text if c in "\t\n" or c.isprintable()) or None
    return element


def _lines(change: Change) -> Iterator[str]:
    """Yield what is told of a document: where it comes from, and its parameters."""
    if change.before:
        yield f"before: {change.before.id}"
    if change.gone_at:
        yield f"gone since {change.gone_at}"
    told = [
        *(f"{before} → {after}" for before, after in change.changed),
        *(f"+ {label}" for label in change.added),
        *(f"- {label}" for label in change.removed),
    ]
    yield from told[:_LABELS]
    if len(told) > _LABELS:
        yield f"… {len(told) - _LABELS:,} more"


def _size(change: Change) -> int:
    return len(change.added) + len(change.removed) + len(change.changed)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
