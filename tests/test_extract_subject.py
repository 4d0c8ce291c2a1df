"""Who and what: sentences with their mentions in ⟦⟧ and what each of them binds, one row a case."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fatiao.extract.binding.context import Context
from fatiao.extract.model import Comparator, Mention, Role, Subject
from fatiao.extract.subject import by_rules, describe_all
from fatiao.text.fold import fold
from fatiao.text.source import Span
from fatiao.text.units.kinds import Quantity

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "subjects.jsonl").read_text(encoding="utf-8").splitlines()
]


def setting(marked: str, kinds: list[str], above: list[str]) -> tuple[Context, tuple[Mention, ...]]:
    """Return the context and the mentions of a text whose mentions stand in ⟦⟧; `above` introduces it, near to far."""
    text, spans = "", []
    for line in above:
        spans.append(Span(len(text), len(text) + len(line)))
        text += line + "\n"
    start, at = len(text), []
    for plain, mention in re.findall(r"([^⟦]*)(?:⟦([^⟧]*)⟧)?", marked):
        text += plain
        if mention:
            at.append(Span(len(text), len(text) + len(mention)))
            text += mention
    unit = Span(start, len(text))
    context = Context(text, fold(text), unit, tuple(spans), (), "甲市规定", len(spans))
    mentions = []
    for span, kind in zip(at, kinds, strict=True):
        quantity, role = kind.split()
        unit_code = "{time}" if span.of(text).endswith("次") else None
        mentions.append(
            Mention(
                span, span, Quantity(quantity), Role(role) if role != "none" else None, Comparator.EQ, 1, 1, unit_code
            )
        )
    return context, tuple(mentions)


def subjects(case: dict[str, Any], learned: bool = False) -> list[Subject]:
    context, mentions = setting(case["text"], case["of"], case.get("above", []))
    return describe_all(mentions, context) if learned else describe_all(mentions, context, by_rules)


def is_right(case: dict[str, Any], learned: bool) -> bool:
    return all(
        getattr(subject, name) == row[name]
        for subject, row in zip(subjects(case, learned), case["want"], strict=True)
        for name in row
    )


def test_the_learned_choice_keeps_most_of_what_the_rules_were_written_for() -> None:
    right = [case["id"] for case in CASES if is_right(case, learned=True)]
    assert len(right) > 0.7 * len(CASES), sorted({case["id"] for case in CASES} - {*right})


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_subject(case: dict[str, Any]) -> None:
    want = [{"base": None, "trigger": None, **row} for row in case["want"]]
    got = [{name: getattr(subject, name) for name in row} for subject, row in zip(subjects(case), want, strict=True)]
    assert got == want


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_word_is_the_texts_own(case: dict[str, Any]) -> None:
    context, mentions = setting(case["text"], case["of"], case.get("above", []))
    for subject in describe_all(mentions, context):
        for word in (subject.attribute, subject.holder, subject.base, subject.trigger, subject.condition):
            assert word is None or word in (context.title, "年龄") or word in context.text
