"""Floors: the least that each measure has to reach, kept in a JSON file, and only ever raised."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

_SCALE = 1000


def read_floors(file: Path) -> dict[str, float]:
    """Return the floors in `file` by the measure's name; none if there is no such file."""
    if not file.exists():
        return {}
    floors: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return floors


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return a line for each floor that its measure does not reach, and for each whose measure is gone."""
    return [
        f"{name} is {figures[name]:.4f}, below its floor {floor}" if name in figures else f"{name} is not measured"
        for name, floor in floors.items()
        if name not in figures or figures[name] < floor
    ]


def raised(figures: Mapping[str, float], floors: Mapping[str, float], lower: bool = False) -> dict[str, float]:
    """Return new floors: the measures cut to three digits, where those are higher, or (`lower`) in any case."""
    cut = {name: _cut(figure) for name, figure in figures.items()}
    return cut if lower else {name: max(figure, floors.get(name, figure)) for name, figure in cut.items()}


def write_floors(file: Path, floors: Mapping[str, float]) -> None:
    """Write floors to `file`, one a line."""
    file.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _cut(figure: float) -> float:
    """Cut to three digits downwards, so that a figure reaches its own floor. 1e-9 forgives binary fractions."""
    return math.floor(figure * _SCALE + 1e-9) / _SCALE
