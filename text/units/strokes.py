"""What stands below a stroke: the grammar of 元/平方米·月, 元/(人·天), 元每吨 and 元/生."""

from __future__ import annotations

from ..numerals import NUMERAL_CHARACTERS
from .table import GLUED, PER_THINGS, PER_TIMES, alternation

_KNOWN = rf"(?:{alternation({*PER_TIMES, *PER_THINGS})})"
_ENDS = r"(?:(?![一-龥A-Za-z])|(?=[以的计收执为及或和至到每]))"
"""Where a word that no table knows ends: at a mark, or before a word that does not go on with it."""
_NO_WORD = f"[{NUMERAL_CHARACTERS}半以每不未无多数几约或及其各没处罚警]"
"""What a word below a stroke does not begin with: a number, or what may be had instead (罚款100元/没收)."""
_PART = rf"{_KNOWN}(?:(?:{alternation(GLUED)}){_ENDS})?"
_ANY = rf"(?:{_PART}|(?!{_NO_WORD})[一-龥]{{1,4}}?{_ENDS})"
_MONEY = r"(?<=[元角币])"


def _listed(part: str) -> str:
    """Return the pattern of one to three parts with a mark between; what begins it stands once, and is long."""
    return rf"(?:(?:(?<=[/ (])|(?<![/ (]) ?[·/×*] ?){part}){{1,3}}"


def _divided(part: str, unbracketed: str = "") -> str:
    """Return the pattern of a stroke with what stands below it, in brackets or, with what may follow, without."""
    return rf" ?/ ?(?:\({_listed(part)}\)|{_listed(part)}{unbracketed})"


STROKE = (
    rf"(?:{_divided(_PART, '(?![·/×*][一-龥])')}|{_MONEY}{_divided(_ANY)}"
    r"|(?<=[米里])每(?:秒钟?|分钟|小时)"
    rf"|{_MONEY}(?:每{_KNOWN}){{1,2}}(?=[^一-龥A-Za-z\d]|\Z|的|以[上下内]))"
)
"""What divides a unit, behind its word; read both together with `unit_of`."""

BELOW = rf"(?:/(?:\({_listed(_ANY)}\)|{_listed(_ANY)}))"
"""What divides an amount of money whose currency stands before its number (￥1,280/人)."""
