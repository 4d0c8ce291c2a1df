"""The pages about numbers over HTTP: parameters, comparison, charts, interface, feed, download, and odd input."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
import sys
from html import unescape
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import httpx
import pytest
from datasette.utils import tilde_encode
from fatiao.publish.pages.api import ENDPOINTS, EXAMPLES

DOCS = Path(__file__).parent.parent / "docs"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(site: str):
    """A client of the site over the sample pages."""
    with httpx.Client(base_url=site, timeout=None) as opened:
        yield opened


def read(client: httpx.Client, path: str, *pairs: tuple[str, str]) -> str:
    """Return a page as it is read."""
    answer = client.get(path, params=list(pairs))
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def rows(client: httpx.Client, **arguments: str) -> list[dict[str, object]]:
    """Return parameters."""
    answer = client.get("/fatiao/parameters.json", params={"_shape": "array", "_size": "max", **arguments})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_table_reads_well_and_counts(client: httpx.Client) -> None:
    page = read(client, "/fatiao/parameters", ("_value_from", "10万元"))
    assert "数值 ≥ 10万元 ✕" in page and "万元" in page
    for facet in ("种类", "作用", "单位", "发布机关", "地区", "年份"):
        assert facet in page
    assert "来不及统计" not in page and "&lt;=" not in page


def test_a_filter_by_value_holds_in_json_and_csv(client: httpx.Client) -> None:
    found = rows(client, _value_from="10万元")
    assert found and all(row["quantity"] == "money" for row in found)
    assert all((row["max_value"] or row["min_value"]) >= 100_000 for row in found)
    answer = client.get("/fatiao/parameters.csv", params={"_value_from": "10万元", "_stream": "on"})
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == len(found)
    assert len(rows(client, _value_from="10万元", _value_to="100万元")) < len(found)


def test_columns_of_documents_are_columns_of_parameters(client: httpx.Client) -> None:
    documents = {row["id"]: row for row in client.get("/fatiao/documents.json?_shape=array&_size=max").json()}
    for row in rows(client):
        document = documents[row["document_id"]]
        assert (row["issuer"], row["region"]) == (document["issuer_group"], document["region"])
        assert row["year"] == (document["version"] or "")[:4] or row["year"] is None


REFUSED = [
    ({"_value_from": "很多"}, "看不懂“很多”", "no amount"),
    ({"_value_from": "10"}, "没有单位", "no unit"),
    ({"_value_from": "10万元", "_value_to": "30%"}, "不能一起用", "two kinds"),
    ({"_value_from": "30%", "quantity": "money"}, "已按种类“金额”筛选", "another kind than chosen"),
    ({"_value_from": "<script>alert(1)</script>"}, "看不懂", "markup"),
    ({"_value_to": "x" * 10_000}, "看不懂", "ten thousand characters"),
]


@pytest.mark.parametrize(("arguments", "message"), [r[:2] for r in REFUSED], ids=[r[2] for r in REFUSED])
def test_what_is_no_value_is_refused_in_chinese(client: httpx.Client, arguments: dict[str, str], message: str) -> None:
    answer = client.get("/fatiao/parameters", params=arguments)
    assert answer.status_code == 400
    assert message in unescape(answer.text) and "<script>alert" not in answer.text and "Traceback" not in answer.text
    answer = client.get("/fatiao/parameters.json", params=arguments)
    assert answer.status_code == 400 and message in answer.json()["error"]


def test_a_parameter_stands_in_its_article(client: httpx.Client) -> None:
    row = next(row for row in rows(client, role="limit") if row["provision_id"])
    page = client.get(f"/fatiao/parameters/{tilde_encode(row['id'])}").text
    clause = re.search(r'<blockquote class="clause"[^>]*>(.*?)</blockquote>', page, re.DOTALL)
    assert clause and f"<mark>{row['mention']}</mark>" in unescape(clause[1])
    reading = re.search(r'href="(/regulation/[^"#]+)#(n_[\w.-]+)"', page)
    assert reading and f'id="{reading[2]}"' in client.get(unescape(reading[1])).text


def a_group(client: httpx.Client) -> str:
    """Return an attribute that several sample regulations have."""
    sql = "select attribute_group from parameters where quantity = 'money' and attribute_group is not null "
    sql += "group by 1 order by count(distinct document_id) desc, count(*) desc limit 1"
    return str(client.get("/fatiao.json", params={"sql": sql, "_shape": "arrayfirst"}).json()[0])


def test_an_attribute_is_compared_over_regulations(client: httpx.Client) -> None:
    group = a_group(client)
    page = client.get("/compare", params={"a": group}).text
    assert re.search(r'<div class="spans[^>]* role="group"', page)
    links = re.findall(r'<a href="(/regulation/[^"#]+#n_[\w.-]+)" aria-label', page)
    assert links
    first, anchor = unescape(links[0]).split("#")
    assert f'id="{anchor}"' in client.get(first).text
    documents = {row["document_id"] for row in rows(client, attribute_group=group)}
    assert f"{len(documents)} 部规定" in page


def test_the_rule_about_attributes_is_shown_and_tried(client: httpx.Client) -> None:
    page = read(client, "/about/attributes", ("q", "小企业的贷款期间"))
    assert "归在 贷款期限 名下" in page and "理由" in page


def test_charts_have_their_numbers_in_tables(client: httpx.Client) -> None:
    page = client.get("/charts").text
    assert page.count('<svg viewBox="0 0 880') == 2 and page.count('<ol class="bars') == 1 and page.count("<table") == 3
    cells = re.findall(r'<td class="number">([\d,]+)</td></tr>', page.split("</section>")[0])
    dated = [row for row in rows(client) if row["year"]]
    assert sum(int(cell.replace(",", "")) for cell in cells) == len(dated)


def test_a_column_of_the_distribution_leads_to_the_parameters_it_counts(client: httpx.Client) -> None:
    page = client.get("/charts", params={"unit": "money:CNY"}).text
    links = re.findall(r'<a href="([^"]+_reach_from[^"]+)" aria-label="[^"]*：([\d,]+) 个"', page)
    assert links
    for href, count in links:
        found = client.get(unescape(href).replace("/parameters?", "/parameters.json?"), params=None)
        assert found.json()["filtered_table_rows_count"] == int(count.replace(",", ""))


ODD = [
    "",
    "x",
    "😀",
    "%_\"'",
    "<script>alert(1)</script>",
    "a" * 10_000,
    "\x00",
    "-1",
    "9" * 400,
    "null",
    "罚款 OR 1=1",
]
FIELDS = {
    "/compare": ("a", "d", "q", "act", "page", "sort", "order", "all", "single"),
    "/charts": ("unit", "role"),
    "/about/attributes": ("q", "page"),
}


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize(("path", "field"), [(path, field) for path, fields in FIELDS.items() for field in fields])
def test_odd_input_gives_a_page(client: httpx.Client, path: str, field: str, value: str) -> None:
    answer = client.get(path, params={field: value})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text and "Traceback" not in answer.text


def test_too_much_at_once_is_told(client: httpx.Client) -> None:
    page = read(client, "/compare", *(("a", f"事项{i}") for i in range(50)))
    assert "一次最多比较 20 部规定、6 个事项" in page


@pytest.mark.parametrize("path", ["/fatiao/parameters/x", "/fatiao/parameters/%3Cscript%3E", "/compare/x", "/charts/x"])
def test_what_is_not_there_is_told_in_chinese(client: httpx.Client, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 404 and "没有这一页" in answer.text


MALFORMED = ["_size=999999", "_size=x", "_sort=nothing", "_col=nothing", "_next=x", "_facet=nothing", "quantity__gt=x"]


@pytest.mark.parametrize("query", MALFORMED)
def test_malformed_filters_show_no_stack(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/fatiao/parameters?{query}")
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=[endpoint.path[:40] for endpoint in ENDPOINTS])
def test_every_address_for_programs_answers(client: httpx.Client, endpoint) -> None:
    slash = "" if endpoint.site or endpoint.path.startswith(".") else "/"
    path = endpoint.path if endpoint.site else f"/fatiao{slash}{endpoint.path}"
    some = client.get("/fatiao/documents.json?_shape=array&_size=1").json()[0]["id"]
    answer = client.get(path.replace("{id}", some))
    assert answer.status_code == 200 and answer.content
    assert answer.headers["access-control-allow-origin"] == "*"
    assert f"`{path}`" in (DOCS / "api.md").read_text(encoding="utf-8")


def test_pages_follow_one_another_to_the_end(client: httpx.Client) -> None:
    seen: list[str] = []
    url: str | None = "/fatiao/parameters.json?_shape=objects&_size=50"
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["rows"]]
        url = page["next_url"]
    assert len(seen) == len(set(seen)) == len(rows(client))


@pytest.mark.usefixtures("curl")
def test_the_example_for_curl(site: str) -> None:
    done = subprocess.run(["sh", EXAMPLES / "parameters.sh", site], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert found and all(float(row["max_value"] or row["min_value"]) >= 100_000 for row in found)
    body = (EXAMPLES / "parameters.sh").read_text(encoding="utf-8").partition("curl")[2]
    assert body.replace("$1", "http://127.0.0.1:8001").strip() in (DOCS / "api.md").read_text(encoding="utf-8")


def test_the_example_for_python(site: str, client: httpx.Client) -> None:
    command = [sys.executable, "-X", "utf8", str(EXAMPLES / "parameters.py"), site]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(rows(client, role="deadline", _value_to="5个工作日")) > 0


def medians(client: httpx.Client) -> dict[str, float]:
    """Return what the example for R works out, asked for at the address that it asks."""
    query = re.search(r'query <- "([^"]+)"', (EXAMPLES / "parameters.R").read_text(encoding="utf-8"))
    assert query
    found = list(csv.DictReader(io.StringIO(client.get(f"/fatiao/parameters.csv?{query[1]}").text)))
    years = {row["year"] for row in found if row["year"] and row["max_value"]}
    of_year = {
        year: [float(row["max_value"]) for row in found if row["year"] == year and row["max_value"]] for year in years
    }
    return {year: median(values) for year, values in of_year.items()}


def test_the_address_of_the_example_for_r(client: httpx.Client) -> None:
    assert medians(client)


def test_the_example_for_r(site: str, client: httpx.Client, rscript: str) -> None:
    done = subprocess.run([rscript, EXAMPLES / "parameters.R", site], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["year", "max_value"]
    assert {year: float(value) for _, year, value in lines[1:]} == pytest.approx(medians(client))


def test_the_feed_is_valid_atom_and_leads_to_the_regulations(client: httpx.Client, site: str) -> None:
    answer = client.get("/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    for holder in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"{ATOM}{name}")) == 1
        assert moment.fullmatch(holder.findtext(f"{ATOM}updated") or "")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert entries and len(set(ids)) == len(ids)
    link = entries[0].find(f"{ATOM}link")
    assert link is not None and link.get("href", "").startswith(site)
    assert client.get(link.get("href", "")).status_code == 200


def test_the_database_comes_whole(client: httpx.Client, tmp_path: Path) -> None:
    answer = client.get("/fatiao.db")
    assert 'filename="fatiao.db"' in answer.headers["content-disposition"]
    path = tmp_path / "copy.db"
    path.write_bytes(answer.content)
    connection = sqlite3.connect(path)
    assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert connection.execute("select count(*) from parameters").fetchone()[0] == len(rows(client))
    connection.close()


def test_addresses_of_the_site_lead_to_the_new_pages(client: httpx.Client) -> None:
    home = client.get("/").text
    for path in ("/compare", "/charts", "/api", "/feed.atom", "/fatiao.db"):
        assert f'href="{path}"' in home
