"""What each rule would answer, by the rule's name: candidates that a grammar proposes."""

from __future__ import annotations

from ...text.source import Span
from ..binding.act import act
from ..binding.attribute import RULES
from ..binding.holder import findings
from ..binding.surroundings import Surroundings
from ..binding.violator import findings as violations

Answers = dict[Span, list[str]]
"""The rules that name a stretch of text."""


def rule_answers(around: Surroundings, base: Span | None) -> tuple[Answers, Answers]:
    """Return what the rules name as attribute and as holder; `base` is what a ratio is taken of."""
    what: Answers = {}
    whose: Answers = {}
    for name, rule in RULES.items():
        found = rule(around, base)
        _add(what, name, found.attribute)
        _add(whose, "of-" + name, found.owner)
    done = act(around)
    _add(what, "act", done)
    for finding in (*findings(around, done), *violations(around)):
        if finding:
            _add(whose, finding.rule, finding.span)
    return what, whose


def _add(answers: Answers, rule: str, span: Span | None) -> None:
    if span is not None and span.end > span.start:
        answers.setdefault(span, []).append(rule)
