"""Which decisions a stored page has to be built with, so that a new one rebuilds the pages that it is about alone."""

from __future__ import annotations

from collections import defaultdict

from sqlite_utils import Database

from ..naming import stem_of
from .book import Book, decisions_key


def decisions_due(db: Database, book: Book) -> dict[str, str]:
    """Return the key of the decisions about each stored source that there are any about, by the source's identifier.

    A source is known by its documents, by the addresses of its files, and by what the decisions are about that it was
    built with: a correction of its title may have given it another identifier than these have. Those of nothing that
    is stored any more count nowhere.
    """
    built: defaultdict[str, list[str]] = defaultdict(list)
    for source, decision in db.execute("select source_id, decision_id from decided"):
        built[str(source)].append(str(decision))
    if not book and not built:
        return {}
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for decision in book:
        for key in book.keys(decision):
            found = db.execute(
                "select id, source_id from documents where id >= ? and id < ? union all "
                "select uri, source_id from files where uri = ?",
                [key, f"{key}~", key],
            )
            for name, source in found:
                if key in (name, stem_of(name)):
                    sources[str(source)].add(decision.id)
        for (source,) in db.execute("select id from sources where id = ?", [decision.anchor.source_id]):
            sources[str(source)].add(decision.id)
    for source, decisions in built.items():
        sources[source] |= {decision.id for decision in book.about(book.keys_of(decisions), source)}
    return {source: decisions_key(decisions) for source, decisions in sources.items() if decisions}
