"""The words that tell roles apart, each pattern with an example of what it is for. They expect folded text.

Groups hold the words that tell; what stands around them only says where they may stand.
"""

from __future__ import annotations

import re

from ...text.patterns import pattern
from ..words.bounds import ABOVE, BELOW, FULL, NOT_BEYOND, SETS_LIMIT, SIDE, WITHIN
from .cues import cue

SANCTION = r"(?:罚款|罚金|滞纳金|罚息|违约金|处罚)"
# …以下的罚款
FINE_AFTER = cue("FINE_AFTER", rf"{SIDE}?的?(?:人民币)?(?:[^,。;:、]{{0,8}}?)({SANCTION}|税款滞纳金|标准罚款)")
# 按…以下的标准计算，处以罚款
RATE_OF_FINE = re.compile(r"的(?:标准|比例|数额)(?:计算)?$")
FINE_LATER = cue(
    "FINE_LATER", r"(?:[并可以]{0,2}(?:处以?|并处|加处|给予)|向[^,。;]{1,8}加付)[^,。;]{0,4}?(罚款|罚金|赔偿金)"
)
# 日利率万分之五, which is a price
INTEREST = re.compile(r"(?<!罚)(?:利率|费率|息)")
# 十元的罚款, a little farther off
FINE_SOON = cue("FINE_SOON", r"滞纳金|罚款|罚金")
# 处以罚款。最高不超过三万元
FINED = cue("FINED", r"罚款|罚金")
# 并处…, 处以…
FINE_BEFORE = cue(
    "FINE_BEFORE",
    rf"((?<![惩从所])(?:并处|单处|处以|可处|科处|判处罚金|处(?![理分置于所长级方境])|加罚|罚)|{SANCTION})[^,。;:]{{0,60}}$",
)
# 五日以上十日以下拘留, 一个月以上三个月以下责令停业
CONFINED = cue(
    "CONFINED",
    rf"(?:{SIDE}|的)?(?:[、或者]{{0,2}}(?:的)?)(?:行政)?(拘留|管制|拘役|有期徒刑|劳动教养|司法拘留|监禁|责令停[业产]|停[业产]整[顿改])",
)
# 三个月基本工资以下的罚款
WAGES = cue("WAGES", r"(?:基本)?(?:工资)?(?:以下)?的?(罚款)")
# 判处五年以上有期徒刑的
SENTENCED = cue("SENTENCED", r"(判处|被判|可能判|法定刑|最高刑|刑期|应当判)[^,。;]{0,20}$")
# 责令暂停营业十五天
BAR_BEFORE = cue(
    "BAR_BEFORE",
    r"(暂停|停止|停业|取消|吊扣|暂扣|禁止|禁考|责令停|停[发产工课]|扣发|中止|剥夺|限制|列入|禁业|停考|扣留)[^,。;]{0,24}$",
)
# 禁止其十年内从事, which lasts ten years
BAR_WITHIN = re.compile(r"(?:禁止|取消|限制|停止|暂停)其?\Z")
# of these words, those that need someone to order them: 检修停产, 停工留养
STOPS_ALONE = re.compile(r"(?!.*其)(?:暂停|停止|停业|禁止|停[产工课]|中止|限制)")
# what orders a stop as a sanction: 情节严重的，给予暂停执业…
SANCTIONED = cue(
    "SANCTIONED",
    r"责令|勒令|给予|予以|可处|处(?:以|罚|分)|[并单可]处|罚款|警告|情节|违反|违法|违规|违纪|骗取|作弊|弄虚|失信|犯罪|不合格"
    r"|由[^,。;]{2,30}?(?:部门|机关|机构|委员会|局)",
)
# what is no bar: 暂停期限未满三日
NO_BAR = cue("NO_BAR", r"期限|的期|未|[前后]|之日")
# 三年内不得申请
BAR_AFTER = cue(
    "BAR_AFTER",
    rf"{WITHIN}?,?(?:均|都|也)?"
    r"(不得|不予|不再|禁止|不受理|取消|停止|暂停|不准|不能(?![^,。;]{1,14}的)|限制|不接受|不允许|不许|不可|不具)",
)
# 一年内又违反
RELAPSE = cue(
    "RELAPSE",
    r"又|没有|无(?![偿息法故人]|条件|担保|正当)|再次(?=[违犯发出实被受])|曾|有(?![权效关])|发生|受过|受到|累计|连续|因|两次|多次|违反|出现|未|拒",
)
# 近三年平均产值, which is taken over the window
LASTING = cue("LASTING", r"\s?内?(连续)(?!的)")  # 最近三年连续盈利
TAKEN_OVER = re.compile("平均|均值|累计|合计|总[额量数]|报告|报表|情况|收入|产值|利润|营业额|销售额")
# 未来二十四小时内天气预报, in which nothing has happened yet
TO_COME = re.compile(r"(?:未来|今后)\s?\Z")
# 六百公里以上、其他四百公里以上的
LISTED_BOUNDS = re.compile(rf"(?:(?:、|和|或者?|及|以及)[^,。;:、]{{1,20}}?{SIDE})+")
# 离任后二年内，不得
BARRED = cue("BARRED", r"[^,。;]{0,8}(不得|禁止|不予|不再)")
# 自被吊销之日起五年内，其主要负责人不得担任
BARRED_SOMEONE = cue("BARRED_SOMEONE", r"[^,。;应须]{0,24}?(不得|禁止|不予)")
DISQUALIFIED = re.compile(r"被(?:[^,。;]{0,6})(?:吊销|撤销|取缔|除名|开除)|刑罚|处罚(?:执行)?完毕")
# what makes a bar a sanction: 吊销许可证
BAR_OFFENCE = cue(
    "BAR_OFFENCE",
    r"违反|处罚|吊销|撤销|取消|情节|撤回|处分|罚|虚假|欺骗|贿赂|作弊|刑|开除|失信|事故|问题|不合格|骗取|弄虚|除名|取缔|之日起|自",
)
# 十五日内不办理, 六十日内违法行为人仍无法查明
UNDONE_AFTER = cue(
    "UNDONE_AFTER",
    rf"(?:{WITHIN}|中|期间)?"
    r",?(?:仍|又|还|均|连续|无正当理由|无故|累计|因故|既)?(未|不(?![得能少超可低予应受])|拒|没有|无法|无人|尚未|(?:确实)?难以)"
    rf"|{WITHIN}?"
    r"(?![^,。;仍]{0,14}(?:多次|累计|逾期|实施|[违犯]|发生|受过|受到))[^,。;应须可得]{0,14}(仍[然旧]?(?:未|不|无法)|(?<=[^,。;]{2})未能|(?<![和或与及、对向])未(?=[^,。;]{1,12}的))"
    rf"|{WITHIN}?"
    r"(?:确实|确)?(不能)(?=[^,。;]*的)",
)
# 未能在十日内
UNDONE_BEFORE = cue("UNDONE_BEFORE", r"(不能|未能|未|没有|无法)(?:在|于)?[^,。;]{0,6}$|(不)[在于][^,。;]{0,6}$")
# 三年内有效
VALID_AFTER = cue("VALID_AFTER", r"(?:均|多次|一次|长期)?(有效)")
# 三年内免收, 五年内减半: how long an entitlement lasts
ENTITLED_AFTER = cue(
    "ENTITLED_AFTER",
    r"(?:可以?|暂|继续|全额|依法|按规定|给予|予以)*(免(?:[于予])?[征收缴交除费]|减半|减按|减[免征收]|享受|不征收?)",
)
# 时效的最后六个月内, which is a window
LAST = re.compile(r"最后$")
# 可以多于三天
MAY = cue("MAY", r"(?<![许认])(可以?)$")
# 以一个月为一个结算期的
AS_PERIOD = re.compile(r"^(?:(?:、|或者?)[^,。;]{1,8})?为[^,。;为]{0,12}期的$")
# 连续两年
IN_A_ROW = cue("IN_A_ROW", "(连续)$")
# 至迟三日
LATE = cue("LATE", "迟")
# what orders
MUST = cue(
    "MUST",
    r"应当|应(?![纳税征缴付收急用对诉聘届承])|必须|须|需要?(?!求)|不得|严禁|禁止(?![^,。;]{0,8}的[一-龥])|至少|要(?!求)",
)
# what orders an act, and nothing else does
SHALL = cue("SHALL", "应当?|必须|须")
# what shows that a time is one for an act: 应于…内, 自…起…内
TIMED = cue("TIMED", "应|须|在|于|自|起")
# bound words that ask for something themselves
ASKED = cue("SETS_LIMIT", SETS_LIMIT)
# 60分以下
SCORE_BOUND = cue("SCORE_BOUND", rf"{ABOVE}|{BELOW}|{NOT_BEYOND}|不得")
# 但最高不得超过三万元: what may stand alone before the highest fine
CAPPED = re.compile(r"^(?:但是?|总额|累计|合计|罚款)?(?:总额|数额)?$")
# 责令补种五倍的树木
REPLANTING = cue("REPLANTING", r"责令[^,]*(补种|补栽)|(补种|补栽)[^,]*株数")
# 符合以上条件中两个条件
SOME_OF = re.compile(r"(?P<told>符合|具备|满足|具有)[^,]*中的?[个项种](?:条件|情形|要求)$")
# 达到, 满
REACHES = cue("REACHES", rf"达|{FULL}")
# …的, …时: what ends a condition
CONDITION = cue("CONDITION", r"(的|者|时|的情形|的情况|之一的|的除外)[\"”]*$")
# 以实现目的, which ends none
PURPOSE = re.compile(r"(?<![项节科题])目的$")
# 数额较大的，; 有下列情形之一
CONDITION_LATER = cue("CONDITION_LATER", r"(的|者|时|之一)(?:[,:]|$)")
# 一年内违反规定，情节严重的
CONDITION_END = cue("CONDITION_END", "的$")
# 应当具备下列条件
ASKS = cue(
    "ASKS",
    r"(应当|应(?![纳税征缴收付])|须|必须|具备|符合|达到|满足|遵守|按照|具有)[^。]*(条件|要求|标准|规定|指标|资格|比例|原则)"
    r"|(条件|要求|标准|指标)(?:如下|为|是)?$|(应当|应(?![纳税征缴收付])|必须|须)(?:[^,]{0,12})$",
)
# 应当提交下列材料, which asks for papers only
PAPERS = re.compile("材料|文件|资料")
# 有下列情形之一
CASES = cue(
    "CASES",
    r"(?:情形|情况|行为|情节|后果|事故)(?:之一)?|条件之一的|认定为|处罚|视为|分为|划分|是指|免征|免收|减免",
)
# 半数以上同意
VOTE = cue("VOTE", r"(通过|同意|赞成)$")
# 由七人以上单数组成
MADE_UP = cue("MADE_UP", r"(?:的)?[^,的]{0,8}(组成)$|(单数)$")
# 并具有五年以上经验
HAVING = cue("HAVING", r"^[并且]?(具有|具备|拥有|有|[保留]存|存档|保[留管])$")
# 百分之五十以上百分之一百以下的标准
RATE_BEHIND = cue("RATE_BEHIND", r"的(标准|比例|幅度|数额|[费利税]率)")
# 规划一处五千平方米以上的绿地
PROVIDES = cue("PROVIDES", r"(规划|建设|设置|配备|配置|安排|建立|预留)[^,对为由向]{0,8}$")
# 给予二十日以内的
GRANTS = cue("GRANTS", r"(可以|征收|收取|给予|发放|支付|提供|安排)[^,]*$")
# 可以提出两个以上方案
ALLOWS = cue("ALLOWS", r"(?<![许认])(可(?:以|(?![能靠行])))[^,对由]*$")
# 小型企业是指
DEFINES = cue("DEFINES", r"(?:是|系)指")
# 是指檐口高度不超过二米，具有两个通风口的设施: what is defined stands at the end
DEFINED = pattern(r"的[一-龥、]{1,20}$")
# 超过一万元至五万元的部分
TIER = cue("TIER", "超过|满")
TIER_BEHIND = cue("TIER_BEHIND", "的部分$")
# 已满, 未满
SINGLED_OUT = cue("SINGLED_OUT", "未|已?满|为起点")
# 禁止
FORBIDS = cue("FORBIDS", r"禁止(?![^,。;]{0,8}的[一-龥])|不得|严禁")
# …以上的，应当
THEN_RULE = cue("THEN_RULE", r"应当?|必须|须|可以|不得|由")
# 六级以上天气停止作业
STOPS = cue("STOPS", r"停止|暂停")
# 凡…以上，
CONDITION_HEAD = cue("CONDITION_HEAD", r"^(凡|对于?|如果|如|若|因|当|属于|符合)")
# 对六十岁以上的老人
TOWARDS = cue("TOWARDS", r"(对于?)[^,。;应须]{0,12}$")
# 三年内受处罚的人
ATTRIBUTE = cue("ATTRIBUTE", r"[^,。;应须可]{0,20}(的)[一-龥]")
# 宽度三十米的道路
ATTRIBUTE_BESIDE = cue("ATTRIBUTE_BESIDE", r"(的)[一-龥]")
# 二名以上检查人员
GOES_ON = re.compile(r"的?[一-龥]")
# 许可证有效期为五年
VALUE_NOUN = cue(
    "VALUE_NOUN",
    r"(期限?|时间|年限|年度|任期|率|比例|标准|额|价|费|税|总?面积|人数|编制|名额|年龄|时效|周期|规模|高度?|宽度?|长度?|半径|距离"
    r"|资本|资金|分值?)(?:一般|均|应当|各|分别)*(?:为|是|:)?\Z|(延长)至?\Z|(分[为成]|设[置立]?|共)\Z",
)
