"""What holds for every record of every sample page: spans stand where they say, and provisions tile their text."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.extract.page import Processed
from fatiao.parse.model import Provision
from fatiao.text.source import Span
from fatiao.workers import process

PAGES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.stem[:3])
def processed(request: pytest.FixtureRequest) -> Processed:
    path: Path = request.param
    return process(path)


def leaves(provision: Provision) -> list[Span]:
    """The characters of each provision that belong to no other, in order."""
    return [node.own for node, _ in provision.walk() if node.own.end > node.own.start]


def test_the_page_is_tiled(processed: Processed) -> None:
    page = processed.page
    spans = sorted([*(piece.span for piece in page.boilerplate), *(regulation.span for regulation in page.regulations)])
    assert "".join(span.of(page.source.text) for span in spans) == page.source.text


def test_every_regulation_is_tiled(processed: Processed) -> None:
    text = processed.page.source.text
    for regulation in processed.page.regulations:
        assert regulation.root.span == regulation.span
        assert "".join(span.of(text) for span in leaves(regulation.root)) == regulation.span.of(text)
        for provision, above in regulation.root.walk():
            assert all(parent.span.holds(provision.span) for parent in above)
            assert provision.own.holds(provision.body) or not provision.body.of(text)


def test_every_parameter_stands_where_it_says(processed: Processed) -> None:
    text = processed.page.source.text
    for regulation, parameters in zip(processed.page.regulations, processed.parameters, strict=True):
        for parameter in parameters:
            assert parameter.mention.span.of(text) == parameter.text
            assert regulation.span.holds(parameter.mention.span)
            provision = regulation.root
            for index in parameter.path:
                provision = provision.children[index]
            assert provision.span.holds(parameter.mention.span)
            assert not any(child.span.holds(parameter.mention.span) for child in provision.children)
            assert parameter.text in parameter.quote


def test_every_other_record_stands_where_it_says(processed: Processed) -> None:
    text = processed.page.source.text
    for regulation in processed.page.regulations:
        records = [*regulation.citations, *(cell for table in regulation.tables for cell in table.cells)]
        for record in records:
            assert record.span.of(text).strip() == record.text.strip()
            assert regulation.span.holds(record.span)
        assert all(regulation.span.holds(definition.span) for definition in regulation.definitions)
    for flag in processed.flags:
        assert Span(0, len(text)).holds(flag.span)


def test_the_same_page_gives_the_same_result(processed: Processed) -> None:
    assert process(processed.page.source.uri) == processed
