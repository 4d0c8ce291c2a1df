"""The spaCy component: what spans it makes, with any tokenizer, in a pipe, from disk and in the documents' examples."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from fatiao.workers import process
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "corpus" / "pages" / "003_2fb9624b21f164e5.txt"
GUIDE = ROOT / "docs" / "spacy.md"
SENTENCE = "担保公司应当在收到申请之日起十个工作日内答复；对单个企业的担保余额不得超过净资产的10%。"


def pipeline(segmenter: str = "char") -> Language:
    nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("fatiao_parameters")
    return nlp


def parameters(doc: Doc) -> list[Span]:
    return list(doc.spans["parameters"])


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
def test_a_page_gives_what_extraction_gives(segmenter: str) -> None:
    spans = parameters(pipeline(segmenter)(PAGE.read_text(encoding="utf-8")))
    wanted = [parameter for found in process(PAGE).parameters for parameter in found]
    assert len(spans) == len(wanted) > 40
    for span, parameter in zip(spans, wanted, strict=True):
        mention, subject = parameter.mention, parameter.subject
        assert (span._.mention, span._.start_char_exact, span._.end_char_exact) == (parameter.text, *mention.span)
        assert (span._.quantity, span._.role, span._.comparator) == (mention.quantity, mention.role, mention.comparator)
        assert (span._.low, span._.high, span._.unit) == (mention.low, mention.high, mention.unit)
        assert (span._.attribute, span._.holder, span._.base) == (subject.attribute, subject.holder, subject.base)
        assert (span._.trigger, span._.condition, span._.modality) == (
            *(subject.trigger, subject.condition),
            subject.modality,
        )
        assert (span._.rule, span._.confidence, span._.quote) == (mention.rule, mention.confidence, parameter.quote)
        assert span.label_ == span._.quantity
        assert span.start_char <= span._.start_char_exact < span._.end_char_exact <= span.end_char
    assert {span._.regulation for span in spans} == {"山东省应对国际贸易摩擦工作站管理办法"}
    assert spans[0]._.citation == "第七条"


def test_characters_are_tokens_so_spans_are_mentions() -> None:
    assert all(span.text == span._.mention for span in parameters(pipeline()(PAGE.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n　", [], id="white space"),
        pytest.param("为了规范管理，制定本办法。", [], id="no number"),
        pytest.param("三十日", ["三十日"], id="a number alone"),
        pytest.param("期限  为\r\n三年 ，罚款　20万元", ["三年", "20万元"], id="odd white space"),
        pytest.param("第五条 罚款不超过20万元。", ["20万元"], id="an article alone"),
    ],
)
def test_any_text(text: str, mentions: list[str]) -> None:
    doc = pipeline()(text)
    assert doc.text == text
    assert [span._.mention for span in parameters(doc)] == mentions


def test_two_parameters_in_one_token_keep_their_fields() -> None:
    nlp = spacy.blank("zh")
    doc = Doc(nlp.vocab, words=["罚款5万元，期限三年"], spaces=[False])
    fine, period = parameters(nlp.add_pipe("fatiao_parameters")(doc))
    assert (fine.start, fine.end) == (period.start, period.end)
    assert (fine._.mention, fine._.unit, period._.mention, period._.unit) == ("5万元", "CNY", "三年", "a")


def test_other_spans_have_no_fields() -> None:
    doc = pipeline()(SENTENCE)
    assert doc[0:4]._.quantity is None
    assert doc[0:4]._.parameter is None


@pytest.mark.parametrize("processes", [1, 2])
def test_a_pipe_gives_what_single_calls_give(processes: int) -> None:
    nlp = pipeline()
    texts = [SENTENCE, "三十日", "罚款不超过20万元。"] * 3
    piped = [[s._.parameter for s in parameters(doc)] for doc in nlp.pipe(texts, n_process=processes, batch_size=2)]
    assert piped == [[span._.parameter for span in parameters(nlp(text))] for text in texts]


def test_a_pipeline_comes_back_from_disk(tmp_path: Path) -> None:
    nlp = pipeline("jieba")
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == ["fatiao_parameters"]
    assert [span._.parameter for span in parameters(again(SENTENCE))] == [
        span._.parameter for span in parameters(nlp(SENTENCE))
    ]


def test_documents_keep_their_parameters() -> None:
    doc = pipeline()(SENTENCE)
    (binned,) = DocBin(docs=[doc], store_user_data=True).get_docs(Vocab())
    for copy in (Doc(Vocab()).from_bytes(doc.to_bytes()), binned, doc.copy()):
        assert [span._.parameter for span in parameters(copy)] == [span._.parameter for span in parameters(doc)]


def test_another_group() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("fatiao_parameters", config={"spans_key": "numbers"})
    doc = nlp(SENTENCE)
    assert [span._.mention for span in doc.spans["numbers"]] == ["十个工作日", "10%"]
    assert "parameters" not in doc.spans


def test_spacy_finds_the_component_and_fatiao_leaves_spacy_alone() -> None:
    """In a process of its own, since this one has imported both."""
    script = """
import sys, fatiao, fatiao.cli, fatiao.extract, fatiao.pipeline
assert "spacy" not in sys.modules
import spacy
nlp = spacy.blank("zh")
nlp.add_pipe("fatiao_parameters")
doc = nlp("期限三年")
print(doc.spans["parameters"][0]._.unit)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("a\n", 0), done.stderr


def test_the_component_alone_imports_spacy() -> None:
    package = [*ROOT.glob("*.py"), *(file for room in ROOT.glob("*/__init__.py") for file in room.parent.rglob("*.py"))]
    importing = re.compile(r"^\s*(?:import|from) spacy\b", re.M)
    assert [file for file in package if importing.search(file.read_text(encoding="utf-8"))] == [
        ROOT / "extract" / "spacy.py"
    ]


def test_every_attribute_is_documented() -> None:
    from fatiao.extract.spacy import FIELDS

    text = GUIDE.read_text(encoding="utf-8")
    table = "\n".join(line for line in text.splitlines() if line.startswith("| "))
    assert [name for name in (*FIELDS, "parameter") if f"`{name}`" not in table] == []


def test_the_examples_are_right() -> None:
    text = re.sub(r"^```.*$", "", GUIDE.read_text(encoding="utf-8"), flags=re.M)
    examples = doctest.DocTestParser().get_doctest(text, {}, "spacy.md", str(GUIDE), 0)
    assert len(examples.examples) > 12
    said: list[str] = []
    assert doctest.DocTestRunner().run(examples, out=said.append).failed == 0, "".join(said)
