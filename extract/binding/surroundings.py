"""A mention among its clauses: what stands left and right of it, and what came before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ...text.clauses import Clause, at_clause, cut_unit, region_of, split_clauses, without_label
from ...text.source import Span
from ..model import Mention
from .context import Context

_REACH = 40
"""How many clauses back a subject is looked for; lists of violations reach 20."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A mention in its region: the unit without its label, or the brackets it stands in.

    `clauses` are those of the region, `at` the index of the one that holds the mention. `others` are the spans of
    the unit's mentions that stand shortly before this one, the nearest last. `outer` is what surrounds, in the unit, a
    mention that stands in brackets.
    """

    context: Context
    mention: Mention
    clauses: tuple[Clause, ...]
    at: int
    others: tuple[Span, ...]
    outer: Surroundings | None = None

    @property
    def previous(self) -> Span | None:
        """The span of the mention straight before this one in the unit, if there is one."""
        return self.others[-1] if self.others else None

    @property
    def folded(self) -> str:
        """The folded text, which all positions count."""
        return self.context.folded

    @property
    def clause(self) -> Clause:
        """The clause that holds the mention."""
        return self.clauses[self.at]

    @property
    def left(self) -> str:
        """What stands in the clause before the mention, folded."""
        return self.folded[self.clause.start : self.mention.span.start]

    @property
    def right(self) -> str:
        """What stands in the clause behind the mention, folded."""
        return self.folded[self.mention.span.end : self.clause.end]

    def text(self, index: int) -> str:
        """Return the folded text of the region's clause `index`."""
        clause = self.clauses[index]
        return self.folded[clause.start : clause.end]

    def numbered(self, index: int) -> bool:
        """Tell whether clause `index` holds an earlier mention."""
        clause = self.clauses[index]
        first = bisect_left(self.others, clause.start, key=_start)
        return first < len(self.others) and self.others[first].start < clause.end

    def before(self) -> list[int]:
        """Return the indices of the clauses before the mention's in the region, nearest first, as far as matters."""
        return list(range(self.at - 1, max(-1, self.at - 1 - _REACH), -1))

    def earlier(self, statement: bool = False) -> list[int]:
        """Return the indices of the clauses before the mention's in its sentence, nearest first.

        With `statement`, a semicolon is a border too.
        """
        out: list[int] = []
        for index in self.before():
            clause = self.clauses[index]
            if clause.ends_sentence or (statement and clause.ends_statement):
                break
            out.append(index)
        return out


def _start(span: Span) -> int:
    return span.start


def surroundings_of(mentions: tuple[Mention, ...], context: Context) -> list[Surroundings]:
    """Return what surrounds each mention of one unit, in the order of the text; the unit is cut only once."""
    if not mentions:
        return []
    folded = context.folded
    unit = without_label(folded, context.unit)
    if mentions[0].span.start < unit.start:
        unit = context.unit
    clauses, pairs = cut_unit(folded, unit)
    cut = {unit: clauses or (Clause(unit.start, unit.end, ""),)}

    def placed(mention: Mention, region: Span, others: tuple[Span, ...], outer: Surroundings | None) -> Surroundings:
        if region not in cut:
            cut[region] = tuple(split_clauses(folded, region, pairs)) or (Clause(region.start, region.end, ""),)
        at = at_clause(cut[region], mention.span.start)
        return Surroundings(context, mention, cut[region], at, others, outer)

    spans = tuple(mention.span for mention in mentions)
    out: list[Surroundings] = []
    for index, mention in enumerate(mentions):
        others = spans[max(0, index - _REACH) : index]
        region = region_of(mention.span, unit, pairs)
        outer = placed(mention, unit, others, None) if region != unit else None
        out.append(placed(mention, region, others, outer))
    return out
