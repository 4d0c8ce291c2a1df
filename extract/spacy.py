"""Numeric parameters as a component for spaCy: `spacy.blank("zh").add_pipe("fatiao_parameters")`.

Importing this module imports spaCy and declares the attributes `span._.quantity`, `span._.role` and so on; nothing
else of the package does. spaCy finds the component by its entry point, without an import. See docs/spacy.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..parse.citations.cite import WHOLE_TEXT, cite
from ..parse.model import Provision
from ..text.source import source_of
from .model import Parameter
from .page import process_any

Value = str | float | int | bool | None

FIELDS = (
    *("quantity", "role", "comparator", "low", "high", "low_inclusive", "high_inclusive", "unit"),
    *("attribute", "holder", "act", "base", "trigger", "condition", "modality", "confidence", "rule"),
    *("mention", "start_char_exact", "end_char_exact", "quote", "citation", "regulation"),
)
"""The attributes of a parameter's span, each `span._.NAME`; None on every other span. `span._.parameter` has all."""

STORE = "fatiao_parameters"
"""The key of `doc.user_data` that holds the fields, so that they are saved with the document."""


class ParameterFinder:
    """Put the numeric parameters of a document into `doc.spans`; stateless, so that there is nothing to train or save.

    A span covers the tokens that hold the mention; of a tokenizer that cuts differently it may cover more, and
    `span._.start_char_exact` and `span._.end_char_exact` say where the mention itself stands in `doc.text`. Its label
    is the quantity, its id tells two parameters in one token apart.
    """

    def __init__(self, spans_key: str) -> None:
        """Name the key of `doc.spans` to write to."""
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Find the parameters of `doc.text`, and return the same document."""
        spans, fields = [], {}
        for found in _fields(doc.text):
            start, end = int(found["start_char_exact"] or 0), int(found["end_char_exact"] or 0)
            name = f"{start}-{end}"
            span = doc.char_span(start, end, str(found["quantity"]), alignment_mode="expand", span_id=name)
            if span is not None:
                spans.append(span)
                fields[name] = found
        doc.spans[self.spans_key] = spans
        doc.user_data[STORE] = fields
        return doc


def _fields(text: str) -> Iterator[dict[str, Value]]:
    """Yield the fields of every parameter of a text, in its order, as strings and numbers."""
    processed = process_any(source_of(text))
    for regulation, found in zip(processed.page.regulations, processed.parameters, strict=True):
        for parameter in found:
            citation = _citation(regulation.root, parameter.path)
            untold = citation == WHOLE_TEXT and not regulation.title
            yield _record(parameter) | {
                "citation": None if untold else citation,
                "regulation": regulation.title or None,
            }


def _citation(root: Provision, path: tuple[int, ...]) -> str | None:
    """Return how the provision at a path of child indices is cited, None for the root."""
    provision = root
    above: tuple[Provision, ...] = ()
    for index in path:
        provision, above = provision.children[index], (*above, provision)
    return cite(provision, above) if path else None


def _record(parameter: Parameter) -> dict[str, Value]:
    """Return what a parameter says of itself, under the names of `FIELDS`."""
    mention, subject = parameter.mention, parameter.subject
    return {
        "quantity": str(mention.quantity),
        "role": mention.role and str(mention.role),
        "comparator": mention.comparator and str(mention.comparator),
        "low": mention.low,
        "high": mention.high,
        "low_inclusive": None if mention.low is None else mention.low_inclusive,
        "high_inclusive": None if mention.high is None else mention.high_inclusive,
        "unit": mention.unit,
        "attribute": subject.attribute,
        "holder": subject.holder,
        "act": subject.act,
        "base": subject.base,
        "trigger": subject.trigger,
        "condition": subject.condition,
        "modality": subject.modality and str(subject.modality),
        "confidence": mention.confidence,
        "rule": mention.rule,
        "mention": parameter.text,
        "start_char_exact": mention.span.start,
        "end_char_exact": mention.span.end,
        "quote": parameter.quote,
    }


def _parameter(span: Span) -> dict[str, Value] | None:
    """Return all fields of a parameter's span, None where the span is no parameter's."""
    found: dict[str, Value] | None = span.doc.user_data.get(STORE, {}).get(span.id_)
    return found


def _field(span: Span, name: str) -> Value:
    return (_parameter(span) or {}).get(name)


for _name in FIELDS:
    if not Span.has_extension(_name):  # another component's attribute of that name stays as it is
        Span.set_extension(_name, getter=partial(_field, name=_name))
Span.set_extension("parameter", getter=_parameter, force=True)


@Language.factory(
    "fatiao_parameters",
    default_config={"spans_key": "parameters"},
    assigns=["doc.spans", "span._.parameter", *(f"span._.{name}" for name in FIELDS)],
)
def make_parameters(nlp: Language, name: str, spans_key: str) -> ParameterFinder:
    """Return the component for a pipeline; `spans_key` names the span group it writes to."""
    return ParameterFinder(spans_key)
