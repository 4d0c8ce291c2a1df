"""Suspicion about structure: text repeated, headings, citations, brackets, blanks, sentences that are cut off."""

from .blanks import check_blanks
from .brackets import check_brackets
from .citations import check_citations
from .cut import check_cut_off
from .divisions import check_divisions
from .duplicates import check_duplicates
from .headings import check_headings
from .order import check_order

STRUCTURE = (
    check_citations,
    check_brackets,
    check_blanks,
    check_cut_off,
    check_headings,
    check_divisions,
    check_duplicates,
    check_order,
)
"""The checks of structure, in their order."""

__all__ = ["STRUCTURE"]
