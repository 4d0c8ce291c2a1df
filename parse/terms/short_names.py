"""What a short name stands for: the words before its bracket, 上海航运交易所（以下简称航运交易所）.

The characters of a short name stand in order in what it is short for (as in Schwartz and Hearst's rule for
abbreviations), so the words begin at the last boundary before the first of them: a mark of punctuation, or a verb or
preposition that governs them and belongs to no relative clause of theirs (经营广告业务的单位 keeps its 经营).
"""

from __future__ import annotations

import re

from ...text.lines import strip
from ...text.numerals import TENS
from ...text.patterns import pattern
from ...text.source import Span

_REACH = 160
"""Characters before the bracket that are looked at."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAMED = re.compile(r"[简统合]?称")
_HARD = re.compile(r"[。;:\n()\[\]]|“(?![^“”]*”)")
_LEAD = re.compile(r"[ ]*(?:其中|前款|本条(?!例)),?")
_LEVEL = r"(?:国家|全国|省级?|自治[区州县旗]|直辖市|不?设区的市|较大的市|市辖区|市|州|盟|县级?|区|旗|乡|镇|街道|和|\0)+"
_LEVELS = re.compile(rf"(?:.*[在对由向经报])?({_LEVEL})")
"""A list of levels, which what follows them all share: 省、市、县（区）人民政府."""
_CLASSED = pattern(r"等(?![级候待同效])|其[他它]|以及|(?<=[\u4e00-\u9fff]{2})(?:或者|和|及)(?=[\u4e00-\u9fff]{2})")
"""What ends a list: 、机关等单位, 、其他组织, 、企业和个人."""
_COUNTED = re.compile(rf"[两{TENS[1:]}]")

_MODAL = r"应当|可以|必须|不得|有权"
_OUTER = (
    r"(?<!不)适用于|适用(?!税)|用于|位于|属于|便于|列入|纳入|关于|为了|未经|会同|结合(?!部)|所称的?|称为|是指|包括|是(?![否非])"
    r"|(?<=”)指"
)
"""Words that no relative clause of a name opens with."""
_PREPOSITION = (
    r"(?<!自)(?<!理)由|(?<![方面反倾走动意志导])向(?![导量阳])|(?<![针相面反核校应绝])对(?![外方象口账应策讼冲比台])"
    r"|(?<![存现所外潜实旨])在(?![建职岗校编线先地册押])|将(?!军|来)|把(?!关)|按照|按(?![揭时期])|根据|依据|依照|参照|通过"
    r"|(?<!神)经(?![营济纪理费办验过销贸常度停由开信])|(?<![因成作行认视称名分列变转改])为(?![人民主难止])|从(?![业属犯价量事])"
    r"|(?<!成)就(?![业读医近地餐学诊职])|(?<![可难所予给加])以(?![及上下外内前后色])"
)
_VERB = (
    r"设立|成立|组建|建立|制[定订]|编制(?!部门|机构|单位|人)|拟[定订]|加强|规范(?!性)|促进|推[动进行](?!委)|支持|鼓励|禁止|指导(?!价|意见|员)"
    r"|实施(?!细则|办法|方案|单位|主体|机[构关]|意见|条例)|实行|保障(?!部门|局|对象|性|中心|基金|金|待遇|房|机构|行政|卡)|保证(?![人金])"
    r"|发挥|征求|做好|加快(?:建设)?|提交|出具|取得|领取|发放(?!单位|机构)|申请(?![人者书]|材料|表)|办理|开展|进行|成为|安装|确定|明确|落实"
    r"|举办(?![者方人]|单位)|选举产生|产生(?!者)|反映|报送|报请|聘请|授权|授予|召开|违反|征收(?!人|管理|机关|部门|单位|率|补偿)"
    r"|缴纳(?!义务)|享受|维护|提高|完善|配备|利用|采取|遵守|接受|使用(?![费权证人税者]|单位|计划|管理)|阻挠|干预|进入|赋予|撤销|改变|调整|抽取|编写|订立|提倡"
    r"|颁发(?!单位)|审批(?!部门|机[构关]|局|制度)|通知(?!书)|告知(?!书|承诺)|占用(?!费|税|人)"
    r"|主管(?!部门|机关|单位|局|行政|人员)"
)
_INNER = r"从事|负责|承担|具有|负有|履行|(?<![国公私所拥享])有(?![关限效权])"
"""Verbs that relative clauses of names open with: 负责…的部门."""
_JOINT = pattern(
    rf"(?P<modal>{_MODAL})|(?P<outer>{_OUTER})|(?P<preposition>{_PREPOSITION})|(?P<verb>{_VERB})|(?P<inner>{_INNER})"
)
"""Words that may stand right before a name, and no nouns that are parts of names."""
_OPENS_RELATIVE = pattern(rf"{_INNER}|经营(?!权)|提供|参加|{_VERB}")
_JOINED = pattern(r"(?:以及|或者|[和及或并但]|其中|均|即)(?=[\u4e00-\u9fff]{2})")
_FRONT = pattern(rf"(?:{_PREPOSITION}|(?<!参)与|凡是?)(?=[\u4e00-\u9fff]{{2}})")
_RELATIVE = re.compile(r"(?<![内中上下外间后前时])的(?!士)")
_MADE = re.compile(
    r"(?:规章|计划|方案|目录|名录|清单|标准|定额|许可证|证书|合同|协议|文件|规划|制度|线|[规决]定|办法|补偿|费用|意见|报告)\Z"
)
"""Things made by the verb before them: in 确定各类绿地的控制线 it opens no relative clause."""
_DIRECTLY = re.compile(rf"(?:{_MODAL}|应|需|须)\Z")
_SEPARATED = re.compile(r"[、和及或]")


def stands_for(folded: str, opening: int, floor: int, short: str, many: bool) -> Span:
    """Return the span of the words before the bracket at `opening` that `short` stands for.

    `floor` is where their provision's text begins; `many` tells that the name gathers several (以下统称X).
    """
    floor = max(floor, opening - _REACH)
    before = folded[floor:opening].rstrip()
    end = floor + len(before)
    if before.endswith("》"):
        return Span(floor + max(before.rfind("《"), 0), end)
    masked = _BRACKETS.sub(_masked, before)
    clause = max((match.end() for match in _HARD.finditer(masked)), default=0)
    if masked.endswith("的"):  # 涉及国有资产，法律规定需要评估的（以下称法定评估）
        return strip(folded, Span(floor + _behind_joint(masked, clause, clause), end))
    clause = _after_comma(masked, clause, many)
    found = _aligned(masked, short)
    start = _list_start(masked, clause, found, short, many)
    return strip(folded, Span(floor + _behind_joint(masked, start, found), end))


def _masked(match: re.Match[str]) -> str:
    """Blank a bracket inside the words; one that gives another short name ends what is its own."""
    return (")" if _NAMED.search(match[0]) else "\0") * len(match[0])


def _after_comma(masked: str, start: int, many: bool) -> int:
    comma = masked.rfind(",", start)
    while comma >= 0 and many and re.match(r",(?:以及|或者|和|及)", masked[comma:]):
        comma = masked.rfind(",", start, comma)
    return max(start, comma + 1)


def _aligned(masked: str, short: str) -> int | None:
    """Return where the first character of the short name stands, its characters matched from the right, or None."""
    at = len(masked)
    for character in reversed([c for c in short if c not in "、“”《》\"'"]):
        at = masked.rfind(character, 0, at)
        if at < 0:
            return None
    return at


def _list_start(masked: str, clause: int, found: int | None, short: str, many: bool) -> int:
    """Return where the words begin in the clause: at its beginning where they are a list, else behind the last 、."""
    mark = masked.rfind("、", clause)
    if mark < 0:
        return clause
    last = masked[mark + 1 :]
    alike = masked[max(clause, mark - 2) : mark] == last[-2:]
    named = found is None or clause <= found <= mark
    if many or alike or named or _COUNTED.match(short) or _CLASSED.search(last):
        return clause
    start = mark + 1
    while start > clause:
        piece = max(masked.rfind("、", clause, start - 1) + 1, clause)
        level = _LEVELS.fullmatch(masked, piece, start - 1)
        if level is None:
            break
        start = level.start(1)
        if start > piece:
            break
    return start


def _behind_joint(masked: str, start: int, found: int | None) -> int:
    """Return where the words begin behind the last verb or preposition that governs them."""
    lead = _LEAD.match(masked, start)
    start = lead.end() if lead else start
    limit = found if found is not None and found > start else len(masked) - 2
    joints = [match for match in _JOINT.finditer(masked, start) if match.end() <= limit]
    for joint in reversed(joints):
        rest = masked[joint.end() :]
        if rest[0] not in "的、和或" and _governs(masked, joint, rest):
            start = joint.end() + (rest[0] in "了着")
            break
    joined = _JOINED.match(masked, start)
    start = joined.end() if joined and joined.end() <= limit else start
    front = _FRONT.match(masked, start)
    if front is None or front.end() > limit:
        return start
    whole = _RELATIVE.search(masked, front.end()) and not _JOINT.match(masked, front.end())
    return start if whole or _made_of(front[0], masked[front.end() :]) else front.end()


def _made_of(word: str, rest: str) -> bool:
    """Tell of 以…为…, which is one phrase: 以从事营业性演出为职业的个体演员."""
    return word == "以" and "为" in rest


def _governs(masked: str, joint: re.Match[str], rest: str) -> bool:
    """Tell whether the words behind a joint are all its object, and no relative clause is that it belongs to."""
    relative = _RELATIVE.search(rest)
    kind = joint.lastgroup
    before = masked[max(0, joint.start() - 4) : joint.start()]
    if kind == "modal":
        return bool(before) and before[-1] not in "的、和或、"
    if kind == "outer" and before[-1:] in ("和", "或", "及"):  # 食品的容器和用于食品生产的工具: one of a list
        return False
    if relative is None or kind == "outer" or (kind == "verb" and _MADE.search(masked)):
        return True
    if kind == "inner":
        return False
    if _OPENS_RELATIVE.match(rest):  # 对从事…的企业
        return not _made_of(joint[0], rest)
    if kind == "verb":
        return bool(_DIRECTLY.search(before))
    return joint[0] in "由向" and bool(_SEPARATED.search(rest, 0, relative.start()))
