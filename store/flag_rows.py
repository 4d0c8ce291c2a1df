"""The flags of a page as rows, each under an identifier made of what it says and of the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..parse.model import Page
from ..text.reading import Reading
from ..text.source import Flag, Span
from .ids import AROUND, FlagKey, flag_ids, in_line
from .outline import Outline, Row, span_columns

_SAID = ("kind", "text", "suggestion")


def flag_rows(page: Page, outlines: Sequence[Outline], more: Iterable[Flag], reading: Reading) -> Iterator[Row]:
    """Yield the flags of the page, its source, its regulations and `more`, each once."""
    source = page.source
    found = [*source.flags, *page.flags, *(flag for r in page.regulations for flag in r.flags), *more]
    flags: dict[tuple[Span, str, str | None], Flag] = {}
    for flag in sorted(found, key=lambda flag: (flag.span, flag.kind, -flag.score)):
        flags.setdefault((flag.span, flag.kind, flag.suggestion), flag)
    rows, keys = [], []
    for flag in flags.values():
        outline = next((outline for outline in outlines if outline.holds(flag.span)), None)
        placed = outline.holder(flag.span) if outline else None
        provision = placed.id if placed else None
        place = {"document_id": outline.document_id if outline else None, "provision_id": provision}
        said = (flag.kind, reading.of(flag.span), flag.suggestion)
        told = {"reason": flag.reason, "score": flag.score, **span_columns(flag.span)}
        rows.append({"source_id": source.id, **place, **dict(zip(_SAID, said, strict=True)), **told})
        owner, within = (outline.document_id, outline.span) if outline else (source.uri, Span(0, len(source.text)))
        keys.append(flag_key(source.text, owner, within, provision, flag.span, *said))
    yield from ({"id": key, **row} for key, row in zip(flag_ids(keys), rows, strict=True))


def flag_key(
    page: str,
    owner: str,
    within: Span,
    provision_id: str | None,
    span: Span,
    kind: str,
    text: str,
    suggestion: str | None,
) -> FlagKey:
    """Return what the identifier of a flag depends on.

    Args:
        page: the text of the source.
        owner: the identifier of the document that the flag stands in, or the source's address.
        within: the range of that document, or of the source.
        provision_id: the smallest provision that holds the flag.
        span: where it stands.
        kind: what is doubted.
        text: the words in doubt, as they are read.
        suggestion: what they might be instead.
    """
    eid = provision_id.partition("#")[2] if provision_id else None
    before, behind = (
        page[max(within.start, span.start - AROUND) : span.start],
        page[span.end : min(within.end, span.end + AROUND)],
    )
    return FlagKey(owner, eid, kind, text, suggestion, *in_line(before, behind))
