"""A group of commands that are imported one by one, when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from .classes import keep_classes


class LazyGroup(click.Group):
    """A group whose commands are modules of one package; a module and the command in it have the same name.

    In `commands` stand no commands, only their names and summaries, which is what help, and help with a misspelled
    name, are made of. `get_command` gives the command itself.
    """

    def __init__(self, package: str, summaries: Mapping[str, str], **settings: Any) -> None:
        """Take the package's name, the summary of each command by its name, and the settings of any group."""
        commands = {name: click.Command(name, help=summary) for name, summary in summaries.items()}
        super().__init__(commands=commands, **settings)
        self._package = package

    def make_context(self, *args: Any, **settings: Any) -> click.Context:
        """Read the command line; what is wrong with it is told as `invoke` does."""
        with _harmless():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; nothing in the message of an error, as the name of a file, steers the terminal."""
        with _harmless():
            return super().invoke(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name and return it, None where there is none."""
        if cmd_name not in self.commands:
            return None
        keep_classes()  # for the patterns of what the command imports
        command: click.Command = getattr(import_module(f".{cmd_name}", self._package), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by their summaries, as click does by the commands themselves."""
        limit = formatter.width - 6 - max(map(len, self.commands))  # 6: click's indent and gap
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(limit)) for name in sorted(self.commands)]
            )


@contextmanager
def _harmless() -> Iterator[None]:
    try:
        yield
    except click.ClickException as error:
        from ..text.printable import printable  # only now: help imports nothing

        vars(error)["message"] = printable(error.message)
        raise
