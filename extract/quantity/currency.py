"""The currency of an amount that names none: 元 and $ are the money of the place whose law the text is."""

from __future__ import annotations

import re
from dataclasses import replace

from ...text.places import Place
from ..model import Mention

_NAMED = re.compile(r"人民币|RMB|CNY|¥|US\$|USD|美[元金]")


def in_money_of(place: Place, mention: Mention, folded: str) -> Mention:
    """Return a mention in the money of a place, where it names no currency: in Taiwan 三千元 is TWD."""
    code, stroke, per = (mention.unit or "").partition("/")
    if code not in (Place.MAINLAND, "USD") or _NAMED.search(mention.span.of(folded)):
        return mention
    return replace(mention, unit=f"{place}{stroke}{per}")
