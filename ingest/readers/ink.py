"""The ink on the picture of a page: red and other ink apart, and rows of ink that no line stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..layout.model import Place

if TYPE_CHECKING:
    import numpy
    from PIL.Image import Image

_RED_SHARE = 0.0005
"""Share of red dots from which a page has a seal or a red head."""


_SEAL_SHAPE = (0.7, 1.4)
"""A seal is about as wide as high, …"""
_SEAL_SIZE = (0.1, 0.35)
"""… and takes up such a share of the page's shorter side: 3 to 5 cm of 21."""
_PALE = 25
"""How much redder than green and blue a dot is at least that belongs to red ink, the edges of letters included."""


class Inks(NamedTuple):
    """A page without its red ink, and the red ink without seals: a red head, a heading; None where there is none."""

    plain: Image
    red: Image | None

    def turned(self, degrees: int) -> Inks:
        """Return both turned against the clock."""
        if not degrees:
            return self
        red = self.red.rotate(degrees, expand=True) if self.red else None
        return Inks(self.plain.rotate(degrees, expand=True), red)


def parted(picture: Image) -> Inks:
    """Return a page's inks apart: in the red channel a seal is as white as the paper, but so is a red head."""
    import numpy
    from PIL import Image

    dots = numpy.asarray(picture).astype(numpy.int16)
    redder = dots[..., 0] - numpy.maximum(dots[..., 1], dots[..., 2])
    if ((redder > 60) & (dots[..., 0] > 120)).mean() < _RED_SHARE:
        return Inks(picture, None)
    plain = Image.fromarray(dots[..., 0].astype(numpy.uint8)).convert("RGB")
    is_red = redder > _PALE
    _take_seals_out(is_red)
    if is_red.mean() < _RED_SHARE:
        return Inks(plain, None)
    red = numpy.where(is_red, numpy.minimum(dots[..., 1], dots[..., 2]), 255)
    return Inks(plain, Image.fromarray(red.astype(numpy.uint8)).convert("RGB"))


def _take_seals_out(red: numpy.ndarray[Any, Any]) -> None:
    """Take the dots of seals from those that are red: patches as wide as high, their letters grown together."""
    import cv2
    import numpy

    side = min(red.shape)
    near = max(3, side // 60)
    grown = cv2.dilate(red.astype(numpy.uint8), numpy.ones((near, near), numpy.uint8))
    _, _, patches, _ = cv2.connectedComponentsWithStats(grown)
    for x, y, width, height, _ in patches[1:].tolist():
        shape, size = width / height, max(width, height) / side
        if _SEAL_SHAPE[0] <= shape <= _SEAL_SHAPE[1] and _SEAL_SIZE[0] <= size <= _SEAL_SIZE[1]:
            red[y : y + height, x : x + width] = False


def lost_rows(inks: Inks, lines: Sequence[Place]) -> tuple[float, ...]:
    """Return the heights, in dots, of rows of ink on which no line stands."""
    import numpy

    if not lines:
        return ()
    ink = numpy.asarray(inks.plain.convert("L")) < 128
    if inks.red:
        ink |= numpy.asarray(inks.red.convert("L")) < 128
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
