"""What another site file asks of what is known already: where pages lead, and what they say, is to be seen anew."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ..errors import IngestError
from ..sites.file import Site
from ..sites.headers import DETAIL
from .frontier import Frontier
from .outcome import digest_of
from .snapshots import answers


def adapt(site: Site, frontier: Frontier, folder: Path) -> None:
    """Bring a frontier in line with its site file, where that is another than when the site was last crawled.

    Without this, a list that answers 304 would never be read by its new selectors, what the old ones led to would
    stay queued, and a page would be taken for another version of itself because it is read otherwise.
    """
    links, rules = _key(site), site.rules.key
    old_links, old_rules = frontier.fact("links"), frontier.fact("rules")
    digests = _digests(site, frontier, folder) if old_rules not in (None, rules) else None
    with frontier.transaction():
        if old_links not in (None, links):
            frontier.forget_links()
        if digests is not None:
            frontier.keep_digests(digests)
        frontier.keep_fact("links", links)
        frontier.keep_fact("rules", rules)


def _key(site: Site) -> str:
    """Return what depends on all that decides where a crawl goes."""
    told = [site.start, site.domains, site.listing, site.following, site.detail, site.attachments, site.rules.encoding]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:12]


def _digests(site: Site, frontier: Frontier, folder: Path) -> dict[str, str]:
    """Return the hash of what each kept page says by the site's rules as they are now."""
    out: dict[str, str] = {}
    for path in sorted(folder.glob("*.warc.gz")):
        for answer, is_revisit, _ in answers(path, 0):
            address = frontier.address(answer.url)
            if is_revisit or answer.status != 200 or not address or address.role != DETAIL:
                continue
            out.pop(answer.url, None)
            try:
                out[answer.url] = digest_of(site, address, answer)
            except IngestError:
                continue  # it is asked for again, and what is wrong is told then
    return out
