"""Lay out the texts that the annotations of `train_*.jsonl` are of, from a checkout of the collection they come from.

usage: python corpus/gold/lay_out.py CHECKOUT FOLDER

CHECKOUT is a checkout of https://github.com/LawRefBook/Laws, FOLDER where the texts go. `texts.tsv` says of each text
its file there and its SHA-256; a text that has become another since is told, left out, and makes the exit status 1.
Texts of other repositories (`owner/name:file`) were cut out of pages and tables by hand, and are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("texts.tsv")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^#+ *", re.MULTILINE)
_BLANK = re.compile(r"\n{3,}")


class Text(NamedTuple):
    """A text of the data set: its name here, the regulation's title, its file in the collection, its SHA-256."""

    file: str
    title: str
    path: str
    sha256: str


def texts() -> Iterator[Text]:
    """Yield the texts of the data set."""
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        yield Text(*line.split("\t"))


def is_here(text: Text) -> bool:
    """Tell whether a text is a file of the collection, and not cut out of one of another repository."""
    return ":" not in text.path


def plain(markdown: str) -> str:
    """Return a file of the collection without comments and heading marks, as annotators read it."""
    return _BLANK.sub("\n\n", _HEADING.sub("", _COMMENT.sub("", markdown))).strip() + "\n"


def lay_out(checkout: Path, folder: Path) -> list[str]:
    """Write every text that is as it was into a folder, and return what is off with the others."""
    folder.mkdir(parents=True, exist_ok=True)
    faults = []
    for text in filter(is_here, texts()):
        try:
            content = plain((checkout / text.path).read_text(encoding="utf-8"))
        except OSError as error:
            faults.append(f"{text.path}: it cannot be read ({error.strerror or error})")
            continue
        if hashlib.sha256(content.encode("utf-8")).hexdigest() != text.sha256:
            faults.append(f"{text.path}: its text has changed since it was annotated")
            continue
        (folder / text.file).write_text(content, encoding="utf-8")
    return faults


def main() -> int:
    """Lay the texts out, and print what is off."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    faults = lay_out(arguments.checkout, arguments.folder)
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
