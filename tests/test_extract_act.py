"""What a penalty punishes: the act told before it, whatever stands between."""

from __future__ import annotations

import pytest
from fatiao.extract.model import Field
from fatiao.extract.page import process_any
from fatiao.text.source import source_of

TITLE = "某某管理办法\n第一条 为了规范某某管理，制定本办法。\n"

ACTS = [
    ("违反本办法规定，未经批准占用绿地的，由主管部门责令改正，处五百元罚款。", ["未经批准占用绿地的"]),
    ("未经批准，擅自设立的，处一万元罚款；情节严重的，处五万元罚款。", ["未经批准，擅自设立的"] * 2),
    ("采购人未按规定公告的，给予警告；逾期不改正的，处五千元罚款。", ["未按规定公告的"]),
    ("经营者违反本办法规定，有下列行为之一的，处三千元罚款：", ["有下列行为之一的"]),
    ("擅自举办活动，由公安机关责令停止，处二万元罚款。", ["擅自举办活动"]),
    ("倾倒垃圾的，处一千元罚款；倾倒量超过十吨的，处五千元罚款。", ["倾倒垃圾的", None, "倾倒垃圾的"]),
    ("违反本办法第八条规定的，处二千元罚款。", ["违反本办法第八条规定的"]),
    ("逾期不缴纳的，按日加收万分之五的滞纳金。", ["逾期不缴纳的"]),
    ("单位隐瞒情况，造成严重后果的，处六千元罚款。", ["隐瞒情况，造成严重后果的"]),
    ("对未登记养犬的处五百元罚款。", ["未登记养犬的"]),
    ("罚款数额不超过一万元。", [None]),
    ("申请人应当在五日内提交材料。", [None]),
]


@pytest.mark.parametrize(("sentence", "acts"), ACTS, ids=[row[0][:12] for row in ACTS])
def test_the_act_is_what_stands_before_the_sanction(sentence: str, acts: list[str | None]) -> None:
    processed = process_any(source_of(f"{TITLE}第二条 {sentence}\n"))
    found = [parameter for one in processed.parameters for parameter in one]
    assert [parameter.subject.act for parameter in found] == acts
    for parameter in found:
        pieces = [piece.span for piece in parameter.evidence if piece.field is Field.ACT]
        assert [piece.of(processed.page.source.text) for piece in pieces] == [parameter.subject.act] * len(pieces)


def test_an_item_takes_the_act_of_what_introduces_it() -> None:
    text = (
        "第二条 非法占用河道的，按下列规定处罚：\n（一）情节较轻的，处一千元罚款；\n（二）情节严重的，处五千元罚款。\n"
    )
    found = [parameter for one in process_any(source_of(TITLE + text)).parameters for parameter in one]
    assert [parameter.subject.act for parameter in found] == ["非法占用河道的"] * 2
