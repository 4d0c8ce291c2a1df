"""What a build did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.table import Table

from ...pipeline import Report
from ...store.mending.outcome import Result
from ...store.mending.report import Standing
from .decision import in_one_line

_MOST = 20


def report_table(report: Report) -> Table:
    """Return the closing table of a build."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    reasons = [(f"    {reason}", count) for reason, count in sorted(report.reasons.items())]
    for label, number in (
        ("files", report.files),
        ("  stored", report.stored),
        *reasons,
        ("  unchanged, skipped", report.unchanged),
        *([("  renamed or copied, skipped", report.renamed)] if report.renamed else []),
        ("  failed", len(report.failures)),
        ("  not tried", report.untried),
        ("regulations", report.regulations),
        ("provisions", report.provisions),
        ("parameters", report.parameters),
        ("flags", report.flags),
        *_decisions(report.decided),
    ):
        table.add_row(label, f"{number:,}")
    return table


def _decisions(decided: Sequence[Standing]) -> Iterator[tuple[str, int]]:
    """Yield how many decisions of editors stand and what became of them, where there are any."""
    if decided:
        count = Counter(standing.result for standing in decided)
        yield "decisions of editors", len(decided)
        yield "  applied", count[Result.APPLIED]
        yield "  nothing left to do", count[Result.SETTLED]
        yield "  no longer fitting", count[Result.UNFIT]


def unfit_lines(decided: Sequence[Standing]) -> Iterator[str]:
    """Yield a line for each decision that no longer fits, up to 20: which, about what, whose, and why.

    Those about documents that are not in the database are counted only.
    """
    unfit = [standing for standing in decided if standing.result is Result.UNFIT and not standing.is_absent]
    for standing in unfit[:_MOST]:
        yield f"no longer fits: {in_one_line(standing.decision)}: {standing.reason}"
    if len(unfit) > _MOST:
        yield f"{len(unfit) - _MOST} more no longer fit: the table decided tells why (result unfit)"
    if absent := sum(standing.is_absent for standing in decided):
        yield f"{absent} of these are about documents that are not in the database"
