"""A mention among its clauses: what stands left and right of it, and what came before."""

from __future__ import annotations

from dataclasses import dataclass

from ..ingest.source import Span
from .clause import Clause, brackets, region_of, split, without_label
from .context import Context
from .model import Mention


@dataclass(frozen=True, slots=True)
class Frame:
    """A mention in its region: the unit, or the brackets it stands in.

    `clauses` are those of the region, `at` the index of the one that holds the mention. `outside` is the stretch of
    the unit before the brackets, None for a mention that stands in none. `others` are the spans of the mentions that
    precede this one in the unit.
    """

    context: Context
    mention: Mention
    clauses: tuple[Clause, ...]
    at: int
    outside: Span | None
    others: tuple[Span, ...]

    @property
    def previous(self) -> Span | None:
        """The span of the mention straight before this one in the unit, if there is one."""
        return self.others[-1] if self.others else None

    def numbered(self, index: int) -> bool:
        """Tell whether clause `index` holds an earlier mention."""
        clause = self.clauses[index]
        return any(clause.start <= other.start < clause.end for other in self.others)

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

    def earlier(self, statement: bool = False) -> list[int]:
        """Return the indices of the clauses before the mention's in its sentence, nearest first.

        With `statement`, a semicolon is a border too.
        """
        out: list[int] = []
        for index in range(self.at - 1, -1, -1):
            clause = self.clauses[index]
            if clause.ends_sentence or (statement and clause.ends_statement):
                break
            out.append(index)
        return out


def frames(mentions: tuple[Mention, ...], context: Context) -> list[Frame]:
    """Return the frame of each mention of one unit; the unit is cut only once."""
    folded = context.folded
    unit = without_label(folded, context.unit)
    pairs = brackets(folded, unit)
    cut: dict[Span, tuple[Clause, ...]] = {}
    out: list[Frame] = []
    others: tuple[Span, ...] = ()
    for mention in mentions:
        region, bracket = region_of(mention.span, unit, pairs)
        if region not in cut:
            cut[region] = tuple(split(folded, region, pairs)) or (Clause(region.start, region.end, ""),)
        clauses = cut[region]
        at = next((i for i, c in enumerate(clauses) if mention.span.start < c.end), len(clauses) - 1)
        outside = Span(unit.start, bracket.start - 1) if bracket else None
        out.append(Frame(context, mention, clauses, at, outside, others))
        others = (*others, mention.span)
    return out
