"""Tables as files that programs read: CSV, JSON Lines and Parquet, each written row by row or some rows at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING

from ..errors import StoreError
from ..schema import TABLES
from .tables import Row

if TYPE_CHECKING:
    import pyarrow

ROWS_AT_ONCE = 1000
"""Rows that are held in memory where a format takes them in groups; of texts of pages some 20 MB."""
INSTALL = "install what writes it: pip install 'fatiao[parquet]'"


def write_csv(file: IO[bytes], table: str, rows: Iterable[Row]) -> None:
    """Write rows as CSV: UTF-8, the names of the columns first, null and the empty text both as nothing."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TABLES[table].columns)
    writer.writerows(rows)
    text.detach()


def write_jsonl(file: IO[bytes], table: str, rows: Iterable[Row]) -> None:
    """Write rows as JSON Lines: UTF-8, an object for each row with every column."""
    columns = tuple(TABLES[table].columns)
    for row in rows:
        file.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False).encode() + b"\n")


def write_parquet(file: IO[bytes], table: str, rows: Iterable[Row]) -> None:
    """Write rows as Parquet, compressed with Zstandard; columns have the types of the database's.

    Raises:
        StoreError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise StoreError(f"Parquet: pyarrow is not installed; {INSTALL}") from error
    schema = parquet_schema(table)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for some in _groups(rows):
            columns = zip(*some, strict=True)
            arrays = [pyarrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def parquet_schema(table: str) -> pyarrow.Schema:
    """Return the columns of a table as Arrow has them."""
    import pyarrow

    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    spec = TABLES[table]
    return pyarrow.schema(
        [pyarrow.field(name, types[kind], name not in spec.not_null) for name, kind in spec.columns.items()]
    )


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, ROWS_AT_ONCE)):
        yield some


Writer = Callable[[IO[bytes], str, Iterable[Row]], None]

WRITERS: dict[str, Writer] = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}
"""Name of a format, which is the ending of its files, to what writes a table in it."""
