"""Citations: mentions of other provisions and documents, and where they point."""

from .find import find_citations

__all__ = ["find_citations"]
