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
_AND = r"[·/×*]"
_MONEY = r"(?<=[元角币])"

STROKE = (
    rf"(?: ?/ ?(?:\({_PART}(?:{_AND}{_PART}){{0,2}}\)|{_PART}(?:{_AND}{_PART}){{0,2}}(?!{_AND}[一-龥]))"
    rf"|{_MONEY} ?/ ?(?:\({_ANY}(?:{_AND}{_ANY}){{0,2}}\)|{_ANY}(?:{_AND}{_ANY}){{0,2}})"
    rf"|{_MONEY}每{_KNOWN}(?:每{_KNOWN})?(?=[^一-龥A-Za-z\d]|\Z|的|以[上下内]))"
)
"""What divides a unit, behind its word; read both together with `unit_of`."""

BELOW = rf"(?:/(?:\({_ANY}(?:{_AND}{_ANY}){{0,2}}\)|{_ANY}(?:{_AND}{_ANY}){{0,2}}))"
"""What divides an amount of money whose currency stands before its number (￥1,280/人)."""
