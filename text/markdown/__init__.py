"""Markdown: which characters of a text are its markup. Start at `marks.py`."""

from .marks import MARKDOWN, find_masks, is_markdown

__all__ = ["MARKDOWN", "find_masks", "is_markdown"]
