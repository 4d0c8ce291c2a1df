"""What only looks like a quantity: not one mention in any of these."""

from __future__ import annotations

import pytest
from fatiao.extract.model import Mention
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.text.fold import fold
from fatiao.text.source import Span


def mentions(text: str) -> list[Mention]:
    folded = fold(text)
    return find_mentions(folded, Span(0, len(folded)))


NOTHING = [
    ("article", "违反本条例第三十二条第一款第二项规定的"),
    ("list of items", "第十五条第二、三款，第（一）项、第（三）项至第（六）项"),
    ("articles in a row", "第三十二条至第三十五条"),
    ("preceding paragraphs", "适用前两款规定"),
    ("chapter", "本办法第五章"),
    ("annex", "依照附件三所列法律"),
    ("table", "见表2"),
    ("document number", "徐政办发〔2008〕92号"),
    ("order number", "国务院令第565号公布"),
    ("title", "依照《关于修改〈条例〉等23件法规的决定》"),
    ("history", "1991年6月7日国务院发布"),
    ("adoption", "2010年9月17日第三十八次会议通过"),
    ("repeal", "1990年3月1日起施行的《办法》同时废止"),
    ("date of signature", "（签订日期1996年9月13日）"),
    ("date line", "二○○八年十二月二十八日"),
    ("page stamp", "时间:2024-06-29 07:58:39"),
    ("telephone", "电话：0516-83712345，邮编100820"),
    ("clock", "时间为二十时至次日七时，晚22点至6点30分"),
    ("digital clock", "每日营业时间为8:30至17:30"),
    ("standard", "执行GB3838-2002，PM2.5达标，沿S319省道"),
    ("hotline", "拨打12345热线或者110"),
    ("address", "西北区H街1818号"),
    ("general words", "一般、统一、一定、一律、一致、一并、一旦、进一步、唯一、同一"),
    ("parties", "第三方和第三人"),
    ("one or several", "采取一种或几种措施"),
    ("one go", "一次性告知，一次足额缴付，最多跑一次"),
    ("mere article", "由一个部门承担，成立一个业主大会"),
    ("each one", "每一个单位，每一名员工"),
    ("twin names", "实行双随机、一公开，一网通办，多规合一"),
    ("slogan", "增强“四个意识”，做到“两个维护”"),
    ("programme", "八六三计划、三北工程、一带一路"),
    ("grade", "国家二级保护动物，一级保护区，三类地区"),
    ("second supply", "二次供水单位"),
    ("two-line management", "实行收支两条线管理"),
    ("parts", "零部件、零件和零售"),
    ("region", "长三角洲地区，三峡库区，七台河市，十渡镇"),
    ("words with a capital numeral", "大陆架，收拾，队伍"),
    ("items in a row", "除一、二、三项范围外"),
    ("items and how many", "第（一）、（二）两项所列人员，（一）至（三）三项条件，第十二条和第十三条两条"),
    ("so many conditions named", "同时符合（一）、（二）、（三）三个条件"),
    ("what stands above", "上述三项费用，以上三种情形，前款两项规定，前述两条"),
    ("one or more of them", "就其中一项或几项请求"),
    ("plan", "五年规划纲要，三年行动计划，九年义务教育"),
    ("vague", "数十人、几十个，若干名"),
    ("bare multiple", "百家争鸣，千家万户"),
    ("map scale", "1:500、1:10000比例尺地形图"),
    ("school year", "三年级学生"),
    ("annual check", "年度检查，上一年度，一年一度"),
    ("very", "十分珍惜，百分比，百分制"),
    ("numbering", "1. 名称；"),
    ("numbering in characters", "十、附则"),
    ("section", "2.05节 规定的利息"),
    ("takes effect on promulgation", "自发布之日起施行"),
    ("both sides", "道路两侧、海峡两岸、四至范围"),
    ("grades", "不低于四级公路标准，三级以上海塘，二级医院，四类以上地区，划分为一至五级"),
    ("where a place lies", "北纬34°23′，东经110°31′"),
    ("items to items", "违反第九条第一项至五项规定的"),
    ("kinds of vehicles", "限制机动三轮车行驶"),
    ("assembly of a document", "公告〔十六届〕第27号"),
    ("sum by the day", "每日赔偿金按照日平均工资计算"),
    ("size of a container", "二十英尺集装箱"),
    ("policies", "推进三个文明建设"),
    ("later drafts and techniques", "草案二次审议稿，三次采油，二次供水"),
    ("hours of a day", "每日二十二时至次日六时"),
    ("series of maps", "测制1:500、1:1000地形图，万分之一、五千分之一比例尺地图"),
]


@pytest.mark.parametrize(("reason", "text"), NOTHING, ids=[case[0] for case in NOTHING])
def test_nothing(reason: str, text: str) -> None:
    assert mentions(text) == []


SOMETHING = [
    ("three levels that sum up", "分为三个等级", "三个"),
    ("two kinds of text", "使用中外两种文字", "两种"),
    ("wait for an act", "未满两年的", "两年"),
    ("conditions to come", "具备下列四个条件", "四个"),
    ("items and no provisions", "办理五项手续", "五项"),
    ("persons before 以上", "三人以上轻伤", "三人"),
    ("places before 以上", "5处以上", "5处"),
    ("only one", "只设一个工作站", "一个"),
    ("at most one", "不得超过一只", "一只"),
    ("one in figures", "其中处长1名", "1名"),
    ("staff behind a noun in 数", "领导职数26名", "26名"),
    ("slope", "二十五度以上坡地", "二十五度"),
    ("score with its verb", "记12分", "12分"),
]


@pytest.mark.parametrize(("reason", "text", "expected"), SOMETHING, ids=[case[0] for case in SOMETHING])
def test_one_thing(reason: str, text: str, expected: str) -> None:
    assert [mention.span.of(text) for mention in mentions(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["", "。", "每", "第", "《", "(", "百分之", "零点", "一" * 400, "1" * 400, "每" * 200, "第" * 200]
)
def test_fragments_do_no_harm(text: str) -> None:
    assert all(mention.low is None for mention in mentions(text))
