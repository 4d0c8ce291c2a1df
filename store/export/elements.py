"""Elements of the Akoma Ntoso namespace: made, and set on lines of their own."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from .pieces import clean

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""The namespace of every element."""

CHINESE: Mapping[str, str] = {"{http://www.w3.org/XML/1998/namespace}lang": "zh"}
"""The attribute of an element whose text is Chinese."""

_INLINE = frozenset(f"{{{NAMESPACE}}}{tag}" for tag in ("p", "num", "heading", "caption"))


def new_root() -> etree._Element:
    """Return a new `akomaNtoso`."""
    return etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})


def add(parent: etree._Element, tag: str, attributes: Mapping[str, str] | None = None, **more: str) -> etree._Element:
    """Append an element with these attributes to `parent` and return it; what XML forbids in a value is replaced."""
    values = {**(attributes or {}), **more}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", {name: clean(value) for name, value in values.items()})


def indent(element: etree._Element, depth: int = 1) -> None:
    """Put each element below `element` on a line of its own, but for those within text, where white space shows."""
    if element.tag in _INLINE or len(element) == 0:
        return
    element.text = "\n" + "  " * depth
    for child in element:
        indent(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * (depth - 1)
