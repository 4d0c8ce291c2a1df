"""What a fault of ours on one page looks like: it must cost that page, not the build."""

from __future__ import annotations

FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""Errors that a page may raise which nobody foresaw; those that are foreseen have names of their own."""
