"""Exports: what the database says of one document as Akoma Ntoso 3.0 or as Markdown.

`akn_document` and `markdown_document` read the database and nothing else, and give the same bytes for the same rows.
"""

from .akn import akn_document
from .markdown import markdown_document

__all__ = ["akn_document", "markdown_document"]
