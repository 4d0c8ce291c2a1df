"""The tail of a page: where a document's text ends and its site's words begin.

No line tells by itself: a site prints short lines, but so do annexes, tables and signatures, and laws speak of payment
and of users too. So every line behind the last article gets a weight for or against being the site's, and the
document ends where the lines behind weigh most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.dates import DATED_LINE
from ...text.furniture import FILE_NAME, is_furniture, is_site_tail, speaks_of_site
from ...text.marks import STYLES, SURE, any_of
from ...text.patterns import pattern
from ...text.source import Span
from ..metadata.header_labels import tells_of_document, tells_of_filing
from .titles import is_issuer

SITE, SITE_SENTENCE = 3.0, 1.0
"""Weight of a line that only a site has, and of a sentence or a long line in which it speaks of itself. One that only
has a site's word in it weighs nothing, so that it goes with what stands around it and begins no tail."""
LINK, SHORT, FOREIGN = 1.0, 0.3, 1.0
"""Weight of an entry of a list of links, of a short line that is no sentence, of one without a Chinese character."""
SENTENCE, LISTED, ANNEX, SIGNED, TABLE = -4.0, -4.0, -8.0, -2.5, -1.0
"""Weight of what a document has behind its last article: sentences, items, an annex, a signature, cells."""
ENOUGH = 2.5
"""What a tail must weigh: more than short lines alone, of which an annex may have many without its label."""
_HOPELESS = -40.0
"""Where lines weigh so much for the document, no tail begins above them."""

_ANNEX = re.compile(rf"{STYLES['annex'].pattern}|附[录表图件]")
_LISTED = re.compile(any_of(*SURE))
_FILE = re.compile(FILE_NAME)
_DOWNLOAD = re.compile(r"(?:相关附件|附件(?:下载|列表)):?[ ]*$", re.M)
_ENDED = re.compile(r".*[。;:!?][”)》]?\Z")
_SIGNED = pattern(rf"{DATED_LINE}\Z|[\u4e00-\u9fff]{{2,8}}[ :]{{1,4}}[\u4e00-\u9fff ]{{2,5}}\Z")
_ADDRESS = re.compile(r"[\u4e00-\u9fff]{0,6}地址[ ]*:[^。]*(?:邮政?编|[1-8]\d{5}\b)")
"""Where a house is, and the number of its post office: above the words of a site those of who runs it."""
_HOST = re.compile(r"(?:主办|承办)(?:单位)?[ ]*:[^。]{2,40}地址[ ]*:")
_DATED = pattern(DATED_LINE)
_CHINESE = pattern(r"[\u4e00-\u9fff]")
_LINK = re.compile(r"(?:[-*>·»]|#{1,6})[ \t]*\S")
_CELLS = re.compile(r"\t|\A\||\S[ ]{2,}\S|[\d.]{2,}%?\Z")
"""Cells of a table's row, or a number that ends one."""
_LONGEST_SHORT = 40
_LONGEST_LINK = 120
_LONGEST_SITE = 600
_SCRIPT = re.compile(r"[A-Za-z\d+/=]{200}|(?:[{}][^{}]{0,300}){20}")
"""A picture in letters, or the rules of a style sheet, in a long line."""
_SAYS = re.compile(r"[\u4e00-\u9fff]{4}[^{}]{0,40}[。;,]")
"""What is said in it."""
_MOST_SIGNING = 24
"""Authorities that sign a document together at most."""
_SHORTEST_SENTENCE = 10
"""Characters of a sentence that ends in no full stop; a label ends in a colon too."""


def tail_start(folded: str, behind: Sequence[Span], end: int) -> int:
    """Return where the site's tail begins among the lines `behind` the beginning of the last article; `end` if nowhere.

    The lines are those of the document and of everything below it up to the next document, without the line
    that the last article opens.
    """
    total = best = below = 0.0
    at, sure = end, False
    annex = next((line.start for line in reversed(behind) if _is_annexed(folded, line)), -1)
    links = _lists_of_authorities(folded, behind)
    for line in reversed(behind):
        worth = weigh(line.of(folded))
        if worth < LINK and (line in links or (below >= SITE and _ADDRESS.match(folded, *line))):
            worth = LINK
        below = worth
        if line.start > annex >= 0 and worth < LINK:
            worth = min(worth, 0.0)  # the short lines of an annex are its own
        sure = sure or worth >= SITE
        total += worth
        if total > best and sure and worth > 0:
            best, at = total, line.start
        elif total < _HOPELESS:
            break
    return at if best >= ENOUGH else end


def _is_annexed(folded: str, line: Span) -> bool:
    """Tell whether a line labels an annex; where a site offers files it says so, too."""
    return bool(_ANNEX.match(folded, *line)) and not _DOWNLOAD.match(folded, *line)


def _lists_of_authorities(folded: str, behind: Sequence[Span]) -> set[Span]:
    """Return the lines of lists of authorities, of which each has more than sign a document, and no day below.

    Other short lines may stand between. Those behind the label of an annex are the annex's own.
    """
    runs: list[list[Span]] = [[]]
    for line in behind:
        if is_issuer(line.of(folded)):
            runs[-1].append(line)
        elif _is_annexed(folded, line):
            break
        elif _DATED.match(folded, *line):
            runs[-1] = []
        elif line.end - line.start > _LONGEST_SHORT:
            runs.append([])
    return {line for run in runs if len(run) > _MOST_SIGNING for line in run}


def weigh(line: str) -> float:
    """Return how much a line (folded, stripped) below the last article speaks for being the site's."""
    if len(line) > _LONGEST_SITE:
        return SITE if _SCRIPT.search(line) and not _SAYS.search(line) else SENTENCE
    ended = bool(_ENDED.match(line)) and (len(line) >= _SHORTEST_SENTENCE or line.endswith("。"))
    if is_furniture(line) or _HOST.match(line):
        return SITE
    if _FILE.fullmatch(line):
        return LISTED
    if is_site_tail(line):
        if not ended and len(line) <= _LONGEST_SHORT:
            return 0.0 if _LISTED.match(line) else SITE  # 3.微信公众号：…, where a notice says whom to ask
        return SITE_SENTENCE if speaks_of_site(line) else 0.0
    if tells_of_document(line):
        return 0.0
    if tells_of_filing(line) or _DOWNLOAD.match(line):
        return LINK
    if _ANNEX.match(line):
        return ANNEX
    if not _CHINESE.search(line):
        return FOREIGN if re.search(r"[A-Za-z]", line) else 0.0
    if _LINK.match(line) and len(line) <= _LONGEST_LINK and not ended:
        return LINK
    if _LISTED.match(line):
        return LISTED
    if ended:
        return SENTENCE
    if _CELLS.search(line):
        return TABLE
    if _SIGNED.match(line) or is_issuer(line):
        return SIGNED
    return SHORT if len(line) <= _LONGEST_SHORT else 0.0
