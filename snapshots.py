"""What is known of pages from the web beside their text: rows of the table `snapshots`, from WARC files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .ingest import Look, Member

_GONE = (404, 410)
Row = dict[str, object]


class Looks:
    """What sites answered each time they were looked at, as far as rows tell of it.

    A site that is looked at every day is looked at millions of times, so of an address that was there only the last
    time is kept.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._there: dict[str, str] = {}
        self._absent: defaultdict[str, list[str]] = defaultdict(list)
        self._status: dict[tuple[str, str], int] = {}

    def add(self, looks: Iterable[Look]) -> None:
        """Add answers, in any order."""
        for url, at, status in looks:
            if status in _GONE:
                self._absent[url].append(at)
            elif status < 400:
                self._there[url] = max(at, self._there.get(url, ""))
                if 200 < status < 300:
                    self._status[url, at] = status

    def gone_at(self, url: str) -> str | None:
        """Return when a page was first found to be gone, None if it was there when it was last looked at."""
        return min((at for at in self._absent.get(url, ()) if at > self._there.get(url, "")), default=None)

    def status(self, url: str, at: str) -> int:
        """Return with which status a page was answered that was kept."""
        return self._status.get((url, at), 200)


def snapshot_rows(members: Mapping[str, Member], looks: Looks) -> Iterator[Row]:
    """Yield a row for each page of the members that came from the web; a page is gone since it was first not there.

    `members` are by the address they are stored under, `looks` those that the same files have.
    """
    for uri, member in members.items():
        told = dict(member.told)
        if url := told.get("url"):
            yield {
                **{"uri": url, "retrieved_at": (at := told.get("retrieved_at"))},
                "http_status": looks.status(url, at or ""),
                **{"sha256": member.id, "warc": uri.rpartition("#")[0], "offset": member.at},
                **{"robots": told.get("robots"), "terms": told.get("terms"), "gone_at": looks.gone_at(url)},
            }
