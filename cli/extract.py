"""The command `fatiao extract`."""

from __future__ import annotations

import click
from click.core import ParameterSource

from ..extract.page import process_any
from ..limits import Limits
from .options import PAGE, limited
from .page import page
from .printing.console import console
from .printing.explanation import print_explanations
from .printing.parameters import print_count, print_csv, print_jsonl, print_table, records


@click.command()
@PAGE
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON Lines or CSV for a program or a spreadsheet, with every column of the database.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Print each clause with number, bound, attribute, holder, base and trigger marked, and the rules behind it.",
)
@limited
@click.pass_context
def extract(context: click.Context, file: str, form: str, explain: bool, limits: Limits) -> None:
    """List the numeric parameters of one page, without a database.

    FILE is a page, or - for the standard input. A text that is no regulation, were it a single sentence, is read too.

    \b
    Examples:
      fatiao extract page.txt
      fatiao extract page.html --format csv > page.csv
      curl -s https://example.org/page.html | fatiao extract - --format jsonl
      echo 罚款不超过20万元 | fatiao extract - --explain
    """
    if explain and context.get_parameter_source("form") is not ParameterSource.DEFAULT:
        raise click.UsageError("--explain prints text for people; leave out --format, or --explain")
    with page(file, limits) as source:
        processed = process_any(source)
    if explain:
        print_explanations(processed, console())
        print_count(sum(map(len, processed.parameters)), source)
        return
    found = records(processed)
    if form == "jsonl":
        print_jsonl(found)
    elif form == "csv":
        print_csv(found)
    else:
        print_table(found, source)
