"""What a citation is for: legal basis (依据), model (参照), amendment (修改), repeal (废止), or mention (引用)."""

from __future__ import annotations

import re

from ...text.marks import STYLES

BASIS, MODEL, AMENDMENT, REPEAL, MENTION = "依据", "参照", "修改", "废止", "引用"

_BEFORE_REACH = 240
_AFTER_REACH = 600
"""Characters looked at on either side, never beyond the sentence; a list of what is repealed may be long."""

# a class first, which Python searches fast; of a line's end the rest tells whether it ends the sentence too
_SENTENCE = re.compile(rf"[。;!?\n](?:(?<!\n)|(?<![,、]\n)(?=\s*(?:第|\(|{STYLES['chinese_comma'].pattern}|\n)))")
_VERB = re.compile(r"根据|依据|依照|按照|遵照|参照|比照|修改(?!后)|修订(?!后)|修正(?!案)|废止")
_BASIS_VERBS = frozenset(("根据", "依据", "依照", "按照", "遵照"))
_CHANGING = frozenset(("修改", "修订", "修正", "废止"))
_MODEL_VERBS = frozenset(("参照", "比照"))
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|\([^()]*\)")
_TIGHT = frozenset(("", "了", "和废止", "、废止"))
"""What may stand between 修改 and what it amends; 修改公布的《…》 amends nothing here."""
_LOOSE = 24
"""Characters that may stand between a verb and what it governs, titles and brackets not counted."""
_MAKING = re.compile(
    r"制[定订](?:了)?(?:本|如下|以下|《)|特制[定订]|[修拟订][订立](?:了)?本|颁布本|发布本|作如下|达成如下"
    r"|(?:现|特|经[^。]{0,24}(?:研究|讨论|审议|批准|决定)|决定|作出|提出)[^。]{0,80}?如下"
    r"|[就对][^。]{0,80}?(?:解释|规定|通知|批复|意见|决定|说明|公告|答复)如下"
    r"|(?:现|特|经)[^。]{0,60}?(?:决定|规定|公告|通知):|[批答解]复如下|解释如下|规定如下"
)
_AMENDING = re.compile(
    r"[^。;]{0,100}?(?:修改为|改为|(?:作|做|作出|进行|予以)(?:了)?(?:如下|以下|相应|部分)?(?:修改|修正|修订))"
)
_OBJECT = re.compile(r"(?:对|将|把)[^,。;]{0,12}\Z")
_QUOTED = re.compile(r"[ ]?:?[ ]?“[^”]{1,2000}”")
"""The words of a provision that an amendment replaces: 第八十一条“国家主席代表国家。”修改为…"""
_NAMED = re.compile(r"(?:《》)?的(?:罪名|案由)")
"""What is no part of the provision cited: 将《刑法》第一百六十九条的罪名由…修改为…."""
_PLACED = re.compile(r"(?:作为|改为|改为修改后的?|调整为)\Z")
_REPEALING = re.compile(
    r"[^。;]{0,160}?(?:(?:同时|即行|予以|一并|自行|相应|即|均|也|亦|立即|宣布)(?:停止执行|停止使用|停止施行|失效|废止|作废)|[》),]废止|^废止)"
)


def relation(folded: str, start: int, end: int, floor: int, ceiling: int) -> str:
    """Return the relation of the citation at `start` to `end` by its sentence, between `floor` and `ceiling`.

    A legal basis is what the document itself is made under (根据…，制定本办法); 依照…处罚 is a mention.
    """
    before = _SENTENCE.split(folded[max(floor, start - _BEFORE_REACH) : start])[-1]
    verb = _governing(before)
    if verb == "废止":
        return REPEAL
    if verb in _CHANGING:
        return AMENDMENT
    if verb in _MODEL_VERBS:
        return MODEL
    quoted = _QUOTED.match(folded, end, ceiling)
    end = quoted.end() if quoted else end
    after = _TITLES.sub("《》", _SENTENCE.split(folded[end : min(ceiling, end + _AFTER_REACH)], maxsplit=1)[0])
    if verb in _BASIS_VERBS:
        return BASIS if _MAKING.search(after) else MENTION
    if _NAMED.match(after):
        return MENTION
    if _PLACED.search(before) or ((quoted or _OBJECT.search(before)) and _AMENDING.match(after)):
        return AMENDMENT
    if _REPEALING.match(after):
        return REPEAL
    return MENTION


def _governing(before: str) -> str | None:
    """Return the last verb before a citation that still governs it: nothing but other titles stand between."""
    before = _TITLES.sub("", before)
    verbs = list(_VERB.finditer(before))
    if not verbs:
        return None
    between = before[verbs[-1].end() :]
    if verbs[-1][0] in _CHANGING:
        return verbs[-1][0] if between.strip() in _TIGHT else None
    return verbs[-1][0] if len(between) <= _LOOSE and not re.search(r"[,:的]", between.rstrip("的")) else None
