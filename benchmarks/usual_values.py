"""Write the table of usual values that outliers are told by: review/numbers/usual.txt.

usage: python benchmarks/usual_values.py DATABASE

DATABASE is built from many regulations. A line is an attribute with its quantity, unit and role, the median of the
values found of it, the range in which all but the outermost lie, as decimal logarithms, and their number.
Attributes with fewer than 8 values, or with values in fewer than 4 documents, are left out. The same database gives
the same bytes.
"""

from __future__ import annotations

import argparse
import math
import sqlite3
import statistics
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parent.parent / "review" / "numbers" / "usual.txt"
FEWEST_VALUES, FEWEST_DOCUMENTS = 8, 4
OUTERMOST, FEW_OUTSIDE = 100, 2
"""Of so many values one at either end is left out of the range, as it may be an error itself; never more than a few."""

_SQL = """
select p.attribute, p.quantity, p.unit, p.role, p.min_value, p.max_value, p.document_id
from parameters p join documents d on d.id = p.document_id
where p.attribute is not null and p.unit is not null and p.role is not null
  and p.quantity not in ('date', 'frequency') and d.copy_of is null
"""


def lines(database: Path) -> Iterator[str]:
    """Yield the lines of the table in order."""
    values: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    documents: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for *key, low, high, document in sqlite3.connect(f"file:{database}?mode=ro", uri=True).execute(_SQL):
        for value in {low, high} - {None}:
            if value > 0:
                values[tuple(key)].append(math.log10(value))
                documents[tuple(key)].add(document)
    for key, found in sorted(values.items()):
        if len(found) >= FEWEST_VALUES and len(documents[key]) >= FEWEST_DOCUMENTS:
            ordered = sorted(found)
            out = min(len(ordered) // OUTERMOST, FEW_OUTSIDE)
            numbers = (statistics.median(ordered), ordered[out], ordered[-1 - out])
            yield "\t".join((*key, *(f"{number:.3f}" for number in numbers), str(len(ordered))))


def main() -> None:
    """Write the table and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    text = "".join(f"{line}\n" for line in lines(parser.parse_args().database))
    TABLE.write_text(text, encoding="utf-8")
    print(f"{TABLE.name}: {text.count(chr(10))} attributes, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
