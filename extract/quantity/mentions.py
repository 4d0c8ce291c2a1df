"""From the text of one provision to its numeric mentions: found, joined, bounded, and at last claimed with a role."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.clauses import statement_end, without_label
from ...text.comparators import Comparator
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Field, Mention, Role
from .bounded import read_bounds
from .calendar_rules import settle_date
from .confidence import confidence, value_noun
from .damaged import without_doubted
from .directions import directed
from .exclusions import judged
from .intro import Intro, read_intro
from .listed_bounds import bounded_by_list
from .per import fold_units
from .pieces import evidence
from .ranges import join
from .roles import assign_role
from .scan import scan
from .shared_bounds import share_bounds
from .steps import Bounded, Direction, Found, Joined, Ruling

_NOT_UNDERSTOOD = 0.2
_PER = "每"

IN_STATEMENT, IN_SENTENCE = 40, 1_000
"""Numbers that are read of a statement, and up to a full stop: in 2,783 laws no statement has more than 9, no sentence
more than 20; what scrapers left of a long table is many lines without a full stop."""


def find_mentions(folded: str, span: Span, intro: Sequence[Span] = ()) -> list[Mention]:
    """Return the numeric mentions in `folded[span]`, in order and without overlap.

    A number that was found but not understood has `low`, `high` and `comparator` None and a low confidence. The
    evidence of bound and role stands in the provision or in its introduction, and no two pieces of one field overlap.

    Args:
        folded: the folded text of the whole source; all spans count its characters.
        span: the own text of one provision.
        intro: what introduces the list the provision stands in (应当具备下列条件), from the outermost list on.
    """
    return mentions_of(found(folded, span), folded, span, intro)


def mentions_of(numbers: Sequence[Found], folded: str, span: Span, intro: Sequence[Span]) -> list[Mention]:
    """Return the mentions that the numbers found in `folded[span]` make; see `find_mentions`."""
    introduced = read_intro(folded, intro)
    mentions: list[Mention] = []
    floor = span.start
    for number in joined(numbers, folded, span):
        ruling = ruled(number, folded, floor, span, introduced)
        if ruling is not None:
            mentions.append(_claimed(ruling, folded, span))
            looks_back = ruling.role is Role.VALUE and ruling.bounded.direction is Direction.BACK
            floor = floor if looks_back else ruling.bounded.span.end  # 不低于前三年平均产值的六倍
    return mentions


def found(folded: str, span: Span) -> list[Found]:
    """Return what has the form of a quantity in `folded[span]` and is not refuted by what surrounds it.

    Of a sentence that goes on with numbers without end, which is data or damage, only the first are read.
    """
    out: list[Found] = []
    begin = without_label(folded, span).start if folded[span.start : span.start + 1].isdigit() else span.start
    numbers = scan(folded, begin, span.end)  # 1.80周岁以上的 is the first of a list
    count, sentence, end, stop = 0, 0, span.start, span.start
    while (number := next(numbers, None)) is not None:
        if number.start >= stop:
            sentence, stop = 0, folded.find("。", number.start, span.end) + 1 or span.end
        if number.start >= end:
            count, end = 0, statement_end(folded, number.start, stop)
        count, sentence = count + 1, sentence + 1
        if sentence > IN_SENTENCE:
            numbers = scan(folded, stop, span.end)
        elif count > IN_STATEMENT:
            numbers = scan(folded, end, span.end)
        elif (read := judged(number, folded, *span)) is not None:
            out.append(read)
    return out


def joined(numbers: Sequence[Found], folded: str, span: Span) -> list[Joined]:
    """Return one number for each parameter of `folded[span]`."""
    one_each = fold_units(join(numbers, folded, span.start), folded, span.start)
    return without_doubted(share_bounds(one_each, folded), folded, *span)


def ruled(number: Joined, folded: str, floor: int, span: Span, intro: Intro) -> Ruling | None:
    """Return the ruling on a number, None on a date that only tells history; `floor` is where the one before ends."""
    bounded = read_bounds(number, folded, floor, span.end)
    if number.quantity is Quantity.DATE:
        return settle_date(bounded, folded, span)
    bounded = bounded_by_list(directed(bounded, folded, span), folded, span, intro)
    return assign_role(one_sided(bounded), folded, span, intro)


def one_sided(number: Bounded) -> Bounded:
    """Return a number open on the side on which its comparator sets no bound; one with two values is a range."""
    comparator, low, high = number.comparator, number.low, number.high
    if comparator in (Comparator.LE, Comparator.LT):
        one, included = low == high, comparator is Comparator.LE
        low = None if one else low
        comparator = comparator if low is None else Comparator.RANGE
        return number._replace(comparator=comparator, low=low, high_inclusive=included)
    if comparator in (Comparator.GE, Comparator.GT):
        one, included = low == high, comparator is Comparator.GE
        high = None if one else high
        comparator = comparator if high is None else Comparator.RANGE
        return number._replace(comparator=comparator, high=high, low_inclusive=included)
    return number._replace(comparator=Comparator.RANGE) if low != high else number


def _claimed(ruling: Ruling, folded: str, span: Span) -> Mention:
    """Return a number with its role as a mention, with the evidence for what it claims."""
    number, role = ruling.bounded, ruling.role
    date = number.joined.found.date
    understood = number.low is not None or number.high is not None or (date is not None and date.placed)
    if not understood:
        number = number._replace(pieces=(), confidence=min(number.confidence, _NOT_UNDERSTOOD))
    start, end = number.span
    own = folded.rfind(_PER, start, number.joined.found.left)  # of 每人每月80元 the mention is 每月80元
    told = ruling.told or (value_noun(number, folded, span) if role is Role.VALUE else ())
    return Mention(
        Span(max(start, own), end),
        Span(min(start, number.scope.start), max(end, number.scope.end)),
        number.quantity,
        role,
        number.comparator if understood else None,
        number.low,
        number.high,
        number.unit,
        number.low_inclusive,
        number.high_inclusive,
        number.joined.rule,
        confidence(number, role, folded, span),
        (*evidence(Field.BOUND, number.pieces), *evidence(Field.ROLE, told)),
    )
