"""Documents that agree in title, 文号 and day: other texts and copies, in whatever order they are stored."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest
from fatiao.extract.page import process_source
from fatiao.store.editorial import editorial_path, moved_to, record_moved
from fatiao.store.errors import StoreError
from fatiao.store.naming import Member, name_family, stem_of
from fatiao.store.schema import TABLES
from fatiao.store.write import Store
from fatiao.text.source import Source

HEAD = "甲市样本办法\n2008年1月1日 甲市人民政府令第3号公布\n第一条 为了{}，根据《乙法》制定本办法。\n第二条 罚款不超过5元。"
ONE, TWO = HEAD.format("样本"), HEAD.format("别的")
IN_TRADITIONAL = ONE.translate(str.maketrans("样办号为样条罚过", "樣辦號為樣條罰過"))


def put(store: Store, uri: str, text: str) -> None:
    """Store a text under an address."""
    source = Source(hashlib.sha256(text.encode()).hexdigest(), uri, "text/plain", "utf-8", text)
    processed = process_source(source)
    store.replace(processed.page, processed.parameters)


def stored(path: Path, texts: Iterable[tuple[str, str]]) -> dict[tuple[str, int], tuple[str, str | None]]:
    """Store texts one after the other and return the names of all documents by address and place."""
    with Store(path) as store:
        for uri, text in texts:
            put(store, uri, text)
        store.link()
    return names(path)


def names(path: Path) -> dict[tuple[str, int], tuple[str, str | None]]:
    """Return the names of all documents by address and place on the page."""
    sql = "select uri, ordinal, d.id, copy_of from documents d join sources s on s.id = source_id"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        return {(uri, ordinal): (key, copy_of) for uri, ordinal, key, copy_of in connection.execute(sql)}


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but for times, in an order of its own."""
    with closing(sqlite3.connect(path)) as connection:
        out = {}
        for name, table in TABLES.items():
            columns = ", ".join(f'"{column}"' for column in table.columns if not column.endswith("_at"))
            out[name] = sorted(connection.execute(f'select {columns} from "{name}"').fetchall(), key=str)
        return out


FAMILIES = {
    "different texts": [("a.txt", ONE), ("b.txt", TWO)],
    "one text from three places": [("a.txt", ONE), ("b.txt", ONE + "\n"), ("c.txt", "首页\n" + ONE)],
    "copies of different texts": [("a.txt", ONE), ("b.txt", TWO), ("c.txt", ONE + "\n"), ("d.txt", TWO + "\n")],
    "one text in both kinds of characters": [("a.txt", IN_TRADITIONAL), ("b.txt", ONE), ("c.txt", ONE + "\n")],
    "one page that has it twice": [("a.txt", ONE + "\n\n" + ONE + "\n"), ("b.txt", ONE)],
    "a page with both texts": [("a.txt", ONE + "\n\n" + TWO), ("b.txt", TWO)],
}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_the_order_of_building_does_not_matter(tmp_path: Path, family: list[tuple[str, str]]) -> None:
    expected: dict[str, list[tuple[object, ...]]] | None = None
    for number, order in enumerate(permutations(family)):
        stored(tmp_path / f"{number}.db", order)
        rows = everything(tmp_path / f"{number}.db")
        expected = expected or rows
        assert rows == expected, [uri for uri, _ in order]


def test_a_single_document_has_the_short_identifier(tmp_path: Path) -> None:
    (key, copy_of), *others = stored(tmp_path / "x.db", [("a.txt", ONE)]).values()
    assert (stem_of(key), copy_of, others) == (key, None, [])


def test_different_texts_of_one_title_and_day_both_take_digits_of_their_text(tmp_path: Path) -> None:
    found = stored(tmp_path / "x.db", [("a.txt", ONE), ("b.txt", TWO)])
    keys = [key for key, _ in found.values()]
    assert [copy_of for _, copy_of in found.values()] == [None, None]
    assert len({*keys}) == 2 and len({stem_of(key) for key in keys}) == 1
    assert {len(key) - len(stem_of(key)) for key in keys} == {4}
    assert stored(tmp_path / "y.db", [("other.txt", "某站\n" + ONE), ("b.txt", TWO)])[("other.txt", 0)][0] == keys[0]


def test_the_same_text_from_another_source_is_a_copy(tmp_path: Path) -> None:
    spaced = ONE.replace("，", "， ").replace("（", "(")
    found = stored(tmp_path / "x.db", [("b.txt", ONE), ("a.txt", spaced)])
    canonical = found[("a.txt", 0)]
    assert canonical == (stem_of(canonical[0]), None)
    assert found[("b.txt", 0)][1] == canonical[0]
    assert found[("b.txt", 0)][0].startswith(canonical[0] + "-")


def test_a_copy_in_traditional_characters_gives_way_to_a_simplified_one(tmp_path: Path) -> None:
    found = stored(tmp_path / "x.db", [("a.txt", IN_TRADITIONAL), ("b.txt", ONE)])
    assert found[("b.txt", 0)][1] is None
    assert found[("a.txt", 0)][1] == found[("b.txt", 0)][0]


def test_a_page_that_stands_twice_in_one_file(tmp_path: Path) -> None:
    found = stored(tmp_path / "x.db", [("a.txt", ONE + "\n\n" + ONE + "\n\n" + ONE)])
    assert [copy_of is None for _, copy_of in found.values()] == [True, False, False]
    assert len({key for key, _ in found.values()}) == 3
    # what stands around it does not matter
    again = stored(tmp_path / "y.db", [("a.txt", "首页\n\n" + ONE + "\n\n" + ONE + "\n\n" + ONE)])
    assert again == found


def test_what_is_alone_again_has_the_short_identifier_again(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    alone = stored(path, [("b.txt", TWO)])
    both = stored(path, [("a.txt", ONE)])
    assert both[("b.txt", 0)] != alone[("b.txt", 0)]
    assert moved_to(path, alone[("b.txt", 0)][0]) == both[("b.txt", 0)][0]
    with Store(path) as store:
        assert store.forget("a.txt")
    assert names(path) == alone
    assert moved_to(path, both[("b.txt", 0)][0]) == alone[("b.txt", 0)][0]


def test_a_copy_takes_the_place_of_a_document_that_goes(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    before = stored(path, [("a.txt", ONE), ("b.txt", ONE + "\n")])
    with Store(path) as store:
        store.forget("a.txt")
    assert names(path) == {("b.txt", 0): before[("a.txt", 0)]}


def test_citations_mean_the_document_and_not_its_copy(tmp_path: Path) -> None:
    law = "乙法\n2000年1月1日公布\n第一条 甲。\n第二条 乙。"
    path = tmp_path / "x.db"
    found = stored(path, [("a.txt", ONE), ("law.txt", law), ("law2.txt", law + "\n")])
    with closing(sqlite3.connect(path)) as connection:
        targets = connection.execute(
            "select target_document_id from citations where cited_title is not null"
        ).fetchall()
    assert targets == [(found[("law.txt", 0)][0],)]
    assert found[("law2.txt", 0)][1] == found[("law.txt", 0)][0]


def test_digits_grow_until_they_tell_all_apart() -> None:
    members = [Member("a", 0, "abcd1111"), Member("b", 0, "abcd2222"), Member("c", 0, "ffff3333")]
    assert [name.id for name in name_family("x-00000000", members).values()] == [
        *("x-00000000abcd1111", "x-00000000abcd2222", "x-00000000ffff3333"),
    ]


CHANGES: list[tuple[str, Callable[[str], str], bool]] = [
    ("day", lambda text: text.replace("1月1日", "1月2日"), True),
    ("number", lambda text: text.replace("第3号", "第4号"), True),
    ("title of the same number", lambda text: text.replace("甲市样本办法", "甲市样品办法"), True),
    ("another regulation", lambda text: text.replace("甲市样本办法", "乙市水费办法").replace("第3号", "第8号"), False),
]


@pytest.mark.parametrize(("change", "is_moved"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_an_identifier_that_changes_with_the_page_is_recorded(
    tmp_path: Path, change: Callable[[str], str], is_moved: bool
) -> None:
    path = tmp_path / "x.db"
    old = stored(path, [("a.txt", ONE)])[("a.txt", 0)][0]
    assert not editorial_path(path).exists()
    new = stored(path, [("a.txt", change(ONE))])[("a.txt", 0)][0]
    assert new != old
    assert moved_to(path, old) == (new if is_moved else None)


def test_an_editorial_file_that_cannot_be_written_is_named_and_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    before = stored(path, [("a.txt", ONE)])
    editorial_path(path).write_text("no database " * 100, encoding="utf-8")
    with Store(path) as store, pytest.raises(StoreError, match=r"x\.editorial\.db"):
        put(store, "a.txt", ONE.replace("第3号", "第4号").replace("1月1日", "1月3日"))
    assert names(path) == before


def test_an_identifier_that_a_build_gives_only_for_a_while_is_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    before = stored(path, [("b.txt", TWO)])[("b.txt", 0)][0]
    path.unlink()
    stored(path, [("b.txt", TWO), ("a.txt", ONE)])
    after = stored(path, [])
    assert not editorial_path(path).exists()
    # recorded by an earlier build, it is not overwritten by one that begins with the other document
    record_moved(path, {before: after[("b.txt", 0)][0]})
    path.unlink()
    assert stored(path, [("a.txt", ONE), ("b.txt", TWO)]) == after
    assert moved_to(path, before) == after[("b.txt", 0)][0]
