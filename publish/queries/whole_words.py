"""Whether a word that was searched for stands in a text as a word, or across the border of two: 饲[养犬]只."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.fold import fold
from ...text.segment import LONGEST, borders, tokens

_BEHIND = 8
"""Characters behind a word from which, read backwards, it is told where words begin and end."""
_BEFORE = LONGEST - 1
"""Characters before a word that may belong to the word in which it begins."""

_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
"""What may stand across a border: a longer phrase hardly does, and of a single character nobody can tell."""


def checked_words(phrases: Sequence[str]) -> list[str]:
    """Return the words of a search, cut as the index is, that may stand across a border."""
    return [word for word in (phrase.replace(" ", "") for phrase in phrases) if _WORD.fullmatch(word)]


def stands_as_word(word: str, text: str) -> bool:
    """Tell whether a word stands somewhere in a text as one or as several whole words; yes where it is not found."""
    plain = "".join((text if word in text else fold(text)).split())
    at = plain.find(word)
    found = at >= 0
    while at >= 0:
        if _is_whole(plain, at, at + len(word)):
            return True
        at = plain.find(word, at + 1)
    return not found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a word begins where a stretch does, and one ends where it ends."""
    ends = False
    for border in borders(text, max(0, start - _BEFORE), min(len(text), end + _BEHIND)):
        if border <= start or (border < end and not ends):
            return ends and border == start
        ends = ends or border == end
    return False


def parts_of(phrases: Sequence[str]) -> list[str]:
    """Return the words that phrases are made of, single characters that follow one another together.

    未登记养犬罚款 gives 未, 登记, 养犬 and 罚款: what a text may say in other words' company.
    """
    found: list[str] = []
    for phrase in phrases:
        whole, alone = phrase.replace(" ", ""), ""
        for token in tokens(whole, 0, len(whole)):
            if len(token.word) == 1 and not token.word.isascii():
                alone += token.word
                continue
            found += [alone, token.word] if alone else [token.word]
            alone = ""
        found += [alone] if alone else []
    return list(dict.fromkeys(found))
