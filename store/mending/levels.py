"""What editors decided of the levels of provisions: which that are is told before a page is parsed again."""

from __future__ import annotations

from collections.abc import Sequence

from ...parse.tree.relevel import Levels
from ...text.levels import Level
from ...text.source import Span
from ..decisions import Decision
from .fields import PROVISION_FIELDS, json_of, json_text, value_of
from .outcome import Outcome, Result, Unfit
from .places import Places


def decided_levels(decisions: Sequence[Decision], views: Sequence[Places]) -> tuple[Levels, list[Outcome]]:
    """Return the levels that decisions give to provisions, by their first words, and what became of each decision.

    Args:
        decisions: those of the kind `level`, in the order in which they were made.
        views: the page as it was parsed, with ever more of what was decided.
    """
    found: dict[Span, tuple[Decision, Level, Level]] = {}
    outcomes: dict[str, Outcome] = {}
    for decision in decisions:
        try:
            level = Level(str(value_of(PROVISION_FIELDS, "level", json_of(decision.after))))
            span, before = _place(decision, views)
        except Unfit as error:
            outcomes[decision.id] = Outcome(decision, Result.UNFIT, str(error))
            continue
        if span in found:  # a provision has another eId at another level, so that these are two places to the editor
            earlier = found[span][0]
            outcomes[earlier.id] = Outcome(earlier, Result.SETTLED, "后来又为这一条款定了层级", span)
        found[span] = decision, before, level
    for span, (decision, before, level) in found.items():
        if before is level:
            outcomes[decision.id] = Outcome(decision, Result.SETTLED, "这一条款本来就是这个层级", span)
        else:
            applied = Outcome(decision, Result.APPLIED, None, span, "provisions", before=json_text(str(before)))
            outcomes[decision.id] = applied
    levels = {span: level for span, (_, before, level) in found.items() if before is not level}
    return levels, [outcomes[decision.id] for decision in decisions]


def _place(decision: Decision, views: Sequence[Places]) -> tuple[Span, Level]:
    """Return where the provision's first words stand, and its level where it was first parsed as a provision."""
    problem = None
    for places in views:
        try:
            span = places.of(decision.anchor)
        except Unfit as error:
            problem = problem or error
            continue
        provision = places.beginning(span)
        if provision:
            return span, provision.level
        problem = Unfit("这些字不再是一个条款的开头")
    raise problem or Unfit("这一页上已没有这份文件")
