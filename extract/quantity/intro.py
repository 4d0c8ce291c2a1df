"""What introduces a list (应当具备下列条件：), as the roles and bounds of its items read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...text.source import Span
from .excerpt import Joint, joint


class Intro(NamedTuple):
    """The text that introduces a list: all of it, without the colon that ends it, and its last sentence."""

    whole: Joint
    lead: Joint
    last: Joint


def read_intro(folded: str, spans: Sequence[Span]) -> Intro:
    """Return the text of `spans`, which introduce a list and the lists in it, from the outermost on."""
    if not spans:
        return NOTHING
    whole = joint(folded, spans, "\n")
    lead = whole.cut(0, len(whole.text.rstrip(": \n。")))
    end = len(whole.text.rstrip().rstrip("。:"))
    indent = len(whole.text) - len(whole.text.lstrip())
    start = max(indent, *(whole.text.rfind(stop, 0, end) + 1 for stop in "。;"))
    return Intro(whole, lead, whole.cut(start, max(start, end)))


_EMPTY = Joint("", ())
NOTHING = Intro(_EMPTY, _EMPTY, _EMPTY)
"""The introduction of what stands in no list."""
