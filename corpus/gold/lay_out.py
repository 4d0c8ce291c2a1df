"""Lay out the texts that the annotations of `train_*.jsonl` are of, from checkouts of the collections they come from.

usage: python corpus/gold/lay_out.py CHECKOUT FOLDER [--others CHECKOUTS]

CHECKOUT is a checkout of https://github.com/LawRefBook/Laws, FOLDER where the texts go. `texts.tsv` says of each text
its file there and its SHA-256; a text that has become another since is told, left out, and makes the exit status 1.
Texts of other repositories (`owner/name:file`) are read by fatiao, which must be installed, from CHECKOUTS/owner/name;
without --others they are left out. Those of unknown repositories always are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TABLE = HERE / "texts.tsv"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^#+ *", re.MULTILINE)
_BLANK = re.compile(r"\n{3,}")
_UNKNOWN = "unknown repository"
_PROGRAMS = frozenset({".js", ".sql"})
_READ_AS = dict.fromkeys((".html", ".htm", ".jsp", ".rst"), "text/html") | {".md": "text/markdown"}
_BEFORE = {".jsp": b"<body", ".rst": b"<"}
_LITERAL = re.compile(r"""'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_TAG = re.compile(r"<[^>]*>")


class Text(NamedTuple):
    """A text of the data set: its name here, the regulation's title, its file in the collection, its SHA-256.

    `rest` are the words with which begins what annotators did not read of a page; empty where they read the whole.
    """

    file: str
    title: str
    path: str
    sha256: str
    rest: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the text is of another repository."""
        return ":" in self.path

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows any more of which repository the text is."""
        return self.path.startswith(_UNKNOWN)


def texts() -> Iterator[Text]:
    """Yield the texts of the data set."""
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        yield Text(*line.split("\t"))


def plain(markdown: str) -> str:
    """Return a file of the collection without comments and heading marks, as annotators read it."""
    return _BLANK.sub("\n\n", _HEADING.sub("", _COMMENT.sub("", markdown))).strip() + "\n"


def content_of(text: Text, checkout: Path, others: Path | None) -> str:
    """Return a text from where its checkout lies; raises OSError where it cannot be read."""
    if not text.is_elsewhere:
        return plain((checkout / text.path).read_text(encoding="utf-8"))
    from fatiao.ingest import IngestError, read_bytes

    assert others is not None
    repository, _, name = text.path.partition(":")
    file = others / repository / name
    raw, kind = file.read_bytes(), file.suffix
    if kind in _BEFORE:
        raw = raw[max(raw.find(_BEFORE[kind]), 0) :]
    if kind in _PROGRAMS:
        raw = literal(raw.decode("utf-8", "replace"), contexts(text.file)).encode()
        kind = ".html" if b"</p>" in raw else ".txt"
    try:
        content = read_bytes(raw, text.path, _READ_AS.get(kind, "text/plain")).text
        if "</p>" in content:  # a page on which an article can be edited holds it as HTML in a field
            content = read_bytes(content.encode(), text.path, "text/html").text
    except IngestError as error:
        raise OSError(str(error)) from error
    return content.partition(text.rest)[0] if text.rest else content


def literal(program: str, wanted: list[str]) -> str:
    """Return the string of a program or an SQL dump in which most of the wanted words stand."""
    strings = (found[0][1:-1] for found in _LITERAL.finditer(program))
    unescaped = (_ESCAPED.sub(lambda c: _CONTROLS.get(c[1], c[1]), one) for one in strings if len(one) > len(wanted[0]))
    squeezed = [_squeezed(words) for words in wanted]
    return max(unescaped, key=lambda one: sum(map(_squeezed(_TAG.sub("", one)).__contains__, squeezed)), default="")


def contexts(file: str) -> list[str]:
    """Return the contexts of a text's annotations."""
    lines = (line for path in sorted(HERE.glob("train_*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [row["context"] for row in map(json.loads, lines) if row["file"] == file]


def _squeezed(words: str) -> str:
    return "".join(words.split())


def lay_out(checkout: Path, folder: Path, others: Path | None = None) -> list[str]:
    """Write every text that is as it was into a folder, and return what is off with the others."""
    folder.mkdir(parents=True, exist_ok=True)
    faults = []
    for text in texts():
        if text.is_unknown or (text.is_elsewhere and others is None):
            continue
        try:
            content = content_of(text, checkout, others)
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
    parser.add_argument("--others", type=Path, metavar="CHECKOUTS")
    arguments = parser.parse_args()
    faults = lay_out(arguments.checkout, arguments.folder, arguments.others)
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
