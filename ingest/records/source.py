"""From a record to a source: its text, headed by what other columns say of it, and what they say of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...text.patterns import pattern
from ...text.source import Source
from ..encoding import Decoded
from ..errors import IngestError
from ..files import source_of_text
from .fields import FORMATS, Fields

_HEADINGS = {
    "number": "发文字号",
    "issuer": "发文机关",
    "promulgated": "公布日期",
    "effective": "施行日期",
    "expires": "失效日期",
    "changed": "最新异动日期",
}
"""What is told of the document stands above its text as a site prints it, for parsing to read."""

_PAGE = ("title", "url", "date", "issuer", "number", "promulgated", "effective", "expires", "changed")
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
_NO_LETTER = re.compile(r"[\W_]+")
_CHINESE = pattern(r"[\u4e00-\u9fff]")
_HEAD = 1000
"""Characters of a text in which its title stands, if it has one."""

_NO_TEXT = "say in a file for --fields which column holds the text, or leave the record out"


def of_json(uri: str, raw: bytes, text: str, encoding: str, fields: Fields) -> Source:
    """Return a record that is an object in JSON as a source; raises `IngestError` if it is none."""
    try:
        record = json.loads(text)
    except ValueError as error:
        raise IngestError(uri, f"it is no JSON ({error})", "mend the record") from error
    except RecursionError as error:
        raise IngestError(uri, "its brackets nest too deep", "mend the record") from error
    if not isinstance(record, dict):
        raise IngestError(uri, "it is no object with columns", 'write a record as {"text": "…"}')
    return _source(uri, raw, encoding, record, fields)


def of_row(uri: str, raw: bytes, cells: Sequence[str], encoding: str, columns: Sequence[str], fields: Fields) -> Source:
    """Return a row as a source; raises `IngestError` if it has no text."""
    if len(cells) > len(columns):
        problem = f"it has {len(cells)} columns, and the header {len(columns)}"
        raise IngestError(uri, problem, "set what has the delimiter in it in quotes")
    return _source(uri, raw, encoding, dict(zip(columns, cells, strict=False)), fields)


def _source(uri: str, raw: bytes, encoding: str, record: Mapping[str, object], fields: Fields) -> Source:
    text = fields.value("text", record)
    if text is None:
        wanted = ", ".join(fields.columns["text"])
        raise IngestError(uri, f"it has no text in {wanted}", _NO_TEXT)
    if isinstance(text, list):
        text = "\n".join(_strings(text))
    if not isinstance(text, str):
        raise IngestError(uri, f"its text is no string but {type(text).__name__}", _NO_TEXT)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise IngestError(uri, "its text holds half a character", "mend the record") from error
    told = {name: value for name in _PAGE if (value := _line(fields.value(name, record)))}
    source = source_of_text(raw, uri, FORMATS.get(fields.format) or _looks_like(text), Decoded(text, encoding))
    return replace(source, text=headed(source.text, told), metadata=tuple(told.items()))


def _strings(parts: Sequence[object]) -> Iterator[str]:
    """Yield the words of a text that is told in parts, in order: of [{"条号": "第一条", "内容": "…"}] both."""
    left = [*reversed(parts)]
    while left:
        part = left.pop()
        if isinstance(part, str):
            if _CHINESE.search(part):
                yield part
        elif isinstance(part, Mapping):
            left += reversed([*part.values()])
        elif isinstance(part, list):
            left += reversed(part)


def _looks_like(text: str) -> str:
    """Return the media type of a text; `text/html` is taken back where no tag is found."""
    return FORMATS["markdown"] if _MARKDOWN.search(text) else FORMATS["html"]


def _line(value: object) -> str:
    """Return a value as one line, empty where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).encode("utf-8", "replace").decode().split())


def headed(text: str, told: Mapping[str, str]) -> str:
    """Return a text with lines above it for what it does not say itself at its head: its title, number, issuer."""
    head = _letters(text[:_HEAD])
    lines = [f"{label}：{told[name]}" for name, label in _HEADINGS.items() if name in told]
    if told.get("title") and _letters(told["title"]) not in head:
        lines.append(told["title"])
    return "".join(f"{line}\n" for line in lines) + text


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)
