"""Suspicious characters: what is flagged and what is not, with what suggestion; and what holds of every flag."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from fatiao.extract.page import process_source
from fatiao.ingest.files import read
from fatiao.review.characters.confusions import EQUAL, KNOWN, SORTS, confusions
from fatiao.review.characters.evidence import PADDING, Candidates, text_of
from fatiao.review.characters.misread import THRESHOLD, suspicions
from fatiao.review.characters.network import network
from fatiao.review.characters.ngrams import NGRAM, WORD, sums, table
from fatiao.review.characters.series import in_series
from fatiao.review.characters.stream import stream_of
from fatiao.review.page import reviewed
from fatiao.text.source import Flag, Source, Span, source_of
from hypothesis import given
from hypothesis import strategies as st

PAGES = sorted((Path(__file__).parent.parent / "corpus" / "pages").glob("*.txt"))
KINDS = {"misread", "script", "mojibake", "punctuation"}

FRAME = """省级储备粮管理办法
第一条 为了加强储备粮管理，根据有关法律，制定本办法。
第二条 {}
第三条 储备粮的收购，由粮食局负责，任何单位和个人不得干涉。
第四条 违反本办法规定的，责令改正，处一万元以下罚款；情节严重的，处三万元以下罚款。
第五条 本办法自二〇一〇年一月一日起施行。
"""


def page(words: str) -> Source:
    """Return a page whose second article has the words."""
    return source_of(FRAME.format(words))


def flags(source: Source) -> list[tuple[str, str, str | None]]:
    """Return kind, words and suggestion of the flags of characters."""
    found = reviewed(process_source(source)).flags
    return [(flag.kind, flag.span.of(source.text), flag.suggestion) for flag in found if flag.kind in KINDS]


WRONG = [
    ("企业应当将当年的营业收人如实申报。", "收人", "收入"),
    ("申请人应当提供工资收人证明。", "收人", "收入"),
    ("所得款项纳人财政预算管理。", "纳人", "纳入"),
    ("建设项目应当依法取得士地使用权。", "士地", "土地"),
    ("逾期末缴纳的，依法加收滞纳金。", "期末", "期未"),
    ("由县级以上人民政府白行决定。", "白行", "自行"),
    ("有关部门应当在职责范围内于以配合。", "于以", "予以"),
    ("行政机关应当依法履行职贵。", "职贵", "职责"),
    ("有下列情形之一的，依法子以处罚。", "子以", "予以"),
    ("借款人应当提供但保。", "但保", "担保"),
]
RIGHT = [
    "被征收人对补偿决定不服的，可以依法申请行政复议。",
    "企业应当将当年的营业收入如实申报。",
    "房屋征收部门应当与被征收人订立补偿协议。",
    "依法纳入财政预算管理。",
    "从业人员应当具备准入条件。",
    "八六三计划的项目由主管部门管理。",
    "本规定所称土地，是指国有土地。",
    "逾期未缴纳的，依法加收滞纳金。",
    "每年末应当将结余报送财政部门。",
]


@pytest.mark.parametrize(("words", "wrong", "right"), WRONG, ids=[row[1] for row in WRONG])
def test_a_misread_character_is_found_and_mended(words: str, wrong: str, right: str) -> None:
    found = [*suspicions(FRAME.format(words))]
    assert [one.words.of(FRAME.format(words)) for one in found] == [wrong]
    assert found[0].meant in right


@pytest.mark.parametrize("words", RIGHT)
def test_right_words_are_left_alone(words: str) -> None:
    assert [*suspicions(FRAME.format(words))] == []


def test_the_reason_is_a_sentence_that_names_both_words() -> None:
    found = [
        flag for flag in reviewed(process_source(page("企业的营业收人如实申报。"))).flags if flag.kind == "misread"
    ]
    assert [flag.reason for flag in found] == ["“收人”疑为“收入”：“人”在此处前后文中罕见，与“入”易混"]
    assert THRESHOLD <= found[0].score <= 1


def test_what_the_reader_of_a_scan_is_unsure_of_is_likelier_wrong() -> None:
    text = FRAME.format("企业的营业收人如实申报。")
    place = text.index("收人") + 1
    sure, unsure = ([*suspicions(text, doubts)] for doubts in ([], [(Span(place, place + 1), 0.4)]))
    assert [one.place for one in sure] == [one.place for one in unsure] == [place]
    assert sure[0].score < unsure[0].score


def test_the_doubts_of_a_source_reach_the_flags() -> None:
    source = page("企业的营业收人如实申报。")
    place = source.text.index("收人") + 1
    doubted = replace(source, flags=(Flag("ocr_low", "识别置信度低", Span(place, place + 1), score=0.4),))
    scores = [
        [flag.score for flag in reviewed(process_source(one)).flags if flag.kind == "misread"]
        for one in (source, doubted)
    ]
    assert scores[0] < scores[1]


def test_traditional_texts_are_not_judged_by_simplified_ones() -> None:
    assert [*suspicions("本條例所稱土地，係指國有土地。應當納人預算。")] == []


GARBAGE = "储备粮食管理"
CHARACTERS = [
    ("a traditional character", "储备粮的數量由粮食局核定。", "script", "數", "数"),
    ("a radical", "储备⽉报由粮食局编制。", "script", "⽉", "月"),
    ("a radical without a form in Unicode", "储备粮由⼈⺠政府编制。", "script", "⺠", "民"),
    ("a compatibility ideograph", "储备粮不得出\uf9e9。", "script", "\uf9e9", "里"),
    ("kana", "储备粮数量不得少于ニ百吨。", "script", "ニ", "二"),
    ("rings in a year", "自二○○八年起执行。", "script", "二○○八", "二〇〇八"),
    ("letters in a year", "自二O一O年起执行。", "script", "二O一O", "二〇一〇"),
    ("a mark of a word processor", "储备粮由粮食局管理。\ue004", "script", "\ue004", ""),
    ("a sign that is lost", "储备粮不少于\ue0105吨。", "script", "\ue010", None),
    ("a replacement character", "储备粮由\ufffd\ufffd管理。", "mojibake", "\ufffd\ufffd", None),
    ("what decoders leave", "储备粮由锟斤拷锟斤拷管理。", "mojibake", "锟斤拷锟斤拷", None),
    ("a control character", "储备粮由\x01管理。", "mojibake", "\x01", None),
    *(
        (f"{written} read as {read}", f"负责，{garbage}。", "mojibake", garbage, GARBAGE)
        for written, read in (("utf-8", "gb18030"), ("gb2312", "latin-1"))
        for garbage in [GARBAGE.encode(written).decode(read)]
    ),
]
CLEAN = [
    "第三方监测机构应当使用α放射源，温度为20℃±5℃，误差不超过3‰。",
    "联系人：××××，联系电话：××××××。",
    "以人民币￥500为限，面积为3㎡。",
    "喆堃公司的储备粮由粮食局管理。",
    "自二〇〇八年起，储备粮每年轮换一次。",
]


@pytest.mark.parametrize(
    ("words", "kind", "wrong", "right"), [r[1:] for r in CHARACTERS], ids=[r[0] for r in CHARACTERS]
)
def test_characters_of_another_script_and_garbage_are_found(
    words: str, kind: str, wrong: str, right: str | None
) -> None:
    assert (kind, wrong, right) in flags(page(words))


@pytest.mark.parametrize("words", CLEAN)
def test_signs_that_regulations_use_are_left_alone(words: str) -> None:
    assert [flag for flag in flags(page(words)) if flag[0] in ("script", "mojibake")] == []


def test_a_text_of_another_width_throughout_is_left_alone() -> None:
    text = FRAME.format("粮食局负责,财政局配合。").translate(str.maketrans("，；：", ",;:"))
    assert [flag for flag in flags(source_of(text)) if flag[0] == "punctuation"] == []


def test_a_line_that_breaks_in_a_word_is_found() -> None:
    words = "储备粮的收购、轮换、销售以及其他有关工\n作，由粮食局负责，财政局配合。"
    text = FRAME.format(words) + "".join(f"第{number}条 储备粮的管理办法，由粮食局制定。\n" for number in "六七八九")
    assert flags(source_of(text)) == [("punctuation", "\n", "")]


PUNCTUATION = [
    ("brackets of a number", "依照甲政发[2008]9号文件执行。", "[2008]", "〔2008〕"),
    ("a space in a number", "依照甲政发 〔2008〕9号文件执行。", " ", ""),
    ("a closing quote", "成立“粮食协会,’(以下简称协会)，负责协调。", ",’", "”"),
    ("a closing title", "依照《储备粮办法))(甲发1号)执行。", "))", "》"),
    ("a mark twice", "粮食局、、财政局负责。", "、、", "、"),
    ("two marks", "粮食局。、财政局负责。", "。、", None),
    ("a space behind a comma", "应当专款专用， 任何单位不得挪用。", " ", ""),
    ("half width among full width", "粮食局、财政局（以下简称两局）负责,税务局配合；两局分工如下：略。", ",", "，"),
    ("dollars", "贷款为一万美元(¥10,000)。", "¥", "$"),
]


@pytest.mark.parametrize(
    ("words", "wrong", "right"), [row[1:] for row in PUNCTUATION], ids=[row[0] for row in PUNCTUATION]
)
def test_wrong_punctuation_is_found_and_mended(words: str, wrong: str, right: str | None) -> None:
    assert [(one, other) for _, one, other in flags(page(words))][:1] == [(wrong, right)]


@pytest.mark.parametrize(
    "words", ["法定代表人应当及时、公正、和平地解决。", "依照甲政发〔2008〕9号文件执行。", "处××××元以下罚款。"]
)
def test_right_punctuation_is_left_alone(words: str) -> None:
    assert flags(page(words)) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem[:3])
def test_flags_of_pages_are_sound(path: Path) -> None:
    source = read(path)
    found = [flag for flag in reviewed(process_source(source)).flags if flag.kind in KINDS]
    for flag in found:
        assert 0 <= flag.span.start < flag.span.end <= len(source.text)
        assert flag.suggestion != flag.span.of(source.text)
        assert 0 < flag.score <= 1
        assert any("一" <= character <= "鿿" for character in flag.reason)
    assert found == [flag for flag in reviewed(process_source(source)).flags if flag.kind in KINDS]


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("收人入土士，。 \n１2a第条"), max_size=200))
def test_any_text_is_looked_at(text: str) -> None:
    """Whatever stands in a text, characters that are flagged stand where they are said to, in order."""
    found = [*suspicions(text, threshold=0.01)]
    assert all(text[one.place] != one.meant and one.words.start <= one.place < one.words.end for one in found)
    assert all(one.place < other.place for one, other in pairwise(found))


@given(st.text(st.sampled_from("收人入土士，。 \n１2345ab第条\u3000\ue000\U00020000"), max_size=80))
def test_a_stream_keeps_the_places_of_characters(text: str) -> None:
    codes, places = stream_of(text)
    assert len(codes) == len(places)
    assert all(one < other for one, other in pairwise(places.tolist()))
    for code, place in zip(codes.tolist(), places.tolist(), strict=True):
        assert text[place] not in " \n\u3000\ue000"
        assert chr(code) == text[place] or not "一" <= text[place] <= "鿿"


def test_a_long_text_is_looked_at_in_pieces_that_leave_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    text = FRAME.format("所得款项纳人财政预算管理。") * 3
    whole = [*suspicions(text)]
    monkeypatch.setattr("fatiao.review.characters.misread._PIECE", 50)
    pieces = [*suspicions(text)]
    assert [one.place for one in whole] == [one.place for one in pieces] != []


def test_levels_tell_common_words_from_rare_and_unknown_ones() -> None:
    def level(words: str, kind: np.uint64 = NGRAM) -> int:
        return int(table().levels(sums(np.array([*map(ord, words)], np.uint16), len(words)) + kind)[0])

    assert level("应当") > level("被征收人") > level("䶮靐") == 0
    assert level("收入", WORD) > level("收人", WORD) == 0


def test_pairs_that_are_known_or_equal_are_so_in_the_table() -> None:
    rows = confusions()
    held = {
        (wrong, chr(rows.meant[row])): SORTS[rows.sorts[row]]
        for wrong in "".join((*KNOWN, *EQUAL))
        for row in range(rows.starts[ord(wrong)], rows.starts[ord(wrong) + 1])
    }
    assert held["人", "入"] == held["入", "人"] == held["士", "土"] == "known"
    assert not any((one, other) in held for pair in EQUAL for one in pair for other in pair)


def test_what_is_surely_wrong_raises_its_series_alone() -> None:
    words = "营业收人如实申报，工资收人证明，征税人证明"
    text = text_of(stream_of(words).codes, table())
    places = np.array([match.start() + PADDING for match in re.finditer("人", words)])
    meant = np.full(3, ord("入"), np.uint16)
    found = Candidates(places, meant, np.zeros(3, np.int64))
    assert in_series(text, found, np.array([4, -3, -3], np.float32), table()).tolist() == [0, 1, 0]
    assert in_series(text, found, np.array([0, -3, -3], np.float32), table()).tolist() == [0, 0, 0]


def test_networks_are_kept_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = network()
    rows = np.random.default_rng(0).random((400, len(shipped.members[0].weights[0])), dtype=np.float32)
    shipped.save(tmp_path / "network.npz")
    monkeypatch.setattr("fatiao.review.characters.network.WEIGHTS", tmp_path / "network.npz")
    network.cache_clear()
    again = network()
    network.cache_clear()
    assert len(again.members) == len(shipped.members) > 1
    assert (again.logits(rows) == shipped.logits(rows)).all()
    each = [member.logits(rows) for member in shipped.members]
    assert np.allclose(shipped.logits(rows), np.mean(each, axis=0), atol=1e-4)
