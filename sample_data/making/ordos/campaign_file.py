"""The campaign file of 鄂尔多斯.

In: nothing. Out: the text of enforce.toml.
"""

TEXT = """\
# 涉民生小标的案件专项执行行动（示例数据，非真实统计）

[desk]
court = "内06"
week_starts = "monday"

[[court]]
code = "内06"
name = "内蒙古自治区鄂尔多斯市中级人民法院"
short = "鄂尔多斯中院"
level = "intermediate"
aliases = ["鄂尔多斯市中级人民法院", "鄂尔多斯市中院", "市中院", "中院"]

[[court]]
code = "内0602"
name = "鄂尔多斯市东胜区人民法院"
short = "东胜区法院"
aliases = ["东胜区人民法院", "东胜法院", "东胜区", "东胜"]

[[court]]
code = "内0603"
name = "鄂尔多斯市康巴什区人民法院"
short = "康巴什区法院"
aliases = ["康巴什区人民法院", "康巴什法院", "康巴什区", "康巴什"]

[[court]]
code = "内0621"
name = "鄂尔多斯市达拉特旗人民法院"
short = "达拉特旗法院"
aliases = ["达拉特旗人民法院", "达旗法院", "达拉特旗", "达旗"]

[[court]]
code = "内0622"
name = "鄂尔多斯市准格尔旗人民法院"
short = "准格尔旗法院"
aliases = ["准格尔旗人民法院", "准旗法院", "准格尔旗", "准旗"]

[[court]]
code = "内0623"
name = "鄂尔多斯市鄂托克前旗人民法院"
short = "鄂托克前旗法院"
aliases = ["鄂托克前旗人民法院", "鄂前旗法院", "鄂托克前旗", "鄂前旗"]

[[court]]
code = "内0624"
name = "鄂尔多斯市鄂托克旗人民法院"
short = "鄂托克旗法院"
aliases = ["鄂托克旗人民法院", "鄂旗法院", "鄂托克旗", "鄂旗"]

[[court]]
code = "内0625"
name = "鄂尔多斯市杭锦旗人民法院"
short = "杭锦旗法院"
aliases = ["杭锦旗人民法院", "杭锦法院", "杭锦旗", "杭锦"]

[[court]]
code = "内0626"
name = "鄂尔多斯市乌审旗人民法院"
short = "乌审旗法院"
aliases = ["乌审旗人民法院", "乌审法院", "乌审旗", "乌审"]

[[court]]
code = "内0627"
name = "鄂尔多斯市伊金霍洛旗人民法院"
short = "伊金霍洛旗法院"
aliases = ["伊金霍洛旗人民法院", "伊旗法院", "伊金霍洛旗", "伊旗"]

[[campaign]]
id = "minsheng2026"
name = "涉民生小标的案件专项执行行动"
start = 2026-03-31
end = 2026-06-30
label = "3个月"
case_types = ["执", "执恢"]
scope = "actions"                    # 五类案件，一案属于几类的只计一次
recovered_basis = "flow"             # 到位金额按行动期间到账计，含尚未结案的部分履行
missing = "omit"

[[campaign.expects]]                 # 3月31日报起始台账，以后每月一报
form = "cases"
every = "month"
courts = "all"
rows = "all"
due = { weekday = "friday", time = "17:00", grace_days = 1, lock_days = 5, holiday = "next" }

[[campaign.expects]]                 # 康巴什、达拉特、杭锦在台账内报拘传、拘留、罚款，不另报清单
form = "measures"
every = "month"
courts = ["内06", "内0602", "内0622", "内0623", "内0624", "内0626", "内0627"]
due = { weekday = "friday", time = "17:00", grace_days = 1, lock_days = 5, holiday = "next" }

[[campaign.action]]
id = "wages"
name = "劳动报酬和农民工工资类案件"
causes = ["wage", "migrant_wage"]

[[campaign.action]]
id = "support"
name = "赡养抚养抚育类案件"
causes = ["elder_support", "child_support"]

[[campaign.action]]
id = "injury"
name = "人身损害赔偿类案件"
causes = ["medical", "traffic", "work_injury", "injury"]

[[campaign.action]]
id = "basics"
name = "食品药品住房教育类案件"
causes = ["food_drug", "housing", "education"]

[[campaign.action]]                  # 10万元及以下；属于前四类的也在内，所以各类不能相加
id = "small"
name = "10万元及以下案件"
claim_at_most = "10万元"
frozen_at = "closing"

[[campaign.action]]                  # 前四类合起来
id = "livelihood"
name = "涉民生案件"
any_of = ["wages", "support", "injury", "basics"]

[[campaign.action]]                  # 五类合起来，就是本次行动的范围
id = "all_five"
name = "涉民生小标的案件"
any_of = ["livelihood", "small"]

[[campaign.target]]
indicator = "cases_completed"
at_least = 750
by = 2026-06-30

[[campaign.target]]
indicator = "amount_recovered"
at_least = "6000万元"
by = 2026-06-30
"""
