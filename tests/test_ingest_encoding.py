"""Bytes in, text, encoding and doubts out."""

from __future__ import annotations

import pytest
from fatiao.ingest.encoding import UndecodableError, decode
from hypothesis import given
from hypothesis import strategies as st

LAW = "第一条　为了规范贷款担保管理，担保总额不得超过基金余额的5倍。\r\n"
TRADITIONAL = "第一條　為了規範貸款擔保管理，擔保總額不得超過基金餘額的5倍。\r\n"
META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("raw", "declared", "text", "encoding"),
    [
        pytest.param(LAW.encode(), None, LAW, "utf-8", id="utf-8, line ends kept"),
        pytest.param(LAW.encode("utf-8-sig"), None, LAW, "utf-8", id="utf-8 with a mark, which is no text"),
        pytest.param(LAW.encode("utf-16"), None, LAW, "utf-16-le", id="utf-16 with a mark"),
        pytest.param(b"\xfe\xff" + LAW.encode("utf-16-be"), None, LAW, "utf-16-be", id="utf-16 big-endian with a mark"),
        pytest.param(LAW.encode("utf-32"), None, LAW, "utf-32-le", id="utf-32, whose mark begins like that of utf-16"),
        pytest.param(LAW.encode("utf-16-le"), None, LAW, "utf-16-le", id="utf-16 without a mark"),
        pytest.param(LAW.encode("utf-16-be"), None, LAW, "utf-16-be", id="utf-16 big-endian without a mark"),
        pytest.param(LAW.encode("gb18030"), None, LAW, "gb18030", id="gb18030 nobody declared"),
        pytest.param(LAW.encode("gbk"), "gb2312", LAW, "gb18030", id="declared gb2312 is read as the larger gb18030"),
        pytest.param("㐂镕".encode("gb18030"), "gbk", "㐂镕", "gb18030", id="characters that gb2312 does not have"),
        pytest.param(LAW.encode(), "gb2312", LAW, "utf-8", id="valid utf-8 goes before a false declaration"),
        pytest.param(LAW.encode("gb18030"), "iso-2022-jp", LAW, "gb18030", id="a declaration that does not fit"),
        pytest.param(LAW.encode("gb18030"), "x-nonsense", LAW, "gb18030", id="a declaration nobody knows"),
        pytest.param(TRADITIONAL.encode("big5"), None, TRADITIONAL, "big5hkscs", id="big5 nobody declared"),
        pytest.param(b"Article 1\n", None, "Article 1\n", "utf-8", id="ascii"),
    ],
)
def test_encodings(raw: bytes, declared: str | None, text: str, encoding: str) -> None:
    decoded = decode(raw, declared)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "'gbk'"])
def test_charset_of_meta(charset: str) -> None:
    page = META.format(charset) + LAW
    assert decode(page.encode("gb18030")).text == page


@pytest.mark.parametrize(
    ("raw", "declared", "doubted"),
    [
        pytest.param(LAW.encode("gb18030"), None, False, id="common characters"),
        pytest.param(TRADITIONAL.encode("big5"), None, False, id="common characters of the other standard"),
        pytest.param(LAW.encode("gb18030"), "big5hkscs", True, id="a wrong table, declared"),
        pytest.param("丂丄丅丆丏丒".encode("gb18030"), None, True, id="nothing but rare characters"),
    ],
)
def test_doubtful_encodings_are_flagged(raw: bytes, declared: str | None, doubted: bool) -> None:
    flags = decode(raw, declared).flags
    assert [flag.kind for flag in flags] == ["encoding"] * doubted
    assert all(0 < flag.score <= 1 for flag in flags)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(LAW.encode() + b"\xff\xfe\xff", "UTF-8 (byte 93)", id="bytes that are valid nowhere"),
        pytest.param(
            b"\xef\xbb\xbf" + LAW.encode("gbk"), "mark it as UTF-8, but byte 3 is not valid", id="a mark that is false"
        ),
        pytest.param(b"abc\x00\x01\x02", "byte 3 is a NUL", id="binary"),
        pytest.param(
            b"\xff\xfe" + LAW.encode("utf-16-le")[:-1],
            "mark it as UTF-16-LE, but byte 66 is",
            id="half a character at the end",
        ),
    ],
)
def test_undecodable_bytes_say_where(raw: bytes, said: str) -> None:
    with pytest.raises(UndecodableError, match=said.replace("(", r"\(").replace(")", r"\)")):
        decode(raw)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf8_is_never_altered(text: str) -> None:
    assert decode(text.encode()).text == text


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except UndecodableError as error:
        assert str(error)
    else:
        assert raw.endswith(decoded.text.encode(decoded.encoding))
