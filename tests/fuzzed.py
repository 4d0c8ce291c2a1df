"""What the readers and stages make of any bytes: a function each, which raises where something does not hold.

The tests run them on a few hundred inputs each, `benchmarks/attack/fuzz.py` on as many as time allows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from fatiao.ingest import IngestError, read_bytes
from fatiao.review.page import reviewed
from fatiao.text.fold import fold
from fatiao.text.numerals import parse_integer, parse_number, to_chinese
from fatiao.text.source import Source
from invariants import check_processed, check_source, check_text
from word_files import word

FILES = Path(__file__).parent.parent / "corpus" / "files"

Target = Callable[[bytes], None]

_WORDS = """
    第一条 第二条 第二条之一 第十九条 第3条 第一章 第二节 第一编 总则 附则 一、 二、 （一） （二） (a) (i) 1. 2、 1.1
    1.01节 ① 附件 附件1： 目录 某市管理办法 关于印发《某市管理办法》的通知 《某法》 现印发给你们 自2009年2月30日起施行
    二○○八年六月二十六日 2008年6月26日某市人民政府 某府〔2008〕9号 （2008年6月26日某市人大常委会通过）
    根据2010年1月1日《某决定》修正 依照 违反 本办法 前款 第八条第二款第（三）项 规定 单位 个人 申请人 市财政局 贷款余额 注册资本 罚款
    有下列行为之一的 情节严重的 逾期 应当 不得 可以 处 并处 由 自 之日起 的 以上 以下 以内 不超过 不得低于 超过 未满 至 或者 和 其中
    每 每年 累计 一次 百分之 % ％ ‰ 倍 分之 元 万元 亿元 日 工作日 个月 年 人 户 米 平方米 公里 吨 分 周岁 一 二 两 三 十 百
    千 万 亿 半 零 〇 O l 0 1 5 30 1,000 1.5 3万4000 １０ 二O一O ×× ×××× “ ” （ ） 【 】 、 ， 。
    ； ： ! . , - ～ —— …… / \u200b \ue004 \u200f \x00 ⼀ 収 <p> <td> </td> <table>
    ** # | ![a](b) &nbsp; &#x4e00; 收人 准人 士地
"""
_FRAGMENTS = [*_WORDS.split(), "\n", "\n\n", " ", "\t", "\r\n", "\u3000\u3000"]


_DIGITS = "〇零一二两三四五六七八九十百千万亿半廿.,0123456789分之点"


def composed(data: bytes) -> str:
    """Return a text made of the words and marks of regulations, one for each byte."""
    return "".join(_FRAGMENTS[byte % len(_FRAGMENTS)] for byte in data)


def encodings(data: bytes) -> None:
    """Text in any encoding is read, or refused with a reason."""
    _read(data, "page.txt")


def html(data: bytes) -> None:
    """Any web page is read and parsed, or refused with a reason."""
    source = _read(data, "page.html")
    if source:
        check_source(source)


def markup(data: bytes) -> None:
    """A web page or a Markdown file with any words of regulations in any tags is read and parsed."""
    for name in ("page.html", "page.md"):
        source = _read(composed(data).encode("utf-8", "surrogatepass"), name)
        if source:
            check_source(source)


def folding(data: bytes) -> None:
    """Folding changes no length, and nothing the second time."""
    text = data.decode("utf-8", "replace")
    folded = fold(text)
    assert len(folded) == len(text) and fold(folded) == folded


def numerals(data: bytes) -> None:
    """Any numeral is a number or none; what is written of a number is read as that."""
    text = "".join(_DIGITS[byte % len(_DIGITS)] for byte in data[:40])
    number = parse_number(text)
    assert number is None or (isinstance(number, Decimal) and number.is_finite())
    whole = parse_integer(text)
    if whole is not None and 0 <= whole < 10**8:
        assert parse_integer(to_chinese(whole)) == whole


def tree(data: bytes) -> None:
    """Any sequence of marks and words is segmented and split into provisions that tile it."""
    check_text(f"某市管理办法\n{composed(data)}")


def metadata(data: bytes) -> None:
    """Any title block is read."""
    check_text(f"{composed(data)}\n第一条 为了规范管理，制定本办法。\n第二条 本办法自2009年1月1日起施行。\n")


def quantities(data: bytes) -> None:
    """Any words around numbers give parameters whose characters stand in their clause."""
    check_processed(check_text(f"某市管理办法\n第一条 {composed(data)}\n第二条 贷款余额不超过5倍。\n"))


def review(data: bytes) -> None:
    """Any page is checked for what is suspicious, and gets flags with places on it."""
    page = check_text(f"某市管理办法\n第一条 {composed(data)}\n")
    for flag in reviewed(check_processed(page)).flags:
        assert 0 <= flag.span.start <= flag.span.end <= len(page.source.text)


def pdf(data: bytes) -> None:
    """A damaged PDF is read, or refused with a reason."""
    source = _read(data, "page.pdf")
    if source:
        check_source(source)


def docx(data: bytes) -> None:
    """A Word file with any body is read, or refused with a reason: of any XML, and of any words in paragraphs."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in composed(data).split("\n"))
    for body in (data.decode("utf-8", "ignore"), paragraphs):
        source = _read(word(body), "page.docx")
        if source:
            check_source(source)


TARGETS: Mapping[str, Target] = {
    target.__name__: target
    for target in (encodings, html, markup, folding, numerals, tree, metadata, quantities, review, pdf, docx)
}


def seeds(name: str) -> list[bytes]:
    """Return what to begin with: for files of a kind, small ones of it."""
    if name == "pdf":
        return [path.read_bytes() for path in sorted(FILES.glob("*.pdf"))]
    if name in ("html", "encodings"):
        return [path.read_bytes()[:20_000] for path in sorted(FILES.glob("*.html"))]
    return [bytes(range(size)) for size in (1, 40, 160)]


def _read(data: bytes, name: str) -> Source | None:
    """Read bytes as a file, and check what was read; None where it is refused, with what is wrong and the way out."""
    try:
        source = read_bytes(data, name)
    except IngestError as error:
        assert error.problem and error.remedy
        return None
    source.text.encode("utf-8", "surrogatepass")
    for flag in source.flags:
        assert 0 <= flag.span.start <= flag.span.end <= len(source.text)
    return source
