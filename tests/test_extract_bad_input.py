"""Numbers that are none, dates that do not exist, ranges upside down: no crash, and never a wrong value."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from fatiao.cli import main
from fatiao.extract.model import Parameter
from fatiao.extract.page import process_any
from fatiao.text.source import source_of

NOT_UNDERSTOOD = [
    pytest.param("罚款一百一千元。", "一百一千元", id="multipliers that rise"),
    pytest.param("期限为一百一千日。", "一百一千日", id="the same with days"),
    pytest.param("罚款二十十万元。", "二十十万元", id="a multiplier twice"),
    pytest.param("罚款十百万元。", "十百万元", id="multipliers alone"),
    pytest.param("罚款廿卅元。", "廿卅元", id="two tens"),
    pytest.param("罚款百分之百百元。", "百分之百百", id="percent of nothing known"),
    pytest.param("应当于2月30日前报送。", "2月30日", id="30 February"),
    pytest.param("应当于2023年2月29日前报送。", "2023年2月29日", id="29 February of a common year"),
    pytest.param("自2010年4月31日起施行。", "2010年4月31日", id="31 April"),
    pytest.param("应当在十日至五日内答复。", "十日至五日", id="days upside down"),
    pytest.param("处十万元以上五万元以下罚款。", "十万元以上五万元以下", id="money upside down"),
    pytest.param("比例为50%至20%。", "50%至20%", id="percentages upside down"),
    pytest.param("零分之一。", "零分之一", id="a fraction of zero parts"),
    pytest.param("1:0的比例。", "1:0", id="one to nothing"),
    pytest.param("0:0的比例。", "0:0", id="nothing to nothing"),
    pytest.param("罚款3 0 0元。", "0元", id="digits that a scan kept apart"),
    pytest.param("每年安排1\ue01020元。", "20元", id="a character that was lost inside a number"),
    pytest.param("本办法自2010年13月1日起施行。", "1日", id="a month there is none of"),
    pytest.param("应当于32日前报告。", "32日", id="a day that no month has"),
    pytest.param("期限为-5日。", "5日", id="a time below zero"),
    pytest.param("处5-3万元罚款。", "5-3万元", id="a shared multiple, upside down"),
    pytest.param("处5万元以上以下罚款。", "5万元", id="both bounds behind it"),
    pytest.param("余额不超过不低于5万元。", "5万元", id="both bounds before it"),
    pytest.param("罚款一亿亿亿亿亿亿元。", "一亿亿亿亿亿亿元", id="more money than there is, in characters"),
]

NO_NUMBER = [
    pytest.param("依照第二○条办理。", id="an article with a circle for zero"),
    pytest.param("依照第二〇条、第三Ｏ条的规定办理。", id="with other circles"),
    pytest.param("罚款1.2.3元。", id="two decimal points"),
    pytest.param("收费为1..2元。", id="two points together"),
    pytest.param("罚款1,00,000元。", id="commas in odd places"),
    pytest.param("罚款1,000,00元。", id="a group too short"),
    pytest.param("金额不超过99999999999999999999亿元。", id="more money than there is"),
    pytest.param("期限不超过99999999999999999999年。", id="more years than there are"),
    pytest.param(f"面积不超过{'9' * 400}平方米。", id="a digit run that no float holds"),
    pytest.param("以上以下均含本数。", id="bounds without a number"),
    pytest.param("以上、以下、以内、届满，均包括本数；不满、超过、以外，不包括本数。", id="all bounds without one"),
    pytest.param("本办法所称以上以下的，含本数。", id="bounds named"),
    pytest.param("处以下罚款。", id="a bound before what it bounds"),
    pytest.param("不超过元。", id="a unit without a number"),
    pytest.param("年龄在周岁以上。", id="an age without years"),
    pytest.param("比例不低于百分之。", id="percent without a number"),
    pytest.param("比例不低于％。", id="a percent sign without one"),
    pytest.param("应当在13月底前报送。", id="a thirteenth month"),
    pytest.param("二十五时至三十时。", id="hours after midnight"),
    pytest.param("期限为1e5日。", id="a number of a program"),
    pytest.param("期限为0x10日。", id="a hexadecimal one"),
    pytest.param("期限为NaN日，∞日，½日。", id="what float and unicode know as numbers"),
]

UNDERSTOOD = [
    pytest.param("第二○条 罚款三百元。", [("三百元", 300.0, 300.0)], id="a circle in the label"),
    pytest.param("罚款二〇〇元。", [("二〇〇元", 200.0, 200.0)], id="circles for digits"),
    pytest.param("应当于2024年2月29日前报送。", [("2024年2月29日", None, "2024-02-29")], id="a leap day"),
    pytest.param("比例不超过120.5%。", [("120.5%", None, 1.205)], id="more than the whole"),
    pytest.param("罚款１，０００，０００元。", [("１，０００，０００元", 1e6, 1e6)], id="full width with groups"),
    pytest.param("处万元以下罚款。", [("万元", None, 10000.0)], id="a multiplier that is a number"),
    pytest.param("应当在每年第五季度报送。", [("每年", 1.0, 1.0)], id="a fifth quarter"),
]


def parameters(text: str) -> list[Parameter]:
    return [parameter for some in process_any(source_of(text)).parameters for parameter in some]


@pytest.mark.parametrize(("text", "mention"), NOT_UNDERSTOOD)
def test_what_is_not_understood_has_no_value_and_no_confidence(text: str, mention: str) -> None:
    (parameter,) = parameters(text)
    assert parameter.text == mention
    assert (parameter.mention.low, parameter.mention.high, parameter.mention.comparator) == (None, None, None)
    assert parameter.mention.confidence <= 0.5


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert parameters(text) == []


@pytest.mark.parametrize(("text", "wanted"), UNDERSTOOD)
def test_odd_numbers_are_read_right(text: str, wanted: list[tuple[str, float, float]]) -> None:
    assert [(found.text, found.mention.low, found.mention.high) for found in parameters(text)] == wanted


@pytest.mark.parametrize("amount", [pytest.param(10**n, id=f"10^{n}") for n in (3, 6, 9, 12, 15)])
def test_large_amounts_are_exact(amount: int) -> None:
    (parameter,) = parameters(f"罚款{amount}元。")
    assert parameter.mention.high == amount


def test_the_command_prints_them_all_and_fails_on_none() -> None:
    cases = [case.values[0] for case in (*NOT_UNDERSTOOD, *NO_NUMBER, *UNDERSTOOD)]
    page = "\n".join(["某市测试办法", *(f"第{n}条　{text}" for n, text in enumerate(cases, 1))])
    for form in ("jsonl", "csv", "table"):
        result = CliRunner().invoke(main, ["extract", "-", "--format", form], input=page.encode())
        assert result.exit_code == 0, result.output
    lines = CliRunner().invoke(main, ["extract", "-", "--format", "jsonl"], input=page.encode()).stdout.splitlines()
    unknown = [row["mention"] for row in map(json.loads, lines) if row["comparator"] is None]
    assert unknown == [case.values[1] for case in NOT_UNDERSTOOD]
    explained = CliRunner().invoke(main, ["extract", "-", "--explain"], input=page.encode()).stdout
    assert explained.count("not understood") == len(NOT_UNDERSTOOD)
