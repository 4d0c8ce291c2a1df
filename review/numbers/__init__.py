"""Suspicion about numbers: letters among digits, totals, contradictions, dates, outliers."""

from .dates import check_dates
from .digits import check_digits
from .listed import check_listed
from .order_of_days import check_order_of_days
from .outliers import check_outliers
from .restated import check_ranges, check_restated
from .totals import check_totals
from .whole import check_whole

NUMBERS = (
    check_digits,
    check_restated,
    check_ranges,
    check_dates,
    check_order_of_days,
    check_totals,
    check_whole,
    check_listed,
    check_outliers,
)
"""The checks of numbers, in their order."""

__all__ = ["NUMBERS"]
