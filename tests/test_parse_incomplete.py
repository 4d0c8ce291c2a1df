"""Documents that may not be whole: what is doubted, and what is not though its end is unusual."""

from __future__ import annotations

import pytest
from fatiao.parse import parse_page
from fatiao.text.source import source_of

HEAD = "云州市停车条例\n2001年5月1日 云州市第九届人民代表大会常务委员会第三次会议通过\n"
ARTICLES = "".join(f"第{number}条 停车场应当有人看管，收费应当公开。\n" for number in "一二三四五")
LAST = "第六条 本条例自2001年6月1日起施行。\n"
NOTICE = "云州市人民政府办公室关于做好停车管理的通知\n各区人民政府：\n一、加强领导。\n二、落实责任。\n"
REPLY = "最高人民法院关于停车纠纷案件管辖问题的批复\n云山省高级人民法院：\n你院请示收悉。经研究，由停车场所在地法院管辖。\n此复\n"

DOUBTED = [
    (HEAD + ARTICLES, "止于第五条，没有施行、废止、解释等结尾条款，其后的条文可能缺失"),
    (
        HEAD + ARTICLES.rstrip("。\n").removesuffix("收费应当公开") + "收费应当",
        "正文止于“停车场应当有人看管，收费应当”，句子不完整",
    ),
    (HEAD + "第一条 停车场应当有人看管，\n", "正文止于“停车场应当有人看管，”，句子不完整"),
    (HEAD, "只有标题，没有正文"),
    (HEAD + ARTICLES + LAST + "附件：\n", "“附件：”之后没有内容"),
    (HEAD + ARTICLES + LAST + "附表\n", "“附表”之后没有内容"),
    (
        HEAD + ARTICLES + "第六条 申请人应当具备下列条件：\n第七条 本条例自2001年6月1日起施行。\n",
        "“申请人应当具备下列条件：”之后没有所列的内容",
    ),
    (HEAD + ARTICLES + "第六条 违反本条例第二十条的，处以罚款。\n", "文中引用本条例第20条，正文止于第6条"),
    (
        HEAD + "目录\n第一章 总则\n第二章 停车\n第三章 附则\n第一章 总则\n" + ARTICLES,
        "目录列到第3章，正文止于第1章",
    ),
    (NOTICE + "三、各区应当在十日内报送方案，", "正文止于“三、各区应当在十日内报送方案，”，句子不完整"),
]
"""A page, and the reason of a flag that it has."""

WHOLE = [
    HEAD + ARTICLES + LAST,
    HEAD + ARTICLES + "第六条 本条例自2001年6月1日施行\n",
    HEAD + ARTICLES + LAST + "第七条 本条例所称停车场，是指供车辆停放的场所。\n第八条 农村停车不适用本条例。\n",
    HEAD + ARTICLES + "第六条 市人民政府可以根据本条例制定实施细则。\n",
    HEAD + ARTICLES + "第六条 本条例由市公安局负责解释。\n",
    HEAD + "第一章 总则\n" + ARTICLES + "第二章 附则\n第六条 农村停车不适用本条例。\n",
    HEAD + ARTICLES + LAST + "附件：收费表\n每小时10元。\n",
    HEAD + ARTICLES + "第六条 收费标准如下：\n小型车每小时10元；\n大型车每小时20元。\n" + LAST.replace("六", "七"),
    HEAD + ARTICLES + "第六条 本条例自2001年6月1日起施行。1990年发布的《云州市停车办法》同时废止。\n",
    HEAD + ARTICLES + "第六条 依照《云山省停车条例》第五十条处罚。\n" + LAST.replace("六", "七"),
    NOTICE,
    REPLY,
    "最高人民法院关于停车纠纷案件的解释\n第一条 停车场应当赔偿。\n第二条 以前的解释与本解释不一致的，以本解释为准。\n",
    "云州市人民代表大会常务委员会关于批准停车规划的决议\n会议决定：批准停车规划。\n",
    "云州市公安局停车管理办法\n云公发〔2001〕5号\n第一条 停车场应当有人看管。\n第二条 收费应当公开。\n",
    "香港停車條例\n第1條 停車場應當有人看管。\n第2條 收費應當公開，罰款為港幣500元。\n",
]
"""Pages that nothing makes one doubt: statutes with each kind of closing provision, and what needs none."""


def reasons(text: str) -> list[str]:
    page = parse_page(source_of(text))
    return [flag.reason for document in page.regulations for flag in document.flags if flag.kind == "incomplete"]


@pytest.mark.parametrize(("text", "reason"), DOUBTED, ids=[reason for _, reason in DOUBTED])
def test_a_document_that_is_cut_off(text: str, reason: str) -> None:
    assert reason in reasons(text)


@pytest.mark.parametrize("text", WHOLE)
def test_a_document_that_is_whole(text: str) -> None:
    assert reasons(text) == []


def test_a_rule_is_in_force_by_its_notice() -> None:
    notice = "云州市人民政府令\n第5号\n现公布《云州市停车办法》，自2001年6月1日起施行。\n市长 李某\n2001年5月1日\n"
    assert reasons(notice + "云州市停车办法\n第一条 停车场应当有人看管。\n第二条 收费应当公开。\n") == []
