"""Whether a word that was searched for stands in a text as a word, or across the border of two: 饲[养犬]只."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.fold import fold
from ...text.segment import LONGEST, tokens

_BEHIND = 8
"""Characters behind a word from which, read backwards, it is told where words begin and end."""
_BEFORE = LONGEST - 1
"""Characters before a word that may belong to the word in which it begins."""

_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
"""What may stand across a border: a longer phrase hardly does, and of a single character nobody can tell."""

_BLANKS = re.compile(r"\s+")


def checked_words(phrases: Sequence[str]) -> list[str]:
    """Return the words of a search, cut as the index is, that may stand across a border."""
    return [word for word in (phrase.replace(" ", "") for phrase in phrases) if _WORD.fullmatch(word)]


def stands_as_word(word: str, text: str) -> bool:
    """Tell whether a word stands somewhere in a text as one or as several whole words; yes where it is not found."""
    is_plain = word in text and not _BLANKS.search(text)  # as nearly every clause is
    plain = text if is_plain else _BLANKS.sub("", fold(text))
    at = plain.find(word)
    found = at >= 0
    while at >= 0:
        start, end = max(0, at - _BEFORE), min(len(plain), at + len(word) + _BEHIND)
        around = tokens(plain[start:end], 0, end - start)
        if any(token.start == at - start for token in around) and any(
            token.end == at - start + len(word) for token in around
        ):
            return True
        at = plain.find(word, at + 1)
    return not found


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
