"""Authorities: the one name that all writings of an authority share, and the place that it is of.

国务院 and 中华人民共和国国务院 are one, and so are 某省某市政府办公室 and 某市人民政府办公室: by the rules of
`issuers.tsv`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from ...text.fold import fold
from ...text.numerals import ONES, TENS
from ...text.rule_tables import Row, fill, read_table
from ...text.traditional import is_traditional
from ..pages.titles import unspaced

_TABLE = read_table(Path(__file__).with_name("issuers.tsv"), ("pattern", "becomes"), {"script": ("", "simplified")})
_SEVERAL = re.compile(r"[、\s]+")
_HAN = r"[\u4e00-\u9fff]"
_PROVINCE = rf"(?:{_HAN}{{2,3}}?省(?![级际直辖内])|{_HAN}{{2,8}}?自治区|(?:香港|澳门)特别行政区)"
_TOWN = r"市(?!场|民(?![用营族政兵事主办间法生])|政(?!府)|容)"
"""市 where it is a city: 市场, 市民 and 市容 are words of titles."""
_CITY = rf"(?:{_HAN}{{2,6}}?(?:{_TOWN}|自治州|地区)|(?:锡林郭勒|阿拉善|兴安)盟)"
_ZONES = "护验发税作能范胜游假住貌查政产易社小园景街校洪"
"""Before 区 where it is an area and no district: 开发区, 保税区, 行政区, 社区."""
_DISTRICT = rf"(?:{_HAN}{{1,12}}?自治[县旗]|{_HAN}{{1,3}}?(?<![市区])县(?![级域乡]|以上))"
_COUNTY = rf"(?:{_DISTRICT}|{_HAN}{{2,6}}?(?:(?<![{_ZONES}])区|旗)|{_HAN}{{2,4}}?{_TOWN})"
_ALONE = rf"{_DISTRICT}|{_HAN}{{2,6}}?(?:区(?=人民|人大|政府)|新区)"
"""A county or a district that is told without the city or province it lies in."""
_PLACE = re.compile(
    rf"(?P<province>{_PROVINCE})?(?P<city>{_CITY})(?P<county>{_COUNTY})?"
    rf"|(?P<inside>{_PROVINCE})(?P<part>{_COUNTY})?|{_ALONE}"
)
_STATE = ("中华人民共和国", "国家", "国务院", "全国", "最高人民", "中共中央", "中央", "中国")
"""How names begin that are of no place."""
_PARTY = re.compile(r"中共(?!中央)")
_OWN = re.compile(r"(自治[区州县旗]|[省市县区州旗])(?=第?[^届]{1,4}届|人民|人大|政府|委|府)")
"""How an authority calls itself at home: 市人民政府, 县人大常委会."""


@cache
def _rules(traditional: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = [row for row in _TABLE if not (traditional and row["script"])]
    return tuple((re.compile(_pattern(row)), row["becomes"]) for row in rows)


def _pattern(row: Row) -> str:
    return fill(row["pattern"], {"ONES": ONES, "TENS": TENS})


def is_written_by(row: Row, name: str) -> bool:
    """Tell whether one row of the table changes the name (folded) of an authority."""
    return re.search(_pattern(row), name) is not None


def canonical(issuer: str) -> str:
    """Return the name of an authority, or of several with 、 between, that all its writings share, simplified.

    What no rule changes is its own: a former name of an authority as well, since what succeeded it is another.
    """
    names = _SEVERAL.split(unspaced(fold(issuer)).strip())
    return "、".join(dict.fromkeys(_canonical(name, is_traditional(issuer)) for name in names if name))


@lru_cache(maxsize=4096)
def _canonical(name: str, traditional: bool) -> str:
    for pattern, becomes in _rules(traditional):
        name = pattern.sub(becomes, name)
    party = _PARTY.match(name)
    start = party.end() if party else 0
    place = _place(name, start)
    return name[:start] + _without_outer(place) + name[place.end() :] if place else name


def _place(name: str, start: int = 0) -> re.Match[str] | None:
    return None if name.startswith(_STATE, start) else _PLACE.match(name, start)


def _without_outer(place: re.Match[str]) -> str:
    """Return a place without what it lies in, where its own name is one in the whole country."""
    inner: str = place["county"] or place["part"] or ""
    if inner.endswith(("自治县", "自治旗")) or (place["county"] and inner.endswith("市")):
        return inner
    return place[0].removeprefix(place["province"] or "")


@lru_cache(maxsize=4096)
def region_of(name: str) -> str | None:
    """Return the place that the name of an authority or a regulation opens with, or None (国务院 has none).

    It is told without the province, where a city's name says enough: 某省某市 is 某市.
    """
    folded = _PARTY.sub("", fold(name), count=1) if _PARTY.match(fold(name)) else fold(name)
    place = _place(folded)
    return _without_outer(place) if place else None


def placed(name: str, region: str | None) -> str:
    """Return the name of an authority with its place, where it calls itself by its level: 市人民政府 of 某市."""
    own = _OWN.match(fold(name))
    at = (region or "").rfind(own[1]) if own else -1
    return (region or "")[:at] + name if at > 0 else name
