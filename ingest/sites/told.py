"""The values of a file in TOML, each checked as it is read; what is wrong names the key and the way out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import IngestError
from .selector import SelectorError, compiled, is_xpath

SEE = "see docs/sites.md"


@dataclass(frozen=True, slots=True)
class Told:
    """A table of a file: `prefix` is its name with a point behind it, empty for the file itself."""

    path: str
    values: Mapping[str, Any]
    prefix: str = ""

    def wrong(self, problem: str, remedy: str) -> IngestError:
        """Return the error that something is wrong with the file."""
        return IngestError(self.path, problem, remedy)

    def check_keys(self, known: Collection[str]) -> None:
        """Raise `IngestError` if there is a key that is not known."""
        for key in self.values:
            if key not in known:
                raise self.wrong(f"a site file has no key {self.prefix}{key}", f"it may have {', '.join(known)}; {SEE}")

    def word(self, key: str) -> str:
        """Return a line of text, empty where the file has none."""
        value = self.values.get(key, "")
        if not isinstance(value, str) or any(ord(character) < 32 for character in value):
            raise self.wrong(f"{self.prefix}{key} is {value!r}", f'write a line of text: {key} = "…"')
        return value.strip()

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, or a single one as a list."""
        value = self.values.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(f"{self.prefix}{key} is {value!r}", f'write {key} = ["…"]')
        return tuple(one.strip() for one in value)

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """Return a number between two others."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.wrong(f"{self.prefix}{key} is {value!r}", f"give a number from {least:g} to {most:g}")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(f"{self.prefix}{key} is {value!r}", "write true or false")
        return value

    def table(self, key: str, known: Collection[str] = ()) -> Told:
        """Return a table, whose keys are to be `known`, if any are."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(f"{self.prefix}{key} is {value!r}", f"write a table: [{self.prefix}{key}]; {SEE}")
        found = Told(self.path, value, f"{self.prefix}{key}.")
        if known:
            found.check_keys(known)
        return found

    def selectors(self, key: str) -> tuple[str, ...]:
        """Return selectors, each of which is one."""
        found = self.strings(key)
        for selector in found:
            try:
                compiled(selector)
            except SelectorError as error:
                kind = "XPath" if is_xpath(selector) else "CSS"
                problem = f"{self.prefix}{key} has the selector {selector!r}, which is no {kind} ({error})"
                raise self.wrong(problem, f"mend it; {SEE}") from error
        return found
