"""The campaign file of 固阳.

In: nothing. Out: the text of enforce.toml.
"""

JOINT, TEAM, ASSAULT = "joint2025", "team2025", "assault2025"
TEAM_NAME = "拘传拘留专职团队"

TEXT = f"""\
# 执行攻坚专项行动，旁列专职团队和公安联合行动（示例数据，非真实统计）

[desk]
court = "内0222"
week_starts = "monday"

[[court]]
code = "内0222"
name = "内蒙古自治区包头市固阳县人民法院"
short = "固阳县法院"
aliases = ["包头市固阳县人民法院", "固阳县人民法院", "固阳法院", "固阳县", "固阳"]

[[campaign]]                         # 与公安机关的联合行动：只有一张半年汇总表
id = "{JOINT}"
name = "与公安机关联合行动"
start = 2025-01-01
end = 2025-06-30
label = "2025年上半年"

[[campaign.expects]]
form = "aggregate"
every = "once"
courts = "all"
due = {{ weekday = "friday", time = "17:00", grace_days = 1, lock_days = 5, holiday = "next" }}

[[campaign]]                         # 团队年初成立，拘传、拘留每月一张清单
id = "{TEAM}"
name = "{TEAM_NAME}"
start = 2025-01-01
end = 2025-12-14
label = "2025年初以来"

[[campaign.expects]]
form = "measures"
every = "month"
courts = "all"
due = {{ weekday = "friday", time = "17:00", grace_days = 1, lock_days = 5, holiday = "next" }}

[[campaign]]                         # 写在最后的是默认的行动
id = "{ASSAULT}"
name = "执行攻坚专项行动"
start = 2025-10-15
end = 2025-12-14
label = "两个月"
case_types = ["执", "执恢"]
scope = "all"
recovered_basis = "flow"             # 到位金额按行动期间到账计，含尚未结案的部分履行

[[campaign.expects]]
form = "cases"
every = "month"
courts = "all"
rows = "all"
due = {{ weekday = "friday", time = "17:00", grace_days = 1, lock_days = 5, holiday = "next" }}

[[campaign.beside]]                  # 另一个时间段、另一种口径：并列，不相加
name = "{TEAM_NAME}"
campaign = "{TEAM}"
team = "{TEAM_NAME}"
from = 2025-01-01
to = 2025-12-14
indicators = ["persons_compelled", "persons_detained"]
unit = "人次"

[[campaign.beside]]
name = "2025年上半年与公安机关联合行动"
campaign = "{JOINT}"
from = 2025-01-01
to = 2025-06-30
indicators = ["operations", "persons_tracked"]

[[campaign.target]]
indicator = "cases_closed"
at_least = 360
by = 2025-12-14
"""
