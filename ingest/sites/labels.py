"""What sites tell of a document beside its text: rows of a label and a value, and what each label means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

LABELS: Mapping[str, tuple[str, ...]] = {
    "number": ("文号", "发文字号", "发文文号", "文件编号", "文件字号", "公文字号", "发布文号"),
    "issuer": (
        *("发文机关", "发布机关", "制定机关", "发文机构", "发文单位", "颁布单位", "发布部门", "制发机关", "公布机关"),
    ),
    "promulgated": ("成文日期", "公布日期", "颁布日期", "发文日期", "印发日期", "生成日期", "制发日期"),
    "effective": ("施行日期", "生效日期", "实施日期", "执行日期"),
    "expires": ("失效日期", "废止日期", "有效期至", "截止日期"),
    "date": ("发布日期", "发布时间", "公开日期", "上传日期"),
    "index": ("索引号", "索引码", "索取号"),
    "topic": ("主题分类", "主题词", "组配分类", "法规类别", "效力级别", "体裁分类"),
    "validity": ("时效性", "有效性", "效力状态"),
    "page_issuer": ("发布机构", "公开主体", "公开责任部门", "来源"),
    "title": ("名称", "标题", "文件名称", "法规名称", "法规标题"),
}
"""What a label may say, and the labels that say so. The day of publication and the publisher are the page's."""

_SPACE = re.compile(r"[\s\u3000\xa0]+")
_ENDS = "：: \t\u3000\xa0[]【】"
_BETWEEN = r"[\s\u3000\xa0]*"
_MEANING = {label: meaning for meaning, labels in LABELS.items() for label in labels}


def told_by(lines: Iterable[str], own: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """Return what rows of labels and values say, by meaning; `own` are labels of the site with what each means.

    A row is `label：value` or `【label】value`, several in a row, or cells parted by tabs of which every other is a
    label. The first value of a meaning counts.
    """
    meanings = {**_MEANING, **{_bare(label): meaning for label, meaning in own}}
    out: dict[str, str] = {}
    for label, value in _pairs(lines, meanings, _pattern(own)):
        if value := " ".join(value.split()):
            out.setdefault(meanings[label], value)
    return out


def _pairs(lines: Iterable[str], meanings: Mapping[str, str], pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    waiting = ""
    for line in lines:
        for cell in line.split("\t"):
            found = [*pattern.finditer(cell)]
            bare = _bare(cell)
            if bare in meanings:
                waiting = bare
            elif found:
                ends = [*(one.start() for one in found[1:]), len(cell)]
                yield from ((_bare(one["label"]), cell[one.end() : end]) for one, end in zip(found, ends, strict=True))
                waiting = ""
            elif waiting and bare:
                yield waiting, cell
                waiting = ""


@lru_cache(maxsize=64)
def _pattern(own: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return the pattern of a label with the mark behind it: `文　　号：`, `【文号】`, `文号 :`."""
    labels = sorted({*_MEANING, *(_bare(label) for label, _ in own)}, key=len, reverse=True)
    spaced = "|".join(_BETWEEN.join(map(re.escape, label)) for label in labels)
    return re.compile(rf"[【\[]?{_BETWEEN}(?P<label>{spaced}){_BETWEEN}[：:】\]]{_BETWEEN}")


def _bare(label: str) -> str:
    """Return a label without the space and the marks that sites set it with: 文　　号： is 文号."""
    return _SPACE.sub("", label).strip(_ENDS)
