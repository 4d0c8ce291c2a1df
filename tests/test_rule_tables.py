"""Every row of every rule table: its example matches, its counter-example does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fatiao.extract.model import Mention
from fatiao.extract.quantity.bounds import behind, near
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.extract.quantity.scan import scan
from fatiao.extract.quantity.steps import Found
from fatiao.extract.tables.columns import read_column
from fatiao.extract.tables.words import named
from fatiao.extract.words.bounds import PIECES, only
from fatiao.extract.words.exclusions import SKIP, goes_on, pattern
from fatiao.parse.metadata.header_labels import is_labelled_by
from fatiao.parse.metadata.issuers import is_written_by
from fatiao.parse.pages.titles import names_kind
from fatiao.text.fold import fold
from fatiao.text.furniture import is_furniture_by
from fatiao.text.marks import STYLES
from fatiao.text.rule_tables import Row, fill, read_table
from fatiao.text.source import Span
from fatiao.text.units.kinds import Quantity

ROOT = Path(__file__).parent.parent
WITHOUT_EXAMPLES = {"store/data/attributes.tsv", "text/traditional.tsv"}
"""Tables whose cases stand in a test of their own."""


def read(text: str) -> list[Mention]:
    return find_mentions(fold(text), Span(0, len(text)))


def reads_unit(row: Row, text: str) -> bool:
    return any(
        mention.quantity == row["kind"] and f"{mention.unit}/".startswith(f"{row['code']}/") for mention in read(text)
    )


def divides(code: str, text: str) -> bool:
    return any(code in (mention.unit or "").split("/")[1:] for mention in read(text))


def reads_period(row: Row, text: str) -> bool:
    """Tell whether the text recurs in this period, or has a unit that is divided by it."""
    length, _, code = row["every"].partition(" ")
    recurs = [mention for mention in read(text) if mention.quantity is Quantity.FREQUENCY]
    return any((mention.low, mention.unit) == (float(length or 0), code) for mention in recurs) or (
        bool(row["per"]) and divides(row["per"], text)
    )


def reads_sign(row: Row, text: str) -> bool:
    signs = tuple(row["words"].split())
    return any(
        mention.quantity is Quantity.MONEY
        and fold(text)[mention.span.start :].startswith(signs)
        and mention.unit == (row["code"] or mention.unit)
        for mention in read(text)
    )


def names_unit(row: Row, header: str) -> bool:
    return read_column([named(header)], None).unit == row["unit"]


def bounds(row: Row, text: str) -> bool:
    """A part is all of the text; a word before or behind bounds the number of the sentence, and gives it its comparator."""
    if row["stands"] == "part":
        return only(PIECES[row["name"]]).match(text) is not None
    folded = fold(text)
    found = find_mentions(folded, Span(0, len(folded)))
    if not found:
        return False
    span = found[0].span
    word = near(folded[: span.start]) if row["stands"] == "before" else behind(folded, span.end)
    told = found[0].comparator is not None and row["comparator"] in ("", found[0].comparator.value)
    return word is not None and word.name == row["name"] and told


def exclusions(row: Row, text: str) -> bool:
    """A stretch is skipped by this row, or no number is read in the sentence, and this row's words stand beside one."""
    folded = fold(text)
    if find_mentions(folded, Span(0, len(folded))):
        return False
    if row["kind"] == "skip":
        own = re.compile(pattern(row), re.MULTILINE)
        return any(own.match(folded, match.start()) for match in re.finditer(SKIP, folded, re.MULTILINE))
    return any(beside(row, folded, found) for found in scan(folded, 0, len(folded)))


def beside(row: Row, folded: str, found: Found) -> bool:
    own = re.compile(pattern(row))
    if row["unit"] and found.word not in row["unit"].split():
        return False
    if row["kind"].endswith("behind"):
        return own.match(folded[found.right :]) is not None
    return own.search(folded[: found.left]) is not None


def continuations(row: Row, text: str) -> bool:
    """The unit word goes on as another word, and no number is read."""
    at = text.index(row["unit"]) + len(row["unit"])
    return goes_on(row["unit"], text[at:]) and not find_mentions(text, Span(0, len(text)))


TABLES: dict[str, Callable[[Row, str], bool]] = {
    "extract/words/bounds.tsv": bounds,
    "extract/words/continuations.tsv": continuations,
    "extract/words/exclusions.tsv": exclusions,
    "extract/tables/header_units.tsv": names_unit,
    "parse/metadata/header_labels.tsv": lambda row, text: is_labelled_by(row, fold(text)),
    "parse/metadata/issuers.tsv": lambda row, text: is_written_by(row, fold(text)),
    "parse/pages/kinds.tsv": lambda row, text: names_kind(row, fold(text)),
    "review/characters/patterns.tsv": lambda row, text: (
        re.search(row["pattern"], text.replace("\\n", "\n")) is not None
    ),
    "text/furniture.tsv": lambda row, text: is_furniture_by(row, fold(text)),
    "text/marks.tsv": lambda row, text: re.match(STYLES[row["name"]].pattern, fold(text)) is not None,
    "text/units/averages.tsv": lambda row, text: divides(row["code"], text),
    "text/units/periods.tsv": reads_period,
    "text/units/signs.tsv": reads_sign,
    "text/units/units.tsv": reads_unit,
}
"""Each table with how to tell whether a row matches a text."""


def rows() -> list[tuple[str, Row]]:
    return [(name, row) for name in TABLES for row in read_table(ROOT / name, ())]


def test_every_table_is_run() -> None:
    found = {
        path.relative_to(ROOT).as_posix() for room in ROOT.glob("*/__init__.py") for path in room.parent.rglob("*.tsv")
    }
    assert found == {*TABLES, *WITHOUT_EXAMPLES}


@pytest.mark.parametrize(("name", "row"), rows(), ids=lambda value: value if isinstance(value, str) else None)
def test_a_row_matches_its_example_and_not_its_counter_example(name: str, row: Row) -> None:
    matches = TABLES[name]
    assert row["example"] and matches(row, row["example"]), f"{name}: the example is not matched by its row: {row}"
    assert row["counter"] and not matches(row, row["counter"]), f"{name}: the counter-example is matched: {row}"


def test_a_broken_table_names_its_line(tmp_path: Path) -> None:
    table = tmp_path / "broken.tsv"
    table.write_text("pattern\texample\tcounter\na\ta\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.tsv:2: 2 cells where the first line has 3"):
        read_table(table, ("pattern",))
    with pytest.raises(ValueError, match=r"broken\.tsv: no column unit"):
        read_table(table, ("unit",))
    table.write_text("# a comment\n\nstands\texample\tcounter\nabove\ta\tb\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.tsv:4: stands is above; it may be before, behind, empty"):
        read_table(table, ("stands",), {"stands": ("before", "behind", "")})


def test_a_kind_of_document_is_of_classes_that_are_known() -> None:
    told = {word for row in read_table(ROOT / "parse/pages/kinds.tsv", ("classes",)) for word in row["classes"].split()}
    assert told == {"rule", "statute", "treaty", "notice", "order", "issues"}


def test_a_pattern_takes_its_parts_and_keeps_its_counts() -> None:
    assert fill("{ONES}{1,3}", {"ONES": "[一二]"}) == "[一二]{1,3}"
    with pytest.raises(ValueError, match=r"no part TENS for the pattern \{TENS\}; there are ONES"):
        fill("{TENS}", {"ONES": "[一二]"})
