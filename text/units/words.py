"""The words of units, as tables: a code at the start of each line, then the words that stand for it.

Learnt from some 2,800 regulations. A factor behind a colon scales the word to the code (旬 is ten days).
"""

from __future__ import annotations

MONEY = """
CNY 元 圆 元人民币 角:0.1
USD 美元 美金 元美元 等值美元
HKD 港元 港币 元港币
EUR 欧元
JPY 日元
GBP 英镑
MOP 澳门元
AUD 澳元 澳大利亚元
CAD 加元 加拿大元
SGD 新加坡元
CHF 瑞士法郎
KRW 韩元
RUB 卢布
TWD 新台币 台币
DEM 德国马克
FRF 法国法郎
XDR 特别提款权
"""

SIGNS = """
CNY 人民币 RMB CNY ¥
USD US$ USD $ 美元
HKD HKD HK$ 港币
EUR EUR €
XDR SDR
JPY JPY
GBP GBP £
MOP 澳门币
"""
"""Signs and words that stand before an amount of money."""

TIMES = """
a 年 周年 整年 年度 个年度 会计年度 个会计年度 纳税年度 个纳税年度 个财政年度
a 自然年度 个自然年度 个自然年 个公历年度 个日历年度 个统计年度
mo 个月 个自然月 个日历月 个公历月
mo 季度:3 个季度:3 个季:3 个半年:6 个半年度:6
d 日 天 整日 整天 昼夜 个昼夜 自然日 个自然日 日历日 个日历日 日历天 个日历天
d 旬:10
{workday} 工作日 个工作日 工作天 个工作天 法定工作日 个法定工作日 个办公日
{交易日} 交易日 个交易日
wk 周 星期 个星期 礼拜 个礼拜
h 小时 个小时 钟头 个钟头
min 分钟
s 秒 秒钟
"""

PERIODS = """
学年 学期 学时 课时 生产季节 采暖期 采暖季 供暖期 记分周期 考核周期 考核年度 周期
结算期 评价周期 聘期 任期 计息期 报告期 休渔期 检测周期 检定周期 生长季 生长季节
汛期 付款期 缴费期
"""
"""Times without a fixed length; each is its own code, with or without 个."""

MEASURES = """
m 米 公尺 m
km 公里 千米 km
dm 分米
cm 厘米 公分 cm
mm 毫米 mm
um 微米 μm
nm 纳米
[nmi_i] 海里
{华里} 华里
[in_i] 英寸
[ft_i] 英尺
m2 平方米 平米 平方公尺 ㎡ m2 m²
km2 平方公里 平方千米 km2
dm2 平方分米
cm2 平方厘米
mm2 平方毫米
har 公顷
{亩} 亩
m3 立方米 标准立方米 立方 m3 m³
cm3 立方厘米
L 升 公升 L
mL 毫升 ml mL
ug 微克 μg
mg 毫克 mg
g 克 g
kg 公斤 千克 公斤标准煤 千克标准煤 kg KG
t 吨 公吨 吨标准煤 吨标煤 吨级 t
{斤} 斤 市斤
{克拉} 克拉
{总吨} 总吨 总吨位
{净吨} 净吨 净吨位
{载重吨} 载重吨
{蒸吨} 蒸吨
deg 度 °
Cel 摄氏度 ℃ °C
{级} 级
dB 分贝 dB dB(A) 分贝(A)
W 瓦 瓦特 W
kW 千瓦 kW KW
MW 兆瓦 MW
kW.h 千瓦时 千瓦小时 kWh
kV.A 千伏安 kVA
[HP] 马力
V 伏 伏特 V
kV 千伏 kV KV
A 安培
mA 毫安
Hz 赫兹 赫 Hz
kHz 千赫 千赫兹 kHz
MHz 兆赫 兆赫兹 MHz
GHz 吉赫 GHz
Pa 帕 帕斯卡
hPa 百帕
kPa 千帕 kPa
MPa 兆帕 MPa
atm 大气压
J 焦 焦耳
kJ 千焦
MJ 兆焦
kcal 千卡 大卡
N 牛顿
Bq 贝可 贝可勒尔
Ci 居里
mSv 毫西弗 mSv
Gy 戈瑞
lx 勒克斯
MBy 兆字节
bit 比特
km/h 公里/小时 千米/小时 km/h
m/s 米/秒
mg/L 毫克/升 mg/L mg/l
ug/L 微克/升
mg/m3 毫克/立方米 mg/m3
ug/m3 微克/立方米
mg/kg 毫克/千克 毫克/公斤 mg/kg
mg/dL 毫克/100毫升
t/d 吨/日
t/h 吨/小时
m3/d 立方米/日
m3/s 立方米/秒
{蒸吨}/h 蒸吨/小时
"""

COUNTS = """
个 家 户 条 种 项 件 份 只 张 辆 台 套 座 栋 幢 处 所 艘 架 头 匹 口 棵 株 本 册 枚 块 片
根 支 门 期 批 组 层 届 部 枝 尾 羽 副 盒 瓶 箱 袋 包 卷 段 道 间 例 起 篇 字 轮 颗 盏 面
发 粒 丛 窝 床 代 类 档 扇 桌 顶 股 票 节 联 款 版 栏 页 对 双 幅 首 笔 宗 团 席 孔 眼 站
班 声 遍 星 筐 帧 场 人次 人份 例次 车次 班次 航次 场次 户次 台次 辆次 架次 批次 张次 幅次
车道 号位 标准箱 床位 个床位 座位 个座位 车位 个车位 泊位 个泊位 学分 个学分 计算单位
个班 个点 名额 个名额
"""
"""Measure words; the code is the word in braces, without a 个 before it."""

PERSONS_AND_TIMES = """
{person} 人 名 位 人口
{time} 次
"""

ORDINAL_LIKE = """
级 星 号位 款 节 版 面 道 声 字 代 类 档 发 部 股 门 度 层 轮 对 双 页 栏 联 段 席 眼 孔
"""
"""Measure words that mostly name a rank or a thing (二级保护, 五号位) and count only beside a bound."""

PER_TIMES = """
a 年 年度
mo 月
d 日 天 昼夜 d
wk 周 星期
h 小时 h
min 分钟
s 秒 s
{季} 季
{季度} 季度
{半年} 半年
{学年} 学年
{学期} 学期
"""
"""Times that a unit can be divided by (每年每吨80元)."""
