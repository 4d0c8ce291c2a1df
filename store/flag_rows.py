"""The flags of a page as rows, each under an identifier made of what it says and of the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..parse.model import Page
from ..text.reading import Reading
from ..text.source import Flag, Source, Span
from .ids import AROUND, FlagKey, flag_ids, in_line
from .outline import Outline, Row, span_columns


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
        place = outline.place_of(flag.span) if outline else {"document_id": None, "provision_id": None}
        said = {"kind": flag.kind, "text": reading.of(flag.span), "suggestion": flag.suggestion}
        told = {"reason": flag.reason, "score": flag.score, **span_columns(flag.span)}
        rows.append({"source_id": source.id, **place, **said, **told})
        keys.append(_flag_key(source, flag, outline, reading))
    yield from ({"id": key, **row} for key, row in zip(flag_ids(keys), rows, strict=True))


def _flag_key(source: Source, flag: Flag, outline: Outline | None, reading: Reading) -> FlagKey:
    placed = outline.holder(flag.span) if outline else None
    start, end = outline.span if outline else Span(0, len(source.text))
    return FlagKey(
        outline.document_id if outline else source.uri,
        placed.id.partition("#")[2] if placed else None,
        *(flag.kind, reading.of(flag.span), flag.suggestion),
        *in_line(
            source.text[max(start, flag.span.start - AROUND) : flag.span.start],
            source.text[flag.span.end : min(end, flag.span.end + AROUND)],
        ),
    )
