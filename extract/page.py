"""From a source to the parameters of its page: parsing and extraction put together, for files and fragments alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..parse.collector import paused
from ..parse.model import Page
from ..parse.page import parse_page
from ..parse.pages.fragment import parse_any
from ..text.source import Flag, Source
from .boilerplate import check_boilerplate
from .model import Parameter
from .parameters import extract


@dataclass(frozen=True, slots=True)
class Processed:
    """A page with the parameters of each of its regulations, in the order of `page.regulations`."""

    page: Page
    parameters: tuple[tuple[Parameter, ...], ...]

    @property
    def flags(self) -> Iterator[Flag]:
        """Everything suspicious about the page: its source's flags, its own, and its regulations'."""
        yield from self.page.source.flags
        yield from self.page.flags
        for regulation in self.page.regulations:
            yield from regulation.flags


def process_source(source: Source) -> Processed:
    """Parse a source and extract the parameters of each of its regulations; a page without a regulation gives none."""
    return process_page(parse_page(source))


def process_any(source: Source) -> Processed:
    """Parse any text and extract its parameters, also where it holds no regulation.

    Without a regulation in it, the text is read as one document without a title. On a page that holds a regulation,
    what stands outside of it is boilerplate and gives none.
    """
    return process_page(parse_any(source))


@paused()
def process_page(page: Page) -> Processed:
    """Extract the parameters of each regulation of a parsed page."""
    parameters = tuple(extract(regulation, page.source.text) for regulation in page.regulations)
    flags = tuple(check_boilerplate(page)) if page.regulations else ()
    return Processed(replace(page, flags=(*page.flags, *flags)) if flags else page, parameters)
