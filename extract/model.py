"""The closed vocabularies of a numeric parameter, and the parameter itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ..parse.model import Path
from ..text.comparators import Comparator as Comparator  # one of the vocabularies, for those who import them here
from ..text.source import Span
from ..text.units.kinds import Quantity


class Role(StrEnum):
    """What the number does in the provision."""

    LIMIT = "limit"
    DEADLINE = "deadline"
    THRESHOLD = "threshold"
    PENALTY = "penalty"
    VALUE = "value"
    FREQUENCY = "frequency"
    SCORE = "score"
    EFFECTIVE = "effective"


class Modality(StrEnum):
    """Whether the rule commands, forbids or allows."""

    MUST = "must"
    MUST_NOT = "must not"
    MAY = "may"


class Field(StrEnum):
    """The fields of a parameter that are read from the text."""

    UNIT = "unit"
    BOUND = "bound"
    ROLE = "role"
    ATTRIBUTE = "attribute"
    HOLDER = "holder"
    BASE = "base"
    TRIGGER = "trigger"
    CONDITION = "condition"
    ACT = "act"
    MODALITY = "modality"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the text behind a field: its characters, and the name of the rule or model that read them.

    A field whose phrase is not in one piece has several pieces, in the order of the phrase. `score` lies between 0 and
    1 where what read it gives one.
    """

    field: Field
    span: Span
    rule: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A number found in the text, with its bound: a parameter before anyone knows what and whom it binds.

    `span` covers number and unit, and for a range both ends. `low` and `high` are numbers in `unit`, or
    ISO 8601 strings for dates; an `=` has both the same, a one-sided bound one of them None. `scope` is
    the stretch that number and bound words take up together (不超过20万元), for which `span` is only 20万元.
    `rule` names what found it; `confidence` lies between 0 and 1. What was not understood is None. `evidence` are the
    pieces that bound and role were read from.
    """

    span: Span = field(compare=False)
    scope: Span = field(compare=False)
    quantity: Quantity
    role: Role | None
    comparator: Comparator | None
    low: float | str | None
    high: float | str | None
    unit: str | None
    low_inclusive: bool = True
    high_inclusive: bool = True
    rule: str = ""
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number binds: the words of the text for what is measured, whom it binds and from when it runs.

    `act` is what a penalty punishes.
    `word_confidence` is how likely the words of attribute and holder are right, from 0 to 1, None where nothing chose
    among several.
    """

    attribute: str | None = None
    holder: str | None = None
    base: str | None = None
    trigger: str | None = None
    condition: str | None = None
    modality: Modality | None = None
    act: str | None = None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False, repr=False)
    word_confidence: float | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A numeric parameter: a claim, and the evidence for it.

    `path` names the smallest provision that holds the mention, as the indices of `children` from the root
    down. `quote` is the clause around the mention, in a table its row with single spaces, and `quote_span` is where it
    stands.
    """

    mention: Mention
    subject: Subject
    text: str
    quote: str
    path: Path = field(compare=False)
    quote_span: Span = field(compare=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The pieces of text that its fields were read from, of the mention and of the subject."""
        return (*self.mention.evidence, *self.subject.evidence)
