"""What editors decided of parameters: other fields, parameters that were missed, and such that are none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...extract.model import Mention, Parameter, Subject
from ...parse.model import Regulation
from ...text.lines import strip
from ...text.reading import Reading
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..decisions import Decision, Kind
from .fields import PARAMETER_FIELDS, Value, json_of, json_text, value_of
from .outcome import Outcome, Result, Settled, Unfit
from .values import BOUND_FIELDS, EDITOR, confirmed, contradiction, field_of, with_values

_At = tuple[int, int]
"""Which document of the page, and which parameter of it."""
_NONE = "这里已没有参数"
_SENTENCE_ENDS = "。\n"
_SAME = 0.5
"""Two mentions are of the same number where they share more than this part of what they cover together."""


class Parameters:
    """The parameters of a page, to be changed as was decided; `found` are those of each document, in order."""

    def __init__(
        self, regulations: Sequence[Regulation], found: Sequence[Sequence[Parameter]], reading: Reading
    ) -> None:
        """Take the documents of a page, their parameters, and how the page is read."""
        self._regulations = regulations
        self._reading = reading
        self.found = [list(parameters) for parameters in found]
        self._before: dict[Span, Parameter] = {}
        self._decided: dict[Span, dict[str, Value]] = {}
        self._outcomes: list[Outcome] = []

    def apply(self, decision: Decision, span: Span) -> None:
        """Apply a decision whose words stand at `span`; `finish` tells what became of it."""
        try:
            before, span = self._apply(decision, span)
        except Unfit as error:
            self._outcomes.append(Outcome(decision, Result.UNFIT, str(error), span))
        except Settled as error:
            self._outcomes.append(Outcome(decision, Result.SETTLED, str(error), span))
        else:
            table = None if decision.kind is Kind.DELETE else "parameters"
            self._outcomes.append(Outcome(decision, Result.APPLIED, None, span, table, before=before))

    def finish(self) -> list[Outcome]:
        """Take back what contradicts itself when all is decided, and return what became of each decision."""
        wrong: dict[Span, str] = {}
        for found in self.found:
            for index, parameter in enumerate(found):
                span = parameter.mention.span
                problem = contradiction(parameter.mention) if span in self._decided else None
                if problem:
                    wrong[span] = problem
                    words = {name: v for name, v in self._decided[span].items() if name not in BOUND_FIELDS}
                    found[index] = with_values(self._before[span], words, self._reading)
        return [
            replace(one, result=Result.UNFIT, reason=wrong[one.span], table=None)
            if one.span in wrong and one.result is Result.APPLIED and one.decision.field in BOUND_FIELDS
            else one
            for one in self._outcomes
        ]

    def _apply(self, decision: Decision, span: Span) -> tuple[str | None, Span]:
        """Apply a decision and return what was there before, as JSON, and where the mention stands."""
        at = self._at(span)
        if decision.kind is Kind.ADD:
            before, at = self._added(decision, span, at)
        elif at is None:
            raise Settled(_NONE) if decision.kind is Kind.DELETE else Unfit(_NONE)
        elif decision.kind is Kind.DELETE:
            return None, self.found[at[0]].pop(at[1]).mention.span
        elif decision.kind is Kind.KEEP:
            before = None
            self.found[at[0]][at[1]] = confirmed(self.found[at[0]][at[1]])
        else:
            value = value_of(PARAMETER_FIELDS, decision.field, json_of(decision.after))
            before = json_text(field_of(self.found[at[0]][at[1]], str(decision.field)))
            self._set(at, {str(decision.field): value})
        return before, self.found[at[0]][at[1]].mention.span

    def _added(self, decision: Decision, span: Span, at: _At | None) -> tuple[str, _At]:
        """Put a parameter at `span`, or give one that is there the fields; return what it had there and where it is."""
        values = json_of(decision.after)
        if not isinstance(values, dict):
            raise Unfit("补充的参数没有写明各字段")
        checked = {field: value_of(PARAMETER_FIELDS, field, value) for field, value in values.items()}
        if at is None:
            before, at = json_text(None), self._add(span, checked)
        else:
            one = self.found[at[0]][at[1]]
            before = json.dumps({field: field_of(one, field) for field in checked}, ensure_ascii=False)
        self._set(at, checked)
        return before, at

    def _at(self, span: Span) -> _At | None:
        """Return where the parameter is whose mention stands at `span`, else the only one that is most of it."""
        places = [(i, j, p.mention.span) for i, found in enumerate(self.found) for j, p in enumerate(found)]
        exact = [(i, j) for i, j, other in places if other == span]
        near = [(i, j) for i, j, other in places if _shared(other, span) > _SAME]
        if len(exact) > 1:
            raise Unfit(f"这里有{len(exact)}个参数，无法确定是哪一个")
        return exact[0] if exact else near[0] if len(near) == 1 else None

    def _add(self, span: Span, values: Mapping[str, Value]) -> _At:
        """Put a parameter at `span` that says nothing yet, and return where it is."""
        index = next((i for i, regulation in enumerate(self._regulations) if regulation.span.holds(span)), None)
        if index is None:
            raise Unfit("这里不在任何文件之中")
        if span.start >= span.end or "quantity" not in values:
            raise Unfit("补充的参数要有文字，并写明 quantity")
        quantity = Quantity(str(values["quantity"]))
        mention = Mention(span, span, quantity, None, None, None, None, None, rule=EDITOR)
        root = self._regulations[index].root
        path = root.path_at(*span)
        quoted = _sentence(self._reading.text, root.at(path).own if path else self._regulations[index].span, span)
        words = " ".join(self._reading.of(quoted).split())
        parameter = Parameter(mention, Subject(), self._reading.of(span), words, path, quoted)
        found = self.found[index]
        found.append(parameter)
        found.sort(key=lambda one: one.mention.span)
        return index, found.index(parameter)

    def _set(self, at: _At, values: Mapping[str, Value]) -> None:
        """Give fields of a parameter other values."""
        parameter = self.found[at[0]][at[1]]
        span = parameter.mention.span
        before = self._before.setdefault(span, parameter)
        self._decided[span] = {**self._decided.get(span, {}), **values}
        self.found[at[0]][at[1]] = with_values(before, self._decided[span], self._reading)


def _shared(one: Span, other: Span) -> float:
    """Return which part of what two spans cover together both cover."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (max(one.end, other.end) - min(one.start, other.start)) if both > 0 else 0.0


def _sentence(text: str, within: Span, span: Span) -> Span:
    """Return the sentence around a span, within a range that holds it."""
    start = max(within.start, *(text.rfind(mark, within.start, span.start) + 1 for mark in _SENTENCE_ENDS))
    ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, span.end, within.end)) >= 0]
    end = min(ends) if ends else within.end
    return strip(text, Span(start, max(span.end, end + (text[end : end + 1] == "。"))))
