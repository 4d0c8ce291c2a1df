"""fatiao (法条): regulation pages in, a citable database of numeric parameters out.

The stages one by one, all of them over a file, and over many files into a database:

    source = fatiao.read("page.txt")
    page = fatiao.parse(source)
    parameters = [fatiao.extract(regulation, source.text) for regulation in page.regulations]

    processed = fatiao.process("page.txt")
    report = fatiao.build(["pages/"], "fatiao.db")

What they give is described where it is defined: `fatiao.text.source`, `fatiao.parse.model`, `fatiao.extract.model`,
`fatiao.extract.page`, `fatiao.pipeline`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = ["__version__", "build", "extract", "parse", "process", "read"]

if TYPE_CHECKING:
    from .extract import extract as extract
    from .ingest import read as read
    from .parse import parse_page as parse
    from .pipeline import build as build
    from .workers import process as process
else:
    _ROOMS = ("extract", "parse")  # which can be called: see text/callable_module.py
    _FUNCTIONS = {"build": ".pipeline", "process": ".workers", "read": ".ingest"}

    def __getattr__(name):
        """Import what is asked for only now, so that `import fatiao` takes no time."""
        if name in _ROOMS:
            return import_module(f".{name}", __name__)
        if name in _FUNCTIONS:
            return getattr(import_module(_FUNCTIONS[name], __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        """List the public face before it is imported, too."""
        return sorted({*globals(), *__all__})
