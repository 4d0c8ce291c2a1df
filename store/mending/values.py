"""A parameter with other values in some fields, as an editor gives them by the names of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...extract.model import Evidence, Field, Mention, Modality, Parameter, Role
from ...text.comparators import Comparator
from ...text.reading import Reading
from ...text.source import Span
from ...text.units.kinds import Quantity
from .fields import Value

EDITOR = "editor"
"""The rule by which stands what an editor decided."""

_WORDS = ("attribute", "holder", "base", "trigger", "condition", "modality", "act")
_ENDS = ("min_value", "max_value", "min_date", "max_date")
BOUND_FIELDS = frozenset({*_ENDS, "quantity", "comparator", "min_inclusive", "max_inclusive"})
"""The fields that can contradict each other."""

_EVIDENCE: Mapping[str, Field] = {
    **{field.value: field for field in Field},
    **dict.fromkeys((*_ENDS, "comparator", "min_inclusive", "max_inclusive"), Field.BOUND),
}
"""What the evidence for a column is called."""
_UPPER = (Comparator.LT, Comparator.LE)
_LOWER = (Comparator.GT, Comparator.GE)


def field_of(parameter: Parameter, field: str) -> Value:
    """Return what a parameter has in a column."""
    mention = parameter.mention
    is_date = mention.quantity is Quantity.DATE
    if field in _ENDS:
        if is_date != field.endswith("_date"):
            return None
        return mention.low if field.startswith("min") else mention.high
    if field.endswith("_inclusive"):
        return int(mention.low_inclusive if field.startswith("min") else mention.high_inclusive)
    value: Value = getattr(parameter.subject if field in _WORDS else mention, field)
    return value


def with_values(parameter: Parameter, values: Mapping[str, Value], reading: Reading) -> Parameter:
    """Return a parameter with other values in some columns; what it says of the others stays.

    Where only the comparator is given, a single number goes to the side that it then bounds. The evidence for what is
    given is where its words stand in the quote, if they do in one place.
    """
    mention = _with_mention(parameter.mention, values)
    words: dict[str, Any] = {name: values[name] for name in _WORDS if name in values}
    if words.get("modality") is not None:
        words["modality"] = Modality(words["modality"])
    if "attribute" in words or "holder" in words:
        words["word_confidence"] = 1.0
    subject = replace(parameter.subject, **words)
    decided = {_EVIDENCE[name] for name in values if name in _EVIDENCE}
    kept = tuple(piece for piece in subject.evidence if piece.field not in decided)
    found = tuple(_evidence(words, parameter.quote_span, reading))
    return replace(
        parameter,
        mention=replace(mention, evidence=tuple(p for p in mention.evidence if p.field not in decided)),
        subject=replace(subject, evidence=(*kept, *found)),
    )


def confirmed(parameter: Parameter) -> Parameter:
    """Return a parameter that an editor found right as it stands."""
    return replace(
        parameter,
        mention=replace(parameter.mention, confidence=1.0),
        subject=replace(parameter.subject, word_confidence=1.0),
    )


def contradiction(mention: Mention) -> str | None:
    """Return in a Chinese sentence how comparator and ends contradict each other, None where they do not."""
    comparator, low, high = mention.comparator, mention.low, mention.high
    if comparator in _UPPER and (low is not None or high is None):
        return "上限应有最大值而没有最小值"
    if comparator in _LOWER and (high is not None or low is None):
        return "下限应有最小值而没有最大值"
    if comparator in (Comparator.EQ, Comparator.ABOUT) and low != high:
        return "等于的值应有相同的最小值与最大值"
    if comparator is Comparator.RANGE and (low is None or high is None or _is_above(low, high)):
        return "区间应有最小值与较大的最大值"
    return None


def _is_above(low: float | str, high: float | str) -> bool:
    return low >= high if isinstance(low, float | int) and isinstance(high, float | int) else str(low) >= str(high)


def _with_mention(mention: Mention, values: Mapping[str, Value]) -> Mention:
    changes: dict[str, Any] = {name: values[name] for name in ("unit",) if name in values}
    for name, vocabulary in (("quantity", Quantity), ("role", Role), ("comparator", Comparator)):
        if name in values:
            value = values[name]
            changes[name] = None if value is None else vocabulary(str(value))
    suffix = "date" if changes.get("quantity", mention.quantity) is Quantity.DATE else "value"
    ends = {"low": f"min_{suffix}", "high": f"max_{suffix}"}
    changes |= {end: values[name] for end, name in ends.items() if name in values}
    if "comparator" in changes:
        if not changes.keys() & ends.keys():
            changes |= _moved_to_its_side(mention, changes["comparator"])
        changes["low_inclusive"] = changes["comparator"] is not Comparator.GT
        changes["high_inclusive"] = changes["comparator"] is not Comparator.LT
    for end, name in (("low_inclusive", "min_inclusive"), ("high_inclusive", "max_inclusive")):
        if name in values:
            changes[end] = bool(values[name])
    if changes:
        changes["confidence"] = 1.0
    return replace(mention, **changes)


def _moved_to_its_side(mention: Mention, comparator: Comparator | None) -> dict[str, float | str | None]:
    ends = {end for end in (mention.low, mention.high) if end is not None}
    if len(ends) != 1:
        return {}
    (only,) = ends
    if comparator in _UPPER:
        return {"low": None, "high": only}
    if comparator in _LOWER:
        return {"low": only, "high": None}
    return {"low": only, "high": only} if comparator in (Comparator.EQ, Comparator.ABOUT) else {}


def _evidence(words: Mapping[str, Any], quote: Span, reading: Reading) -> Iterator[Evidence]:
    """Yield where the words of fields stand in the quote, as far as they stand in one place only."""
    text = reading.text
    for name, said in words.items():
        if name == "modality" or name not in _EVIDENCE or not said or text.count(said, *quote) != 1:
            continue
        at = text.index(said, *quote)
        yield Evidence(_EVIDENCE[name], Span(at, at + len(said)), EDITOR, 1.0)
