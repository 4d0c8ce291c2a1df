"""Tails: where a document ends and its site goes on, and what only looks as if it were the site's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fatiao.parse import parse_page
from fatiao.text.markdown import MARKDOWN
from fatiao.text.source import source_of

LAW = "南溪县自行车停放办法\n\n第一条 停放架的间距不得少于五十厘米。\n\n第二条 本办法自2020年1月1日起施行。\n"
LAST = "第二条 本办法自2020年1月1日起施行。"


def offices(places: str) -> str:
    """Return the names of as many authorities, a line each."""
    return "".join(f"{place}县财政局\n" for place in places)


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param("\n扫码关注公众号\n\n复制链接\n", id="ways to share"),
        pytest.param("\n猜你喜欢\n\n- 北岭县垃圾分类办法\n- 北岭县路灯管理规定\n", id="links to other laws"),
        pytest.param("\n主办：南溪县人民政府\n技术支持：某某公司\n网站标识码0000000000\n", id="a footer"),
        pytest.param(
            "\n单篇购买\n\n南溪县自行车停放办法\n\n请选择支付方式：\n\n1.购买后不支持退款。\n", id="an order form"
        ),
        pytest.param(
            "\n某某法规网成立于2003年，为用户提供法规检索。\n\n本网转载的作品，版权归原作者所有。\n\n客服微信：000000\n",
            id="what a site says of itself",
        ),
        pytest.param("\n\n责任编辑：某某\n\n【打印本页】【关闭窗口】\n", id="an editor and buttons"),
        pytest.param(
            "\n地址：某市某路1号 邮编：100044\n某局版权所有\n电话：000-00000000\n技术支持:某公司\n", id="an address"
        ),
        pytest.param("\n保存\n", id="a button"),
        pytest.param("\n附件下载:\n\n页面纠错\n\n[收藏] [打印] [关闭]\n", id="a place for files"),
        pytest.param(
            "\n" + offices("东西南北上下左右前后内外高低大小长短远近甲乙丙丁戊己") + "版权所有 某局\n",
            id="the authorities of all places",
        ),
        pytest.param("\n— 10  —\n", id="the number of a page"),
        pytest.param("\n相关链接\n\n·\t某局出台新规\n\n·\t某市公布名单\n", id="links behind tabs"),
        pytest.param(f"\n某局主办 粤ICP10004936号\n\n--{'trB40tp5sd5ze68' * 60}\n", id="a script"),
        pytest.param("\n政策解读\n\n南溪县自行车停放办法\n\n登录 | 注册\n", id="the title once more"),
    ],
)
def test_a_site_tail_is_no_part_of_the_last_article(tail: str) -> None:
    page = parse_page(source_of(LAW + tail))
    assert [regulation.title for regulation in page.regulations] == ["南溪县自行车停放办法"]
    assert page.source.text[slice(*page.regulations[0].root.children[-1].span)].strip() == LAST


@pytest.mark.parametrize(
    "last",
    [
        pytest.param("打印件应当加盖印章。", id="a sentence that begins like a button"),
        pytest.param("收藏单位应当每年清点一次。", id="a sentence about keeping"),
        pytest.param("会员单位购买停放架的，参照本办法执行。", id="a sentence with words of an order form"),
        pytest.param("用户可以扫描二维码下载客户端。", id="a sentence about an application"),
        pytest.param("附件：停放架规格表\n\n型号\n\n甲型\n\n乙型", id="the short lines of an annex"),
        pytest.param("南溪县人民政府\n\n2019年12月1日", id="a signature"),
        pytest.param("南溪县人民政府\n2019 年12 月", id="a signature without the day"),
        pytest.param(
            "附件：英文本\n\n" + " ".join(["Parking of bicycles is free of charge."] * 30), id="a text in English"
        ),
        pytest.param("附件：规格表\n\n" + "\t".join(map(str, range(200))), id="a long row of numbers"),
        pytest.param(
            "附件：受理地点\n\n"
            + "".join(f"{x}区\n地址：{x}路1号 邮编：100001\n" for x in "东西南")
            + "电话请见公告。",
            id="addresses",
        ),
        pytest.param("附件：1．《停放架规格表》\n\n2．《停放架式样》", id="a list of annexes"),
        pytest.param(
            offices("东西南北上下左右前后内外") + "2019年12月1日",
            id="many authorities that sign",
        ),
        pytest.param(
            offices("东西南北上下左右前后内外高低大小长短远近甲乙丙丁戊己") + "2019年12月1日", id="more, with their day"
        ),
        pytest.param("停放架名称\t间距\n\n甲型\t60", id="a table"),
    ],
)
def test_what_belongs_to_the_document_stays(last: str) -> None:
    page = parse_page(source_of(f"{LAW}\n{last}\n"))
    assert page.source.text[: page.regulations[-1].span.end].endswith(last)


@pytest.mark.parametrize("last", ["南溪县人民政府\n\n2019年12月1日", "侵权人应当赔偿损失。", "会员凭二维码停放。"])
def test_what_stands_before_the_site_tail_stays(last: str) -> None:
    page = parse_page(source_of(f"{LAW}\n{last}\n\n分享到微信朋友圈\n\n【打印本页】\n"))
    assert page.source.text[: page.regulations[-1].span.end].endswith(last)


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param("附件：１．《停放架规格表》\n\n　　　　　２．《停放架式样》", id="a list of annexes"),
        pytest.param("南溪县人民政府\n2019 年12 月", id="a signature without the day"),
    ],
)
def test_what_stands_behind_the_last_article_is_not_part_of_it(behind: str) -> None:
    (document,) = parse_page(source_of(f"{LAW}\n{behind}\n")).regulations
    article = next(child for child in reversed(document.root.children) if child.label)
    assert document.root.span.end > article.span.end
    assert article.span.of(LAW + "\n" + behind).strip() == LAST


def test_tags_behind_the_last_article_are_not_part_of_it() -> None:
    text = "# 南溪县停放办法\n\n<p><b>第一条</b> 五元。</p>\n<p><b>第二条</b> 本办法自公布之日起施行。</p>\n\n---\n"
    (document,) = parse_page(replace(source_of(text), media_type=MARKDOWN)).regulations
    assert document.root.children[-1].span.of(text).endswith("起施行。")
