"""The day on which a document was promulgated: by its history, announcement, labels, date line or signature."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...text.dates import DATE, NUMERIC, find_dates, first_date, iso_date
from ...text.furniture import is_furniture
from ...text.lines import lines
from ...text.source import Span
from ..model import Event
from ..pages.announced import announced_day
from ..pages.segmentation import Part
from ..pages.site_titles import goes_on
from .days import Days
from .header_labels import tells_of_document

ANNOUNCEMENT = 1200
"""Characters behind the title block in which 《…》已经…通过，现予公布 and the day of its signature may stand."""
SIGNED_AT_END = re.compile(rf"[。)][ ]*([\u4e00-\u9fff、 ]{{2,40}}?)[ ]*{DATE}[ ]*(?:印发)?\s*\Z")
"""The signature of an unbroken text: who and, in three groups, when."""
SIGNATURE_REACH = 80
"""Characters at the end of an unbroken text in which its signature stands."""

_SIGNED = re.compile(rf"(?:签订|签署|发布|公布|颁布|印发|成文|发文)(?:(?:日期|时间)[:于 ]*|[ ]*[:于][ ]*){DATE}")
_CLOCK = re.compile(r"[ T]*\d{1,2}:\d{2}")
"""What stands behind the day on which a site put up its page."""
_DIGITS = re.compile(NUMERIC)
_NEAR = 20
"""Characters behind a date among which the word stands that says of what it is."""
_OTHER = re.compile(r"通过|批准|会议|修正|修订|修改|施行|实施|生效|失效|废止|备案")
"""Words of a line whose date is that of something else."""


def promulgated_day(
    folded: str,
    part: Part,
    front: Span,
    head: Span,
    end: Span,
    history: Sequence[Event],
    days: Days,
    stated: Mapping[str, str],
) -> str | None:
    """Return the day of promulgation, in ISO 8601, or None.

    `front` is the title block, `head` goes on to where a number may still stand, `end` is the signature block; `days`
    are those of the history, `stated` what labels say, of which `published` may be the day of the page.
    """
    announcement = Span(part.span.start, min(part.span.end, front.end + ANNOUNCEMENT))
    signing = (line for line in lines(folded, end) if not tells_of_document(line.of(folded)))
    signed = next((day for line in signing if (day := first_date(folded, line))), None)
    return (
        stated.get("promulgated")
        or days.promulgated
        or announced_day(folded, announcement)
        or (signed and _signed_before(signed, stated.get("published") or _bare_day(folded, part, front)))
        or stated.get("published")
        or _in_front(folded, part, front, history)
        or _in_title_line(folded, part, head, history)
        or signed
        or _signed(folded, part, front)
    )


def _signed_before(signed: str, page_day: str | None) -> str | None:
    """Return the day of the signature if the page is of that day or a later one: then it was put up when signed."""
    return signed if page_day and signed <= page_day else None


def _bare_day(folded: str, part: Part, front: Span) -> str | None:
    """Return the day in digits that stands alone below the title, as a site prints that of its page: 2024-01-05."""
    below = [line for line in lines(folded, front) if line.start >= part.titles[0].end]
    return next((first_date(folded, line) for line in below if _DIGITS.fullmatch(line.of(folded))), None)


def _in_front(folded: str, part: Part, front: Span, history: Sequence[Event]) -> str | None:
    """Return the day that a line of the title block gives as that of its signature, or gives and says no more of."""
    own = [line for line in lines(folded, front) if not is_furniture(line.of(folded))]
    for line in own:
        if signed := _SIGNED.search(line.of(folded)):
            return iso_date(signed[1], signed[2], signed[3])
    for line in own:
        if line.start >= part.titles[0].end and not _OTHER.search(line.of(folded)):
            for place, day in find_dates(folded, line):
                if not _CLOCK.match(folded, place.end) and not any(event.span.holds(place) for event in history):
                    return day
    return None


def _in_title_line(folded: str, part: Part, head: Span, history: Sequence[Event]) -> str | None:
    """Return the day that stands behind the title where the text goes on in its line, and that is of nothing else."""
    title_end = part.titles[-1].end
    if not goes_on(folded, title_end):
        return None
    for place, day in find_dates(folded, Span(title_end, head.end)):
        is_other = _OTHER.search(folded, place.end, min(place.end + _NEAR, head.end))
        if not is_other and not any(event.span.holds(place) for event in history):
            return day
    return None


def _signed(folded: str, part: Part, front: Span) -> str | None:
    signed = SIGNED_AT_END.search(folded, max(front.end, part.span.end - SIGNATURE_REACH), part.span.end)
    return iso_date(signed[2], signed[3], signed[4]) if signed else None
