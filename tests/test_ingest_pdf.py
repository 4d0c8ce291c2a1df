"""PDF to text: paragraphs put together, columns, tables, furniture, and the place of every character."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from fatiao.extract.page import process_any
from fatiao.ingest import IngestError, read_bytes
from fatiao.text.reading import Reading
from fatiao.text.source import Source, Span
from printed import Sheet, pdf

LONG = "为了加强燃气管理，保障燃气供应和使用安全，维护用户和经营企业的合法权益，根据有关法律、法规，制定本办法。"


def source_of(*sheets: Sheet) -> Source:
    return read_bytes(pdf(list(sheets)), "page.pdf")


def test_lines_of_a_paragraph_are_joined() -> None:
    sheet = Sheet()
    sheet.write(220, 780, "某市燃气管理办法", 18)
    sheet.fill(80, 740, ["第一条 " + LONG, "第二条 本办法的具体应用问题由市城市管理部门负责解释。"])
    source = source_of(sheet)
    assert source.text.splitlines()[:2] == ["某市燃气管理办法", f"第一条 {LONG}"]
    assert source.text.endswith("\n第二条 本办法的具体应用问题由市城市管理部门负责解释。\n")
    assert source.media_type == "application/pdf"


def test_paragraphs_without_indent_end_where_a_line_is_not_full() -> None:
    sheet = Sheet()
    for height, words in enumerate(
        ("（一）使用各种水源；", "（二）截断电力、可燃气体的输送，限制用", "火用电；", "根据需要，调集物资支援灭火。")
    ):
        sheet.write(80, 700 - 18 * height, words)
    assert source_of(sheet).text.splitlines() == [
        "（一）使用各种水源；",
        "（二）截断电力、可燃气体的输送，限制用火用电；",
        "根据需要，调集物资支援灭火。",
    ]


def test_a_signature_stays_on_its_lines() -> None:
    sheet = Sheet()
    below = sheet.fill(80, 740, ["第一条 " + LONG, LONG], 30)
    sheet.write(80 + 18 * 12, below - 36, "某市城市管理委员会办公室")
    sheet.write(80 + 19 * 12, below - 54, "二〇二〇年十二月三十一日")
    assert source_of(sheet).text.splitlines()[-2:] == ["某市城市管理委员会办公室", "二〇二〇年十二月三十一日"]


def test_entries_of_a_table_of_contents_stay_on_their_lines() -> None:
    sheet = Sheet()
    for height, words in enumerate(("第一章 总则", "第二章 生产安全事故的应急救援与", "第三章 法律责任与附则")):
        sheet.write(80, 700 - 18 * height, words)
    assert len(source_of(sheet).text.splitlines()) == 3


def test_columns_follow_one_another() -> None:
    sheet = Sheet()
    left = ["第一条 " + LONG, "第二条 本市行政区域内的燃气经营活动，适用本办法。"]
    right = ["第三条 燃气工作应当坚持统筹规划、保障安全、确保供应、规范服务、节能高效的原则。"]
    sheet.fill(60, 760, left, 18)
    sheet.fill(320, 760, right, 18)
    assert source_of(sheet).text.splitlines() == left + right


def read_of(source: Source) -> str:
    """Return a source's text without its furniture."""
    return Reading(source.text, cuts=source.furniture).of(Span(0, len(source.text)))


def page_of(number: int, lines: list[str]) -> Sheet:
    """Return a page with a running head and a number, and with full lines between them."""
    sheet = Sheet()
    sheet.write(200, 800, "某市人民政府公报", 9)
    for at, words in enumerate(lines):
        sheet.write(80, 740 - 18 * at, words)
    sheet.write(280, 40, f"— {number} —", 9)
    return sheet


def test_a_sentence_goes_on_behind_the_page() -> None:
    source = source_of(
        page_of(1, ["燃气经营者应当在十五日内答复燃气用", "户，并告知其理由。燃气经营者不得拒绝向燃气用"]),
        page_of(2, ["户供气，每次停气不得超过二十四小时，并应当提", "前公告。"]),
        page_of(3, ["供气压力应当符合标准。"]),
    )
    furniture = [span.of(source.text) for span in source.furniture]
    assert furniture[1] == "\n— 1 —\n某市人民政府公报\n"
    read = read_of(source)
    assert "不得拒绝向燃气用户供气，每次停气不得超过二十四小时" in read
    assert "公报" not in read and "—" not in read


def test_a_number_in_the_margin_that_counts_no_pages_stays() -> None:
    source = source_of(page_of(1, ["第一条"]), page_of(2, ["第二条"]))
    assert "第一条" in read_of(source)
    sheet = Sheet()
    sheet.fill(80, 740, ["罚款的数额按下列标准计算："])
    sheet.write(80, 60, "5000")
    assert not source_of(sheet).furniture


def test_a_ruled_table_gives_its_rows() -> None:
    sheet = Sheet()
    below = sheet.table(80, 700, [["类别", "元/次", "备注"], ["一类", "30", ""], ["二类", "20", "无"]])
    sheet.fill(80, below, ["第二条 本办法未尽事宜由市价格部门解释。"])
    assert (
        source_of(sheet).text
        == "类别\t元/次\t备注\n一类\t30\t\n二类\t20\t无\n第二条 本办法未尽事宜由市价格部门解释。\n"
    )


def test_a_frame_around_a_page_is_no_table() -> None:
    sheet = Sheet()
    sheet.fill(80, 740, [LONG] * 6, 24)
    for x in (60, 420, 540):
        sheet.rule(x, 100, x, 780)
    for y in (100, 440, 780):
        sheet.rule(60, y, 540, y)
    assert "\t" not in source_of(sheet).text


def test_a_table_in_a_form_is_one() -> None:
    sheet = Sheet()
    sheet.table(80, 700, [["类别", "元/次"], ["一类", "30"], ["二类", "20"]])
    whole, page = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(pdf([sheet]))
    form = page.page_as_xobject(0, whole).as_pageobject()
    form.set_matrix(pypdfium2.PdfMatrix().scale(0.8, 0.8).translate(30, 50))
    put = whole.new_page(595, 842)
    put.insert_obj(form)
    put.gen_content()
    raw = io.BytesIO()
    whole.save(raw)
    assert read_bytes(raw.getvalue(), "page.pdf").text == "类别\t元/次\n一类\t30\n二类\t20\n"


def test_a_table_may_have_a_long_note() -> None:
    sheet = Sheet()
    below = sheet.table(80, 700, [[f"第{number}类", f"{number}元"] for number in range(1, 13)])
    for line in range(14):
        sheet.write(284, 680 - 12 * line, f"夜间减半{line}。", 9)
    sheet.rule(280, 700, 400, 700)
    sheet.rule(280, below + 20, 400, below + 20)
    sheet.rule(400, 700, 400, below + 20)
    lines = source_of(sheet).text.splitlines()
    assert lines[0].startswith("第1类\t1元\t夜间减半0。夜间减半1。")
    assert lines[1:] == [f"第{number}类\t{number}元\t" for number in range(2, 13)]


def test_an_exponent_stays_on_its_line() -> None:
    sheet = Sheet()
    sheet.write(80, 700, "规模小于500 m")
    width = 12 * (4 + 4 * 0.5 + 0.207)  # four characters, three digits and a letter, a space
    for x, y, words, size in ((0, 6, "3", 6), (3, 0, "/d的设施", 12)):
        sheet.write(80 + width + x, 700 + y, words, size)
    sheet.write(80, 680, "第二条 本办法适用于其他设施。")
    assert "500 m3/d的设施" in source_of(sheet).text


def test_numbers_of_pages_that_lie_on_their_side_are_furniture() -> None:
    pages = []
    for number in range(1, 5):
        pages.append(Sheet(size=(842, 595)))
        pages[-1].fill(80, 480, [LONG], 40)
        pages[-1].write(400, 74, f"— {number} —")
    source = source_of(*pages)
    assert [span.of(source.text).strip() for span in source.furniture] == [f"— {number} —" for number in range(1, 5)]


def test_upright_lines_in_a_font_that_is_drawn_small_stand_where_they_are_drawn() -> None:
    sheet = Sheet()
    sheet.write_small(100, 700, "固体废物")
    raw = pdf([sheet]).replace(b"UniGB-UCS2-H", b"UniGB-UCS2-V")
    boxes = read_bytes(raw, "page.pdf").boxes
    assert boxes and all(box.x1 - box.x0 < 15 and 130 < box.y0 < box.y1 < 200 for box in boxes)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_places_are_those_of_the_page_as_shown(turned: int) -> None:
    sheet = Sheet(turned=turned)
    sheet.write(100, 700, "第一条", 20)
    source = source_of(sheet)
    (box,) = source.boxes
    assert source.text[slice(*box.span)] == "第一条" and box.page == 1
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    x, y, width, height = 130, 707, *sheet.size  # where the words' middle is in the file, from the lower left
    shown = {0: (x, height - y), 90: (y, x), 180: (width - x, y), 270: (height - y, width - x)}[turned]
    assert middle == pytest.approx(shown, abs=4)


def test_every_character_but_white_space_has_one_box() -> None:
    source = source_of(page_of(1, ["第一条 " + LONG[:20], LONG[20:]]), page_of(2, ["第二条 ABC 3.5 万元。"]))
    held = sorted(at for box in source.boxes for at in range(*box.span))
    assert held == [at for at, character in enumerate(source.text) if not character.isspace()]
    assert [source.text[slice(*page)][:4] for page in source.pages] == ["某市人民", "某市人民"]


def test_a_damaged_page_costs_no_other() -> None:
    raw = pdf([page_of(1, ["第一条 甲。"]), page_of(2, ["第二条 乙。"])])
    whole = read_bytes(raw, "page.pdf")
    source = read_bytes(raw.replace(b"/Kids[4 0 R 6 0 R]", b"/Kids[4 0 R 9 0 R]"), "page.pdf")
    assert source.text.startswith("某市人民") and len(source.text) < len(whole.text)
    assert [(flag.kind, flag.reason) for flag in source.flags] == [("no_text_layer", "第2页已损坏，其内容没有读入")]
    with pytest.raises(IngestError, match="this PDF is damaged"):
        read_bytes(raw.replace(b"/Kids[4 0 R 6 0 R]", b"/Kids[9 0 R 9 0 R]"), "page.pdf")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"%PDF-1.7\nnothing else", "this PDF is damaged"),
        (pdf([Sheet()]), "no text was found on any of its pages"),
    ],
)
def test_what_cannot_be_read_is_told(raw: bytes, problem: str) -> None:
    with pytest.raises(IngestError, match=problem):
        read_bytes(raw, "page.pdf")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["每平方米建筑面积不超过二十元，每户面积不大于12", "0平方米。"], "不大于120平方米"),
        (["执行GB/T 1354《大米》、GB 5009中第三章的规定，并参照第ABC", "DEF号文件。"], "第ABC DEF号"),
    ],
    ids=["a number that a line's end breaks", "two words"],
)
def test_what_a_line_end_stands_for(lines: list[str], text: str) -> None:
    sheet = Sheet()
    for height, words in enumerate([lines[0], lines[0], *lines]):
        sheet.write(80, 700 - 18 * height, words)
    assert text in source_of(sheet).text


def test_entries_behind_dashes_stay_on_their_lines() -> None:
    sheet = Sheet()
    for height, words in enumerate(["——增加了种植环境的要求（见第三章）；", "——调整了产品等级的要求（见第四章）；"]):
        sheet.write(80, 700 - 18 * height, words)
    assert len(source_of(sheet).text.splitlines()) == 2


@pytest.mark.parametrize(("lies", "turned"), [(90, 90), (90, 0), (180, 0), (180, 180)])
def test_a_page_on_its_side_is_read_as_one_upright(lies: int, turned: int) -> None:
    upright, lying = Sheet(), Sheet(turned=turned)
    lying.lie(lies)
    for sheet in (upright, lying):
        below = sheet.table(80, 500, [["类别", "元/次"], ["一类", "30"], ["二类", "20"]])
        sheet.fill(80, below, ["第一条 " + LONG])
    one, other = source_of(upright), source_of(lying)
    assert one.text == other.text
    assert [flag.kind for flag in other.flags] == ([] if lies == turned else ["orientation"])
    if lies == turned == 180:
        assert one.boxes == other.boxes


HEAD = ["类别", "元/次", "备注"]


@pytest.mark.parametrize(
    ("label", "again"),
    [(None, True), (None, False), ("续表1", True), ("表1 收费标准（续）", True), ("表1（续） 收费标准 单位：元", True)],
    ids=[
        "a head that is repeated",
        "no head",
        "a label and a head",
        "its title and a head",
        "its title behind the label",
    ],
)
def test_a_table_goes_on_over_the_page(label: str | None, again: bool) -> None:
    one, other = page_of(1, ["第一条 收费标准如下："]), page_of(2, [])
    one.table(80, 700, [HEAD, ["一类", "30", ""], ["二类", "20", ""]])
    if label:
        other.write(80, 760, label)
    below = other.table(80, 740, [*([HEAD] if again else []), ["三类", "10", ""], ["四类", "5", "无"]])
    other.fill(80, below, ["第二条 本办法未尽事宜由市价格部门解释。"])
    source = source_of(one, other, page_of(3, []))
    (regulation,) = process_any(source).page.regulations
    read = read_of(source)
    assert "二类\t20\t\n三类\t10\t\n四类\t5\t无\n" in read
    (table,) = regulation.tables
    assert [(cell.text, cell.header) for cell in table.cells if cell.text == "10"] == [("10", "三类 / 元/次")]


def test_rows_of_a_table_over_the_page_have_the_same_columns() -> None:
    one, other = page_of(1, []), page_of(2, [])
    one.table(80, 740, [HEAD, ["一类", "30", "次"]])
    other.table(80, 740, [["二类", "不收费"]], width=150)
    other.rule(80, 740, 380, 740)
    other.table(80, 720, [["三类", "10", "次"]])
    read = read_of(source_of(one, other))
    assert len({line.count("\t") for line in read.splitlines() if "\t" in line}) == 1


def test_tables_that_are_not_as_wide_are_two() -> None:
    one, other = page_of(1, []), page_of(2, [])
    one.table(80, 740, [HEAD, ["一类", "30", "次"]])
    other.table(80, 740, [["类别", "元/次"], ["二类", "20"]])
    assert read_of(source_of(one, other)).count("类别") == 2
