"""The provision tree: text in, an indented outline of levels, numbers and headings out."""

from __future__ import annotations

import pytest
from fatiao.ingest import Source
from fatiao.parse import parse_page
from fatiao.parse.model import Regulation
from fatiao.text.levels import Level
from fatiao.text.source import source_of


def regulation(text: str) -> Regulation:
    page = parse_page(Source("0" * 64, "t.txt", "text/plain", "utf-8", text))
    assert page.regulations, "no regulation found"
    return page.regulations[0]


def drawn(text: str) -> list[str]:
    """One line a provision below the root: depth, level, number, heading, first characters of its body."""
    parsed = regulation(text)
    out = []
    for node, above in parsed.root.walk():
        if node.level is not Level.BODY:
            heading = f" [{node.heading}]" if node.heading else ""
            out.append(
                f"{'  ' * (len(above) - 1)}{node.level} {node.number or '-'}{heading} {node.body.of(text).strip()[:4]}".rstrip()
            )
    return out


TITLE = "某市贷款担保管理办法\n"
CASES = [
    ("one paragraph", "第一条 为了发展。", ["article 1", "  para 1 为了发展"]),
    ("two paragraphs", "第一条 为了发展。\n本办法所称。", ["article 1", "  para 1 为了发展", "  para 2 本办法所"]),
    ("headings glued to the items below, which go on", "一、加强检验，推动全额收费（一）收费的概念。\n收费指票款。\n（二）收费的范围。\n二、评价方法（三）评价指标。\n（四）评价周期。",
     ["division 1 [加强检验,推动全额收费]", "  item 1 收费的概", "  item 2 收费的范", "division 2 [评价方法]", "  item 3 评价指标",
      "  item 4 评价周期"]),
    ("an item that is cited is none", "一、依照第（一）项和第（二）项办理\n应当登记。\n二、关于《解释（二）》的说明\n应当备案。",
     ["division 1 [依照第(一)项和第(二)项办理]", "  para 1 应当登记", "division 2 [关于《解释(二)》的说明]", "  para 1 应当备案"]),
    ("a broken line goes on", "第一条 为了发展本市的各项\n事业，制定本办法。\n第二条 施行。",
     ["article 1", "  para 1 为了发展", "article 2", "  para 1 施行。"]),
    ("items below the paragraph that introduces them", "第一条 下列条件：\n（一）有章程；\n（二）有资金。\n符合前款的，准予。",
     ["article 1", "  para 1 下列条件", "    item 1 有章程；", "    item 2 有资金。", "  para 2 符合前款"]),
    ("a new paragraph behind an item that ends in a semicolon", "第一条 下列：\n（一）有章程；\n注册资本应当实缴。",
     ["article 1", "  para 1 下列：", "    item 1 有章程；", "  para 2 注册资本"]),
    ("items inside a line", "第一条 下列条件：（一）有章程；（二）有资金。", ["article 1", "  para 1 下列条件", "    item 1 有章程；", "    item 2 有资金。"]),
    ("a paragraph inside an item, told by the numbers that run on", "第一条 下列职权：\n（一）检查；\n（二）查问。\n前项范围由某署定。\n（三）扣留。\n本条适用。",
     ["article 1", "  para 1 下列职权", "    item 1 检查；", "    item 2 查问。", "    item 3 扣留。", "  para 2 本条适用"]),
    ("lists that paragraphs inside items introduce, told by the numbers that run on around them",
     "一、管理类\n1、未备案\n依据某法。\n下列情形免罚：\n（1）首次；\n（2）改正。\n2、未验收\n依据某例。\n下列情形免罚：\n（1）轻微。",
     ["division 1 [管理类]", "  item 1 未备案", "    subitem 1 首次；", "    subitem 2 改正。", "  item 2 未验收",
      "    subitem 1 轻微。"]),
    ("a list below one that runs on around no other stays its paragraph's",
     "第一条 下列条件：\n（一）有章程；\n（二）有资金。\n材料如下：\n1.执照；\n2.合同。",
     ["article 1", "  para 1 下列条件", "    item 1 有章程；", "    item 2 有资金。", "  para 2 材料如下", "    item 1 执照；",
      "    item 2 合同。"]),
    ("subitems", "第一条 材料：\n（一）个人：\n1.身份证；\n2.户口簿；\n（二）企业：\n1.执照。",
     ["article 1", "  para 1 材料：", "    item 1 个人：", "      subitem 1 身份证；", "      subitem 2 户口簿；",
      "    item 2 企业：", "      subitem 1 执照。"]),
    ("subitems that lost their point", "一、职能\n（一）划入\n1原省计委的职能。\n2原省经委的职能。",
     ["division 1 [职能]", "  item 1 划入", "    subitem 1 原省计委", "    subitem 2 原省经委"]),
    ("a number at the start of a wrapped line is no item", "第一条 贷款期限为\n3个月。", ["article 1", "  para 1 贷款期限"]),
    ("circled numbers below （1）", "第一条 分为：\n（1）甲：\n①一；\n②二。",
     ["article 1", "  para 1 分为：", "    item 1 甲：", "      subitem 1 一；", "      subitem 2 二。"]),
    ("letters and roman numbers", "第一条 总则\n1.01节 (a)借款人：\n(i)甲；\n(ii)乙。\n(b)银行。\n1.02节 定义。\n第二条 贷款\n2.01节 银行同意。",
     ["article 1 [总则]", "  section 1.01", "    item a 借款人：", "      subitem i 甲；", "      subitem ii 乙。", "    item b 银行。",
      "  section 1.02", "    para 1 定义。", "article 2 [贷款]", "  section 2.01", "    para 1 银行同意"]),
    ("a reference to an item is none", "第一条 违反前条第（一）、（二）项规定的。", ["article 1", "  para 1 违反前条"]),
    ("bracketed caption", "第一条 【目的】为了发展。", ["article 1 [目的]", "  para 1 为了发展"]),
    ("captions on their own line", "第一条 自愿申请\n应当申请。\n第二条 部门推荐\n由部门推荐。\n第三条 受理\n（一）审核。",
     ["article 1 [自愿申请]", "  para 1 应当申请", "article 2 [部门推荐]", "  para 1 由部门推", "article 3 [受理]", "  item 1 审核。"]),
    ("a short line above a list introduces it", "第一条 为了。\n第二条 申请程序\n（一）申请。",
     ["article 1", "  para 1 为了。", "article 2", "  para 1 申请程序", "    item 1 申请。"]),
    ("chapters", "第一章 总 则\n第一条 为了。\n第二章 附则第二条 施行。",
     ["chapter 1 [总 则]", "  article 1", "    para 1 为了。", "chapter 2 [附则]", "  article 2", "    para 1 施行。"]),
    ("Markdown marks belong to the heading behind them", "## 第一章 总则\n\n第一条 为了。\n\n## 第二章 附则\n\n第二条 施行。",
     ["chapter 1 [总则]", "  article 1", "    para 1 为了。", "chapter 2 [附则]", "  article 2", "    para 1 施行。"]),
    ("divisions without articles", "根据决定。\n一、职责\n（一）贯彻。\n二、本厅设5个处。\n另设一室。",
     ["para 1 根据决定", "division 1 [职责]", "  item 1 贯彻。", "division 2", "  para 1 本厅设5", "  para 2 另设一室"]),
    ("divisions without line breaks", "根据决定。一、职责（一）贯彻。（二）管理。二、机构（一）设处。",
     ["para 1 根据决定", "division 1 [职责]", "  item 1 贯彻。", "  item 2 管理。", "division 2 [机构]", "  item 1 设处。"]),
    ("一、 as items of an article", "第一条 下列条件：\n一、有章程；\n二、有资金。\n第二条 施行。",
     ["article 1", "  para 1 下列条件", "    item 1 有章程；", "    item 2 有资金。", "article 2", "  para 1 施行。"]),
    ("signature block", "第一条 施行。\n某市人民政府\n2008年6月26日", ["article 1", "  para 1 施行。", "para - [落款] 某市人民"]),
    ("an article without a full stop is no signature", "第一条 为了。\n第二条 本办法自发布之日起施行", ["article 1", "  para 1 为了。", "article 2", "  para 1 本办法自"]),
    ("annex", "第一条 施行。\n附件：1.收费表\n\n附件1\n收费表\n每吨80元。",
     ["article 1", "  para 1 施行。", "para - [落款] 附件：1", "annex 1 [收费表]", "  para 1 每吨80"]),
    ("附则 is no annex", "第一章 总则\n第一条 为了。\n第二章 附则\n第二条 施行。",
     ["chapter 1 [总则]", "  article 1", "    para 1 为了。", "chapter 2 [附则]", "  article 2", "    para 1 施行。"]),
    ("a quoted provision stays in its item", "第一条 修改如下：\n（一）第二款改为：\n“（一）甲。”\n“（二）乙。”\n第二条 施行。",
     ["article 1", "  para 1 修改如下", "    item 1 第二款改", "article 2", "  para 1 施行。"]),
    ("entries of a list without marks", "第一条 地址：\n甲方\n北京市某路\n乙方：\n上海市某路\n第二条 施行。",
     ["article 1", "  para 1 地址：", "article 2", "  para 1 施行。"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), [pytest.param(TITLE + t, d, id=i) for i, t, d in CASES])
def test_trees(text: str, tree: list[str]) -> None:
    assert drawn(text) == tree


FLAGS = [
    ("in order", "第一条 为了。\n第二条 应当。\n第三条 施行。", []),
    ("gap", "第一条 为了。\n第三条 施行。", ["gap 第三条"]),
    ("repeat", "第一条 为了。\n第二条 应当。\n第二条 又当。", ["repeat 第二条"]),
    ("order", "第一条 为了。\n第二条 应当。\n第三条 施行。\n第二条 又当。", ["order 第二条"]),
    ("gap among items", "第一条 下列：\n（一）甲；\n（三）丙。", ["gap （三）"]),
    ("items of two paragraphs are counted apart", "第一条 下列：\n（一）甲。\n又下列：\n（一）乙。", []),
    ("numbers that run on through divisions", "一、管辖\n1.应当。\n2.可以。\n二、执行\n3.应当。", []),
    ("beyond all numbers", "第一条 为了。\n第九千九百九十九亿条 应当。\n第二条 施行。", ["range 第九千"]),
    ("beyond, in digits", "第一条 为了。\n第99990000000条 应当。\n第二条 施行。", ["range 第99"]),
    ("beyond, in a sentence", "第一条 按照第九千九百九十九亿条的规定。\n第二条 施行。", []),
    ("之一 is no gap", "第一条 为了。\n第一条之一 又为。\n第二条 施行。", []),
]


@pytest.mark.parametrize(("text", "flags"), [pytest.param(TITLE + t, f, id=i) for i, t, f in FLAGS])
def test_numbering_flags(text: str, flags: list[str]) -> None:
    parsed = regulation(text)
    assert [f"{flag.kind} {flag.span.of(text).strip().split()[0][:3]}" for flag in parsed.flags] == flags


def test_a_place_is_found_in_the_smallest_provision_that_holds_it() -> None:
    text = TITLE + "第一章 总则\n第一条 下列：\n（一）甲；\n1.乙；\n（二）丙。\n适用。\n第二条 施行。\n附件1：\n表"
    root = regulation(text).root
    every = [(above, node) for node, above in root.walk()]
    for start in range(len(text)):
        for end in (start + 1, min(start + 9, len(text))):
            held = [len(above) for above, node in every if node.span.start <= start and end <= node.span.end]
            path = root.path_at(start, end)
            assert len(path) == max(held)
            node = root.at(path)
            assert node.span.start <= start and end <= node.span.end
        assert root.path_at(start) == root.path_at(start, start + 1)


def test_a_label_that_is_broken_before_its_second_number() -> None:
    text = "某市停车条例\n第一条\n【目的】为了停车，制定本条例。\n第一条\n之一\n【范围】本市适用。\n第二条\n【施行】本条例自公布之日起施行。\n"
    (regulation,) = parse_page(source_of(text)).regulations
    assert [node.number for node in regulation.root.children if node.level is Level.ARTICLE] == ["1", "1之1", "2"]
