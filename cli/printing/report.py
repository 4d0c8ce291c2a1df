"""What a build did."""

from __future__ import annotations

from rich.table import Table

from ...pipeline import Report


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
    ):
        table.add_row(label, f"{number:,}")
    return table
