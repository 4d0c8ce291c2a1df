"""Where the records of a file stand: found in one pass over its bytes, of which only a little is held in memory.

Line ends, quotes, commas and tabs are single bytes in UTF-8 and GB18030, and part of no other character: rows and lines
need not be decoded for it. Of JSON this holds in UTF-8, which its standard asks for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_CHUNK = 1 << 20
_MARK = re.compile(rb'\\.|["{}\[\]]', re.DOTALL)
_SPACE = b" \t\r\n"


class Place(NamedTuple):
    """A record: its number from 1 on, the line it begins in, its bytes in the file, and their SHA-256.

    `problem` is what is wrong with it as far as its borders show.
    """

    number: int
    line: int
    start: int
    end: int
    id: str
    problem: str = ""


def lines(file: BinaryIO) -> Iterator[Place]:
    """Yield the lines of a file that are not blank; a record's number is that of its line."""
    start, line = file.tell(), 1
    digest, length, blank = hashlib.sha256(), 0, True
    while piece := file.readline(_CHUNK):
        ends = piece.endswith(b"\n")
        content = piece.rstrip(b"\r\n") if ends else piece
        digest.update(content)
        length += len(content)
        blank = blank and not content.strip(_SPACE)
        if ends:
            if not blank:
                yield Place(line, line, start, start + length, digest.hexdigest())
            start, line = file.tell(), line + 1
            digest, length, blank = hashlib.sha256(), 0, True
    if not blank:
        yield Place(line, line, start, start + length, digest.hexdigest())


def rows(file: BinaryIO, delimiter: bytes) -> Iterator[Place]:
    """Yield the rows of a file of separated values, the header first, which has the number 0.

    A row goes on over a line break that stands in quotes.
    """
    start, line, number, first = file.tell(), 1, 0, 1
    digest, length, blank, quoted = hashlib.sha256(), 0, True, False
    while piece := file.readline():
        quoted = _is_open(piece, delimiter, quoted)
        content = piece if quoted else piece.rstrip(b"\r\n")
        digest.update(content)
        length += len(content)
        blank = blank and not content.strip(_SPACE)
        line += 1
        if quoted:
            continue
        if not blank:
            yield Place(number, first, start, start + length, digest.hexdigest())
            number += 1
        start, first = file.tell(), line
        digest, length, blank = hashlib.sha256(), 0, True
    if quoted:
        yield Place(number, first, start, start + length, digest.hexdigest(), "a quote that opens in it never closes")


def _is_open(line: bytes, delimiter: bytes, quoted: bool) -> bool:
    """Tell whether a quoted value goes on behind a line; `quoted` tells whether one went on before it."""
    if b'"' not in line:
        return quoted
    at = 0
    while True:
        if quoted:
            at = _closing(line, at)
            if at < 0:
                return True
            quoted = False
        elif line.startswith(b'"', at):
            quoted, at = True, at + 1
            continue
        at = line.find(delimiter, at) + 1
        if at == 0:
            return False


def _closing(line: bytes, at: int) -> int:
    """Return where a quoted value has ended, behind its quote, or -1; a quote in it is doubled."""
    while (at := line.find(b'"', at)) >= 0:
        if not line.startswith(b'"', at + 1):
            return at + 1
        at += 2
    return -1


def elements(file: BinaryIO) -> Iterator[Place]:
    """Yield the objects of a JSON array, or the one object that the file holds instead of an array."""
    seen = _Elements(file.tell())
    for chunk in _chunks(file):
        yield from seen.read(chunk)
    if seen.opened is not None:
        yield seen.place(seen.at, "it never ends: the file is cut off")


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces, none of which ends within an escape."""
    while chunk := file.read(_CHUNK):
        while chunk.endswith(b"\\") and (more := file.read(1)):
            chunk += more
        yield chunk


class _Elements:
    """A JSON array being read: how deep its brackets are, and where the object began that is open."""

    def __init__(self, at: int) -> None:
        self.at, self.line, self.number, self.depth = at, 1, 0, 0
        self.inside, self.array = False, False
        self.opened: tuple[int, int] | None = None
        self.digest = hashlib.sha256()

    def read(self, chunk: bytes) -> Iterator[Place]:
        """Yield the objects that end in the next bytes."""
        hashed = counted = 0
        for mark in _MARK.finditer(chunk):
            byte = mark[0]
            if byte == b'"':
                self.inside = not self.inside
            if self.inside or byte == b'"' or byte[:1] == b"\\":
                continue
            if byte in b"{[":
                if byte == b"[" and not self.depth and not self.array:
                    self.array = True
                    continue
                if not self.depth:
                    self.line += chunk.count(b"\n", counted, mark.start())
                    counted = hashed = mark.start()
                    self.opened, self.digest = (self.at + mark.start(), self.line), hashlib.sha256()
                self.depth += 1
            elif self.depth:
                self.depth -= 1
                if not self.depth:
                    self.digest.update(chunk[hashed : mark.end()])
                    yield self.place(self.at + mark.end())
                    self.opened = None
        if self.opened is not None:
            self.digest.update(chunk[hashed:])
        self.line += chunk.count(b"\n", counted)
        self.at += len(chunk)

    def place(self, end: int, problem: str = "") -> Place:
        """Return the object that is open, ended."""
        assert self.opened is not None
        self.number += 1
        return Place(self.number, self.opened[1], self.opened[0], end, self.digest.hexdigest(), problem)
