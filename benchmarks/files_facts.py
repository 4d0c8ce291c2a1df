"""Whether a fact that people noted stands where they say: in its article, in its cell, or on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fatiao.extract.page import Processed
from fatiao.parse.model import Regulation
from fatiao.text.fold import fold
from fatiao.text.levels import Level
from fatiao.text.numerals import NUMERAL_CHARACTERS, parse_integer
from fatiao.text.reading import Reading
from fatiao.text.source import Source, Span

_ARTICLE = re.compile(rf"第([{NUMERAL_CHARACTERS}]+)条")
_PARTS = re.compile(r"[\s,，/;；=…]+")
_CELL = re.compile(r"(?P<row>[^/]+)/(?P<column>[^=]+) = (?P<value>.+)")
_WITHOUT = re.compile(r"(\S+) dropped")
_TOLD = re.compile(r"\s(?:kept|dropped)|^条标")
_SPACE = re.compile(r"\s+")


def squeezed(words: str) -> str:
    """Return words folded and without white space."""
    return _SPACE.sub("", fold(words))


def reading_of(source: Source) -> Reading:
    """Return the reading of a source without its furniture."""
    return Reading(source.text, cuts=source.furniture)


def articles_of(regulation: Regulation) -> Iterator[str | None]:
    """Yield the numbers of a regulation's articles, those of its annexes apart."""
    for node, above in regulation.root.walk():
        if node.level == Level.ARTICLE and not any(one.level == Level.ANNEX for one in above):
            yield node.number


def is_held(clause: str, text: str, processed: Processed) -> bool:
    """Tell whether a fact stands in its clause: an article, a cell (一类/夜间 = 2), a row of a table, or anywhere."""
    source = processed.page.source
    reading = reading_of(source)
    if article := _ARTICLE.search(clause):
        if _TOLD.match(text):
            return _stand_in(_PARTS.split(_TOLD.sub("", text)), squeezed(reading.of(Span(0, len(source.text)))))
        return any(_stand_in([text], words) for words in _articles(str(parse_integer(article[1])), processed))
    if cell := _CELL.match(text):
        return _has_cell(cell["row"], cell["column"], cell["value"], processed)
    whole = reading.of(Span(0, len(source.text)))
    if clause.startswith("表"):
        return _has_row(clause, text, whole)
    if clause.startswith("第"):  # in the note-taker's words: those of the text, with some left out
        return any(map(_leaving_out(text).search, map(squeezed, whole.split("\n"))))
    if clause == "文本框" and squeezed(whole).count(squeezed(text)) != 1:
        return False
    if any(_stand_in([gone], squeezed(whole)) for gone in _WITHOUT.findall(text)):
        return False
    return _stand_in(_PARTS.split(_TOLD.sub("", _WITHOUT.sub("", text))), squeezed(whole))


def _articles(number: str, processed: Processed) -> Iterator[str]:
    reading = reading_of(processed.page.source)
    for regulation in processed.page.regulations:
        for node in regulation.root.all():
            if node.level == Level.ARTICLE and node.number == number:
                yield squeezed(reading.of(node.span))


def _stand_in(parts: list[str], words: str) -> bool:
    return all(squeezed(part) in words for part in parts)


def _leaving_out(words: str) -> re.Pattern[str]:
    """Return what matches words in order, others between them; a number stands as it is."""
    return re.compile(".*?".join(map(re.escape, re.findall(r"\d+(?:\.\d+)?|\S", fold(words)))))


def _has_cell(row: str, column: str, value: str, processed: Processed) -> bool:
    return any(
        cell.text.strip() == value and cell.header and row in cell.header and column in cell.header
        for regulation in processed.page.regulations
        for table in regulation.tables
        for cell in table.cells
    )


def _has_row(clause: str, text: str, whole: str) -> bool:
    """Tell whether a row of a table begins with a label and has all values, as cells, in order."""
    label = _leaving_out(re.sub(r"^表\d*\s*|[≤≥]\s*$", "", clause))
    values = re.findall(r"\d+(?:\.\d+)?", text)
    for line in whole.split("\n"):
        cells = [squeezed(cell) for cell in line.split("\t")]
        if len(cells) > 1 and label.search("".join(cells)):
            return [cell for cell in cells if cell in values] == values
    return False
