"""A file that holds many pages: how it is read, and its records one by one."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from ...text.file_names import as_text
from ...text.source import Source, source_id
from ..encoding import UndecodableError, decode
from ..errors import IngestError
from ..files import open_regular, too_large, why_unreadable
from .fields import FIELDS, Fields, has_text
from .places import Place, elements, lines, rows
from .source import of_json, of_row

SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")
"""A file that is named, and whose name ends in one of these, is a collection."""

_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 1 << 16
# Without a declaration a collection that is no UTF-8 is in the encoding that Excel saves Chinese in.
_OTHERWISE = "gb18030"


def is_collection(path: str | Path) -> bool:
    """Tell whether a file is a collection, by its name."""
    return str(path).lower().endswith(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Collection:
    """A file of records: its form (`lines`, `array`, `rows`), of rows the delimiter and the names of the columns."""

    path: Path
    fields: Fields
    form: str
    delimiter: str = ""
    columns: tuple[str, ...] = ()

    def cells(self, raw: bytes) -> tuple[list[str], str]:
        """Return the values of a row, and the name of the encoding."""
        text, encoding = self.decoded(raw)
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))
        return next(csv.reader(StringIO(text, newline=""), delimiter=self.delimiter), []), encoding

    def decoded(self, raw: bytes) -> tuple[str, str]:
        """Return bytes of the file as text, and the name of the encoding."""
        found = decode(raw, self.fields.encoding or _OTHERWISE)
        return found.text, found.encoding


@dataclass(frozen=True, slots=True)
class Record:
    """A page in a collection, where it stands."""

    collection: Collection
    place: Place

    def __str__(self) -> str:
        return f"{self.collection.path}, line {self.place.line}"


def open_collection(path: Path, fields: Fields = FIELDS) -> Collection:
    """Return how a file is to be read; raises `IngestError` if it cannot be."""
    suffix = path.suffix.lower()
    with _opened(path) as file:
        if suffix in (".csv", ".tsv"):
            return _table(path, file, fields)
        if suffix in (".jsonl", ".ndjson"):
            return Collection(path, fields, "lines")
        first, _, rest = file.read(_HEAD).lstrip().partition(b"\n")
        # many call JSON Lines .json
        is_lines = first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")
        return Collection(path, fields, "lines" if is_lines else "array")


def _table(path: Path, file: BinaryIO, fields: Fields) -> Collection:
    start, line = file.tell(), file.readline(_HEAD)
    by_name = "\t" if path.suffix.lower() == ".tsv" else ","
    delimiter = fields.delimiter or max((by_name, ",", "\t", ";"), key=lambda mark: line.count(mark.encode()))
    if len(delimiter) != 1 or not delimiter.isascii():
        raise IngestError(str(path), f"{delimiter} is no delimiter", "name one character in ASCII, such as , or ;")
    file.seek(start)
    header = next(rows(file, delimiter.encode()), None)
    if header is None:
        raise IngestError(str(path), "the file is empty", "download or save it again")
    found = Collection(path, fields, "rows", delimiter)
    try:
        names, _ = found.cells(_bytes(file, header))
    except (UndecodableError, csv.Error) as error:
        raise IngestError(str(path), f"its header cannot be read: {error}", "save it as CSV in UTF-8") from error
    if not has_text(fields, names):
        remedy = "say in a file for --fields which does"
        raise IngestError(str(path), f"none of its columns ({', '.join(names)}) is known to hold the text", remedy)
    return replace(found, columns=tuple(names))


def records(collection: Collection) -> Iterator[Record]:
    """Yield the records of a collection; raises `IngestError` where the file can no longer be read."""
    with _opened(collection.path) as file:
        if collection.form == "rows":
            found = rows(file, collection.delimiter.encode())
            next(found, None)  # the header
        else:
            found = lines(file) if collection.form == "lines" else elements(file)
        for place in found:
            yield Record(collection, place)


def read_record(record: Record, max_bytes: int = 0) -> Source:
    """Return a record as a source; raises `IngestError`, with file and line, if it is none."""
    collection, place = record.collection, record.place
    uri = f"{as_text(collection.path)}#{place.number}"
    try:
        if place.problem:
            raise IngestError(uri, place.problem, "mend the file, or save it again")
        if max_bytes and place.end - place.start > max_bytes:
            raise IngestError(uri, *too_large(max_bytes))
        with _opened(collection.path) as file:
            raw = _bytes(file, place)
        if source_id(raw) != place.id:
            raise IngestError(uri, "the file has changed since the build began", "build again")
        if collection.form == "rows":
            return of_row(uri, raw, *collection.cells(raw), collection.columns, collection.fields)
        return of_json(uri, raw, *collection.decoded(raw), collection.fields)
    except (UndecodableError, csv.Error) as error:
        raise IngestError(str(record), str(error), "mend the record, or save the file as UTF-8") from error
    except IngestError as error:
        raise IngestError(str(record), error.problem, error.remedy) from error


def _bytes(file: BinaryIO, place: Place) -> bytes:
    file.seek(place.start)
    return file.read(place.end - place.start)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file behind its byte order mark."""
    try:
        with open_regular(path) as file:
            head = file.read(4)
            if head.startswith(_WIDE):
                raise IngestError(str(path), "it is in UTF-16", "save it as UTF-8")
            file.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
            yield file
    except OSError as error:
        raise IngestError(str(path), *why_unreadable(error)) from error
