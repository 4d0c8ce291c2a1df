"""From a source to its page: segmentation, then tree, metadata and flags of each document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..text.fold import fold
from ..text.lines import plain
from ..text.places import Place, place_of
from ..text.reading import Edit
from ..text.source import Flag, Source, Span
from ..text.traditional import simplified
from .citations.find import find_citations
from .collector import paused
from .incomplete import check_complete
from .masked import parse_masked
from .metadata.authority import authority_of
from .metadata.history import find_history
from .metadata.issuers import placed, region_of
from .metadata.read import read_metadata
from .metadata.title_block import title_block_end, told_end, whole_title_block
from .model import Boilerplate, Event, Page, Provision, Regulation, Table
from .pages.issuing import ISSUING_KINDS, inherit, issued_names
from .pages.segmentation import Part, segment
from .pages.unprinted import with_unprinted
from .pages.untitled import check_untitled, file_name, gaps, with_untitled
from .printed import as_printed
from .tables import find_tables
from .terms.definitions import find_definitions
from .tree.build import build
from .tree.numbering import check_numbering, check_range
from .tree.outline import Marks, find_marks, within
from .tree.relevel import NO_LEVELS, Levels, with_levels


@paused()
def parse_page(source: Source, corrections: Sequence[Edit] = (), levels: Levels = NO_LEVELS) -> Page:
    """Split a source's text into regulations and the boilerplate between them; it is read with `corrections` applied.

    Provisions whose first words stand at the spans of `levels` have these levels.

    Guarantees: regulations and boilerplate tile the text; the provisions of a regulation tile its span; every span
    counts characters of `source.text`; nothing is altered or dropped. A page without a regulation has none.

    Raises:
        ValueError: a correction is of other words than stand there, cuts through markup, or overlaps another.
    """
    return parse_masked(source, parse_unmasked, corrections, levels)


def parse_unmasked(source: Source, levels: Levels = NO_LEVELS) -> Page:
    """Parse a source as `parse_page` does, taking every character of it for text."""
    folded = fold(source.text)
    marks = find_marks(folded)
    printed = simplified(source.text)
    parts = with_unprinted(folded, printed, segment(folded, printed, marks), marks.articles)
    parts = with_untitled(folded, parts, marks.articles)
    regulations = [_regulation(folded, source, part, ordinal, marks, levels) for ordinal, part in enumerate(parts)]
    regulations = inherit(folded, regulations)
    mainland = place_of(source.text, folded) is Place.MAINLAND
    regulations = [_ranked(folded, r, regulations) if r.issued_by is not None else r for r in regulations]
    regulations = [replace(r, flags=(*r.flags, *check_complete(folded, source.text, r, mainland))) for r in regulations]
    if not mainland:  # its law has levels of its own
        regulations = [replace(regulation, authority=None) for regulation in regulations]
    regulations = as_printed(regulations, folded, source.text)
    boilerplate = tuple(Boilerplate("site", gap) for gap in gaps([r.span for r in regulations], len(folded)))
    flags = () if regulations else (Flag("no-regulation", "页面上没有找到法规", Span(0, len(folded))),)
    return Page(source, tuple(regulations), boilerplate, flags)


def _regulation(folded: str, source: Source, part: Part, ordinal: int, marks: Marks, levels: Levels) -> Regulation:
    front, root, tables, history = _tree(folded, source, part, marks)
    root = with_levels(folded, source.text, root, levels)
    tail = next((child.span.start for child in root.children if child.is_signature), part.span.end)
    issues = part.kind in ISSUING_KINDS and any(
        plain(name) != plain(part.title) for name, _ in issued_names(folded, Span(front, part.span.end))
    )
    block = whole_title_block(folded, root)
    place = region_of(part.title)
    found = read_metadata(folded, source.text, part, _own_front(root, front), tail, issues, history)
    return Regulation(
        source_id=source.id,
        ordinal=ordinal,
        title=part.title or file_name(source.uri),  # which tells nothing of kind, place or authority
        kind=part.kind,
        issuer=found.issuer,
        doc_number=found.doc_number,
        region=found.region,
        adopted=found.adopted,
        approved=found.approved,
        promulgated=found.promulgated,
        text_as_of=found.text_as_of,
        effective=found.effective,
        expires=found.expires,
        status=found.status,
        issued_by=None,
        span=part.span,
        root=root,
        citations=find_citations(folded, source.text, Span(block.end, part.span.end), root),
        definitions=find_definitions(folded, simplified(source.text), root),
        tables=tables,
        flags=(
            *check_untitled(folded, part),
            *check_numbering(root),
            *check_range(folded, within(marks.all, part.span)),
        ),
        history=tuple(replace(event, body=event.body and placed(event.body, place)) for event in history),
        authority=authority_of(part.title, part.kind, found.issuer, found.doc_number, history, block.of(folded)),
        title_span=part.title_span if part.title_span.end > part.title_span.start else None,
    )


def _tree(
    folded: str, source: Source, part: Part, marks: Marks
) -> tuple[int, Provision, tuple[Table, ...], tuple[Event, ...]]:
    """Return where a document's title block ends, its tree, its tables and its history.

    Where the tree took lines of the history for paragraphs, it is made again behind them.
    """
    front = part.titles[-1].end
    while True:
        front = title_block_end(folded, part.span, front)
        tables = find_tables(folded, source.text, Span(front, part.span.end), part.titles[-1])
        root = build(folded, source.text, part.span, front, marks, [table.span for table in tables])
        block = whole_title_block(folded, root)
        history = find_history(folded, source.text, block)
        told = told_end(folded, block, history) if history else front
        if told <= max(root.own.end, front):  # behind which there is nothing to be made again
            return front, root, tables, history
        front = told


def _ranked(folded: str, regulation: Regulation, page: Sequence[Regulation]) -> Regulation:
    """Return a regulation with the level among sources of law that the notice or order which issues it tells."""
    assert regulation.issued_by is not None
    head = whole_title_block(folded, regulation.root).of(folded) + page[regulation.issued_by].title
    level = authority_of(
        *(regulation.title, regulation.kind, regulation.issuer, regulation.doc_number, regulation.history, head)
    )
    return replace(regulation, authority=level)


def _own_front(root: Provision, front: int) -> int:
    return max(front, root.children[0].span.start) if root.children else front
