"""Identifiers that stay the same from one build to the next: of documents, of provisions, of everything else."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..parse.citations.cite import cite
from ..parse.model import Path, Provision, Regulation
from ..text.anchor import AROUND as AROUND  # what a flag is known by, a decision is too
from ..text.fold import fold
from ..text.levels import Level

_SLUG_LENGTH = 60
_SOURCE_DIGITS = 12  # 48 bits: of a million sources two meet with a chance of 0.2 %
_DOCUMENT_DIGITS = 8

_APART = frozenset((Level.ANNEX, Level.ARTICLE))

FRONT = "front"
"""Stands for the eId of a provision in the identifiers of what stands in none, as in a title block."""


class Placed(NamedTuple):
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
    """Return the identifier of a stretch of a page: where it begins in the source; of several there, which.

    For what belongs to the page and not to a document, and may change whenever the page does.
    """
    return f"{source_id[:_SOURCE_DIGITS]}-{start:08d}" + (f"-{count}" if count > 1 else "")


def document_id(regulation: Regulation) -> str:
    """Return the identifier of a document: its title, as far as a URL likes it, and 8 hexadecimal digits.

    They depend on title, 文号 and day of the version, whatever the layout and the width of their characters, and on
    nothing else: not on the page, the source, or what stands around it. `naming` tells apart those that agree in these.
    """
    title, number = _squeezed(regulation.title), _squeezed(regulation.doc_number or "")
    slug = "".join(c for c in title if c.isalnum())[:_SLUG_LENGTH] or "untitled"
    return f"{slug}-{row_id(title, number, version_day(regulation) or '')[:_DOCUMENT_DIGITS]}"


def version_day(regulation: Regulation) -> str | None:
    """Return the day that tells versions apart, in ISO 8601: that of the version, else of effect; None without any."""
    effective = regulation.effective
    return regulation.version or (effective if effective and effective[0].isdecimal() else None)


def _squeezed(text: str) -> str:
    """Return a text folded and without white space, for comparing what a layout may have spaced or broken."""
    return "".join(fold(text).split())


def text_digest(text: str) -> str:
    """Return 64 hexadecimal digits that two texts share only if they differ in nothing but white space and width."""
    return hashlib.sha256(_squeezed(text).encode("utf-8", "surrogatepass")).hexdigest()


class Numbering:
    """Numbers the records of one kind within each provision of a document, in the order in which they come."""

    def __init__(self, document: str, letter: str = "") -> None:
        """Take the identifier of the document and the letter of the kind; parameters have none."""
        self._front = f"{document}#{FRONT}"
        self._letter = letter
        self._count: Counter[str] = Counter()

    def next(self, provision_id: str | None) -> str:
        """Return the identifier of the next record in a provision, or where there is none in the document itself.

        The second parameter of `x#art_8` is `x#art_8-2`, its second citation `x#art_8-c2`.
        """
        place = provision_id or self._front
        self._count[place] += 1
        return f"{place}-{self._letter}{self._count[place]}"


class FlagKey(NamedTuple):
    """What the identifier of a flag depends on, so that it is the same wherever on the page the flag stands.

    `owner` is the document's identifier, or the source's address where it stands in no document; `eid` that of the
    smallest provision that holds it; `before` and `behind` are the `AROUND` characters around it, within the line:
    what a page puts above and below a document changes no identifier.
    """

    owner: str
    eid: str | None
    kind: str
    text: str
    suggestion: str | None
    before: str
    behind: str


def in_line(before: str, behind: str) -> tuple[str, str]:
    """Return what of the characters before and behind a place is of its line."""
    return before.rpartition("\n")[2], behind.partition("\n")[0]


def flag_ids(keys: Iterable[FlagKey]) -> Iterator[str]:
    """Yield the identifiers of flags, in the order of the text; of several that are quite alike the later count."""
    seen: Counter[FlagKey] = Counter()
    for key in keys:
        seen[key] += 1
        yield row_id(*key, *([seen[key]] if seen[key] > 1 else ()))


def place(document: str, root: Provision) -> Iterator[Placed]:
    """Yield every provision below `root` in document order with its identifier; no two are the same.

    Identifiers are `document`, `#` and an eId in the manner of Akoma Ntoso: `chp_2`, `art_8__para_1__item_3`,
    `sec_2.04`. Articles, and sections numbered like 2.04, are named without the chapter they stand in, as they
    are cited; those of an annex are named under it. What has no number is named by its place among its siblings,
    and what would repeat a name takes `-2`, `-3`.
    """
    taken: dict[str, int] = {}
    yield from _below(document, root, (), (), (), taken)


def _below(
    document: str,
    parent: Provision,
    above: tuple[Provision, ...],
    names: tuple[str, ...],
    path: Path,
    taken: dict[str, int],
) -> Iterator[Placed]:
    """Yield what is below `parent`; `names` are the eIds of the provisions of `above` and `parent`, but the root."""
    above = (*above, parent)
    parent_id = f"{document}#{names[-1]}" if names else None
    seen: defaultdict[Level, int] = defaultdict(int)
    for index, child in enumerate(parent.children):
        seen[child.level] += 1
        name = _untaken(_name(child, seen[child.level], above[1:], names), taken)
        at = (*path, index)
        yield Placed(child, f"{document}#{name}", parent_id, at, cite(child, above))
        if child.children:
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
    if number.isascii() and number.isalnum():
        return number
    number = number.replace("之", "bis")
    return "".join(c if c.isascii() and (c.isalnum() or c == ".") else f"u{ord(c):x}" for c in number)


def _untaken(name: str, taken: dict[str, int]) -> str:
    """Return `name`, or where it is taken the first of `name-2`, `name-3` … that is not, and take it.

    `taken` holds each name with the last number that it was tried with, so that many equal ones cost one step each.
    """
    if name not in taken:
        taken[name] = 1
        return name
    count = taken[name] + 1
    while (free := f"{name}-{count}") in taken:
        count += 1
    taken[name] = count
    taken[free] = 1
    return free
