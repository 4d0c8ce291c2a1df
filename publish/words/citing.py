"""How a provision is cited in writing: in a text, with its words, in BibTeX, and by GB/T 7714."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import wording

_BRACES = re.compile(r"[{}\\]")
_KEY = re.compile(r"[^0-9a-z_]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision, or a regulation as a whole (without `citation` and `text`).

    `dated` tells the days of its version in words, `version` is its day, `url` its stable address, `day` the day on
    which it is looked at, `label` the number that the text begins with.
    """

    id: str
    title: str
    citation: str
    text: str
    issuer: str
    doc_number: str
    dated: str
    version: str
    url: str
    day: str
    label: str = ""


def cite(cited: Cited) -> str:
    """Return 《威海市地方储备粮管理办法》第二十四条."""
    return wording.citation(cited.title, cited.citation)


def cite_with_words(cited: Cited) -> str:
    """Return the citation with the provision's words, the version and the address."""
    text = cited.text.removeprefix(cited.label).lstrip() or cited.text  # the citation has told its number
    words = f"：“{text}”" if text else ""
    version = "，".join(filter(None, (cited.doc_number, cited.dated)))
    return f"{cite(cited)}{words}" + (f"（{version}）" if version else "") + f"，{cited.url}"


def bibtex(cited: Cited) -> str:
    """Return an entry of BibTeX, which XeTeX and LuaTeX print."""
    fields = (
        ("title", cited.title),
        ("author", cited.issuer),
        ("year", cited.version[:4]),
        ("date", cited.version),
        ("number", cited.doc_number),
        ("note", cited.citation),
        ("url", cited.url),
        ("urldate", cited.day),
        ("langid", "chinese"),
    )
    lines = "".join(
        f"  {name} = {{{value if name == 'url' else _in_braces(value, name)}}},\n" for name, value in fields if value
    )
    return f"@misc{{{_key(cited)},\n{lines}}}"


def gbt7714(cited: Cited) -> str:
    """Return an entry by GB/T 7714-2015, of a document of another kind that is read online ([Z/OL])."""
    title = cited.title + (f"：{cited.citation}" if cited.citation else "")
    author = f"{cited.issuer}. " if cited.issuer else ""
    day = f"({cited.version})" if cited.version else ""
    return f"{author}{title}[Z/OL]. {day}[{cited.day}]. {cited.url}."


FORMS = {
    "cite": ("引用", cite),
    "words": ("引用、原文、版本和网址", cite_with_words),
    "gbt7714": ("GB/T 7714", gbt7714),
    "bibtex": ("BibTeX", bibtex),
}
"""The forms, each with its name."""


def _in_braces(value: str, name: str) -> str:
    plain = _BRACES.sub("", value)
    return f"{{{plain}}}" if name in ("title", "author") else plain


def _key(cited: Cited) -> str:
    """Return a key of ASCII: the hash in the document's id, the provision's eId behind it."""
    document_id, _, eid = cited.id.partition("#")
    return _KEY.sub("", f"fatiao_{document_id.rpartition('-')[2]}" + (f"_{eid.lower()}" if eid else ""))
