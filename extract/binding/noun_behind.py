"""The noun behind a number: 4名以上专职技术人员, 100万元以上的注册资本, 近2年财务会计报告."""

from __future__ import annotations

import re

from ...text.numerals import HUNDREDS
from ...text.source import Span
from ...text.units.kinds import Quantity
from ..model import Role
from ..words.bounds import ANY_SIDE, NOT_BEYOND, SIDE
from .lexicon import either
from .phrase import ends_in_agent, last_of, noun_like, trim
from .surroundings import Surroundings

# 以上, 以上的, （含）, 或两个以上
_GAP = re.compile(
    rf"\s*(?:{ANY_SIDE}|以外|之间|左右|不等|及以上)?(?:\([^()]{{1,14}}\))?(?:或者?[一二两三]?[个名家]?以上)?"
    r"(?:至|到)?(?:期限|范围内)?的?\s*"
)
_HAS = re.compile(
    either(
        """
        有 设 设立 设置 拥有 配备 具有 具备 征收 加收 提供 给予 收取 承担 缴纳 支付 处 安排 聘 聘用 配有 保留 留
        增设 需 需要 参加 接受 提取 发给 享受 取得 签订 建立 明确 提交 分为 划分为 划为 由 选派 指派 出具 补助 奖励
        使用 用 取消 减免 代偿 发放 办理 投入 缴存 存入 交纳 不少于 至少 涉及 罚款 指定 推选 推荐
        """
    )
    + rf"(?:{NOT_BEYOND}|至少|最多|最少|相当于[^,;。]*|其|超过|一般|\s)*\Z"
)
_NOUN = re.compile(r"[^,;。:、()]+(?:(?:、|\([^()]*\))[^,;。:、()]+)*")
# where the noun ends: at the next verb, the next number
_ENDS = (
    re.compile(
        either(
            """
            (?<![适相反供响对感效])应当?(?!用) 不得 可以 必须 的(?=[,;。]|\\Z) 方可 组成 参加 在场 签[名字] 同意
            通过 提出 负责 计算 确定 缴纳 达到 后(?=即|再|仍|交|\\Z) 即(?=交)
            超过 占(?!用) 不低于 不超过 之一 即可 须经 由(?!于)
            """
        )
    ),
    re.compile(rf"的(?=[\d{HUNDREDS}至到-]+(?:倍|%|成)|百分之)"),
    re.compile(rf"(?:、|或者|和|以及|及|,)[^、或和及]{{0,8}}?[\d{HUNDREDS}千]+(?:[万千]?元|[人名个处次]|[以之]上)"),
)
_WINDOW = re.compile(r"(?:近|最近|前|上|连续|过去|产后|术后|后)(?:的)?\Z")
_PRISON = re.compile(r"有期徒刑(?=[、或])")
# 持有资格证书的专职技术人员: what begins so qualifies the noun behind 的
_QUALIFIES = re.compile(either("持有 具有 取得 从事 经 符合 具备 能够 熟悉 未 有 与 依法 担任 参加 掌握 在"))
_OWNER = re.compile(
    rf"(?:{SIDE}|以外|左右)?[^,;。:的]{{0,14}}的(?P<noun>[^,;。:()]{{0,24}}?)(?="
    + either(
        "可 应 须 由 不 免 按 (?<![行作])为 均 , ; 。 : \\( 实施 具有 在 自 必 经(?!营|济|验|办|费) "
        "提出 予以 给予 的(?:,|;|。|\\Z) \\Z"
    )
    + ")"
)
_NOT_DONE = re.compile(rf"{ANY_SIDE}?(?:仍|均)?(?:未|不|没|拒|无)")
_PERSON = re.compile(r"(?:老年|老|未成年|病|本)?(?:人员|居民|公民|人|者|职工|儿童|学生)?")


def has_verb_before(around: Surroundings, base: Span | None) -> bool:
    """Tell whether a verb stands straight before the number or its base (有, 征收), so that its object follows."""
    end = base.start if base and base.start >= around.clause.start else around.mention.span.start
    return bool(_HAS.search(around.folded, around.clause.start, end))


def window_noun(around: Surroundings) -> Span | None:
    """Return the noun behind a window looked back on (近2年, 前三年), None where the mention is none."""
    mention = around.mention
    if mention.quantity is not Quantity.DURATION or mention.role is not Role.VALUE or not _WINDOW.search(around.left):
        return None
    return _noun(around)


def noun_behind(around: Surroundings) -> Span | None:
    """Return the noun straight behind the number, without what qualifies it; None where a mark or nothing follows.

    Behind a threshold the noun before 的 is what is counted, that behind it whose it is (涉及一个领域的稿件).
    """
    span = _noun(around)
    of = last_of(around.folded, *span) if span else -1
    if span is None or of <= span.start:
        return span
    if around.mention.role is Role.THRESHOLD and not _QUALIFIES.match(around.folded, span.start, of):
        return Span(span.start, of)
    return Span(of + 1, span.end) if span.end - of > 2 else span


def _noun(around: Surroundings) -> Span | None:
    folded = around.folded
    gap = _GAP.match(folded, around.mention.span.end, around.clause.end)
    found = _NOUN.match(folded, gap.end() if gap else around.mention.span.end, around.clause.end)
    if not found:
        return None
    start, end = trim(folded, *found.span())
    for pattern in _ENDS:
        cut = pattern.search(folded, start + 1, end)
        if cut:
            end = cut.start()
    prison = _PRISON.match(folded, start, end)
    span = trim(folded, start, prison.end() if prison else end)
    return span if span.end > span.start else None


def owner_behind(around: Surroundings) -> Span | None:
    """Return whose the number is where 的 and a noun follow it: 注册资本3亿元以上的担保机构, 七十周岁以上的老人.

    Of an age the number is part of it, since 人 alone would tell nothing.
    """
    folded = around.folded
    found = _OWNER.match(folded, around.mention.span.end, around.clause.end)
    if not found:
        return None
    start, end = trim(folded, *found.span("noun"))
    if around.mention.quantity is Quantity.AGE:
        person = _PERSON.match(folded, start, end)
        if (
            end > start
            and not (person and person[0])
            and not (folded[end - 1] == "人" or ends_in_agent(folded, start, end))
        ):
            return None
        return Span(around.mention.span.start, person.end() if person and person[0] else end)
    of = last_of(folded, start, end)
    if of > start and end - of > 2:
        start = of + 1
    if end - start < 2 or not noun_like(folded, start, end):
        return None
    # 未返还已支付的价款: the noun is the object of what was not done
    is_object = _NOT_DONE.match(around.right) and end >= around.clause.end and around.clause.mark != ","
    return None if is_object and not ends_in_agent(folded, start, end) else Span(start, end)
