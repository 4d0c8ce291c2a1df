"""XML that is no HTML: what its elements hold becomes lines, those right below the root with their names."""

from __future__ import annotations

import pytest
from fatiao.ingest import IngestError, read_bytes

LAW = """<?xml version="1.0" encoding="utf-8"?>
<法规>
<法规名称>南溪县渡船管理办法</法规名称>
<废止註记>
</废止註记>
<法规内容><条文><条号>第 1 条</条号><条文内容><![CDATA[船票不超过五元。
超过的，应当退还。]]></条文内容></条文></法规内容>
</法规>
"""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param(
            LAW,
            "法规名称：南溪县渡船管理办法\n第 1 条\n船票不超过五元。\n超过的，应当退还。\n",
            id="a law with CDATA",
        ),
        pytest.param("<law><title>渡船办法</title><!-- a --></law>", "渡船办法\n", id="names that are no labels"),
        pytest.param("<a>甲<b>乙</b>丙</a>\n", "甲\n乙\n丙\n", id="words around an element"),
    ],
)
def test_xml_becomes_lines(markup: str, text: str) -> None:
    source = read_bytes(markup.encode(), "a.xml")
    assert (source.text, source.media_type) == (text, "application/xml")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<甲>船票<乙>五元。</甲>", id="not well formed"),
        pytest.param("<甲>船票</甲>五元。", id="text behind it"),
        pytest.param("<5元的，退还；>5元的，不退。", id="signs of comparison"),
    ],
)
def test_what_is_no_xml_stays_as_it_is(text: str) -> None:
    assert read_bytes(text.encode(), "a.xml").text == text


def test_entities_are_not_resolved() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "甲甲"><!ENTITY c SYSTEM "file:///etc/hostname">]><a>乙&b;&c;</a>'
    assert "甲甲甲" not in read_bytes(bomb.encode(), "a.xml").text


def test_xml_without_words_is_an_error() -> None:
    with pytest.raises(IngestError, match="no text"):
        read_bytes(b"<a><b/></a>  ".replace(b"<b/>", b" "), "a.xml")
