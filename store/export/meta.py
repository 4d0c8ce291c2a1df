"""The `meta` element: FRBR names, publication, classification, lifecycle, force and references."""

from __future__ import annotations

from lxml import etree

from .document import Document
from .elements import add
from .iri import LANGUAGE, Names, digits, is_day

_SELF = "fatiao"
_DRAFT = "征求意见稿"
_CONCEPTS = ("kind", "authority", "region", "status")
_ACTIONS = {
    "通过": "adoption",
    "批准": "approval",
    "公布": "promulgation",
    "修正": "amendment",
    "修订": "amendment",
    "施行": "entryIntoForce",
    "废止": "repeal",
}
"""Action of the history to event."""

_EVENTS = ("adoption", "approval", "promulgation", "amendment", "entryIntoForce", "expiry", "repeal")
_TYPES = {"promulgation": "generation", "amendment": "amendment", "repeal": "repeal", "expiry": "repeal"}
"""Event to its type in the standard, which has these three only."""


def add_meta(parent: etree._Element, document: Document, names: Names, terms: dict[str, str]) -> None:
    """Append the `meta` of a document to its `act` or `doc`; `terms` are the eIds of the terms it defines."""
    meta = add(parent, "meta")
    _identification(meta, document, names, "main")
    if document.doc_number and is_day(document.promulgated):
        number = document.doc_number
        add(meta, "publication", date=document.promulgated or "", name="文号", showAs=number, number=number)
    _classification(meta, document)
    if in_force := _lifecycle(meta, document):
        temporal = add(meta, "temporalData", source=f"#{_SELF}")
        group = add(temporal, "temporalGroup", eId="tmpg_1")
        add(group, "timeInterval", in_force, refersTo="#inForce")
    _references(meta, document, names, terms)


def add_annex_meta(parent: etree._Element, document: Document, names: Names, eid: str) -> None:
    """Append the `meta` of an annex, a component of its document, which holds all that is said of both."""
    _identification(add(parent, "meta"), document, names, eid)


def _identification(meta: etree._Element, document: Document, names: Names, component: str) -> None:
    found = add(meta, "identification", source=f"#{_SELF}")
    author = "#issuer" if document.issuer else "#unknown"

    work = _level(found, "FRBRWork", f"{names.work}/!{component}", names.work, names.created, author)
    _value(work, "FRBRcountry", "cn")
    if component == "main":
        _value(work, "FRBRnumber", document.doc_number)
        _value(work, "FRBRname", document.title)
    _value(work, "FRBRprescriptive", str(names.form == "act" and document.status != _DRAFT).lower())

    expression = _level(
        found, "FRBRExpression", f"{names.expression}/!{component}", names.expression, names.version, author
    )
    _value(expression, "FRBRauthoritative", "false")  # a page that somebody copied
    add(expression, "FRBRlanguage", language=LANGUAGE)

    day = (document.retrieved_at or "")[:10]
    made = (day, "retrieved") if is_day(day) else names.version
    uri = f"{names.expression}.xml"
    manifestation = _level(found, "FRBRManifestation", f"{names.expression}/!{component}.xml", uri, made, f"#{_SELF}")
    _value(manifestation, "FRBRformat", "application/akn+xml")


def _level(parent: etree._Element, tag: str, this: str, uri: str, date: tuple[str, str], author: str) -> etree._Element:
    level = add(parent, tag)
    _value(level, "FRBRthis", this)
    _value(level, "FRBRuri", uri)
    add(level, "FRBRdate", date=date[0], name=date[1])
    add(level, "FRBRauthor", href=author)
    return level


def _value(parent: etree._Element, tag: str, value: str | None) -> None:
    if value:
        add(parent, tag, value=value)


def _classification(meta: etree._Element, document: Document) -> None:
    """Append kind, place and status as keywords."""
    words = {concept: getattr(document, concept) for concept in _CONCEPTS}
    if not any(words.values()):
        return
    found = add(meta, "classification", source=f"#{_SELF}")
    for name, word in words.items():
        if word:
            add(found, "keyword", value=word, showAs=word, dictionary=f"#{name}")


def _lifecycle(meta: etree._Element, document: Document) -> dict[str, str]:
    """Append the days on which something happened to the document; return the interval in which it is in force."""
    in_force = document.promulgated if document.effective == "on promulgation" else document.effective
    events = [(event.date, _ACTIONS[event.action]) for event in document.history if event.action in _ACTIONS]
    events += [
        (document.adopted or "", "adoption"),
        (document.approved or "", "approval"),
        (document.promulgated or "", "promulgation"),
        (document.text_as_of or "", "amendment"),
        (in_force or "", "entryIntoForce"),
        (document.expires or "", "expiry"),
    ]
    known = sorted(
        {event for event in events if is_day(event[0])}, key=lambda event: (event[0], _EVENTS.index(event[1]))
    )
    if not known:
        return {}
    lifecycle = add(meta, "lifecycle", source=f"#{_SELF}")
    for count, (date, name) in enumerate(known, 1):
        facts = {"type": _TYPES[name]} if name in _TYPES else {}
        add(lifecycle, "eventRef", facts, eId=f"evt_{count}", date=date, source="#original", refersTo=f"#{name}")
    ends = (("start", in_force, "entryIntoForce"), ("end", document.expires, "expiry"))
    found = {end: f"#evt_{known.index((date, name)) + 1}" for end, date, name in ends if date and is_day(date)}
    return found if "start" in found else {}


def _references(meta: etree._Element, document: Document, names: Names, terms: dict[str, str]) -> None:
    """Append what the `#…` of the document point to."""
    found = add(meta, "references", source=f"#{_SELF}")
    add(found, "original", eId="original", href=names.work, showAs=document.title)
    _refer(found, "TLCOrganization", _SELF, "organization", _SELF)
    if document.issuer:
        _refer(found, "TLCOrganization", "issuer", "organization", document.issuer)
    else:
        _refer(found, "TLCOrganization", "unknown", "organization", "unknown")
    for concept in (*_CONCEPTS, "inForce"):
        _refer(found, "TLCConcept", concept, "concept", concept)
    for event in _EVENTS:
        _refer(found, "TLCEvent", event, "event", event)
    for term, eid in terms.items():
        _refer(found, "TLCTerm", eid, "term", term)


def _refer(parent: etree._Element, tag: str, eid: str, kind: str, name: str) -> None:
    last = name if name.isascii() else digits(name)
    country = "" if name.isascii() else "cn/"
    add(parent, tag, eId=eid, href=f"/akn/ontology/{kind}/{country}{last}", showAs=name)
