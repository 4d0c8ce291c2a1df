"""Citations: what a document says of other provisions and documents, resolved inside the document.

Several provisions named together (第三条、第五条; 第十七条至第二十条; 前两款) give one citation each. Those of a list
have spans of their own; those of a range or a shortened list (第（一）、（三）项) share one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from heapq import merge
from typing import NamedTuple

from ...text.levels import COUNTERS, INSIDE_ARTICLES, Level
from ...text.source import Span
from ..model import Citation, Path, Provision
from ..tree.index import ProvisionIndex, Step
from .cite import cite_steps
from .decisions import Decision
from .mentions import Aliases, Token, tokens
from .references import members_of_range, read_chain, with_outer_steps
from .relations import AMENDMENT, MENTION, MODEL, relation

_JOIN = re.compile(r"[ ]?(?:的)?(?:规定)?[ ]?(?:、|,|和|及|与|或|并|以及|或者|,?并?且?(?:依照|按照|违反|适用))[ ]?")
_RANGE = re.compile(r"[ ]?[至到~-][ ]?")
_NEEDS_CONTEXT = INSIDE_ARTICLES | {Level.SECTION, Level.PART}
_FOLLOWS = re.compile(
    r"[ ]?(?:规定|所列|所|的(?:规定|情形|行为|罪)|[中、和及与或至,。;)]|情形|行为|罪|以外|除外|修改|改为)"
)


class _LastCited(NamedTuple):
    """What was cited last: the title and number (None: the document itself), the steps, and where it ended."""

    title: str | None
    number: str | None
    steps: tuple[Step, ...]
    span: Span
    article: Path | None
    made: int


def find_citations(folded: str, text: str, body: Span, root: Provision) -> tuple[Citation, ...]:
    """Return the citations in the body of a document, what stands below its title block, in order; labels are none.

    `folded` is the folded form of `text`, the whole source; `root` is the document's tree. `path` of a citation is
    where the document itself has what is cited (the nearest provision above where the tree lacks a 款 or 项).
    """
    return tuple(_Finder(folded, text, body, root).run())


def _start(token: Token) -> int:
    return token.span.start


class _Finder:
    """One pass over a document's mentions, with what was cited before."""

    def __init__(self, folded: str, text: str, body: Span, root: Provision) -> None:
        self._folded, self._text, self._body = folded, text, body
        self._root = root
        self._provisions = ProvisionIndex(root)
        self._last: _LastCited | None = None
        self._out: list[Citation] = []
        self._headed: dict[Path, _LastCited] = {}
        self._decision = Decision(folded, text, body, root.own.of(folded))

    def run(self) -> Sequence[Citation]:
        aliases = Aliases()
        unmarked = [heading for heading in self._decision.headings if not heading.marked]
        found = tokens(self._folded, self._text, self._body, aliases, self._provisions.labels)
        named = (Token("title", heading.span, None, heading.name) for heading in unmarked)
        for token in merge(found, named, key=_start) if unmarked else found:
            self._decision.reach(token.span.start)
            if not self._is_label(token):
                self._take(token)
        return self._out

    def _is_label(self, token: Token) -> bool:
        """Tell whether the token is the number of a provision itself, also where the tree does not take it for one."""
        if token.kind not in ("bare", "item"):
            return False
        if self._provisions.opens(token.span.start):
            return True
        before = self._folded[max(0, token.span.start - 3) : token.span.start].rstrip(" \t#*")
        return (not before or before[-1] in "\n“") and self._folded[token.span.end : token.span.end + 1] in " \t\n:"

    def _take(self, token: Token) -> None:
        at = self._root.path_at(token.span.start)
        if token.kind in ("title", "number"):
            self._external(token, at)
        elif token.kind in ("here", "earlier"):
            self._relative(token, at)
        elif token.kind == "own":
            self._own(token, at)
        elif token.kind == "same":
            self._same(token, at)
        else:
            self._bare(token, at)

    def _external(self, token: Token, at: Path) -> None:
        found = relation(self._folded, *token.span, *self._body)
        if heading := self._decision.heading(token.span):
            found = heading.relation
        elif found == MENTION and token.chain and self._decision.instructs(token.span):
            found = AMENDMENT
        if found == AMENDMENT and token.name:
            self._decision.take(token.name)
        targets = read_chain(token.chain) if token.chain else [()]
        self._emit(token, at, token.name, token.number, targets or [()], found)

    def _own(self, token: Token, at: Path) -> None:
        title = self._decision.amended if self._decision.quotes(token.span.start) else None
        self._emit(token, at, title, None, (read_chain(token.chain) if token.chain else []) or [()])

    def _relative(self, token: Token, at: Path) -> None:
        """本条第二款, 前款, 前两款, 前条第二项: found from where the token stands."""
        assert token.unit
        level = COUNTERS[token.unit]
        last = self._last
        if last and last.steps and token.kind == "earlier" and token.many > 1 and last.span.end == token.span.start:
            first = [(*last.steps, (level, str(number))) for number in range(1, token.many + 1)]
            self._emit(token, at, last.title, last.number, first)  # 第八条前三款 are its first three
            return
        if self._decision.quotes(token.span.start):
            self._emit(token, at, self._decision.amended, None, [()])
            return
        if token.kind == "here":
            above = self._provisions.above(at, level)
            bases = [above] if above else []
        else:
            bases = self._provisions.earlier(level, token.many, at)
        below: Sequence[tuple[Step, ...]] = (read_chain(token.chain) if token.chain else ()) or ((),)
        article = self._provisions.above(at, Level.ARTICLE)
        for base in bases:
            for steps in below:
                path = (self._provisions.locate(steps, base) or base) if steps else base
                self._add(token.span, None, None, (*self._steps_to(base), *steps), path, self._own_relation(token.span))
        if not bases:
            self._add(token.span, None, None, (), None, self._own_relation(token.span))
        if bases:
            steps = (*self._steps_to(bases[-1]), *below[-1])
            self._last = _LastCited(None, None, steps, token.span, article, len(bases) * len(below))

    def _steps_to(self, path: Path) -> tuple[Step, ...]:
        """Return the numbered provisions from the article down to `path`."""
        article = self._provisions.above(path, Level.ARTICLE)
        first = len(article) if article else len(path)
        nodes = [self._root.at(path[:n]) for n in range(max(first, 1), len(path) + 1)]
        return tuple((node.level, node.number) for node in nodes if node.number is not None)

    def _same(self, token: Token, at: Path) -> None:
        """同法第三条, 该条第二款: of what was cited last in the same article."""
        last = self._last
        if last is None or last.article != self._provisions.above(at, Level.ARTICLE):
            return
        targets = read_chain(token.chain) if token.chain else []
        if token.unit:
            upper = [step for step in last.steps if step[0] is COUNTERS[token.unit]]
            targets = [with_outer_steps(steps, last.steps) for steps in targets] if upper else []
        elif last.title is None and last.number is None:
            return
        if targets:
            self._emit(token, at, last.title, last.number, targets)

    def _bare(self, token: Token, at: Path) -> None:
        """第三条, 第二款, (三)项 without a document's name: of what the list named before, or of this document."""
        targets = read_chain(token.chain or "")
        if not targets:
            return
        last = self._last
        between = self._folded[last.span.end : token.span.start] if last else ""
        if last and last.steps and len(between) <= 8 and _RANGE.fullmatch(between):
            self._range(last, token, at, targets)
        elif last and last.steps and len(between) <= 8 and _JOIN.fullmatch(between) and self._continues(last, targets):
            amended = self._out[-1].relation == AMENDMENT  # 删去第九条、第十一条第三项
            whole = [with_outer_steps(steps, last.steps) for steps in targets]
            self._emit(token, at, last.title, last.number, whole, AMENDMENT if amended else None)
        elif token.kind == "bare":
            self._alone(token, at, targets)

    def _continues(self, last: _LastCited, targets: Sequence[Sequence[Step]]) -> bool:
        return targets[0][0][0].order <= last.steps[-1][0].order or last.title is None

    def _range(self, last: _LastCited, token: Token, at: Path, targets: Sequence[tuple[Step, ...]]) -> None:
        """第十七条至第二十条: take back the first end and cite each member, over the whole span."""
        first = self._out.pop()
        whole = token._replace(span=Span(last.span.start, token.span.end))
        self._emit(whole, at, last.title, last.number, members_of_range(last.steps, targets[0]), first.relation)

    def _alone(self, token: Token, at: Path, targets: Sequence[tuple[Step, ...]]) -> None:
        level = targets[0][0][0]
        amended = self._decision.amended
        if amended and self._decision.instructs(token.span):
            last = self._last
            if last and last.title and last.steps and level in INSIDE_ARTICLES:
                targets = [with_outer_steps(steps, last.steps) for steps in targets]
            self._emit(token, at, amended, None, targets, AMENDMENT)
            return
        if self._decision.quotes(token.span.start):
            self._emit(token, at, amended, None, targets)
            return
        implied = self._implied(token, at) if level in (Level.PARA, Level.ITEM) else None
        if implied:
            self._emit(token, at, implied.title, implied.number, [with_outer_steps(s, implied.steps) for s in targets])
            return
        if level in _NEEDS_CONTEXT and "." not in targets[0][0][1]:
            followed = _FOLLOWS.match(self._folded, token.span.end)
            if not followed or self._provisions.locate(targets[0][:1], at) is None:
                return
        elif self._provisions.locate(targets[0][:1], at) is None:
            last = self._last
            if last and last.title and last.steps and "\n" not in self._folded[last.span.end : token.span.start]:
                # a reply goes on about the law it is asked about
                self._emit(token, at, last.title, last.number, targets)
            else:
                self._add(token.span, None, None, targets[0], None, MENTION)
            return
        self._emit(token, at, None, None, [self._from_article(steps, at) for steps in targets])

    def _implied(self, token: Token, at: Path) -> _LastCited | None:
        """Return what a penalty names part by part: the article of 违反第八条第一款的，…；违反第二款的，….

        It is named in the same line, or in the words above the list whose items name its parts.
        """
        if self._folded[max(self._body.start, token.span.start - 2) : token.span.start] != "违反":
            return None
        last = self._last
        if last and last.steps and last.steps[0][0] is Level.ARTICLE:
            between = self._folded[last.span.end : token.span.start]
            if "\n" not in between and last.article == self._provisions.above(at, Level.ARTICLE):
                return last
        para = self._provisions.above(at, Level.PARA)
        return self._headed.get(para) if para and para != at else None

    def _from_article(self, steps: tuple[Step, ...], at: Path) -> tuple[Step, ...]:
        """Return the steps of 第二款 with the article it stands in before them."""
        if steps[0][0] not in INSIDE_ARTICLES:
            return steps
        here = self._steps_to(at)
        return with_outer_steps(steps, here)

    def _own_relation(self, span: Span) -> str:
        before = self._folded[max(self._body.start, span.start - 3) : span.start]
        return MODEL if before.rstrip().endswith(("参照", "比照")) else MENTION

    def _emit(
        self,
        token: Token,
        at: Path,
        title: str | None,
        number: str | None,
        targets: Sequence[tuple[Step, ...]],
        found: str | None = None,
    ) -> None:
        """Add a citation for each target and remember it for what follows."""
        inside = title is None and number is None
        found = found or (
            self._own_relation(token.span) if inside else relation(self._folded, *token.span, *self._body)
        )
        for steps in targets:
            path = (self._provisions.locate(steps, at) or ()) if inside else None
            self._add(token.span, title, number, steps, path, found)
        article = self._provisions.above(at, Level.ARTICLE)
        self._last = _LastCited(title, number, targets[-1], token.span, article, len(targets))
        if targets[-1] and self._root.at(at).level is Level.PARA:
            self._headed[at] = self._last

    def _add(
        self, span: Span, title: str | None, number: str | None, steps: Sequence[Step], path: Path | None, found: str
    ) -> None:
        provision = cite_steps(steps) or None
        self._out.append(Citation(span.of(self._text), found, title, number, provision, span, path))
