"""Tables, columns and closed vocabularies of the database as readers call them; programs keep the names as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import vocabulary

COLUMNS: Mapping[str, str] = {
    "action": "变动",
    "added_at": "收入时间",
    "act": "行为",
    "adopted": "通过",
    "after": "改为",
    "approved": "批准",
    "attribute": "事项",
    "attribute_group": "同义事项",
    "authority": "效力级别",
    "base": "基数",
    "before": "原为",
    "body": "机关",
    "canonical": "通用名",
    "changed_at": "变动时间",
    "citation": "条款",
    "cited_number": "被引文号",
    "cited_provision": "被引条款",
    "cited_title": "被引规定",
    "column": "列",
    "comparator": "界限",
    "copy_of": "同文",
    "created_at": "时间",
    "condition": "条件",
    "confidence": "置信度",
    "date": "日期",
    "decision_id": "决定",
    "doc_number": "文号",
    "document_id": "规定",
    "editor": "编辑",
    "effective": "施行",
    "encoding": "编码",
    "end_char": "止于字符",
    "expires": "失效",
    "field": "栏",
    "header": "表头",
    "heading": "标题",
    "holder": "主体",
    "id": "编号",
    "issued_by": "印发通知",
    "issuer": "发布机关",
    "issuer_group": "发布机关",
    "kind": "文种",
    "label": "序号",
    "level": "层级",
    "max_date": "最晚日期",
    "max_inclusive": "上限含本数",
    "max_value": "上限",
    "media_type": "文件类型",
    "mention": "数值",
    "metadata": "附带信息",
    "min_date": "最早日期",
    "min_inclusive": "下限含本数",
    "min_value": "下限",
    "modality": "语气",
    "name": "名称",
    "note": "说明",
    "number": "编码序号",
    "ordinal": "次序",
    "page": "页",
    "pages": "页",
    "parameter_id": "参数",
    "parent_id": "上级",
    "promulgated": "公布",
    "provision_id": "条款",
    "quantity": "种类",
    "quote": "原文",
    "quote_end_char": "原文止于字符",
    "quote_start_char": "原文起于字符",
    "reader": "读取程序",
    "reason": "理由",
    "region": "地区",
    "relation": "关系",
    "result": "结果",
    "retrieved_at": "取得时间",
    "role": "作用",
    "row": "行",
    "row_id": "数据行",
    "rule": "规则",
    "score": "可疑程度",
    "source_id": "来源",
    "start_char": "起于字符",
    "status": "状态",
    "suggestion": "建议",
    "table_id": "表格",
    "table_name": "数据表",
    "target_document_id": "指向规定",
    "target_provision_id": "指向条款",
    "term": "术语",
    "text": "原文",
    "text_as_of": "文本截至",
    "title": "标题",
    "trigger": "起算点",
    "unit": "单位",
    "uri": "文件或网址",
    "version": "版本日期",
    "word_confidence": "用词置信度",
    "work_id": "同一规定",
    "x0": "左",
    "x1": "右",
    "y0": "上",
    "y1": "下",
    "year": "年份",
}
"""Names of columns, the same in every table but for `_ELSEWHERE`."""

_ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("decided", "kind"): "类别",
    ("definitions", "text"): "含义",
    ("documents", "issuer"): "发布机关原名",
    ("flags", "kind"): "类别",
    ("parameters", "attribute_group"): "事项",
    ("parameters", "label"): "摘要",
    ("sources", "text"): "全文",
    ("tables", "title"): "表题",
}

VALUES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("citations", "note"): vocabulary.CITATION_NOTES,
    ("clauses", "level"): vocabulary.LEVELS,
    ("decided", "kind"): vocabulary.DECISION_KINDS,
    ("decided", "result"): vocabulary.DECISION_RESULTS,
    ("documents", "effective"): vocabulary.EFFECTIVE,
    ("evidence", "field"): vocabulary.FIELDS,
    ("flags", "kind"): vocabulary.FLAG_KINDS,
    ("parameters", "comparator"): vocabulary.COMPARATORS,
    ("parameters", "modality"): vocabulary.MODALITIES,
    ("parameters", "quantity"): vocabulary.QUANTITIES,
    ("parameters", "role"): vocabulary.ROLES,
    ("provisions", "level"): vocabulary.LEVELS,
}
"""Table and column to the words for its values."""

PLACEHOLDERS: Mapping[str, str] = {
    "amount": "金额",
    "attribute": "事项",
    "authority": "机关",
    "below": "置信度低于",
    "day": "日期",
    "regulation": "规定",
    "since": "自",
    "until": "至",
    "word": "词",
    "words": "检索词",
}
"""What a canned query asks for."""

LOOKUPS: Mapping[str, str] = {
    "exact": "等于",
    "not": "不等于",
    "contains": "含有",
    "notcontains": "不含",
    "endswith": "结尾是",
    "startswith": "开头是",
    "gt": ">",
    "gte": "≥",
    "lt": "<",
    "lte": "≤",
    "like": "形如（like）",
    "notlike": "不形如（not like）",
    "glob": "形如（glob）",
    "in": "是其中之一",
    "notin": "不是其中之一",
    "arraycontains": "数组含有",
    "arraynotcontains": "数组不含",
    "date": "日期为",
    "isnull": "为空",
    "notnull": "不为空",
    "isblank": "为空白",
    "notblank": "不为空白",
}
"""Datasette's conditions in words."""

_DESCRIPTION = (
    (" sorted by ", "，按 "),
    ("sorted by ", "按 "),
    (" descending", " 降序"),
    ("where search matches ", "检索 "),
    ("where ", "其中 "),
    (" and ", " 且 "),
    (" is not null", " 不为空"),
    (" is null", " 为空"),
    (" is not blank", " 不为空白"),
    (" is blank", " 为空白"),
    (" does not contain ", " 不含 "),
    (" contains ", " 含有 "),
    (" starts with ", " 开头是 "),
    (" ends with ", " 结尾是 "),
    (" not in ", " 不是其中之一 "),
    (" in ", " 是其中之一 "),
)
_QUOTED = re.compile(r'("[^"]*")')
_NAME = re.compile(r"\b[a-z][a-z_]+\b")
_HASH = re.compile(r"([\u3400-\u9fff）)])(?:-[0-9a-f]{4,8})+(?=[#\"])")


def column_name(table: str | None, column: str) -> str:
    """Return what readers call a column; one that is not ours keeps its name."""
    return _ELSEWHERE.get((table or "", column)) or COLUMNS.get(column, column)


def value_name(table: str | None, column: str, value: Any) -> str | None:
    """Return what readers call a value of a closed vocabulary, or several joined by `, `; None where it is of none."""
    words = VALUES.get((table or "", column), {})
    found = [words.get(one) for one in str(value).split(", ")]
    return "；".join(filter(None, found)) if all(found) else None


def values_in_words(table: str, column: str) -> str:
    """Return the values of a closed vocabulary, each with its words: money 金额、ratio 比例; empty where it is none."""
    listed = "、".join(f"{value} {words}" for value, words in VALUES.get((table, column), {}).items())
    return listed.replace("、、", "、 ")  # 一、 ends as the list goes on


def in_chinese(description: str, table: str | None = None, names: Mapping[str, str] | None = None) -> str:
    """Return what Datasette says of a table's filters and order, `where … sorted by … descending`, in Chinese.

    What stands in quotes was typed by a reader and stays, but for identifiers: of those in `names` the name is said,
    any other without the hash behind it.
    """
    parts = _QUOTED.split(description)
    said = {f'"{identifier}"': f"“{name}”" for identifier, name in (names or {}).items()}
    parts[1::2] = [said.get(part) or _HASH.sub(r"\1", part) for part in parts[1::2]]
    for place in range(0, len(parts), 2):
        for phrase, chinese in _DESCRIPTION:
            parts[place] = parts[place].replace(phrase, chinese)
        parts[place] = _NAME.sub(lambda found: column_name(table, found[0]), parts[place])
    return "".join(parts)
