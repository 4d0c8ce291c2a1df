"""Patterns that are compiled when they are first used.

Compiling takes a few millionths of a second for each character of a pattern, which is nothing beside a build, and most
of what a command takes that reads one page. So it is left until it is needed where that pays: of the longest, which
name every unit, and of those that take half a millisecond and more and that seven pages in ten do not ask.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Unused:
    """Stands for a pattern until something is asked of it, and from then on has what the compiled one has."""

    def __init__(self, source: str, flags: int) -> None:
        self._told = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._told)
        vars(self).update((own, getattr(compiled, own)) for own in dir(compiled) if not own.startswith("_"))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a source, as `re.compile` does, but compiled when it is first asked for something.

    What is wrong with the source is told only then. Of a match `match.re` is the compiled pattern, not this.
    """
    return cast("re.Pattern[str]", _Unused(source, flags))
