"""Whose law a text in traditional characters is: its money is not that of the mainland, nor are its sources of law."""

from __future__ import annotations

import re
from enum import StrEnum

from .traditional import is_traditional


class Place(StrEnum):
    """A place with a law of its own; its value is the currency (ISO 4217) of an amount that names none."""

    MAINLAND = "CNY"
    TAIWAN = "TWD"
    HONG_KONG = "HKD"
    MACAU = "MOP"


_TELLING = {
    Place.MAINLAND: re.compile("人民(?:政府|代表大会|法院|检察院|币|共和国(?!香港|澳门))|国务院|国家|自治[区州县]"),
    Place.TAIWAN: re.compile("民国|新?台币|罚锾|(?:行政|立法|司法|考试|监察)院|直辖市|前项"),
    Place.HONG_KONG: re.compile("香港|港[币元]|HK\\$|第[1-6]级罚款|裁判官|(?:公诉|简易)程序"),
    Place.MACAU: re.compile("澳门"),
}
"""Words that tell of a place, in folded text."""


def place_of(text: str, folded: str) -> Place | None:
    """Return whose law a text is, by the place that it speaks of most.

    A text in simplified characters is the mainland's; None is for one in traditional characters that does not tell.
    """
    if not is_traditional(text):
        return Place.MAINLAND
    counts = {place: len(telling.findall(folded)) for place, telling in _TELLING.items()}
    most = max(counts, key=lambda place: counts[place])
    return most if counts[most] else None
