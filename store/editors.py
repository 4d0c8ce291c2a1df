"""Who may decide: editors with a hashed password, and tokens for programs, in the editorial file.

Passwords are kept as scrypt hashes. A token is 256 random bits, of which only the SHA-256 is kept: nobody guesses it,
so a slow hash would add nothing. An editor's `stamp` is new with each password and whenever the editor signs out; what
a browser keeps names it, so that nobody stays signed in who has been removed or has gone.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .editorial import connected, editorial_path, explained, reading

_TABLES = """
create table if not exists editors (
    name text primary key, password text not null, stamp text not null, added_at text not null
);
create table if not exists tokens (
    hash text primary key, editor text not null references editors (name), created_at text not null
);
create table if not exists secrets (name text primary key, value text not null);
"""

SHORTEST_PASSWORD = 8
"""Characters."""

_NAME = re.compile(r"[\w.-]{1,40}")
_RESERVED = frozenset({"root", "读者"})  # whom Datasette lets do anything, and who reports without signing in

# scrypt as OWASP advises for 16 MB of memory; a fifth of a second on the machine this was written on
_N, _R, _P = 2**14, 8, 5
_NOBODY = f"scrypt${_N}${_R}${_P}${'00' * 16}${'00' * 64}"  # takes as long to check as anybody's

_TOKEN = "fatiao_"  # so that programs that look for leaked secrets know one


class EditorError(Exception):
    """An editor cannot be added, removed or given a token; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may decide: since when, and how many tokens programs have in the name."""

    name: str
    added_at: str
    tokens: int


def add_editor(database: Path | str, name: str, password: str) -> None:
    """Let somebody decide.

    Raises:
        EditorError: the name is no name or is taken, or the password is too short.
        EditorialError: the editorial file cannot be written.
    """
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise EditorError(f"{name!r} cannot be an editor's name. Use up to 40 letters, 汉字, digits, and - _ . only.")
    if len(password) < SHORTEST_PASSWORD:
        raise EditorError(f"The password is too short: use {SHORTEST_PASSWORD} characters or more.")
    row = (name, _hashed(password), _new_stamp(), _now())
    with _written(database) as connection:
        if connection.execute("select 1 from editors where name = ?", [name]).fetchone():
            raise EditorError(
                f"{name} is an editor already. To give a new password, remove the editor and add the same name again; "
                "what was decided stays."
            )
        connection.execute("insert into editors values (?, ?, ?, ?)", row)
        connection.execute("insert or ignore into secrets values ('cookies', ?)", [secrets.token_hex(32)])


def remove_editor(database: Path | str, name: str) -> None:
    """Take from an editor the right to decide, and all tokens; what was decided stays.

    Raises:
        EditorError: there is no editor of that name.
        EditorialError: the editorial file cannot be written.
    """
    with _written(database) as connection:
        _must_be_editor(connection, name)
        connection.execute("delete from tokens where editor = ?", [name])
        connection.execute("delete from editors where name = ?", [name])


def editors(database: Path | str) -> list[Editor]:
    """Return every editor by name."""
    sql = """select name, added_at, (select count(*) from tokens where editor = name) from editors order by name"""
    return [Editor(name, added_at, tokens) for name, added_at, tokens in _rows(database, sql)]


def check_password(database: Path | str, name: str, password: str) -> str | None:
    """Return an editor's stamp if the password is right, else None; both take the same time."""
    found = _rows(database, "select password, stamp from editors where name = ?", name)
    stored, stamp = found[0] if found else (_NOBODY, None)
    return stamp if _is_password(password, stored) and stamp else None


def stamp_of(database: Path | str, name: str) -> str | None:
    """Return the stamp of an editor, None where there is none of that name."""
    found = _rows(database, "select stamp from editors where name = ?", name)
    return str(found[0][0]) if found else None


def end_sessions(database: Path | str, name: str) -> None:
    """Make every cookie worthless that says an editor is signed in, also copies of it that somebody else has.

    Raises:
        EditorError: there is no editor of that name.
        EditorialError: the editorial file cannot be written.
    """
    with _written(database) as connection:
        _must_be_editor(connection, name)
        connection.execute("update editors set stamp = ? where name = ?", [_new_stamp(), name])


def make_token(database: Path | str, name: str) -> str:
    """Return a new token with which a program decides as an editor; it is not kept, and cannot be shown again.

    Raises:
        EditorError: there is no editor of that name.
        EditorialError: the editorial file cannot be written.
    """
    token = _TOKEN + secrets.token_urlsafe(32)
    with _written(database) as connection:
        _must_be_editor(connection, name)
        connection.execute("insert into tokens values (?, ?, ?)", [_token_hash(token), name, _now()])
    return token


def revoke_tokens(database: Path | str, name: str) -> int:
    """Make all tokens of an editor worthless, and return how many there were.

    Raises:
        EditorError: there is no editor of that name.
        EditorialError: the editorial file cannot be written.
    """
    with _written(database) as connection:
        _must_be_editor(connection, name)
        return connection.execute("delete from tokens where editor = ?", [name]).rowcount


def editor_of_token(database: Path | str, token: str) -> str | None:
    """Return the editor a program's token belongs to, None where it is none."""
    found = _rows(database, "select editor from tokens where hash = ?", _token_hash(token))
    return str(found[0][0]) if found else None


def cookie_secret(database: Path | str) -> str | None:
    """Return what signs the cookies of the site over a database, None before there is an editor."""
    found = _rows(database, "select value from secrets where name = 'cookies'")
    return str(found[0][0]) if found else None


def _must_be_editor(connection: sqlite3.Connection, name: str) -> None:
    if not connection.execute("select 1 from editors where name = ?", [name]).fetchone():
        raise EditorError(f"There is no editor {name}. fatiao editor list shows who there is.")


def _new_stamp() -> str:
    return secrets.token_hex(8)


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(16)
    key = hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=_N, r=_R, p=_P)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${key.hex()}"


def _is_password(password: str, stored: str) -> bool:
    _, n, r, p, salt, key = stored.split("$")
    raw = password.encode("utf-8", "surrogatepass")
    made = hashlib.scrypt(raw, salt=bytes.fromhex(salt), n=int(n), r=int(r), p=int(p))
    return hmac.compare_digest(made.hex(), key)


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _rows(database: Path | str, sql: str, *values: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in the editorial file; nothing where there is no file or no editor yet."""
    with reading(database, "editors") as connection:
        return connection.execute(sql, values).fetchall() if connection else []


@contextmanager
def _written(database: Path | str) -> Iterator[sqlite3.Connection]:
    """Open the editorial file for one transaction."""
    path = editorial_path(database)
    with explained(path), closing(connected(path)) as connection:
        connection.executescript(_TABLES)
        with connection:
            connection.execute("begin immediate")
            yield connection
