"""The frontier: every address of a site, and what became of it; in SQLite, so that it outlives a kill.

An address is `queued`, `taken` (asked for, not answered yet), `done`, `moved` (it leads elsewhere), `gone`, `failed`,
`refused`, or `off`: no link of the site, as its file has it now, until a page leads to it again. Addresses are asked
for in rounds: a crawl that ends early goes on with its round, one that ended begins another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import IngestError
from ..sites.headers import DETAIL, LIST

FILE = "frontier.db"
_TABLES = """
create table if not exists pages (
  id integer primary key, url text not null unique, role text not null, state text not null,
  via text, hops int not null, seen int not null, asked int not null, etag text, modified text, digest text, status int,
  tries int not null default 0, next_try real not null default 0, checked real, robots text, gone_at real,
  problem text, target text
);
create index if not exists pages_state on pages (state, next_try);
create index if not exists pages_digest on pages (digest);
create table if not exists robots (origin text primary key, fetched real not null, status int, body blob);
create table if not exists warcs (name text primary key, whole int not null);
create table if not exists closed (place text primary key, until real not null);
create table if not exists facts (name text primary key, value text);
"""
_COLUMNS = "url, role, state, via, hops, asked, etag, modified, digest, tries, robots"


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the frontier; `asked` is the round in which it was last answered, 0 if never."""

    url: str
    role: str
    state: str
    via: str | None
    hops: int
    asked: int
    etag: str | None
    modified: str | None
    digest: str | None
    tries: int
    robots: str | None


class Frontier:
    """The frontier of one site, which one crawl at a time may have open."""

    def __init__(self, folder: Path) -> None:
        """Open the frontier in a folder, or make it; raises `IngestError` if another crawl has it."""
        path = folder / FILE
        try:
            self._db = sqlite3.connect(path, timeout=0.5, isolation_level=None)
            self._db.execute("pragma locking_mode = exclusive")
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")
            self._db.execute("begin exclusive")
            self._db.execute("commit")
            self._db.executescript(_TABLES)
        except sqlite3.Error as error:
            locked = "locked" in str(error)
            problem = "another crawl of this site is running" if locked else f"it cannot be opened ({error})"
            raise IngestError(str(path), problem, "wait for its end" if locked else "see what it is") from error
        self.round = int(self.fact("round") or 0)

    def close(self) -> None:
        """Close it."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block as one transaction, which is on the disk when it ends."""
        self._db.execute("begin immediate")
        try:
            yield
            self._db.execute("commit")
        except BaseException:
            self._db.execute("rollback")
            raise

    def fact(self, name: str) -> str | None:
        """Return something that is kept of the site as a whole."""
        found = self._db.execute("select value from facts where name = ?", [name]).fetchone()
        return found[0] if found else None

    def keep_fact(self, name: str, value: str) -> None:
        """Keep something of the site as a whole."""
        self._db.execute("insert or replace into facts values (?, ?)", [name, value])

    def begin(self, start: Iterable[str], now: float, revisit: float) -> bool:
        """Begin a round, or go on with one that did not end, and tell whether that is so.

        A new round asks again for what was there, or failed, unless it was looked at less than `revisit` seconds ago;
        not for what is gone, until a page leads to it.
        """
        with self.transaction():
            resumed = self.round > 0 and self.fact("ended") == "0"
            if resumed:
                self._db.execute("update pages set state = 'queued' where state = 'taken'")
            else:
                self.round += 1
                self.keep_fact("round", str(self.round))
                self.keep_fact("ended", "0")
                self._db.execute(
                    "update pages set state = 'queued', tries = 0, next_try = 0, problem = null where state in "
                    "('failed', 'refused', 'taken') or (state in ('done', 'moved') and "
                    "(role = 'list' or checked is null or checked <= ?))",
                    [now - revisit],
                )
            for url in start:
                self.add(url, LIST, None)
        return resumed

    def forget_links(self) -> None:
        """Forget where pages lead, as the selectors of links are others now; the caller opens the transaction.

        What was never had is given up until a page leads to it again, lists are read again from the start on,
        and nothing is asked for on condition that it has changed, since what it leads to has.
        """
        self._db.execute(
            "update pages set state = 'off' where digest is null and state in ('queued', 'taken', 'failed', 'refused')"
        )
        self._db.execute("update pages set state = 'off', digest = null where role = ?", [LIST])
        self._db.execute("update pages set etag = null, modified = null, seen = 0")

    def end(self) -> None:
        """End the round."""
        with self.transaction():
            self.keep_fact("ended", "1")

    def add(self, url: str, role: str, via: str | None, hops: int = 0) -> bool:
        """Note that a page leads to an address, and tell whether it is the first in this round to do so."""
        found = self._db.execute("select seen, state, asked from pages where url = ?", [url]).fetchone()
        if not found:
            self._db.execute(
                "insert into pages (url, role, state, via, hops, seen, asked) values (?, ?, 'queued', ?, ?, ?, 0)",
                [url, role, via, hops, self.round],
            )
            return True
        seen, state, asked = found
        if state == "off" or (state == "gone" and asked < self.round):
            self._db.execute(
                "update pages set state = 'queued', role = ?, tries = 0, next_try = 0 where url = ?", [role, url]
            )
        self._db.execute("update pages set seen = ? where url = ?", [self.round, url])
        return bool(seen < self.round)

    def take(self, now: float, without: Iterable[str] = ()) -> Address | None:
        """Take the next address that may be asked for, on none of the hosts (`//host/`) `without`: new ones first."""
        passed = [f"%{host}%" for host in without]
        sql = f"select {_COLUMNS} from pages where state = 'queued' and next_try <= ?"
        sql += " and url not like ?" * len(passed) + " order by asked, id limit 1"
        found = self._db.execute(sql, [now, *passed]).fetchone()
        if not found:
            return None
        with self.transaction():
            self._db.execute("update pages set state = 'taken' where url = ?", [found[0]])
        return Address(*found)

    def address(self, url: str) -> Address | None:
        """Return what is known of an address."""
        found = self._db.execute(f"select {_COLUMNS} from pages where url = ?", [url]).fetchone()
        return Address(*found) if found else None

    def settle(self, url: str, state: str, **values: object) -> None:
        """Write down what became of an address; the caller opens the transaction."""
        told = {"state": state, **values}
        names = ", ".join(f"{name} = ?" for name in told)
        self._db.execute(f"update pages set {names} where url = ?", [*told.values(), url])

    def next_try(self) -> float | None:
        """Return when the first of the queued addresses may be asked for, None if none is queued."""
        found = self._db.execute("select min(next_try) from pages where state = 'queued'").fetchone()[0]
        return None if found is None else float(found)

    def leads_back(self, url: str, start: str, most: int) -> bool:
        """Tell whether the redirects of an address lead to `start`, within so many steps."""
        sql = "select target from pages where url = ? and state = 'moved'"
        for _ in range(most):
            if url == start:
                return True
            found = self._db.execute(sql, [url]).fetchone()
            if not found or not found[0]:
                return False
            url = found[0]
        return url == start

    def same_text(self, digest: str, url: str) -> str | None:
        """Return another address that has the same text, if there is one."""
        sql = "select url from pages where digest = ? and url <> ? and state <> 'gone' limit 1"
        found = self._db.execute(sql, [digest, url]).fetchone()
        return found[0] if found else None

    def counts(self) -> dict[str, int]:
        """Return the number of addresses in each state."""
        return dict(self._db.execute("select state, count(*) from pages group by state"))

    def answered(self) -> int:
        """Return how many addresses this round has asked for."""
        return int(self._db.execute("select count(*) from pages where asked = ?", [self.round]).fetchone()[0])

    def robots(self, origin: str) -> tuple[float, int, bytes] | None:
        """Return when the robots.txt of an origin was fetched, the status of the answer, and what it says."""
        found = self._db.execute("select fetched, status, body from robots where origin = ?", [origin]).fetchone()
        return (found[0], found[1], found[2]) if found else None

    def closed(self, now: float) -> dict[str, float]:
        """Return the hosts that asked to be left alone, in this crawl or an earlier one, each with until when."""
        return dict(self._db.execute("select place, until from closed where until > ?", [now]))

    def close_place(self, place: str, until: float) -> None:
        """Keep until when a host asked to be left alone."""
        self._db.execute("insert or replace into closed values (?, ?)", [place, until])

    def last(self) -> float:
        """Return when the site last answered, 0 if it never did."""
        sql = (
            "select max(coalesce((select max(checked) from pages), 0), coalesce((select max(fetched) from robots), 0))"
        )
        return float(self._db.execute(sql).fetchone()[0])

    def keep_digests(self, digests: Mapping[str, str]) -> None:
        """Keep the hashes of pages as they are read now; the caller opens the transaction.

        Of a page that has none, nothing is kept that can be read: it is asked for as if it were new.
        """
        self._db.execute("update pages set digest = null, etag = null, modified = null where role = ?", [DETAIL])
        told = ((digest, url) for url, digest in digests.items())
        self._db.executemany("update pages set digest = ? where url = ?", told)

    def keep_robots(self, origin: str, fetched: float, status: int, body: bytes) -> None:
        """Keep the robots.txt of an origin; the caller opens the transaction."""
        self._db.execute("insert or replace into robots values (?, ?, ?, ?)", [origin, fetched, status, body])

    def whole(self, name: str) -> int:
        """Return how many bytes of a WARC file the frontier knows of."""
        found = self._db.execute("select whole from warcs where name = ?", [name]).fetchone()
        return int(found[0]) if found else 0

    def keep_whole(self, name: str, whole: int) -> None:
        """Keep how many bytes of a WARC file the frontier knows of; the caller opens the transaction."""
        self._db.execute("insert or replace into warcs values (?, ?)", [name, whole])
