"""Roles by context: the clause, the sentence, and what introduces a list; each case with its reason as id."""

from __future__ import annotations

import pytest
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.ingest.source import Span
from fatiao.parse.fold import fold

CONDITIONS = "第五条 设立企业，应当具备下列条件："
CASES_OF = "第六条 有下列情形之一的，责令改正："
FORBIDDEN = "第七条 禁止下列行为："

ROLES = [
    ("upper limit", "贷款余额不得超过三百万元。", "", ["limit"]),
    ("lower limit", "资本金比例不得低于20%。", "", ["limit"]),
    ("longest", "期限最长不超过三年。", "", ["limit"]),
    ("requirement with 以上", "应当有二名以上检查人员参加。", "", ["limit"]),
    ("required score of trees", "成活率应当达到85%以上。", "", ["limit"]),
    ("attributive requirement", "缴纳每亩不少于六万元的保护费。", "", ["limit"]),
    ("condition to be met", "有200万元以上的注册资本；", CONDITIONS, ["limit"]),
    ("age to be met", "年龄在50岁以下；", CONDITIONS, ["limit"]),
    ("condition with 的", "缴费满1年的；", CONDITIONS, ["limit"]),
    ("prohibited surroundings", "在学校周边二百米内设置网点；", FORBIDDEN, ["limit"]),
    ("wait before an act", "公告十日后可以预约。", "", ["limit"]),
    ("bar without offence", "离任后二年内，不得担任代理人。", "", ["limit"]),
    ("extension at most once", "可以展期一次。", "", ["limit"]),
    ("only one", "同类行业只设一个工作站。", "", ["limit"]),
    ("act within days", "应当自收到申请之日起三十日内作出决定。", "", ["deadline"]),
    ("act within days after", "应于受理后5个工作日内完成。", "", ["deadline"]),
    ("within, then a comma", "应当自受理之日起20个工作日内，作出决定。", "", ["deadline"]),
    ("decision may be negative", "应当在十日内作出批准或者不予批准的决定。", "", ["deadline"]),
    ("ahead of an event", "应当提前三十日通知。", "", ["deadline"]),
    ("before expiry", "应当在有效期届满三十日前申请延续。", "", ["deadline"]),
    ("so long before expiry", "应当在有效期满前3个月申请再注册。", "", ["deadline"]),
    ("so long before an act", "应当在考试前六十日公告。", "", ["deadline"]),
    ("vote", "由全体代表的三分之二以上通过。", "", ["limit"]),
    ("not yet past a term", "自被吊销证书之日起未逾5年；", "", ["threshold"]),
    ("bounds in a list", "单程六百公里以上、其他四百公里以上的车辆，应当备案。", "", ["threshold", "threshold"]),
    ("relapse of persons", "三年内有违法行为的人员驾驶车辆的，", "", ["threshold"]),
    ("past a term", "超过约定期限30日仍不交纳的，", "", ["threshold"]),
    ("before a day of the year", "应当在每年三月底前公布。", "", ["deadline"]),
    ("before a day", "应当在2010年12月31日前完成整改。", "", ["deadline"]),
    ("not done within", "自批准之日起2年内未开工建设的，", "", ["threshold"]),
    ("refused within", "三十日内拒不改正的，", "", ["threshold"]),
    ("not done for years", "连续两年未使用的；", "", ["threshold"]),
    ("relapse within", "二年内曾受过行政处罚的；", CASES_OF, ["threshold"]),
    ("amount of a case", "数额在五十万元以上的，", "", ["threshold"]),
    ("amount of a case in a list", "违法所得数额在一百万元以上的。", CASES_OF, ["threshold"]),
    ("case goes on", "违法所得数额在十万元以上，具有下列情形之一的，", "", ["threshold"]),
    ("short of", "违法所得不足10万元的，", "", ["threshold"]),
    ("reached", "不良率达到20%时，应当停止发放。", "", ["threshold"]),
    ("those above", "注册资本3亿元以上的机构可以设立分支机构。", "", ["threshold"]),
    ("age of persons", "十六周岁以上的公民可以申请。", "", ["threshold"]),
    ("age span of persons", "已满十二周岁不满十五周岁的人犯罪，", "", ["threshold"]),
    ("step", "年龄每增加一岁减少一年。", "", ["threshold", "value"]),
    ("tier", "超过二百万元至八百万元的部分，", "", ["threshold"]),
    ("events of the past", "2011年4月30日以前犯罪，适用修正前的规定。", "", ["threshold"]),
    ("fine", "处五万元以上十万元以下的罚款。", "", ["penalty"]),
    ("fine of a fixed sum", "可以处五十元罚款。", "", ["penalty"]),
    ("multiple fine", "并处违法所得一倍以上三倍以下罚款。", "", ["penalty"]),
    ("cap on a fine", "违法所得三倍以下、但最高不超过三万元的罚款。", "", ["penalty", "penalty"]),
    ("floor of a fine", "但罚款不得低于二千元。", "", ["penalty"]),
    ("surcharge", "每日加收千分之二的滞纳金。", "", ["penalty"]),
    ("fine cut off", "可以处五十元以上五百元以下", "", ["penalty"]),
    ("detention", "处五日以上十日以下拘留。", "", ["penalty"]),
    ("prison", "处三年以上七年以下有期徒刑。", "", ["penalty"]),
    ("prison as a condition", "判处三年以上十年以下有期徒刑的，", "", ["threshold"]),
    ("fine beside its case", "虚开金额在1万元以下的，可以并处5万元以下的罚款。", "", ["threshold", "penalty"]),
    ("bar", "吊销许可证，三年内不得申请。", "", ["penalty"]),
    ("suspension", "可以并处暂停从事相关业务1个月至1年。", "", ["penalty"]),
    ("replanting", "责令补种盗伐株数五倍的树木。", "", ["penalty"]),
    ("exact size", "基金规模为6000万元。", "", ["value"]),
    ("usual period", "担保期限一般为一年。", "", ["value"]),
    ("extension by", "筹建期可延长3个月。", "", ["value"]),
    ("extension to", "可以延长至三十日。", "", ["value"]),
    ("period looked back on", "近2年无违法记录。", "", ["value"]),
    ("period averaged over", "按照前三年平均年产值计算。", "", ["value"]),
    ("window with 内", "最近5年内与经营相关的诉讼情况；", "", ["value"]),
    ("charge as a range", "每平方米二元至四元。", "", ["value"]),
    ("share", "财政承担80%。", "", ["value"]),
    ("posts", "机关行政编制为30名。", "", ["value"]),
    ("holiday", "每年11月22日为宣传日。", "", ["value"]),
    ("season", "每年10月至次年3月为保护期。", "", ["value"]),
    ("how often", "每半年报告一次。", "", ["frequency"]),
    ("points", "未报送的扣2分。", "", ["score"]),
    ("most points", "最高得分30分。", "", ["score"]),
    ("points that single out", "考核得分在60分以下的，", "", ["threshold"]),
    ("effect", "本办法自2009年1月1日起施行。", "", ["effective"]),
    ("end of validity", "有效期至2012年12月31日。", "", ["effective"]),
    ("zone in which something is forbidden", "校园周围三百米范围内不得设立娱乐场所。", "", ["limit"]),
    ("zone in a list of what is forbidden", "在航标周围三十米范围内堆放物料的；", FORBIDDEN, ["limit"]),
    ("zone of a violation", "在航标周围三十米范围内堆放物料的；", CASES_OF, ["threshold"]),
    ("the case that is forbidden", "不得招用未满十六周岁的未成年人。", "", ["threshold"]),
    ("too much is forbidden", "不得存放超过二箱的烟花爆竹。", "", ["threshold"]),
    ("allowed number", "可以提出两个以上方案。", "", ["limit"]),
    ("those with a permit", "许可取用五万立方米以上的单位，应当安装计量设施。", "", ["threshold"]),
    ("vote, and what follows", "由全体成员的过半数通过，并予以公布。", "", ["limit"]),
    ("made up of", "评审组由五人以上单数组成。", "", ["limit"]),
    ("span of ages", "凡十八岁至三十五岁的公民，应当参加训练。", "", ["threshold"]),
    ("least period of a list", "道路工程为二年；", "第八条 工程的最低保修期限为：", ["limit"]),
    ("term of a list", "设立申请，自受理之日起六十日；", "第八条 应当在下列期限内作出决定：", ["deadline"]),
    (
        "one of the conditions that single out",
        "面积在一百公顷以上的湖泊；",
        "第九条 符合下列条件之一的，列入名录：",
        ["threshold"],
    ),
    ("within so long before", "应当在设备转移实施前十日内备案。", "", ["deadline"]),
    ("at the latest", "通知时间至迟不得超过三日。", "", ["deadline"]),
    ("not done, said of others", "自公告之日起六十日内当事人仍未接受处理的，", "", ["threshold"]),
    ("upper bound of a bar", "可以责令其暂停营业十五天以下。", "", ["penalty"]),
    ("pay withheld", "由所在单位扣发三个月至六个月的奖金。", "", ["penalty"]),
    ("closing down", "给予一个月以上三个月以下责令停业的处罚。", "", ["penalty"]),
    ("cap in the next sentence", "处每吨二百元罚款。最高不得超过二万元。", "", ["penalty", "penalty"]),
    ("window ahead", "发布未来二十四小时内天气预报。", "", ["value"]),
    ("rates from to", "适用百分之五至百分之三十的累进税率。", "", ["value"]),
    ("carried on from a duty", "应当熟悉法规，并具有三年以上工作经验。", "", ["limit"]),
    ("wait as part of a case", "就业满六个月后失业的，可以登记。", "", ["threshold"]),
    ("width of a road", "红线宽度三十米到四十米的道路，应当绿化。", "", ["threshold"]),
    ("in one only", "应当在一个机构执业，不得同时在两个以上机构执业。", "", ["limit", "threshold"]),
    ("forbidden below a size", "不得新建十吨以下的锅炉。", "", ["threshold"]),
    ("not done, by two sides", "自受理之日起三十日内双方未能达成协议的；", "", ["threshold"]),
    ("a fine of wages", "处以本人三个月基本工资以下的罚款。", "", ["penalty"]),
    ("not the act undone", "收到不起诉决定书后七日以内提出申诉的，", "", ["threshold"]),
    ("bound of a definition", "临时岗位是指存续时间不超过六个月的岗位。", "", ["threshold"]),
    (
        "case within a duty",
        "里程在四百公里以上的，配备两名驾驶员；",
        "第十条 企业应当遵守下列要求：",
        ["threshold", "value"],
    ),
    ("when work stops", "风力六级以上天气停止作业；", "第十一条 施工应当遵守下列规定：", ["threshold"]),
    ("goods of a forbidden kind", "禁止进出口的货物二十吨以上不满一百吨的；", CASES_OF, ["threshold"]),
    ("unable within", "对四十八小时内不能栽植的树穴采取措施。", "", ["threshold"]),
]


@pytest.mark.parametrize(("reason", "text", "intro", "expected"), ROLES, ids=[case[0] for case in ROLES])
def test_roles(reason: str, text: str, intro: str, expected: list[str]) -> None:
    folded = fold(text)
    found = find_mentions(folded, Span(0, len(folded)), fold(intro))
    assert [mention.role.value for mention in found if mention.role] == expected


@pytest.mark.parametrize(
    ("text", "comparator", "low", "high"),
    [
        ("2年内未开工建设的，", ">=", 2, None),
        ("连续两年荒芜的，", ">=", 2, None),
        ("连续十个交易日的累计成交量", "=", 10, 10),
        ("最近5年内的诉讼情况", "=", 5, 5),
        ("吊销许可证，三年内不得申请。", "=", 3, 3),
        ("符合以上条件中两个条件者，", ">=", 2, None),
        ("应当在三十日内办理。", "<=", None, 30),
        ("三十日内双方未能达成协议的；", ">=", 30, None),
        ("四十八小时内不能栽植的树穴", ">=", 48, None),
        ("责令其暂停营业十五天以下。", "<=", None, 15),
    ],
    ids=[
        "not done",
        "in a row",
        "window",
        "looked back on",
        "bar",
        "some of",
        "deadline",
        "by two sides",
        "unable",
        "upper bound of a bar",
    ],
)
def test_the_role_settles_the_comparator(text: str, comparator: str, low: float | None, high: float | None) -> None:
    folded = fold(text)
    (mention,) = find_mentions(folded, Span(0, len(folded)))
    assert mention.comparator is not None
    assert (mention.comparator.value, mention.low, mention.high) == (comparator, low, high)
