"""What a crawl did."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from ...ingest.crawl.report import SiteReport
from .say import say

_KINDS = (
    *("new", "changed", "unchanged", "copies", "gone", "absent"),
    *("lists", "moved", "refused", "failed", "to try again"),
)
_SHOWN = 20
"""Lines of what went wrong that are printed for each site."""


def crawl_table(reports: Sequence[SiteReport]) -> Table:
    """Return the closing table of a crawl: a column for each site."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for report in reports:
        table.add_column(report.site, justify="right")
    rows = [
        ("requests", [f"{report.requests:,}" for report in reports]),
        *((f"  {kind}", [f"{report.counts[kind]:,}" for report in reports]) for kind in _KINDS),
        ("links off the site", [f"{report.offsite:,}" for report in reports]),
        ("left for later", [f"{report.left:,}" for report in reports]),
        ("seconds", [f"{report.seconds:,.1f}" for report in reports]),
    ]
    for label, cells in rows:
        if label in ("requests", "  new", "  changed", "  gone", "seconds") or any(cell != "0" for cell in cells):
            table.add_row(label, *cells)
    return table


def tell_crawl(reports: Sequence[SiteReport]) -> None:
    """Print a line for everything that went wrong, of much of it the first."""
    for report in reports:
        if report.resumed:
            say(f"{report.site}: went on with a crawl that had not come to its end")
        for problem in report.problems[:_SHOWN]:
            say(str(problem))
        if len(report.problems) > _SHOWN:
            say(f"{report.site}: and {len(report.problems) - _SHOWN:,} more, which its frontier.db lists")
        if report.stopped:
            say(f"{report.site}: stopped, {report.stopped}")
