"""Pictures of pages to printed lines: recognised by RapidOCR, which the extra `ocr` installs.

What recognition loses is told: lines it is not sure of, signs it is known to break, rows of ink it found nothing in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ...text.source import Flag, Source, Span, source_id
from ..errors import IngestError
from ..layout.model import Piece, Place, PrintedLine, PrintedPage
from ..layout.text import lay_out

if TYPE_CHECKING:
    import numpy
    from PIL.Image import Image

READER = "rapidocr 3"
INSTALL = "install what recognises text (pip install 'fatiao[ocr]') and build again"
"""What to do where the extra is not installed."""
DPI = 200
"""Dots an inch at which a page of a PDF is drawn to be recognised."""

_DOTS = 40_000_000
"""Dots of a picture beyond which it is no page."""
_RED_SHARE = 0.0005
"""Share of red dots from which a page has a seal or a red head."""
_DOUBTED = 0.8
"""Mean score below which a page may lie upside down."""
_BROKEN = re.compile(r"\d+(?:\.\d+)?(?P<sign>%[0oO]|％[0oO]|m(?=[，,。；;、）)\s]|\Z)|m2|m3)")
"""Numbers with signs that recognition breaks: ‰ becomes %0, ㎡ becomes m."""
_MEANT = {"%0": "‰", "%o": "‰", "%O": "‰", "％0": "‰", "m2": "m²", "m3": "m³"}


def is_installed() -> bool:
    """Tell whether pictures can be recognised."""
    return find_spec("rapidocr") is not None


def read_picture(raw: bytes, uri: str) -> Source:
    """Return a picture of a page as a source.

    Raises:
        IngestError: recognition is not installed, the picture is damaged or too large, or there is no text on it.
    """
    picture = _opened(raw, uri)
    if not is_installed():
        raise IngestError(uri, "this is a picture", INSTALL)
    page = recognise(picture)
    if not page.lines:
        raise IngestError(uri, "no text was recognised on this picture", "see whether it is a page")
    laid_out = lay_out([page])
    return Source(
        source_id(raw),
        uri,
        "image/*",
        "",
        laid_out.text,
        pages=laid_out.pages,
        boxes=laid_out.boxes,
        furniture=laid_out.furniture,
        flags=(*laid_out.flags, *broken_signs(laid_out.text, laid_out.pages[0])),
        reader=READER,
    )


def recognise(picture: Image, dpi: float | None = None) -> PrintedPage:
    """Return the lines of a page from its picture, turned upright; `dpi` is the picture's, if it says none."""
    resolution = dpi or float(picture.info.get("dpi", (DPI, DPI))[0]) or DPI
    lines, upright = _upright(_without_red(picture.convert("RGB")))
    scale = 72 / resolution
    found = [_printed(words, place, score, scale) for words, place, score in _in_order(lines)]
    return PrintedPage(tuple(found), upright.width * scale, upright.height * scale, _lost(upright, lines, scale))


def broken_signs(text: str, span: Span) -> Iterator[Flag]:
    """Yield flags for numbers of recognised text whose sign may be another."""
    for found in _BROKEN.finditer(text, *span):
        sign = found["sign"]
        meant = _MEANT.get(sign)
        reason = f"识别结果为“{found[0]}”，单位可能是“{meant or '㎡'}”，请对照原件"
        suggestion = found[0].removesuffix(sign) + meant if meant else None
        yield Flag("ocr_low", reason, Span(*found.span()), suggestion, 0.9 if meant else 0.5)


_Found = tuple[str, Place, float]
"""Words, where they stand in dots, and how sure they are."""


def _opened(raw: bytes, uri: str) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(raw))
        if picture.width * picture.height > _DOTS:
            raise IngestError(
                uri, f"this picture has {picture.width} × {picture.height} dots", "scan the page with 300 dots an inch"
            )
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise IngestError(uri, "this picture is damaged", "scan or download it again") from error
    return picture


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})


def _read(picture: Image) -> list[_Found]:
    """Return what is recognised. Without the classifier of directions, which loses whole lines."""
    import numpy

    result = _engine()(numpy.asarray(picture), use_cls=False)
    if result.boxes is None:
        return []
    return [
        (words, Place(*(float(value) for value in (*box.min(0), *box.max(0)))), float(score))
        for box, words, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if words.strip()
    ]


def _without_red(picture: Image) -> Image:
    """Return a page without its red ink: in the red channel, a seal is as white as the paper."""
    import numpy
    from PIL import Image

    dots = numpy.asarray(picture).astype(numpy.int16)
    red = (dots[..., 0] > 120) & (dots[..., 0] - dots[..., 1] > 60) & (dots[..., 0] - dots[..., 2] > 60)
    if red.mean() < _RED_SHARE:
        return picture
    channel = dots[..., 0].astype(numpy.uint8)
    return Image.fromarray(channel).convert("RGB")


def _upright(picture: Image) -> tuple[list[_Found], Image]:
    """Return what is recognised on a page and its picture, turned so that most is."""
    found = _read(picture)
    ways = [(found, picture)]
    if _is_sideways(found):
        ways = [(_read(turned), turned) for turned in _turned(picture, (90, 270))]
    elif found and _worth(found) < _DOUBTED * sum(len(words) for words, _, _ in found):
        ways += [(_read(turned), turned) for turned in _turned(picture, (180,))]
    return max(ways, key=lambda way: _worth(way[0]))


def _is_sideways(lines: Sequence[_Found]) -> bool:
    """Tell whether most lines of several characters stand upright."""
    long = [place for words, place, _ in lines if len(words) > 2] or [place for _, place, _ in lines]
    return sum(place.height > 1.5 * (place.x1 - place.x0) for place in long) * 2 > len(long)


def _turned(picture: Image, degrees: Sequence[int]) -> Iterator[Image]:
    for angle in degrees:
        yield picture.rotate(angle, expand=True)


def _worth(lines: Sequence[_Found]) -> float:
    """Return how many characters were recognised, each counted as much as it is sure."""
    return sum(len(words) * score for words, _, score in lines)


def _in_order(lines: Sequence[_Found]) -> list[_Found]:
    """Return lines from above, those of one height from the left."""
    ordered: list[list[_Found]] = []
    for line in sorted(lines, key=lambda one: one[1].middle):
        if ordered and line[1].middle - ordered[-1][0][1].middle < 0.5 * min(line[1].height, ordered[-1][0][1].height):
            ordered[-1].append(line)
        else:
            ordered.append([line])
    return [line for row in ordered for line in sorted(row, key=lambda one: one[1].x0)]


def _printed(words: str, place: Place, score: float, scale: float) -> PrintedLine:
    scaled = Place(*(corner * scale for corner in place))
    return PrintedLine((Piece(words, scaled),), scaled, score=score)


def _lost(picture: Image, lines: Sequence[_Found], scale: float) -> tuple[float, ...]:
    """Return the heights, in points, of rows of ink in which nothing was recognised."""
    import numpy

    if not lines:
        return ()
    ink = numpy.asarray(picture.convert("L")) < 128
    usual = float(numpy.median([place.height for _, place, _ in lines]))
    margin = int(usual * 0.3)
    for _, place, _ in lines:
        above, before = max(0, int(place.y0) - margin), max(0, int(place.x0) - margin)
        ink[above : int(place.y1) + margin, before : int(place.x1) + margin] = False
    rows: numpy.ndarray[Any, Any] = ink.sum(axis=1) >= usual * 0.5
    lost, begins = [], None
    for height, has_ink in enumerate([*rows.tolist(), False]):
        if has_ink and begins is None:
            begins = height
        elif not has_ink and begins is not None:
            if 0.4 * usual <= height - begins <= 3 * usual:
                lost.append((begins + height) / 2 * scale)
            begins = None
    return tuple(lost)
