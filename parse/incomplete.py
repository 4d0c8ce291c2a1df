"""Documents that may not be whole: cut off in the middle, or without the closing provisions of their kind.

A scraper that stops early, or a site that shows the first pages of a text, leaves a regulation that reads well and
lacks its penalties. What tells is its end. Interpretations, decisions, replies and notices end in many ways and are
doubted only where a sentence is cut; statutes and rules end by saying from when they hold, what they repeal or who
explains them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..text.levels import Level
from ..text.lines import strip
from ..text.marks import STYLES
from ..text.numerals import NUMERAL_CHARACTERS, parse_integer
from ..text.source import Flag, Span
from .model import Provision, Regulation
from .pages.titles import kinds_of_class

_KINDS = kinds_of_class("rule") & kinds_of_class("statute") | {"法"}
_LEVELS = frozenset({"法律", "行政法规", "监察法规", "部门规章", "地方性法规", "地方政府规章"})
"""Levels whose texts have closing provisions."""
_CLOSING = re.compile(
    r"日[ ]?(?:零时)?[ ]?(?:起|后|开始|正式)?[^。;\n]{0,14}(?:施行|实施|执行|生效|试行|实行)"
    r"|本[^。;\n]{1,40}(?:公布|发布|颁布)(?:之?后)?(?:施行|实施|执行|生效)"
    r"|(?:同时|即行|相应|一律|予以|即|自行|均[予行]?)(?:废止|失效)|停止(?:执行|施行)|\n[#\s]*附[ ]*则[ ]*\n"
)
"""What a closing provision says: from when, and what is repealed."""
_LAST_ARTICLES = 3
"""Articles at the end among which it is looked for: what it repeals, and a list, may follow it."""
_CLOSING_LAST = re.compile(
    r"由[^。;\n]{2,40}解释|解释权"
    r"|(?:根据|依据|依照|按照|参照)本[^。;\n]{1,60}[制拟][定订][^。;\n]{0,40}(?:办法|细则|规定|规则|措施)"
    r"|(?:办法|细则|规则|标准)由[^。;\n]{2,60}(?:[制规][定订]|另行)"
)
"""What only the very last article closes with: who explains it, who makes its details."""
_CLOSING_CHAPTER = re.compile(r"附[ ]*则")
_CUT = re.compile(r"(?:[,、(《“]|[\u4e00-\u9fff](?<!附件)(?<!附表)(?<!附图)(?<!附录))\Z")
"""How a sentence ends that is none."""
_PUNCTUATION = re.compile(r"[,、;。:]")
_CUT_ANYWHERE = re.compile(r"[,、(《“]\Z")
_ANNOUNCING = re.compile(r"(?:下列|如下|以下|包括|分别为|之一|是指|应当)[^。;\n]{0,60}:\Z")
_AT_END = re.compile(r":(?=[\s*]*(?:\Z|#|第[^条章节编\n]{1,8}[条章节编]))")
"""A colon that nothing but a heading follows."""
_AROUND = " \t\n#*"
_ANNEX_LINE = re.compile(rf"\n[#* \t]*(附[件表图录]?[ ]?[\d{NUMERAL_CHARACTERS}]{{0,3}}[ ]*:?)[*\s]*\Z")
_TAIL = 40
"""Characters at the end of a document among which its last line stands, if it only announces an annex."""
_COMMENT = re.compile(r"<!--[^>]*-->")
_CHAPTER_LINE = re.compile(rf"^[#*\s]*{STYLES['chapter'].captured}", re.M)
_SHOWN = 24
_SURE, _LIKELY = 0.9, 0.7


def check_complete(folded: str, text: str, regulation: Regulation, closes: bool = True) -> Iterator[Flag]:
    """Yield a flag of the kind `incomplete` for each sign that a document is not whole.

    `folded` is the view of the text; `closes` tells whether its country's statutes have closing provisions.
    """
    body = [child for child in regulation.root.children if child.level is not Level.ANNEX and not child.is_signature]
    if not body:
        if not regulation.root.children:
            title = regulation.title_span  # which may be that of another copy of it
            where = title if title and regulation.span.holds(title) else regulation.span
            yield Flag("incomplete", "只有标题，没有正文", where, score=_SURE)
        return
    provisions = [node for top in body for node in top.all()]
    articles = [node for node in provisions if node.level is Level.ARTICLE]
    last = provisions[-1]
    yield from _ends_early(folded, text, regulation, last, bool(articles))
    yield from _announced(folded, text, regulation)
    yield from _beyond(folded, regulation, provisions, articles)
    if closes and articles and _has_closing(regulation) and not _closed(folded, provisions, articles):
        reason = f"止于{articles[-1].label}，没有施行、废止、解释等结尾条款，其后的条文可能缺失"
        yield _flag(folded, articles[-1], reason, _SURE)


def _has_closing(regulation: Regulation) -> bool:
    """Tell whether documents of this kind and level end with closing provisions.

    A law whose title block says from when it holds may do without (宪法), and a rule whose notice does.
    """
    if regulation.kind not in _KINDS:
        return False
    if regulation.effective and (regulation.authority == "法律" or regulation.issued_by is not None):
        return False
    if regulation.authority is None and regulation.doc_number is None:  # a title and articles alone
        return regulation.kind == "条例" or regulation.region is not None
    return regulation.authority in _LEVELS


def _closed(folded: str, provisions: list[Provision], articles: list[Provision]) -> bool:
    chapters = [node for node in provisions if node.level is Level.CHAPTER]
    if chapters and _CLOSING_CHAPTER.match(chapters[-1].heading or ""):
        return True
    if _CLOSING_LAST.search(folded, *articles[-1].span):
        return True
    return any(_CLOSING.search(folded, *node.span) for node in articles[-_LAST_ARTICLES:])


def _ends_early(folded: str, text: str, regulation: Regulation, last: Provision, has_articles: bool) -> Iterator[Flag]:
    """Yield a flag where the last words are no end: a sentence that is cut, a list or an annex that is announced."""
    tail = Span(max(regulation.root.own.end, regulation.span.end - _TAIL), regulation.span.end)
    if annex := _ANNEX_LINE.search(folded, *tail):
        yield Flag("incomplete", f"“{Span(*annex.span(1)).of(text)}”之后没有内容", Span(*annex.span(1)), score=_SURE)
        return
    words = _words(folded, last)
    if _in_table(regulation, last.span):
        return
    whole = (
        last.level in (Level.PARA, Level.ARTICLE)
        and has_articles
        and bool(_PUNCTUATION.search(words.rpartition("\n")[2]))
    )
    cut = (_CUT if whole else _CUT_ANYWHERE).search(words)
    if cut and not _CLOSING.search(words):
        yield _flag(folded, last, f"正文止于“{_words(text, last)[-_SHOWN:]}”，句子不完整", _SURE if whole else _LIKELY)


def _announced(folded: str, text: str, regulation: Regulation) -> Iterator[Flag]:
    """Yield a flag for each provision of an article that announces what does not follow: 应当具备下列条件：."""
    if regulation.kind not in _KINDS:
        return
    for colon in _AT_END.finditer(folded, *regulation.span):
        path = regulation.root.path_at(colon.start())
        line = [regulation.root.at(path[:depth]) for depth in range(1, len(path) + 1)]
        node = line[-1] if line else regulation.root
        in_article = any(above.level is Level.ARTICLE for above in line)
        ends = not node.children and not folded[colon.end() : node.span.end].strip(_AROUND)
        if not (in_article and ends and _ANNOUNCING.search(folded, node.own.start, colon.end())):
            continue
        if not _in_table(regulation, Span(node.span.start, node.span.end + 1)):
            yield _flag(folded, node, f"“{_words(text, node)[-_SHOWN:]}”之后没有所列的内容", _LIKELY)


def _beyond(
    folded: str, regulation: Regulation, provisions: list[Provision], articles: list[Provision]
) -> Iterator[Flag]:
    """Yield a flag where the contents or the text itself name chapters or articles behind the last one."""
    front = Span(regulation.span.start, regulation.root.own.end)
    listed = max((parse_integer(m[1]) or 0 for m in _CHAPTER_LINE.finditer(folded, *front)), default=0)
    last = _highest(node for node in provisions if node.level is Level.CHAPTER) if listed else 0
    if 0 < last < listed:
        yield _flag(folded, provisions[-1], f"目录列到第{listed}章，正文止于第{last}章", _SURE)
    if not articles or regulation.kind is None:
        return
    own = re.compile(rf"本{re.escape(regulation.kind)}第([{NUMERAL_CHARACTERS}\d]+)条")
    cited = max((parse_integer(m[1]) or 0 for m in own.finditer(folded, *regulation.span)), default=0)
    if cited > (last := _highest(articles) if cited else 0) > 0:
        reason = f"文中引用本{regulation.kind}第{cited}条，正文止于第{last}条"
        yield _flag(folded, articles[-1], reason, _LIKELY)


def _highest(nodes: Iterable[Provision]) -> int:
    """Return the highest number of provisions, 0 where none has one."""
    wholes = ((node.number or "").partition("之")[0] for node in nodes)
    return max((int(whole) for whole in wholes if whole.isdecimal()), default=0)


def _in_table(regulation: Regulation, span: Span) -> bool:
    return any(table.span.start < span.end and table.span.end > span.start for table in regulation.tables)


def _words(text: str, node: Provision) -> str:
    return _COMMENT.sub("", node.own.of(text)).rstrip(_AROUND + "\u3000")


def _flag(folded: str, node: Provision, reason: str, score: float) -> Flag:
    return Flag("incomplete", reason, strip(folded, node.own), score=score)
