"""What a site file points at in a page: a selector in CSS, or in XPath where it begins with `/`, `./` or `(`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree, html

Element = Any
"""An element of lxml, which has no types."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""Behind the first of these libxml2 reads nothing; browsers read on, and sites put pages together of several."""
_PARSER = html.HTMLParser(huge_tree=True)


class SelectorError(ValueError):
    """A selector that is none; the message says what is wrong with it."""


def page_of(markup: str) -> Element:
    """Return the root of a page; of one without any markup an empty one."""
    try:
        return html.document_fromstring(_END.sub("", _DECLARATION.sub("", markup)), parser=_PARSER)
    except (etree.ParserError, ValueError):
        return html.document_fromstring("<html><body></body></html>")


def elements(root: Element, selectors: Sequence[str]) -> list[Element]:
    """Return the elements that any of the selectors finds, in the order of the selectors, each once.

    What finds attributes or text (`//a/@href`, `//h1/text()`) finds the elements that have them.
    """
    found: dict[int, Element] = {}
    for selector in selectors:
        for element in compiled(selector)(root):
            element = element.getparent() if isinstance(element, str) and hasattr(element, "getparent") else element
            if isinstance(element, etree._Element) and isinstance(element.tag, str):
                found.setdefault(id(element), element)
    return list(found.values())


def first(root: Element, selectors: Sequence[str]) -> list[Element]:
    """Return the elements of the first selector that finds any."""
    return next((found for selector in selectors if (found := elements(root, [selector]))), [])


@lru_cache(maxsize=512)
def compiled(selector: str) -> Callable[[Element], Any]:
    """Return the function that finds a selector's elements; raises `SelectorError` if it is none."""
    from cssselect import SelectorError as CssError
    from lxml.cssselect import CSSSelector

    try:
        find = etree.XPath(selector) if is_xpath(selector) else CSSSelector(selector, translator="html")
        find(page_of("<p>x</p>"))
    except (etree.XPathError, CssError, ValueError) as error:
        raise SelectorError(str(error) or type(error).__name__) from error

    def found(root: Element) -> Any:
        value = find(root)
        return value if isinstance(value, list) else []

    return found


def is_xpath(selector: str) -> bool:
    """Tell whether a selector is in XPath."""
    return selector.startswith(("/", "./", "("))


def markup_of(element: Element) -> str:
    """Return an element as HTML, without what stands behind it."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def drop(found: Sequence[Element]) -> None:
    """Take elements out of their page; what stands behind them stays."""
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
