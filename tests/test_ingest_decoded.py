"""Whether a page's characters were decoded rightly."""

from __future__ import annotations

import pytest
from fatiao.ingest.readers.decoded import DOUBTFUL, right_share

RIGHT = "第一条 为了加强燃气管理，保障供应，根据GB/T 13612—2018等标准，按≤120㎡、±2％计，制定本办法①。"


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        (RIGHT, True),
        ("為了加強燃氣管理，維護用戶和經營企業的合法權益，根據有關法律、法規，制定本辦法。", True),
        ("Article 1 These Measures are formulated to strengthen the administration of gas.", True),
        ("表1", True),
        ("ㅢйㄖ 䱺 ࡏ ㅢжㄖ ᙱ ࡏ ㅢжᶗ ѰҼ人䱨⚡⚴ૂࠅቇ⚡⚴ধᇩ", False),
        ("ÿGû非pÜ车éj\x83¿ 月\x15\x1b日ÿGû¿十7\x84人民i+大\x84\x14Ù²®\x84¿ä", False),
        ("༽Ṿਭφ DB32 ⊕㤅ⴷ ൦ᯯḽ\u07fc DB32/T 1580²2019", False),
        (RIGHT.replace("13612", "\x14\x16\x19\x14\x15"), False),
        ("", False),
    ],
    ids=[
        *("right", "traditional", "English", "too few letters to tell"),
        *("rare characters", "Latin letters for Chinese", "few letters, and all strange"),
        *("a font of digits without a map", "nothing"),
    ],
)
def test_wrong_decoding_is_told(words: str, is_right: bool) -> None:
    assert (right_share(words) >= DOUBTFUL) == is_right
