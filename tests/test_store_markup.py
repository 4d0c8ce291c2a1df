"""Pages with markup: what is read of them is what is read of the same words without it, and spans are the file's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fatiao.extract.page import Processed, process_any, process_source
from fatiao.extract.parameters import extract
from fatiao.ingest import read
from fatiao.ingest.files import read_bytes
from fatiao.store.rows import Rows, page_rows
from fatiao.text.markdown import MARKDOWN
from fatiao.text.reading import Reading
from fatiao.text.source import Source
from hypothesis import given
from hypothesis import strategies as st
from test_store_readings import check

SAMPLES = sorted((Path(__file__).parent.parent / "corpus" / "pages").iterdir())[1:3]
WHERE = re.compile(r"(?:start|end)_char\Z|\Asource_id\Z|\Aid\Z|_id\Z")
PAGE = """# 河西市渡口条例

（2005年3月1日河西市人民代表大会常务委员会第三次会议通过）

## 第一章　总则

第一条 渡船载客不得超过三十人，本条例所称渡船，是指载客的船舶。

第二条 申请渡口应当具备下列条件：

（一）注册资金不少于300万元；

（二）船员不少于5人。

## 第二章　罚则

第三条 违反第一条规定的，处五百元以上二千元以下罚款；逾期不改的，每日加处3%的罚款。

第四条 渡运费按下列标准收取：

| 项目 | 每人收费 |
|---|---|
| 白天 | 不超过5元 |
| 夜间 | 不超过8元 |

第五条 本条例自2006年1月1日起施行。
"""


def source(text: str) -> Source:
    """Return a text as a Markdown file."""
    return read_bytes(text.encode(), "a/page.md", MARKDOWN)


def rows_of(processed: Processed) -> Rows:
    return page_rows(processed.page, processed.parameters, ())


def words_of(rows: Rows) -> dict[str, list[dict[str, object]]]:
    """Return what rows say, without where it stands and by what name."""
    tables = set(rows) - {"boilerplate", "edits"}
    return {
        table: [{name: value for name, value in row.items() if not WHERE.search(name)} for row in rows[table]]
        for table in sorted(tables)
    }


DRESSED: list[tuple[str, Callable[[str], str]]] = [
    ("bold labels", lambda text: re.sub(r"^((?:## )?)(第.{1,2}[条章]|（.）)", r"\1**\2**", text, flags=re.M)),
    ("bold in headings", lambda text: re.sub(r"^(#+ )(.+)$", r"\1**\2**", text, flags=re.M)),
    ("articles as headings", lambda text: re.sub(r"^(第.条)", r"### \1", text, flags=re.M)),
    ("bold numbers", lambda text: re.sub(r"三十人|300万元|五百元|二千元|3%|5人|8元|夜间|每人收费", r"**\g<0>**", text)),
    ("italic numbers", lambda text: re.sub(r"三十|300|五百元|二千元|5人", r"*\g<0>*", text)),
    ("half numbers", lambda text: text.replace("300", "3**00**").replace("二千元", "二**千**元")),
    ("bound words", lambda text: re.sub(r"不得超过|不少于|以上|以下", r"**\g<0>**", text)),
    ("tags", lambda text: re.sub(r"三十人|300万元|罚款|渡船", r"<u>\g<0></u>", text)),
    ("code", lambda text: text.replace("300万元", "`300万元`")),
    ("struck out", lambda text: text.replace("三十人", "~~二十人~~三十人").replace("5人", "~~3~~5人")),
    (
        "links",
        lambda text: text.replace("第一条规定", "[第一条](#a1)规定").replace("渡船，", "[渡船](http://a/%E7%8)，"),
    ),
    ("notes", lambda text: text.replace("3%的罚款。", "3%的罚款[^1]。")),
    ("quoted", lambda text: re.sub(r"^(?=[第（])", "> ", text, flags=re.M)),
    ("a list", lambda text: re.sub(r"^(?=（.）)", "- ", text, flags=re.M)),
    ("escapes", lambda text: text.replace("；", "\\\n").replace("\\\n", "；").replace("3%", "3\\%")),
    ("rules", lambda text: text.replace("\n## ", "\n---\n\n## ")),
    ("comments", lambda text: text.replace("\n第二条", "\n<!-- 处5万元罚款 -->\n第二条")),
    ("a site's data", lambda text: "---\ntitle: 渡口\ndate: 2020-01-01\nlimit: 5元\n---\n" + text),
    ("pictures", lambda text: text.replace("第三条 ", "第三条 ![5元](5元.png)")),
]


@pytest.mark.parametrize("dress", [row[1] for row in DRESSED], ids=[row[0] for row in DRESSED])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
def test_markup_changes_no_word(dress: Callable[[str], str], end: str) -> None:
    plain, text = PAGE.replace("\n", end), dress(PAGE).replace("\n", end)
    assert text != plain
    processed = process_source(source(text))
    rows = rows_of(processed)
    found, wanted = words_of(rows), words_of(rows_of(process_source(source(plain))))
    assert tidied(found) == tidied(wanted)
    assert evidence(processed) == evidence(process_source(source(plain)))
    assert processed.page.source.text == text
    check(rows, text, list(processed.page.edits), cuts(processed))


def tidied(value: object) -> object:
    """Return rows with their white space made one: a mark's own line leaves an empty one."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [tidied(one) for one in value]
    return {name: tidied(one) for name, one in value.items()} if isinstance(value, dict) else value


def evidence(processed: Processed) -> list[tuple[str, str]]:
    """Return the fields of parameters and table cells with what stands where they were read, without markup."""
    page = processed.page
    reading = Reading(page.source.text, page.edits, cuts(processed))
    found = [(piece.field, piece.span) for one in processed.parameters for p in one for piece in p.evidence]
    labels = [label for r in page.regulations for table in r.tables for cell in table.cells for label in cell.labels]
    found += [("label", span) for label in labels for span in label.pieces]
    return [(str(field), reading.of(span)) for field, span in found]


def cuts(processed: Processed) -> list:
    return [piece.span for piece in processed.page.boilerplate if piece.kind == "markup"]


MARKS = ["**", "*", "__", "~~", "`", "[", "](http://a.cn/5%)", "&nbsp;", "&ge;", "<br>", "<u>", "</u>", "\n> ", "\n- ",
         "\n| a | b |\n|---|---|\n", "\n```\n", "<!-- 5元 -->", "\\*", "![x](y.png)", "\n---\n", "\n# ", "<sup>2</sup>"]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.sampled_from(MARKS)), max_size=12))
def test_strings_are_their_ranges_without_markup_wherever_marks_stand(put: list[tuple[int, str]]) -> None:
    text = PAGE
    for at, mark in sorted(put, reverse=True):
        text = text[:at] + mark + text[at:]
    processed = process_any(source(text))
    page = processed.page
    check(rows_of(processed), text, list(page.edits), cuts(processed))
    tiles = sorted(
        [*(r.span for r in page.regulations), *(piece.span for piece in page.boilerplate if piece.kind == "site")]
    )
    assert "".join(tile.of(text) for tile in tiles) == text
    for regulation, parameters in zip(page.regulations, processed.parameters, strict=True):
        assert regulation.root.span == regulation.span
        assert extract(regulation, text) == parameters
        for parameter in parameters:
            assert regulation.span.holds(parameter.mention.span)
            assert parameter.quote_span.holds(parameter.mention.span)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:12])
def test_samples_with_their_numbers_and_labels_in_bold(path: Path) -> None:
    plain = read(path)
    text = re.sub(r"^第[一-龥]{1,4}条|(?<![\d一-龥])\d+(?=[万元%年日个])", r"**\g<0>**", plain.text, flags=re.M)
    dressed = replace(plain, text=text, media_type=MARKDOWN)
    found = words_of(rows_of(process_source(dressed)))
    wanted = words_of(rows_of(process_source(replace(plain, media_type=MARKDOWN))))
    assert found == wanted


PAGES = [
    ("a.md", "**第一条** 甲。", MARKDOWN),
    ("a.markdown", "第一条 甲。", MARKDOWN),
    ("a.txt", "# 条例\n第一条 甲。", MARKDOWN),
    ("a.txt", "第一条 **甲**。", MARKDOWN),
    ("a.txt", "第一条 甲。", "text/plain"),
    ("a.html", "<p># 条例</p>", "text/html"),
]


@pytest.mark.parametrize(("name", "text", "media_type"), PAGES)
def test_which_files_are_markdown(tmp_path: Path, name: str, text: str, media_type: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read(tmp_path / name).media_type == media_type
