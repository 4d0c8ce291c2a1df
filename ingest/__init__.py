"""Files to sources: decoded text with a name, and one coordinate system for everything after it."""

from ..text.source import Flag, Source, Span
from .errors import IngestError
from .files import read, read_bytes
from .find import find

__all__ = ["Flag", "IngestError", "Source", "Span", "find", "read", "read_bytes"]
