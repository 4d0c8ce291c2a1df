"""Labelled header lines: what a law database or a government site prints above or below a title.

发文字号：国办发〔2010〕30号        【实施日期】2009.05.01        索 引 号：000014349/2010-00123
"""

from __future__ import annotations

import re

from ..ingest.source import Span
from .dates import first_date
from .text import lines

_FIELDS = {
    "title": "标题 法规标题 法规名称 文件名称 文件标题 名称 公文名称 信息名称",
    "issuer": "发文机关 发布部门 制定机关 发布机关 颁布单位 发布单位 颁发部门 发文单位 制发机关 发文机构 发布机构",
    "doc_number": "发文字号 文号 发文文号 文件编号 发文号 公文文号 文件字号",
    "promulgated": "成文日期 发布日期 公布日期 印发日期 颁布日期 颁布时间 发文日期 签署日期 生成日期 公布时间",
    "effective": "实施日期 施行日期 生效日期 执行日期 实施时间 施行时间",
    "expires": "失效日期 废止日期 失效时间",
    "status": "有效性 时效性 效力状态 文件状态 是否有效 法规状态",
    "": "索引号 主题分类 主题词 分类 公开类型 公开方式 公开责任部门 效力级别 效力层级 法规类别 组配分类 体裁分类",
}
"""Labels by the field of `Metadata` they give; those under "" head a document and give none."""

_BY_LABEL = {label: name for name, labels in _FIELDS.items() for label in labels.split()}
_LABELLED = re.compile(r"\[([\u4e00-\u9fff ]{2,12})\][ ]*(.*)|([\u4e00-\u9fff][\u4e00-\u9fff ]{1,12})[ ]*:[ ]*(.*)")
_HEADER = re.compile(
    r"附[ ]?件[ ]?[\d一二三四五六七八九十]{0,3}[ ]*:?|.{2,40}文[ ]?件"
    r"|[\u4e00-\u9fff]{1,16}[ ]?[\[(](?:19|20)\d\d[ ]?年?[\])][ ]?第?\d{1,5}[ ]?号"
)
_REPEALED = re.compile(r"失效|废止")
REPEALED = "已废止"


def label_of(line: str) -> tuple[str, str] | None:
    """Return the field and the value of a labelled line (folded); a label that is no field of ours gives ""."""
    match = _LABELLED.fullmatch(line)
    if match is None:
        return None
    field = _BY_LABEL.get(re.sub(" ", "", match[1] or match[3]))
    return None if field is None else (field, (match[2] if match[1] else match[4]).strip())


def is_header(line: str) -> bool:
    """Tell whether a line above a title belongs to the document below it: a label, 附件2, 甲省财政厅文件, a 文号."""
    return label_of(line) is not None or bool(_HEADER.fullmatch(line))


def read_labels(folded: str, text: str, front: Span) -> dict[str, str]:
    """Return what the labelled lines of a title block state, by the names of `Metadata`'s fields."""
    found: dict[str, str] = {}
    for line in lines(folded, front):
        labelled = label_of(line.of(folded))
        if labelled is None or not labelled[1]:
            continue
        field, value = labelled
        if field in ("promulgated", "effective", "expires"):
            dated = first_date(folded, line)
            if dated:
                found.setdefault(field, dated)
        elif field == "status":
            if _REPEALED.search(value):
                found[field] = REPEALED
        elif field:
            found.setdefault(field, text[line.end - len(value) : line.end])
    return found
