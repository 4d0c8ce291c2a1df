"""Corrections of text: which of them fit a page together, and the characters that each changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ...parse.masked import masks_of
from ...text.reading import Edit
from ...text.source import Source, Span
from ...text.view import Mask
from ..decisions import Decision
from .outcome import Outcome, Result, Settled, Unfit
from .places import Places


def corrections(
    source: Source, decisions: Sequence[Decision], views: Sequence[Places]
) -> tuple[tuple[Edit, ...], list[Outcome]]:
    """Return the edits that decisions make in a source, and what became of each decision.

    A correction that holds an earlier one whole takes its place. One that overlaps an earlier one in another way, or
    cuts through markup, does not fit.

    Args:
        source: whose text is corrected.
        decisions: those of the kind `correct`, in the order in which they were made.
        views: the page as it was parsed, with ever more of the corrections.
    """
    masks = masks_of(source)
    fitting: dict[str, tuple[Decision, Span, tuple[Edit, ...]]] = {}
    outcomes: dict[str, Outcome] = {}
    for decision in decisions:
        span = None
        try:
            span = _place(decision, views)
            edits = tuple(edits_of(source.text, span, decision.after or "", decision.id, masks))
            _see_masks(edits, masks)
            replaced = _see_others(span, edits, list(fitting.values()))
        except Unfit as error:
            outcomes[decision.id] = Outcome(decision, Result.UNFIT, str(error), span)
        except Settled as error:
            outcomes[decision.id] = Outcome(decision, Result.SETTLED, str(error), span)
        else:
            for earlier in replaced:
                _, place, _ = fitting.pop(earlier.id)
                reason = "这一处后来又作了范围更大的更正"
                outcomes[earlier.id] = Outcome(earlier, Result.SETTLED, reason, place)
            fitting[decision.id] = decision, span, edits
            outcomes[decision.id] = Outcome(decision, Result.APPLIED, None, span, "edits")
    edits = tuple(sorted(edit for _, _, made in fitting.values() for edit in made))
    return edits, [outcomes[decision.id] for decision in decisions]


def _place(decision: Decision, views: Sequence[Places]) -> Span:
    """Return where a correction's words stand. Raises `Unfit`, or `Settled` where the page says what it should."""
    if decision.after is None:
        raise Unfit("更正没有写明应为何字")
    problem = None
    for places in views:
        try:
            return places.of(decision.anchor)
        except Unfit as error:
            problem = problem or error
    if any(places.says(decision.anchor, decision.after) for places in views):
        raise Settled("原文已经是更正后的文字")
    raise problem or Unfit("这一页上已没有这份文件")


def edits_of(text: str, span: Span, right: str, decision_id: str | None, masks: Sequence[Mask]) -> Iterator[Edit]:
    """Yield the changes that make `right` of the words at a span, each of as few characters as can be.

    What is inserted belongs to a character beside it, so that it stands somewhere; characters that are changed one
    for one stay characters of their own, so that every span may begin or end between them.
    """
    wrong = span.of(text)
    if not wrong:
        at = _beside(text, span.start, masks)
        character = text[at]
        yield Edit(
            Span(at, at + 1), character, character + right if at < span.start else right + character, decision_id
        )
        return
    for kind, low, high, start, end in SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        new = right[start:end]
        if kind == "insert":
            yield from edits_of(text, Span(span.start + low, span.start + low), new, decision_id, masks)
        elif len(new) == high - low:
            for offset, character in enumerate(new):
                at = span.start + low + offset
                if text[at] != character:
                    yield Edit(Span(at, at + 1), text[at], character, decision_id)
        else:
            yield Edit(Span(span.start + low, span.start + high), wrong[low:high], new, decision_id)


def _beside(text: str, at: int, masks: Sequence[Mask]) -> int:
    """Return the character that what is inserted before `at` belongs to: a letter before it, else what is behind."""

    def is_words(index: int) -> bool:
        return 0 <= index < len(text) and not any(mask.span.start <= index < mask.span.end for mask in masks)

    beside = [index for index in (at - 1, at) if is_words(index)]
    letters = [index for index in beside if not text[index].isspace()]
    for index in (*letters, *beside):
        return index
    raise Unfit("插入之处没有可以依附的文字")


def _see_masks(edits: Sequence[Edit], masks: Sequence[Mask]) -> None:
    """Raise `Unfit` where a change lies in what is not read as words, or cuts through it."""
    for edit in edits:
        for mask in masks:
            if mask.span.start >= edit.span.end:
                break
            if mask.span.end > edit.span.start and not edit.span.holds(mask.span):
                raise Unfit("更正之处落在页眉、页码或标记之中")


def _see_others(
    span: Span, edits: Sequence[Edit], earlier: Sequence[tuple[Decision, Span, tuple[Edit, ...]]]
) -> list[Decision]:
    """Return the earlier corrections that this one takes the place of; raises `Unfit` where it overlaps one."""
    replaced = []
    for decision, place, made in earlier:
        if place.end > place.start and span.holds(place):
            replaced.append(decision)
        elif any(
            one.span.start < other.span.end and other.span.start < one.span.end for one in edits for other in made
        ):
            raise Unfit(f"与较早的更正（{decision.id[:8]}）重叠")
    return replaced
