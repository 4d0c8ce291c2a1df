"""Every check in its order, over one page; what they find joins the page's own flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..extract.page import Processed
from ..parse.collector import paused
from ..text.source import Flag
from .characters.breaks import check_breaks
from .characters.misread import check_misread
from .characters.mojibake import check_mojibake
from .characters.patterns import check_patterns
from .characters.script import check_script
from .characters.widths import check_widths
from .numbers import NUMBERS
from .once import told_once
from .structure import STRUCTURE

Check = Callable[[Processed], Iterable[Flag]]
"""A check looks at a page that has been parsed and extracted, and yields what is suspicious about it."""

CHECKS: tuple[Check, ...] = (
    *(check_misread, check_script, check_mojibake),
    *(check_patterns, check_widths, check_breaks),
    *NUMBERS,
    *STRUCTURE,
)
"""Every check, in the order in which they are made; none depends on what another finds."""


@paused()
def reviewed(processed: Processed) -> Processed:
    """Return a page with what the checks find among its flags; a page without a regulation is not looked at."""
    if not processed.page.regulations:
        return processed
    found = told_once(flag for check in CHECKS for flag in check(processed))
    if not found:
        return processed
    page = processed.page
    return replace(processed, page=replace(page, flags=(*page.flags, *found)))
