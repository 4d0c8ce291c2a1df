"""What Datasette and SQLite say is wrong with a request, in the readers' words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.patterns import pattern

Patterns = Sequence[tuple[re.Pattern[str], str]]
"""What is said in English, each with what is said instead, which may refer to its groups."""


def compiled(*messages: tuple[str, str]) -> Patterns:
    """Return the patterns of messages with what is said instead; each is compiled when it is first asked."""
    return [(pattern(said, re.DOTALL), words) for said, words in messages]


_MESSAGES = compiled(
    (r"Statement must be a SELECT", "只能运行查询（SELECT）。"),
    (r"Statement may not contain PRAGMA.*", "查询里不能有 PRAGMA。"),
    (r"Cannot (?:sort table|use _sort and _sort_desc at the same time)(?: by (.+))?", r"不能这样排序：\1"),
    (r"fts5: syntax error near \"(.*)\"", r"检索式写得不对，在“\1”附近。"),
    (r"unterminated string", "引号没有成对。"),
    (r"no such column: (.+)", r"没有这一列：\1"),
    (r"no such table: (.+)", r"没有这个表：\1"),
    (r"no such function: (.+)", r"没有这个函数：\1"),
    (r"near \"(.*)\": syntax error", r"SQL 语法有误，在“\1”附近。"),
    (r"incomplete input", "SQL 没有写完。"),
    (r"unrecognized token: \"?(.*?)\"?", r"SQL 里有看不懂的“\1”。"),
    (r"_size must be a positive integer", "每页行数（_size）要写成正整数。"),
    (r"_size must be <= (\d+)", r"每页行数（_size）至多 \1。"),
    (r"answer too large: ([\d,]+)", r"结果超过 \1 字。请减少每页行数（_size），或只取几列（_col）。"),
    (r"out of memory", "这次查询要用的内存太多。请缩小范围后再试。"),
    (r"string or blob too big", "查询里的文字太长。"),
    (r"LIKE or GLOB pattern too complex", "要找的文字太长。"),
    (
        r"(?:Expression tree is too large|too many terms in compound SELECT|query too large|too many columns).*",
        "查询太复杂。",
    ),
    (r"Cannot search by that column", "这一列不能检索。"),
    (r"_(?:no)?col=(.+) - invalid columns", r"没有这一列：\1"),
    (r"_where= is not allowed", "不能用 _where。"),
    (r"You did not supply a value for binding(?: parameter)? :?(.+?)\.?", r"少了参数：\1"),
)


def in_chinese(said: str, patterns: Patterns) -> str:
    """Return in Chinese what the first of the patterns that fits says; what none fits stays as it is."""
    for message, words in patterns:
        if found := message.fullmatch(said.strip()):
            return found.expand(words)
    return said


def error_in_chinese(said: str) -> str:
    """Return what is wrong in Chinese; what is not known here stays as it is."""
    return in_chinese(said, _MESSAGES).removesuffix("：")


def editorial_problem(error: Exception) -> str:
    """Return why the editorial file cannot be used, and what to do, in Chinese."""
    said = str(error.__cause__ or error)
    if "locked" in said or "busy" in said:
        return "编辑数据正被别的程序占用，这次没有写进去。请稍等片刻再试。"
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return "编辑数据在只读的位置，或者没有写的权限，无法记录。请联系本站的管理员。"
    return "编辑数据读写出错，无法记录。请联系本站的管理员。"
