"""Mentions in sentences: extent, quantity, comparator, values and unit, each case with its reason as id."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fatiao.extract.model import Mention
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.text.fold import fold
from fatiao.text.source import Span


def mentions(text: str) -> list[Mention]:
    folded = fold(text)
    return find_mentions(folded, Span(0, len(folded)))


def number(value: float | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:.12g}"


def line(mention: Mention, text: str) -> str:
    """Write a mention as `20万元 money <= ..200000 CNY`; `?` stands for a comparator that was not understood."""
    comparator = mention.comparator.value if mention.comparator else "?"
    values = f"{number(mention.low)}..{number(mention.high)}"
    return f"{mention.span.of(text)} {mention.quantity.value} {comparator} {values} {mention.unit}"


CASES = [
    ("an area and no points", "承包面积3分。", []),
    ("minutes of the clock and no points", "上午8时30分至50分检查。", []),
    ("what is over, and its price", "每月补卡2次，超出按20元/次扣减。", ["2次 count = 2..2 {time}/mo", "20元/次 money = 20..20 CNY/{time}"]),
    ("parts that are summed up", "由财政补助和个人缴费两部分组成。", ["两部分 count = 2..2 {部分}"]),
    ("grades of points", "优90-100分；良76-89分。", ["90-100分 score range 90..100 {point}", "76-89分 score range 76..89 {point}"]),
    ("points from and to", "第二组：300分至449分。", ["300分至449分 score range 300..449 {point}"]),
    ("points a year", "年限按每年2分计算。", ["每年2分 score = 2..2 {point}/a"]),
    ("a speed in words", "额定速度大于2.5米每秒的", ["2.5米每秒 measure > 2.5.. m/s"]),
    ("shares that are borne", "由中央和地方按照5∶5比例分担", ["5∶5 ratio = 1..1 1"]),
    ("points that are piled up", "持证人取得硕士学位，积100分。", ["100分 score = 100..100 {point}"]),
    ("no more points than so many", "每满1年加2分，最高加6分。", ["1年 duration = 1..1 a", "2分 score = 2..2 {point}", "6分 score <= ..6 {point}"]),
    ("the highest score of an item", "教育背景指标最高分值110分。", ["110分 score <= ..110 {point}"]),
    ("short of a sum or equal to it", "不足或等于10万元的医疗费用", ["10万元 money <= ..100000 CNY"]),
    ("over a sum, short of another or equal to it", "超过5万元，不足或等于10万元的", ["超过5万元，不足或等于10万元 money range 50000..100000 CNY"]),
    ("a cap by a share of a sum that is levied", "筹资标准不超过上年基金征收总额的5%。", ["5% ratio <= ..0.05 1"]),
    ("a closing day", "受理材料截止时间为8月2日。", ["8月2日 date <= ..--08-02 date"]),
    ("a day and before", "申请日在2016年2月23日及之前的", ["2016年2月23日 date <= ..2016-02-23 date"]),
    ("a day and later", "申请日在2016年2月24日及以后的", ["2016年2月24日 date >= 2016-02-24.. date"]),
    ("before a day on which something is taken out", "基金应当于每年一月三十一日前提取。", ["每年一月三十一日 date <= ..--01-31 date"]),
    ("every so many minutes", "温湿度记录每30分钟采集一次。", ["每30分钟 frequency = 30..30 min"]),
    ("minutes and no adverb", "应当在十分钟内填入。", ["十分钟 duration <= ..10 min"]),
    ("half an hour", "迟到半小时以内的", ["半小时 duration <= ..0.5 h"]),
    ("to be done within", "试题量一般以二小时完卷为限。", ["二小时 duration <= ..2 h"]),
    ("limited to", "考试时间限定为二小时。", ["二小时 duration <= ..2 h"]),
    ("taken no more than once", "仅接受1次重新提交。", ["1次 count <= ..1 {time}"]),
    ("a cap above a list is none of its rates", "在最高支付限额以内按以下比例支付：\n支付60%；", ["60% ratio = 0.6..0.6 1"]),
    ("a cap of several sums", "限额标准为职工每人每月300元、居民每人每月200元。", ["每月300元 money <= ..300 CNY/{person}/mo", "每月200元 money <= ..200 CNY/{person}/mo"]),
    ("a cap of sums with a note between", "费用限额为职工每人每天120元（其中床位费不高于35元），居民每人每天60元。", ["每天120元 money <= ..120 CNY/{person}/d", "35元 money <= ..35 CNY/{person}/d", "每天60元 money <= ..60 CNY/{person}/d"]),
    ("both ends of a range in one bracket", "缴纳税款1万—3万元（含1万元，不含3万元）的。", ["1万—3万元 money range 10000..30000 CNY"]),
    ("above and up to", "固定资产投资1000万元及以上至 5000万元的，", ["1000万元及以上至 5000万元 money range 10000000..50000000 CNY"]),
    ("up to and not at", "满三周岁至未满六周岁的儿童，", ["三周岁至未满六周岁 age range 3..6 a"]),
    ("as much as what it is of, at most", "处转移财产金额20%以上等值以下的罚款。", ["20%以上等值以下 ratio range 0.2..1 1"]),
    ("by a year", "到2030年，秸秆综合利用率显著提高。", ["2030年 date <= ..2030-12-31 date"]),
    ("by a year, long past", "到2018年，全省已建成港口。", []),
    ("from a year on", "从2031年起，学校应当公开招聘。", ["2031年 date = 2031-01-01..2031-01-01 date"]),
    ("a session of a committee among others", "贯彻十九届二中、三中全会精神", []),
    ("a count with a space before its multiple", "印制 10 万枚以下的，", ["10 万枚 count <= ..100000 {枚}"]),
    ("a label glued to an age", "1.80周岁及以上的，", ["80周岁 age >= 80.. a"]),
    ("a decimal at the beginning", "1.5倍以上的，", ["1.5倍 ratio >= 1.5.. 1"]),
    ("a step that is about so much", "按照每500亩左右一名护林员的标准，", ["500亩 measure ~ 500..500 {亩}"]),
    ("years in a row", "申请人最近三年连续盈利；", ["三年 duration >= 3.. a"]),
    ("a clean window without 内", "申请人最近三年没有违法行为；", ["三年 duration <= ..3 a"]),
    ("a window with 内", "近三年内没有违法记录；", ["三年 duration <= ..3 a"]),
    ("an average over a window", "近三年内平均年产值。", ["三年 duration = 3..3 a"]),
    ("limited to so many times", "个性化适配限申请两次。", ["两次 count <= ..2 {time}"]),
    ("from a month on", "2025年1月起，标准提高。", ["2025年1月 date = 2025-01-01..2025-01-01 date"]),
    ("range above and below", "处二万元以上五万元以下罚款。", ["二万元以上五万元以下 money range 20000..50000 CNY"]),
    ("range with one unit", "缴纳三至五倍的费用。", ["三至五倍 ratio range 3..5 1"]),
    ("range with two units", "十日至十五日的拘留。", ["十日至十五日 duration range 10..15 d"]),
    ("two units in the smaller", "暂停业务二个月至一年。", ["二个月至一年 duration range 2..12 mo"]),
    ("half and multiple", "处货值百分之三十以上二倍以下罚款。", ["百分之三十以上二倍以下 ratio range 0.3..2 1"]),
    ("foreign money below a bound", "数额在10万美元以上不满30万美元的，", ["10万美元以上不满30万美元 money range 100000..300000 USD"]),
    ("over but not over", "运量超过300吨但不超过900吨的船舶。", ["超过300吨但不超过900吨 measure range 300..900 t"]),
    ("ages full and not full", "已满十二周岁不满十五周岁的人。", ["已满十二周岁不满十五周岁 age range 12..15 a"]),
    ("years full and short of", "缴费满两年不足六年的，", ["满两年不足六年 duration range 2..6 a"]),
    ("tier", "超过二百万元至八百万元的部分，", ["二百万元至八百万元 money range 2000000..8000000 CNY"]),
    ("relation signs", "发布量10条≤月发布量<20条，", ["10条≤月发布量<20条 count range 10..20 {条}"]),
    ("two thresholds are no range", "税款十万元以上、五十万元以上的，", ["十万元 money >= 100000.. CNY", "五十万元 money >= 500000.. CNY"]),
    ("a word that begins with a bound word hides none", "不得低于约定工资的百分之八十", ["百分之八十 ratio >= 0.8.. 1"]),
    ("upper word first", "处30万元以下10万元以上罚款。", ["30万元以下10万元以上 money range 100000..300000 CNY"]),
    ("upside down", "处五十万元以上十万元以下罚款。", ["五十万元以上十万元以下 money ? .. CNY"]),
    ("no such numeral", "处一百一千元罚款。", ["一百一千元 money ? .. CNY"]),
    ("no such day", "于2011年2月30日前完成。", ["2011年2月30日 date ? .. date"]),
    ("two points", "价格为1.2.3元。", []),
    ("a unit's word that is a digit too, before another number", "黄金五市两五种债券。", []),
    ("a formula with a letter that is a unit", "取50.0-5.0L", ["50.0-5.0L measure ? .. L"]),
    ("two neighbours", "两三种证件。", ["两三种 count range 2..3 {种}"]),
    ("letters that go on are another unit", "血糖不低于11.1mmol/L（200mg/dl）", ["11.1mmol/L measure >= 11.1.. mmol/L", "200mg/dl measure = 200..200 mg/dL"]),
    ("letters of no unit that is known", "活性不低于50mmU", []),
    ("restated in figures", "以百分之零点五（0.5%）的年率", ["百分之零点五 ratio = 0.005..0.005 1"]),
    ("restated with a code", "相当于叁佰万特别提款权（SDR3,000,000）", ["叁佰万特别提款权 money = 3000000..3000000 XDR"]),
    ("restated as included", "面积八十亩以上（含八十亩）的项目。", ["八十亩 measure >= 80.. {亩}"]),
    ("what does not count in the time", "不超过15个工作日（不含公示时间）", ["15个工作日 duration <= ..15 {workday}"]),
    ("what does not count, before the bound", "在5日（不含送达时间）内答复", ["5日 duration <= ..5 d"]),
    ("tax that is left out", "补助10万元以下（不含税）", ["10万元 money <= ..100000 CNY"]),
    ("number left out", "补助10万元以下（不含10万元）", ["10万元 money < ..100000 CNY"]),
    ("number left out before the bound", "40人（不含）以上", ["40人 count > 40.. {person}"]),
    ("points before a colon", "一次记6分：", ["6分 score = 6..6 {point}"]),
    ("points in a row", "分值为10分、6分、1分。", [f"{n}分 score = {n}..{n} {{point}}" for n in (10, 6, 1)]),
    ("points full and not full", "累计满20分未满30分的", ["满20分未满30分 score range 20..30 {point}"]),
    ("points as a reward", "一次奖励2分。", ["2分 score = 2..2 {point}"]),
    ("both scripts in a number", "补助三万5千元，奖励3万五千元。", [f"{n}五千元 money = 35000..35000 CNY".replace("五", d) for n, d in (("三万", "5"), ("3万", "五"))]),
    ("a space before the multiple", "补助 2.5 万元。", ["2.5 万元 money = 25000..25000 CNY"]),
    ("interest by the month", "按月息1分5厘计算，", ["1分5厘 ratio = 0.015..0.015 1/mo"]),
    ("interest by the year", "年利率8厘，", ["8厘 ratio = 0.08..0.08 1"]),
    ("deviation with both signs", "偏差为+5%～-3%。", ["+5%～-3% ratio range -0.03..0.05 1"]),
    ("deviation from below", "允许偏差-3%～+5%。", ["-3%～+5% ratio range -0.03..0.05 1"]),
    ("a dash is no sign", "水分-3%以下", ["3% ratio <= ..0.03 1"]),
    ("bound before a list", "分别不低于60%、50%和40%", [f"{n}0% ratio >= 0.{n}.. 1" for n in (6, 5, 4)]),
    ("bound before a list of two units", "超过50吨或者30立方米的", ["50吨 measure > 50.. t", "30立方米 measure > 30.. m3"]),
    ("a list whose last has its own bound", "不超过3人、5人以上的", ["3人 count <= ..3 {person}", "5人 count >= 5.. {person}"]),
    ("far bound before a list", "按不低于本人单价的150%、200%支付", ["150% ratio >= 1.5.. 1", "200% ratio >= 2.. 1"]),
    ("two and two or more", "两人及两人以上举报的", ["两人 count >= 2.. {person}"]),
    ("half of something", "不得超过车行道的一半；各承担一半。", ["一半 ratio <= ..0.5 1"]),
    ("half a year ahead", "应当提前半年申请，", ["半年 duration >= 6.. mo"]),
    ("the day before an act", "在表决前一天提出，", ["一天 duration >= 1.. d"]),
    ("plan for years to come", "公司未来3年的经营规划", ["3年 duration = 3..3 a"]),
    ("day shared by months", "每年1月和7月的10日前报送", ["每年1月 date <= ..--01-10 date", "7月的10日 date <= ..--07-10 date"]),
    ("end shared by months", "于6月、9月和12月底前报送", ["6月 date <= ..--06-30 date", "9月 date <= ..--09-30 date", "12月底 date <= ..--12-31 date"]),
    ("months that share no day", "召开3月、5月的会议", []),
    ("unit said once for a list", "分为10、20和30年", ["10 duration = 10..10 a", "20 duration = 20..20 a", "30年 duration = 30..30 a"]),
    ("numbers of a thing are no list", "依照附件3、5年以上的", ["5年 duration >= 5.. a"]),
    ("price of an amount", "12元/500克", ["12元 money = 12..12 CNY", "500克 measure = 500..500 g"]),
    ("per piece and whole year", "每艘全年五百元", ["每艘全年五百元 money = 500..500 CNY/{艘}/a"]),
    ("beyond what stands between", "超过核定人数百分之二十但未超过百分之五十的", ["百分之二十但未超过百分之五十 ratio range 0.2..0.5 1"]),
    ("twice", "一年内二次累计超时的", ["一年 duration <= ..1 a", "二次 count = 2..2 {time}"]),
    ("one for every so many", "每五千居住人口设置一处站点", ["五千居住人口 count = 5000..5000 {person}", "一处 count = 1..1 {处}"]),
    ("heads and deputies", "职数为一正两副，", ["一正 count = 1..1 {正}", "两副 count = 2..2 {副}"]),
    ("cycle that is told by a period", "一个季度为一个计费周期", ["一个季度 duration = 3..3 mo"]),
    ("multiple of an average over a window", "不得低于前三年平均产值的六倍", ["三年 duration = 3..3 a", "六倍 ratio >= 6.. 1"]),
    ("electricity", "每户每月用电不超过180度，坡度不超过25度", ["180度 measure <= ..180 kW.h/{户}/mo", "25度 measure <= ..25 deg"]),
    ("terms without a length of their own", "间隔期不得少于一个龄级期，超过一个工资支付周期的，",
     ["一个龄级期 duration >= 1.. {龄级期}", "一个工资支付周期 duration > 1.. {工资支付周期}"]),
    ("half a measure", "采伐超过半立方米的，", ["半立方米 measure > 0.5.. m3"]),
    ("periods that one 按 governs", "可按年度、半年度或者季度签订合同，", ["按年度 frequency = 1..1 a", "半年度 frequency = 6..6 mo", "季度 frequency = 3..3 mo"]),
    ("an index with its letters in brackets", "技术状况指数（MQI）应当保持八十以上，", ["八十 measure >= 80.. 1"]),
    ("以 lost in printing", "处二千元以上二万元下罚款，", ["二千元以上二万元下 money range 2000..20000 CNY"]),
    ("l for 1", "第一年为l000元，", ["l000元 money = 1000..1000 CNY"]),
    ("end of a quarter", "不迟于第三季度末报送；", ["第三季度末 date <= ..--09-30 date"]),
    ("two kinds before one bound", "排放量相差10%或者10万吨以上的，", ["10% ratio >= 0.1.. 1", "10万吨 measure >= 100000.. t"]),
    ("a range whose ends have 的 each", "罚款金额在15万元以上的，50万元以下的，", ["15万元以上的，50万元以下 money range 150000..500000 CNY"]),
    ("coefficients in a row", "组合值系数应取0.7，其余分别取0.5、0.2和0。",
     ["0.7 measure = 0.7..0.7 1", "0.5 measure = 0.5..0.5 1", "0.2 measure = 0.2..0.2 1", "0 measure = 0..0 1"]),
    ("an index at the end of an item", "其值不应小于1.2；", ["1.2 measure >= 1.2.. 1"]),
    ("decimals that name clauses", "应符合第4.5.2条和3.2、3.3条的规定，压力不大于5kPa。", ["5kPa measure <= ..5 kPa"]),
    ("superlatives of each", "最高限额分别为350万元、300万元。", ["350万元 money <= ..3500000 CNY", "300万元 money <= ..3000000 CNY"]),
    ("units that go on are not cut", "迁移量不超过3mg/cm²，截面不小于5mm²，用电不超过9kW·h/m²。",
     ["3mg/cm² measure <= ..3 mg/cm2", "5mm² measure >= 5.. mm2", "9kW·h/m² measure <= ..9 kW.h/m2"]),
    ("quarter of no year", "第三季度以前完成；", ["第三季度 date <= ..--09-30 date"]),
    ("kinds that were listed", "设置可回收物、其他垃圾两类容器", ["两类 count = 2..2 {类}"]),
    ("restated as excluded", "面积八十亩以上（不含八十亩）的项目。", ["八十亩 measure > 80.. {亩}"]),
    ("two or more", "由两个或者两个以上单位共有的，", ["两个 count >= 2.. {个}"]),
    ("bound shared by a list", "经五户或者十人以上联名的，", ["五户 count >= 5.. {户}", "十人 count >= 10.. {person}"]),
    ("currency belongs to the mention", "资本不得低于人民币3亿元", ["人民币3亿元 money >= 300000000.. CNY"]),
    ("per unit adjoining", "处每平方米十元罚款。", ["每平方米十元 money = 10..10 CNY/m2"]),
    ("per unit apart", "每亩不少于六万元。", ["六万元 money >= 60000.. CNY/{亩}"]),
    ("two per units", "补贴为每年每吨90元", ["每吨90元 money = 90..90 CNY/t/a"]),
    ("per unit behind", "收费标准为5元/平方米", ["5元/平方米 money = 5..5 CNY/m2"]),
    ("per head", "人均绿地不低于八平方米", ["八平方米 measure >= 8.. m2/{person}"]),
    ("per household", "每户限养一只", ["一只 count <= ..1 {只}/{户}"]),
    ("a year's hours", "每年学习不少于40学时", ["40学时 duration >= 40.. {学时}/a"]),
    ("times a year", "每年不少于三次", ["三次 count >= 3.. {time}/a"]),
    ("the unit goes on for others", "每户不超过3元，农村的不超过5元", ["3元 money <= ..3 CNY/{户}", "5元 money <= ..5 CNY/{户}"]),
    ("the unit does not go on for a fine", "每户收取3元，逾期的处5元罚款", ["3元 money = 3..3 CNY/{户}", "5元 money = 5..5 CNY"]),
    ("bracket inherits the unit", "每公顷补偿三千元（竹林四千元）", ["三千元 money = 3000..3000 CNY/har", "四千元 money = 4000..4000 CNY/har"]),
    ("rate by the day", "每日加收千分之三的滞纳金", ["千分之三 ratio = 0.003..0.003 1/d"]),
    ("rate for a day overdue", "每逾期一日，加收万分之五的滞纳金", ["万分之五 ratio = 0.0005..0.0005 1/d"]),
    ("rate for a full year", "每满一年扣减百分之八", ["百分之八 ratio = 0.08..0.08 1/a"]),
    ("annual rate stays a ratio", "年利率为百分之六", ["百分之六 ratio = 0.06..0.06 1"]),
    ("step", "每增加一人加收五十元", ["一人 count = 1..1 {person}", "五十元 money = 50..50 CNY"]),
    ("points per time", "每组织1次培训得5分", ["5分 score = 5..5 {point}/{time}"]),
    ("points per piece", "每件得5分", ["5分 score = 5..5 {point}/{件}"]),
    ("points a month", "发布信息的，1分/月", ["1分/月 score = 1..1 {point}/mo"]),
    ("halved", "对其减半征收", ["减半 ratio = 0.5..0.5 1"]),
    ("doubled", "应当双倍支付补助费", ["双倍 ratio = 2..2 1"]),
    ("zero rate", "税率为零", ["零 ratio = 0..0 1"]),
    ("half or more", "经半数以上成员同意", ["半数 ratio >= 0.5.. 1"]),
    ("more than half", "经全体成员过半数通过", ["半数 ratio > 0.5.. 1"]),
    ("two thirds", "经全体代表三分之二以上通过", ["三分之二 ratio >= 0.666666666667.. 1"]),
    ("proportion", "其余按7:3分配", ["7:3 ratio = 2.33333333333..2.33333333333 1"]),
    ("dimensionless", "容积率不得高于1.8", ["1.8 ratio <= ..1.8 1"]),
    ("base between bound and ratio", "余额不得超过净资产的8倍", ["8倍 ratio <= ..8 1"]),
    ("base with its own relative", "不得超过其上年收入的20%", ["20% ratio <= ..0.2 1"]),
    ("part over is no bound", "对超过部分的5%予以奖励", ["5% ratio = 0.05..0.05 1"]),
    ("range inside limits", "在基金规模的6倍范围内发放", ["6倍 ratio <= ..6 1"]),
    ("frequency with once", "每半年进行一次检测", ["每半年 frequency = 6..6 mo"]),
    ("at least once a period", "每三年至少检查一次", ["每三年 frequency <= ..3 a"]),
    ("by the quarter", "按季度报送报表", ["按季度 frequency = 3..3 mo"]),
    ("once a year without 每", "检查应当一年一次", ["一年 frequency = 1..1 a"]),
    ("effect", "本办法自2009年3月1日起施行。", ["2009年3月1日 date = 2009-03-01..2009-03-01 date"]),
    ("end of validity", "有效期至2012年12月31日。", ["2012年12月31日 date = 2012-12-31..2012-12-31 date"]),
    ("effect in the head", "（2006年1月23日 施行）", ["2006年1月23日 date = 2006-01-23..2006-01-23 date"]),
    ("before the end of a month", "于4月底前递交", ["4月底 date <= ..--04-30 date"]),
    ("each year before a day", "应当在每年1月31日前公布", ["每年1月31日 date <= ..--01-31 date"]),
    ("each month before a day", "应当于每月10日前报送", ["每月10日 date <= ..---10 date"]),
    ("over the turn of the year", "每年11月至次年2月为禁猎期", ["每年11月至次年2月 date range --11-01..--02-28 date"]),
    ("year said once", "2010年2月1日至3月31日期间应当申报", ["2010年2月1日至3月31日 date range 2010-02-01..2010-03-31 date"]),
    ("month said once", "5月1日至10日为宣传周", ["5月1日至10日 date range --05-01..--05-10 date"]),
    ("quarter", "于每年第一季度提出", ["每年第一季度 date range --01-01..--03-31 date"]),
    ("end of the year as a moment", "按月预拨，年终清算", ["按月 frequency = 1..1 mo", "年终 date = --12-31..--12-31 date"]),
    ("after a day in history", "在1982年6月30日以后提取的", ["1982年6月30日 date > 1982-06-30.. date"]),
    ("at the latest", "最迟不得晚于2010年12月31日完成", ["2010年12月31日 date <= ..2010-12-31 date"]),
    ("contrast of one and two", "涉及一个领域的；涉及两个以上领域的，", ["一个 count = 1..1 {个}", "两个 count >= 2.. {个}"]),
    ("extension once", "可以展期一次", ["一次 count <= ..1 {time}"]),
    ("post of one", "设主任一名，委员二至三名", ["一名 count = 1..1 {person}", "二至三名 count range 2..3 {person}"]),
    ("earlier than before", "早于到期前三年", ["三年 duration > 3.. a"]),
    ("later than before", "晚于到期前六年", ["六年 duration < ..6 a"]),
    ("not earlier than before", "不早于到期前三年", ["三年 duration <= ..3 a"]),
    ("bracket before the bound", "应当在24小时（农村72小时）内报告", ["24小时 duration <= ..24 h", "72小时 duration <= ..72 h"]),
    ("about", "额度一般在3万元左右", ["3万元 money ~ 30000..30000 CNY"]),
    ("lowest limit", "注册资本最低限额为人民币二亿元", ["人民币二亿元 money >= 200000000.. CNY"]),
    ("limit of a fine", "罚款的限额为五万元", ["五万元 money <= ..50000 CNY"]),
    ("highest aid", "最高补助50万元", ["50万元 money <= ..500000 CNY"]),
    ("lowest wage is no bound", "不超过最低工资标准的20%", ["20% ratio <= ..0.2 1"]),
    ("lowest wage alone", "按最低工资标准的80%发给", ["80% ratio = 0.8..0.8 1"]),
    ("highest, then the base", "补贴最高额为项目投资额的30%", ["30% ratio <= ..0.3 1"]),
    ("highest limit, then the base", "赔偿金最高限额为上年平均工资的五倍", ["五倍 ratio <= ..5 1"]),
    ("lowest limit, then the base", "自有资金最低限额为投资总额的10%", ["10% ratio >= 0.1.. 1"]),
    ("upper limit by the base", "补偿上限按人均收入的3倍计算", ["3倍 ratio <= ..3 1"]),
    ("share of a highest standard", "按最高奖励标准的50%给予奖励", ["50% ratio = 0.5..0.5 1"]),
    ("lowest wage is a figure", "最低工资标准为每月2000元", ["每月2000元 money = 2000..2000 CNY/mo"]),
    ("shortest term", "最短公示期为三个月", ["三个月 duration >= 3.. mo"]),
    ("ceiling line", "年度封顶线5万元", ["5万元 money <= ..50000 CNY"]),
    ("day of the last month of a quarter", "于每季度末月的20日前报送", ["每季度末月的20日 date <= .. date"]),
    ("day of the first month of a quarter", "每季度第一个月10日前缴纳", ["每季度第一个月10日 date <= .. date"]),
    ("day of the last month of a half-year", "每半年末月25日前提交", ["每半年末月25日 date <= .. date"]),
    ("end of each month", "每月底前上报", ["每月底 date <= .. date"]),
    ("day of the next month", "于次月的10日前公布", ["次月的10日 date <= ..---10 date"]),
    ("first week of each month", "每月的第一个星期为宣传周", ["每月的第一个星期 date range ---01..---07 date"]),
    ("ten days of each month", "于每月上旬发放", ["每月上旬 date range ---01..---10 date"]),
    ("date under a bound", "许可有效期最长不超过2030年12月31日", ["2030年12月31日 date <= ..2030-12-31 date"]),
    ("date under a bound in characters", "租期不超过二○四七年六月三十日", ["二○四七年六月三十日 date <= ..2047-06-30 date"]),
    ("no earlier than a day", "不得早于2025年1月1日开工", ["2025年1月1日 date >= 2025-01-01.. date"]),
    ("the level of a year", "总量不得超过2011年水平", []),
    ("from a day on", "2015年1月1日起新建的住宅", ["2015年1月1日 date >= 2015-01-01.. date"]),
    ("least with a verb", "至少装有一个搅拌轴", ["一个 count >= 1.. {个}"]),
    ("counted from an event", "不得超过自损害发生之日起三年", ["三年 duration <= ..3 a"]),
    ("step over a day", "每超过一天罚款50元", ["50元 money = 50..50 CNY/d"]),
    ("below zero", "在-54摄氏度至+125摄氏度之间", ["-54摄氏度至+125摄氏度 measure range -54..125 Cel"]),
    ("below zero in words", "零下五摄氏度以下", ["零下五摄氏度 measure <= ..-5 Cel"]),
    ("tolerance", "误差不超过±5%", ["±5% ratio range -0.05..0.05 1"]),
    ("tolerance around a value", "窑温控制在200±5℃", ["200±5℃ measure range 195..205 Cel"]),
    ("tolerance in brackets", "水温为(20±2)℃", ["(20±2)℃ measure range 18..22 Cel"]),
    ("tolerance around a share", "含量为5%±1%", ["5%±1% ratio range 0.04..0.06 1"]),
    ("tolerance in words", "误差为正负百分之五", ["正负百分之五 ratio range -0.05..0.05 1"]),
    ("a share of the value in doubt", "含量为200±10%", ["200±10% ratio ? .. 1"]),
    ("nearly", "项目投资近百万元。", ["百万元 money ~ 1000000..1000000 CNY"]),
    ("the years just past", "近三年的记录", ["三年 duration = 3..3 a"]),
    ("as many as a thousand", "聚集上千人的活动", ["千人 count ~ 1000..1000 {person}"]),
    ("a bound beside a rough number", "注册资金三百余万元以上", ["三百余万元 money >= 3000000.. CNY"]),
    ("a rough number without digits", "投资数百万元，聘用几十人，成百上千人参加", []),
    ("a number of persons", "人数百人以上的单位", ["百人 count >= 100.. {person}"]),
    ("a sign before", "违者罚款￥500。", ["￥500 money = 500..500 CNY"]),
    ("a sign and a stroke", "工本费为￥1,280.00/人。", ["￥1,280.00/人 money = 1280..1280 CNY/{person}"]),
    ("a code before", "保险金额不低于USD 500。", ["USD 500 money >= 500.. USD"]),
    ("a code that goes on", "符合EUR5排放标准", []),
    ("a unit in brackets", "注册资本（万元）不少于500。", ["500 money >= 5000000.. CNY"]),
    ("a unit in brackets, a range", "注册资本（万元）500至1000的", ["500至1000 money range 5000000..10000000 CNY"]),
    ("a unit in brackets, no money", "面积（平方米）不小于50。", ["50 measure >= 50.. m2"]),
    ("a label alone", "预算表（单位：亿元）见附件。", []),
    ("a multiple under a bound", "万元以上的罚款", ["万元 money >= 10000.. CNY"]),
    ("an index", "出水pH值为6～9。", ["6～9 measure range 6..9 1"]),
    ("an index between", "池水pH应当在6.5至8.5之间。", ["6.5至8.5 measure range 6.5..8.5 1"]),
    ("a ratio under a bound", "坡道坡度不大于1：10。", ["1：10 ratio <= ..0.1 1"]),
    ("a ratio of things", "按1:20配备管理员", ["1:20 ratio = 0.05..0.05 1"]),
    ("times of the day", "营业时间为8:30至17:30，不得晚于9:15:30", []),
    ("ends in and out", "40万元（含）至200万元（不含）的", ["40万元（含）至200万元 money range 400000..2000000 CNY"]),
    ("numbers of sections", "2.2本计划投资3.5万元\n2.2年度计划用地30亩", ["3.5万元 money = 35000..35000 CNY", "30亩 measure = 30..30 {亩}"]),
    ("a decimal at the head", "1.5米以下的", ["1.5米 measure <= ..1.5 m"]),
    ("a rate by the day", "按应缴金额的日万分之五加收", ["万分之五 ratio = 0.0005..0.0005 1/d"]),
    ("a rate by the month", "月利率不超过千分之三", ["千分之三 ratio <= ..0.003 1/mo"]),
    ("a share of the month", "当月百分之三十", ["百分之三十 ratio = 0.3..0.3 1"]),
    ("a thing that no table knows", "彩券每注2元", ["2元 money = 2..2 CNY/{注}"]),
    ("a verb behind 每", "每满100元", ["100元 money = 100..100 CNY"]),
    ("points of surveyors", "由下列四个基点连线", ["四个 count = 4..4 {个}"]),
    ("points of a rate", "利率上浮不超过30个基点", ["30个基点 ratio <= ..0.3 pp"]),
    ("a name in brackets", "急救中心（站）有下列行为之一的", []),
    ("the number of floors", "总层数十层以上的住宅", ["十层 count >= 10.. {层}"]),
    ("a population between", "城区人口50—100万的城市", ["50—100万 count range 500000..1000000 {person}"]),
    ("what may be longer", "可以多于三天，但不得超过十天", ["三天 duration > 3.. d", "十天 duration <= ..10 d"]),
    ("points in a row", "分值为10分、6分、3分", ["10分 score = 10..10 {point}", "6分 score = 6..6 {point}", "3分 score = 3..3 {point}"]),
    ("bound behind a noun of area", "两侧各五米地域范围内", ["五米 measure <= ..5 m"]),
    ("month and year", "暂停三个月以上一年以下执业", ["三个月以上一年以下 duration range 3..12 mo"]),
    ("days a month", "每月可以回家一天至两天", ["一天至两天 duration range 1..2 d/mo"]),
    ("OCR letter in a year", "自二O一O年八月一日起施行", ["二O一O年八月一日 date = 2010-08-01..2010-08-01 date"]),
    ("speed by the hour", "最高时速不得超过三十公里。", ["三十公里 measure <= ..30 km/h"]),
    ("noun between bound and number", "后端不得超出车厢二十厘米。", ["二十厘米 measure <= ..20 cm"]),
    ("event between bound and number", "不得少于保质期满后八个月。", ["八个月 duration >= 8.. mo"]),
    ("the nth weekday", "每年六月的第二个星期日为宣传日。", ["每年六月的第二个星期日 date range --06-08..--06-14 date"]),
    ("the last week", "每年四月最后一周为安全周。", ["每年四月最后一周 date range --04-24..--04-30 date"]),
    ("times a term", "每学期组织不少于一次检查。", ["一次 count >= 1.. {time}/{学期}"]),
    ("times a year, inherited", "每年对甲不得少于一次，对乙不得少于两次。", ["一次 count >= 1.. {time}/a", "两次 count >= 2.. {time}/a"]),
    ("times an act takes", "一般应当经三次会议审议后表决。", ["三次 count = 3..3 {time}"]),
    ("passed once", "可以经一次会议审议后表决。", ["一次 count = 1..1 {time}"]),
    ("one against ten", "一个小组或者五名以上代表联名，", ["一个 count = 1..1 {个}", "五名 count >= 5.. {person}"]),
    ("so many people", "人口在30万以上的城市", ["30万 count >= 300000.. {person}"]),
    ("unit of people", "不足二十万人口的县", ["二十万人口 count < ..200000 {person}"]),
    ("scale of a map", "提交规划总图（1：500至1：2000）", ["1：500至1：2000 ratio range 0.0005..0.002 1"]),
    ("bound shared by places", "道路两侧十米、桥梁周围五十米范围内", ["十米 measure <= ..10 m", "五十米 measure <= ..50 m"]),
    ("each cubic metre", "含量在每立方米五克以上", ["每立方米五克 measure >= 5.. g/m3"]),
    ("flow by the hour", "流量大于或等于5立方米/h的计量装置", ["5立方米/h measure >= 5.. m3/h"]),
    ("surcharge by the day", "每日按照应缴金额的1‰至2‰加收违约金", ["1‰至2‰ ratio range 0.001..0.002 1/d"]),
    ("at least, far off", "至少应当配备具有高级职称的教师三人。", ["三人 count >= 3.. {person}"]),
    ("at least, within", "承担至少三年内的保修责任。", ["三年 duration >= 3.. a"]),
    ("bound behind prison", "判处十年有期徒刑以下刑罚", ["十年 duration <= ..10 a"]),
    ("every so many years", "登记证五年更换一次。", ["五年 frequency = 5..5 a"]),
    ("grades that are counted", "保护区分为三级。", ["三级 measure = 3..3 {级}"]),
    ("force of wind", "遇有六级以上大风", ["六级 measure >= 6.. {级}"]),
    ("from its equal up", "处货值金额等值以上三倍以下罚款。", ["等值以上三倍以下 ratio range 1..3 1"]),
    ("another quantity is the most", "出资最多且占总额的30%以上的股东", ["30% ratio >= 0.3.. 1"]),
    ("allowed at most", "最高可以享有股权的百分之七十。", ["百分之七十 ratio <= ..0.7 1"]),
    ("bound behind the wages", "处以三个月基本工资以下的罚款", ["三个月 duration <= ..3 mo"]),
    ("levels counted", "担任两级以上代表", ["两级 measure >= 2.. {级}"]),
    ("so often and no more", "补充侦查以二次为限", ["二次 count <= ..2 {time}"]),
    ("end of each year, past", "每一年度终了后三十日内办理", ["每一年度 frequency = 1..1 a", "三十日 duration <= ..30 d"]),
    ("half a year after", "到任后半年内运进的物品", ["半年 duration <= ..6 mo"]),
    ("a half and more", "达到标准一半以上的", ["一半 ratio >= 0.5.. 1"]),
    ("yuan said once, before", "处1万元以上5万以下的罚款。", ["1万元以上5万以下 money range 10000..50000 CNY"]),
    ("yuan said once, behind", "处五千以上三万元以下的罚款。", ["五千以上三万元以下 money range 5000..30000 CNY"]),
    ("no less than a window's average", "录取率不低于前三年平均水平。", ["三年 duration = 3..3 a"]),
    ("over its base by so much or more", "超过批准规模20%以上的", ["20% ratio >= 0.2.. 1"]),
    ("below its base by so much or more", "低于标准百分之二十以上的", ["百分之二十 ratio >= 0.2.. 1"]),
    ("over its base by less", "超过核定人数未达到百分之二十的", ["百分之二十 ratio < ..0.2 1"]),
    ("over so much and more", "超过20%以上的", ["20% ratio >= 0.2.. 1"]),
    ("over a sum, which is in", "累计超过10万元（含）以上的部分", ["10万元 money >= 100000.. CNY"]),
    ("short of a share", "未达到计划的百分之八十以上的", ["百分之八十 ratio < ..0.8 1"]),
    ("at least every so often", "至少每十五天进行一次维护", ["每十五天 frequency <= ..15 d"]),
    ("once a period or more", "每两年献血一次以上", ["每两年 frequency <= ..2 a"]),
    ("at most every so often", "每半年最多申请一次", ["每半年 frequency >= 6.. mo"]),
    ("once a period, at least three", "每年开会一次，至少三人参加", ["每年 frequency = 1..1 a", "三人 count >= 3.. {person}"]),
    ("allowed so many times", "每人可以发言两次", ["两次 count <= ..2 {time}/{person}"]),
    ("in so many parts", "可以分两次缴清", ["两次 count = 2..2 {time}"]),
    ("from so much up", "一般以2万元为起点", ["2万元 money >= 20000.. CNY"]),
    ("so long past a day", "超过检验合格日期六十日的", ["六十日 duration > 60.. d"]),
    ("not so long past a day", "未超过有效期六个月的", ["六个月 duration <= ..6 mo"]),
    ("not of an age", "未年满十八周岁的", ["十八周岁 age < ..18 a"]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_mentions(reason: str, text: str, expected: list[str]) -> None:
    assert [line(mention, text) for mention in mentions(text)] == expected


@pytest.mark.parametrize(("reason", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_spans_count_the_whole_source(reason: str, text: str, expected: list[str]) -> None:
    """Text outside the span is never read, and spans count from the start of the source."""
    source = f"处罚9日以内3元。\n{text}\n第九条 5元以上"
    start = source.index(text)
    found = find_mentions(fold(source), Span(start, start + len(text)))
    assert [line(mention, source) for mention in found] == expected
    assert all(mention.scope.holds(mention.span) for mention in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


def test_inclusion_of_ends() -> None:
    (tier,) = mentions("超过二百万元至八百万元的部分，")
    (ages,) = mentions("已满十二周岁不满十五周岁的人。")
    assert (tier.low_inclusive, tier.high_inclusive) == (False, True)
    assert (ages.low_inclusive, ages.high_inclusive) == (True, False)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("40万元（含）至200万元（不含）的", (True, False)),
        ("500平方米（不含）～1000平方米（含）的", (False, True)),
        ("10人（包含）至50人（不包含本数）的单位", (True, False)),
        ("十日至十五日", (True, True)),
        ("40万元以上（含40万元）200万元以下（不含200万元）的", (True, False)),
        ("40人（不含40人）以上200人（含）以下的", (False, True)),
        ("10吨以上、50吨以下（不含税）的", (True, True)),
    ],
)
def test_brackets_say_which_ends_are_in(text: str, ends: tuple[bool, bool]) -> None:
    folded = fold(text)
    (mention,) = find_mentions(folded, Span(0, len(folded)))
    assert (mention.low_inclusive, mention.high_inclusive) == ends
    assert not text[: mention.span.end].endswith("）")


def test_a_bracket_leaves_an_end_out_of_a_range() -> None:
    (mention,) = mentions("缴纳税款1万—3万元（含1万元，不含3万元）的。")
    assert (mention.low_inclusive, mention.high_inclusive) == (True, False)


def test_scope_covers_the_bound_words() -> None:
    text = "余额不得超过净资产的8倍，期限在三年以内"
    assert [mention.scope.of(text) for mention in mentions(text)] == ["不得超过净资产的8倍", "三年以内"]


def test_a_number_without_value_is_doubted() -> None:
    (mention,) = mentions("处一百一千元罚款。")
    assert mention.low is None and mention.high is None and mention.comparator is None and mention.confidence <= 0.2


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("罚款10元、" * 39 + "罚款10元。", 40, id="as many as a statement may have"),
        pytest.param("罚款10元、" * 500 + "。罚款20元。", 41, id="a statement without end, and one behind it"),
        pytest.param("罚款10元\n" * 500, 500, id="lines, as scrapers leave tables"),
        pytest.param("罚款10元\n" * 1_500 + "。罚款20元。", 1_001, id="lines without end, and a sentence behind them"),
    ],
)
def test_numbers_without_end_are_data(text: str, read: int) -> None:
    assert len(mentions(text)) == read
