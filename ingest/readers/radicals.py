"""Radicals to the characters they look like: some programs write 一 as the radical ⼀ of the same shape.

Only radicals are changed (U+2E80–U+2FDF); the compatibility forms of Unicode would turn ㎡ into m2 and （ into (.
"""

from __future__ import annotations

import unicodedata

# Unicode has compatibility forms for all Kangxi radicals, and for two of their variants; these are the others.
_VARIANTS = dict(
    zip(
        "⺁⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂㔾小小尢尣兀尣巳幺彑忄心扌攵旡月歺母民氵氺灬爫爪丬牛犭疋罒示礻竹糹纟网罓羊羊羊肀聿月臼艹艹艹虎衤覀西见角訁讠贝𧾷车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟",
        strict=True,
    )
)
_FIRST, _LAST = "\u2e80", "\u2fdf"


def unified(character: str) -> str:
    """Return the ordinary character for a radical; any other character as it is."""
    if not _FIRST <= character <= _LAST:
        return character
    plain = _VARIANTS.get(character) or unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
