"""What `fatiao extract --explain` marks in a clause, with and without colour, and what the table says of bounds."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from fatiao.cli import main

LEGEND = (
    "Marked: [数值 number]  [界限 bound]  [指标 attribute]  [主体 holder]  [基数 base]  [起算 trigger]  [条件 condition]"
    "  [行为 act]"
)


def extract(text: str, *options: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["extract", "-", *options], input=text.encode(), env=environment)


CLAUSES = [
    pytest.param(
        "贷款余额不得超过基金规模的5倍。",
        "[指标 贷款余额][界限 不得超过][基数 基金规模]的[数值 5倍]。",
        "ratio limit ≤ 5   rule ",
        id="a base between bound and number",
    ),
    pytest.param(
        "担保公司应当在收到申请之日起十个工作日内答复。",
        "[主体 担保公司]应当在[起算 收到申请之日]起[数值 十个工作日][界限 内][指标 答复]。",
        "duration deadline ≤ 10 {workday}   rule ",
        id="a trigger, and a bound behind",
    ),
    pytest.param(
        "罚款五千元以上三万元以下。",
        "[指标 罚款][数值 五千元以上三万元以下]。",
        "money penalty 5000 ≤ … ≤ 30000 CNY   rule ",
        id="a range bounds itself",
    ),
    pytest.param(
        "担保费率不得低于百分之一(1%)。",
        "[指标 担保费率][界限 不得低于][数值 百分之一](1%)。",
        "ratio limit ≥ 0.01   rule ",
        id="a restatement is no bound",
    ),
    pytest.param(
        "期限为三年，可以延长，延长的期限不得超过一年。",
        "期限为三年，可以延长，[指标 延长的期限][界限 不得超过][数值 一年]。",
        "duration limit ≤ 1 a   rule ",
        id="the word nearest to the number",
    ),
]


@pytest.mark.parametrize(("text", "marked", "meaning"), CLAUSES)
def test_marks_in_brackets(text: str, marked: str, meaning: str) -> None:
    lines = extract(text, "--explain").stdout.splitlines()
    assert lines[0] == LEGEND
    assert f"正文  {marked}" in lines
    below = lines[lines.index(f"正文  {marked}") + 1]
    assert below.startswith(f"    {meaning}")
    assert "confidence 0." in below


def test_words_from_another_clause_stand_below() -> None:
    page = "某市测试办法\n第一条　担保公司应当具备下列条件：\n（一）注册资本不低于3亿元；\n（二）有固定的住所。\n"
    output = extract(page, "--explain").stdout
    assert "\n某市测试办法\n\n第一条第（一）项  [指标 注册资本][界限 不低于][数值 3亿元]；\n" in output
    assert "    from elsewhere: [主体 担保公司]\n" in output


RULES = [
    pytest.param(
        "贷款余额不得超过基金规模的5倍。", "指标 noun-before   基数 bounded   语气 bound", id="a noun and its base"
    ),
    pytest.param(
        "担保公司应当在收到申请之日起十个工作日内答复。",
        "指标 act   主体 own-clause   起算 from   语气 commands",
        id="an act and who does it",
    ),
    pytest.param("项目\t收费（元）\n停车\t5\n洗车\t8\n", "指标 column-header   主体 row-label", id="a cell of a table"),
]


@pytest.mark.parametrize(("text", "rules"), RULES)
def test_the_rule_of_each_field_stands_below(text: str, rules: str) -> None:
    told = {line.strip() for line in extract(text, "--explain").stdout.splitlines()}
    assert any(all(rule in line for rule in rules.split("   ")) for line in told), told


def test_what_the_text_does_not_say_is_told_apart() -> None:
    output = extract("年满十八周岁的公民有选举权。", "--explain").stdout
    assert "    not in the text: [指标 年龄]\n" in output


def test_equal_words_are_marked_where_they_were_read() -> None:
    output = extract("罚款三万元的，按日加处罚款数额的3%，罚款应当在3日内缴纳。", "--explain").stdout
    assert "应当在[数值 3日][界限 内][指标 缴纳]。" in output


def test_colour_instead_of_brackets() -> None:
    output = extract("贷款余额不得超过基金规模的5倍。", "--explain", FORCE_COLOR="1", TERM="xterm-256color").stdout
    assert "[数值" not in output
    assert "\x1b[1;31m不得超过\x1b[0m" in output
    assert "\x1b[1;7m5倍\x1b[0m" in output


def test_no_colour_where_it_is_not_wanted() -> None:
    environment = {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm-256color"}
    output = extract("贷款余额不得超过基金规模的5倍。", "--explain", **environment).stdout
    assert "[数值 5倍]" in output
    assert "\x1b[1;31m" not in output


def test_text_without_numbers_is_explained_by_the_legend_alone() -> None:
    result = extract("为了规范管理，制定本办法。", "--explain")
    assert (result.stdout.strip(), result.stderr) == (LEGEND, "0 parameters in -\n")


def test_explanations_are_no_format() -> None:
    result = extract("期限三年。", "--explain", "--format", "csv")
    assert result.exit_code == 2
    assert "leave out --format" in result.stderr


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        pytest.param("期限三年以上五年以下。", "区间", id="range"),
        pytest.param("注册资本不低于3亿元。", "≥", id="at least"),
        pytest.param("期限为三年。", "=", id="exactly"),
    ],
)
def test_the_table_names_bounds(text: str, bound: str) -> None:
    lines = extract(text).stdout.splitlines()
    assert lines[0].split() == ["where", "what", "whom", "role", "bound", "number", "unit"]
    assert bound in lines[-1].split()
