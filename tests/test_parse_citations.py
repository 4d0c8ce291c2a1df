"""Citations: what a sentence cites, for what, and where the document itself has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fatiao.ingest import Source, read
from fatiao.parse import parse_page
from fatiao.parse.model import Citation, Provision, Regulation

DOCUMENT = """某市样本收费办法
第一章 总则
第一条 为了规范收费，制定规则。
第二条 有下列情形之一的，免费：
（一）老人；
（二）儿童；
（三）军人。
经营者应当公示。
逾期的，加收滞纳金。
第二章 收费
第一节 标准
第三条 {}
第二节 程序
第四条 票据应当保存。
票据应当真实。
第四条之一 票据可以电子化。
第五条 收费应当公开。
第六条 收费应当合理。
第三章 附则
第七条 自公布之日起施行。
"""

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "citations.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Each: `text` stands in article 3 of the document above; `where` of a wanted citation are the labels or numbers from
the article down, "" the document itself, null elsewhere."""

SAMPLES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())

Row = dict[str, str | None]


def only(text: str) -> Regulation:
    (regulation,) = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text)).regulations
    return regulation


def where(root: Provision, path: tuple[int, ...] | None) -> str | None:
    """Return the labels, or numbers, from the article that `path` leads to on down."""
    if path is None:
        return None
    node, names = root, list[str]()
    for index in path:
        node = node.children[index]
        names = [] if node.level == "article" else names
        names.append(node.label or node.number or "?")
    return "/".join(names)


def row(citation: Citation, root: Provision) -> Row:
    return {
        "text": citation.text,
        "relation": citation.relation,
        "cited": citation.cited_title or citation.cited_number,
        "provision": citation.cited_provision,
        "where": where(root, citation.path),
    }


def brief(regulation: Regulation) -> list[tuple[str, str, str | None, str | None]]:
    return [(c.text, c.relation, c.cited_title, c.cited_provision) for c in regulation.citations]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_citations(case: dict[str, object]) -> None:
    regulation = only(DOCUMENT.format(case["text"]))
    assert [row(citation, regulation.root) for citation in regulation.citations] == case["want"]


@pytest.mark.parametrize("number", ["某发〔2009〕7号", "法（研）发〔1987〕32号", "某部令第102号"])
def test_the_number_behind_a_title_is_read_whole(number: str) -> None:
    (citation,) = only(DOCUMENT.format(f"《某收费解释》（{number}）同时废止。")).citations
    assert citation.cited_number == number


@pytest.mark.parametrize(
    "title_block",
    [
        "（根据2018年1月1日《关于修改〈样本办法〉的决定》修正）",
        "2018年1月1日 某市人民政府令第5号公布，\n2019年1月1日 《关于修改〈样本办法〉的决定》第一次修正\n",
        "（2018年1月1日某市人民代表大会关于修\n改《样本办法》的决定第一次修正）\n",
        "某府发〔2018〕5号",
    ],
    ids=["amendment in brackets", "lines", "a line broken in two", "number"],
)
def test_nothing_in_a_title_block_is_a_citation(title_block: str) -> None:
    text = f"某市样本办法\n{title_block}\n第一条 违反第二条的，罚款。\n第二条 收费应当合理。\n"
    assert [citation.text for citation in only(text).citations] == ["第二条"]


def test_labels_and_a_table_of_contents_are_no_citations() -> None:
    text = "某市样本办法\n目 录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 收费。\n第二章 附则\n第二条 施行。\n"
    assert only(text).citations == ()


AMENDMENT = """某市人民政府关于修改《某市收费办法》的决定
一、将第八条修改为：“违反本办法第三条的，依照前款规定处罚。”
二、删去第九条第二款。
三、在第十条中增加一款，作为第三款：“有前两款行为的，从重处罚。”
本决定自公布之日起施行。
"""


def test_what_an_amendment_names_is_in_the_amended_text() -> None:
    assert brief(only(AMENDMENT)) == [
        ("第八条", "修改", "某市收费办法", "第八条"),
        ("本办法第三条", "引用", "某市收费办法", "第三条"),
        ("前款", "引用", "某市收费办法", None),
        ("第九条第二款", "修改", "某市收费办法", "第九条第二款"),
        ("第十条", "修改", "某市收费办法", "第十条"),
        ("第三款", "修改", "某市收费办法", "第十条第三款"),
        ("前两款", "引用", "某市收费办法", None),
    ]


def test_a_reply_goes_on_about_the_law_it_is_asked_about() -> None:
    text = "某省高级人民法院关于担保问题的批复\n某市中级人民法院：\n《担保法》第五条只管合同，第八条的规定不适用。\n此复。\n"
    assert [(t, c, p) for t, _, c, p in brief(only(text))] == [
        ("《担保法》第五条", "担保法", "第五条"),
        ("第八条", "担保法", "第八条"),
    ]


def test_what_an_annex_cites_is_in_the_annex() -> None:
    text = (
        "某市样本办法\n第一条 收费。\n第二条 施行。\n附件1：\n某市收费规程\n"
        "第一条 违反本规程第二条的，罚款。\n第二条 如实收费。\n"
    )
    page = parse_page(Source("0" * 64, "t", "text/plain", "utf-8", text))
    found = [(regulation.root, citation) for regulation in page.regulations for citation in regulation.citations]
    assert [citation.text for _, citation in found] == ["本规程第二条"]
    node, path = found[0][0], found[0][1].path or ()
    for index in path:
        node = node.children[index]
    assert node.span.of(text).startswith("第二条 如实")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:3])
def test_records_of_the_samples_stand_in_their_documents(path: Path) -> None:
    page = parse_page(read(path))
    text = page.source.text
    for regulation in page.regulations:
        bodies = [*regulation.citations, *regulation.definitions]
        assert all(record.span.of(text) == record.text for record in [*bodies, *regulation.history])
        assert all(regulation.span.holds(record.span) for record in bodies)
        assert all(record.span.start >= regulation.root.own.end for record in bodies)
        assert [c.span.start for c in regulation.citations] == sorted(c.span.start for c in regulation.citations)
        for citation in regulation.citations:
            assert where(regulation.root, citation.path) is not None or citation.path is None
            assert citation.path is None or citation.cited_title is None


@pytest.mark.parametrize("unit", ["《", "第", "（以下简称", "，是指", "前款", "“", "令第", "第一、", "（一）项"])
def test_hostile_texts_come_through(unit: str) -> None:
    regulation = only(f"某市样本办法\n第一条 {unit * 20_000}\n第二条 违反第一条的，罚款。\n")
    assert regulation.citations[-1].text == "第一条"


def test_thousands_of_references_are_all_found() -> None:
    lines = "".join(f"违反前款和《某法》第{number}条的，罚款。\n" for number in range(1, 3001))
    regulation = only(f"某市样本办法\n第一条 收费。\n{lines}第二条 施行。\n")
    assert len(regulation.citations) == 6000
    assert [c.cited_provision for c in regulation.citations[-2:]] == ["第一条第三千款", "第三千条"]
