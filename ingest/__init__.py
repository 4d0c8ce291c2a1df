"""Files to sources: decoded text with a name, and one coordinate system for everything after it."""

from .errors import IngestError
from .files import read, read_bytes
from .find import find
from .source import Flag, Source, Span

__all__ = ["Flag", "IngestError", "Source", "Span", "find", "read", "read_bytes"]
