"""Extraction: a regulation to its numeric parameters. Called, it is `extract`."""

from ..text.callable_module import make_callable
from .parameters import extract

__all__ = ["extract"]

make_callable(__name__, extract)
