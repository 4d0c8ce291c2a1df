"""Names that a regulation gives to things, with a number in them: 残疾人两项补贴 counts nothing wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..parse.model import Regulation
from ..text.fold import fold
from ..text.numerals import NUMERAL_CHARACTERS
from ..text.source import Span

_NUMBER = re.compile(rf"[\d{NUMERAL_CHARACTERS}]")
_SHORTEST, _LONGEST = 3, 20


def names_with_numbers(regulation: Regulation) -> tuple[str, ...]:
    """Return the terms that a regulation defines and that have a number in them, folded; of figures alone none."""
    terms = {fold(definition.term) for definition in regulation.definitions}
    named = (term for term in terms if _SHORTEST <= len(term) <= _LONGEST and _NUMBER.search(term))
    return tuple(sorted(term for term in named if _NUMBER.sub("", term)))


def in_name(folded: str, span: Span, names: Iterable[str]) -> bool:
    """Tell whether a number stands in a name that goes on behind it; 连续十个交易日 states its number."""
    for name in names:
        at = folded.find(name, max(0, span.end - len(name)), span.start + len(name))
        if 0 <= at <= span.start and span.end < at + len(name):
            return True
    return False
