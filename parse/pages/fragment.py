"""Text that is no regulation: a sentence, a clause, a few articles copied out of their document."""

from __future__ import annotations

import re

from ...text.fold import fold
from ...text.source import Source, Span
from ..masked import parse_masked
from ..model import Page, Regulation
from ..page import parse_unmasked
from ..tables import find_tables
from ..tree.build import build
from ..tree.outline import find_marks
from ..tree.relevel import Levels

_RULE = re.compile(r"[,;]|应当?|必须|不得|可以|[由按每]|自.*起|[为达满]|不?(?:超过|低于|少于|高于)|以[上下内]")
_NAMES = re.compile("关于|《")


def parse_any(source: Source) -> Page:
    """Parse a source as `parse_page` does; where it holds no regulation, as one document without a title.

    The guarantees are those of `parse_page`. The flag that no regulation was found stays on the page, so that a
    fragment can be told from a document. White space alone gives a page without documents.
    """
    return parse_masked(source, _parse_any)


def _parse_any(source: Source, levels: Levels) -> Page:
    page = parse_unmasked(source, levels)
    titles = [regulation.title for regulation in page.regulations]
    if not source.text.strip() or (titles and not all(_opens_sentence(title, source.text) for title in titles)):
        return page
    return Page(source, (_fragment(source),), (), page.flags)


def _opens_sentence(title: str, text: str) -> bool:
    """Tell whether a title is but the beginning of a sentence, or all of one: 应当在十日内作出答复."""
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if len(lines) == 1 and fold(lines[0]) == fold(title):
        return bool(_RULE.search(fold(title))) and not _NAMES.search(title)
    return "," in fold(title) and not any(line.strip("# ") == title for line in lines)


def _fragment(source: Source) -> Regulation:
    """Return the whole text as one document of which nothing is known but its provisions."""
    folded, whole = fold(source.text), Span(0, len(source.text))
    tables = find_tables(folded, source.text, whole)
    root = build(folded, source.text, whole, 0, find_marks(folded), [table.span for table in tables])
    return Regulation(
        source_id=source.id,
        ordinal=0,
        title="",
        kind=None,
        issuer=None,
        doc_number=None,
        region=None,
        adopted=None,
        approved=None,
        promulgated=None,
        text_as_of=None,
        effective=None,
        expires=None,
        status=None,
        issued_by=None,
        span=whole,
        root=root,
        tables=tables,
    )
