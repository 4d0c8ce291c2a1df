"""The OpenAPI file: every path that it names is there, takes what it says, and answers as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema
import pytest
from fatiao.publish.pages.openapi import openapi
from fatiao.publish.pages.search_json import ARGUMENTS
from fatiao.publish.queries.word_filter import WORD_FILTERS
from fatiao.publish.words.vocabulary import QUANTITIES, ROLES
from fatiao.store.schema import TABLES, VIEWS

PATHS = openapi()["paths"]


@pytest.fixture(scope="module")
def client(site: str) -> Iterator[httpx.Client]:
    """A client of the site over the sample pages."""
    with httpx.Client(base_url=site, timeout=None) as opened:
        yield opened


def resolved(node: Any) -> Any:
    """Return a node of the file with what it refers to in its place."""
    if isinstance(node, dict):
        if "$ref" in node:
            target: Any = openapi()
            for name in node["$ref"].removeprefix("#/").split("/"):
                target = target[name]
            return resolved(target)
        return {name: resolved(value) for name, value in node.items()}
    return [resolved(each) for each in node] if isinstance(node, list) else node


@pytest.mark.parametrize("path", PATHS)
def test_every_path_answers_as_it_says(client: httpx.Client, path: str) -> None:
    some = client.get("/fatiao/documents.json?_shape=array&_size=1").json()[0]["id"]
    operation = resolved(PATHS[path]["get"])
    address, query = path, {}
    for parameter in operation.get("parameters", ()):
        example = parameter["example"]
        schema = {"enum": [example]} if example in ("", []) else parameter["schema"]
        jsonschema.validate(example, schema)
        example = some if example == "{id}" else example
        if parameter["in"] == "path":
            address = address.replace(f"{{{parameter['name']}}}", str(example))
        elif example not in ("", []):
            query[parameter["name"]] = example
    answer = client.get(address, params=query)
    assert answer.status_code == 200, answer.text
    ((media_type, content),) = operation["responses"]["200"]["content"].items()
    assert answer.headers["content-type"].partition(";")[0] == media_type
    if "schema" in content:
        jsonschema.validate(answer.json(), content["schema"])
    assert answer.content


REFUSED = [
    ("/search.json?rolle=x", "/search.json"),
    ("/regulation/x.md", "/regulation/{id}.md"),
    ("/cite.json", "/cite.json"),
]
REFUSED += [("/fatiao/parameters.csv?rolle=x", "/fatiao/{table}.csv"), ("/fatiao/x.json", "/fatiao/{table}.json")]


@pytest.mark.parametrize(("address", "path"), REFUSED)
def test_errors_are_as_it_says(client: httpx.Client, address: str, path: str) -> None:
    answer = client.get(address)
    told = resolved(PATHS[path]["get"])["responses"][str(answer.status_code)]
    jsonschema.validate(answer.json(), told["content"]["application/json"]["schema"])


def test_it_names_all_that_there_is() -> None:
    names = {parameter["name"] for parameter in PATHS["/search.json"]["get"]["parameters"]}
    assert names == set(ARGUMENTS)
    assert {parameter["name"] for parameter in PATHS["/fatiao/{table}.json"]["get"]["parameters"]} >= set(WORD_FILTERS)
    schemas = openapi()["components"]["schemas"]
    assert schemas["Quantity"]["enum"] == list(QUANTITIES) and schemas["Role"]["enum"] == list(ROLES)
    assert set(schemas["Table"]["enum"]) <= {*TABLES, *VIEWS}


def test_it_is_served_with_the_address_of_the_site(client: httpx.Client, site: str) -> None:
    answer = client.get("/openapi.json")
    assert answer.json()["servers"] == [{"url": site}]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert 'href="/openapi.json"' in client.get("/api").text
