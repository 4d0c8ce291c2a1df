"""The picture of a page to printed lines, by RapidOCR: turned upright, without its seals, columns one behind the other.

What recognition loses is told: lines and numbers it is not sure of, rows of ink it found nothing in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ...text.numerals import CHINESE_DIGITS, MULTIPLES
from ..layout.model import Doubt, Piece, Place, PrintedLine, PrintedPage
from .columns import in_order
from .ink import Inks, lost_rows, parted
from .resolution import dots_an_inch

if TYPE_CHECKING:
    from PIL.Image import Image

_SURE = 0.9
"""Score from which a character is not flagged: 门 that is read as 内 has .6 to .9, punctuation often less."""
_BATCH = 2
"""Lines recognised at a time: of a page with long lines, six take 1.3 GB at their worst, two 1.0, in the same time."""
_TRIED = 5
"""Lines by which it is told which way up a page lies: the longest."""
_GLANCE = 1200
"""Dots of the longer side of the picture on which lines are found to tell that: a quarter of the cost of a page's."""
_IN_NUMBERS = frozenset(f"0123456789.,%‰℃㎡²³≤≥<>±+-~—～/十拾百佰千仟万萬亿億{CHINESE_DIGITS}{MULTIPLES}")
_DIGITS = frozenset(f"0123456789十百千{CHINESE_DIGITS}")


class Found(NamedTuple):
    """Words of a line, where they stand in dots, how sure they are, and of each character, white space apart."""

    words: str
    place: Place
    score: float
    scores: tuple[float, ...] = ()


def recognise(picture: Image, dpi: float | None = None) -> PrintedPage:
    """Return the lines of a page from its picture, turned upright; `dpi` is the picture's, if it says none."""
    resolution = dpi or dots_an_inch(picture)
    inks = parted(picture.convert("RGB"))
    turned = _turned(inks.plain)
    inks = inks.turned(turned)
    lines = _read_all(inks)
    scale = 72 / resolution
    ordered = in_order([line.place for line in lines])
    found = [_printed(lines[index], scale) for index in ordered]
    lost = lost_rows(inks, [line.place for line in lines])
    size = inks.plain.width * scale, inks.plain.height * scale
    return PrintedPage(tuple(found), *size, tuple(height * scale for height in lost), turned)


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Rec.rec_batch_num": _BATCH})


def _read_all(inks: Inks) -> list[Found]:
    """Return what is recognised in both inks: in red, what is sure and stands on no other line."""
    lines = _read(inks.plain)
    if inks.red:
        red = [line for line in _read(inks.red) if line.score >= _SURE and line.place.width > line.place.height]
        lines += [line for line in red if not any(_overlap(line.place, other.place) for other in lines)]
    return lines


def _overlap(one: Place, other: Place) -> bool:
    """Tell whether more than a third of the smaller of two places is of both."""
    width, height = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    smaller = min(one.width * one.height, other.width * other.height)
    return width > 0 and height > 0 and width * height * 3 > smaller


def _read(picture: Image) -> list[Found]:
    """Return what is recognised. Without the classifier of directions, which loses whole lines."""
    import numpy

    options = {"use_det": True, "use_rec": True, "return_word_box": True, "return_single_char_box": True}
    result = _engine()(numpy.asarray(picture), use_cls=False, **options)
    if getattr(result, "txts", None) is None or result.boxes is None:
        return []
    told = result.word_results if len(result.word_results) == len(result.txts) else [()] * len(result.txts)
    return [
        Found(words, _around(box), float(score), _scores(words, characters))
        for box, words, score, characters in zip(result.boxes, result.txts, result.scores, told, strict=True)
        if words.strip()
    ]


def _around(box: Any) -> Place:
    return Place(*(float(value) for value in (*box.min(0), *box.max(0))))


def _scores(words: str, characters: Sequence[Any]) -> tuple[float, ...]:
    """Return how sure each character of a line is; nothing where what is told is of other words."""
    if "".join(one[0] for one in characters) != "".join(words.split()):
        return ()
    return tuple(float(one[1]) for one in characters for _ in one[0])


def _turned(picture: Image) -> int:
    """Return by how many degrees, against the clock, to turn a picture so that lines are read best; a few tell it."""
    import numpy

    smaller = max(1.0, max(picture.size) / _GLANCE)
    glance = picture.resize((max(1, round(picture.width / smaller)), max(1, round(picture.height / smaller))))
    result = _engine()(numpy.asarray(glance), use_det=True, use_cls=False, use_rec=False)
    if getattr(result, "boxes", None) is None:
        return 0
    places = [Place(*(corner * smaller for corner in _around(box))) for box in result.boxes]
    places.sort(key=lambda place: -max(place.width, place.height))
    ways = (90, 270) if _is_sideways(places) else (0, 180)
    crops = [picture.crop((place.x0, place.y0, place.x1, place.y1)) for place in places[:_TRIED]]
    worth = {turned: sum(_worth(crop.rotate(turned, expand=True)) for crop in crops) for turned in ways}
    return max(ways, key=lambda turned: worth[turned])


def _worth(line: Image) -> float:
    """Return how many characters are recognised in the picture of a line, each counted as much as it is sure."""
    import numpy

    options = {"use_det": False, "use_rec": True, "return_word_box": False}
    result = _engine()(numpy.asarray(line), use_cls=False, **options)
    return float(sum(len(words) * score for words, score in zip(result.txts or (), result.scores or (), strict=True)))


def _is_sideways(places: Sequence[Place]) -> bool:
    """Tell whether most long lines stand upright."""
    long = [place for place in places if max(place.width, place.height) > 2 * min(place.width, place.height)] or places
    return sum(place.height > 1.5 * place.width for place in long) * 2 > len(long)


def _printed(line: Found, scale: float) -> PrintedLine:
    place = Place(*(corner * scale for corner in line.place))
    return PrintedLine((Piece(line.words, place),), place, score=line.score, doubts=tuple(_doubts(line)))


def _doubts(line: Found) -> Iterator[Doubt]:
    """Yield the numbers of a line, with their signs, of which a character is not sure, and unlikely characters."""
    if not line.scores:
        return
    yield from _unlikely(line)
    at = [index for index, character in enumerate(line.words) if not character.isspace()]
    begins = None
    for number, index in enumerate([*at, len(line.words)]):
        inside = number < len(at) and line.words[index] in _IN_NUMBERS
        if inside and begins is None:
            begins = number
        elif not inside and begins is not None:
            least = min(line.scores[begins:number])
            if least < _SURE and not _DIGITS.isdisjoint(line.words[at[begins] : at[number - 1] + 1]):
                yield Doubt(at[begins], at[number - 1] + 1, least)
            begins = None


def _unlikely(line: Found) -> Iterator[Doubt]:
    at = (index for index, character in enumerate(line.words) if not character.isspace())
    for index, score in zip(at, line.scores, strict=True):
        if score < _SURE and "\u3400" <= line.words[index] <= "\u9fff" and line.words[index] not in _DIGITS:
            yield Doubt(index, index + 1, score)
