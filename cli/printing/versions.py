"""The versions of a regulation, and what one of them is on a day, on the error output: the text goes to the other."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ...store.in_force import Status, Version


def print_versions(versions: Sequence[Version], chosen: Sequence[Version]) -> None:
    """Print a line for each version, with a mark at those that are chosen."""
    for version in versions:
        mark = "→" if version in chosen else " "
        begins = f"自 {version.begins} 起施行" if version.begins else "施行日期不明"
        click.echo(
            f"{mark} {version.version or '日期不明'}  {begins}  {version.title}  {version.document_id}", err=True
        )


def print_standing(version: Version, status: Status, day: str) -> None:
    """Print what a version is on a day, and which document says so."""
    by = f"，见 {status.document_id}" if status.document_id else ""
    since = f"（{status.since} 起）" if status.since else ""
    click.echo(f"{version.title}：{day} {status.standing}{since}{by}", err=True)
