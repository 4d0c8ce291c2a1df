"""Tables that scrapers left as text, rebuilt into rows and columns."""

from .find import find_tables

__all__ = ["find_tables"]
