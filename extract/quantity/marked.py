"""Amounts that a sign marks instead of a unit word: ￥500, US$1,000-2,000, ±5%, 200±5℃."""

from __future__ import annotations

import re
from decimal import Decimal

from ...text.numerals import NUMERAL_CHARACTERS
from ...text.units.kinds import Quantity
from ...text.units.strokes import BELOW
from ...text.units.table import CURRENCY_SIGNS, UNITS, alternation, unit_of
from ..words.bounds import SIDE
from .quantities import JOINER, NUMBER, PERCENT_BASE, UNIT_WORD, Amount, number

_SIGNS = alternation(sign for sign, code in CURRENCY_SIGNS.items() if code and not sign.isalpha())
_CODES = alternation(sign for sign, code in CURRENCY_SIGNS.items() if code and sign.isalpha())
_ENDS = rf"(?=\s?(?:[^一-龥\w%℃°‰‱./]|[以至到的及或和者]|{SIDE}|$))"
MARKED = (
    rf"(?P<mark>{_SIGNS}|(?<![A-Za-z])(?:{_CODES}))\s?"
    rf"(?:(?P<marked_first>{NUMBER}){JOINER}(?:{_SIGNS})?\s?)?"
    rf"(?P<marked>{NUMBER})(?:(?P<below>{BELOW})|{_ENDS})"
)
"""An amount of money behind its currency, with no unit word; the scan tries it where no amount with one stands."""

_ABOUT = r"±|\+/-|正负"
_BASES = "|".join(PERCENT_BASE)
TOLERANCE = (
    r"(?P<open>\()?(?:(?P<centre>\d{1,9}(?:\.\d{1,6})?)\s?(?P<centre_unit>[%℃‰]|°C|[A-Za-z]{1,3}|[一-龥]{1,3})?\s?)?"
    rf"(?:{_ABOUT})\s?(?:(?P<spread_base>{_BASES})(?P<spread_share>{NUMBER})|(?P<spread>{NUMBER})(?(open)\))\s?(?P<spread_unit>{UNIT_WORD}))"
)
"""How far a value may lie on either side of another, or of what is asked for."""

MARK = rf"(?:{_ABOUT}|{_SIGNS}|{_CODES})\s?[\dlI{NUMERAL_CHARACTERS}]"
"""What every amount has in it that `MARKED` or `TOLERANCE` finds. One list of words, without groups in it: so Python
goes to their first characters at once."""

_OF_CENTRE = 100  # 200±10% is ten percent of it, 5±1% a hundredth of the whole


def read_marked(match: re.Match[str]) -> Amount | None:
    """Read a match of `MARKED`; None where the numeral has no value."""
    code = CURRENCY_SIGNS[match["mark"]]
    first = match["marked_first"]
    high = number(match["marked"])
    low = high if first is None else number(first)
    if low is None or high is None:
        return None
    if match["below"]:
        unit = unit_of("元" + match["below"])
        code += unit.code.removeprefix("CNY") if unit else ""
    return Amount(Quantity.MONEY, low, high, code, match["mark"])


def read_tolerance(match: re.Match[str]) -> Amount | None:
    """Read a match of `TOLERANCE` as the range around its centre; None where it has no unit that is known."""
    word = match["spread_unit"] or "%"
    unit = unit_of(word)
    spread = number(match["spread_share"] or match["spread"])
    if unit is None or spread is None:
        return None
    spread *= PERCENT_BASE[match["spread_base"]] if match["spread_base"] else unit.factor
    if match["centre"] is None:
        return Amount(unit.quantity, -spread, spread, unit.code, word)
    own, centre = match["centre_unit"], Decimal(match["centre"])
    if (own and (own not in UNITS or UNITS[own] != unit)) or (unit.code == "1" and not own and centre >= _OF_CENTRE):
        return Amount(unit.quantity, None, None, unit.code, word)
    centre *= unit.factor
    return Amount(unit.quantity, centre - spread, centre + spread, unit.code, word)
