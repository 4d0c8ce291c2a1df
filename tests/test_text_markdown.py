"""Markdown's marks: what is one and what is none, by what strings have and what is matched in their place."""

from __future__ import annotations

import pytest
from fatiao.text.markdown import find_masks, is_markdown
from fatiao.text.reading import Reading
from fatiao.text.source import Span
from fatiao.text.view import View


def read(text: str) -> str:
    """Return what strings have of a text."""
    masks = find_masks(text)
    edits = [mask.edit(text) for mask in masks if mask.read]
    return Reading(text, edits, [mask.span for mask in masks if not mask.read]).of(Span(0, len(text)))


def seen(text: str) -> str:
    """Return what is matched of a text."""
    return View(text, find_masks(text)).text


EMPHASIS = [
    ("不超过**二十元**。", "不超过二十元。", "bold within a sentence"),
    ("不超过 *五百元*，", "不超过 五百元，", "italic"),
    ("不超过***五百元***，", "不超过五百元，", "both"),
    ("不超过 __五百元__ 的", "不超过 五百元 的", "bold by underscores"),
    ("应当在 _十日_ 内", "应当在 十日 内", "italic by underscores"),
    ("___第一条___ 渡船", "第一条 渡船", "both by underscores"),
    ("**第一条**　检疫", "第一条　检疫", "a label"),
    ("**第一条**检疫", "第一条检疫", "a label without a space"),
    ("**（一）**取得证明", "（一）取得证明", "a bracket inside, a letter outside"),
    ("**“二十元”**的罚款", "“二十元”的罚款", "quotation marks inside"),
    ("称为**《细则》**，", "称为《细则》，", "a title inside"),
    ("**检疫费：**二十元", "检疫费：二十元", "a colon inside"),
    ("注册资金5**0**万元", "注册资金50万元", "half a number"),
    ("占**30**%", "占30%", "a number without its sign"),
    ("占100**%**", "占100%", "a sign without its number"),
    ("** 第一条 ** 渡船", " 第一条  渡船", "spaces inside"),
    ("**第一章****总则**", "第一章总则", "one after another"),
    ("**罚款*五百元*以下**", "罚款五百元以下", "italic in bold"),
    ("*罚款**五百元**以下*", "罚款五百元以下", "bold in italic"),
    ("**某市人民政府\n关于收费的通知**", "某市人民政府\n关于收费的通知", "over a broken line"),
]
NO_EMPHASIS = [
    ("罚款____元", "form blanks"),
    ("罚款__元__角", "form blanks of two"),
    ("__年__月__日", "form blanks at the start of a line"),
    ("姓名：_______", "a form blank at the end"),
    ("20*30*40毫米", "multiplication"),
    ("长20米*宽30米", "one star"),
    ("3201****1234", "masked digits"),
    ("张**、李**、王**等", "masked names"),
    ("面积*、单价*均为含税", "notes"),
    ("文件a_b_c.doc", "a file's name"),
    ("http://a.cn/x_y_z?q=*b*&r=_c_", "an address"),
    ("**第一条 未闭合", "opened and never closed"),
    ("未闭合**\n\n第二条**", "closed in another paragraph"),
    ("10~20日，5~8日", "a range"),
    ("3~~5日至7~~9日", "a range by two"),
]
STRUCK = [
    ("不超过~~三十元~~二十元", "不超过二十元", "by tildes"),
    ("不超过<del>三十元</del>二十元", "不超过二十元", "by a tag"),
    ("不超过<s>三十元</s>二十元", "不超过二十元", "by a short tag"),
    ("不超过~~**三十**元~~二十元", "不超过二十元", "with bold in it"),
    ("~~第三条 废止的。~~\n第四条", "\n第四条", "a whole line"),
    ("比例为~~30~~40%", "比例为40%", "between digits"),
    ("~~见[办法](http://a.cn)~~余", "余", "with a link in it"),
]
LINKS = [
    ("参见[管理办法](https://a.cn/%E7%AE%A1)的", "参见管理办法的", "a link"),
    ('见[办法](https://a.cn/b_(c)_d "标题")。', "见办法。", "brackets and a title"),
    ("见[办法](<a b.md>)。", "见办法。", "an address in angles"),
    ("见[**办法**](./a.md)", "见办法", "bold in a link"),
    ("见[办法][1]。\n\n[1]: https://a.cn/30%", "见办法。\n\n", "by a label"),
    ("见[办法][]。\n\n[办法]: /a.md", "见办法。\n\n", "by itself"),
    ("见[办法]。\n\n[办法]: /a.md '题'", "见办法。\n\n", "by its words alone"),
    ("见<https://a.cn/_b_>。", "见https://a.cn/_b_。", "an address in angles alone"),
    ("前![图1](a.png)后", "前后", "a picture"),
    ("[![图](a.png)](http://a.cn)后", "后", "a picture in a link"),
    ("二十元[^1]。\n\n[^1]: 含税。", "二十元。\n\n含税。", "a note"),
]
NO_LINKS = [
    ("威政发[2008](61)号", "a number in brackets"),
    ("威政发[2008]61号", "a year"),
    ("[附件](见第一条)所列", "words in brackets"),
    ("[ ]", "an empty box"),
    ("[备注]: 见附件", "a label that is no address"),
]
BLOCKS = [
    ("# 河西市渡口条例", "河西市渡口条例", "a title"),
    ("### 第一条　渡船", "第一条　渡船", "an article"),
    ("##第一章 总则", "第一章 总则", "without a space"),
    ("## 第一章 总则 ##", "第一章 总则", "closed"),
    ("## 第一章 总则 {#c1}", "第一章 总则", "with a name"),
    ("#5楼", "#5楼", "a number sign"),
    ("> 第一条 引用。\n> 第二款", "第一条 引用。\n第二款", "a quotation"),
    ("> > - **（一）** 甲", "（一） 甲", "marks in marks"),
    ("- 甲\n* 乙\n+ 丙", "甲\n乙\n丙", "bullets"),
    ("- [ ] 甲\n- [x] 乙", "甲\n乙", "tasks"),
    ("1. 甲\n2. 乙", "1. 甲\n2. 乙", "numbers of items stay"),
    ("1\\. 甲", "1. 甲", "an escaped number"),
    ("- 3 -", "- 3 -", "a page's number"),
    ("甲\n\n---\n\n* * *\n\n乙", "甲\n\n\n\n\n\n乙", "rules"),
    ("条例\n====\n", "条例\n\n", "underlined"),
    ("________", "________", "a form blank on a line"),
    ("甲<!-- 罚款5元 -->乙", "甲乙", "a comment"),
    ("甲\n<!-- 罚款\n5元 -->\n乙", "甲\n\n乙", "a comment over lines"),
    ("甲<!-- 未完", "甲<!-- 未完", "a comment that is never closed"),
    ("<style>\na{top:5px}\n</style>\n甲", "\n甲", "a style"),
    ("```\n**甲** 5元\n```\n**乙**", "\n**甲** 5元\n\n乙", "code between fences"),
    ("```\n**甲**", "```\n甲", "a fence that is never closed"),
    ("`五百元`以下", "五百元以下", "code in a line"),
    ("``a`b``丙", "a`b丙", "code with a backtick"),
    ("甲`乙", "甲`乙", "one backtick"),
    ("| 项目 | **金额** |\n|---|:-:|\n| 甲 | 5元 |", " 项目  金额 \n\n 甲  5元 ", "a table"),
    ("甲 | 乙\n--|--\n1 | 2", "甲  乙\n\n1  2", "a table without outer bars"),
    ("甲 | 乙", "甲 | 乙", "a bar"),
]
FRONT = [
    ("---\ntitle: 办法\ndate: 2020-01-01\n---\n# 条例", "条例", "YAML"),
    ("+++\ntitle = '办法'\n+++\n条例", "条例", "TOML"),
    ("\ufeff---\r\nsidebar: auto\r\n---\r\n条例", "条例", "with a mark of order and CR LF"),
    ("---\n\n第一条 甲。\n\n---\n乙", "\n\n第一条 甲。\n\n\n乙", "rules that are none"),
    ("甲\n---\ntitle: 办法\n---\n", "甲\n\ntitle: 办法\n\n", "further down"),
]
INLINE = [
    ("第一条&nbsp;&nbsp;检疫", "第一条\xa0\xa0检疫", "no-break spaces"),
    ("&emsp;&emsp;检疫", "\u2003\u2003检疫", "indents"),
    ("&ge;5%，&lt;8%，&#8804;9%", "≥5%，<8%，≤9%", "signs of comparison"),
    ("view?a=1&id=7&copy=2", "view?a=1&id=7&copy=2", "an address's parts"),
    ("甲<br>乙<br/>\n丙", "甲\n乙\n丙", "line breaks"),
    ("甲\\\n乙", "甲\n乙", "a hard break"),
    ("甲\\*乙\\#丙\\_丁", "甲*乙#丙_丁", "escapes"),
    ("<u>二十</u>元<font color='red'>整</font>", "二十元整", "tags"),
    ("5m<sup>2</sup>，10<sup>4</sup>", "5m²，10⁴", "raised numbers"),
    ("CO<sub>2</sub>", "CO2", "lowered ones"),
    ("<p>甲</p><p>乙</p>", "甲\n乙", "paragraphs"),
    ("含量<5%且>2%", "含量<5%且>2%", "less and more"),
    ("<第一条>", "<第一条>", "no tag"),
    ("<tr><td>甲</td><td>5元</td></tr>", "甲\t5元", "a row"),
    ("<tr>\n  <td>甲</td>\n  <td>5<br>元</td>\n</tr>", "甲\t5 元", "a row over lines"),
]
CASES = [*EMPHASIS, *STRUCK, *LINKS, *BLOCKS, *FRONT, *INLINE]
NONE = [*NO_EMPHASIS, *NO_LINKS]


@pytest.mark.parametrize(("text", "words"), [row[:2] for row in CASES], ids=[row[2] for row in CASES])
def test_what_is_read(text: str, words: str) -> None:
    assert read(text) == words


@pytest.mark.parametrize("text", [row[0] for row in NONE], ids=[row[1] for row in NONE])
def test_what_is_no_mark(text: str) -> None:
    assert find_masks(text) == ()


SEEN = [
    ("## 第一章 总则 ##", "## 第一章 总则", "marks of headings"),
    ("| 甲 | **乙** |\n|---|---|", "| 甲 | 乙 |\n|---|---|", "bars"),
    ("> - 甲", "    甲", "what opens a line is blank"),
    ("甲\n<!-- 乙 -->\n丙", "甲\n          \n丙", "a comment on its own line is blank"),
    ("5**0**万元", "50万元", "what breaks a word is gone"),
]


@pytest.mark.parametrize(("text", "words"), [row[:2] for row in SEEN], ids=[row[2] for row in SEEN])
def test_what_is_matched(text: str, words: str) -> None:
    assert seen(text) == words


TEXTS = [
    ("第一条 甲。\n\n# 乙", True, "a heading"),
    ("**第一条** 甲。", True, "bold words"),
    ("甲：**乙**。", True, "bold words in a sentence"),
    ("第一条 甲。\n#5楼", False, "a number sign"),
    ("张**诉李**一案", False, "masked names"),
    ("单价*数量*税率", False, "multiplication"),
    ("- 甲\n> 乙\n| 丙 |", False, "marks that plain texts have too"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in TEXTS], ids=[row[2] for row in TEXTS])
def test_a_text_that_does_not_say_so(text: str, found: bool) -> None:
    assert is_markdown(text) is found
