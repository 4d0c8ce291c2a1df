"""A page as it is when what editors decided is applied: its text, its documents, its parameters, its flags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ...extract.page import Processed, process_page
from ...parse.model import Page
from ...parse.page import parse_page
from ...text.faults import FAULTS
from ...text.reading import Reading
from ...text.source import Source, Span
from ..decisions import Decision, Kind
from ..naming import cuts_of
from .book import Book
from .documents import mend_documents
from .flags import is_of_words, mend_flags
from .levels import decided_levels
from .outcome import Outcome, Result, Unfit
from .parameters import Parameters
from .places import Places, keys_of
from .text import corrections

_ROUNDS = 3
"""Times that a page is parsed again at most because a correction gave it a document that others are about."""


_OF_TEXT = (Kind.CORRECT, Kind.LEVEL)
"""What is decided of a page before it is parsed."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A processed page, and what became of every decision about it."""

    processed: Processed
    outcomes: tuple[Outcome, ...] = ()


Review = Callable[[Processed], Processed]
"""What adds the flags of the checks to a page."""


def mend(source: Source, book: Book, review: Review) -> Mended:
    """Parse, extract and review a source, and apply the decisions that are about it.

    Where it has no regulation left with the corrections of its text, or cannot be read with them, it is what it is
    without them, and they do not fit.
    """
    plain = parse_page(source)
    found = book.about(keys_of(plain), source.id)
    if not found:
        return Mended(review(process_page(plain)))
    first = Places(plain, book.moved)
    try:
        parsed = _corrected(source, book, plain, first)
        if plain.regulations and not parsed.page.regulations:
            raise Unfit("更正后这一页上没有法规了，因此未予更正")
        return _decided(parsed, book, review)
    except Unfit as error:
        reason = str(error)
    except FAULTS as error:
        reason = f"更正后的文字无法处理（{type(error).__name__}: {error}），因此未予更正"
    left_out = [Outcome(decision, Result.UNFIT, reason) for decision in found]
    of_text = [outcome for outcome in left_out if outcome.decision.kind in _OF_TEXT]
    try:
        page, of_documents = mend_documents(plain, _of_kind(found, Kind.DOCUMENT), [first])
        return _decided(_Parsed(page, [first, Places(page, book.moved)], [*of_text, *of_documents]), book, review)
    except FAULTS:
        return Mended(review(process_page(plain)), tuple(left_out))


@dataclass(slots=True)
class _Parsed:
    """A page with corrected text and documents, how it was read with ever more of them, and what became of them."""

    page: Page
    views: list[Places]
    outcomes: list[Outcome]


def _corrected(source: Source, book: Book, plain: Page, first: Places) -> _Parsed:
    """Parse a page with what was decided of its text, the levels of its provisions, and its documents.

    It is read again while with these it has documents that more decisions are about, because they have other
    identifiers: those are of title, number and day.
    """
    parsed = _Parsed(plain, [first], [])
    known = None
    for _ in range(_ROUNDS):
        found = _about(book, parsed.views, source)
        edits, of_text = corrections(source, _of_kind(found, Kind.CORRECT), parsed.views)
        levels, of_levels = decided_levels(_of_kind(found, Kind.LEVEL), parsed.views)
        if (found, edits, levels) == known:
            break
        known = found, edits, levels
        page = parse_page(source, edits, levels) if edits or levels else plain
        views = [*parsed.views, Places(page, book.moved)] if edits or levels else parsed.views
        page, of_documents = mend_documents(page, _of_kind(found, Kind.DOCUMENT), views)
        parsed = _Parsed(page, [*views, Places(page, book.moved)], [*of_text, *of_levels, *of_documents])
    return parsed


def _of_kind(found: Sequence[Decision], kind: Kind) -> list[Decision]:
    return [decision for decision in found if decision.kind is kind]


def _about(book: Book, views: Sequence[Places], source: Source) -> tuple[Decision, ...]:
    return book.about(set().union(*(places.keys for places in views)), source.id)


def _decided(parsed: _Parsed, book: Book, review: Review) -> Mended:
    """Extract and review a page, and apply the decisions that are about neither text, levels nor documents."""
    page, source, outcomes = parsed.page, parsed.page.source, [*parsed.outcomes]
    placed: list[tuple[Decision, Span]] = []
    for decision in _about(book, parsed.views, source):
        if decision.kind not in (*_OF_TEXT, Kind.DOCUMENT):
            try:
                placed.append((decision, _place(decision, parsed.views)))
            except Unfit as error:
                outcomes.append(Outcome(decision, Result.UNFIT, str(error)))
    processed = process_page(page)
    reading = Reading(source.text, page.edits, cuts_of(page))
    parameters = Parameters(page.regulations, processed.parameters, reading)
    kept = [(decision, span) for decision, span in placed if is_of_words(decision)]
    reports = [(decision, span) for decision, span in placed if decision.kind is Kind.REPORT]
    for decision, span in placed:
        if decision.kind is not Kind.REPORT and not is_of_words(decision):
            parameters.apply(decision, span)
    outcomes += parameters.finish()
    processed = review(replace(processed, parameters=tuple(map(tuple, parameters.found))))
    closed = [(decision, span) for decision, span in placed if decision.kind is not Kind.REPORT]
    closed += [(one.decision, one.span) for one in parsed.outcomes if one.span and one.result is not Result.UNFIT]
    processed, more = mend_flags(processed, kept, reports, closed)
    order = sorted([*outcomes, *more], key=lambda outcome: outcome.decision.number)
    return Mended(processed, tuple(order))


def _place(decision: Decision, views: Sequence[Places]) -> Span:
    """Return where a decision's words stand on a page: as it is parsed with all corrections, else as before them."""
    problem = None
    for places in reversed(views):
        try:
            return places.of(decision.anchor)
        except Unfit as error:
            problem = problem or error
    raise problem or Unfit("这一页上已没有这份文件")
