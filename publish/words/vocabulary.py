"""Closed vocabularies of the database in the readers' words, one a column."""

from __future__ import annotations

from ...text.comparators import SIGNS
from ...text.levels import Level
from ...text.units.kinds import KIND_NAMES

QUANTITIES = KIND_NAMES
"""What is measured: the column `quantity`."""

ROLES = {
    "limit": "限制",
    "deadline": "期限",
    "threshold": "适用条件",
    "penalty": "处罚",
    "value": "定值",
    "frequency": "频次",
    "score": "评分",
    "effective": "施行日期",
}
"""What a number is for: the column `role`."""

MODALITIES = {"must": "应当", "must not": "不得", "may": "可以"}
"""The column `modality`."""

COMPARATORS = SIGNS
"""The column `comparator` as a sign."""

FLAG_KINDS = {
    "encoding": "编码存疑",
    "gap": "序号不连续",
    "repeat": "序号重复",
    "order": "次序颠倒",
    "restart": "序号重新开始",
    "range": "序号超出范围",
    "incomplete": "可能不完整",
    "duplicate": "整段重复",
    "heading": "标题粘连或断开",
    "bracket": "括号引号不成对",
    "blank": "待填的空白",
    "cut_off": "文字中断",
    "boilerplate": "夹有网页文字",
    "untitled": "没有标题",
    "no-regulation": "没有规定",
    "citation": "所引条款不存在",
    "misread": "疑似错字",
    "script": "字体混杂或形近",
    "mojibake": "乱码",
    "punctuation": "标点有误",
    "digit": "数字中混有字母",
    "sum": "合计不符",
    "contradiction": "前后矛盾",
    "date": "日期有误",
    "outlier": "数值异常",
    "ocr_low": "识别把握不大",
    "line_lost": "可能漏行",
    "no_text_layer": "没有文字层",
    "orientation": "页面方向",
    "reported": "读者报错",
}
"""The column `kind` of flags; a kind that is not here is shown as it is."""

DECISION_KINDS = {
    "correct": "更正文字",
    "keep": "原文无误",
    "field": "更正参数",
    "add": "补充参数",
    "delete": "删除参数",
    "document": "更正规定信息",
    "level": "更正层级",
    "report": "读者报错",
    "undo": "撤销",
}
"""The column `kind` of what editors decide."""

DECISION_RESULTS = {"applied": "已采用", "settled": "已无需处理", "unfit": "不再适用"}
"""The column `result`: whether this build applied a decision."""

LEVELS = {level.value: level.chinese for level in Level if level is not Level.BODY}
"""The column `level`."""

EFFECTIVE = {"on promulgation": "自公布之日起", "on adoption": "自通过之日起", "on approval": "自批准之日起"}
"""The column `effective` where it is no date."""

RELATIONS = ("依据", "参照", "修改", "废止", "引用")
"""The column `relation`, whose values are words."""

CITATION_NOTES = {
    "day unknown": "本规定的日期不明，所链文本未必是所引的文本",
    "later text": "所链文本晚于本规定，条文的编号和内容可能已变",
    "not there": "所链文本中没有这一条款",
}
"""What a reader has to know of the text that a citation leads to; a note joins several by `, `."""

DOUBTFUL_BELOW = 0.8
"""Below this confidence a parameter is marked as doubtful: of the rules' own steps, those below need a person."""

DOUBT = "机器识别把握不大，请核对原文"
"""What is said of a doubtful parameter."""

WORDS_DOUBTFUL_BELOW = 0.87
"""Below this `word_confidence` a reader is told to check attribute and holder: of 60 parameters that a lawyer read,
none below was to be signed as it stood, and 10 of the 26 that were wrong lay there. It was 0.8 by the likelihoods of
then; below it lie as many as did, 29 % of the parameters of laws."""

WORDS_DOUBT = "事项、主体把握不大，请核对原文"
"""What is said of a parameter whose attribute or holder is doubtful."""

MARKED_FIELDS = {
    "condition": "条件",
    "holder": "主体",
    "act": "行为",
    "trigger": "起算",
    "base": "基数",
    "attribute": "事项",
    "bound": "界限",
}
"""The fields whose words are marked in the text, in the order in which they are: the later has what they share."""

FIELDS = {**MARKED_FIELDS, "unit": "单位", "role": "作用", "modality": "语气"}
"""Every field that has evidence."""
