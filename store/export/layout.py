"""Which provisions of a document make up its preamble, its body, its signature block and its annexes."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document, Provision


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a document in their order; each provision at the top comes with those below it."""

    preamble: tuple[Provision, ...]
    body: tuple[Provision, ...]
    signature: Provision | None
    annexes: tuple[Provision, ...]


def lay_out(document: Document, form: str) -> Layout:
    """Return the parts of a document, of the form `act` or `doc`.

    Only an act has a preamble: the paragraphs above its first chapter, article or 一、. Annexes are those at the
    very end, and the signature block stands before them; elsewhere both count as provisions of the body.
    """
    groups: list[list[Provision]] = []
    for provision in document.provisions:
        if provision.parent is None:
            groups.append([])
        groups[-1].append(provision)

    first_annex = len(groups)
    while first_annex and groups[first_annex - 1][0].level == "annex":
        first_annex -= 1
    body, annexes = groups[:first_annex], groups[first_annex:]
    signature = None
    if body and body[-1][0].is_signature and len(body[-1]) == 1:
        signature = body.pop()[0]

    first = 0
    if form == "act" and any(group[0].level != "para" for group in body):
        while body[first][0].level == "para" and not body[first][0].is_signature:
            first += 1
    return Layout(_flat(body[:first]), _flat(body[first:]), signature, _flat(annexes))


def _flat(groups: list[list[Provision]]) -> tuple[Provision, ...]:
    return tuple(provision for group in groups for provision in group)
