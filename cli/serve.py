"""The command `fatiao serve`."""

from __future__ import annotations

import ipaddress
import sys

import click

from ..publish.guard.options import RATE, SiteOptions
from ..publish.serve import serve as serve_database
from ..publish.served import ServeError, read_served
from .options import check_file
from .printing.say import say


def _address(given: str) -> str:
    """Return an address or a network as it is usually written."""
    try:
        return str(ipaddress.ip_network(given) if "/" in given else ipaddress.ip_address(given))
    except ValueError as error:
        raise click.BadParameter(f"{given} is no address (10.0.0.7) and no network (10.0.0.0/24): {error}.") from error


@click.command()
@click.option(
    "--db",
    "given",
    multiple=True,
    default=("fatiao.db",),
    show_default=True,
    metavar="[LABEL=]FILE",
    callback=check_file,
    help="The database; repeatable: several are searched and compared as one, and shown by their labels.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to serve at; 0.0.0.0 for all of this machine's."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="The port to serve at.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes answer; for many readers at once, as many as there are cores.",
)
@click.option("--sql", is_flag=True, help="Let readers write SQL; each query is bounded, but costs what it costs.")
@click.option(
    "--rate",
    type=click.FloatRange(0),
    default=RATE,
    show_default=True,
    metavar="N",
    help="How many requests a second an address may send, to each process; 0 for any number.",
)
@click.option(
    "--trust-proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    callback=lambda _context, _option, given: tuple(map(_address, given)),
    help="Take a proxy's word for whom a request comes from (X-Forwarded-For): its address or network; repeatable.",
)
def serve(
    given: tuple[str, ...], host: str, port: int, workers: int, sql: bool, rate: float, proxies: tuple[str, ...]
) -> None:
    """Show a database in the browser, until you press Ctrl-C.

    Several databases are shown as one site (docs/scale.md).

    \b
    Examples:
      fatiao serve
      fatiao serve --db guarantees.db --port 8080
      fatiao serve --db 北方=north.db --db 南方=south.db --db 全国=national.db
      fatiao serve --workers 4 --trust-proxy 127.0.0.1
    """
    try:
        databases = read_served(given)
        names = ", ".join(str(one.path) for one in databases)
        verb = "are" if len(databases) > 1 else "is"
        serve_database(
            *(databases, host, port),
            lambda address: say(f"{names} {verb} at {address} (Ctrl-C to stop)", err=False),
            workers,
            SiteOptions(sql, rate, proxies),
        )
    except ServeError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(0)  # the way to end it, and no fault
