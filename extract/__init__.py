"""Extraction: a regulation to its numeric parameters. Called, it is `extract`."""

from typing import TYPE_CHECKING

from ..text.callable_module import make_callable

if TYPE_CHECKING:
    from .parameters import extract as extract

__all__ = ["extract"]

make_callable(__name__, "parameters", "extract")
