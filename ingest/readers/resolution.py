"""How many dots an inch a picture has: what turns its dots into the points in which places are told, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
"""Dots an inch at which a page of a PDF is drawn to be recognised, and of a picture that does not say."""


def dots_an_inch(picture: Image) -> float:
    """Return what a picture says of itself, `DPI` where it says nothing."""
    return float(picture.info.get("dpi", (DPI, DPI))[0]) or DPI
