"""What the readers and stages make of any bytes: a function each, which raises where something does not hold.

The tests run them on a few hundred inputs each, `benchmarks/attack/fuzz.py` on as many as time allows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch
from xml.sax.saxutils import escape

import printed
from fatiao.ingest import IngestError, read_bytes
from fatiao.ingest.readers import scan
from fatiao.review.page import reviewed
from fatiao.text.clauses import Clause, cut_unit
from fatiao.text.fold import fold
from fatiao.text.numerals import parse_integer, parse_number, to_chinese
from fatiao.text.segment import tokens
from fatiao.text.source import Source, Span
from invariants import check_processed, check_source, check_text
from word_files import any_markup, word

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


_LINES = """
某市管理办法 某市实施细则 某市人民政府关于修改《某市管理办法》的决定 关于印发《某市管理办法》的通知
现将《某市管理办法》印发给你们，请遵照执行。 《某市管理办法》已经市政府同意，现予公布。 各区人民政府，市政府各部门： 第一条 为规范管理，制定本办法。
第二条 罚款不超过5万元。 第一章 总则 第二章 目录 目　录 附　则 附件： 附件1 附件：1.某市收费标准 一、总体要求 （一）每吨80元。 某市人民政府
某市人民政府办公室 二〇〇八年六月二十六日 2008年6月26日 某府〔2008〕9号 （2008年6月26日某市人民代表大会常务委员会第三次会议通过）
首页 > 法规 【打印】【关闭】 上一篇：某市规定 下一篇 相关链接 发布时间：2008-06-26 索引号：0001 来源：某市政府 标题：某市管理办法
某部令 第 5 号 公告 通知 说明 某市收费标准 项目 标准 备注 1 2 3 本办法自2009年1月1日起施行。 此件公开发布 主题词：管理 抄送：市委
法宝提示 页面执行时间 ICP备05000000号 版权所有 # ## ---
"""
_BOUND = """
由 对 向 自 从 在 应当 不得 可以 处 并处 责令 违反 按照 为 的 之日 之日起 起 内 后 前 以前 满 届满 收到 申请 受理 批准 之一 每 每次 占 其中 其
不低于 不超过 以上 以下 至 或者 和 及 、 ， ， ； 。 ： （ ） 《 》 “ ” 申请人 单位 个人 经营者 主管部门 市财政局 公安机关 注册资本 贷款余额 总投资 面积
年龄 人数 期限 比例 费用 滞纳金 罚款 拘留 有效期 情节严重的 逾期不改正的 本办法 前款 规定 规定的 有下列行为之一的 书面 通知 决定 5 三十 10% 百分之二
五倍 5万元 二十日 三十个工作日 六个月 1年 50人 100平方米 3公里 80元 2009年1月1日 18周岁 每吨 第八条 一次 分之
"""


_ALL = bytes(range(256))
_DIGITS = "〇零一二两三四五六七八九十百千万亿半廿.,0123456789分之点"


def composed(data: bytes, pieces: Sequence[str] = _FRAGMENTS) -> str:
    """Return a text made of the words and marks of regulations, one for each byte."""
    return "".join(pieces[byte % len(pieces)] for byte in data)


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


def segmentation(data: bytes) -> None:
    """Any lines of documents, notices and sites are split into documents; any text into clauses, and these into words."""
    page = check_text("\n".join(composed(bytes([byte]), _LINES.split() if byte < 128 else _FRAGMENTS) for byte in data))
    folded = fold(page.source.text)
    for unit in (node.own for regulation in page.regulations for node, _ in regulation.root.walk()):
        clauses, pairs = cut_unit(folded, unit)
        assert all(unit.holds(Span(*clause[:2])) for clause in (*clauses, *pairs))
        assert all(before.end <= clause.start < clause.end for before, clause in pairwise([_start_of(unit), *clauses]))
        for start, end, _ in clauses:
            words = tokens(folded, start, end)
            assert "".join(word.word for word in words) == "".join(folded[start:end].split())


def metadata(data: bytes) -> None:
    """Any title block is read."""
    check_text(f"{composed(data)}\n第一条 为了规范管理，制定本办法。\n第二条 本办法自2009年1月1日起施行。\n")


def quantities(data: bytes) -> None:
    """Any words around numbers give parameters whose characters stand in their clause."""
    check_processed(check_text(f"某市管理办法\n第一条 {composed(data)}\n第二条 贷款余额不超过5倍。\n"))


def binding(data: bytes) -> None:
    """Any words that say whom and what a number binds, in a list and what introduces it, are bound without loss."""
    bound = _BOUND.split()
    lead, *items = (composed(piece, bound) for piece in data.split(b"\x00"))
    listed = "".join(f"（{to_chinese(number)}）{item}\n" for number, item in enumerate(items, start=1))
    check_processed(check_text(f"某市管理办法\n第一条 {lead}\n{listed}第二条 {lead}。\n"))


def review(data: bytes) -> None:
    """Any page is checked for what is suspicious, and gets flags with places on it."""
    page = check_text(f"某市管理办法\n第一条 {composed(data)}\n")
    for flag in reviewed(check_processed(page)).flags:
        assert 0 <= flag.span.start <= flag.span.end <= len(page.source.text)


def pdf(data: bytes) -> None:
    """A damaged PDF is read, or refused with a reason; one that prints any words and lines anywhere is read."""
    for file in (data, printed.pdf(printed.any_sheets(data, _FRAGMENTS))):
        with patch.object(scan, "is_installed", return_value=False):  # recognising takes seconds a page
            source = _read(file, "page.pdf")
        if source:
            check_source(source)


def docx(data: bytes) -> None:
    """A damaged Word file, or one of any XML, words, markup or embedded page, is read, or refused with a reason."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in composed(data).split("\n"))
    marked_up = any_markup(data)
    for file in (
        data,
        word(data.decode("utf-8", "ignore")),
        word(paragraphs),
        word(marked_up, marked_up, marked_up),
        word('<w:altChunk r:id="chunk"/>', parts={"chunk.mht": data}),
    ):
        source = _read(file, "page.docx")
        if source:
            check_source(source)


TARGETS: Mapping[str, Target] = {
    target.__name__: target
    for target in (
        *(encodings, html, markup, pdf, docx, folding, numerals),
        *(segmentation, tree, metadata, quantities, binding, review),
    )
}


def seeds(name: str) -> list[bytes]:
    """Return what to begin with: for files of a kind, small ones of it."""
    if name in ("pdf", "docx"):
        made = printed.pdf(printed.any_sheets(_ALL, _FRAGMENTS)) if name == "pdf" else word(any_markup(_ALL))
        return [made, _ALL, *(path.read_bytes() for path in sorted(FILES.glob(f"*.{name}")))]
    if name in ("html", "encodings"):
        return [path.read_bytes()[:20_000] for path in sorted(FILES.glob("*.html"))]
    return [_ALL[:size] for size in (1, 40, 160)]


def _start_of(unit: Span) -> Clause:
    return Clause(unit.start, unit.start, "")


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
