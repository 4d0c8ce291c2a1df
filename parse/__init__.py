"""Parsing: a source's text to its regulations, each a tree of provisions. Called, it is `parse_page`."""

from ..text.callable_module import make_callable
from .page import parse_page

__all__ = ["parse_page"]

make_callable(__name__, parse_page)
