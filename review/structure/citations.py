"""Citations of provisions that the document itself does not have: 依照本办法第八十条 in one of thirty articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...extract.page import Processed
from ...parse.citations.cite import cite_steps
from ...parse.citations.references import read_chain
from ...parse.model import Citation, Provision, Regulation
from ...parse.tree.index import Step
from ...text.fold import fold
from ...text.levels import INSIDE_ARTICLES, Level
from ...text.source import Flag
from ..seen import seen

_NO_ARTICLE, _NO_PART = 0.9, 0.7
"""A number that no article has; a part that its article has not, which a lost line break may have hidden."""
_OWN = re.compile(r"本(?!条(?!例)|款|项|章(?!程)|节|目(?!录)|编)")
"""What a citation of the document itself begins with: 本办法第三条. Of others only the nearest reading is known."""
_JOINED = re.compile(r"[ ]?(?:的规定)?(?:[、,和及与或至到~-]|以及|或者)[ ]?")
_FEWEST = 3
"""Articles; a text with fewer is a part of one."""


def check_citations(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each citation of the document itself (本办法第八十条) that names what is not there.

    What follows in a list (本办法第三条、第八十条) counts too; a bare 第八十条 may be of another text and does not.
    """
    folded = seen(processed)
    for regulation in processed.page.regulations:
        own = _own(regulation, folded)
        if not own or not _is_whole(regulation.root):
            continue
        told = set()
        for citation in own:
            steps = read_chain(fold(citation.cited_provision or ""))
            missing = _missing(regulation.root, citation, steps[0]) if steps else None
            if missing and citation.span not in told:
                told.add(citation.span)
                yield Flag("citation", missing[0], citation.span, score=missing[1])


def _own(regulation: Regulation, folded: str) -> list[Citation]:
    """Return the citations that say that they mean the document itself."""
    found: list[Citation] = []
    for citation in regulation.citations:
        if citation.cited_title is not None or citation.cited_number is not None or not citation.cited_provision:
            continue
        says_so = _OWN.match(citation.text)
        goes_on = found and _JOINED.fullmatch(folded[found[-1].span.end : citation.span.start])
        if says_so or goes_on or (found and found[-1].span == citation.span):
            found.append(citation)
    return found


def _is_whole(root: Provision) -> bool:
    """Tell whether a document has articles from the first on; a book of a code goes on from the one before it."""
    articles = [node for node in root.all() if node.level is Level.ARTICLE]
    return len(articles) >= _FEWEST and articles[0].number == "1"


def _missing(root: Provision, citation: Citation, steps: tuple[Step, ...]) -> tuple[str, float] | None:
    """Return why a citation leads nowhere and how surely, None where it leads to what it names."""
    node = root.at(citation.path) if citation.path is not None else root
    level, number = steps[-1]
    if (node.level, node.number) == (level, number) or level in (Level.SUBITEM, Level.PART):
        return None
    if level is Level.PARA and ")款" in fold(citation.text):  # 第（四）款, as some call a 项
        level = Level.ITEM
        if any((child.level, child.number) == (level, number) for child in node.all()):
            return None
    if level not in INSIDE_ARTICLES or node.level is Level.BODY:
        return f"文中没有{citation.cited_provision}，引用可能有误", _NO_ARTICLE
    named = cite_steps((steps[-1],))
    count = sum(child.level is level for child in node.all())
    told = f"只有{count}{level.chinese}" if level is Level.PARA and count else f"没有{named}"
    return f"引用了{citation.cited_provision}，所引的条款{told}", _NO_PART
