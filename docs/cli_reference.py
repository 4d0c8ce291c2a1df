"""Write docs/cli.md from the commands themselves, or with --check tell whether it is up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from fatiao.cli import main

_FILE = Path(__file__).parent / "cli.md"
_WIDTH = 100
_INTRODUCTION = """\
# Commands

What `fatiao --help` and the `--help` of each command say. Written by `make docs`; do not edit.
"""


def reference() -> str:
    """Return the reference as Markdown: a section for each command with its help."""
    return "\n".join([_INTRODUCTION, *_sections(main, "fatiao")])


def _sections(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)
    yield f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                yield from _sections(found, f"{name} {sub}")


if __name__ == "__main__":
    if "--check" not in sys.argv:
        _FILE.write_text(reference(), encoding="utf-8")
    elif not _FILE.exists() or _FILE.read_text(encoding="utf-8") != reference():
        sys.exit(f"{_FILE.name} does not say what the commands say; run make docs and commit it")
