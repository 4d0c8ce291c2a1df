"""XML that is no HTML to text: what its elements hold, a line each, as collections of laws offer it for download.

<法规><法规名称>某市停车条例</法规名称><条文><条号>第 1 条</条号><条文内容>…</条文内容></条文></法规>

What stands right below the root is labelled by its element's name where that is Chinese (法规名称：某市停车条例).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..text.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHOLE = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?P<root>[^\W\d][\w.:-]*)(?:\s[^<>]*)?>", re.S)
_HTML = frozenset(("html", "head", "body", "div", "p", "table", "span", "section", "article", "h1"))
_NAME = pattern(r"[\u4e00-\u9fff]{2,8}")
_LONGEST_VALUE = 160


def is_xml(text: str) -> bool:
    """Tell whether a text is one element of XML, from its beginning to its end, and no HTML."""
    opening = _WHOLE.match(text)
    if opening is None or opening["root"].lower() in _HTML:
        return False
    return text.rstrip().endswith(f"</{opening['root']}>")


def xml_text(markup: str) -> str | None:
    """Return the text of the elements, a line each; None if the markup is not well formed."""
    from lxml import etree  # only now, for few files are XML

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(_WITHOUT_DECLARATION.sub("", markup, count=1).encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return None
    return "".join(f"{line}\n" for line in _lines(root))


_WITHOUT_DECLARATION = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]*\?>)?\s*")


def _lines(root: _Element) -> Iterator[str]:
    for element in root.iter("*"):
        label = element.tag.rpartition("}")[2]
        labelled = element.getparent() is root and len(element) == 0 and _NAME.fullmatch(label)
        own = [line.strip() for line in (element.text or "").splitlines() if line.strip()]
        if labelled and len(own) == 1 and len(own[0]) <= _LONGEST_VALUE:
            yield f"{label}：{own[0]}"
        else:
            yield from own
        if element.tail and element.tail.strip():
            yield from (line.strip() for line in element.tail.splitlines() if line.strip())
