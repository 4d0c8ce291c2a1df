"""Identifiers that stay the same from one build to the next: of documents, of provisions, of everything else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from ..parse.citations.cite import cite
from ..parse.model import Path, Provision, Regulation
from ..text.fold import fold
from ..text.levels import Level

_SLUG_LENGTH = 60
_SOURCE_DIGITS = 12  # 48 bits: of a million sources two meet with a chance of 0.2 %

_APART = frozenset((Level.ANNEX, Level.ARTICLE))


@dataclass(frozen=True, slots=True)
class Placed:
    """A provision with its identifier, its parent's, its path of child indices from the root, and its citation."""

    provision: Provision
    id: str
    parent_id: str | None
    path: Path
    citation: str


def row_id(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on `parts` and on nothing else (64 bits of SHA-256)."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def position_id(source_id: str, start: int, count: int = 1) -> str:
    """Return the identifier of a record at a character of a source, so that ids sort as the text runs.

    `count` tells apart several that begin at the same character: the first has no mark, the others `-2`, `-3`.
    """
    return f"{source_id[:_SOURCE_DIGITS]}-{start:08d}" + (f"-{count}" if count > 1 else "")


def document_id(regulation: Regulation) -> str:
    """Return the identifier of a document: its title, as far as a URL likes it, and 8 hexadecimal digits."""
    slug = "".join(c for c in fold(regulation.title) if c.isalnum())[:_SLUG_LENGTH] or "untitled"
    return f"{slug}-{row_id(regulation.source_id, regulation.ordinal)[:8]}"


def place(document: str, root: Provision) -> Iterator[Placed]:
    """Yield every provision below `root` in document order with its identifier; no two are the same.

    Identifiers are `document`, `#` and an eId in the manner of Akoma Ntoso: `chp_2`, `art_8__para_1__item_3`,
    `sec_2.04`. Articles, and sections numbered like 2.04, are named without the chapter they stand in, as they
    are cited; those of an annex are named under it. What has no number is named by its place among its siblings,
    and what would repeat a name takes `-2`, `-3`.
    """
    taken: set[str] = set()
    yield from _below(document, root, (), (), (), taken)


def _below(
    document: str,
    parent: Provision,
    above: tuple[Provision, ...],
    names: tuple[str, ...],
    path: Path,
    taken: set[str],
) -> Iterator[Placed]:
    """Yield what is below `parent`; `names` are the eIds of the provisions of `above` and `parent`, but the root."""
    above = (*above, parent)
    seen = dict.fromkeys(Level, 0)
    for index, child in enumerate(parent.children):
        seen[child.level] += 1
        name = _untaken(_name(child, seen[child.level], above[1:], names), taken)
        at = (*path, index)
        yield Placed(
            child,
            f"{document}#{name}",
            f"{document}#{names[-1]}" if names else None,
            at,
            cite(child, above),
        )
        yield from _below(document, child, above, (*names, name), at, taken)


def _name(provision: Provision, position: int, above: tuple[Provision, ...], names: tuple[str, ...]) -> str:
    number = provision.number or str(position)
    prefix = names[-1] if names else ""
    if provision.level is Level.ARTICLE or (provision.level is Level.SECTION and "." in number):
        prefix = next((n for p, n in zip(reversed(above), reversed(names), strict=True) if p.level in _APART), "")
    own = f"{provision.level.eid}_{_ascii(number)}"
    return f"{prefix}__{own}" if prefix else own


def _ascii(number: str) -> str:
    """Write a number in ASCII: 12之1 as 12bis1, anything else that is no letter, digit or point by code point."""
    number = number.replace("之", "bis")
    return "".join(c if c.isascii() and (c.isalnum() or c == ".") else f"u{ord(c):x}" for c in number)


def _untaken(name: str, taken: set[str]) -> str:
    """Return `name`, or where it is taken the first of `name-2`, `name-3` … that is not, and take it."""
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    taken.add(free)
    return free
