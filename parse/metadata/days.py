"""The days of a version: which step of a document's history gives which of its dates.

A history tells of all versions. The one at hand is the original or, where there was one, the last complete revision
(修订 by a session, or promulgated anew); what amends it (修正, 根据…修订) changes the day of its text and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..model import Event
from .issuers import canonical, region_of


@dataclass(frozen=True, slots=True)
class Days:
    """Days of a version, in ISO 8601; None where the text does not say.

    `adopted` is 通过, `approved` 批准, `promulgated` 公布 (发布, 印发), `text_as_of` the last change that the text
    includes (修正, 修订).
    """

    adopted: str | None = None
    approved: str | None = None
    promulgated: str | None = None
    text_as_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """What a history tells of one day in one go: 2019年12月29日某市人民代表大会常务委员会通过修订."""

    date: str
    body: str
    actions: frozenset[str]
    text: str


_DECISION = re.compile(r"[《〈<]|决定|修正案|\A(?:根据|按照)")
"""What a revision is made by that changes some provisions and leaves the rest."""
_APPROVES_DECISION = re.compile(r"批准[^《]*[《〈<]")
"""批准的《某市人民代表大会常务委员会关于修改…的决定》修正, 关于批准《…》的决定第二次修正."""
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2}(?:日期|时间|机关|单位)?[:：]")
"""A site's label, which may give the day of its page: 发布日期：2010年5月29日."""
_ORDER = re.compile(r"令")
_SESSION = re.compile(r"会议|人民代表大会|人大")
_CONGRESS = re.compile(r"人民代表大会|人大")


def days_of(history: Sequence[Event], region: str | None = None) -> Days:
    """Return the days of the version that a document's history ends with; `region` is the place it applies to."""
    told = [event for event in history if not _LABELLED.match(event.text)]
    steps = _joint([_step(list(events)) for _, events in groupby(told, key=lambda e: (e.date, e.text))])
    steps = _certain(_of_one_text(steps, region))
    days, adopter = Days(), ""
    amended = False  # whether the last change was no version of its own, whose approval and publication are not its
    for before, step, following in zip([None, *steps], steps, [*steps[1:], None], strict=False):
        if "修正" in step.actions or ("修订" in step.actions and _amends(step)):
            days, amended = replace(days, text_as_of=_later(days.text_as_of, step.date)), True
        elif "修订" in step.actions:
            revised = _revised(step, before, days)
            days, amended = revised or replace(days, text_as_of=step.date), revised is None
            adopter = step.body or adopter
        elif "通过" in step.actions and following and _decided(following):
            continue  # the decision was adopted that amends the text
        elif "通过" in step.actions and days != Days():
            if step.body.startswith(adopter) or adopter.startswith(step.body):
                days, amended = replace(days, text_as_of=step.date), True
        elif not amended:
            days, adopter = _stated(days, step), step.body if "通过" in step.actions else adopter
    return days


def _step(events: Sequence[Event]) -> _Step:
    first = events[0]
    return _Step(first.date, first.body or "", frozenset(event.action for event in events), first.text)


def _of_one_text(steps: Sequence[_Step], region: str | None) -> list[_Step]:
    """Return the steps of the document, where the title block tells those of several texts one after the other.

    An adoption before the step above begins another text. Of those of other places none counts (what the state
    adopted is told beside what a province adopted), and of those that one decision amended only that it did.
    """
    runs: list[list[_Step]] = []
    for step in steps:
        if not runs or ("通过" in step.actions and step.date < runs[-1][-1].date):
            runs.append([])
        runs[-1].append(step)
    if len(runs) < 2:
        return list(steps)
    own = [run for run in runs if region and region_of(canonical(run[0].body)) == region] or runs
    if len(own) > 1 and len({(run[-1].date, run[-1].actions) for run in own}) == 1:
        return own[0][-1:]
    return [step for run in own for step in run]


def _certain(steps: Sequence[_Step]) -> list[_Step]:
    """Return the steps whose day is beyond doubt: those of every longest row of days that never goes backwards.

    All are, unless a day is misprinted: of 2012, 2010 and 2016 the first or the second.
    """
    days = [step.date for step in steps]
    rank = {day: place for place, day in enumerate(sorted(set(days)))}
    before = _longest_rows([rank[day] for day in days])  # how long a row may be that ends with the step
    behind = _longest_rows([-rank[day] for day in reversed(days)])[::-1]  # and one that begins with it
    longest = [at for at in range(len(steps)) if before[at] + behind[at] == max(before, default=0) + 1]
    alike = Counter(before[at] for at in longest)
    return [steps[at] for at in longest if alike[before[at]] == 1]


def _longest_rows(numbers: Sequence[int]) -> list[int]:
    """Return for each number how many make the longest row up to it that never falls."""
    lowest: list[int] = []  # the lowest number that a row of each length ends with
    out = []
    for number in numbers:
        at = bisect_right(lowest, number)
        lowest[at : at + 1] = [number]
        out.append(at + 1)
    return out


def _joint(steps: Sequence[_Step]) -> list[_Step]:
    """Return the steps with those joined that authorities took together, of which the last completes it."""
    out: list[_Step] = []
    for step in steps:
        if out and out[-1].actions == step.actions and _together(out[-1].body, step.body):
            step = replace(step, date=max(out.pop().date, step.date))
        out.append(step)
    return out


def _together(one: str, other: str) -> bool:
    """Tell whether two authorities make rules together; congresses do not."""
    apart = bool(one and other) and not one.startswith(other) and not other.startswith(one)
    return apart and not _CONGRESS.search(one + other)


def _amends(step: _Step) -> bool:
    """Tell whether a 修订 changes only some provisions: by a decision, or by an order that publishes nothing anew."""
    by_order = _ORDER.search(step.text) and not step.actions & {"通过", "公布"}
    return bool(_DECISION.search(step.text) or by_order)


def _decided(step: _Step) -> bool:
    """Tell whether a step amends by a decision that another body approved, after its adoption in the step before."""
    return bool(step.actions & {"修正", "修订"}) and bool(_APPROVES_DECISION.search(step.text))


def _revised(step: _Step, before: _Step | None, days: Days) -> Days | None:
    """Return the days of the version that a complete revision makes; None where nothing tells who made it."""
    made = _stated(Days(text_as_of=step.date), step)
    if "批准" in step.actions and before and before.actions == {"通过"} and before.date == days.text_as_of:
        made = replace(made, adopted=before.date)
    if _ORDER.search(step.text) and made.promulgated is None:
        return replace(made, promulgated=step.date)
    if _SESSION.search(step.text) and made == Days(text_as_of=step.date):
        return replace(made, adopted=step.date)
    return made if made != Days(text_as_of=step.date) else None


def _stated(days: Days, step: _Step) -> Days:
    """Return the days with those that a step states in so many words."""
    return Days(
        adopted=step.date if "通过" in step.actions else days.adopted,
        approved=step.date if "批准" in step.actions else days.approved,
        promulgated=step.date if "公布" in step.actions else days.promulgated,
        text_as_of=days.text_as_of,
    )


def _later(one: str | None, other: str) -> str:
    return max(one or "", other)
