"""One regulation as text, HTML, PDF, PDF of two columns, Word and a scan: the same provisions and parameters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fatiao.extract.model import Parameter
from fatiao.extract.page import Processed, process_source
from fatiao.ingest import read, read_bytes
from fatiao.text.fold import fold
from fatiao.text.reading import Reading
from fatiao.text.source import Span
from forms import (
    PAGES,
    as_alt_chunk,
    as_html,
    as_numbered_word,
    as_pdf,
    as_scan,
    as_text,
    as_word,
    dirty,
    paragraphs,
    pictures,
    traditional,
)


@cache
def lines() -> list[str]:
    """Return the lines of a regulation."""
    return paragraphs("000", "徐州市创业贷款担保管理办法(试行)")


FORMS = {
    "html.html": lambda: as_html(lines()),
    "gb2312.html": lambda: as_html(lines(), "gb2312"),
    "one_column.pdf": lambda: as_pdf(lines()),
    "two_columns.pdf": lambda: as_pdf(lines(), columns=2),
    "typed.docx": lambda: as_word(lines()),
    "numbered.docx": lambda: as_numbered_word(lines()),
    "embedded.docx": lambda: as_alt_chunk(lines()),
}


@cache
def text() -> Processed:
    return process_source(read_bytes(as_text(lines()), "text.txt"))


def provisions(processed: Processed) -> list[tuple[str, str | None]]:
    (regulation,) = processed.page.regulations
    return [(node.level.name, node.number) for node in regulation.root.all()]


def words(processed: Processed, span: Span) -> str:
    source = processed.page.source
    return "".join(fold(Reading(source.text, cuts=source.furniture).of(span)).split())


def said(parameter: Parameter) -> tuple[object, ...]:
    """Return what a parameter says, its words without white space."""
    one, about = parameter.mention, parameter.subject
    values = (one.quantity, one.role, one.comparator, one.low, one.high, one.unit, about.modality)
    spoken = (parameter.text, about.attribute, about.holder, about.base, about.trigger, about.condition)
    return (*values, *("".join(fold(words or "").split()) for words in spoken))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_what_the_text_says(name: str) -> None:
    processed = process_source(read_bytes(FORMS[name](), name))
    assert provisions(processed) == provisions(text())
    assert list(map(said, processed.parameters[0])) == list(map(said, text().parameters[0]))
    (ours,), (theirs,) = processed.page.regulations, text().page.regulations
    assert words(processed, ours.span) == words(text(), theirs.span)
    assert not processed.page.source.flags


def test_traditional_characters_in_big5() -> None:
    processed = process_source(read_bytes(as_html(traditional(lines()), "big5"), "big5.html"))
    assert provisions(processed) == provisions(text())
    assert [said(one)[:7] for one in processed.parameters[0]] == [said(one)[:7] for one in text().parameters[0]]


@pytest.mark.slow
@pytest.mark.parametrize("is_dirty", [False, True], ids=["clean", "dirty"])
def test_a_scan_has_the_same_provisions_and_flags_where_a_parameter_differs(is_dirty: bool) -> None:
    """Of one that fits on a page, since recognising one takes ten seconds."""
    short = paragraphs("002", "国家科委八六三计划保密规定")
    pages = [dirty(page) if is_dirty else page for page in pictures(short, size=11)]
    processed = process_source(read_bytes(as_scan(pages), "scan.pdf"))
    typed = process_source(read_bytes(as_text(short), "text.txt"))
    assert provisions(processed) == provisions(typed)
    wanted = list(map(said, typed.parameters[0]))
    flags = [flag.span for flag in processed.flags]
    for parameter in processed.parameters[0]:
        if said(parameter) in wanted:
            wanted.remove(said(parameter))
        else:
            article = processed.page.regulations[0].root
            for index in parameter.path:
                article = article.children[index]
                if article.level.name == "ARTICLE":
                    break
            assert any(article.span.holds(flag) for flag in flags), parameter.text
    assert not wanted or flags


FILES = PAGES.parent / "files"


@pytest.mark.parametrize(
    ("name", "articles", "parameters"),
    [
        ("table_over_pages.pdf", 19, 39),
        ("two_columns.pdf", 27, 29),
        ("numbered.docx", 22, 16),
        ("embedded_page.docx", 13, 3),
        ("gb18030.html", 13, 3),
        ("big5.html", 13, 3),
    ],
)
def test_files_of_the_corpus(name: str, articles: int, parameters: int) -> None:
    processed = process_source(read(FILES / name))
    numbers = [number for level, number in provisions(processed) if level == "ARTICLE"]
    assert numbers == [str(number) for number in range(1, articles + 1)]
    assert len(processed.parameters[0]) >= parameters


def test_files_of_the_corpus_are_small() -> None:
    assert sum(path.stat().st_size for path in Path(FILES).iterdir()) < 500_000
