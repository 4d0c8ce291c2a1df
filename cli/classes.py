"""Classes of characters in patterns, such as `[一-龥]`: what Python's compiler of patterns makes of one is kept.

It makes it anew wherever the class stands, at up to 0.7 ms for one of Chinese characters, and a thousand patterns have
6,000 classes of 1,400 sorts: that was most of what compiling takes, and more than a third of what a start takes. What
it makes depends on the class alone, unless case is ignored.

This puts a function in the place of one of Python's own, `re._compiler._optimize_charset`, which has been there since
3.11. So only the command does it, whose process is its own; a program that imports fatiao is left as it is. Where the
function is missing, patterns are compiled as ever.
"""

from __future__ import annotations

from functools import cache, wraps
from importlib import import_module
from typing import Any


def keep_classes() -> None:
    """Keep what is made of a class of characters, in all patterns that this process compiles from now on."""
    compiler: Any = import_module("re._compiler")
    make = getattr(compiler, "_optimize_charset", None)
    if make is None or hasattr(make, "__wrapped__"):
        return
    kept = cache(lambda members: make([*members]))

    @wraps(make)
    def made(members: list[Any], *ignoring_case: Any, **named: Any) -> Any:
        return make(members, *ignoring_case, **named) if any(ignoring_case) or named else kept(tuple(members))

    compiler._optimize_charset = made
