"""The words by which a clause shows its parts: who acts, what is measured, what binds, what bounds.

Each is a piece of a regular expression over folded text, written as words with white space between them (`either`).
A look-around beside a word keeps it from a longer one: 对(?!外) is no preposition in 对外贸易.
"""

from __future__ import annotations

from ...text.numerals import TENS
from ..words.bounds import COMPARES


def either(words: str) -> str:
    """Return a pattern that matches any of the words, which stand with white space between them."""
    return "(?:" + "|".join(words.split()) + ")"


AGENT = either(
    """
    部门 机关 机构 单位 企业 公司 (?<!非)政府 委员会 管委会 办公室 [局厅院署]
    (?:派出|交易|研究|事务|卫生|管理|司法|看守|拘留|诊|服务)所 法院 检察院 银行 协会 学会 商会 工会 组织 团体
    [人员户商方师] (?<!或)者 财政 公民 职工 中心 [站馆社厂店校] (?:市|商|农|工|林|牧|机|电|养殖|屠宰|停车)场 学校
    [协商工]会 村委会 居委会 大会 董事会 监事会 理事会 海关 国家 法人 主任 代表 船舶 国务院 当事人 学生 罪犯 干部
    家长 夫妻 双方
    """
)
"""What a person or a body ends in."""

BODY = either("部门 机关 机构 人民政府 委员会 法院 检察院 海关 当事人 申请人 公安局 罪犯 单位 企业 公司")
"""Ends of persons and bodies so plain that any verb may follow."""

NO_VERB = either(
    f"""
    会议 事业 章程 主任 主管 成员 环境 民政 水行 发展 食品 财产 全体 委员 农业 技术 消防 财政 生态 教育 公安 规章
    交通 卫生 许可 生产 印章 国有 国土 林业 合法 债券 股份 公报 风险 药品 防汛 安全 院长 档案 标准 信用 计划 代表
    组成 第[{TENS}] 关于 名称 资产 司法 股东 直属 后勤 房地 董事 主要 直接 民法 地名 体育 城乡 出版
    破产 物业 海洋 土地 统计 其他 业务 电影 食堂 市场 产品 绿化 文物 利益 债务 医疗 一方 分组 年度 总署 机关 警务
    企业 审判[员庭] 登记 等 处[长罚以理]
    """
)
"""What follows a body as part of a longer name (委员会会议, 公司章程), never as its verb."""

ACTS = either(
    """
    应 须 必 (?<!许)可(?!能) 不 未 没 违反 有 (?<!所)在 自 从(?!业) 于 对 向 将 把 因 经(?!营|济|销|理|贸|费|验)
    以(?![外上下及内]) 按 依 根据 每 逾 拒 擅 无(?!证) 非法 确(?!定|认|保) 虚(?!拟) 申请 要求 认为 发现 收[到取]
    接[到受] 作[出为] 办理 从事 进行 实施 符合 具[有备] 设[立置] 超 伪造 使用 转让 弄虚 隐瞒 泄露 滥用 玩忽 利用
    通过 (?<![行作])为(?!主) 是 负责 提[出供交前] 承担 取得 凭 持 到 请求 采购 销售 生产 经营 施工
    拖欠 侵占 挪用 骗取 聘用
    招用 录用 解除 变更 死亡 侵 故意 领取 购买 出[具售租] 参加 需 连续 累计 自行 及其 完成 造成 给予 制定 编制(?!人)
    履行 行使 享有 遵守 发布 组织 拟 报 缴纳 支付 收 由 只 仅 除 逃 强 多次 近(?!郊) 最近 已 初审 审[查核批] 作为 享
    均 都 各 同时
    """
)
"""What follows an agent at once: modals, prepositions, adverbs and the usual verbs."""

COMPOUND = (
    either("支付 经营 生产 销售 使用 施工 采购 申请 服务")
    + r"[^,;。的]{0,2}(?:机构|部门|企业|单位|公司|人|者)|有关(?:部门|机关|机构|单位|人员)"
)
"""A verb that is part of the agent's name (非银行支付机构), not what it does."""

NO_AGENT = either(
    """
    于(?!是) 报(?!社|刊|纸|告|名) 对(?!方|外) 在 自(?!然人) 从(?!业) 因 经(?!营|办|纪|济|销|理|贸|费|验) 违反
    未(?!成年) 有(?!关|限) 以 按 依照 依据 根据 由 为 与 将 把 凡 属于 但 并(?!购) 且 或者 需要 确需 不 擅自 逾期 拒
    应(?=当|[在于自按予对由须向及从]) 可 其(?!他) 向 给予 处 没收 责令 实施 构成 犯(?!罪) 接到 收到 受理 提交 提出
    持有 具有 符合 存在 取得 办理 完成 发现 发生 利用 使用 达到 超过 满 无(?=[^,;。]*的) 回复 告知 无特殊
    领取(?![^,;。]*人) 延长 提供 抵扣 缴纳 支付 收取 承担 判处 申请(?!人|单位|者|机) 情节 造成 加强 建立 健全 做好
    须(?!知) 必须 只[能可准] 均(?!匀) 另 至[少多] 最[多少高低近] 依法 减按 加收 限期
    推选 提请 视(?!频|觉|听|力) 被(?=[^,;。的]*(?:部门|机关))
    给(?!水|排|养) 处以
    限[制载乘] 列入 纳入 征求 讨论 注意 协助 拨付 退还 遇有 截止 一经 是指 包括 累计 连续 变更(?!登记)
    先(?!进|行|锋|生) 分别 确定(?!的) 设(?=专|立专|兼|工|女|主任|若干)
    买卖(?!双方|合同) 涂改 倒卖 骗取 隐瞒 冒用 提高 无法 记入 计入
    开展 组织(?!者|机构|部门|单位|人|委员会) 制定 定期 落实 配合 严格 保证(?!人) 确保 采取 推进 督促
    监督(?!机构|部门|人|管理|检) 检查(?!人|机构|组|站) 协助 按时 如实 前款 本条 上述 除 如 若 当(?!事|地) 每 及时
    """
)
"""What no noun phrase begins with, unless a 的 behind makes it one (取得许可的单位)."""

NO_NOUN = either(
    "对 按 依照 依据 根据 由 向 将 把 以 违反 除 如 若 当 因 凡 并 且 但 其(?!他) 前款 上述 每 及时 责令 处 没收 给予"
)
"""What no noun phrase begins with, 的 or not."""

SUBJECT_END = either(
    """
    (?<![适相反供响对感效])应(?!当?知)当?(?!税|急|用|届|聘|诉|收|缴|付) 须(?!知) 必须 可以 (?<![许认])可(?![能行]) 不得
    不准 自(?!然|行|治|主|有|愿|筹|来) 从(?!事|业|属) (?<![大小低高少多晚早不等由对关位基属处用限便易])于(?!是)
    在(?!地|建|校|职|岗|册|编|籍|线|押) 每 按照? 将(?!来) 方可 至少 提前 对(?!外|方|象) 向 以(?![外上下及内])
    经(?!营|济|办|纪|费|贸|理|销|验) 有权 依照 均 只 (?<!理)由 负责 凭 分为
    """
)
"""Modals and prepositions, before which the subject of a clause ends."""

MODAL = either(
    """
    (?<![适相反供响对感效])应(?!当?知)当?(?!税|急|用|届|聘|诉|收|缴|付) 必须 须(?!知) (?<![许认])可以?(?![能行]) 不得
    不准 不能 严禁 禁止 方可 只[准能设] 准予 有权
    """
)
"""Words that command, forbid or allow."""

MEASURE = either(
    """
    资本金? 资金 金额 所得 [限总差超定]?额度? 数额 率 比例 比重 面积 [时车航流风]速 占比
    期限? 年限 时间 时限 年龄 [费税价款] 数量? 总数
    人数 次数 余额 总额 标准 距离 宽度? 高度? 深度 长度 厚度 半径 直径 浓度 温度 速度 排量 容积 重量 排气量 吨位
    投资 收入 产值 产量 经费 资产 编制 职数 限额 成本 利润 份额 规模 限值 噪声 范围 坡度 间距 层数 用量 成绩 学时
    郁闭度 经验 股份 级 奖金 补贴 赔偿金 经历 量 值 度 补偿 指标
    """
)
"""What a noun that numbers measure ends in."""

BOUND = (
    rf"(?:(?:最高|最低|最多|最长|最少|一般|累计|应当?|均|均应|原则上|总共|合计)*{COMPARES}|"
    rf"{either('至少(?:为)? 最高为 最低为 最多为 最长为 上限为 下限为')})"
)
"""The words by which a text bounds a quantity (最长不得超过)."""
