"""The campaign file of 蓝山 2025, and the days its actions run.

In: nothing. Out: enforce.toml and spans. The year stands last: it is what a report without
--campaign is about.
"""

from datetime import date

from sample_data.making.plain.nouns import Span

COURT = "湘1127"
NAME = "湖南省永州市蓝山县人民法院"
YEAR = Span(start=date(2025, 1, 1), end=date(2025, 12, 31), name="2025年")
STORM = Span(start=date(2025, 1, 15), end=date(2025, 1, 26), name="秋冬风暴")
BACKLOG = Span(start=date(2025, 3, 1), end=date(2025, 12, 31), name="积案")
# The Spring Festival of 2025, on which nothing is closed.
FESTIVAL = Span(start=date(2025, 1, 28), end=date(2025, 2, 4), name="春节")

TOML = """\
# 蓝山县人民法院2025年执行工作（示例数据，非真实统计）

[desk]
court = "湘1127"
week_starts = "monday"

[[court]]
code = "湘1127"
name = "湖南省永州市蓝山县人民法院"
short = "蓝山县法院"
aliases = ["蓝山县人民法院", "蓝山法院", "蓝山县院"]

# 同一批案件上的专项行动：只看2025年3月1日以前立案的案件。
[[campaign]]
id = "backlog2025"
name = "“未执行到位案件”集中执行专项行动"
start = 2025-03-01
end = 2025-12-31
label = "10个月"
case_types = ["执", "执恢"]
scope = "actions"
recovered_basis = "flow"

[[campaign.expects]]                 # 与全年同一份台账
form = "cases"
every = "month"
rows = "changed"

[[campaign.expects]]                 # 一份总表，按受益群体列
form = "aggregate"
every = "once"

[[campaign.action]]
id = "backlog"
name = "执行积案"
filed_before = 2025-03-01

[[campaign.action]]                  # 以下四类互有交叉，各列各的，不相加
id = "service"
name = "劳务用工受害"
filed_before = 2025-03-01
causes = ["work_injury"]

[[campaign.action]]
id = "wages"
name = "劳动报酬"
filed_before = 2025-03-01
causes = ["wage", "migrant_wage"]

[[campaign.action]]
id = "traffic"
name = "交通事故"
filed_before = 2025-03-01
causes = ["traffic"]

[[campaign.action]]
id = "enterprise"
name = "涉企案件"
filed_before = 2025-03-01
party = "enterprise"

# 全年：各类执行案件都算，含财产保全执行。
[[campaign]]
id = "year2025"
name = "2025年度执行工作"
start = 2025-01-01
end = 2025-12-31
label = "全年"
case_types = ["执", "执恢", "执保"]
scope = "all"
recovered_basis = "flow"

[[campaign.expects]]                 # 每月只报当月立案、到账、结案的案件；1月含全部旧存
form = "cases"
every = "month"
rows = "changed"
due = { weekday = "monday", time = "17:30", grace_days = 2, holiday = "next" }

[[campaign.expects]]
form = "measures"
every = "month"
due = { weekday = "monday", time = "17:30", grace_days = 2, holiday = "next" }

[[campaign.expects]]                 # 查控、保险、悬赏按月报数
form = "aggregate"
every = "month"
due = { weekday = "monday", time = "17:30", grace_days = 2, holiday = "next" }

[[campaign.expects]]                 # 限高和失信人数全年去重，只报一次
form = "aggregate"
every = "once"

[[campaign.operation]]
id = "storm"
name = "“秋冬风暴”节前集中执行专项行动"
start = 2025-01-15
end = 2025-01-26
approximate = true

[[campaign.beside]]
name = "“未执行到位案件”集中执行专项行动"
campaign = "backlog2025"
indicators = ["cases_closed", "amount_recovered"]

[[campaign.action]]
id = "livelihood"
name = "涉民生案件"
causes = [
    "wage", "migrant_wage", "elder_support", "child_support", "spouse_support",
    "pension", "traffic", "medical", "work_injury", "injury", "housing",
]
"""
