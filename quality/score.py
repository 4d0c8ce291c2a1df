"""Scoring a database against gold."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .gold import GoldParameter, ReadText, read_gold
from .parameters import ParameterScore, score_parameters
from .report import parameter_figures, parameter_lines, structure_figures, structure_lines
from .structure import StructureScore, Wanted, read_structure, score_structure


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right: annotated parameters and documents, of sources in one folder."""

    parameters: Sequence[GoldParameter]
    structure: Sequence[Wanted]
    sources: Path

    @property
    def files(self) -> list[Path]:
        """The source files that the gold is about, sorted."""
        names = {parameter.file for parameter in self.parameters} | {document["file"] for document in self.structure}
        return [self.sources / name for name in sorted(names)]


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of a database; one of them is None where there was no gold for it."""

    parameters: ParameterScore | None
    structure: StructureScore | None

    @property
    def figures(self) -> dict[str, float]:
        """The measures by name, each better the higher it is."""
        parameters = parameter_figures(self.parameters) if self.parameters else {}
        return parameters | (structure_figures(self.structure) if self.structure else {})

    def lines(self, faults: int = 0) -> list[str]:
        """Return the report, line by line, with up to `faults` faults of each kind."""
        out: list[str] = []
        if self.parameters:
            out += parameter_lines(self.parameters)
            out += (f"    {fault}" for fault in self.parameters.faults[:faults])
        if self.structure:
            out += structure_lines(self.structure)
            out += (f"    {fault}" for fault in self.structure.faults[:faults])
        return out


def load(parameters: Sequence[Path], structure: Sequence[Path], sources: Path, read_text: ReadText) -> Gold:
    """Read gold files about pages in the folder `sources`.

    Raises `GoldError` if a file is off, and what `read_text` raises where a page is missing.
    """
    return Gold(read_gold(parameters, sources, read_text), read_structure(structure), sources)


def score(database: Path, gold: Gold) -> Score:
    """Score a database. Raises `sqlite3.Error` if it is none or has other tables."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return Score(
            score_parameters(connection, gold.parameters) if gold.parameters else None,
            score_structure(connection, gold.structure) if gold.structure else None,
        )
