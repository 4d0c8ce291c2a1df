"""Parsing: a source's text to its regulations, each a tree of provisions. Called, it is `parse_page`."""

from typing import TYPE_CHECKING

from ..text.callable_module import make_callable

if TYPE_CHECKING:
    from .page import parse_page as parse_page

__all__ = ["parse_page"]

make_callable(__name__, "page", "parse_page")
