"""Extraction: a regulation to its numeric parameters."""

from .parameters import extract

__all__ = ["extract"]
