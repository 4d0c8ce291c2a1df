"""How a lawyer cites a provision: 第八条第一款第（三）项, 第2.04节(a)(i), 三、（一）1, 附件1第三条.

A provision of a tree is cited in the style that its label is printed in, a reference to one in the usual style.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise

from ...text.fold import fold
from ...text.levels import Level
from ...text.numerals import NUMERAL_CHARACTERS, to_chinese
from ..model import Provision
from ..tree.index import Step

ANNEX, ARTICLE, SECTION, DIVISION = Level.ANNEX, Level.ARTICLE, Level.SECTION, Level.DIVISION
PARA, ITEM, SUBITEM = Level.PARA, Level.ITEM, Level.SUBITEM  # looking a member up costs as much as a whole step here

WHOLE_TEXT = "正文"
"""The citation of what has no number to cite by."""

_ANNEX = re.compile("附[件表录图]")
_CHINESE = re.compile(f"[{NUMERAL_CHARACTERS}]")
_LARGEST = 10**8
_KEPT = 4096
"""How many numbers and labels are kept as they are cited: every regulation has the same ones."""


def cite(provision: Provision, above: tuple[Provision, ...]) -> str:
    """Return the citation of `provision`; `above` are the provisions over it, outermost (the root) first.

    Articles are cited without part, chapter and division, so are clauses numbered by decimals (2.04, 4.1.2). A 款 is
    named only where its article has several; outside articles a paragraph is a 段, named only when nothing below it
    is meant.
    """
    full = (*above, provision)
    steps = list(pairwise(full))  # parent and child
    anchor = max((i for i, (_, child) in enumerate(steps) if _stands_alone(child)), default=0)
    steps = [step for step in steps[:anchor] if step[1].level is ANNEX] + steps[anchor:]
    in_article = False
    parts = []
    for parent, child in steps:
        in_article = in_article or child.level is ARTICLE
        parts.append(_part(child, parent, in_article, last=child is provision))
    return "".join(parts) or WHOLE_TEXT


def cite_steps(steps: Sequence[Step]) -> str:
    """Return the citation of what a reference names: 第十二条之一第二款第（三）项."""
    return "".join(_step(*step) for step in steps)


@lru_cache(_KEPT)
def _step(level: Level, number: str) -> str:
    main = number.partition("之")[0]
    return _numbered(level, number) if _is_dotted(level, number) or main.isdecimal() else f"({number})"


@lru_cache(_KEPT)
def _numbered(level: Level, number: str) -> str:
    """Return a number before the counter of its level: 第十二条之一, 第2.04节, 第（三）项, 第1目."""
    if _is_dotted(level, number):
        return f"第{number}{level.chinese}"
    main, between, sub = number.partition("之")
    if level is not SUBITEM:
        main = f"（{_chinese(main)}）" if level is ITEM else _chinese(main)
    return f"第{main}{level.chinese}{between}{_chinese(sub)}"


def _stands_alone(provision: Provision) -> bool:
    """Tell whether a provision is cited without those above it, annexes excepted."""
    return provision.level is ARTICLE or "." in (provision.number or "")


def _is_dotted(level: Level, number: str) -> bool:
    return level is SECTION and "." in number


def _part(provision: Provision, parent: Provision, in_article: bool, last: bool) -> str:
    level = provision.level
    if level is ANNEX:
        kind = _ANNEX.match(_label(provision))
        return (kind[0] if kind else "附件") + (provision.number or "")
    if level is PARA:
        return _paragraph(provision, parent, in_article, last)
    if level in (ITEM, SUBITEM) and "." in (provision.number or ""):
        return f"第{provision.number}条"
    if level is DIVISION:
        mark = _mark(provision)
        if mark.isdecimal():  # 4, the heading of 4.1
            return mark
        return mark if mark.endswith(("）", ")")) else mark + "、" if mark else _label(provision)
    if level in (ITEM, SUBITEM):
        mark = _mark(provision)
        return f"第{mark}{level.chinese}" if in_article and mark else mark
    if provision.number is None:
        return _label(provision)
    return _numbered(level, provision.number)


def _paragraph(provision: Provision, parent: Provision, in_article: bool, last: bool) -> str:
    paras = (child for child in parent.children if child.level is PARA)
    several = len(list(islice(paras, 2))) == 2
    if not several or provision.number is None or not (in_article or last):
        return ""
    return _numbered(PARA, provision.number) if in_article else f"第{_chinese(provision.number)}段"


def _mark(provision: Provision) -> str:
    """Return the number of an item or a division in the style it is printed in: （三）, (a), 1, 三.

    An item whose label is lost is taken for （三）, a subitem for 1, a division for 三.
    """
    number, label = provision.number, _label(provision)
    if number is None:
        return ""
    if not label:
        chinese, bracketed = provision.level is not SUBITEM, provision.level is ITEM
    else:
        chinese, bracketed = _CHINESE.search(label) is not None, ")" in label
    if chinese and number[0].isdigit():
        number = _chinese(number)
        return f"（{number}）" if bracketed else number
    return f"({number})" if bracketed else number


def _label(provision: Provision) -> str:
    return _unspaced(provision.label)


@lru_cache(_KEPT)
def _unspaced(label: str) -> str:
    return "".join(fold(label).split())


@lru_cache(_KEPT)
def _chinese(number: str) -> str:
    """Write the digits of a number in Chinese: 12 gives 十二."""
    return re.sub(r"\d+", lambda m: to_chinese(int(m[0])) if int(m[0]) < _LARGEST else m[0], number)
