"""`fatiao extract --explain`: every clause with the words that its number was understood by, and the rules behind them.

Marked is the evidence of the parameter's fields; nothing is searched for. Words that stand outside of the clause are
told below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from ...extract.model import Comparator, Field, Mention, Parameter
from ...extract.page import Processed
from ...store.outline import Outline
from ...text.comparators import SIGNS
from ...text.overlay import overlay
from ...text.source import Span

STYLES = {
    "数值": "bold reverse",
    "界限": "bold red",
    "指标": "bold green",
    "主体": "bold blue",
    "基数": "bold magenta",
    "起算": "bold cyan",
    "条件": "yellow",
    "行为": "red",
}
"""The style of each mark, by its name."""

_MEANS = dict(
    zip(STYLES, ("number", "bound", "attribute", "holder", "base", "trigger", "condition", "act"), strict=True)
)
_FIELDS = {
    Field.ACT: "行为",
    Field.BOUND: "界限",
    Field.CONDITION: "条件",
    Field.HOLDER: "主体",
    Field.TRIGGER: "起算",
    Field.BASE: "基数",
    Field.ATTRIBUTE: "指标",
}
"""The mark of each field, in the order they are marked in: where two share characters, the later one takes them."""

_NAMES = {**_FIELDS, Field.UNIT: "单位", Field.ROLE: "作用", Field.MODALITY: "语气"}
"""What each field is called where its rule is told."""

_BETWEEN = re.compile(r"\s*(?:的\s*\Z|[(（])")
"""What lies between bound and number without being either: 不超过净资产的10%, 百分之一(1%)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A parameter's clause in pieces, each with its mark or None, and what is told below it.

    `elsewhere` are marked words that stand outside of the clause, `untold` those that stand nowhere in the text (年龄).
    `rules` names for each field the rules that read it.
    """

    regulation: str
    citation: str | None
    pieces: tuple[tuple[str | None, str], ...]
    elsewhere: tuple[tuple[str, str], ...]
    untold: tuple[tuple[str, str], ...]
    meaning: str
    rules: str


def explanations(processed: Processed) -> Iterator[Explanation]:
    """Yield the explanation of every parameter of a page, in the order of the text."""
    text = processed.page.source.text
    for regulation, parameters in zip(processed.page.regulations, processed.parameters, strict=True):
        outline = Outline(regulation)
        for parameter in parameters:
            placed = outline.at(parameter.path)
            yield Explanation(
                regulation.title,
                placed.citation if placed else None,
                tuple(_pieces(text, parameter)),
                tuple(_elsewhere(parameter)),
                tuple(_untold(parameter)),
                _meaning(parameter.mention),
                _rules(parameter),
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
        for mark, words in found.untold:
            out.print(Text("    not in the text: ", style="dim").append_text(_marked(mark, words, colour)))
        out.print(Text(f"    {found.meaning}", style="dim"))
        if found.rules:
            out.print(Text(f"    {found.rules}", style="dim"))


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


def _pieces(text: str, parameter: Parameter) -> Iterator[tuple[str | None, str]]:
    """Cut the clause where its marks change."""
    spans = _spans(parameter)
    marks = [(mark, span) for field, mark in _FIELDS.items() for span in spans.get(field, ())]
    for mark, piece in overlay(parameter.quote_span, [*marks, ("数值", parameter.mention.span)]):
        words = piece.of(text)
        if mark is None or (mark == "界限" and _BETWEEN.match(words)):
            yield None, _on_one_line(words)
        else:
            yield mark, " ".join(words.split())


def _spans(parameter: Parameter) -> dict[Field, list[Span]]:
    """Return where the words of each field stand; of a bound without evidence, what its scope has beside the number."""
    spans: dict[Field, list[Span]] = {}
    for piece in parameter.evidence:
        spans.setdefault(piece.field, []).append(piece.span)
    mention = parameter.mention
    beside = Span(mention.scope.start, mention.span.start), Span(mention.span.end, mention.scope.end)
    spans.setdefault(Field.BOUND, [span for span in beside if span.start < span.end])
    return spans


def _elsewhere(parameter: Parameter) -> Iterator[tuple[str, str]]:
    """Yield the words that do not stand, or not wholly, in the clause."""
    spans = _spans(parameter)
    for field, mark, words in _words(parameter):
        if not all(parameter.quote_span.holds(span) for span in spans.get(field, ())):
            yield mark, words


def _untold(parameter: Parameter) -> Iterator[tuple[str, str]]:
    """Yield the words that have no evidence: what the text means and does not say."""
    spans = _spans(parameter)
    return ((mark, words) for field, mark, words in _words(parameter) if field not in spans)


def _words(parameter: Parameter) -> Iterator[tuple[Field, str, str]]:
    """Yield the fields that are told in words, each with its mark."""
    subject = parameter.subject
    told = {
        Field.ATTRIBUTE: subject.attribute,
        Field.BASE: subject.base,
        Field.TRIGGER: subject.trigger,
        Field.HOLDER: subject.holder,
        Field.CONDITION: subject.condition,
        Field.ACT: subject.act,
    }
    return ((field, _FIELDS[field], " ".join(words.split())) for field, words in told.items() if words)


def _rules(parameter: Parameter) -> str:
    """Return the name of each field with the rules that read it: 指标 act   主体 own-clause."""
    rules: dict[Field, dict[str, None]] = {}
    for piece in parameter.evidence:
        rules.setdefault(piece.field, {})[piece.rule] = None
    return "   ".join(f"{_NAMES[field]} {' '.join(rules[field])}" for field in Field if field in rules)


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
