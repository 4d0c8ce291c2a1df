"""What editors and readers say of flags: such that are wrong are left out, and what readers report is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ...extract.page import Processed
from ...text.source import Flag, Span
from ..decisions import Decision, Kind
from .outcome import Outcome, Result

REPORTED = "reported"
"""The kind of a flag that a reader raised."""

_SCORE = 0.9
"""A person says so, if one who has not signed in."""


def mend_flags(
    processed: Processed,
    kept: Sequence[tuple[Decision, Span]],
    reports: Sequence[tuple[Decision, Span]],
    closed: Iterable[tuple[Decision, Span]],
) -> tuple[Processed, list[Outcome]]:
    """Return a page without the flags that are wrong and with those that readers raise, and what became of each.

    Args:
        processed: the page, reviewed.
        kept: decisions that words are right as they stand, with where these are: no flag of the kind that `field`
            names stands there, or none at all where it names none.
        reports: what readers report, and where.
        closed: what editors decided, and where: a report is settled by what was decided there after it, and what is
            doubted of words that a correction has put in the place of others is not asked again.
    """
    outcomes = []
    closed = list(closed)
    raised = []
    for decision, span in reports:
        later = [other for other, place in closed if other.number > decision.number and _touch(place, span)]
        if later:
            outcomes.append(Outcome(decision, Result.SETTLED, "编辑已对这一处作出决定", span))
        else:
            raised.append(Flag(REPORTED, f"读者报错：{decision.note or '未说明'}", span, score=_SCORE))
            outcomes.append(Outcome(decision, Result.APPLIED, None, span, "flags"))
    standing = [*processed.flags]
    corrected = [place for decision, place in closed if decision.kind is Kind.CORRECT]
    changed = [edit.span for edit in processed.page.edits if edit.decision_id]
    dropped = {(flag.span, flag.kind) for flag in standing if _is_decided(flag.span, corrected, changed)}
    for decision, span in kept:
        wrong = {
            (flag.span, flag.kind) for flag in standing if flag.span == span and decision.field in (None, flag.kind)
        }
        dropped |= wrong
        if wrong:
            outcomes.append(Outcome(decision, Result.APPLIED, None, span, "flags"))
        else:
            outcomes.append(Outcome(decision, Result.SETTLED, "这里已没有可疑之处", span))
    if not dropped and not raised:
        return processed, outcomes
    return _with(processed, lambda flag: (flag.span, flag.kind) not in dropped, raised), outcomes


def _with(processed: Processed, stands: Callable[[Flag], bool], more: Sequence[Flag]) -> Processed:
    """Return a page without some of its flags and with more."""

    def left(flags: Sequence[Flag]) -> tuple[Flag, ...]:
        return tuple(flag for flag in flags if stands(flag))

    page = processed.page
    return replace(
        processed,
        page=replace(
            page,
            source=replace(page.source, flags=left(page.source.flags)),
            regulations=tuple(replace(one, flags=left(one.flags)) for one in page.regulations),
            flags=(*left(page.flags), *more),
        ),
    )


def _is_decided(span: Span, corrected: Sequence[Span], changed: Sequence[Span]) -> bool:
    """Tell whether a correction is about all of the words at a span, and changes some of them."""
    return any(place.holds(span) for place in corrected) and any(_touch(edit, span) for edit in changed)


def _touch(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.end and other.start < one.end)


def is_of_words(decision: Decision) -> bool:
    """Tell whether a decision says that words are right; else it says so of the parameter that it names."""
    return decision.kind is Kind.KEEP and "#" not in (decision.target or "")
