"""Files to sources: decoded text with a name, and one coordinate system for everything after it."""

from ..text.source import Flag, Source, Span
from .containers.container import is_container, members, read_member
from .containers.member import Member
from .containers.web_archive import Look, looks_of_warc
from .errors import IngestError
from .files import read, read_bytes
from .find import find
from .records.collection import Collection, Record, is_collection, open_collection, read_record, records
from .records.fields import FIELDS, Fields, read_fields
from .sites.rules import rules_beside

__all__ = [
    "FIELDS", "Collection", "Fields", "Flag", "IngestError", "Look", "Member", "Record", "Source", "Span", "find",
    "is_collection", "is_container", "looks_of_warc", "members", "open_collection", "read", "read_bytes",
    "read_fields", "read_member", "read_record", "records", "rules_beside",
]  # fmt: skip
