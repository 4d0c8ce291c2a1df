"""The provision tree of one document: outline, paragraphs, annexes and signature block, tiled without gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.levels import SIGNATURE, Level
from ...text.lines import followed, lines, make_span, strip
from ...text.marks import STYLES
from ...text.numerals import TENS
from ...text.source import Span
from ..model import Provision
from .captions import captions
from .closing import Annex, find_annexes, signature_start
from .markers import LONGEST_HEADING, Marker
from .outline import Marks, outline, within
from .paragraphs import Node, paragraphs

_SECTION = re.compile(rf"(?:(?<=\n)|(?<=[。;]))[ \t]*{STYLES['dotted_section'].captured}[ ]*")
_GLUED_HEADING = re.compile(rf"([^。;:!?\n]{{2,40}}(?<![第和及、至]))\([ ]?[{TENS}]{{1,3}}[ ]?\)(?=[^》〉项的、,。;)])")
"""A heading glued to the first item below it, which may go on with those above: 职责调整（一）取消…, 评价方法（六）…"""

AROUND = " \t\n\u3000#*"
"""What may stand around a label and is no part of it: white space and Markdown marks."""

_ARTICLE, _PARA, _BODY = Level.ARTICLE, Level.PARA, Level.BODY  # looking a member up takes a while
_BREAK = re.compile(r"[ ]*\n\s*")
_SPACES = re.compile(r"[ \t]{2,}")
_EDIT = re.compile(r"[ ]*\[[ ]*编辑(?:源代码)?[ ]*\]\Z")
"""A wiki's button behind a heading."""
_SENTENCE = re.compile(r"[。;]")
_PROSE_END = re.compile(r"[。;:!?]\Z")


def build(folded: str, text: str, span: Span, front_end: int, marks: Marks, tables: Sequence[Span] = ()) -> Provision:
    """Return the root of the document's tree.

    `front_end` is where the title block ends; what stands before it belongs to the root itself. `marks` are those of
    the page. `tables` are the spans of tables, whose lines are no paragraphs. Children tile their parent behind
    its own text.
    """
    behind = Span(front_end, span.end)
    annexes = find_annexes(folded, behind, within(marks.all, behind))
    body = Span(front_end, annexes[0].span.start if annexes else span.end)
    found = outline(folded, body, marks)
    tail = signature_start(folded, Span(found[-1].span.end if found else front_end, body.end))
    tops = _preamble(folded, Span(front_end, found[0].span.start if found else tail), tables)
    tops += _nest(folded, found, tail, tables)
    if tail < body.end:
        tops.append(Node(Level.PARA, None, "", tail, tail, heading=SIGNATURE))
    tops += [_annex(folded, annex, tables) for annex in annexes]
    return _close(folded, text, Node(Level.BODY, None, "", span.start, span.start, children=tops), span.end)


def _preamble(folded: str, span: Span, tables: Sequence[Span]) -> list[Node]:
    return paragraphs(folded, span, tables) if span.end > span.start else []


def _nest(folded: str, marks: list[Marker], end: int, tables: Sequence[Span]) -> list[Node]:
    """Return the top nodes for the marks, each mark below the nearest mark of an outer level."""
    tops: list[Node] = []
    stack: list[tuple[int, Node]] = []
    with_caption = captions(folded, marks, end)
    for mark, following in followed(marks):
        stop = following.span.start if following else end
        node = Node(mark.level, mark.number, "", mark.span.start, mark.span.end)
        if mark.level is _ARTICLE:
            _fill_article(folded, node, stop, with_caption.get(mark.span.start), tables)
        else:
            _fill_heading(folded, node, stop, tables)
        depth = mark.level.order
        while stack and stack[-1][0] >= depth:
            stack.pop()
        (stack[-1][1].children if stack else tops).append(node)
        stack.append((depth, node))
    return tops


def _fill_article(folded: str, node: Node, stop: int, caption: Span | None, tables: Sequence[Span]) -> None:
    at = node.body
    if caption is not None:
        node.heading = caption.of(folded).strip(" []")
        at = node.body = caption.end
    sections = []
    if folded.find("节", at, stop) >= 0:
        sections = [m for m in _SECTION.finditer(folded, at, stop) if m[1].partition(".")[0] == node.number]
    node.children = paragraphs(folded, Span(at, sections[0].start(1) if sections else stop), tables, node.number)
    for match, following in followed(sections):
        section = Node(Level.SECTION, match[1], "", match.start(1), match.end())
        end = following.start(1) if following else stop
        section.children = paragraphs(folded, Span(match.end(), end), tables)
        node.children.append(section)


def _fill_heading(folded: str, node: Node, stop: int, tables: Sequence[Span]) -> None:
    """Give a 编, 章, 节 or 一、 its heading, and the paragraphs that stand right below it, if any."""
    whole = strip(folded, Span(node.body, stop))
    content = whole.of(folded)
    broken = node.level is not Level.DIVISION  # a chapter's heading may run over lines, up to its first article
    if len(content) <= LONGEST_HEADING and not _SENTENCE.search(content) and (broken or "\n" not in content):
        node.heading, node.body = content, whole.end
        return
    first = next(iter(lines(folded, whole)), whole)
    glued = _GLUED_HEADING.match(folded, *first)
    if glued:
        first = Span(*glued.span(1))
    if len(first.of(folded)) <= LONGEST_HEADING and not re.search(r"[。;:!?]", first.of(folded)):
        node.heading, node.body = first.of(folded), first.end
    node.children = paragraphs(folded, Span(node.body, stop), tables, node.number)


def _annex(folded: str, annex: Annex, tables: Sequence[Span]) -> Node:
    node = Node(Level.ANNEX, annex.number, "", annex.span.start, annex.label_end)
    below = [line for line in lines(folded, Span(annex.label_end, annex.span.end))]
    if below and len(below[0].of(folded)) <= LONGEST_HEADING and not _PROSE_END.search(below[0].of(folded)):
        node.heading, node.body = below[0].of(folded), below[0].end
    if not any(annex.span.holds(table) for table in tables):
        node.children = paragraphs(folded, Span(node.body, annex.span.end), tables)
    return node


def _close(folded: str, text: str, node: Node, end: int) -> Provision:
    """Freeze a node and those below it; each ends where the next begins."""
    children: tuple[Provision, ...] = ()
    own_end = end
    if node.children:
        closed = []
        for child in reversed(node.children):
            closed.append(_close(folded, text, child, own_end))
            own_end = child.start
        children = tuple(closed[::-1])
    heading, label = node.heading, ""
    if node.level is not _PARA and node.level is not _BODY:
        label = (text[node.start : node.body] if heading is None else _label(folded, text, node)).strip(AROUND)
        if node.level is _ARTICLE:
            label = label.rpartition("\n")[2]  # a site's count of the articles may stand above
    span = make_span((node.start, end))
    start = node.body if node.body < own_end else own_end
    body = span if start == span.start and own_end == end else make_span((start, own_end))
    return Provision(node.level, node.number, label, heading and _tidy(heading), span, body, children)


def _label(folded: str, text: str, node: Node) -> str:
    """Return the label of a node whose heading follows it before the body."""
    at = folded.find((node.heading or "").split("\n")[0], node.start, node.body)
    return text[node.start : at].rstrip("【[〔 　") if at >= 0 else text[node.start : node.body]


def _tidy(heading: str) -> str | None:
    """Return a heading on one line: broken lines joined, runs of spaces made one."""
    return _EDIT.sub("", _SPACES.sub(" ", _BREAK.sub("", heading.strip("#* \n")))) or None
