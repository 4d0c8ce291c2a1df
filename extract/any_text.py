"""Parameters of any text: a page of regulations, or a sentence that belongs to none."""

from __future__ import annotations

from ..ingest.files import source_id
from ..parse.model import Page
from ..parse.pages.fragment import parse_any
from ..text.source import Source
from .model import Parameter
from .parameters import extract


def extract_any(source: Source) -> tuple[Page, tuple[tuple[Parameter, ...], ...]]:
    """Parse a source and extract its parameters, also where it holds no regulation.

    Args:
        source: any text; without a regulation in it, it is read as one document without a title.

    Returns:
        The page, and the parameters of each of its regulations in their order. On a page that holds a regulation,
        what stands outside of it is boilerplate and gives none.
    """
    page = parse_any(source)
    return page, tuple(extract(regulation, source.text) for regulation in page.regulations)


def source_of(text: str, uri: str = "") -> Source:
    """Return a text that is in memory as a source; its `id` is that of the same text in a UTF-8 file."""
    return Source(source_id(text.encode("utf-8", "surrogatepass")), uri, "text/plain", "utf-8", text)
