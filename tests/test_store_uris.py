"""Addresses: one for each file however it is spelled, and which of them a path, a folder or a pattern means."""

from __future__ import annotations

from pathlib import Path

import pytest
from fatiao.store.uris import Uris


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in: a database to be, a corpus, links to it, and a corpus elsewhere."""
    for folder in ("desk/corpus/旧", "desk/db", "other"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("desk/corpus/a.txt", "other/a.txt"):
        (tmp_path / file).write_text("法")
    (tmp_path / "desk" / "link").symlink_to("corpus")
    (tmp_path / "desk" / "corpus" / "b.txt").symlink_to("a.txt")
    (tmp_path / "desk" / "away").symlink_to(tmp_path / "other")
    (tmp_path / "desk" / "link.db").symlink_to("db/x.db")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path


SPELLINGS = [
    "corpus/a.txt",
    "./corpus/a.txt",
    "corpus/../corpus//a.txt",
    "corpus/旧/../a.txt",
    "../desk/corpus/a.txt",
    "link/a.txt",
    "corpus/b.txt",
    "{place}/desk/corpus/a.txt",
    "{place}/desk/link/./a.txt",
]


@pytest.mark.parametrize("database", ["x.db", "./x.db", "link/../x.db", "{place}/desk/x.db"])
@pytest.mark.parametrize("path", SPELLINGS)
def test_one_file_has_one_address_however_it_is_spelled(place: Path, path: str, database: str) -> None:
    assert Uris(Path(database.format(place=place))).of(path.format(place=place)) == "corpus/a.txt"


@pytest.mark.parametrize(
    ("database", "path", "address"),
    [
        ("corpus/x.db", "corpus/a.txt", "a.txt"),
        ("db/x.db", "corpus/a.txt", "{place}/desk/corpus/a.txt"),
        ("link.db", "db/a.txt", "a.txt"),
        ("x.db", "../other/a.txt", "{place}/other/a.txt"),
        ("x.db", "away/a.txt", "{place}/other/a.txt"),
        ("x.db", "corpus/gone/法.txt", "corpus/gone/法.txt"),
        ("{place}/x.db", "corpus/a.txt", "desk/corpus/a.txt"),
    ],
)
def test_the_address_runs_from_the_database_where_the_file_is_below_it(
    place: Path, database: str, path: str, address: str
) -> None:
    uris, expected = Uris(Path(database.format(place=place))), address.format(place=place)
    assert uris.of(path) == expected
    found = uris.path(expected)
    assert found and uris.of(found) == expected


def test_an_address_does_not_depend_on_the_current_folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place / "desk" / "corpus")
    assert Uris(Path("../x.db")).of("a.txt") == "corpus/a.txt"


def test_addresses_are_shown_as_they_can_be_named_from_here(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uris = Uris(place / "desk" / "x.db")
    assert uris.shown("corpus/a.txt") == "corpus/a.txt"
    assert uris.shown("https://example.org/a.txt") == "https://example.org/a.txt"
    monkeypatch.chdir(place / "desk" / "corpus")
    assert uris.shown("corpus/a.txt") == "a.txt"
    monkeypatch.chdir(place / "other")
    assert uris.shown("corpus/a.txt") == str(place / "desk" / "corpus" / "a.txt")


STORED = [
    *("corpus/a.txt", "corpus/旧/b.html", "corpus/旧/更旧/c.html", "corpus2/d.txt", "{place}/other/e.html"),
    *("https://example.org/f.html", "https://example.org/g"),
]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("corpus", [0, 1, 2]),
        ("./corpus/", [0, 1, 2]),
        ("link", [0, 1, 2]),
        ("corpus/a.txt", [0]),
        ("corpus/b.txt", [0]),
        ("corpus/旧/更旧", [2]),
        ("corpus/gone", []),
        (".", [0, 1, 2, 3]),
        ("..", [0, 1, 2, 3, 4]),
        ("{place}/other", [4]),
        ("away", [4]),
        ("corpus/*.txt", [0]),
        ("corpus/*", [0, 1, 2]),
        ("corpus/*.html", []),
        ("corpus/*/*.html", [1]),
        ("corpus/**/*.html", [1, 2]),
        ("**/*.html", [1, 2]),
        ("**", [0, 1, 2, 3]),
        ("corpus?/d.txt", [3]),
        ("corpus[13]/d.txt", []),
        ("{place}/*/e.html", [4]),
        ("https://example.org/f.html", [5]),
        ("https://example.org/", [5, 6]),
        ("https://example.org/f", []),
    ],
)
def test_what_a_path_means(place: Path, path: str, found: list[int]) -> None:
    is_within = Uris(Path("x.db")).within(path.format(place=place))
    assert [n for n, uri in enumerate(STORED) if is_within(uri.format(place=place))] == found


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(place: Path) -> None:
    Path("corpus", "[1].txt").touch()
    is_within = Uris(Path("x.db")).within("corpus/[1].txt")
    assert is_within("corpus/[1].txt") and not is_within("corpus/1.txt")
