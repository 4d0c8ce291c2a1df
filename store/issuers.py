"""Issuers: every name of an authority in the database, with the one that all its writings share.

Worked out anew at the end of a build, as works are, from what is stored and from the rules of the parser.
"""

from __future__ import annotations

from functools import lru_cache

from sqlite_utils import Database

from ..parse.metadata.issuers import canonical

_NAMES = """
select issuer from documents where issuer is not null
union select body from history where body is not null
"""


@lru_cache(maxsize=256)
def issuer_group(issuer: str | None) -> str | None:
    """Return the name that all writings of an issuer's name share; each parameter of a regulation asks for it."""
    return issuer and canonical(issuer)


def list_issuers(db: Database) -> None:
    """Make the rows of `issuers` for all names in documents and their history; the caller opens the transaction."""
    names = [name for (name,) in db.execute(_NAMES).fetchall()]
    db.execute("delete from issuers")
    db.conn.executemany("insert into issuers (name, canonical) values (?, ?)", ((n, canonical(n)) for n in names))
