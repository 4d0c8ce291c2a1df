"""Commands of fatiao in processes of their own that start at once: forked from one that has imported what they need.

Of a crawl, starting Python and importing take longer than what most tests crawl. That `python -m fatiao` and the
installed command do the same is for other tests to tell.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from fatiao.cli import main

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        *("fatiao.cli.crawl", "fatiao.cli.build", "fatiao.cli.update", "fatiao.workers"),
        *("fatiao.ingest.crawl.fetch", "fatiao.ingest.crawl.resolver", "scrapy.core.engine"),
        *("scrapy.core.downloader.handlers.http11", "scrapy.core.scraper", "scrapy.extensions.throttle"),
        *("scrapy.dupefilters", "scrapy.logformatter", "scrapy.pqueues", "scrapy.squeues", "scrapy.statscollectors"),
        *("warcio.archiveiterator", "warcio.recordbuilder", "warcio.warcwriter", "lxml.cssselect", "protego"),
        *("tldextract", "aiohttp", "fsspec.core"),
    ]
)


def run(arguments: list[str], folder: Path, seconds: float = 120) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, to its end."""
    with TemporaryDirectory() as said:
        process = start(arguments, folder, said)
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, seconds)
        printed, told = (Path(said, name).read_text(encoding="utf-8") for name in ("1", "2"))
    return subprocess.CompletedProcess(arguments, process.exitcode, printed, told)


def start(arguments: list[str], folder: Path, said: str | None = None) -> ForkServerProcess:
    """Start a command in a folder; what it says goes into the files 1 and 2 of the folder `said`, if there is one."""
    process = _FORKS.Process(target=_run, args=(arguments, folder, said, dict(os.environ)))
    process.start()
    return process


def _run(arguments: list[str], folder: Path, said: str | None, environment: Mapping[str, str]) -> None:
    for number in (1, 2):
        place = Path(said, str(number)) if said else os.devnull
        os.dup2(os.open(place, os.O_CREAT | os.O_WRONLY), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["fatiao", *arguments]
    main(prog_name="fatiao")
