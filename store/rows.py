"""What a page becomes in the database: one list of rows a table, each row a mapping from column to value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..extract.model import Field, Parameter
from ..parse.model import Page, Regulation
from ..text.reading import Edit, Reading
from ..text.source import Box, Flag, Source
from ..text.units.kinds import Quantity
from .attributes import attribute_group
from .flag_rows import flag_rows
from .ids import Numbering, position_id
from .issuers import issuer_group
from .label import parameter_label
from .naming import Name, cuts_of, name_page
from .outline import Outline, Row, span_columns
from .readings import read_parameter

Rows = dict[str, list[Row]]


def page_rows(
    page: Page,
    parameters: Sequence[Sequence[Parameter]],
    flags: Iterable[Flag],
    edits: Sequence[Edit] = (),
    names: Sequence[Name] | None = None,
) -> Rows:
    """Return every row of a page by table, in document order, but for the tables about files.

    Strings are the reading of the text, spans those of the text itself.

    Args:
        page: the parsed source.
        parameters: those of each regulation, in the order of `page.regulations`.
        flags: flags besides those that the page, its source and its regulations carry.
        edits: corrections to apply that the page was not parsed with; those it was parsed with are its own.
        names: the name of each regulation, where other documents are stored.

    Raises:
        ValueError: `parameters` has not one entry for each regulation, or an edit does not fit the text.
    """
    if len(parameters) != len(page.regulations):
        raise ValueError(f"{len(page.regulations)} regulations, but parameters of {len(parameters)}")
    own = list(_standing(page.edits, edits))
    edits = [*edits, *own]
    reading = Reading(page.source.text, edits, cuts_of(page), seen=[edit for edit in own if edit.decision_id])
    pairs = [
        (regulation, Outline(regulation, name))
        for regulation, name in zip(page.regulations, names or name_page(page), strict=True)
    ]
    outlines = [outline for _, outline in pairs]
    rows: Rows = {"documents": list(_documents(page, outlines, reading))}
    rows["provisions"] = [row for outline in outlines for row in _provisions(outline, reading)]
    rows["parameters"] = [
        row
        for pair, found in zip(pairs, parameters, strict=True)
        for row in _numbered(pair[1], "", (_parameter(*pair, parameter, reading) for parameter in found))
    ]
    found = [parameter for one in parameters for parameter in one]
    rows["evidence"] = [
        row
        for stored, parameter in zip(rows["parameters"], found, strict=True)
        for row in _evidence(page.source.id, stored["id"], parameter)
    ]
    rows["citations"] = [row for r, o in pairs for row in _numbered(o, "c", _citations(r, o, reading))]
    rows["definitions"] = [row for r, o in pairs for row in _numbered(o, "d", _definitions(r, o, reading))]
    rows["history"] = [row for r, o in pairs for row in _numbered(o, "h", _history(r, o, reading))]
    tables = [(pair, list(_numbered(pair[1], "t", _tables(*pair, reading)))) for pair in pairs]
    rows["tables"] = [row for _, found in tables for row in found]
    rows["cells"] = [row for (regulation, _), found in tables for row in _cells(regulation, found, reading)]
    rows["flags"] = list(flag_rows(page, outlines, flags, reading))
    rows["boilerplate"] = list(_boilerplate(page))
    rows["boxes"] = [_box(page.source.id, box) for box in page.source.boxes]
    rows["edits"] = [_edit(page.source.id, edit) for edit in sorted(edits)]
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
        "metadata": json.dumps(dict(source.metadata), ensure_ascii=False) if source.metadata else None,
    }


def _numbered(outline: Outline, letter: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of one document and one kind with an `id` each, made from the provision that holds them."""
    numbering = Numbering(outline.document_id, letter)
    for row in rows:
        provision = row.get("provision_id")
        yield {"id": numbering.next(str(provision) if provision else None), **row}


def _boilerplate(page: Page) -> Iterator[Row]:
    seen: Counter[int] = Counter()
    for kind, span in page.boilerplate:
        seen[span.start] += 1
        yield {
            "id": position_id(page.source.id, span.start, seen[span.start]),
            "source_id": page.source.id,
            "kind": kind,
            "text": span.of(page.source.text),
            **span_columns(span),
        }


def _box(source_id: str, box: Box) -> Row:
    span, page, *corners = box
    names = ("x0", "y0", "x1", "y1")
    return {"source_id": source_id, **span_columns(span), "page": page, **dict(zip(names, corners, strict=True))}


def _standing(own: Iterable[Edit], edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits of a page itself that no correction touches."""
    for edit in own:
        if not any(edit.span.start <= other.span.end and other.span.start <= edit.span.end for other in edits):
            yield edit


def _edit(source_id: str, edit: Edit) -> Row:
    words = {"wrong": edit.wrong, "right": edit.right, "decision_id": edit.decision_id}
    return {"source_id": source_id, **words, **span_columns(edit.span)}


def _documents(page: Page, outlines: Sequence[Outline], reading: Reading) -> Iterator[Row]:
    pairs = list(zip(page.regulations, outlines, strict=True))
    ids = {regulation.ordinal: outline.document_id for regulation, outline in pairs}
    for regulation, outline in pairs:
        yield {
            "id": outline.document_id,
            "source_id": page.source.id,
            "ordinal": regulation.ordinal,
            "issued_by": None if regulation.issued_by is None else ids[regulation.issued_by],
            "work_id": None,  # which all that is stored decides
            "copy_of": outline.name.copy_of,
            "title": reading.of_words(regulation.title, regulation.span),
            "kind": regulation.kind,
            "authority": regulation.authority,
            "issuer": regulation.issuer,
            "doc_number": regulation.doc_number,
            "region": regulation.region,
            "adopted": regulation.adopted,
            "approved": regulation.approved,
            "promulgated": regulation.promulgated,
            "effective": regulation.effective,
            "expires": regulation.expires,
            "text_as_of": regulation.text_as_of,
            "version": regulation.version,
            "status": regulation.status,
            **span_columns(regulation.span),
            "issuer_group": issuer_group(regulation.issuer),
        }


def _provisions(outline: Outline, reading: Reading) -> Iterator[Row]:
    for ordinal, placed in enumerate(outline.placed, 1):
        provision = placed.provision
        own = provision.own
        yield {
            "id": placed.id,
            "document_id": outline.document_id,
            "parent_id": placed.parent_id,
            "ordinal": ordinal,
            "level": str(provision.level),
            "number": provision.number,
            "label": reading.of_words(provision.label, own),
            "heading": provision.heading and reading.of_words(provision.heading, own),
            "citation": placed.citation,
            "text": reading.of(own),
            **span_columns(provision.span),
        }


def _parameter(regulation: Regulation, outline: Outline, parameter: Parameter, reading: Reading) -> Row:
    parameter = read_parameter(parameter, reading)
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
        "act": subject.act,
        "base": subject.base,
        "trigger": subject.trigger,
        "condition": subject.condition,
        "modality": subject.modality and str(subject.modality),
        "confidence": mention.confidence,
        "word_confidence": subject.word_confidence,
        "rule": mention.rule,
        **span_columns(mention.span),
        "attribute_group": attribute_group(subject.attribute),
        "issuer": issuer_group(regulation.issuer),
        "region": regulation.region,
        "year": regulation.version and regulation.version[:4],
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
            **span_columns(piece.span),
            "rule": piece.rule,
            "score": piece.score,
        }
        count[piece.field] += 1


def _citations(regulation: Regulation, outline: Outline, reading: Reading) -> Iterator[Row]:
    for citation in regulation.citations:
        own = citation.path is not None
        placed = outline.at(citation.path) if citation.path is not None else None
        yield {
            "text": reading.of(citation.span),
            "relation": citation.relation,
            "cited_title": citation.cited_title,
            "cited_number": citation.cited_number,
            "cited_provision": citation.cited_provision,
            "target_document_id": outline.document_id if own else None,
            "target_provision_id": placed.id if placed else None,
            "note": None,
            **outline.place_of(citation.span),
        }


def _definitions(regulation: Regulation, outline: Outline, reading: Reading) -> Iterator[Row]:
    for definition in regulation.definitions:
        yield {
            "term": reading.of_words(definition.term, regulation.span),
            "text": reading.of(definition.span),
            **outline.place_of(definition.span),
        }


def _history(regulation: Regulation, outline: Outline, reading: Reading) -> Iterator[Row]:
    for event in regulation.history:
        yield {
            "document_id": outline.document_id,
            "date": event.date,
            "body": event.body,
            "action": event.action,
            "text": reading.of(event.span),
            **span_columns(event.span),
        }


def _tables(regulation: Regulation, outline: Outline, reading: Reading) -> Iterator[Row]:
    for table in regulation.tables:
        yield {
            "title": table.title and reading.of_words(table.title, regulation.span),
            **outline.place_of(table.span),
        }


def _cells(regulation: Regulation, tables: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """Yield the cells of a document's tables, whose rows are given."""
    for table, row in zip(regulation.tables, tables, strict=True):
        for cell in table.cells:
            yield {
                "table_id": row["id"],
                "row": cell.row,
                "column": cell.column,
                "header": cell.header,
                "text": cell.text if reading.is_plain else reading.of(cell.span).strip(),
                **span_columns(cell.span),
            }
