"""What a mark in the text says when it is pointed at or focused: parameters, citations, definitions, flags."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from html import escape

from ..links import Links
from ..words import vocabulary, wording
from ..words.names import column_name

Row = sqlite3.Row


def parameter_facts(row: Row) -> list[tuple[str, str]]:
    """Return what is known of a parameter as pairs of name and value; what the text does not say is left out."""
    facts = (
        (wording.side(row), wording.bound(row)),
        ("事项", row["attribute"]),
        ("主体", row["holder"]),
        ("行为", row["act"]),
        ("基数", row["base"]),
        ("起算", row["trigger"]),
        ("条件", row["condition"]),
        ("语气", vocabulary.MODALITIES.get(row["modality"] or "")),
        ("类别", _kind(row)),
        ("置信度", f"{row['confidence']:.0%}"),
        ("用词置信度", _word_doubt(row["word_confidence"])),
    )
    return [(name, " ".join(str(value).split())) for name, value in facts if value]


def _word_doubt(confidence: float | None) -> str | None:
    """Return how sure the words of a parameter are, where they are not."""
    if confidence is None or confidence >= vocabulary.WORDS_DOUBTFUL_BELOW:
        return None
    return f"{confidence:.0%}，{vocabulary.WORDS_DOUBT}"


def parameter_tip(row: Row, decided: Sequence[Row] = ()) -> str:
    """Return the HTML that explains a parameter; `decided` is what editors decided of it."""
    facts = [*parameter_facts(row), *(("编辑核定", _decision(one)) for one in decided)]
    doubt = f'<span class="doubt">{vocabulary.DOUBT}</span>' if row["confidence"] < vocabulary.DOUBTFUL_BELOW else ""
    return _lines(facts) + doubt


def _decision(row: Row) -> str:
    """Return what an editor decided: 事项，李编辑，2026-01-01."""
    kind = vocabulary.DECISION_KINDS.get(row["kind"], row["kind"])
    what = column_name("parameters", row["field"]) if row["field"] else kind
    return "，".join((what, row["editor"], row["created_at"][:10]))


def parameter_opening_tag(row: Row, links: Links, is_decided: bool = False) -> str:
    """Return the opening tag of a parameter's mark, a link to its row."""
    looks = "tipped num"
    looks += " doubtful" if row["confidence"] < vocabulary.DOUBTFUL_BELOW else ""
    looks += " decided" if is_decided else ""
    href = escape(links.row("parameters", row["id"]))
    return f'<a class="{looks}" href="{href}"'


def citation_tip(row: Row) -> str:
    """Return the HTML that tells what a citation refers to."""
    cited = row["cited_title"] or row["target_title"]
    what = f"《{cited}》" if cited else ""
    what += row["cited_provision"] or row["target_citation"] or ""
    notes = (row["note"] or "").split(", ")
    told = "；".join(vocabulary.CITATION_NOTES[note] for note in notes if note in vocabulary.CITATION_NOTES)
    doubt = told if row["target_document_id"] else "库中没有这部规定"
    known = f'<span class="doubt">{doubt}</span>' if doubt else ""
    number = f"（{row['cited_number']}）" if row["cited_number"] else ""
    return _lines([(row["relation"], (what or row["text"]) + number)]) + known


def citation_href(row: Row, links: Links) -> str:
    """Return where a citation leads: to the provision or the regulation cited, else to a search for its title."""
    if row["target_provision_id"]:
        return links.provision(row["target_provision_id"])
    if row["target_document_id"]:
        return links.regulation(row["target_document_id"])
    return links.search(row["cited_title"] or row["cited_number"] or row["text"])


def definition_tip(row: Row) -> str:
    """Return the HTML that gives a term's definition."""
    return _lines([(row["term"], " ".join(row["text"].split()))])


def mended_tip(row: Row) -> str:
    """Return the HTML that tells what stood where an editor corrected the text."""
    facts = (
        ("原文", row["before"] or row["wrong"]),
        ("更正", row["after"] or "（删去）"),
        ("编辑", f"{row['editor']}，{row['created_at'][:10]}"),
        ("说明", row["note"]),
    )
    return _lines((name, " ".join(str(value).split())) for name, value in facts if value)


def flag_tip(row: Row) -> str:
    """Return the HTML that tells why an editor should look at a place."""
    facts = (
        ("疑点", vocabulary.FLAG_KINDS.get(row["kind"], row["kind"])),
        ("建议", row["suggestion"]),
        ("理由", row["reason"]),
    )
    return _lines((name, value) for name, value in facts if value)


def _lines(facts: Iterable[tuple[str, str]]) -> str:
    """Return the lines of an explanation, each a name and a value apart by a tab.

    No element: a long law has thousands of lines, and each would be work for the browser that opens it. `fatiao.js`
    makes a table of those of an explanation that is looked at.
    """
    return escape("".join([f"{name}\t{value}\n" for name, value in facts]))


def _kind(row: Row) -> str:
    names = (vocabulary.QUANTITIES.get(row["quantity"], row["quantity"]), vocabulary.ROLES.get(row["role"] or ""))
    return " · ".join(name for name in names if name)
