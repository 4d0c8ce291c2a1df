"""Several databases as one site: it finds, counts and compares what one database with everything would."""

from __future__ import annotations

import asyncio
import io
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import openpyxl
import pytest
from asked import built
from dogs import FIRST, REVISED, SECOND
from fatiao.publish.front import Front
from fatiao.publish.guard.wrapper import room_of
from fatiao.publish.members import members_of
from fatiao.publish.queries.search import Ranking, hits_of
from fatiao.publish.serve import build, build_several
from fatiao.publish.served import Served, ServeError, read_served
from fatiao.publish.several import search
from fatiao.store.editors import add_editor
from lxml import html as parser
from reviewed import PASSWORD

THIRD = """丙市物业管理办法
（2019年3月1日丙市人民政府令第8号公布）
第一条 为了规范物业管理，制定本办法。
第二条 业主应当自通知之日起十五日内交纳物业费。
第三条 在小区饲养犬只未办理养犬登记的，处一百元以上三百元以下罚款。
第四条 本办法自2019年5月1日起施行。
"""
PARTS = {
    "old": {"first": FIRST},
    "new": {"revised": REVISED, "first": FIRST},
    "south": {"second": SECOND, "third": THIRD},
}
"""What is in each of three databases; 甲市's first version is in two of them."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three databases, and `all`: one with everything."""
    out = {}
    for name, texts in {**PARTS, "all": {"first": FIRST, "revised": REVISED, "second": SECOND, "third": THIRD}}.items():
        folder = tmp_path_factory.mktemp(name)
        out[name] = built(folder, texts).rename(folder / f"{name}.db")
    return out


def served(files: dict[str, Path]) -> list[Served]:
    return read_served([f"旧版={files['old']}", f"新版={files['new']}", f"南方={files['south']}"])


@pytest.fixture(scope="module")
def several(files: dict[str, Path]) -> Front:
    """The site of the three."""
    return build_several(served(files))


@pytest.fixture(scope="module")
def single(files: dict[str, Path]) -> Any:
    """The site of the one with everything."""
    return build(files["all"]).app()


def get(app: Any, path: str, **query: Any) -> httpx.Response:
    """Ask for a page."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
            return await client.get(path + (f"?{urlencode(query, doseq=True)}" if query else ""))

    return asyncio.run(ask())


def page(app: Any, path: str, status: int = 200, **query: Any) -> Any:
    """Ask for a page, and return what it is as an element."""
    response = get(app, path, **query)
    assert response.status_code == status, response.text
    return parser.fromstring(response.text)


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


SEARCHES: list[dict[str, Any]] = [
    {"q": "养犬"},
    {"q": "罚款"},
    {"q": "养犬 罚款"},
    {"q": "养犬", "sort": "new"},
    {"q": "养犬", "sort": "old"},
    {"q": "罚款", "issuer": ["甲市人民代表大会常务委员会"]},
    {"q": "罚款", "quantity": ["money"], "since": "2018"},
    {"q": "登记罚款犬只"},
    {"q": "养犬 物业"},
    {"q": "登记 物业管理"},
    {"q": "物业管理办法第二条"},
    {"q": "甲市养犬管理条例 第五条"},
    {"q": "无此词"},
    {"q": "养大"},
    {"q": "犬", "page": 2},
    {"q": ""},
]


@pytest.mark.parametrize("asked", SEARCHES, ids=lambda asked: urlencode(asked, doseq=True) or "nothing")
def test_a_search_finds_what_one_database_with_everything_would(
    several: Front, single: Any, asked: dict[str, Any]
) -> None:
    here, there = (get(app, "/search.json", **asked).json() for app in (several, single))
    for told in (here, there):
        for hit in told["hits"]:
            for key in ("url", "database", "also_in", "status"):
                hit.pop(key, None)
            for clause in hit["clauses"]:
                del clause["url"]
        (told["named"] or {}).pop("url", None)
    assert here["facets"].pop("db", []) is not None and here.pop("silent") == []
    assert here == there


def test_a_search_tells_and_narrows_by_the_database(several: Front) -> None:
    told = get(several, "/search.json", q="养犬").json()
    assert [(hit["database"], hit["also_in"]) for hit in told["hits"]] == [
        ("new", []),
        ("old", ["new"]),
        ("south", []),
        ("south", []),
    ]
    assert told["facets"]["db"] == [
        {"value": "old", "count": 5},
        {"value": "new", "count": 10},
        {"value": "south", "count": 3},
    ]
    only = get(several, "/search.json", q="养犬", db=["new"]).json()
    assert [hit["database"] for hit in only["hits"]] == ["new", "new"]
    assert only["facets"]["db"] == told["facets"]["db"]
    shown = page(several, "/search", q="养犬", db="south")
    assert [said(each) for each in shown.find_class("place")] == ["南方", "南方"]
    assert [said(each) for each in shown.xpath("//label[input/@name='db']")] == ["南方 3", "旧版 5", "新版 10"]
    assert said(shown.find_class("chip")[0]) == "南方 ✕"
    assert get(several, "/search.json", q="养犬", db="x").status_code == 400


def test_every_place_of_a_result_is_there(several: Front) -> None:
    for path in ("/search?q=养犬", "/regulations", "/compare?q=养犬&all=1", "/compare?q=养犬", "/"):
        links = page(several, path).xpath("//main//a/@href")
        for link in {link.partition("#")[0] for link in links if "/regulation/" in link}:
            assert get(several, link).status_code == 200, link


def test_a_comparison_is_that_of_one_database_with_everything(several: Front, single: Any) -> None:
    asked = {"q": "养犬", "all": "1", "single": "1"}
    here, there = (get(app, "/compare.json", **asked).json() for app in (several, single))
    assert {row["title"]: row.pop("database") for row in here["documents"]} == {
        "甲市养犬管理条例": "old",
        "乙市养犬管理办法": "south",
    }
    assert here.pop("silent") == []
    for told in (here, there):
        for row in told["documents"]:
            del row["url"]
        for matter in told["matters"]:
            for cell in (cell for cells in matter["cells"].values() for cell in cells):
                del cell["url"]
    assert here == there
    assert any(matter["changed"] for matter in here["matters"])  # versions of two databases
    heads = page(several, "/compare", **asked).xpath("//thead//th//span[@class='who']")
    assert [said(head).rpartition(" · ")[2].split()[0] for head in heads] == ["新版", "南方", "旧版"]


@pytest.mark.parametrize("asked", [{}, {"q": "养犬"}, {"a": "罚款"}, {"a": "罚款", "act": "登记"}])
def test_what_is_offered_to_compare_is_that_of_one_database(several: Front, single: Any, asked: dict[str, str]) -> None:
    def rows(app: Any) -> list[list[str]]:
        shown = page(app, "/compare", **asked)
        texts = shown.xpath("//ul[@class='choices']//a") + shown.xpath("//ul[@class='picks']//label")
        return [[said(each) for each in texts], [said(each) for each in shown.xpath("//tbody//tr/td")]]

    assert rows(several) == rows(single)


def test_the_list_of_regulations_has_every_one_once(several: Front, single: Any) -> None:
    def listed(app: Any, **asked: str) -> list[str]:
        return [said(row) for row in page(app, "/regulations", **asked).xpath("//tbody//th/a")]

    assert listed(several) == listed(single)
    assert listed(several, db="new") == ["甲市养犬管理条例", "甲市养犬管理条例"]
    assert len(listed(several, db="nothing")) == 4


@pytest.mark.parametrize(
    ("path", "asked", "rows"),
    [
        ("/search.xlsx", {"q": "罚款"}, 7),
        ("/regulations.xlsx", {}, 4),
        ("/regulations.xlsx", {"db": "south"}, 2),
        ("/search.xlsx", {"q": ""}, 0),
    ],
)
def test_lists_are_taken_away_with_the_database_of_each_row(
    several: Front, path: str, asked: dict[str, str], rows: int
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(get(several, path, **asked).content))
    head, *found = book.worksheets[0].iter_rows(values_only=True)
    assert head[0] == "库" and len(found) == rows
    assert {row[0] for row in found} <= {"旧版", "新版", "南方"}
    assert all(f"/{name}/regulation/" in str(row[-1]) for row in found for name in [NAMES[str(row[0])]])


NAMES = {"旧版": "old", "新版": "new", "南方": "south"}


def test_the_home_page_counts_all(several: Front) -> None:
    shown = page(several, "/")
    assert said(shown.find_class("totals")[0]).startswith("部规定5 ")  # a copy is in two databases
    assert shown.xpath("//section[@aria-labelledby='databases']//a/@href") == ["/old/", "/new/", "/south/"]
    first = shown.xpath("//section[@aria-labelledby='by-year']//a/@href")[0]
    assert len(page(several, first).xpath("//tbody/tr")) == 1


def test_an_address_of_one_database_leads_to_the_first_that_has_it(several: Front, files: dict[str, Path]) -> None:
    hits = get(several, "/search.json", q="养犬").json()["hits"]
    by_database = {hit["database"]: quote(hit["id"], safe="") for hit in hits}
    for name, key in by_database.items():
        for path in (f"/regulation/{key}", f"/regulation/{key}.json", f"/relations/{key}"):
            answer = get(several, path, on="2021-01-01")
            assert answer.status_code == 302 and answer.headers["location"] == f"/{name}{path}?on=2021-01-01"
            assert get(several, answer.headers["location"]).status_code == 200
    by_name = get(several, "/regulation/乙市养犬管理办法第二条").headers["location"]
    assert by_name == f"/south/regulation/{quote('乙市养犬管理办法第二条')}"
    assert get(several, get(several, by_name).headers["location"]).status_code == 200
    told = get(several, "/cite.json", id=hits[1]["id"]).json()
    assert told["url"].startswith("http://x/old/regulation/")
    assert get(several, "/cite.json", id="x").status_code == 404
    assert get(several, f"/versions?a={by_database['old']}").headers["location"].startswith("/old/versions?a=")
    with closing(sqlite3.connect(files["south"])) as connection:
        source = connection.execute("select id from sources").fetchone()[0]
    assert get(several, f"/source/{source}").headers["location"] == f"/south/source/{source}"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((path, 300) for path in ("/charts", "/review", "/review/progress", "/report", "/builds", "/api", "/fatiao")),
        *(
            (path, 300)
            for path in ("/fatiao/parameters", "/feed.atom", "/fatiao.db", "/openapi.json", "/about/attributes")
        ),
        ("/fatiao/parameters.json?_size=3", 300),
        *(
            (path, 404)
            for path in ("/nothing", "/regulation/nothing", "/source/nothing", "/versions", "/relations/x.json")
        ),
        ("/old", 302),
        ("/collection", 200),
        *(
            (f"/old{path}", 200)
            for path in ("/", "/charts", "/review", "/fatiao/parameters", "/fatiao.db", "/feed.atom")
        ),
        *((f"/old{path}", 200) for path in ("/openapi.json", "/search?q=犬", "/compare", "/fatiao/parameters.json")),
        ("/old/nothing", 404),
        ("/-/health", 200),
        ("/-/threads", 404),
    ],
)
def test_every_address_is_answered(several: Front, path: str, status: int) -> None:
    answer = get(several, path)
    assert answer.status_code == status, answer.text
    assert "content-security-policy" in answer.headers
    if status == 300:
        places = (
            [each["url"] for each in answer.json()["databases"]]
            if answer.headers["content-type"].startswith("application/json")
            else parser.fromstring(answer.text).xpath("//main//ul[@class='choices']//a/@href")
        )
        assert [place.removeprefix("http://x") for place in places] == [f"/{name}{path}" for name in NAMES.values()]


def test_all_take_no_more_together_than_one(several: Front) -> None:
    rooms = [room_of(each.datasette) for each in members_of(several.datasette)]
    assert all(room is room_of(several.datasette) for room in rooms) and rooms[0].sites == 4


def test_nothing_is_sent_to_a_page_of_all_databases(several: Front) -> None:
    async def post(path: str) -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(several), base_url="http://x") as client:
            return (await client.post(path, headers={"authorization": "Bearer x"})).status_code

    assert [asyncio.run(post(path)) for path in ("/review/x", "/report")] == [405, 405]


@contextmanager
def broken(files: dict[str, Path], folder: Path) -> Iterator[tuple[Front, Path]]:
    """Give a site of copies of the three that has answered, and the file of the first."""
    copied = {name: Path(shutil.copy(files[name], folder / f"{name}.db")) for name in PARTS}
    front = build_several(served(copied))
    assert get(front, "/search.json", q="养犬").json()["documents"] == 4
    yield front, copied["old"]


def remove(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    path.unlink()
    path.write_bytes("这不是数据库".encode() * 1000)


@pytest.mark.parametrize("harm", [remove, damage])
def test_the_others_answer_for_one_that_cannot(files: dict[str, Path], tmp_path: Path, harm: Any) -> None:
    with broken(files, tmp_path) as (front, path):
        kept = path.read_bytes()
        harm(path)
        told = get(front, "/search.json", q="养犬").json()
        assert (told["silent"], [hit["database"] for hit in told["hits"]]) == (
            ["旧版"],
            ["new", "new", "south", "south"],
        )
        for address in ("/search?q=养犬", "/regulations", "/compare?q=养犬&all=1", "/", "/search?q=犬&db=old"):
            assert "现在不能回答的库：旧版" in said(page(front, address)), address
        book = openpyxl.load_workbook(io.BytesIO(get(front, "/search.xlsx", q="犬").content))
        assert ["缺少", "没有旧版的：现在不能回答。"] in [list(row) for row in book.worksheets[1].values]
        key = quote(told["hits"][1]["id"], safe="")
        assert get(front, f"/regulation/{key}").headers["location"] == f"/new/regulation/{key}"  # which has it, too
        assert "旧版" in said(page(front, "/regulation/x", 503))
        assert get(front, "/old/search?q=犬").status_code in (500, 503)
        health = get(front, "/-/health")
        assert (health.status_code, health.json()["ok"], health.json()["databases"]["old"]) == (
            200,
            False,
            {"ok": False},
        )
        path.unlink(missing_ok=True)
        path.write_bytes(kept)
        told = get(front, "/search.json", q="养犬").json()
        assert (told["silent"], told["hits"][1]["database"]) == ([], "old")


def test_what_one_did_not_answer_in_time_is_told_and_not_kept(several: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(connection: sqlite3.Connection, ranking: Ranking, *shown: Any) -> Any:
        if any(document.title == "乙市养犬管理办法" for document in ranking.tally.clauses.documents):
            raise sqlite3.OperationalError("interrupted")
        return hits_of(connection, ranking, *shown)

    monkeypatch.setattr(search, "hits_of", late)
    assert get(several, "/search.json", q="办理养犬登记").json()["silent"] == ["南方"]
    monkeypatch.undo()
    assert get(several, "/search.json", q="办理养犬登记").json()["silent"] == []


def test_where_none_can_answer_it_is_said_so(files: dict[str, Path], tmp_path: Path) -> None:
    with broken(files, tmp_path) as (front, _):
        for name in PARTS:
            (tmp_path / f"{name}.db").unlink()
        for path in ("/search?q=养犬", "/", "/compare?q=养犬", "/regulations", "/regulation/x"):
            assert "现在不能回答：旧版、新版、南方" in said(page(front, path, 503))
        assert get(front, "/-/health").status_code == 503


def test_an_editor_of_one_database_is_none_of_another(files: dict[str, Path], tmp_path: Path) -> None:
    copied = {name: Path(shutil.copy(files[name], tmp_path / f"{name}.db")) for name in PARTS}
    for name in ("old", "new"):
        add_editor(copied[name], "王编辑", PASSWORD)
    front = build_several(served(copied))

    async def signed_in() -> list[bool]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url="http://x") as client:
            form = parser.fromstring((await client.get("/old/review/sign-in")).text)
            token = form.xpath("//input[@name='csrftoken']/@value")[0]
            said = {"name": "王编辑", "password": PASSWORD, "csrftoken": token}
            assert (await client.post("/old/review/sign-in", data=said)).status_code == 303
            pages = [await client.get(path) for path in ("/old/review", "/new/review", "/search?q=犬")]
            stolen = {"cookie": f"fatiao_editor={client.cookies.get('fatiao_editor', path='/old/')}"}
            pages.append(await client.get("/new/review", headers=stolen))
        return ["王编辑" in page.text for page in pages]

    assert asyncio.run(signed_in()) == [True, False, False, False]


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["a.db"], [("a", "a")]),
        (["湖北.db"], [("湖北", "湖北")]),
        (["湖北=hb.db", "y/b_2.db"], [("hb", "湖北"), ("b_2", "b_2")]),
    ],
)
def test_databases_are_called_what_is_said(given: list[str], names: list[tuple[str, str]]) -> None:
    assert [(one.name, one.label) for one in read_served(given)] == names


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["a.db", "湖北.db"], r"湖北\.db cannot be one of several databases.*--db 湖北=FILE"),
        (["a.db", "b.c.db"], "Rename the file"),
        (["a.db", "search.db"], r"pages of its own at /search\."),
        (["a.db", "x/A.db"], "Two databases have the name a"),
        (["x=a.db", "x=b.db"], "Two databases have the label x"),
        (["a.db", f"{'长' * 41}=b.db"], "too long for a label"),
        (["a.db", "a.db"], "Two databases have the name a"),
    ],
)
def test_names_that_cannot_be_are_refused(given: list[str], message: str) -> None:
    with pytest.raises(ServeError, match=message):
        read_served(given)


def test_a_database_that_is_not_there_is_told(files: dict[str, Path]) -> None:
    with pytest.raises(ServeError, match=r"There is no database nowhere\.db"):
        build_several(read_served([str(files["old"]), "nowhere.db"]))
