"""Whether a rule commands, forbids or allows."""

from __future__ import annotations

import re

from ...text.source import Span
from ..model import Modality, Role
from ..words.bounds import LESS, MORE
from .finding import Finding
from .lexicon import either
from .phrase import last_match
from .surroundings import Surroundings

# 不得超过 bounds: with its comparator the rule reads as a command
_WORDS = re.compile(
    either(
        rf"""
        (?P<bound>不得(?:{MORE}|{LESS}))
        (?P<forbids>不得|不准|不能|严禁|禁止)
        (?P<commands>(?<![适相反供响对感效])应(?!当?知)当?(?!税|急|用|届|聘|诉|收|缴|付)|必须|须(?!知))
        (?P<allows>可以|(?<![许认])可(?![能行])|方可|准予|有权)
        """
    )
)


_MEANING = {
    "bound": Modality.MUST,
    "forbids": Modality.MUST_NOT,
    "commands": Modality.MUST,
    "allows": Modality.MAY,
}
"""What each kind of word says; the kind is the name of the rule."""


def modality(around: Surroundings, attribute: Span | None) -> tuple[Modality | None, Finding | None]:
    """Return the modality of the mention's rule and the word that says so, None for what nothing expresses.

    The word nearest before the number counts, else one between the number and the act. 不得超过 with its comparator
    is a command (must be at most), not a prohibition of that value. A fine without 可以 is a command, which no word
    says.
    """
    folded, at = around.folded, around.mention.span
    found = last_match(_WORDS, folded, around.clause.start, at.start)
    if found is None and attribute and attribute.start > at.end:
        between = _WORDS.search(folded, at.end, attribute.start)
        found = between or _WORDS.match(folded, *attribute)  # 三年内不得再次申请, all of which is what is timed
    if found is None:
        return (Modality.MUST if around.mention.role is Role.PENALTY else None), None
    rule = found.lastgroup
    assert rule is not None
    return _MEANING[rule], Finding(Span(*found.span()), rule)
