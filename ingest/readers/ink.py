"""The ink on the picture of a page: what is red, and rows of ink that no line stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..layout.model import Place

if TYPE_CHECKING:
    import numpy
    from PIL.Image import Image

_RED_SHARE = 0.0005
"""Share of red dots from which a page has a seal or a red head."""


def without_red(picture: Image) -> Image:
    """Return a page without its red ink: in the red channel, a seal is as white as the paper."""
    import numpy
    from PIL import Image

    dots = numpy.asarray(picture).astype(numpy.int16)
    red = (dots[..., 0] > 120) & (dots[..., 0] - dots[..., 1] > 60) & (dots[..., 0] - dots[..., 2] > 60)
    if red.mean() < _RED_SHARE:
        return picture
    channel = dots[..., 0].astype(numpy.uint8)
    return Image.fromarray(channel).convert("RGB")


def lost_rows(picture: Image, lines: Sequence[Place]) -> tuple[float, ...]:
    """Return the heights, in dots, of rows of ink on which no line stands."""
    import numpy

    if not lines:
        return ()
    ink = numpy.asarray(picture.convert("L")) < 128
    usual = float(numpy.median([place.height for place in lines]))
    margin = int(usual * 0.3)
    for place in lines:
        above, before = max(0, int(place.y0) - margin), max(0, int(place.x0) - margin)
        ink[above : int(place.y1) + margin, before : int(place.x1) + margin] = False
    rows: numpy.ndarray[Any, Any] = ink.sum(axis=1) >= usual * 0.5
    return tuple(_between(rows.tolist(), 0.4 * usual, 3 * usual))


def _between(rows: Sequence[bool], least: float, most: float) -> Iterator[float]:
    """Yield the middles of the runs of rows that are neither too low nor too high for a line."""
    begins = None
    for height, has_ink in enumerate([*rows, False]):
        if has_ink and begins is None:
            begins = height
        elif not has_ink and begins is not None:
            if least <= height - begins <= most:
                yield (begins + height) / 2
            begins = None
