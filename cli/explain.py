"""`fatiao extract --explain`: every clause with the words that its number was understood by.

A parameter holds words of the text, not where they stand; they are looked up again in its clause, the nearest to the
number first. Words that a clause took over from the text before it are told below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from ..extract.model import Mention, Parameter
from ..pipeline import Processed
from ..store.rows import Outline
from ..text.comparators import SIGNS, Comparator
from ..text.source import Span

STYLES = {
    "数值": "bold reverse",
    "界限": "bold red",
    "指标": "bold green",
    "主体": "bold blue",
    "基数": "bold magenta",
    "起算": "bold cyan",
    "条件": "yellow",
}
"""The style of each mark, by its name."""

_MEANS = dict(zip(STYLES, ("number", "bound", "attribute", "holder", "base", "trigger", "condition"), strict=True))
_MARKED_FIRST = ("条件", "主体", "起算", "基数", "指标")
"""Fields in the order they are marked in: where two share characters, the later one takes them."""

_BETWEEN = re.compile(r"\s*(?:的\s*\Z|[(（])")
"""What lies between bound and number without being either: 不超过净资产的10%, 百分之一(1%)."""

_BLANK = " \t\n\r\u3000\xa0"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A parameter's clause in pieces, each with its mark or None; and marked words that stand outside of it."""

    regulation: str
    citation: str | None
    pieces: tuple[tuple[str | None, str], ...]
    elsewhere: tuple[tuple[str, str], ...]
    meaning: str


def explanations(processed: Processed) -> Iterator[Explanation]:
    """Yield the explanation of every parameter of a page, in the order of the text."""
    text = processed.page.source.text
    for regulation, parameters in zip(processed.page.regulations, processed.parameters, strict=True):
        outline = Outline(regulation)
        for parameter in parameters:
            placed = outline.at(parameter.path)
            clause = _clause(text, parameter)
            marks, elsewhere = _marks(text, clause, parameter)
            yield Explanation(
                regulation.title,
                placed.citation if placed else None,
                tuple(_pieces(text, clause, marks)),
                tuple(elsewhere),
                _meaning(parameter.mention),
            )


def print_explanations(processed: Processed, out: Console) -> None:
    """Print the explanations of a page: in colour on a terminal, else with the marks in brackets."""
    colour = out.color_system is not None and not out.no_color
    out.print(_legend(colour))
    regulation = ""
    for found in explanations(processed):
        if found.regulation != regulation:
            regulation = found.regulation
            out.print(Text(f"\n{regulation}", style="bold"))
        out.print()
        line = Text(f"{found.citation}  " if found.citation else "", style="dim")
        for mark, words in found.pieces:
            line.append_text(_marked(mark, words, colour))
        out.print(line)
        for mark, words in found.elsewhere:
            out.print(Text("    from elsewhere: ", style="dim").append_text(_marked(mark, words, colour)))
        out.print(Text(f"    {found.meaning}", style="dim"))


def _legend(colour: bool) -> Text:
    line = Text("Marked: ", style="dim")
    for mark, name in _MEANS.items():
        line.append_text(_marked(mark, name, colour)).append("  ")
    line.rstrip()
    return line


def _marked(mark: str | None, words: str, colour: bool) -> Text:
    if mark is None:
        return Text(words, style="default")
    return Text(words, style=f"not dim {STYLES[mark]}") if colour else Text(f"[{mark} {words}]")


def _clause(text: str, parameter: Parameter) -> Span:
    """Return where the parameter's quote stands; a table's row is quoted with single spaces, so there its line."""
    mention, quote = parameter.mention.span, parameter.quote
    start = text.rfind(quote, max(0, mention.end - len(quote)), mention.start + len(quote))
    if start >= 0:
        return Span(start, start + len(quote))
    end = text.find("\n", mention.end)
    return Span(text.rfind("\n", 0, mention.start) + 1, end if end >= 0 else len(text))


def _marks(text: str, clause: Span, parameter: Parameter) -> tuple[list[tuple[str, Span]], list[tuple[str, str]]]:
    """Return the marks in the clause, later ones over earlier ones, and the words that stand nowhere in it."""
    mention, subject = parameter.mention, parameter.subject
    fields = {
        "指标": subject.attribute,
        "主体": subject.holder,
        "基数": subject.base,
        "起算": subject.trigger,
        "条件": subject.condition,
    }
    marks = [("界限", span) for span in (_before(mention), _behind(mention)) if span.of(text).strip(_BLANK)]
    elsewhere = []
    for mark in _MARKED_FIRST:
        words = fields[mark]
        span = _nearest(text, words, clause, mention.span) if words else None
        if span:
            marks.append((mark, span))
        elif words:
            elsewhere.append((mark, " ".join(words.split())))
    return [*marks, ("数值", mention.span)], elsewhere[::-1]


def _before(mention: Mention) -> Span:
    return Span(min(mention.scope.start, mention.span.start), mention.span.start)


def _behind(mention: Mention) -> Span:
    return Span(mention.span.end, max(mention.scope.end, mention.span.end))


def _nearest(text: str, words: str, clause: Span, mention: Span) -> Span | None:
    """Return the occurrence of `words` in the clause with the fewest characters between it and the mention."""
    found: list[Span] = []
    at = text.find(words, *clause)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1, clause.end)
    return min(found, key=lambda span: max(mention.start - span.end, span.start - mention.end), default=None)


def _pieces(text: str, clause: Span, marks: list[tuple[str, Span]]) -> Iterator[tuple[str | None, str]]:
    """Cut the clause where its marks change."""
    marked: list[str | None] = [None] * (clause.end - clause.start)
    for name, span in marks:
        for at in range(max(span.start, clause.start), min(span.end, clause.end)):
            marked[at - clause.start] = name
    start = 0
    for at in range(1, len(marked) + 1):
        if at == len(marked) or marked[at] != marked[start]:
            words = text[clause.start + start : clause.start + at]
            mark = None if marked[start] == "界限" and _BETWEEN.match(words) else marked[start]
            yield mark, " ".join(words.split()) if mark else _on_one_line(words)
            start = at


def _on_one_line(words: str) -> str:
    """Make every run of white space one space, also at the ends: pieces stand side by side."""
    core = " ".join(words.split())
    return f"{' ' if words[:1].isspace() else ''}{core}{' ' if core and words[-1:].isspace() else ''}"


def _meaning(mention: Mention) -> str:
    """Return what was understood, by which rule, and how sure that is."""
    said = [str(mention.quantity), str(mention.role or "role?"), _value(mention)]
    return f"{' '.join(said)}   rule {mention.rule or '–'}   confidence {mention.confidence:.2f}"


def _value(mention: Mention) -> str:
    """Return the bounds in the parameter's unit: ≤ 20000 CNY, or with two ends 50000 ≤ … < 100000 CNY."""
    low, high = _number(mention.low), _number(mention.high)
    unit = f" {mention.unit}" if mention.unit and mention.unit != "1" else ""
    if mention.comparator is None or (low is None and high is None):
        return "not understood"
    if mention.comparator is Comparator.RANGE:
        left, right = "≤" if mention.low_inclusive else "<", "≤" if mention.high_inclusive else "<"
        return f"{low} {left} … {right} {high}{unit}"
    return f"{SIGNS[mention.comparator]} {high if low is None else low}{unit}"


def _number(bound: float | str | None) -> str | None:
    return f"{bound:.12g}" if isinstance(bound, float | int) else bound
