"""Segmentation of a page: where each document begins and ends, and what between them is boilerplate.

A document begins at its title. Where lines are intact, a title is a line of its own; where they are not, it is
found by the name that the notice gives of what it issues (现将《…》印发给你们), or by what stands between the last
sentence and a first article that starts the numbering again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from ...text.fold import fold
from ...text.furniture import is_furniture
from ...text.lines import followed, plain, strip
from ...text.source import Span
from ..tree.markers import Marker, within
from ..tree.outline import Marks
from .annexed import is_labelled, without_annexes
from .announced import announced_name, names_same
from .breadcrumb import breadcrumb
from .heads import announcement_above, header_start, named_in_labels
from .issuing import ISSUING_KINDS, MOST_BELOW, ORDER_KINDS, issued_names
from .opening import HEADING, opening_of
from .tail import tail_start
from .title_lines import NO_TITLE, lines_outside, title_lines
from .titles import LONGEST_TITLE, clean_title, is_title, kind_of

_NEAR_COPY = 400
"""Characters between two copies of a title that belong to one document (issuer, date, number stand there)."""
_OPENS = 16
"""Lines below a site's menus among which the title stands that opens its content."""
_NEAR_ANNOUNCED = 1200
"""Characters between two copies of a title if nothing but its announcement stands there."""
_MOST_SAID = 4
"""Sentences of such an announcement: why, that it is issued, from when, whom to ask."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document's place on the page: its span, its title as printed, and where copies of the title stand.

    `title_span` is the copy that the title is taken from.
    """

    span: Span
    title: str
    titles: tuple[Span, ...]
    title_span: Span

    @property
    def kind(self) -> str | None:
        """The kind the title names."""
        return kind_of(fold(self.title))


def segment(folded: str, text: str, marks: Marks) -> list[Part]:
    """Return the documents of a page in order, given its markers; what lies between them is boilerplate."""
    chain = marks.articles
    page = lines_outside(folded, chain)
    crumb = breadcrumb(folded, page, chain)
    groups = _group(folded, title_lines(folded, page) if crumb is None else _titles(folded, page, crumb))
    starts, ends = _with_bodies(folded, groups, chain)
    ends = [end for end in ends if not is_labelled(folded, page, end)]  # the list that an annex holds
    if not starts:
        starts = opening_of(folded, page if crumb is None else page[crumb + 1 :], chain)
    starts = _with_issued(folded, _with_restarts(folded, page, starts, chain))
    starts = without_annexes(folded, page, starts, [marker.span.start for marker in chain])
    starts, tails = _without_tails(folded, page, starts, chain)
    heads = [header_start(folded, page, group[0].start) for group in starts]
    if starts and (announced := announcement_above(folded, page, starts[0])):
        head, title = announced
        if named := named_in_labels(folded, Span(head, title.start)):
            starts[0] = [copy for copy in starts[0] if copy.start >= title.start]
            starts, tails = [[named], *starts], [title.start, *tails]
            heads = [head, header_start(folded, page, title.start), *heads[1:]]
        else:
            heads[0] = min(head, heads[0])
    bounds = sorted([*heads, *ends, len(folded)])
    return [
        _part(
            folded,
            text,
            group,
            Span(head, _trimmed_end(folded, page, head, group[-1], min(tail, bounds[bisect_right(bounds, head)]))),
        )
        for group, head, tail in zip(starts, heads, tails, strict=True)
    ]


def _titles(folded: str, page: list[Span], crumb: int) -> list[Span]:
    """Return the title lines of a page, without those of the menus above its breadcrumbs.

    Where no title opens what stands below, the name of the page counts, which a browser shows above all.
    """
    below = title_lines(folded, page[crumb:])
    if below and below[0].start < page[crumb:][:_OPENS][-1].end:
        return below
    name = [title for title in title_lines(folded, page[:crumb][:_OPENS]) if page[0].holds(title)]
    return [*name, *below]


def _without_tails(
    folded: str, page: list[Span], starts: list[list[Span]], chain: list[Marker]
) -> tuple[list[list[Span]], list[int]]:
    """Return the starts that no site put below a document, and where the site's tail below each begins.

    A site repeats a title in its order form or its footer, and lists those of other documents. Such a title has
    no article below it, and either stood above articles before or has nothing but the site's words below.
    """
    kept: list[list[Span]] = []
    tails: list[int] = []
    articles = [within(chain, Span(group[-1].end, end)) for group, end in _with_ends(starts, len(folded))]
    stood: dict[str, int] = {}  # the names of those with articles, each with the first that has it
    for index, group in enumerate(starts):
        if articles[index]:
            for title in group:
                stood.setdefault(plain(title.of(folded)), index)
    end = len(folded)
    for index in range(len(starts) - 1, -1, -1):
        group, own = starts[index], articles[index]
        from_ = own[-1].span.start if own else group[-1].end
        behind = page[bisect_right(page, (from_, -1)) : bisect_right(page, (end, -1))]
        behind = [line for line in behind if line.start > from_ and line.end <= end]
        tail = tail_start(folded, behind, end)
        repeats = stood.get(plain(group[-1].of(folded)), index) < index
        if index and not own and (repeats or (behind and tail <= behind[0].start)):
            continue
        kept.append(group)
        tails.append(tail)
        end = group[0].start
    return kept[::-1], tails[::-1]


def _with_ends(starts: list[list[Span]], end: int) -> list[tuple[list[Span], int]]:
    """Return each start with where the next begins, the last with the end of the page."""
    return [(group, following[0].start if following else end) for group, following in followed(starts)]


def _group(folded: str, titles: list[Span]) -> list[list[Span]]:
    """Gather the copies of one title that a site prints one below the other."""
    groups: list[list[Span]] = []
    for title in titles:
        if groups and _same(folded, groups[-1], title):
            groups[-1].append(title)
        else:
            groups.append([title])
    return groups


def _same(folded: str, group: list[Span], title: Span) -> bool:
    between = folded[group[-1].end : title.start]
    name = plain(folded[title.start : title.end])
    if len(between) <= _NEAR_ANNOUNCED and "。" in between and plain(group[-1].of(folded)) == name:
        return names_same(announced_name(between), name) and between.count("。") <= _MOST_SAID
    if len(between) > _NEAR_COPY or "。" in between:
        return False
    for other in group:
        known = plain(folded[other.start : other.end])
        kinds = {kind_of(folded[span.start : span.end]) for span in (other, title)}
        if name == known or (len(kinds) == 1 and (name in known or known in name)):
            return True
    return False


_SAYS = re.compile(r"。|(?<=[\u4e00-\u9fff)》”])\.(?![\dA-Za-z])")
"""The end of a sentence, also of one in half-width punctuation."""


def _with_bodies(folded: str, groups: list[list[Span]], chain: list[Marker]) -> tuple[list[list[Span]], list[int]]:
    """Return the groups that text follows, and where groups without text begin.

    An order's head, and a site's heading that names what the notice below issues, join the title below them; other
    groups without text are links to other documents and end the document above.
    """
    out: list[list[Span]] = []
    ends: list[int] = []
    head: list[Span] = []
    for index, group in enumerate(groups):
        following = groups[index + 1] if index + 1 < len(groups) else None
        body = Span(group[-1].end, following[0].start if following else len(folded))
        if _SAYS.search(folded, *body) or within(chain, body):
            out.append([*head, *group])
            head = []
        elif following and _heads(folded, group[-1], following[0]):
            head = [*head, *group]
        else:
            ends.append(group[0].start)
    return out, ends


def _heads(folded: str, title: Span, following: Span) -> bool:
    """Tell whether a title without text of its own only heads the one that follows.

    The name of a page, which stands above the site's menus, heads nothing.
    """
    name = title.of(folded)
    near = following.start - title.end <= _NEAR_COPY
    return kind_of(name) in ORDER_KINDS or (near and plain(name) in plain(following.of(folded)))


def _with_restarts(folded: str, page: list[Span], starts: list[list[Span]], chain: list[Marker]) -> list[list[Span]]:
    """Add documents that begin where numbering starts again and whose title no form gives away."""
    out = list(starts)
    begun = sorted(group[0].start for group in starts)
    for before, first in pairwise(chain):
        if first.order != (1, 0) or bisect_right(begun, before.span.start) < bisect_left(begun, first.span.start):
            continue
        title = _glued_title(folded, before.span.start, first.span.start) or _title_above(folded, page, before, first)
        if title:
            out.append([title])
    return sorted(out)


_GLUED = re.compile(r"(?:.*[日》)\n])?([^。;:!?\n]{4,100}?)(?:第[一1][编章条]|目[ ]*录|一、)", re.S)


def _glued_title(folded: str, floor: int, first: int) -> Span | None:
    """Return the title that an unbroken text has between its last sentence and its first heading."""
    floor = max(floor, first - _NEAR_COPY)
    fragment = Span(max(floor, folded.rfind("。", floor, first) + 1), first)
    match = _GLUED.match(folded[fragment.start : fragment.end + 4])
    if match is None or not is_title(match[1].strip()):
        return None
    return strip(folded, Span(fragment.start + match.start(1), fragment.start + match.end(1)))


_SENTENCE = re.compile(r".*[。;:,]\Z")


def _title_above(folded: str, page: list[Span], before: Marker, first: Marker) -> Span | None:
    """Return the topmost line between the last sentence and a first article that is no date, heading or furniture."""
    title = None
    for index in range(bisect_right(page, (first.span.start, len(folded))) - 2, -1, -1):
        words = page[index].of(folded).lstrip("# ")
        if page[index].start <= before.span.start or _SENTENCE.match(words) or len(words) > LONGEST_TITLE:
            break
        if not (is_furniture(words) or HEADING.match(words) or NO_TITLE.search(words) or words[0] in "(["):
            title = page[index]
    return title


def _with_issued(folded: str, starts: list[list[Span]]) -> list[list[Span]]:
    """Add the documents that a notice issues by name and whose title is glued into the text behind it."""
    known = [[plain(span.of(folded)) for span in group] for group in starts]
    out = list(starts)
    for index, group in enumerate(starts):
        end = starts[index + 1][0].start if index + 1 < len(starts) else len(folded)
        if kind_of(clean_title(group[0].of(folded))) not in ISSUING_KINDS:
            continue
        for name, at in issued_names(folded, Span(group[-1].end, end)):
            near = known[max(0, index - MOST_BELOW) : index + MOST_BELOW]
            stands = any(title in plain(name) for titles in near for title in titles)
            printed = not stands and kind_of(name) not in ORDER_KINDS  # 某行令〔2003〕第5号 is a mention
            if printed and (found := _unquoted(folded, name, Span(at, end))):
                known[index].append(plain(name))
                out.append([found])
    return sorted(out)


def _unquoted(folded: str, name: str, span: Span) -> Span | None:
    """Return where `name` stands in the span outside 《》 and outside the notice's own title."""
    letters = r"\s*(?:\[\d+\])?".join(map(re.escape, re.sub(r"\s", "", name)))
    for match in re.finditer(rf"(?<![《关发于:.、])(?<!印发){letters}(?!》|》?的?通知)", folded[span.start : span.end]):
        return Span(span.start + match.start(), span.start + match.end())
    return None


def _part(folded: str, text: str, group: list[Span], span: Span) -> Part:
    def said(copy: Span) -> tuple[bool, int, int]:
        words = copy.of(folded)
        return kind_of(words) not in ORDER_KINDS, len(plain(_AMENDED_IN.sub("", words))), -len(words.lstrip("# "))

    longest = max(group, key=said)
    return Part(span, clean_title(longest.of(text)), tuple(group), longest)


_AMENDED_IN = re.compile(r"[(\[](?:19|20)\d\d年?(?:修订|修正|修改)[^()\[\]]*[)\]]\Z")
"""What a site adds to one copy of a title and not to another."""


def _trimmed_end(folded: str, page: list[Span], start: int, title: Span, end: int) -> int:
    """Return where a document ends without blank lines and furniture behind it, at the earliest behind its title."""
    low, high = bisect_right(page, (start, -1)), bisect_right(page, (end, -1))
    for line in reversed(page[low:high]):
        if line.start < title.end or not is_furniture(line.of(folded)):
            break
        end = line.start
    return strip(folded, Span(start, end)).end
