"""Pictures of pages to sources: what is recognised on them, by what the extra `ocr` installs."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ...text.source import Flag, Source, Span, source_id
from ..errors import IngestError
from ..layout.text import lay_out

if TYPE_CHECKING:
    from PIL.Image import Image

READER = "rapidocr 3"
INSTALL = "install what recognises text (pip install 'fatiao[ocr]') and build again"
"""What to do where the extra is not installed."""
DOTS = 40_000_000
"""Dots of a picture beyond which it is no page."""
_BROKEN = re.compile(r"\d+(?:\.\d+)?\s?(?P<sign>%[0oO]|％[0oO]|m(?=[，,。；;、）)\s]|\Z)|m2|m3)")
"""Numbers with signs that recognition breaks: ‰ becomes %0, ㎡ becomes m."""
_SCAN_AGAIN = "scan the page with 300 dots an inch"
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
    from .recognition import recognise

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


def broken_signs(text: str, span: Span) -> Iterator[Flag]:
    """Yield flags for numbers of recognised text whose sign may be another."""
    for found in _BROKEN.finditer(text, *span):
        sign = found["sign"]
        meant = _MEANT.get(sign)
        reason = f"识别结果为“{found[0]}”，单位可能是“{meant or '㎡'}”，请对照原件"
        suggestion = found[0].removesuffix(sign) + meant if meant else None
        yield Flag("ocr_low", reason, Span(*found.span()), suggestion, 0.9 if meant else 0.5)


def _opened(raw: bytes, uri: str) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            picture = Image.open(io.BytesIO(raw))
        if picture.width * picture.height > DOTS:
            raise Image.DecompressionBombError
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        problem = f"this picture has more than {DOTS // 1_000_000} million dots, as no page has"
        raise IngestError(uri, problem, _SCAN_AGAIN) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise IngestError(uri, "this picture is damaged", "scan or download it again") from error
    return picture
