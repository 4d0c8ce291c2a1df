"""Rule tables: rules as tab-separated lines, each with an example that it must match and one that it must not.

A table is a `.tsv` file beside the module that reads it. Its first line names the columns; `example` and `counter`
are two of them, `why` is for people. A line that begins with `# ` is a comment. A pattern may name parts, `{ONES}`,
which its reader puts in with `fill`. One test runs every row of every table (tests/test_rule_tables.py), so a rule
cannot stand without showing what it is for and where it ends.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]
"""A line of a table by the names of its columns; an empty cell is an empty string."""

EXAMPLES = ("example", "counter")
"""The columns that every table has."""

_PART = re.compile(r"\{([A-Z][A-Z_]*)\}")


def read_table(
    path: Path,
    columns: Sequence[str],
    choices: Mapping[str, Collection[str]] | None = None,
    examples: Sequence[str] = EXAMPLES,
) -> tuple[Row, ...]:
    """Return the rows of a table in its order.

    Args:
        path: the file.
        columns: the columns that the reader of the table needs, besides `examples`.
        choices: of columns that hold one of a few words, which these are ("" where the cell may be empty).
        examples: the columns of examples; none for a table whose rows are run otherwise.

    Raises:
        ValueError: a column is missing, a row has more or fewer cells than the first line, or a cell holds none of its
            column's choices; the message names the file and the line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("# ")]
    head, *cells = csv.reader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [column for column in (*columns, *examples) if column not in head]
    if missing:
        raise ValueError(f"{path}: no column {', '.join(missing)}; the first line names the columns, a tab between two")
    rows = []
    for (number, _), row in zip(lines[1:], cells, strict=True):
        if len(row) != len(head):
            raise ValueError(
                f"{path}:{number}: {len(row)} cells where the first line has {len(head)}; set tabs between"
            )
        rows.append(dict(zip(head, row, strict=True)))
        for wrong in _beside(rows[-1], choices or {}):
            raise ValueError(f"{path}:{number}: {wrong}")
    return tuple(rows)


def _beside(row: Row, choices: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield what is wrong with the cells that hold none of their column's choices."""
    for column, allowed in choices.items():
        if row[column] not in allowed:
            yield f"{column} is {row[column] or 'empty'}; it may be {', '.join(word or 'empty' for word in allowed)}"


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a pattern with the part that each `{NAME}` in it names; names are capitals, so `{1,3}` stays a count.

    Raises:
        ValueError: no part has that name; the message says which have one.
    """

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise ValueError(f"no part {match[1]} for the pattern {pattern}; there are {', '.join(parts)}")
        return parts[match[1]]

    return _PART.sub(part, pattern)
