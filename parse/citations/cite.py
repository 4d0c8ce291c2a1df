"""How a lawyer cites a provision: 第八条第一款第（三）项, 第2.04节(a)(i), 三、（一）1, 附件1第三条."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from ...text.fold import fold
from ...text.levels import Level
from ...text.numerals import NUMERAL_CHARACTERS, to_chinese
from ..model import Provision

WHOLE_TEXT = "正文"
"""The citation of what has no number to cite by."""

_COUNTED = {Level.PART: "编", Level.CHAPTER: "章", Level.SECTION: "节", Level.ARTICLE: "条", Level.PARA: "款"}
_ANNEX = re.compile("附[件表录图]")
_CHINESE = re.compile(f"[{NUMERAL_CHARACTERS}]")
_LARGEST = 10**8


def cite(provision: Provision, above: tuple[Provision, ...]) -> str:
    """Return the citation of `provision`; `above` are the provisions over it, outermost (the root) first.

    Articles are cited without part, chapter and division, so are sections numbered like 2.04. A 款 is named only
    where its article has several; outside articles a paragraph is a 段, named only when nothing below it is meant.
    """
    full = (*above, provision)
    steps = list(pairwise(full))  # parent and child
    anchor = max((i for i, (_, child) in enumerate(steps) if _stands_alone(child)), default=0)
    steps = [step for step in steps[:anchor] if step[1].level is Level.ANNEX] + steps[anchor:]
    in_article = False
    parts = []
    for parent, child in steps:
        in_article = in_article or child.level is Level.ARTICLE
        parts.append(_part(child, parent, in_article, last=child is provision))
    return "".join(parts) or WHOLE_TEXT


def _stands_alone(provision: Provision) -> bool:
    """Tell whether a provision is cited without those above it, annexes excepted."""
    return provision.level is Level.ARTICLE or _is_dotted(provision)


def _is_dotted(provision: Provision) -> bool:
    return provision.level is Level.SECTION and "." in (provision.number or "")


def _part(provision: Provision, parent: Provision, in_article: bool, last: bool) -> str:
    level = provision.level
    if level is Level.ANNEX:
        kind = _ANNEX.match(_label(provision))
        return (kind[0] if kind else "附件") + (provision.number or "")
    if level is Level.PARA:
        return _paragraph(provision, parent, in_article, last)
    if level is Level.DIVISION:
        mark = _mark(provision)
        return mark if mark.endswith(("）", ")")) else mark + "、" if mark else _label(provision)
    if level in (Level.ITEM, Level.SUBITEM):
        mark = _mark(provision)
        return f"第{mark}{'项' if level is Level.ITEM else '目'}" if in_article and mark else mark
    if provision.number is None:
        return _label(provision)
    number = provision.number if _is_dotted(provision) else _chinese(provision.number)
    return _bis(f"第{number}", _COUNTED[level])


def _paragraph(provision: Provision, parent: Provision, in_article: bool, last: bool) -> str:
    paras = (child for child in parent.children if child.level is Level.PARA)
    several = len(list(islice(paras, 2))) == 2
    if not several or provision.number is None or not (in_article or last):
        return ""
    return f"第{_chinese(provision.number)}{'款' if in_article else '段'}"


def _mark(provision: Provision) -> str:
    """Return the number of an item or a division in the style it is printed in: （三）, (a), 1, 三.

    An item whose label is lost is taken for （三）, a subitem for 1, a division for 三.
    """
    number, label = provision.number, _label(provision)
    if number is None:
        return ""
    if not label:
        chinese, bracketed = provision.level is not Level.SUBITEM, provision.level is Level.ITEM
    else:
        chinese, bracketed = _CHINESE.search(label) is not None, ")" in label
    if chinese and number[0].isdigit():
        number = _chinese(number)
        return f"（{number}）" if bracketed else number
    return f"({number})" if bracketed else number


def _label(provision: Provision) -> str:
    return "".join(fold(provision.label).split())


def _chinese(number: str) -> str:
    """Write the digits of a number in Chinese: 12之1 gives 十二之一."""
    return re.sub(r"\d+", lambda m: to_chinese(int(m[0])) if int(m[0]) < _LARGEST else m[0], number)


def _bis(numbered: str, counter: str) -> str:
    """Put the counter behind the main number: 第十二条之一."""
    main, between, rest = numbered.partition("之")
    return main + counter + between + rest
