"""Radicals to the characters they look like: some programs write 一 as the radical ⼀ of the same shape.

Only radicals (U+2E80–U+2FDF) and the ideographs of other standards (U+F900–U+FAFF) are changed; the
other compatibility forms of Unicode would turn ㎡ into m2 and （ into (.
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
RADICALS = "\u2e80-\u2fdf\uf900-\ufaff"
"""Where such characters are, as a pattern's class has them."""


def unified(character: str) -> str:
    """Return the ordinary character for a radical or a compatibility ideograph; any other character as it is."""
    if not "\u2e80" <= character <= "\u2fdf" and not "\uf900" <= character <= "\ufaff":
        return character
    plain = _VARIANTS.get(character) or unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
