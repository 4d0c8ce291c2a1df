"""The units that regulations print, each with its quantity, its code and its factor to the code's unit.

Codes are UCUM for measures and times, ISO 4217 for money, `{量词}` for counts. Words are folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .model import Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word means: a value times `factor` is the value in `code`."""

    quantity: Quantity
    code: str
    factor: Decimal = Decimal(1)


_MONEY = {
    "元": "CNY", "圆": "CNY", "美元": "USD", "美金": "USD", "港元": "HKD", "港币": "HKD", "欧元": "EUR", "日元": "JPY",
    "英镑": "GBP", "澳门元": "MOP", "澳元": "AUD", "澳大利亚元": "AUD", "加元": "CAD", "加拿大元": "CAD",
    "新加坡元": "SGD", "瑞士法郎": "CHF", "韩元": "KRW", "卢布": "RUB", "新台币": "TWD", "台币": "TWD",
    "德国马克": "DEM", "法国法郎": "FRF", "特别提款权": "XDR", "等值美元": "USD", "元美元": "USD", "元港币": "HKD",
    "元人民币": "CNY", "元等值外币": "CNY",
}  # fmt: skip

CURRENCY_SIGNS = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "US$": "USD", "USD": "USD", "$": "USD", "美元": "USD",
    "HKD": "HKD", "HK$": "HKD", "港币": "HKD", "EUR": "EUR", "€": "EUR", "SDR": "XDR", "JPY": "JPY", "GBP": "GBP",
    "£": "GBP", "澳门币": "MOP", "等值": "",
}  # fmt: skip
"""Signs and words that stand before an amount of money."""

_TIME: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        "年 周年 整年 年度 个年度 个会计年度 会计年度 个纳税年度 纳税年度 个财政年度 个自然年度 自然年度 个自然年 "
        "个公历年度 个日历年度 个统计年度".split(), ("a", "1")
    ),
    **dict.fromkeys("个月 个自然月 个日历月 个公历月".split(), ("mo", "1")),
    **dict.fromkeys("季度 个季度 个季".split(), ("mo", "3")),
    **dict.fromkeys("个半年 个半年度".split(), ("mo", "6")),
    **dict.fromkeys("日 天 个自然日 自然日 个日历日 日历日 日历天 个日历天 整日 整天 昼夜 个昼夜 天数".split(), ("d", "1")),
    **dict.fromkeys("工作日 个工作日 工作天 个工作天 个法定工作日 法定工作日 个办公日".split(), ("{workday}", "1")),
    **dict.fromkeys("交易日 个交易日".split(), ("{交易日}", "1")),
    **dict.fromkeys("周 个周 星期 个星期 礼拜 个礼拜".split(), ("wk", "1")),
    **dict.fromkeys("小时 个小时 钟头 个钟头".split(), ("h", "1")),
    "分钟": ("min", "1"), "秒": ("s", "1"), "秒钟": ("s", "1"), "旬": ("d", "10"),
    **{word: (f"{{{word.removeprefix('个')}}}", "1") for word in "学年 个学年 学期 个学期 学时 个学时 课时 个课时 "
       "个生产季节 个采暖期 个采暖季 个供暖期 个记分周期 记分周期 个考核周期 个考核年度 个周期 个结算期 个评价周期 "
       "个聘期 个任期 个计息期 个报告期 个休渔期 个检测周期 个检定周期 个生长季 个生长季节 个汛期 个付款期 个缴费期".split()},
}  # fmt: skip

_MEASURE: dict[str, tuple[str, str]] = {
    "米": ("m", "1"), "公尺": ("m", "1"), "m": ("m", "1"), "公里": ("km", "1"), "千米": ("km", "1"), "km": ("km", "1"),
    "分米": ("dm", "1"), "厘米": ("cm", "1"), "公分": ("cm", "1"), "cm": ("cm", "1"), "毫米": ("mm", "1"),
    "mm": ("mm", "1"), "微米": ("um", "1"), "μm": ("um", "1"), "纳米": ("nm", "1"), "海里": ("[nmi_i]", "1"),
    "华里": ("{华里}", "1"), "英寸": ("[in_i]", "1"), "英尺": ("[ft_i]", "1"),
    "平方米": ("m2", "1"), "平米": ("m2", "1"), "㎡": ("m2", "1"), "m2": ("m2", "1"), "m²": ("m2", "1"),
    "平方公尺": ("m2", "1"), "平方公里": ("km2", "1"), "平方千米": ("km2", "1"), "km2": ("km2", "1"),
    "平方厘米": ("cm2", "1"), "平方毫米": ("mm2", "1"), "平方分米": ("dm2", "1"), "公顷": ("har", "1"), "亩": ("{亩}", "1"),
    "立方米": ("m3", "1"), "m3": ("m3", "1"), "m³": ("m3", "1"), "立方": ("m3", "1"), "立方厘米": ("cm3", "1"),
    "标准立方米": ("m3", "1"), "升": ("L", "1"), "公升": ("L", "1"), "L": ("L", "1"), "毫升": ("mL", "1"),
    "ml": ("mL", "1"), "mL": ("mL", "1"), "微克": ("ug", "1"), "μg": ("ug", "1"), "毫克": ("mg", "1"), "mg": ("mg", "1"),
    "克": ("g", "1"), "g": ("g", "1"), "公斤": ("kg", "1"), "千克": ("kg", "1"), "kg": ("kg", "1"), "KG": ("kg", "1"),
    "吨": ("t", "1"), "公吨": ("t", "1"), "t": ("t", "1"), "斤": ("{斤}", "1"), "市斤": ("{斤}", "1"), "克拉": ("{克拉}", "1"),
    "吨标准煤": ("t", "1"), "吨标煤": ("t", "1"), "公斤标准煤": ("kg", "1"), "千克标准煤": ("kg", "1"),
    "总吨": ("{总吨}", "1"), "净吨": ("{净吨}", "1"), "总吨位": ("{总吨}", "1"), "净吨位": ("{净吨}", "1"),
    "载重吨": ("{载重吨}", "1"), "蒸吨": ("{蒸吨}", "1"), "蒸吨/小时": ("{蒸吨}/h", "1"), "吨级": ("t", "1"),
    "度": ("deg", "1"), "°": ("deg", "1"), "摄氏度": ("Cel", "1"), "℃": ("Cel", "1"), "°C": ("Cel", "1"), "级": ("{级}", "1"),
    "分贝": ("dB", "1"), "dB": ("dB", "1"), "dB(A)": ("dB", "1"), "分贝(A)": ("dB", "1"), "贝": ("B", "1"),
    "瓦": ("W", "1"), "瓦特": ("W", "1"), "W": ("W", "1"), "千瓦": ("kW", "1"), "kW": ("kW", "1"), "KW": ("kW", "1"),
    "兆瓦": ("MW", "1"), "MW": ("MW", "1"), "千瓦时": ("kW.h", "1"), "千瓦小时": ("kW.h", "1"), "kWh": ("kW.h", "1"),
    "千伏安": ("kV.A", "1"), "kVA": ("kV.A", "1"), "马力": ("[HP]", "1"), "伏": ("V", "1"), "伏特": ("V", "1"), "V": ("V", "1"),
    "千伏": ("kV", "1"), "kV": ("kV", "1"), "KV": ("kV", "1"), "安培": ("A", "1"), "毫安": ("mA", "1"),
    "赫兹": ("Hz", "1"), "赫": ("Hz", "1"), "Hz": ("Hz", "1"), "千赫": ("kHz", "1"), "kHz": ("kHz", "1"),
    "千赫兹": ("kHz", "1"), "兆赫": ("MHz", "1"), "兆赫兹": ("MHz", "1"), "MHz": ("MHz", "1"), "吉赫": ("GHz", "1"),
    "GHz": ("GHz", "1"), "帕": ("Pa", "1"), "帕斯卡": ("Pa", "1"), "千帕": ("kPa", "1"), "kPa": ("kPa", "1"),
    "兆帕": ("MPa", "1"), "MPa": ("MPa", "1"), "百帕": ("hPa", "1"), "大气压": ("atm", "1"), "焦耳": ("J", "1"), "焦": ("J", "1"),
    "千焦": ("kJ", "1"), "兆焦": ("MJ", "1"), "千卡": ("kcal", "1"), "大卡": ("kcal", "1"), "牛顿": ("N", "1"),
    "贝可": ("Bq", "1"), "贝可勒尔": ("Bq", "1"), "居里": ("Ci", "1"), "毫西弗": ("mSv", "1"), "mSv": ("mSv", "1"),
    "戈瑞": ("Gy", "1"), "勒克斯": ("lx", "1"), "流明": ("lm", "1"), "兆字节": ("MBy", "1"), "比特": ("bit", "1"),
    "公里/小时": ("km/h", "1"), "km/h": ("km/h", "1"), "千米/小时": ("km/h", "1"), "米/秒": ("m/s", "1"),
    "毫克/升": ("mg/L", "1"), "mg/L": ("mg/L", "1"), "mg/l": ("mg/L", "1"), "毫克/立方米": ("mg/m3", "1"),
    "mg/m3": ("mg/m3", "1"), "毫克/千克": ("mg/kg", "1"), "毫克/公斤": ("mg/kg", "1"), "mg/kg": ("mg/kg", "1"),
    "微克/立方米": ("ug/m3", "1"), "微克/升": ("ug/L", "1"), "毫克/100毫升": ("mg/dL", "1"), "吨/日": ("t/d", "1"),
    "立方米/日": ("m3/d", "1"), "立方米/秒": ("m3/s", "1"), "吨/小时": ("t/h", "1"),
}  # fmt: skip

_COUNT = (
    "个 名 人 位 次 家 户 条 种 项 件 份 只 张 辆 台 套 座 栋 幢 处 所 艘 架 头 匹 口 棵 株 本 册 枚 块 片 根 支 门 "
    "期 批 组 层 届 部 枝 尾 羽 副 盒 瓶 箱 袋 包 卷 段 道 间 例 起 篇 字 人次 倍量 例次 车次 场 场次 轮 颗 盏 面 发 门 "
    "粒 丛 窝 床 代 类 档 岁口 扇 桌 顶 股 票 门次 户次 台次 辆次 架次 批次 车道 节 联 款 版 栏 页 对 双 幅 幅次 首 "
    "张次 笔 宗 团 席 孔 眼 站 节车厢 公顷次 标准箱 平方英尺 床位 个座位 座位 个床位 车位 个车位 泊位 个泊位 "
    "学分 个学分 计算单位 班次 个班 班 航次 小时工时 声 遍 个点 星 号位 人份 帧 筐 支队 名额"
).split()

_ALIASES = {"人": "{person}", "名": "{person}", "位": "{person}", "次": "{time}"}


def _count(word: str) -> Unit:
    return Unit(Quantity.COUNT, _ALIASES.get(word, f"{{{word.removeprefix('个') or '个'}}}"))


UNITS: dict[str, Unit] = {
    **{word: _count(word) for word in _COUNT},
    **{word: Unit(Quantity.MONEY, code) for word, code in _MONEY.items()},
    **{word: Unit(Quantity.DURATION, code, Decimal(factor)) for word, (code, factor) in _TIME.items()},
    **{word: Unit(Quantity.MEASURE, code, Decimal(factor)) for word, (code, factor) in _MEASURE.items()},
    "角": Unit(Quantity.MONEY, "CNY", Decimal("0.1")),
    "周岁": Unit(Quantity.AGE, "a"),
    "岁": Unit(Quantity.AGE, "a"),
    "分": Unit(Quantity.SCORE, "{point}"),
    "%": Unit(Quantity.RATIO, "1", Decimal("0.01")),
    "‰": Unit(Quantity.RATIO, "1", Decimal("0.001")),
    "倍": Unit(Quantity.RATIO, "1"),
    "成": Unit(Quantity.RATIO, "1", Decimal("0.1")),
    "个百分点": Unit(Quantity.RATIO, "pp"),
    "百分点": Unit(Quantity.RATIO, "pp"),
}
"""Every unit word, with what it means."""

ORDINAL_LIKE = frozenset("级 星 号位 款 节 版 面 道 声 字 代 类 档 发 部 股 门 度 层 轮 对 双 页 栏 联 段 席 眼 孔".split())
"""Measure words that mostly name a rank or a thing (二级保护, 五号位) and count only beside a bound."""


@cache
def unit_of(word: str) -> Unit | None:
    """Return the unit that a unit word stands for, with a `/日` or `/平方米` behind it, or None."""
    if word in UNITS:
        return UNITS[word]
    head, _, tail = word.partition("/")
    if not tail or head not in UNITS:
        return None
    parts = [per_code(part) for part in tail.replace("·", "/").split("/")]
    if None in parts:
        return None
    base = UNITS[head]
    return Unit(base.quantity, "/".join([base.code, *(p for p in parts if p)]), base.factor)


_PER_TIME = {
    "年": "a", "月": "mo", "日": "d", "天": "d", "周": "wk", "星期": "wk", "小时": "h", "分钟": "min", "秒": "s",
    "季": "{季}", "季度": "{季度}", "学年": "{学年}", "学期": "{学期}", "年度": "a", "半年": "{半年}", "昼夜": "d",
}  # fmt: skip

TIME_CODES = frozenset(_PER_TIME.values())
"""Codes of times that a unit can be divided by; they stand last (CNY/t/a)."""


@cache
def per_code(word: str) -> str | None:
    """Return the code of a word that a unit is divided by (年 → `a`, 平方米 → `m2`, 户 → `{户}`), or None."""
    if word in _PER_TIME:
        return _PER_TIME[word]
    unit = UNITS.get(word)
    if unit is not None and unit.quantity in (Quantity.MEASURE, Quantity.COUNT):
        return unit.code
    return f"{{{word}}}" if word.endswith("期") else None


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
