"""The command `fatiao editor`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ..store.editorial import EditorialError
from ..store.editors import EditorError, add_editor, editors, make_token, remove_editor, revoke_tokens
from .options import DATABASE
from .printing.say import say

_NAME = click.argument("name", metavar="NAME")


@click.group()
def editor() -> None:
    """Say who may decide about what is suspicious.

    In the browser editors sign in with a password; programs decide in their name with a token.

    \b
    Examples:
      fatiao editor add 王编辑 --db guarantees.db
      fatiao editor list
      fatiao editor token 王编辑
    """


@editor.command()
@_NAME
@DATABASE
def add(name: str, database: Path) -> None:
    """Let NAME decide: asks for a password, or reads it from the standard input.

    \b
    Examples:
      fatiao editor add 王编辑
      echo "$PASSWORD" | fatiao editor add 王编辑
    """
    _needed(database)
    password = (
        click.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\r\n")
    )
    with _explained():
        add_editor(database, name, password)
    say(f"{name} can sign in at /review/sign-in of the site.", err=False)


@editor.command("list")
@DATABASE
def list_(database: Path) -> None:
    """List who may decide, since when, and how many tokens their programs have."""
    _needed(database)
    with _explained():
        found = editors(database)
    for one in found:
        say(f"{one.name}\tsince {one.added_at}\ttokens {one.tokens}", err=False)
    if not found:
        say("There is no editor yet. Add one: fatiao editor add NAME")


@editor.command()
@_NAME
@DATABASE
def remove(name: str, database: Path) -> None:
    """Take from NAME the right to decide, and all tokens; what was decided stays."""
    _needed(database)
    with _explained():
        remove_editor(database, name)
    say(f"{name} can no longer decide.", err=False)


@editor.command()
@_NAME
@click.option("--revoke", is_flag=True, help="Make all tokens of NAME worthless instead.")
@DATABASE
def token(name: str, revoke: bool, database: Path) -> None:
    """Make a token with which a program decides as NAME, and print it: this once, for only its hash is kept.

    \b
    Examples:
      fatiao editor token 王编辑
      curl -H "Authorization: Bearer $TOKEN" -d @decisions.json http://127.0.0.1:8001/review/decisions.json
    """
    _needed(database)
    with _explained():
        if revoke:
            say(f"{revoke_tokens(database, name)} tokens of {name} are worthless now.", err=False)
        else:
            click.echo(make_token(database, name))


def _needed(database: Path) -> None:
    if not database.is_file():
        raise click.ClickException(f"There is no database {database}. Name one with --db.")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (EditorError, EditorialError) as error:
        raise click.ClickException(str(error)) from error
