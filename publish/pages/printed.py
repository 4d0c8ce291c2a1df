"""The part of a printed page on which a range of a source stands: `/source/<id>/printed.png?from=…&to=…`."""

from __future__ import annotations

import asyncio
import hashlib
import io
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response

from ...ingest.readers.resolution import dots_an_inch
from ..database import ask, our_database
from ..links import decode
from ..queries.printed import Box, Printed, load_printed
from .respond import error_page
from .source import asked_range

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 1.6  # dots a point
_AROUND, _HIGHEST = 40, 480  # points shown above and below, and at most
_MARKED = (255, 214, 0, 80)
_DOTS = 40_000_000
_pdfium = Lock()  # which several threads may not use at once


class NotShownError(Exception):
    """The file is not there any more, has changed, or is one that cannot be drawn."""


async def printed(request: Any, datasette: Any) -> Response:
    """Answer with a picture; 404 where the range is printed nowhere, or its file is not there as it was read."""
    source_id, (start, end) = decode(request.url_vars["id"]), asked_range(request)
    database = our_database(datasette)
    found = await ask(datasette, database, lambda connection: load_printed(connection, source_id, start, end))
    if found is None:
        return await error_page(datasette, 404)
    try:
        raw = await asyncio.to_thread(draw, Path(str(database.path)).parent / found.uri, source_id, found)
    except NotShownError:
        return await error_page(datasette, 404)
    headers = {"cache-control": "private, max-age=86400", "x-content-type-options": "nosniff"}
    return Response(raw, content_type="image/png", headers=headers)


def draw(path: Path, source_id: str, found: Printed) -> bytes:
    """Return the part of a page around some boxes, which are marked, as PNG.

    Raises:
        NotShownError: the file is not there, is another than the one that was read, or cannot be drawn.
    """
    from PIL import Image, ImageDraw

    try:
        state = path.stat()
        if digest(path, state.st_size, state.st_mtime_ns) != source_id:
            raise NotShownError(path)
        page = _page(path, found.page)
    except (OSError, ValueError, RuntimeError, Image.DecompressionBombError) as error:
        raise NotShownError(path) from error
    marks = Image.new("RGBA", page.size)
    pen = ImageDraw.Draw(marks)
    for box in found.boxes:
        pen.rectangle([_SCALE * edge for edge in box], fill=_MARKED)
    shown = Image.alpha_composite(page.convert("RGBA"), marks).convert("RGB")
    out = io.BytesIO()
    shown.crop(_around(found.boxes, page)).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=256)
def digest(path: Path, size: int, mtime_ns: int) -> str:
    """Return the SHA-256 of a file, which is the identifier of a source; size and time tell whether it is the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _around(boxes: tuple[Box, ...], page: Image) -> tuple[int, int, int, int]:
    """Return what is shown, in dots: the page's whole width, and some lines above and below."""
    top = max(0.0, min(box.y0 for box in boxes) - _AROUND)
    bottom = min(max(box.y1 for box in boxes) + _AROUND, top + _HIGHEST)
    return 0, int(_SCALE * top), page.width, max(int(_SCALE * top) + 1, min(page.height, int(_SCALE * bottom)))


def _page(path: Path, number: int) -> Image:
    """Return a page of a PDF, or a picture, with `_SCALE` dots a point."""
    from PIL import Image

    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if is_pdf:
        return _pdf_page(path, number)
    with Image.open(path) as picture:
        if picture.width * picture.height > _DOTS:
            raise NotShownError(path)
        size = [max(1, round(side * 72 / dots_an_inch(picture) * _SCALE)) for side in picture.size]
        return picture.convert("RGB").resize((size[0], size[1]))


def _pdf_page(path: Path, number: int) -> Image:
    import pypdfium2

    with _pdfium, pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        width, height = page.get_size()
        if width * height * _SCALE**2 > _DOTS:
            raise NotShownError(path)
        drawn: Image = page.render(scale=_SCALE).to_pil()
        return drawn
