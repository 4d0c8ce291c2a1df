"""The lists: regulations with what they are today, sources and citations by names, chips without hashes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from asked import built, page, words
from datasette.app import Datasette
from fatiao.publish.links import identifier_name
from fatiao.publish.queries.regulations import Asked, Entry, all_regulations, listing
from fatiao.publish.serve import build
from fatiao.store.in_force import standings, status_on

PAGES = {
    "parking": """某市停车条例
（2001年3月1日某市第一届人民代表大会常务委员会第三次会议通过）
第一条 停车费每小时不得超过三元。
第二条 本条例自2001年5月1日起施行。
""",
    "parking, revised": """某市停车条例
（2001年3月1日某市第一届人民代表大会常务委员会第三次会议通过 2010年6月1日某市第三届人民代表大会常务委员会第九次会议修订）
第一条 停车费每小时不得超过五元。
第二条 停车场每年检修一次。
第三条 本条例自2010年8月1日起施行。《某市照明办法》同时废止。
""",
    "lights": """某市照明办法
（1998年3月1日某市人民政府令第3号公布）
第一条 损坏路灯的，处五百元罚款。
第二条 本办法自1998年5月1日起施行。
""",
    "noise": """乙县噪声办法（试行）
第一条 为了减少噪声，制定本办法。
第二条 本办法自2019年1月1日起施行，有效期二年。
""",
    "green": """乙县绿化办法
第一条 为了绿化，制定本办法。
第二条 乱砍树木的，处一千元罚款。
""",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with regulations of every standing."""
    return built(tmp_path_factory.mktemp("lists"), PAGES)


@pytest.fixture(scope="module")
def entries(database: Path) -> list[Entry]:
    """All of them, today."""
    with closing(sqlite3.connect(database)) as connection:
        return all_regulations(connection, date.today().isoformat())


@pytest.fixture(scope="module")
def datasette(database: Path) -> Datasette:
    """Datasette over it."""
    return build(database)


@pytest.mark.parametrize("day", ["1997-01-01", "1999-01-01", "2005-01-01", "2015-01-01", "2020-06-01", "2026-01-01"])
def test_all_standings_are_those_of_each(database: Path, day: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        found = standings(connection, day)
        assert len(found) == len(PAGES)
        assert found == {key: status_on(connection, key, day).standing for key in found}


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        (Asked("某市"), ["某市停车条例", "某市停车条例", "某市照明办法"]),
        (Asked("办法 乙县", sort="title"), ["乙县噪声办法(试行)", "乙县绿化办法"]),
        (Asked("第３号"), ["某市照明办法"]),
        (Asked(criteria={"standing": "已被修订"}), ["某市停车条例"]),
        (Asked(criteria={"standing": "已废止或失效"}, sort="old"), ["某市照明办法", "乙县噪声办法(试行)"]),
        (Asked(criteria={"standing": "不明"}), ["乙县绿化办法"]),
        (Asked(criteria={"year": "2010"}), ["某市停车条例"]),
        (Asked("停车", {"year": "2001", "kind": "条例"}), ["某市停车条例"]),
        (Asked("没有"), []),
        (Asked(page=9), []),
    ],
)
def test_regulations_are_found(entries: list[Entry], asked: Asked, titles: list[str]) -> None:
    found = [entry.row["title"].replace("（", "(").replace("）", ")") for entry in listing(entries, asked).entries]
    assert found == titles


def test_a_criterion_counts_under_the_others(entries: list[Entry]) -> None:
    found = listing(entries, Asked("某市", {"year": "2010"}))
    assert dict(found.counts["year"]) == {"2010": 1, "2001": 1, "1998": 1}
    assert found.counts["standing"] == [("未见废止或修订（本库）", 1)]


def test_the_list_leads_to_the_regulations_and_narrows(datasette: Datasette) -> None:
    found = page(datasette, "/regulations")
    assert len(found.xpath("//tbody/tr")) == len(PAGES)
    narrowed = found.xpath("//aside//a[contains(., '已被修订')]/@href")[0]
    (row,) = page(datasette, f"/regulations{narrowed}").xpath("//tbody/tr")
    assert "已被修订" in words(row) and "2001-03-01 通过" in words(row)
    assert page(datasette, row.xpath(".//th/a/@href")[0]).xpath("//h1")[0].text_content() == "某市停车条例"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"q": "没有的词"}, 200, "没有这样的规定"),
        ({"q": "<script>"}, 200, "0 部规定"),
        ({"sort": "x", "page": "x"}, 200, "5 部规定"),
        ({"page": "2"}, 404, "没有这一页"),
    ],
)
def test_odd_questions_are_answered(datasette: Datasette, query: dict[str, str], status: int, said: str) -> None:
    assert said in words(page(datasette, f"/regulations?{urlencode(query)}", status))


def test_sources_and_citations_are_told_by_names(datasette: Datasette) -> None:
    sources = [words(row) for row in page(datasette, "/fatiao/sources").xpath("//tbody/tr")]
    assert any(row.startswith("某市照明办法 lights.txt text/plain · utf-8") for row in sources)
    (citation,) = page(datasette, f"/fatiao/citations?relation={quote('废止')}").xpath("//tbody/tr")
    assert words(citation) == "某市停车条例 第三条 废止《某市照明办法》 某市照明办法"


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("某市停车条例-564ad4a8", "某市停车条例"),
        ("某市停车条例-564ad4a8-1f2e", "某市停车条例"),
        ("某市停车条例-564ad4a8#art_8__para_1", "某市停车条例#art_8__para_1"),
        ("2008", "2008"),
    ],
)
def test_an_identifier_is_said_without_its_hash(identifier: str, name: str) -> None:
    assert identifier_name(identifier) == name
