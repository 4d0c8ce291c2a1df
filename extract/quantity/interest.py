"""Interest told in 分 and 厘: 月息2分 is two percent a month, 年息8厘 eight percent a year."""

from __future__ import annotations

import re
from decimal import Decimal

from ...text.units.kinds import Quantity
from .quantities import NUMBER, Amount, number

_BEHIND = "(?:" + "|".join(f"(?<={word})" for word in ("月息", "年息", "月利", "年利", "月利率", "年利率")) + ")"
INTEREST = rf"(?<=[息利率]){_BEHIND}(?:(?P<tenths>{NUMBER})分)?(?:(?P<hundredths>{NUMBER})厘)?(?<=[分厘])(?![之钱])"
"""A rate behind the word that says whether it is by the month or by the year."""

_MONTHLY, _YEARLY = Decimal("0.01"), Decimal("0.1")  # what 分 is of the sum; 厘 is a tenth of it
_WORD = 3  # characters of the word before


def read_interest(match: re.Match[str]) -> Amount:
    """Read a match of `INTEREST`; the period becomes part of the unit where that of any rate does."""
    monthly = "月" in match.string[max(0, match.start() - _WORD) : match.start()]
    share = _MONTHLY if monthly else _YEARLY
    read = [number(match[name]) if match[name] else Decimal(0) for name in ("tenths", "hundredths")]
    if read[0] is None or read[1] is None:
        return Amount(Quantity.RATIO, None, None, "1", "分")
    value = share * (read[0] + read[1] / 10)
    return Amount(Quantity.RATIO, value, value, "1", "分")
