"""Chinese full-text search: how text is cut for the index, and how a person's query becomes an FTS5 one.

SQLite's tokenizers take a run of Chinese characters for one word, so the index is given text with a space around
each of them, and a query of several characters is a phrase: exact for words of any length, without a dictionary.
Index and query must be cut by the same function; that is `split`.
"""

from __future__ import annotations

import re

from ..text.fold import fold
from ..text.patterns import pattern

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_SPACED_OUT = re.compile(r"[0-9A-Za-z](?: [0-9A-Za-z])+")
_RAW_WORD = pattern(f'"[^"]*"|[0-9A-Za-z]*[{_HAN}][0-9A-Za-z{_HAN}]*')
_WORD = re.compile(r'"([^"]*)"?|([^\s"]+)')
_TOKEN = re.compile(r"[^\W_]")

MOST_WORDS = 64
"""Words of a query beyond this many are left out: FTS5 gives up on deep expressions, and nobody types so many."""

MOST_CHARACTERS = 1000
"""Characters of a query beyond this many are left out."""


def split(text: str | None) -> str:
    """Return `text` as the index sees it: folded, a space between characters, numbers and Latin words whole.

    `不超过20万元` gives `不 超 过 20 万 元`; so 5倍 does not find 15倍. None gives an empty string.
    """
    if not text:
        return ""
    # folding turns 〇 into the sign ○, which the tokenizer would drop
    folded = fold(text).replace("○", "〇")
    # spacing out everything and closing up what is Latin is ten times as fast as spacing out what is Chinese
    return _SPACED_OUT.sub(lambda word: word[0].replace(" ", ""), " ".join(folded))


def match_query(query: str | None) -> str:
    """Return the FTS5 query for what a person typed: every word must occur, each as a phrase.

    Words are separated by spaces; "…" keeps a phrase with spaces together. Nothing the person types is FTS5
    syntax: AND, *, ^, : and brackets are text. A query without a letter or digit matches nothing.
    """
    return " ".join(f'"{phrase}"' for phrase in phrases(query)) or '""'


def phrases(query: str | None) -> list[str]:
    """Return the words of what a person typed, each once and cut as the index is: `罚款 5倍` gives 罚 款 and 5 倍."""
    words = [quoted or bare for quoted, bare in _WORD.findall((query or "")[:MOST_CHARACTERS])]
    found = [" ".join(split(word).split()) for word in words if _TOKEN.search(fold(word))]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def raw_query(query: str) -> str:
    """Return an FTS5 query written by hand (`罚款 OR 罚金`, `贷* NOT 贷款`) with its Chinese words as phrases.

    Operators, columns, brackets and quotes stay as they are, so what was no FTS5 query still is none.
    """
    return _RAW_WORD.sub(lambda word: f'"{" ".join(split(word[0].strip(chr(34))).split())}"', query)


def excerpt(text: str | None, query: str | None, width: int = 60) -> str:
    """Return about `width` characters of `text` around the first word of `query` that occurs, … at the cuts.

    FTS5's own `snippet` cannot do it: it counts words in the text as printed, which the index does not hold.
    """
    if not text:
        return ""
    folded = fold(text).lower()
    words = [fold(quoted or bare).strip().lower() for quoted, bare in _WORD.findall((query or "")[:MOST_CHARACTERS])]
    found = [at for word in words if word and (at := folded.find(word)) >= 0]
    start = max(0, min(found, default=0) - width // 3)
    cut = " ".join(text[start : start + width].split())
    return ("…" if start else "") + cut + ("…" if start + width < len(text) else "")
