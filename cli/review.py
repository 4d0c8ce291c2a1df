"""The command `fatiao review`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import click

from ..store.decision_log import Conflict, last_number, record
from ..store.decisions import Decision, Draft, Kind, Undecidable
from ..store.errors import StoreError
from ..store.export.files import open_database
from ..store.queue import Suspect, Waiting, suspect_of, waiting
from ..text.printable import on_one_line
from .decisions import EDITOR
from .options import MIN_SCORE
from .printing.decision import in_one_line
from .printing.say import say

_ANSWERS = "[a]ccept  [r]eject  [e]dit  [k] skip  [u]ndo  [q]uit"
_KEYS = {"\r": "k", "\n": "k", "\x03": "q", "\x04": "q", "j": "k"}
"""Keys that mean another one: Enter skips, Ctrl-C and Ctrl-D quit."""


@click.command()
@click.argument("database", type=click.Path(path_type=Path), metavar="FILE", default=Path("fatiao.db"))
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only flags of this kind; may be given often.")
@click.option("--document", "documents", multiple=True, metavar="DOCUMENT", help="Only those of a document.")
@MIN_SCORE
@EDITOR
def review(database: Path, kinds: tuple[str, ...], documents: tuple[str, ...], least: float, editor: str) -> None:
    """Decide what is suspicious, one flag after another.

    FILE is a database, fatiao.db by default. First come flags on the number of a parameter, then those in a sentence
    that one was read from, then the others, the most suspicious first. Each is decided by a key: a takes the
    suggestion, r says that the words are right as they stand, e asks for the right words, k skips, u takes the last
    decision back, q ends. What is decided is recorded at once, in the file beside the database; fatiao decisions apply,
    or the next build, applies it.

    \b
    Examples:
      fatiao review
      fatiao review laws.db --kind misread --kind digit
      fatiao review laws.db --document 威海市地方储备粮管理办法
    """
    try:
        with open_database(database) as connection:
            seen = last_number(database)
            flags = waiting(database, connection, kinds, documents, least)
            desk = Desk(database, connection, editor, flags, seen)
            desk.run()
    except (StoreError, sqlite3.Error) as error:
        raise click.ClickException(str(error)) from error
    say(f"{len(desk.made)} decided, {len(desk.waiting) - desk.at} left")
    if desk.made:
        say(f"Apply it: fatiao decisions apply --db {database}")


@dataclass(slots=True)
class Desk:
    """An editor at work: the flags to decide, which is next, and what was decided, with the flags that it was about.

    `seen` is the number of the last decision before the flags were looked up; `known` are those made or shown since.
    """

    database: Path
    connection: sqlite3.Connection
    editor: str
    waiting: list[Waiting]
    seen: int
    at: int = 0
    made: list[tuple[int, Decision]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Show one flag after another and record what is decided, until there is none left or the editor quits."""
        while self.at < len(self.waiting):
            suspect = suspect_of(self.connection, self.waiting[self.at])
            self._show(suspect)
            key = self._key(suspect)
            if key == "q":
                return
            if key == "u":
                self._undo()
                continue
            draft = self._draft(key, suspect)
            if draft is None or self._record(draft):
                self.at += 1

    def _show(self, suspect: Suspect) -> None:
        flag = suspect.flag
        place = " ".join(part for part in (flag.regulation, flag.citation) if part)
        head = f"{self.at + 1}/{len(self.waiting)}  {flag.kind}  {place}"
        say(f"\n{on_one_line(head)}\n{on_one_line(flag.reason)}", err=False)
        say(on_one_line(f"  {suspect.before}【{suspect.anchor.exact}】{suspect.behind}"), err=False)
        if suspect.flag.suggestion is not None:
            say(on_one_line(f"  → {suspect.flag.suggestion or '（删去）'}"), err=False)

    def _key(self, suspect: Suspect) -> str:
        """Return the key of an answer that can be given to a flag."""
        can = "rekuq" + ("a" if suspect.flag.suggestion is not None else "")
        say(_ANSWERS if "a" in can else _ANSWERS.partition("  ")[2], err=False)
        while True:
            try:
                pressed = click.getchar()
            except (KeyboardInterrupt, EOFError):
                return "q"
            key = _KEYS.get(pressed, pressed.lower())
            if key in can:
                return key

    def _draft(self, key: str, suspect: Suspect) -> Draft | None:
        if key == "a":
            return suspect.accepted(self.editor)
        if key == "r":
            return suspect.kept(self.editor)
        if key == "e":
            right = click.prompt("right words", default=suspect.flag.suggestion or suspect.anchor.exact)
            return suspect.corrected(self.editor, right)
        return None

    def _record(self, draft: Draft) -> bool:
        """Record a decision, and tell whether it could be; what somebody else decided meanwhile is shown first."""
        seen = self.seen
        while True:
            try:
                (made,) = record(self.database, [draft], seen)
            except Conflict as conflict:
                other = conflict.decision
                if other.id in self.known:
                    seen = other.number
                    continue
                self.known.add(other.id)
                say(f"{conflict}\n{in_one_line(other)}", err=False)
                return False
            except Undecidable as error:
                say(str(error), err=False)
                return False
            self.known.add(made.id)
            if draft.kind is not Kind.UNDO:
                self.made.append((self.at, made))
            return True

    def _undo(self) -> None:
        """Take the last decision back, and go back to its flag."""
        if not self.made:
            say("nothing to undo", err=False)
            return
        self.at, last = self.made.pop()
        self._record(Draft(Kind.UNDO, last.anchor, self.editor, undoes=last.id))
