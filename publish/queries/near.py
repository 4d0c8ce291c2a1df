"""What may be meant by a search that finds nothing: near words that regulations are told by.

Near is what differs by one character: another in its place, one more, one less, or two that changed places. A word of
two or three characters is compared with whole words, a longer one with all that stands in titles, headings, terms and
what numbers are about. One regular expression over a text in memory finds all of them, so the time is that of one
reading of the text, whatever is typed. Those that stand there most often come first.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from .spellings import Spellings

_SHORTEST, _LONGEST = 2, 12
"""Characters of what is compared."""
_COMPARED_AS_WORD = 3
"""Characters up to which it is compared with whole words: nearly any two stand beside each other somewhere."""
_MOST_WORDS = 4
_MOST_TRIED, _MOST_OFFERED = 8, 3
_MOST_COMPARED, _LONGEST_COMPARED = 3_000, 60
"""Values that are compared one by one, which takes a tenth of a second, and characters that are."""

_TYPED = re.compile(r"[\u4e00-\u9fff]+")


def near_words(spellings: Spellings, typed: str) -> list[str]:
    """Return what is near a word, what stands most often first."""
    if not (_SHORTEST <= len(typed) <= _LONGEST and _TYPED.fullmatch(typed)):
        return []
    forms = "|".join(dict.fromkeys(_forms(typed)))
    if len(typed) <= _COMPARED_AS_WORD:
        found = {word: spellings.counts[word] for word in re.findall(f"^(?:{forms})$", spellings.words, re.MULTILINE)}
    else:
        found = Counter(re.findall(forms, spellings.lines))
    found.pop(typed, None)
    return sorted(found, key=lambda word: (-found[word], len(word) != len(typed), word))


def near_values(counts: Mapping[str, int], typed: str) -> list[str]:
    """Return which of some values may be meant by one that is none of them, the likeliest first.

    Those that have it in them, or that it has in it, of which the nearest in length come first; then those one
    character away; then those that are alike, where there are not too many to compare.
    """
    inside = [value for value in counts if typed in value or (len(value) >= _SHORTEST and value in typed)]
    inside.sort(key=lambda value: (abs(len(value) - len(typed)), -counts[value], value))
    if _SHORTEST <= len(typed) <= _LONGEST and _TYPED.fullmatch(typed):
        pattern = re.compile("|".join(dict.fromkeys(_forms(typed))))
        close = [value for value in counts if pattern.fullmatch(value)]
        inside += sorted(close, key=lambda value: (-counts[value], value))
    if not inside and len(counts) <= _MOST_COMPARED:
        inside = difflib.get_close_matches(typed[:_LONGEST_COMPARED], counts, _MOST_OFFERED)
    return list(dict.fromkeys(inside))


def _forms(typed: str) -> Iterator[str]:
    """Yield patterns of what is one character away."""
    length = len(typed)
    for at in range(length):
        yield f"{typed[:at]}[^{typed[at]}\n]{typed[at + 1 :]}"
    for at in range(length - 1):
        yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
    for at in range(length + 1):
        yield f"{typed[:at]}[^\n]{typed[at:]}"
    if length > _SHORTEST:
        for at in range(length):
            yield typed[:at] + typed[at + 1 :]


def near_searches(
    spellings: Spellings, words: Sequence[str], parts: Sequence[str], finds: Callable[[Sequence[str]], bool]
) -> tuple[str, ...]:
    """Return searches near one that finds nothing, each of which finds something.

    `words` are those of the search; `parts` are those that they are made of, for words that near nothing stands.
    `finds` tells whether clauses or titles have some words.
    """
    for asked in (words, parts):
        unknown = [word for word in asked[:_MOST_WORDS] if not finds([word])]
        offered: list[str] = []
        for word in unknown:
            for near in near_words(spellings, word)[:_MOST_TRIED]:
                changed = [near if one == word else one for one in asked]
                if len(offered) < _MOST_OFFERED and finds(changed):
                    offered.append(" ".join(changed))
        if offered:
            return tuple(offered)
    return ()
