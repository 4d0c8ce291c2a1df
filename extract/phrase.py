"""Small pieces of grammar: whom a clause begins with, where a noun phrase parts into whose and what.

All functions take folded text and return half-open ranges of it or pieces of it; none knows of documents.
"""

from __future__ import annotations

import re

_AGENT = (
    "部门|机关|机构|单位|企业|公司|政府|委员会|管委会|办公室|[局厅院署]|(?:派出|交易|研究|事务|卫生|管理|司法|看守|拘留|诊|服务)所|法院|检察院|银行|协会|学会|商会|工会|组织|团体"
    "|[人员户商方师]|(?<!或)者|财政|公民|职工|中心|[站馆社厂店校]|(?:市|商|农|工|林|牧|机|电|养殖|屠宰|停车)场|学校|[协商工]会|村委会|居委会|大会|董事会|监事会|理事会|海关|国家|法人|主任|代表|船舶|国务院|当事人|学生|罪犯|干部|家长|夫妻|双方"
)
_VERB = (
    "应|须|必|可(?!能)|不|未|没|违反|有|(?<!所)在|自|从(?!业)|于|对|向|将|把|因|经(?!营|济)|以(?![外上下及内])|按|依|根据|每|逾|拒|擅|无(?!证)|非法"
    "|申请|要求|认为|发现|收[到取]|接[到受]|作[出为]|办理|从事|进行|实施|符合|具[有备]|设[立置]|超|伪造|使用|转让|弄虚|隐瞒|泄露"
    "|滥用|玩忽|利用|通过|为(?!主)|是|负责|提[出供交前]|承担|取得|凭|持|到|请求|采购|销售|生产|经营|施工|拖欠|侵占|挪用|骗取|聘用|招用|录用|解除|变更|死亡|侵|故意|领取|购买|出[具售租]|参加|需|连续|累计|自行|及其|完成|造成|给予|制定|编制(?!人)|履行|行使|享有|遵守|发布|组织|拟|报|缴纳|支付|收|由|只|仅|除|逃|强|多次|近(?!郊)|最近|已|初审|审[查核批]|作为|享|均|都|各|同时|在"
)
_BODY = "部门|机关|机构|人民政府|委员会|法院|检察院|海关|当事人|申请人|公安局|罪犯|单位|企业|公司"
_BODY_PREFIX = re.compile(rf"(?P<np>[^,;。]{{0,40}}?(?:{_BODY}))(?=[\u4e00-\u9fff])(?![的、和或及与之内外中者人员负制所法领工职管住名性自])")
_INNER = re.compile(r"(?<!所)(?:自(?!然|行|治|主|有|愿|筹|来)|在|对(?!外)|向|将|按照|由|根据|经(?!营|济|办|费|贸))")
_AGENT_PREFIX = re.compile(rf"(?P<np>[^,;。]{{0,40}}?(?:{_AGENT})(?:\([^()]{{1,30}}\))?)(?={_VERB})")
_RELATIVE_AGENT = re.compile(
    rf"(?!对|按|依照|依据|根据|由|向|将|把|以|违反|除|如|若|当|因|凡|并|且|但|其(?!他)|前款|上述|每|及时|责令|处|没收|给予)"
    rf"(?P<np>[^,;。]{{2,40}}?的[^,;。的]{{0,16}}?(?:{_AGENT}))(?=应|须|必|可|不|未|违反|有|自|于|对|向|将|擅|逾|拒)"
)
_NO_AGENT = re.compile(
    r"(?:于(?!是)|报(?!社|刊|纸|告|名)|对(?!方|外)|在|自(?!然人)|从(?!业)|因|经(?!营|办|纪|济)|违反|未(?!成年)|有(?!关|限)|以|按|依照|依据|根据|由|为|与|将|把|凡|属于|但|并(?!购)|且|或者|需要|确需|不|擅自|逾期|拒|应(?=当|[在于自按予对由须向及从])|可|其(?!他)|向|给予|处|没收|责令|实施|构成|犯(?!罪)|接到|收到|受理|提交|提出|持有|具有|符合|存在|取得|办理|完成|发现|发生|利用|使用|达到|超过|满|无(?=[^,;。]*的)|回复|告知|无特殊|领取(?![^,;。]*人)|延长|提供|抵扣|缴纳|支付|收取|承担|判处|申请(?!人|单位|者|机)|"
    r"情节|造成|前款|本条|上述|除|如|若|当(?!事|地)|每|及时)"
)
MODAL = re.compile(r"应当?(?!税|急|用|届|聘|诉|收|缴|付)|必须|须(?!知)|可以?(?![能行])|不得|不准|不能|严禁|禁止|方可|只[准能设]|准予|有权")
_LEAD = re.compile(
    r"(?:[\s\"“”'、,:]|但是?(?!书)|并且?|且|而且|同时|其中|其(?!他|余|中)|则|凡是?|如果?(?!实)|若|即|也|还|以及|或者|因(?!素|故|公|病)|对于|对(?!外|方)|关于|属于?|各?自(?=\Z))+"
)
_TRAIL = re.compile(r"(?:[\s\"“”'、,:;。(]|的|以及|或者)+\Z")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without conjunctions at its head and marks or 的 at its tail."""
    found = _LEAD.match(text, start, end)
    if found:
        start = found.end()
    found = _TRAIL.search(text, start, end)
    if found:
        end = found.start()
    return start, end


def agent(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of the person or body the stretch begins with (海关发现…, 单位未经…), if it does."""
    found = _LEAD.match(text, start, end)
    if found:
        start = found.end()
    if _NO_AGENT.match(text, start, end):
        relative = _RELATIVE_AGENT.match(text, start, end)
        return (start, relative.end("np")) if relative else None
    found = _AGENT_PREFIX.match(text, start, end) or _BODY_PREFIX.match(text, start, end)
    if not found or found.end("np") - start < 2:
        return None
    end = found.end("np")
    inner = _INNER.search(text, start + 2, end)
    if inner and last_of(text, start, end) < inner.start() and noun_like(text, start, inner.start()):
        end = inner.start()
    return start, end


_SUBJECT_END = re.compile(
    r"应当?(?!税|急|用|届|聘|诉|收|缴|付)|须(?!知)|必须|可以|可(?![能行])|不得|不准|自(?!然|行|治|主|有|愿|筹|来)|从(?!事|业|属)|(?<![大小低高少多晚早不等由对关位基属处用限便易])于(?!是)|在(?!地|建|校|职|岗|册|编|籍|线|押)|每|按照?|将(?!来)|方可|至少|提前"
    r"|对(?!外|方|象)|向|以(?![外上下及内])|经(?!营|济|办|纪|费|贸|理)|有权|依照|均|只|(?<!理)由|负责|凭"
)
_NOUN_HEAD = re.compile(
    r"(?!对|按|依照|依据|根据|由|向|将|把|以|违反|除|如|若|当|因|凡|并|且|但|其(?!他)|前款|上述|每|及时|责令|处|没收|给予)[^,;。]{1,40}的[^,;。的]{2,}\Z"
)


_HOLLOW = re.compile(r"(?:该|此|这|本|其)?(?:其|之|此|现|特|具体|一般|原则|必要|期间|期限|时间|情况|程序|标准|方法|规定|要求|条件|材料|证明|内容|原因|上述工作|年龄|数额|金额|人员|连续|持续|累计|最近|近|前|后|每[^,;。的]{1,4}|或[^,;。]{1,4}|同时|因此|其余|全部|各类|其中)|.*(?:规定|情形|情况|条件)")


def subject(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of the subject a clause begins with: up to its modal or first preposition, else an agent.

    市财政每年安排 gives 市财政, 经批准的担保机构应 gives 经批准的担保机构; a clause that begins with a preposition or a verb
    without 的 behind it has none.
    """
    who = agent(text, start, end)
    if who:
        return who
    start, _ = trim(text, start, end)
    at = start
    while (found := _SUBJECT_END.search(text, at, end)) is not None:
        first, last = trim(text, start, found.start())
        if last - first >= 2 and noun_like(text, first, last):
            return first, last
        if found.start() - start > 40:
            return None
        at = found.end()
    return None


def noun_like(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch can be a noun phrase: it begins with no preposition or verb, unless 的 makes it one."""
    if text[end - 1] in "的时后前了着内是" or "不" in text[end - 2 : end] or _HOLLOW.fullmatch(text, start, end):
        return False
    if not _NO_AGENT.match(text, start, end):
        return True
    return bool(_NOUN_HEAD.match(text, start, end))


def last_of(text: str, start: int, end: int) -> int:
    """Return the position of the last 的 in the range that stands in no brackets, or -1."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        character = text[at]
        if character in ")]”》":
            depth += 1
        elif character in "([“《":
            depth -= 1
        elif character == "的" and depth <= 0 and text[at + 1 : at + 2] != "确":
            return at
    return -1


_MEASURE = re.compile(
    r"(?:资本金?|资金|金额|[限总差超定]?额度?|数额|率|比例|比重|面积|期限?|年限|时间|时限|年龄|[费税价款]|数量?|总数|人数|次数|余额|总额|标准|距离|宽度?|高度?|深度|长度|厚度|半径"
    r"|直径|浓度|温度|速度|排量|容积|重量|排气量|吨位|投资|收入|产值|产量|经费|资产|编制|职数|限额|成本|利润|份额|规模|限值|噪声|范围|坡度|间距|层数|用量|成绩|学时|郁闭度|经验|股份|级|奖金|补贴|赔偿金|经历|量|值|度|补偿|指标)\Z"
)


def is_measure(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch ends in a noun that numbers measure (额, 率, 面积, 期限, 费)."""
    return bool(_MEASURE.search(text, start, end))


_ENDS_IN_AGENT = re.compile(rf"(?:{_AGENT})\Z")


def ends_in_agent(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch ends in a word for a person or a body."""
    return bool(_ENDS_IN_AGENT.search(text, start, end))
