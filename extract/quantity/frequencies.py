"""The grammar of frequencies: 每年, 每半年, 每两个月, 按季度, 一年一次."""

from __future__ import annotations

from decimal import Decimal

from ...text.patterns import pattern
from ...text.units.table import PERIODS, alternation
from .quantities import NUMBER, number

_PERIOD = alternation(PERIODS)

FREQUENCY = (
    rf"(?:(?:每隔?(?:间隔)?{NUMBER}?个?(?:{_PERIOD})(?![历份的度]|期(?!终)))"
    r"|按(?:半年|年度?|季度?|月度?|周|旬|日|学期|学年)(?![份历前期夜的息利])"
    rf"|(?!\d{{1,2}}月){NUMBER}个?(?:{_PERIOD})(?={NUMBER}次|(?![内以之前后期的])[^,。;、\d]{{2,4}}一次)"
    rf"|(?:半年|半个月|半月)(?={NUMBER}次))"
)
"""A frequency, without groups; read what it matches with `parse_frequency`."""

_PARTS = pattern(rf"(?:每隔?(?:间隔)?|按)?(?P<number>{NUMBER})?个?(?P<period>{_PERIOD})")


def parse_frequency(text: str) -> tuple[Decimal, str] | None:
    """Return the period of a frequency in its unit (每半年 → 6 `mo`, 每两年 → 2 `a`), or None."""
    match = _PARTS.fullmatch(text.replace("半月", "半个月"))
    if match is None:
        return None
    length, unit = PERIODS[match["period"]]
    times = number(match["number"]) if match["number"] else Decimal(1)
    return None if times is None else (times * length, unit)
