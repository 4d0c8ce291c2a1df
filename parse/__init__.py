"""Parsing: a source's text to its regulations, each a tree of provisions."""

from .page import parse_page

__all__ = ["parse_page"]
