"""Words of a table, each character with its place in the source: what labels and headers become as fields.

A label is printed over several lines, cut at a bracket, joined with another; its characters keep their places through
all of it, so that nothing is searched for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...parse.tables.heads import JOIN
from ...text.fold import fold
from ...text.source import Span
from ..model import Evidence, Field, Subject

NOWHERE = -1
"""The place of a character that does not stand in the source, such as what joins two labels."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words for a field: how they read, the place of each character in the source, the rule that read them."""

    text: str
    places: tuple[int, ...]
    rule: str

    def only(self, characters: Iterable[int]) -> Words:
        """Return the chosen characters, given by their numbers."""
        chosen = tuple(characters)
        return Words("".join(self.text[i] for i in chosen), tuple(self.places[i] for i in chosen), self.rule)

    def strip(self, marks: str | None = None) -> Words | None:
        """Return the words without `marks` (white space if not given) at their ends, None where nothing is left."""
        left, right = len(self.text) - len(self.text.lstrip(marks)), len(self.text.rstrip(marks))
        return self.only(range(left, right)) if left < right else None

    def by(self, rule: str) -> Words:
        """Return the same words as read by another rule."""
        return Words(self.text, self.places, rule)

    def evidence(self, field: Field) -> Iterator[Evidence]:
        """Yield the unbroken stretches of the source that the words stand in, in the order of the words."""
        runs: list[Span] = []
        for place in self.places:
            if runs and runs[-1].end == place:
                runs[-1] = Span(runs[-1].start, place + 1)
            elif place != NOWHERE:
                runs.append(Span(place, place + 1))
        return (Evidence(field, run, self.rule) for run in runs)


def printed(words: str, start: int, rule: str) -> Words:
    """Return words that stand in the source from `start` on as they read."""
    return Words(words, tuple(range(start, start + len(words))), rule)


def placed(words: str, pieces: Iterable[Span], source: str, rule: str) -> Words:
    """Return words that are the text of `pieces` of the source without some of its white space.

    White space is what folding makes it, control characters included: `source` may be folded or not.
    """
    letters = (at for piece in pieces for at in range(*piece) if not fold(source[at]).isspace())
    return Words(words, tuple(NOWHERE if letter.isspace() else next(letters) for letter in fold(words)), rule)


def joined(parts: Iterable[Words | None], between: str = JOIN) -> Words:
    """Return as one the words that are there, in their order, under the rule of the first."""
    out: Words | None = None
    for part in filter(None, parts):
        places = (*out.places, *(NOWHERE for _ in between), *part.places) if out else part.places
        out = Words(out.text + between + part.text if out else part.text, places, out.rule if out else part.rule)
    return out or named("")


def told(subject: Subject, field: Field) -> Words | None:
    """Return the words of a field that a sentence told, None where it told none."""
    text: str | None = getattr(subject, field)
    if not text:
        return None
    found = next((piece for piece in subject.evidence if piece.field is field), None)
    return printed(text, found.span.start, found.rule) if found else named(text)


def named(text: str) -> Words:
    """Return words that the source does not have: what a number is called that nothing in it names (得分)."""
    return Words(text, (NOWHERE,) * len(text), "")


def subject_of(
    attribute: Words | None,
    holder: Words | None = None,
    base: Words | None = None,
    trigger: Words | None = None,
    condition: Words | None = None,
    sentence: Subject | None = None,
) -> Subject:
    """Return the subject that words make, with their evidence; what they do not tell, its modality, is a sentence's."""
    fields = {
        Field.ATTRIBUTE: attribute,
        Field.HOLDER: holder,
        Field.BASE: base,
        Field.TRIGGER: trigger,
        Field.CONDITION: condition,
    }
    evidence = [piece for field, words in fields.items() if words for piece in words.evidence(field)]
    if sentence:
        evidence += [piece for piece in sentence.evidence if piece.field is Field.MODALITY]

    def text(words: Words | None) -> str | None:
        return words.text if words else None

    return Subject(
        text(attribute),
        text(holder),
        text(base),
        text(trigger),
        text(condition),
        modality=sentence.modality if sentence else None,
        evidence=tuple(evidence),
    )
