"""The campaign file of 九原 2025, its exports, its teams.

In: nothing. Out: enforce.toml, spans and staff. 涉民生小标的 stands last: it is what a report
without --campaign is about.
"""

from datetime import date, timedelta

from sample_data.making.plain.nouns import Span

COURT = "内0207"
NAME = "包头市九原区人民法院"
WHOLE = Span(start=date(2025, 1, 1), end=date(2025, 9, 30), name="1至9月")
LAST_WEEK = Span(start=date(2025, 9, 22), end=date(2025, 9, 28), name="第39周")
SEPTEMBER = Span(start=date(2025, 9, 1), end=WHOLE.end, name="2025年9月")
QUICK, FIRST, SECOND = "速执团队", "精执一团队", "精执二团队"
TEAMS = {
    QUICK: ("白雪松", "高娃", "赵永胜"),
    FIRST: ("李广源", "那日苏"),
    SECOND: ("孟根其其格", "周海"),
}


def exports() -> list[Span]:
    """What each ledger adds: a month until August, then a week, then the two days that are left."""
    ends = [date(2025, month, 1) - timedelta(days=1) for month in range(2, 10)]
    ends += [date(2025, 9, day) for day in (7, 14, 21, 28, 30)]
    starts = [WHOLE.start, *(end + timedelta(days=1) for end in ends[:-1])]
    return [
        Span(start=start, end=end, name=f"{end.month}月{end.day}日")
        for start, end in zip(starts, ends, strict=True)
    ]


TOML = """\
# 包头市九原区人民法院2025年1至9月执行工作（示例数据，非真实统计）

[desk]
court = "内0207"
week_starts = "monday"

[[court]]
code = "内0207"
name = "包头市九原区人民法院"
short = "九原区法院"
aliases = ["九原区人民法院", "九原法院", "九原区院"]

# 同一批案件上同时进行的几项行动，各算各的，不相加。
[[campaign]]
id = "interim2025"
name = "终本清仓专项行动"
start = 2025-01-01
end = 2025-09-30
label = "9个月"
case_types = ["执恢"]
scope = "all"

[[campaign]]
id = "enterprise2025"
name = "涉企案件专项行动"
start = 2025-03-01
end = 2025-09-30
label = "7个月"
scope = "actions"

[[campaign.action]]
id = "enterprise"
name = "涉企案件"
party = "enterprise"

[[campaign]]
id = "thunder2025"
name = "“雷霆执行”专项行动"
start = 2025-06-01
end = 2025-08-31
label = "3个月"
scope = "all"

[[campaign]]
id = "small2025"
name = "涉民生小标的案件专项行动"
start = 2025-01-01
end = 2025-09-30
label = "9个月"
case_types = ["执", "执恢"]
scope = "actions"
recovered_basis = "flow"

[[campaign.expects]]                 # 本院自管自用，不设时限；8月以前按月、9月起按周导出有变动的案件
form = "cases"
every = "once"
rows = "changed"

[[campaign.expects]]                 # 日督办清单，以最近一份为准
form = "todos"
every = "once"

[[campaign.action]]
id = "livelihood"
name = "涉民生案件"
causes = [
    "wage", "migrant_wage", "elder_support", "child_support", "spouse_support",
    "pension", "traffic", "medical", "work_injury", "injury",
]

[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"
frozen_at = "closing"
"""
