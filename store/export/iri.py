"""Names of works, expressions and manifestations: ASCII IRIs in the manner of the Akoma Ntoso naming convention.

    /akn/cn/act/2008-06-26/3f2a9c01b7de                       the work
    /akn/cn/act/2008-06-26/3f2a9c01b7de/zho@2008-06-26        the expression, in Chinese, as of that day
    /akn/cn/act/2008-06-26/3f2a9c01b7de/zho@2008-06-26.xml    the manifestation

The date is the day of promulgation, or of adoption, or of approval, of the first version; or the year in the number
(文号), or the day it takes effect, or 0001. The last part stands for the title: digits of a hash of it, without
punctuation and white space, in one width. Hence two pages that print the same regulation name the same work, and no
table of romanised titles is needed. The expression's date is that of the last change that the text includes, if there
is one, else the work's.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from dataclasses import dataclass
from itertools import takewhile

from ...text.fold import fold
from ...text.lines import plain

LANGUAGE = "zho"
UNKNOWN_YEAR = "0001"

_DIGITS = 12
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MADE = {"promulgated": "公布", "adopted": "通过", "approved": "批准"}
"""What the first version's day is, best first, and the step of the history that gives it."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RULES = (
    *("法", "法典", "条例", "办法", "规定", "细则", "规则", "规程", "规范", "章程", "准则", "守则", "制度", "标准"),
    *("协定", "协议", "议定书", "公约", "条约"),
)
"""Kinds that lay down rules even where they are not divided into articles."""


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of a document, and the dates in them as pairs of a full date and what it is.

    `form` is `act` or `doc`. `created` is `promulgated`, `adopted`, `approved`, `year` (its first day stands for it),
    `effective` or `unknown`; `version` is `amended`, or as `created`.
    """

    form: str
    work: str
    expression: str
    created: tuple[str, str]
    version: tuple[str, str]


def names_of(db: sqlite3.Connection, document_id: str) -> Names:
    """Return the names of a document of the database, which must be there."""
    columns = ", ".join(("kind", "title", "doc_number", "effective", "text_as_of", *_MADE))
    sql = f"select {columns} from documents where id = ?"
    kind, title, doc_number, effective, amended, *days = db.execute(sql, [document_id]).fetchone()
    form = form_of(db, document_id, kind)
    made = _first_made(db, document_id) or next(
        ((day, name) for name, day in zip(_MADE, days, strict=True) if day), None
    )
    date, created = _created(made, doc_number, effective)
    version = (amended, "amended") if is_day(amended) and amended > created[0] else created
    work = f"/akn/cn/{form}/{date}/{digits(plain(fold(title)) or title)}"
    at = version[0] if version[1] == "amended" else date
    return Names(form, work, f"{work}/{LANGUAGE}@{at}", created, version)


def _first_made(db: sqlite3.Connection, document_id: str) -> tuple[str, str] | None:
    """Return the day of the first version, and what it is, where the history tells of a complete revision since."""
    steps = db.execute(
        "select action, date from history where document_id = ? order by rowid", [document_id]
    ).fetchall()
    original = list(takewhile(lambda step: step[0] not in ("修订", "修正"), steps))
    if len(original) == len(steps):
        return None
    first = dict(original)
    return next(((first[action], name) for name, action in _MADE.items() if action in first), None)


def _created(
    made: tuple[str, str] | None, doc_number: str | None, effective: str | None
) -> tuple[str, tuple[str, str]]:
    """Return the date for the IRI, and the day with what it is."""
    year = _YEAR.search(fold(doc_number or ""))
    if made and is_day(made[0]):
        return made[0], made
    if year:
        return year[0], (f"{year[0]}-01-01", "year")
    if effective and is_day(effective):
        return effective, (effective, "effective")
    return UNKNOWN_YEAR, (f"{UNKNOWN_YEAR}-01-01", "unknown")


def form_of(db: sqlite3.Connection, document_id: str, kind: str | None) -> str:
    """Return `act` for a document of rules (it has articles, chapters or parts, or its kind says so), else `doc`."""
    sql = (
        "select exists(select 1 from provisions where document_id = ?"
        " and level in ('article', 'chapter', 'part') and id not like '%#annex%')"
    )
    return "act" if kind in _RULES or db.execute(sql, [document_id]).fetchone()[0] else "doc"


def digits(text: str) -> str:
    """Return 12 hexadecimal digits that depend on `text` and on nothing else."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def is_day(date: str | None) -> bool:
    """Tell whether a date of the database is a full day (`effective` may be words)."""
    return bool(date and _DAY.fullmatch(date))
