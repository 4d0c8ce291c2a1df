"""Labelled header lines: what a law database or a government site prints above or below a title.

发文字号：国办发〔2010〕30号        【实施日期】2009.05.01        索 引 号：000014349/2010-00123
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from ...text.dates import COMPACT, DATE, NUMERIC, first_date, iso_date, numeric_parts
from ...text.doc_numbers import SERIAL
from ...text.lines import followed, lines
from ...text.numerals import TENS
from ...text.patterns import pattern
from ...text.rule_tables import Row, read_table
from ...text.source import Span

_TABLE = read_table(Path(__file__).with_name("header_labels.tsv"), ("field", "labels"))
"""The labels by the field of `Metadata` they give; those without a field head a document and give none."""

_BY_LABEL = {label: row["field"] for row in _TABLE for label in row["labels"].split()}
_LABELLED = re.compile(r"\[([\u4e00-\u9fff ]{2,12})\][ ]*(.*)|([\u4e00-\u9fff][\u4e00-\u9fff ]{1,12})[ ]*:[ ]*(.*)")
_SPACED = re.compile(r"([\u4e00-\u9fff]{2,8})[ ]+(\S.{0,60})")
"""A label with neither colon nor brackets: 发布机构 某市人民政府; it must be one that nothing else can be."""
_HEADER = re.compile(
    rf"附[ ]?件[ ]?[\d{TENS}]{{0,3}}[ ]*:?|[^>]{{2,40}}文[ ]?件"
    rf"|[\u4e00-\u9fff]{{1,16}}[ ]?{SERIAL}"
    r"|第[ ]?\d{1,4}/(?:\d{4}|\d{2}/M)[ ]?号[\u4e00-\u9fff]{2,10}"  # 第3/2021号法律, of Macau
)
_SURE = frozenset(label for label, field in _BY_LABEL.items() if field != "title" and len(label) > 2)
_PIPES = re.compile(r"[ ]\|(?=[ ])")
"""Between two cells; an empty one has a single space, which both its marks share."""
_ANY = "|".join("[ ]?".join(label) for label in sorted(_BY_LABEL, key=len, reverse=True))
_APART = pattern(rf"[ ]{{2,}}|[ ](?=(?:{_ANY})[ ]*:|\[(?:{_ANY})\])")
"""Between two labels of a line, also if a single space stands there."""
_LABEL, _MANY = re.compile(rf"(?:{_ANY})[ ]*:"), 4
"""A label, and how many a line has at least that a page has run together: 标题：…索引号：…文号：…发布日期：…"""
_LONGEST_BARE = 16
_MARKS = frozenset("#->*")
_LABEL_CELL = pattern(r"(?:[\u4e00-\u9fff][ ]*){2,8}:?|")
_DATED = frozenset(("adopted", "approved", "promulgated", "published", "text_as_of", "effective", "expires"))
_DAY = pattern(rf"{DATE}|{NUMERIC}|{COMPACT}")
_COMPACT = re.compile(COMPACT)
_FORMS = dict.fromkeys(_DATED, _DAY) | {"doc_number": re.compile(r".{0,40}\d+[ ]?号|无")}
"""What the value of a label looks like, by its field."""
_NAMES = re.compile(r"[^\d\[\]/]+")
_NOTHING = re.compile(r"暂?无|不详|[-/]+")
_REPEALED = re.compile(r"失效|废止")
REPEALED = "已废止"


def label_of(line: str) -> tuple[str, str] | None:
    """Return the field and the value of a labelled line (folded); a label that is no field of ours gives ""."""
    label, value = _split(line)
    return (_BY_LABEL[label], value) if label in _BY_LABEL else None


def tells_of_document(line: str) -> bool:
    """Tell whether a line (folded) is a label that only a document has, whatever its value: 颁布日期：, 文号：…."""
    label = _split(line)[0]
    return _BY_LABEL.get(label) in _DATED | {"doc_number"} and label in _SURE


def tells_of_filing(line: str) -> bool:
    """Tell whether a line (folded) is a label under which a site files its page: 索引号：…, 公开类型：…."""
    label = _split(line)[0]
    return _BY_LABEL.get(label) == "" and label in _SURE


def is_labelled_by(row: Row, line: str) -> bool:
    """Tell whether a line (folded) begins with a label of one row of the table."""
    return _split(line)[0] in row["labels"].split()


def _split(line: str) -> tuple[str, str]:
    """Return the label and the value of a line that has the form of a labelled one, else two empty strings."""
    words = _unmarked(line)
    if match := _LABELLED.fullmatch(words):
        label, value = (match[1], match[2]) if match[1] else (match[3], match[4])
        return label.replace(" ", ""), value.strip()
    spaced = _SPACED.fullmatch(words)
    return (spaced[1], spaced[2]) if spaced and spaced[1] in _SURE else ("", "")


def is_bare_label(line: str) -> bool:
    """Tell whether a line is a label alone, whose value stands in the next line."""
    return len(line) <= _LONGEST_BARE and _bare(line) in _BY_LABEL


def _bare(line: str) -> str:
    return _unmarked(line).rstrip(": ").replace(" ", "")


def _unmarked(line: str) -> str:
    """Return a line without the marks of a heading, a list or emphasis that Markdown sets around a label."""
    return line.lstrip("#-> ").replace("**", "") if line[:1] in _MARKS else line


def is_header(line: str) -> bool:
    """Tell whether a line above a title belongs to the document below it: a label, 附件2, 甲省财政厅文件, a 文号."""
    return label_of(line) is not None or bool(_HEADER.fullmatch(line)) or _in_cells(line) is not None


def has_label_cells(line: str) -> bool:
    """Tell whether a line is a row of labels and values: | 发文机关 | 某市人民政府 | 成文日期 | 2025-03-23 |."""
    return _in_cells(line) is not None


def _in_cells(line: str) -> list[str] | None:
    """Return the cells of a line that has labels and values in turn, set apart by tabs or as Markdown does, or None.

    Of several labels in a line only one need be known.
    """
    if line[0] == "|":
        cells = [cell.strip() for cell in _PIPES.split(line.strip("| ") + " ")]
        cells += [""] * (len(cells) % 2)
    elif "\t" in line:
        cells = [cell.strip() for cell in line.split("\t")]
    else:
        return None
    labels = cells[::2]
    known = any(map(is_bare_label, labels)) and all(map(_LABEL_CELL.fullmatch, labels))
    return cells if len(cells) % 2 == 0 and known else None


def title_in_cells(line: str) -> str | None:
    """Return what a row of labels and values says the title is: 名称：	某市停车管理办法."""
    cells = _in_cells(line) if "\t" in line or line[:1] == "|" else None
    pairs = zip(cells[::2], cells[1::2], strict=True) if cells else ()
    return next((value for label, value in pairs if _BY_LABEL.get(_bare(label)) == "title" and value), None)


def read_labels(folded: str, text: str, front: Span) -> dict[str, str]:
    """Return what the labelled lines of a title block state, by the fields of the table."""
    found: dict[str, str] = {}
    content = lines(folded, front)
    above = Span(front.start, front.start)
    values_first = _values_first([_unmarked(line.of(folded)) for line in content])
    for line, following in followed(content):
        words = line.of(folded)
        if values_first and is_bare_label(words):
            stated, from_ = [(_BY_LABEL[_bare(words)], _unmarked(above.of(folded)))], above.start
        else:
            stated, from_ = _labelled(words, following.of(folded) if following else ""), line.start
        for field, value in stated:
            at = folded.find(value, from_) if value else -1
            if at >= 0:
                _state(found, field, text[at : at + len(value)], _dated(folded, Span(at, at + len(value))))
        above = line
    return found


def _dated(folded: str, value: Span) -> str | None:
    """Return the date in the value of a label, where it has one."""
    compact = _COMPACT.fullmatch(folded, *value)
    return iso_date(*numeric_parts(compact[0])) if compact else first_date(folded, value)


def _values_first(content: Sequence[str]) -> bool:
    """Tell whether labels stand in lines of their own below their values, by those whose values have a form."""
    votes = 0
    for index, line in enumerate(content):
        form = _FORMS.get(_BY_LABEL.get(_bare(line), "")) if is_bare_label(line) else None
        if form and index > 0:
            votes += bool(form.fullmatch(content[index - 1]))
            votes -= bool(index + 1 < len(content) and form.fullmatch(content[index + 1]))
    return votes > 0


def _labelled(words: str, following: str) -> list[tuple[str, str]]:
    """Return the fields and values that a line states, by a colon, by cells, or with its value in the next line."""
    cells = _in_cells(words)
    if cells is not None:
        pairs = zip(cells[::2], cells[1::2], strict=True)
        known = ((label, value) for label, value in pairs if is_bare_label(label))
        return [(_BY_LABEL[_bare(label)], "" if is_bare_label(value) else value) for label, value in known]
    glued = [label.start() for label in _LABEL.finditer(words)] if words.count(":") >= _MANY else []
    if "\t" in words:
        pieces = [piece.strip() for piece in words.split("\t")]
    elif len(glued) >= _MANY and not glued[0]:
        pieces = [piece for a, b in pairwise([*glued, len(words)]) if (piece := words[a:b]).count(":") == 1]
    else:
        pieces = _APART.split(words)
    apart = [piece for piece in pieces if piece]
    known_apart = [labelled for labelled in map(label_of, apart) if labelled]
    if len(pieces) > 1 and known_apart and all(map(_LABELLED.fullmatch, apart)):
        return known_apart
    labelled = label_of(words)
    if labelled is not None and not labelled[1] and label_of(following) is None:
        return [(labelled[0], following)]
    if labelled is not None:
        return [labelled]
    if is_bare_label(words) and not is_bare_label(following):
        return [(_BY_LABEL[_bare(words)], following)]
    return []


def _state(found: dict[str, str], field: str, value: str, dated: str | None) -> None:
    if _NOTHING.fullmatch(value):
        return
    if field in _DATED:
        if dated:
            found.setdefault(field, dated)
    elif field == "status":
        if _REPEALED.search(value):
            found[field] = REPEALED
    elif field == "issuer" and not _NAMES.fullmatch(value):
        return  # a site's slip: a number, an address
    elif field:
        names = value.split()
        found.setdefault(field, names[0] if len(set(names)) == 1 else " ".join(names))  # printed once for its link
