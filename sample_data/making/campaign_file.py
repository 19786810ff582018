"""The campaign file of 铁岭 “大干70天”.

In: the transfers of the story. Out: enforce.toml. Everything but the transfer is fixed text.
"""

_TEXT = """\
# “大干70天”冬季专项执行行动（示例数据，非真实统计）

[desk]
court = "辽12"
week_starts = "monday"

[[court]]
code = "辽12"
name = "辽宁省铁岭市中级人民法院"
short = "铁岭中院"
level = "intermediate"
aliases = ["铁岭市中级人民法院", "铁岭市中院", "市中院", "中院"]

[[court]]
code = "辽1202"
name = "铁岭市银州区人民法院"
short = "银州区法院"
aliases = ["银州区人民法院", "银州法院", "银州院", "银州区", "银州"]

[[court]]
code = "辽1204"
name = "铁岭市清河区人民法院"
short = "清河区法院"
aliases = ["清河区人民法院", "清河法院", "清河区", "清河"]

[[court]]
code = "辽1221"
name = "铁岭县人民法院"
short = "铁岭县法院"
aliases = ["铁县法院", "铁岭县"]

[[court]]
code = "辽1223"
name = "西丰县人民法院"
short = "西丰县法院"
aliases = ["西丰法院", "西丰县院", "西丰县", "西丰"]

[[court]]
code = "辽1224"
name = "昌图县人民法院"
short = "昌图县法院"
aliases = ["昌图法院", "昌图县院", "昌图县", "昌图"]

[[court]]
code = "辽1281"
name = "调兵山市人民法院"
short = "调兵山市法院"
aliases = ["调兵山法院", "调市法院", "调兵山市", "调兵山"]

[[court]]
code = "辽1282"
name = "开原市人民法院"
short = "开原市法院"
aliases = ["开原法院", "开原市院", "开原市", "开原"]

[[campaign]]
id = "winter70"
name = "“大干70天”冬季专项执行行动"
start = 2025-12-20
end = 2026-02-28
label = "70天"
case_types = ["执", "执恢"]
scope = "actions"                    # 只统计三大行动的案件，交叉的只计一次
recovered_basis = "flow"             # 到位金额按行动期间到账计
missing = "omit"                     # 未报的法院不计入本期合计

[[campaign.expects]]
form = "cases"
every = "week"
courts = "all"
rows = "all"
due = { weekday = "monday", time = "12:00", grace_days = 1, lock_days = 3, holiday = "next" }

[[campaign.expects]]                 # 调兵山、开原在台账内报拘传、拘留，不另报清单
form = "measures"
every = "week"
courts = ["辽12", "辽1202", "辽1204", "辽1221", "辽1223", "辽1224"]
due = { weekday = "monday", time = "12:00", grace_days = 1, lock_days = 3, holiday = "next" }

[[campaign.phase]]
name = "排查建账"
start = 2025-12-20
end = 2025-12-31

[[campaign.phase]]
name = "精准执行"
start = 2026-01-01
end = 2026-02-15

[[campaign.phase]]
name = "长效巩固"
start = 2026-02-16
end = 2026-02-28

[[campaign.operation]]
id = "spring"
name = "春节攻坚"
court = "辽1281"
start = 2026-02-01
end = 2026-02-28

[[campaign.operation]]
id = "raid"
name = "三天两夜集中行动"
court = "辽1223"
start = 2026-01-13
end = 2026-01-15

[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"
frozen_at = "closing"

[[campaign.action]]
id = "livelihood"
name = "涉民生案件"
causes = [
    "wage", "migrant_wage", "elder_support", "child_support", "spouse_support",
    "pension", "traffic", "medical", "work_injury", "injury",
]

[[campaign.action]]
id = "wages"
name = "整治欠薪案件"
causes = ["wage", "migrant_wage"]
"""
_SMALL_TARGETS = {
    "辽12": 8,
    "辽1202": 170,
    "辽1204": 70,
    "辽1221": 105,
    "辽1223": 90,
    "辽1224": 140,
    "辽1281": 200,
    "辽1282": 117,
}


def campaign_file(transfers: dict[str, str]) -> bytes:
    """The text of enforce.toml."""
    parts = [_TEXT]
    for court, count in _SMALL_TARGETS.items():
        parts.append(_target(f'court = "{court}"', 'action = "small"', count=count))
    parts.append(_target('action = "livelihood"', count=200))
    parts.append(_target('action = "wages"', count=90))
    parts.append(
        '[[campaign.target]]\nindicator = "amount_recovered"\nat_least = "1500万元"\n'
        "by = 2026-02-28\n"
    )
    parts += [
        f'[[transfer]]\ncase_no = "{case_no}"\nto = "{court}"\non = 2026-01-05\n'
        'reason = "指定执行"\n'
        for case_no, court in transfers.items()
    ]
    return "\n".join(parts).encode()


def _target(*who: str, count: int) -> str:
    lines = "\n".join(who)
    return (
        f'[[campaign.target]]\n{lines}\nindicator = "cases_closed"\nat_least = {count}\n'
        "by = 2026-02-28\n"
    )
