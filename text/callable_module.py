"""Modules that can be called: how `fatiao.parse(source)` works although `fatiao.parse` is a room.

The public face has two functions, `parse` and `extract`, of the same name as the rooms they come from. Python sets the
attribute `fatiao.parse` to the room as soon as anything of the room is imported, whatever stood there before. So the
attribute is the room in any case, and the room answers a call: `from fatiao.parse.model import Page` and
`fatiao.parse(source)` both work, in whatever order things are imported.

A module may be given a class of its own ("Customizing module attribute access" in Python's data model).

The function is imported when it is asked for: who needs but the model of a room does not wait for its patterns.
"""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def make_callable(name: str, module: str, function: str) -> None:
    """Let calls of the package `name` be calls of a function of one of its modules, also an attribute of it."""

    class CallableModule(ModuleType):
        def __call__(self, *args: object, **options: object) -> object:
            return getattr(self, function)(*args, **options)

        def __getattr__(self, asked: str) -> Any:
            if asked != function:
                raise AttributeError(f"module {name!r} has no attribute {asked!r}")
            found = getattr(import_module(f"{name}.{module}"), function)
            setattr(self, function, found)
            return found

        @property
        def __signature__(self) -> inspect.Signature:
            return inspect.signature(getattr(self, function))

    sys.modules[name].__class__ = CallableModule
