"""Which columns of a collection mean what: told in a file, or by names that leave no doubt."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import IngestError

PLAIN: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "content", "正文", "内容", "全文", "文本", "body", "html", "markdown"),
        *("original_text", "full_text", "raw_text", "page_content", "原文"),
        *("articles", "条文", "條文", "法规内容", "法規內容", "LawArticles"),
    ),
    "title": ("title", "标题", "名称", "题名", "法规名称", "法規名稱", "文件名称", "LawName"),
    "url": ("url", "link", "链接", "网址", "原文链接", "来源链接", "法规网址", "法規網址", "LawURL"),
    "date": ("date", "发布日期", "公布日期", "发布时间", "公布时间", "日期"),
    "issuer": ("issuer", "发文机关", "发布机关", "制定机关", "发布机构", "发文机构"),
    "number": ("number", "文号", "发文字号"),
    "promulgated": (),
    "effective": (),
    "expires": (),
    "changed": ("最新异动日期", "最新異動日期", "LawModifiedDate"),
}
"""What a column may mean, and the names by which that is known where no file tells it; the first that is there counts.

That a day is one of promulgation or of effect is for a file to tell: a site's date may be that of the page.
"""

FORMATS = {"text": "text/plain", "html": "text/html", "markdown": "text/markdown"}
"""What the text may be said to be; where nothing is said, it is what it looks like."""

_SETTINGS = ("format", "encoding", "delimiter")
_WAY_OUT = "see the part on collections in docs/collections.md"


@dataclass(frozen=True, slots=True)
class Fields:
    """The columns of each meaning, in the order in which they are tried, and how the file is to be read.

    `format` is one of `FORMATS`, `encoding` a name of an encoding, `delimiter` what parts the values of a row.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: PLAIN)
    format: str = ""
    encoding: str = ""
    delimiter: str = ""

    @property
    def key(self) -> str:
        """12 hexadecimal digits that depend on all of it: what was read by other columns is to be read again."""
        told = json.dumps([{**self.columns}, self.format, self.encoding, self.delimiter], ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def value(self, meaning: str, record: Mapping[str, object]) -> object:
        """Return what a record has for a meaning, None where it has nothing."""
        named = {name.strip().casefold(): name for name in record}
        for column in self.columns.get(meaning, ()):
            value = _below(record, column, named)
            if value not in (None, ""):
                return value
        return None


FIELDS = Fields()
"""The columns by their plain names."""


def _below(record: Mapping[str, object], column: str, named: Mapping[str, str]) -> object:
    """Return the value of a column; `data.content` is the `content` in the object `data`."""
    name = named.get(column.casefold())
    if name is not None:
        return record[name]
    value: object = record
    for part in column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def read_fields(path: str | Path) -> Fields:
    """Return the columns that a file in TOML tells: `text = "正文"`, `title = ["标题", "名称"]`.

    Meanings that it does not name have no columns. Raises `IngestError` where it says something else.
    """
    try:
        told = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise IngestError(str(path), f"it cannot be read ({error.strerror})", "check its name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise IngestError(str(path), f"it is no TOML ({error})", _WAY_OUT) from error
    unknown = [name for name in told if name not in PLAIN and name not in _SETTINGS]
    if unknown:
        known = ", ".join([*PLAIN, *_SETTINGS])
        raise IngestError(str(path), f"it names {', '.join(unknown)}, which nothing is", f"known are {known}")
    columns = {name: _names(path, name, value) for name, value in told.items() if name in PLAIN}
    if "text" not in columns:
        raise IngestError(str(path), "it does not say which column holds the text", 'add a line such as text = "正文"')
    settings = {name: told.get(name, "") for name in _SETTINGS}
    if settings["format"] and settings["format"] not in FORMATS:
        raise IngestError(str(path), f"there is no format {settings['format']}", f"known are {', '.join(FORMATS)}")
    return Fields(columns, **settings)


def _names(path: str | Path, name: str, value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(column, str) for column in names):
        raise IngestError(str(path), f"{name} is no name of a column, and no list of such", _WAY_OUT)
    return tuple(names)


def has_text(fields: Fields, columns: Iterable[str]) -> bool:
    """Tell whether one of the columns holds the text."""
    return fields.value("text", dict.fromkeys(columns, True)) is not None
