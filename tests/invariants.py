"""What holds for every page, however damaged: nothing is lost, nothing overlaps, the same text gives the same."""

from __future__ import annotations

from math import isfinite

from fatiao.extract.model import Parameter
from fatiao.extract.page import Processed, process_page
from fatiao.parse import parse_page
from fatiao.parse.model import Page, Provision, Regulation
from fatiao.text.source import Source


def check_text(text: str) -> Page:
    """Parse a text, check the page, and return it."""
    return check_source(Source("0" * 64, "page.txt", "text/plain", "utf-8", text))


def check_source(source: Source) -> Page:
    """Parse a source, check the page, and return it."""
    text, page = source.text, parse_page(source)
    assert page == parse_page(source), "the same text gave two trees"
    site = (piece.span for piece in page.boilerplate if piece.kind == "site")
    spans = sorted([*site, *(regulation.span for regulation in page.regulations)])
    assert "".join(span.of(text) for span in spans) == text, "the page is not tiled"
    assert all(span.end > span.start for span in spans)
    for regulation in page.regulations:
        assert regulation.root.span == regulation.span
        assert "".join(node.own.of(text) for node, _ in regulation.root.walk()) == regulation.span.of(text)
        for node, _ in regulation.root.walk():
            _check_node(node)
        for flag in regulation.flags:
            assert regulation.span.holds(flag.span)
        for table in regulation.tables:
            assert regulation.span.holds(table.span)
            assert all(table.span.holds(cell.span) for cell in table.cells)
    return page


def check_processed(page: Page) -> Processed:
    """Extract the parameters of a checked page, check them, and return both."""
    found = process_page(page)
    assert found == process_page(page), "the same page gave other parameters"
    for regulation, parameters in zip(found.page.regulations, found.parameters, strict=True):
        spans = [parameter.mention.span for parameter in parameters]
        assert len(spans) == len(set(spans)), "one mention gave two parameters"
        for parameter in parameters:
            _check_parameter(parameter, regulation)
    for flag in found.flags:
        assert 0 <= flag.span.start <= flag.span.end <= len(page.source.text)
        assert 0 <= flag.score <= 1
    return found


def _check_node(node: Provision) -> None:
    assert node.own.holds(node.body)
    at = node.own.end
    for child in node.children:
        assert child.span.start == at, "siblings leave a gap"
        at = child.span.end
    assert at == node.span.end


def _check_parameter(parameter: Parameter, regulation: Regulation) -> None:
    mention, within = parameter.mention, regulation.span
    assert mention.span.start < mention.span.end
    assert within.holds(mention.scope) and mention.scope.holds(mention.span)
    assert within.holds(parameter.quote_span)
    for piece in parameter.evidence:  # the title may be taken from a copy that stands elsewhere on the page
        assert within.holds(piece.span) or (piece.rule, piece.span) == ("title", regulation.title_span)
    assert all(end is None or isinstance(end, str) or isfinite(end) for end in (mention.low, mention.high))
    assert 0 <= mention.confidence <= 1
