"""Write docs/licences.md: the licence of each library that fatiao runs or is tested with, as the library tells it.

usage: python docs/licences.py

Of those pinned in requirements.lock and requirements-dev.lock, as they are installed.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
_FILE = Path(__file__).with_name("licences.md")
_LONGEST = 60
_INTRODUCTION = """\
# Licences

fatiao is under the [Apache License 2.0](../LICENSE). These are the libraries that it is tested with, and the licence
that each says it is under. Written by `python docs/licences.py`; do not edit.
"""


def pinned(lock: str) -> list[str]:
    """Return the names in a lock."""
    return re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.M)


def licence_of(about: PackageMetadata) -> str:
    """Return the licence that a library's metadata names: its expression, else its classifiers, else its own words."""
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or [] if one.startswith("License")]
    if classified:
        return ", ".join(classified)
    said = str(about.get("License") or "").strip().partition("\n")[0]
    return said if 0 < len(said) <= _LONGEST else "see its files"


def table(names: list[str]) -> str:
    """Return a row for each library."""
    rows = []
    for name in names:
        try:
            about = metadata(name)
        except PackageNotFoundError:
            rows.append(f"| {name} | | not installed here |")
        else:
            rows.append(f"| {name} | {about['Version']} | {licence_of(about)} |")
    return "\n".join(["| library | version | licence |", "| --- | --- | --- |", *rows])


def main() -> None:
    """Write the page."""
    running = pinned("requirements.lock")
    others = [name for name in pinned("requirements-dev.lock") if name not in running]
    parts = [_INTRODUCTION, "## To run\n", table(running), "\n## For the extras, and to test\n", table(others)]
    _FILE.write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
