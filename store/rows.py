"""What a page becomes in the database: one list of rows a table, each row a mapping from column to value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..extract.model import Field, Parameter
from ..parse.model import Page, Path, Regulation
from ..text.source import Flag, Source, Span
from ..text.units.kinds import Quantity
from .attributes import attribute_group
from .ids import Placed, document_id, place, position_id, row_id
from .label import parameter_label

Row = Mapping[str, object]
Rows = dict[str, list[Row]]


class Outline:
    """The provisions of one stored document, and which of them a span or a path belongs to."""

    def __init__(self, regulation: Regulation) -> None:
        """Name and cite every provision of `regulation`."""
        self.document_id = document_id(regulation)
        self.placed = tuple(place(self.document_id, regulation.root))
        self._root = regulation.root
        self._by_path = {placed.path: placed for placed in self.placed}

    def at(self, path: Path) -> Placed | None:
        """Return the provision at a path of child indices, None for the root; KeyError where there is none."""
        return self._by_path[path] if path else None

    def holder(self, span: Span) -> Placed | None:
        """Return the smallest provision that holds `span`, None where only the document itself does."""
        return self.at(self._root.path_at(*span))

    def holds(self, span: Span) -> bool:
        """Tell whether the document holds `span`."""
        return self._root.span.holds(span)


def page_rows(page: Page, parameters: Sequence[Sequence[Parameter]], flags: Iterable[Flag]) -> Rows:
    """Return every row of a page by table, in document order, but for the tables about files.

    Args:
        page: the parsed source.
        parameters: those of each regulation, in the order of `page.regulations`.
        flags: flags besides those that the page, its source and its regulations carry.

    Raises:
        ValueError: `parameters` has not one entry for each regulation.
    """
    if len(parameters) != len(page.regulations):
        raise ValueError(f"{len(page.regulations)} regulations, but parameters of {len(parameters)}")
    source, text = page.source, page.source.text
    outlines = [Outline(regulation) for regulation in page.regulations]
    rows: Rows = {"documents": list(_documents(page, outlines))}
    pairs = list(zip(page.regulations, outlines, strict=True))
    rows["provisions"] = [row for _, outline in pairs for row in _provisions(outline, text)]
    rows["parameters"] = [
        row
        for pair, found in zip(pairs, parameters, strict=True)
        for row in _numbered(source.id, (_parameter(*pair, parameter) for parameter in found))
    ]
    found = [parameter for one in parameters for parameter in one]
    pairs_found = zip(rows["parameters"], found, strict=True)
    rows["evidence"] = [
        row for stored, parameter in pairs_found for row in _evidence(source.id, stored["id"], parameter)
    ]
    rows["citations"] = list(_numbered(source.id, (row for pair in pairs for row in _citations(*pair))))
    rows["definitions"] = list(_numbered(source.id, (row for pair in pairs for row in _definitions(*pair))))
    rows["history"] = list(_numbered(source.id, (row for pair in pairs for row in _history(*pair))))
    rows["tables"] = [row for pair in pairs for row in _tables(source.id, *pair)]
    rows["cells"] = [row for pair in pairs for row in _cells(source.id, *pair)]
    rows["flags"] = _flags(page, outlines, flags)
    rows["boilerplate"] = [
        {
            "id": position_id(source.id, span.start),
            "source_id": source.id,
            "kind": "site",
            "text": span.of(text),
            **_span(span),
        }
        for span in page.boilerplate
    ]
    return rows


def source_row(source: Source, uri: str) -> Row:
    """Return the row of a source; `uri` is the one to show, of those its content was found under."""
    return {
        "id": source.id,
        "uri": uri,
        "media_type": source.media_type,
        "reader": source.reader,
        "encoding": source.encoding,
        "text": source.text,
        "retrieved_at": source.retrieved_at,
        "pages": json.dumps(source.pages) if source.pages else None,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start_char": span.start, "end_char": span.end}


def _numbered(source_id: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows with an `id` each, made from where they start."""
    seen: Counter[object] = Counter()
    for row in rows:
        start = row["start_char"]
        assert isinstance(start, int)
        seen[start] += 1
        yield {"id": position_id(source_id, start, seen[start]), **row}


def _documents(page: Page, outlines: Sequence[Outline]) -> Iterator[Row]:
    pairs = list(zip(page.regulations, outlines, strict=True))
    ids = {regulation.ordinal: outline.document_id for regulation, outline in pairs}
    for regulation, outline in pairs:
        yield {
            "id": outline.document_id,
            "source_id": page.source.id,
            "ordinal": regulation.ordinal,
            "issued_by": None if regulation.issued_by is None else ids[regulation.issued_by],
            "copy_of": None,
            "title": regulation.title,
            "kind": regulation.kind,
            "authority": regulation.authority,
            "issuer": regulation.issuer,
            "doc_number": regulation.doc_number,
            "region": regulation.region,
            "promulgated": regulation.promulgated,
            "effective": regulation.effective,
            "expires": regulation.expires,
            "status": regulation.status,
            **_span(regulation.span),
        }


def _provisions(outline: Outline, text: str) -> Iterator[Row]:
    for ordinal, placed in enumerate(outline.placed, 1):
        provision = placed.provision
        yield {
            "id": placed.id,
            "document_id": outline.document_id,
            "parent_id": placed.parent_id,
            "ordinal": ordinal,
            "level": str(provision.level),
            "number": provision.number,
            "label": provision.label,
            "heading": provision.heading,
            "citation": placed.citation,
            "text": provision.own.of(text),
            **_span(provision.span),
        }


def _parameter(regulation: Regulation, outline: Outline, parameter: Parameter) -> Row:
    mention, subject = parameter.mention, parameter.subject
    placed = outline.at(parameter.path)
    is_date = mention.quantity is Quantity.DATE
    return {
        "document_id": outline.document_id,
        "provision_id": placed.id if placed else None,
        "label": parameter_label(parameter, placed.citation if placed else None),
        "quantity": str(mention.quantity),
        "role": mention.role and str(mention.role),
        "comparator": mention.comparator and str(mention.comparator),
        "min_value": None if is_date else mention.low,
        "max_value": None if is_date else mention.high,
        "min_inclusive": None if mention.low is None else int(mention.low_inclusive),
        "max_inclusive": None if mention.high is None else int(mention.high_inclusive),
        "min_date": mention.low if is_date else None,
        "max_date": mention.high if is_date else None,
        "unit": mention.unit,
        "mention": parameter.text,
        "quote": parameter.quote,
        "attribute": subject.attribute,
        "holder": subject.holder,
        "base": subject.base,
        "trigger": subject.trigger,
        "condition": subject.condition,
        "modality": subject.modality and str(subject.modality),
        "confidence": mention.confidence,
        "rule": mention.rule,
        **_span(mention.span),
        "attribute_group": attribute_group(subject.attribute),
        "issuer": regulation.issuer,
        "region": regulation.region,
        "year": regulation.promulgated and regulation.promulgated[:4],
        "quote_start_char": parameter.quote_span.start,
        "quote_end_char": parameter.quote_span.end,
    }


def _evidence(source_id: str, parameter_id: object, parameter: Parameter) -> Iterator[Row]:
    """Yield the pieces of text behind a parameter's fields, those of a field counted from 0."""
    count: Counter[Field] = Counter()
    for piece in parameter.evidence:
        yield {
            "parameter_id": parameter_id,
            "field": str(piece.field),
            "ordinal": count[piece.field],
            "source_id": source_id,
            **_span(piece.span),
            "rule": piece.rule,
            "score": piece.score,
        }
        count[piece.field] += 1


def _in_provision(outline: Outline, span: Span) -> dict[str, object]:
    """Return the columns that say where a record stands."""
    placed = outline.holder(span)
    return {"document_id": outline.document_id, "provision_id": placed.id if placed else None, **_span(span)}


def _citations(regulation: Regulation, outline: Outline) -> Iterator[Row]:
    for citation in regulation.citations:
        own = citation.path is not None
        placed = outline.at(citation.path) if citation.path is not None else None
        yield {
            "text": citation.text,
            "relation": citation.relation,
            "cited_title": citation.cited_title,
            "cited_number": citation.cited_number,
            "cited_provision": citation.cited_provision,
            "target_document_id": outline.document_id if own else None,
            "target_provision_id": placed.id if placed else None,
            **_in_provision(outline, citation.span),
        }


def _definitions(regulation: Regulation, outline: Outline) -> Iterator[Row]:
    for definition in regulation.definitions:
        yield {
            "term": definition.term,
            "text": definition.text,
            **_in_provision(outline, definition.span),
        }


def _history(regulation: Regulation, outline: Outline) -> Iterator[Row]:
    for event in regulation.history:
        yield {
            "document_id": outline.document_id,
            "date": event.date,
            "body": event.body,
            "action": event.action,
            "text": event.text,
            **_span(event.span),
        }


def _tables(source_id: str, regulation: Regulation, outline: Outline) -> Iterator[Row]:
    for table in regulation.tables:
        yield {
            "id": position_id(source_id, table.span.start),
            "title": table.title,
            **_in_provision(outline, table.span),
        }


def _cells(source_id: str, regulation: Regulation, outline: Outline) -> Iterator[Row]:
    for table in regulation.tables:
        for cell in table.cells:
            yield {
                "table_id": position_id(source_id, table.span.start),
                "row": cell.row,
                "column": cell.column,
                "header": cell.header,
                "text": cell.text,
                **_span(cell.span),
            }


def _flags(page: Page, outlines: Sequence[Outline], more: Iterable[Flag]) -> list[Row]:
    """Return the flags of the page, its source, its regulations and `more`, each kept once."""
    source = page.source
    flags = [*source.flags, *page.flags, *(flag for r in page.regulations for flag in r.flags), *more]
    rows: dict[str, Row] = {}
    for flag in sorted(flags, key=lambda flag: (flag.span, flag.kind, -flag.score)):
        key = row_id(source.id, *flag.span, flag.kind, flag.suggestion)
        outline = next((outline for outline in outlines if outline.holds(flag.span)), None)
        place = _in_provision(outline, flag.span) if outline else {"document_id": None, "provision_id": None}
        rows.setdefault(
            key,
            {
                "id": key,
                "source_id": source.id,
                **place,
                "kind": flag.kind,
                "text": flag.span.of(source.text),
                "suggestion": flag.suggestion,
                "reason": flag.reason,
                "score": flag.score,
                **_span(flag.span),
            },
        )
    return list(rows.values())
