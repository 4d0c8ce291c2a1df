"""The act a deadline or a frequency is about: what stands behind 三十日内, in the shortest form a reader would take."""

from __future__ import annotations

import re

from ...text.numerals import HUNDREDS, TENS
from ...text.source import Span
from ..words.bounds import NOT_LESS
from .lexicon import either
from .phrase import MODAL, agent, trim
from .surroundings import Surroundings

# what may stand between the number and the act: 以内, 的期限内, 的比例; a second number (和六十日内); then adverbs
_GAP = re.compile(
    rf"(?:\([^()]*\))?\s*(?:以上|以下|左右|终了)?(?:[、和及][{TENS}\d]{{1,4}}(?:日|个?月|年|个工作日))*"
    r"(?:的?(?:年率|利率|费率|税率|比例|标准|幅度|额度|价格|范围)(?:以内|内)?"
    r"|的?(?:期限|时间|期间)?(?:以内|之内|内|以前|之前|底前|前|以后|之后|后|期间|期限|中旬?|底|末|左右|起|时)?)"
    + either(
        """
        , 、 就 均 都 即 至少 统一 一次性 为 分别 依法 及时 负责 ,应 将其 应当? 必须 须 可以 可 再 全部 全面 定期
        \\s
        """
    )
    + r"*"
)
_ONCE = re.compile(rf"(?:至少|{NOT_LESS}|应当?|进行|组织|开展|召开|举行|举办)*[一二两三四1-4]次(?:以上)?的?")
_HEAD = re.compile(r"(?:[\s\"“”'、,:]|并且?|且|而|或者|和(?=[向在依])|期间(?!的))+")
_TAIL = re.compile(r"(?:[\s\"“”'、,:;。]|的)+\Z")
# a clause that only says how or with what: 持有关证明，
_ADVERBIAL = re.compile(
    either(
        """
        持 凭 携带 携 依照 按照? 根据 依据 参照 以(?![上下内外]) 采取 采用 通过 会同 经(?!营|济) 由 在 于 一旦 只要
        就(?!业|医|学) 因(?!素) 对(?!外)
        """
    )
)
_CARRIES_VERB = re.compile(
    either(
        """
        办理 申请 备案 提[出交供] 报[告送] [作做]出 登记 [进举]行 缴纳 通知 答复 公布 检查 审 予以 给予 公告 公示
        颁发 评估 评定 鉴定 验收 处理
        """
    )
)
# a clause that only says when or for whom: 对符合条件的，
_ASIDE = re.compile(
    r"(?:对(?![^,;。]*"
    + either(
        """
        予以 进行 [作做]出 给予 答复 实施 开展 加以 办理 组织 提出 通知 公告 公示 [审检修核评登处] 颁发 发放 换发
        """
    )
    + r"(?![^,;。]*的\Z))|"
    + either("一旦 只要 符合 不符合 除 需要 确需 情况 有 如 因 遇 经 属于 其中 并按 并根据 同时")
    + r")[^,;。]*\Z|[^,;。]*(?:的|起[^,;。]{0,14}内|期间|后)\Z"
)
# 将许可的决定，书面通知其负责人
_HANGING = re.compile(
    r"(?:将|把)[^,;。]*"
    + either("决定 情况 材料 名单 结果 文件 信息 资料 意见 书 理由 报告 副本 方案 计划 数据 样品 事项")
    + r"\Z"
)
_WHO_MUST = re.compile(r"[^,;。]{2,20}?(?:应当|应|必须|须)(?:尽快|及时|立即)?")
# 按照前三年平均年产值的3倍收取, 按规定程序办理
_MEANS = re.compile(
    r"(?:按照?|以(?![上下内外])|依照|根据|依据)[^,;。]{2,50}?"
    rf"(?:[倍%]|百?分之[{HUNDREDS}]+|规定|标准|要求|比例|程序|方式|原则|计划)(?=[\u4e00-\u9fff])(?![的和、或])"
)
# 持…到工商行政管理部门办理登记
_TO_OFFICE = re.compile(
    r"(?:持[^,]*?|凭[^,]*?|携带?[^,]*?|依照[^,]*?规定)?(?:到|向|报|在|至|赴)[^,;。]{2,40}?"
    + either("部门 机关 机构 局 处 所 中心 站 会 政府 窗口 办 公司 单位 海关 银行 组织 地 院 厅")
    + "(?="
    + either("办理 备案 申领 领取 申报 登记 缴纳 注册 报到 交验 报告 换领 补办 提出 提交 报送 申请 递交 说明 移交")
    + ")"
)
# 从收到申请到贷款发放应控制在
_ENDS_WITH = re.compile(
    r"(?:自|从)[^,;。]{3,}?(?:(?<![收接达得])到(?!期|达|位|场)|至)(?P<act>[^,;。]{2,}?)"
    r"(?:应当?|须|必须|不得?)?(?:控制在|不?超过|在|为)*\Z"
)
_MOST_CLAUSES = 4


def act(around: Surroundings) -> Span | None:
    """Return the act to be done, from the text behind the mention, or None where there is none.

    Of a period told by both its ends (从收到申请到贷款发放应控制在五个工作日内) it is the end.
    """
    folded = around.folded
    ending = _ENDS_WITH.search(folded, around.clause.start, around.mention.span.start)
    if ending:
        return trim(folded, *ending.span("act"))
    gap = _GAP.match(folded, around.mention.span.end, around.clause.end)
    start = gap.end() if gap else around.mention.span.end
    for index in range(around.at, min(around.at + _MOST_CLAUSES, len(around.clauses))):
        clause = around.clauses[index]
        if index > around.at:
            must = _WHO_MUST.match(folded, *clause[:2])
            start = must.end() if must and clause.end - must.end() >= 2 else clause.start
        last = index + 1 >= len(around.clauses) or clause.ends_statement or clause.mark == ":"
        got = _verb_phrase(folded, start, clause.end, last)
        if got and not last and _HANGING.match(folded, *got):
            return Span(got.start, around.clauses[index + 1].end)
        if got or last:
            return got
    return None


def _verb_phrase(folded: str, start: int, end: int, last: bool) -> Span | None:
    """Return what the clause says is done; None where it is only an aside and not the `last` clause."""
    start, end = _tidy(folded, start, end)
    for pattern in (MODAL, _ONCE):
        found = pattern.match(folded, start, end)
        if found and (pattern is MODAL or end - found.end() >= 2):
            start = found.end()
    if end - start < (1 if last else 2):
        return None
    if not last and (_ASIDE.match(folded, start, end) or _is_adverbial(folded, start, end)):
        return None
    if folded.startswith("由", start, end):
        who = agent(folded, start + 1, end)
        start = who.end if who and end - who.end >= 2 else start + 1
    for pattern in (_MEANS, _TO_OFFICE):
        found = pattern.match(folded, start, end)
        if found and end - found.end() >= 2:
            start = found.end()
    return Span(start, end) if end > start else None


def _tidy(folded: str, start: int, end: int) -> Span:
    """Return the range without marks and conjunctions at its ends; prepositions (对, 将) belong to the act and stay."""
    head, tail = _HEAD.match(folded, start, end), _TAIL.search(folded, start, end)
    return Span(head.end() if head else start, tail.start() if tail else end)


def _is_adverbial(folded: str, start: int, end: int) -> bool:
    return bool(_ADVERBIAL.match(folded, start, end)) and not _CARRIES_VERB.search(folded, start, end)
