"""The table of units: it is sound, and whatever can be read from a text can be shown, and typed to find it again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from fatiao.extract.quantity.mentions import find_mentions
from fatiao.publish.queries.value_filter import value_filter
from fatiao.publish.words import wording
from fatiao.publish.words.typed_amounts import read_amount
from fatiao.text.fold import fold
from fatiao.text.rule_tables import read_table
from fatiao.text.source import Span
from fatiao.text.units import scales, table
from fatiao.text.units.kinds import KIND_NAMES, Quantity
from fatiao.text.units.names import is_money, unit_name
from fatiao.text.units.table import (
    AVERAGES,
    CURRENCY_SIGNS,
    ENTRIES,
    PER_THINGS,
    PER_TIMES,
    PERIODS,
    SPREAD,
    TIME_CODES,
    UNITS,
    divided,
    per_code,
    unit_of,
)

TABLES = Path(table.__file__).parent
CODES = {(entry.quantity, entry.code) for entry in ENTRIES}
PER_CODES = sorted({code for word in (*PER_TIMES, *PER_THINGS, "灌溉期") if (code := per_code(word))})


def test_a_word_means_one_thing() -> None:
    words = [word for entry in ENTRIES for word in entry.units]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    times = [word for row in read_table(TABLES / "periods.tsv", ()) for word in row["words"].split()]
    assert [word for word, count in Counter(times).items() if count > 1] == []
    signs = [word for row in read_table(TABLES / "signs.tsv", ()) for word in row["words"].split()]
    assert [word for word, count in Counter(signs).items() if count > 1] == []


def test_words_are_folded_and_begin_with_no_number() -> None:
    for word in (*UNITS, *PERIODS, *PER_TIMES, *CURRENCY_SIGNS, *AVERAGES):
        assert word == fold(word) and not word[0].isdigit(), word


def test_a_code_stands_in_one_line_of_its_kind() -> None:
    assert len(CODES) == len(ENTRIES)
    shared = Counter(entry.code for entry in ENTRIES)
    assert {code for code, count in shared.items() if count > 1} == {"a"}, "a year is a time and an age"


def test_names_are_those_of_one_code() -> None:
    names = Counter(unit_name(code, quantity) for quantity, code in CODES)
    assert [name for name, count in names.items() if count > 1] == []


def test_codes_have_the_form_of_their_kind() -> None:
    for quantity, code in CODES:
        form = {"money": r"[A-Z]{3}", "count": r"\{[^{}/]+\}"}.get(quantity, r"\S+")
        assert re.fullmatch(form, code), code


def test_factors_and_sizes_are_positive() -> None:
    assert all(unit.factor > 0 for unit in UNITS.values())
    assert all(entry.size > 0 for entry in ENTRIES)
    assert all(length > 0 for length, _ in PERIODS.values())


def test_a_dimension_has_one_kind_and_a_unit_of_size_one() -> None:
    measured = [entry for entry in ENTRIES if entry.dimension]
    for dimension in {entry.dimension for entry in measured}:
        alike = [entry for entry in measured if entry.dimension == dimension]
        assert len({entry.quantity for entry in alike}) == 1 and len(alike) > 1, dimension
        assert [entry.code for entry in alike if entry.size == 1] != [], dimension
    assert all(entry.size == 1 for entry in ENTRIES if not entry.dimension), "a size needs a dimension"


def test_what_tables_refer_to_is_there() -> None:
    codes = {code for _, code in CODES}
    assert {code for _, code in PERIODS.values()} <= codes
    assert set(AVERAGES.values()) <= SPREAD <= codes | TIME_CODES
    assert set(CURRENCY_SIGNS.values()) - {""} <= {code for quantity, code in CODES if quantity is Quantity.MONEY}
    assert all(set(entry.rank) <= entry.units.keys() for entry in ENTRIES)


RATIOS = [
    ("a", "mo", 12, "a year is twelve months, exactly"),
    ("mo", "a", Fraction(1, 12), "and the other way"),
    ("mo", "d", 30, "a month is thirty days"),
    ("a", "d", 365, "a year is 365"),
    ("wk", "h", 168, "weeks"),
    ("har", "{亩}", 15, "mu"),
    ("kW.h", "kJ", 3600, "energy"),
    ("m", "m2", None, "lengths are no areas"),
    ("d", "{workday}", None, "a working day is no day"),
    ("CNY", "USD", None, "exchange rates change"),
    ("CNY/t", "CNY/t", 1, "itself"),
    ("CNY/t", "CNY/kg", None, "what is divided stays as it is"),
]


@pytest.mark.parametrize(("code", "other", "many"), [row[:3] for row in RATIOS], ids=[row[3] for row in RATIOS])
def test_ratios_are_exact(code: str, other: str, many: Fraction | None) -> None:
    assert scales.ratio(code, other) == many


def test_comparable_units_stand_in_order_of_size() -> None:
    assert scales.comparable("kPa") == ("mPa", "Pa", "hPa", "mm[Hg]", "kPa", "atm", "MPa", "N/mm2", "GPa")
    assert scales.comparable("{workday}") == ("{workday}",)


RANGES = [
    ("15日至3个月", 15, 90, "d", "months in days"),
    ("30日至1年", 30, 365, "d", "a year in days"),
    ("6个月至2年", 6, 24, "mo", "a year in months"),
    ("30分钟至2小时", 30, 120, "min", "hours in minutes"),
    ("5亩至1公顷", 5, 15, "{亩}", "areas"),
    ("130帕到20千帕", 130, 20_000, "Pa", "pressures"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), [row[:4] for row in RANGES], ids=[row[4] for row in RANGES])
def test_a_range_is_in_the_smaller_of_its_units(text: str, low: float, high: float, unit: str) -> None:
    (found,) = find_mentions(text, Span(0, len(text)))
    assert (found.low, found.high, found.unit) == (low, high, unit)


def everything() -> Iterator[tuple[str, str]]:
    """Yield every kind with every code that extraction can give it: alone, by another unit, by another unit a time."""
    for quantity, code in sorted(CODES):
        yield quantity, code
        if quantity is Quantity.AGE or "/" in code:
            continue  # an age is not divided, and a concentration not once more
        for per in PER_CODES:
            if quantity == Quantity.MONEY and per == "deg":
                continue  # the 度 that has a price is a kilowatt hour
            yield quantity, divided(code, (per,))
    for quantity, code in sorted(CODES):
        if quantity in (Quantity.MONEY, Quantity.SCORE):
            yield quantity, f"{code}/m2/mo"
    for _, code in sorted(set(PERIODS.values())):
        yield Quantity.FREQUENCY.value, code


def shown(quantity: str, code: str, value: float) -> str:
    row = dict.fromkeys(("min_date", "max_date", "min_value", "min_inclusive", "max_inclusive"))
    mention = "%" if code == "1" else ""  # a ratio is shown as its text has it: 700%, 7倍, 7:1
    row |= {"quantity": quantity, "unit": code, "max_value": value, "comparator": "<=", "mention": mention}
    return wording.bound(row)


@pytest.mark.parametrize("value", [0.5, 1, 7, 20_000, 12_345.678])
def test_what_is_shown_can_be_typed_and_is_read_back(value: float) -> None:
    """A value as the site shows it, typed into its filter, is the same value of the same kind in the same unit."""
    wrong = []
    for quantity, code in everything():
        typed = shown(quantity, code, value)
        amount = read_amount(typed)
        if (amount.quantity, float(amount.in_units().get(code, -1))) != (quantity, pytest.approx(value)):
            wrong.append((code, typed, amount))
    assert wrong == []


def test_no_code_is_shown() -> None:
    """Readers see words: no braces, no brackets, and no code that the table gives a word for."""
    for quantity, code in everything():
        typed = shown(quantity, code, 7)
        assert not re.search(r"[{}\[\]]|[A-Za-z]", typed), (code, typed)


def test_every_unit_lets_its_rows_through_the_filter() -> None:
    for quantity, code in everything():
        found = value_filter(shown(quantity, code, 7), "", quantity)
        assert found is not None and code in found.parameters.values(), code


@pytest.mark.parametrize("word", sorted(word for word, unit in UNITS.items() if unit.quantity is Quantity.MONEY))
def test_every_word_of_money_is_money_to_the_filter(word: str) -> None:
    amount = read_amount(f"30万{word}")
    assert (amount.kind, is_money(amount.unit)) == (KIND_NAMES["money"], True)
    assert float(amount.value) == float(UNITS[word].factor) * 300_000


@pytest.mark.parametrize("word", sorted(UNITS))
def test_every_unit_word_can_be_typed(word: str) -> None:
    unit, amount = UNITS[word], read_amount(f"7{word}")
    assert amount.quantity == unit.quantity
    assert amount.in_units()[unit.code] == pytest.approx(7 * float(unit.factor))


def test_what_stands_below_a_stroke() -> None:
    assert unit_of("元/平方米·月") == unit_of("元/平方米/月")
    assert unit_name("CNY/m2/mo") == "元/平方米/月"
    assert unit_name("km/h") == "公里/小时"
    assert unit_name("1/d") == "/日"
