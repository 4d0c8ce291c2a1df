"""Title lines: the lines of a page that are titles by form and stand where a document can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, pairwise

from ...text.dates import DATE
from ...text.furniture import is_furniture
from ...text.lines import lines, plain
from ...text.marks import OUTLINE, any_of
from ...text.numerals import HUNDREDS
from ...text.patterns import pattern
from ...text.source import Span
from ..metadata.header_labels import is_bare_label, is_header
from ..tables.near import in_table
from ..tree.markers import Marker, opens_line
from .announced import NAME
from .issuing import ORDER_KINDS
from .orders import heads_order, is_order_number, lone_order, numbered_order
from .site_titles import addressed_title, title_in
from .titles import LONGEST_TITLE, TITLE_ENDS, is_issuer, is_title, lacks_matter, opening_title, unspaced

_NOTICE_TITLE = re.compile(r".{2,90}(?:关于|印发|转发).*的(?:通知|公告|通告|决定|批复)")
_ORDER_OPENING = re.compile(rf"[\u4e00-\u9fff]{{4,30}}(?:公告|令)(?=(?:\d{{4}}年)?第[ ]?[\d{HUNDREDS}○]+[ ]?号[ ]?《)")
_NUMBERED = pattern(rf"附|{any_of(*OUTLINE, 'chinese_comma', 'arabic_point')}|目[ ]*录")
_BEGINNINGS = ("关于", "印发", "转发")
_ISSUING = pattern(r"(?:\A|\n|[\u4e00-\u9fff ])关于(?:印发|转发|批转|发布|公布|修订印发)")
_NOTICE = re.compile(r"的(?:通知|公告|通告|决定|批复|函)\Z")
_NOTICE_END = re.compile(r"\A(?!关于)[^\n]{0,40}的(?:通知|公告|通告|决定|批复|函)\Z")
_ENDS = TITLE_ENDS | {"号"}
_STANDARD = re.compile(r"[A-Z]{2,4}(?:[ ]?/[ ]?[TZ])?[ ]?\d[\d.]*(?:-\d{2,4})?[ ]+\S")
"""The number of a standard and its name: GB/T 1354 大米."""
_LINK = re.compile(r"[-*·>|»][ ]?(?=\S)")
_BUTTON = re.compile(r"(?:下载|专栏|更多|首页|导航)\Z")
_FOREIGN = re.compile(r"[A-Za-z]{3,}")
_WHOLE = pattern(
    r"[# ]*(?:中华人民共和国|国务院|全国人|最高人民|[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|自治州|自治县|县|区)(?=.{4})"
    r"|[\u4e00-\u9fff]{2,12}?(?:大学|学院|学校|中学|小学|公司|集团|银行|医院|协会)(?=.{4}))"
)
"""How a title begins that names its authority, its house or its place: nothing above it belongs to it."""
_HOUSE = re.compile(r"(?:[府室厅局部院会行署委处组司队社台办所校团心站馆]|集团|公司|大学|[、,])\Z")
"""How a line ends that names an authority, or the first of several."""
_GOES_ON = re.compile(r"关于|印发|转发|批转|修改|废止|批准|公布|发布")
_LONGEST_ORDER_WORD = 6
_TOP = 6
"""Lines from the top of a page among which an order may begin whose text goes on in its line."""
_SHORTEST = 6
"""Characters of a title that is not the first line of its page (护照法 may open one, 工作制度 is a caption)."""
_PITCH_LINES = 40
_MOST_BREAKS, _MOST_AUTHORITIES = 2, 8
"""Lines above a title line that may belong to it; several authorities issue an order together."""
_NAMED, _NEAR_NAMED = re.compile(NAME), 1500
"""A name in 《》, and how many characters below it the document of that name begins."""
_MOST_COPIED = 5
"""Lines above the last of a title that is printed again, broken."""


def title_lines(folded: str, page: list[Span]) -> list[Span]:
    """Return the spans of lines that are titles by form and stand where a document can begin."""
    out: list[Span] = []
    for index, line in enumerate(page):
        unbroken = line.end - line.start > LONGEST_TITLE or index < _TOP
        if not unbroken and folded[line.end - 1] not in _ENDS:
            continue
        if order := numbered_order(folded, page, index) or (None if out else lone_order(folded, page, index)):
            out.append(_with_lines_above(folded, page, index, order, out))
            continue
        inside = title_in(folded, line, index < _TOP)
        line = _title_opening(folded, line) if unbroken and inside == line else inside
        content = folded[line.start : line.end].lstrip("# ")
        if index and len(content) <= _LONGEST_ORDER_WORD and heads_order(folded, page[index - 1], content):
            out.append(_with_lines_above(folded, page, index, line, out))
            continue
        if _LINK.match(content):
            continue  # an entry of a list of links
        if _in_references(folded, page, index):
            continue
        if not is_title(content) or is_furniture(content) or is_header(content) or in_table(folded, page, index):
            continue
        before = page[index - 1] if index else None
        if (
            before
            and len(content) < _SHORTEST
            and not (folded.startswith(_BEGINNINGS, before.start) or is_header(before.of(folded)))
        ):
            continue  # a word, and not the end of a title
        if before and "\t" in folded[before.end : line.start] and not _is_set_in(folded, page, index):
            continue  # a table's cell
        if before and (folded[before.end - 1] == "《" or _wrapped(folded, before, line)):
            continue  # a link in a sentence, which has a line of its own; the sentence itself
        if before and out and out[-1].end == before.end and _ends_notice(out[-1].of(folded), content):
            out[-1] = Span(out[-1].start, line.end)
            continue
        if before and out and is_bare_label(before.of(folded)) and plain(content) != plain(out[-1].of(folded)):
            continue  # what the label says, below the title
        whole = _with_lines_above(folded, page, index, line, out)
        if lacks_matter(whole.of(folded)):
            continue
        while out and out[-1].start >= whole.start:
            out.pop()  # the first line of a title that is printed again, broken where it could end
        out.append(whole)
    return out


def _is_set_in(folded: str, page: list[Span], index: int) -> bool:
    """Tell whether a tab in front of a line sets it in, as it does the lines around it, and parts no cells."""
    near = page[max(0, index - 1) : index + 3]
    apart = [folded[a.end : b.start] for a, b in pairwise(near)]
    return len(apart) > 1 and all(space.rstrip(" ").endswith("\n\t") and space[0] != "\t" for space in apart)


def _ends_notice(above: str, line: str) -> bool:
    """Tell whether a line is the end of a notice's title whose beginning has the form of a title itself.

    关于印发某市停车管理办法 above 实施细则的通知: what issues another text ends as a notice does.
    """
    return bool(_ISSUING.search(above) and not _NOTICE.search(above) and _NOTICE_END.search(line))


def _in_references(folded: str, page: list[Span], index: int) -> bool:
    """Tell whether a line names one of several standards that a document refers to, a line each."""
    near = page[max(0, index - 1) : index + 2]
    named = [line for line in near if _STANDARD.match(folded, *line)]
    return page[index] in named and len(named) > 1


def _title_opening(folded: str, line: Span) -> Span:
    """Return the title of the notice or order that an unbroken text opens with, or the line itself."""
    opening = folded[line.start : line.start + LONGEST_TITLE]
    order = _ORDER_OPENING.match(opening)
    if order:
        return Span(line.start, line.start + order.end())
    if glued := addressed_title(line.of(folded)):
        return Span(line.start, line.start + len(glued))
    title = opening_title(opening) if line.end - line.start > LONGEST_TITLE else None
    return Span(line.start, line.start + len(title)) if title and _NOTICE_TITLE.fullmatch(title) else line


def lines_outside(folded: str, chain: list[Marker]) -> list[Span]:
    """Return the lines of a page that begin in no run of articles, between two of which no document can begin."""
    out: list[Span] = []
    at = 0  # what stands before has been seen
    for run in _runs(chain):
        if run.start >= at:
            end = _line_end(folded, run.start)
            out += lines(folded, Span(at, end))
            at = end
        if run.end > at:
            at = run.end if opens_line(folded, at, run.end) else _line_end(folded, run.end)
    return out + lines(folded, Span(at, len(folded)))


def _line_end(folded: str, at: int) -> int:
    end = folded.find("\n", at)
    return end if end >= 0 else len(folded)


def _runs(chain: list[Marker]) -> Iterator[Span]:
    """Yield the stretches from the first to the last article of each run of rising numbers."""
    first = 0
    for index, (before, article) in enumerate(pairwise(chain)):
        if article.order <= before.order:
            yield Span(chain[first].span.start, before.span.start)
            first = index + 1
    if chain:
        yield Span(chain[first].span.start, chain[-1].span.start)


def _wrapped(folded: str, before: Span, line: Span) -> bool:
    """Tell whether the line only goes on with a long sentence that the line before did not end."""
    content = folded[before.start : before.end]
    near = folded.count("\n", before.end, line.start) == 1
    return (
        near
        and len(content) > 40
        and content[-1] not in "。;:!?)”》"
        and not is_furniture(content)
        and not is_title(content)
        and not all(map(is_issuer, unspaced(content).split()))
    )


_YEARS = re.compile(r"(?<!\d)\d{4}[ ]?年(?:度|级|(?!\d))")
"""A year, as the matter of a notice has it: 关于2025年毕业生."""
NO_TITLE = pattern(rf"^[^\u4e00-\u9fff]*\Z|{DATE}|\d{{4}}|\d号|字第|[:。;]")
"""What a line has that is no title, nor the beginning of one."""


def _with_lines_above(folded: str, page: list[Span], index: int, line: Span, titles: list[Span]) -> Span:
    """Return the title line, with the lines above it that it is broken over: its beginning, and its authorities."""
    copy = _broken_copy(folded, page, index, line, titles)
    if copy and plain(copy.of(folded)) in {plain(title.of(folded)) for title in titles[-2:]}:
        return copy
    broken = _MOST_BREAKS if copy else 0  # above a whole name there are only its authorities
    line = copy or line
    pitch = _pitch(folded, page)
    order = re.sub(r"\s", "", line.of(folded)) in ORDER_KINDS or is_order_number(line.of(folded))
    for above in reversed(page[max(0, index - _MOST_AUTHORITIES) : index]):
        if above.start >= line.start:
            continue
        apart = folded.count("\n", above.end, line.start)
        begins = folded.startswith(_BEGINNINGS, above.start) or folded.startswith(_BEGINNINGS, line.start)
        if apart > max(pitch, 1 + (begins or order)) or (titles and titles[-1].end >= above.start):
            break
        if is_issuer(unspaced(above.of(folded))):
            if not _takes_authority(line.of(folded)):
                break
        elif broken == _MOST_BREAKS or not _is_broken(above.of(folded)) or _is_whole(folded, above, line):
            break
        elif folded.startswith("关于", line.start) and not _HOUSE.search(folded, *above):
            break  # what names its matter from its first word on is broken above behind its authority alone
        else:
            broken += 1
        line = Span(above.start, line.end)
    return line


def _broken_copy(folded: str, page: list[Span], index: int, line: Span, titles: list[Span]) -> Span | None:
    """Return the span of a title that is printed again, broken over lines whatever stands between them, or None.

    `titles` are those found above, of which it repeats one of the last two, or what is named shortly above in 《》.
    """
    last = plain(line.of(folded))
    named = (Span(*match.span(1)) for match in _NAMED.finditer(folded, max(0, line.start - _NEAR_NAMED), line.start))
    for title in (*titles[-2:], *(name for name in named if plain(name.of(folded)).endswith(last))):
        rest, start = plain(title.of(folded)), line.start
        for above in (line, *reversed(page[max(0, index - _MOST_COPIED) : index])):
            words = plain(above.of(folded))
            if not words or not rest.endswith(words) or above.start < title.end:
                break
            rest, start = rest.removesuffix(words), above.start
            if not rest and (title in titles or start < line.start):
                return Span(start, line.end)
    return None


def _is_whole(folded: str, above: Span, line: Span) -> bool:
    """Tell whether a title names its authority or place, so that the line above, which names none, is not its own."""
    if _GOES_ON.search(folded, *above):
        return False
    opening = line.of(folded).partition("\n")[0]
    return bool(_WHOLE.match(opening)) or (opening != line.of(folded) and is_issuer(unspaced(opening)))


def _pitch(folded: str, page: list[Span]) -> int:
    """Return how many line breaks stand between the lines of a page: 2 where it sets a blank line between all."""
    near = [folded.count("\n", a.end, b.start) for a, b in pairwise(page[:_PITCH_LINES])]
    return 2 if near and sum(count >= 2 for count in near) > 0.9 * len(near) else 1


def _takes_authority(title: str) -> bool:
    """Tell whether the name of an authority belongs in front of a title: 关于…的通知, and 令 of several."""
    names = [unspaced(name.strip()) for name in title.split("\n") if name.strip()]
    rest = list(dropwhile(is_issuer, names))
    if not rest or rest[0].startswith(_BEGINNINGS) or re.sub(r"\s", "", rest[0]) in ORDER_KINDS:
        return True
    if len(rest) == 1 and is_order_number(rest[0]):
        return True
    return len(rest) == 1 and rest[0].endswith("令") and is_issuer(rest[0].removesuffix("令"))


def _is_broken(above: str) -> bool:
    """Tell whether a line can be the beginning of the title in the line below."""
    told = _YEARS.sub("", above) if "关于" in above else above
    if not 4 <= len(above) <= 60 or NO_TITLE.search(told) or is_furniture(above) or is_title(above):
        return False
    if "\t" in above or above[0] in "(《#" or above[-1] in "),," or is_header(above) or _LINK.match(above):
        return False
    if _FOREIGN.search(above) or ">" in above or _BUTTON.search(above):
        return False
    if above[-1] == "》" and "关于" not in above:
        return False
    return not _NUMBERED.match(above)
