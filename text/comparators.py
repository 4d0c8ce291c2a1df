"""How a bound is written: the sign for each value of the column `comparator`."""

from __future__ import annotations

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {"=": "=", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "range": "区间", "~": "≈"}
"""The sign for readers; a range has no sign, the word says that there are two ends."""
