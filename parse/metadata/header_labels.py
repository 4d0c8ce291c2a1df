"""Labelled header lines: what a law database or a government site prints above or below a title.

发文字号：国办发〔2010〕30号        【实施日期】2009.05.01        索 引 号：000014349/2010-00123
"""

from __future__ import annotations

import re

from ...text.dates import first_date
from ...text.lines import followed, lines
from ...text.numerals import TENS
from ...text.source import Span

_FIELDS = {
    "title": "标题 法规标题 法规名称 文件名称 文件标题 名称 公文名称 信息名称",
    "issuer": "发文机关 发布部门 制定机关 发布机关 颁布单位 发布单位 颁发部门 发文单位 制发机关 发文机构 发布机构 "
    "公布机关",
    "doc_number": "发文字号 文号 发文文号 文件编号 发文号 公文文号 文件字号 发布文号",
    "promulgated": "成文日期 发布日期 公布日期 印发日期 颁布日期 颁布时间 发文日期 签署日期 生成日期 公布时间",
    "effective": "实施日期 施行日期 生效日期 执行日期 实施时间 施行时间",
    "expires": "失效日期 废止日期 失效时间",
    "status": "有效性 时效性 效力状态 文件状态 是否有效 法规状态",
    "": "索引号 主题分类 主题词 分类 公开类型 公开方式 公开责任部门 效力级别 效力层级 法规类别 组配分类 体裁分类 "
    "所属类别 文件来源 批准部门 批准日期",
}
"""Labels by the field of `Metadata` they give; those under "" head a document and give none."""

_BY_LABEL = {label: name for name, labels in _FIELDS.items() for label in labels.split()}
_LABELLED = re.compile(r"\[([\u4e00-\u9fff ]{2,12})\][ ]*(.*)|([\u4e00-\u9fff][\u4e00-\u9fff ]{1,12})[ ]*:[ ]*(.*)")
_HEADER = re.compile(
    rf"附[ ]?件[ ]?[\d{TENS}]{{0,3}}[ ]*:?|.{{2,40}}文[ ]?件"
    r"|[\u4e00-\u9fff]{1,16}[ ]?[\[(](?:19|20)\d\d[ ]?年?[\])][ ]?第?\d{1,5}[ ]?号"
)
_APART = re.compile(r"[ ]{2,}")
_REPEALED = re.compile(r"失效|废止")
REPEALED = "已废止"


def label_of(line: str) -> tuple[str, str] | None:
    """Return the field and the value of a labelled line (folded); a label that is no field of ours gives ""."""
    match = _LABELLED.fullmatch(line)
    if match is None:
        return None
    field = _BY_LABEL.get(re.sub(" ", "", match[1] or match[3]))
    return None if field is None else (field, (match[2] if match[1] else match[4]).strip())


def is_bare_label(line: str) -> bool:
    """Tell whether a line is a label alone, whose value stands in the next line."""
    return len(line) <= 8 and line.replace(" ", "") in _BY_LABEL


def is_header(line: str) -> bool:
    """Tell whether a line above a title belongs to the document below it: a label, 附件2, 甲省财政厅文件, a 文号."""
    return label_of(line) is not None or bool(_HEADER.fullmatch(line)) or _in_cells(line) is not None


def _in_cells(line: str) -> list[str] | None:
    """Return the cells of a line that has labels and values in turn, set apart by tabs, or None."""
    if "\t" not in line:
        return None
    cells = [cell.strip() for cell in line.split("\t")]
    return cells if len(cells) % 2 == 0 and all(map(is_bare_label, cells[::2])) else None


def read_labels(folded: str, text: str, front: Span) -> dict[str, str]:
    """Return what the labelled lines of a title block state, by the names of `Metadata`'s fields."""
    found: dict[str, str] = {}
    content = lines(folded, front)
    for line, following in followed(content):
        words = line.of(folded)
        for field, value in _labelled(words, following.of(folded) if following else ""):
            at = folded.find(value, line.start) if value else -1
            if at >= 0:
                _state(found, field, text[at : at + len(value)], first_date(folded, Span(at, at + len(value))))
    return found


def _labelled(words: str, following: str) -> list[tuple[str, str]]:
    """Return the fields and values that a line states, by a colon, by cells, or with its value in the next line."""
    apart = [label_of(piece) for piece in _APART.split(words)]
    if all(apart):
        return [labelled for labelled in apart if labelled]
    labelled = label_of(words)
    if labelled is not None:
        return [labelled]
    cells = _in_cells(words)
    if cells is not None:
        pairs = zip(cells[::2], cells[1::2], strict=True)
        return [(_BY_LABEL[label.replace(" ", "")], value) for label, value in pairs]
    if is_bare_label(words) and not is_bare_label(following):
        return [(_BY_LABEL[words.replace(" ", "")], following)]
    return []


def _state(found: dict[str, str], field: str, value: str, dated: str | None) -> None:
    if field in ("promulgated", "effective", "expires"):
        if dated:
            found.setdefault(field, dated)
    elif field == "status":
        if _REPEALED.search(value):
            found[field] = REPEALED
    elif field:
        found.setdefault(field, value)
