"""Modules that can be called: how `fatiao.parse(source)` works although `fatiao.parse` is a room.

The public face has two functions, `parse` and `extract`, of the same name as the rooms they come from. Python sets the
attribute `fatiao.parse` to the room as soon as anything of the room is imported, whatever stood there before. So the
attribute is the room in any case, and the room answers a call: `from fatiao.parse.model import Page` and
`fatiao.parse(source)` both work, in whatever order things are imported.

A module may be given a class of its own ("Customizing module attribute access" in Python's data model).
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from types import ModuleType


def make_callable(name: str, function: Callable[..., object]) -> None:
    """Let calls of the module `name` be calls of `function`, whose signature it shows."""

    class CallableModule(ModuleType):
        __call__ = staticmethod(function)
        __signature__ = inspect.signature(function)

    sys.modules[name].__class__ = CallableModule
