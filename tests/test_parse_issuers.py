"""Authorities: names that are one, names that are not, and the place that each is of."""

from __future__ import annotations

import pytest
from fatiao.parse.metadata.issuers import canonical, placed, region_of

ONE = [
    ("中华人民共和国国务院", "国务院"),
    ("国务院、中央军委", "国务院、中央军事委员会"),
    ("中华人民共和国国务院、中华人民共和国中央军事委员会", "国务院、中央军事委员会"),
    ("全国人大常委会", "全国人民代表大会常务委员会"),
    ("第五届全国人民代表大会常务委员会", "全国人民代表大会常务委员会"),
    ("云山省第六届人民代表大会", "云山省人民代表大会"),
    ("云州市十五届人大常委会", "云州市人民代表大会常务委员会"),
    ("云州市人民代表大会常务委员会会", "云州市人民代表大会常务委员会"),
    ("云山省人民代表大会常委员会", "云山省人民代表大会常务委员会"),
    ("云山省政府办公厅", "云山省人民政府办公厅"),
    ("云山省云州市政府办公室", "云州市人民政府办公室"),
    ("云州市府办公室", "云州市人民政府办公室"),
    ("云山省云州市海山区政府", "云州市海山区人民政府"),
    ("云山省云州市海定市人民政府", "海定市人民政府"),
    ("云山省北岭壮族自治县人大常委会", "北岭壮族自治县人民代表大会常务委员会"),
    ("中国共产党云山省委员会", "中共云山省委员会"),
    ("中共云山省云州市委办公室", "中共云州市委员会办公室"),
    ("最高人民法院审判委员会", "最高人民法院"),
    ("最高人民法院 最高人民检察院", "最高人民法院、最高人民检察院"),
    ("财　政　部", "财政部"),
    ("国家发改委、人力资源社会保障部、住房城乡建设部", "国家发展和改革委员会、人力资源和社会保障部、住房和城乡建设部"),
    ("市场监管总局", "国家市场监督管理总局"),
    ("云州市卫健委", "云州市卫生健康委员会"),
    ("中華人民共和國國務院", "国务院"),
]
"""A name as printed and the one that all writings of the authority share."""

ITSELF = [
    "国务院",
    "国务院办公厅",
    "国家工商行政管理总局",
    "国家工商行政管理局",
    "国家卫生和计划生育委员会",
    "中国人民银行",
    "香港特别行政区政府",
    "中华人民共和国政府",
    "云山省云岭县人民政府",
    "云州市公安局",
    "中国共产党中央军事委员会",
    "云州市人民代表大会常务委员会",
]
"""Names that are no writings of another: former names, and those that say no more than they must."""


@pytest.mark.parametrize(("name", "one"), ONE)
def test_writings_of_one_authority(name: str, one: str) -> None:
    assert canonical(name) == one
    assert canonical(one) == one


@pytest.mark.parametrize("name", ITSELF)
def test_a_name_that_is_none_of_another(name: str) -> None:
    assert canonical(name) == name


def test_a_city_elsewhere_has_no_peoples_government() -> None:
    assert canonical("臺北市政府") == "台北市政府"


REGIONS = [
    ("云州市荣誉市民条例", "云州市"),
    ("云州市文化娱乐市场管理条例", "云州市"),
    ("云州市民用机场管理条例", "云州市"),
    ("云州市市区停车办法", "云州市"),
    ("云州市市政设施管理办法", "云州市"),
    ("云州市开发区条例", "云州市"),
    ("云州市社区服务规定", "云州市"),
    ("云州市海山区停车规定", "云州市海山区"),
    ("云山省技术市场条例", "云山省"),
    ("云山省云州市停车办法", "云州市"),
    ("云山省云岭县停车办法", "云山省云岭县"),
    ("北岭壮族自治县自治条例", "北岭壮族自治县"),
    ("城市市容管理条例", None),
    ("人力资源市场条例", None),
    ("保税区监管办法", None),
    ("行政区划管理条例", None),
    ("县级公路管理办法", None),
    ("国务院", None),
    ("中国云州市分行", None),
]


@pytest.mark.parametrize(("name", "region"), REGIONS)
def test_the_place_that_a_name_opens_with(name: str, region: str | None) -> None:
    assert region_of(name) == region


@pytest.mark.parametrize(
    ("name", "region", "whole"),
    [
        ("市人民政府", "云州市", "云州市人民政府"),
        ("市十二届人大常委会", "云州市", "云州市十二届人大常委会"),
        ("县人民代表大会", "北岭壮族自治县", "北岭壮族自治县人民代表大会"),
        ("自治区人民政府", "云岭壮族自治区", "云岭壮族自治区人民政府"),
        ("市人民政府", None, "市人民政府"),
        ("省人民政府", "云州市", "省人民政府"),
        ("市场监督管理局", "云州市", "市场监督管理局"),
        ("云州市人民政府", "云州市", "云州市人民政府"),
    ],
)
def test_an_authority_that_names_its_level_alone_has_the_place_of_the_title(
    name: str, region: str | None, whole: str
) -> None:
    assert placed(name, region) == whole
