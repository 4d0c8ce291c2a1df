"""Furniture: lines that a website or a page layout put there and no legislator."""

from __future__ import annotations

import re

_FURNITURE = re.compile(
    r"(?:您(?:现在)?的位置|当前位置|首页\b|下载地址|点击(?:此处|这里|下载)|相关(?:链接|文章|附件)|上一[篇条页]|下一[篇条页]|返回(?:顶部|首页|列表)"
    r"|打印(?:本页|此页)?|关闭(?:窗口|本页)|收藏|分享到|责任编辑|责编|编辑|版权所有|主办单位|承办单位|网站地图|联系我们|扫一扫|字号|字体"
    r"|访问次数|浏览次数|点击(?:数|率|次数)|阅读(?:次数|量)?:|浏览:|来源:|作者:|时间:\d|发布时间:|信息来源|文章来源|稿件来源|日期:\d{4}"
    r"|Copyright|ICP备|https?://|www\.)|.*(?:ICP备\d|阅读:\d|浏览:\d|©)"
)
_PAGE_NUMBER = re.compile(
    r"(?:第[ ]?\d{1,4}[ ]?页(?:[ ]?共[ ]?\d{1,4}[ ]?页)?|[-·]*[ ]?\d{1,4}[ ]?[-·]+|\d{1,4}[ ]?/[ ]?\d{1,4})\Z"
)


def is_furniture(line: str) -> bool:
    """Tell whether a line (folded, stripped) is site or page furniture: 下载地址, 阅读:8672, - 3 -."""
    return len(line) < 120 and bool(_FURNITURE.match(line) or _PAGE_NUMBER.match(line))
