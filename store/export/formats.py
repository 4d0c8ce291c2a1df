"""Tables as files that programs read: CSV, JSON Lines and Parquet, each written row by row or some rows at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import IO

from ..errors import StoreError
from .tables import Row

ROWS_AT_ONCE = 1000
"""Rows that are held in memory where a format takes them in groups; of texts of pages some 20 MB."""
INSTALL = "install what writes it: pip install 'fatiao[parquet]'"


def write_csv(file: IO[bytes], columns: Mapping[str, type], rows: Iterable[Row]) -> None:
    """Write rows as CSV: UTF-8, the names of the columns first, null and the empty text both as nothing."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    text.detach()


def write_jsonl(file: IO[bytes], columns: Mapping[str, type], rows: Iterable[Row]) -> None:
    """Write rows as JSON Lines: UTF-8, an object for each row with every column."""
    for row in rows:
        file.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False).encode() + b"\n")


def write_parquet(file: IO[bytes], columns: Mapping[str, type], rows: Iterable[Row]) -> None:
    """Write rows as Parquet, compressed with Zstandard; columns are text, integers, floating-point numbers or bytes.

    Raises:
        StoreError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise StoreError(f"Parquet: pyarrow is not installed; {INSTALL}") from error
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bytes: pyarrow.binary()}
    schema = pyarrow.schema([pyarrow.field(name, types[kind]) for name, kind in columns.items()])
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for some in _groups(rows):
            values = zip(*some, strict=True)
            arrays = [pyarrow.array(column, field.type) for column, field in zip(values, schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, ROWS_AT_ONCE)):
        yield some


Writer = Callable[[IO[bytes], Mapping[str, type], Iterable[Row]], None]

WRITERS: dict[str, Writer] = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}
"""Name of a format, which is the ending of its files, to what writes a table in it."""
