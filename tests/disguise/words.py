"""What courts head their columns with, and the names of invented things. Independent of vocabulary/.

Comes in: nothing. Goes out: synonyms by field, group words, unused columns. Refuses to look at what
the reader knows: a word missing there is a finding.
"""

from __future__ import annotations

CASES: dict[str, tuple[str, ...]] = {
    "court_name": ("法院", "执行法院", "承办法院", "单位", "报送单位", "填报单位", "院别", "基层院", "法院名称"),
    "case_no": ("案号", "执行案号", "案件编号", "案件号", "执行字号", "案件文号", "首次执行案号", "执行案件案号"),
    "filed_on": ("立案日期", "立案时间", "收案日期", "执行立案日期", "受理日期"),
    "due_on": ("应结案日期", "执行期限届满日期", "到期日", "法定期限"),
    "cause": ("案由", "立案案由", "执行案由", "案件事由", "纠纷类型"),
    "applicant": ("申请执行人", "申请人", "权利人", "申请方", "债权人"),
    "debtor": ("被执行人", "被申请人", "义务人", "债务人"),
    "claim_fen": (
        "申请执行标的", "申请标的", "标的额", "执行标的", "执行标的额", "执行标的金额",
        "应执行标的金额", "立案标的", "标的金额", "案件标的",
    ),
    "closing_claim_fen": ("结案标的", "结案标的金额", "实际标的"),
    "recovered_fen": (
        "执行到位金额", "到位金额", "到位标的", "已执行到位", "已执行到位金额", "实际到位金额",
        "执行到位", "到位款", "执行金额", "执行款", "已履行金额", "已执行金额", "到账金额",
        "执结标的额", "执行成功金额", "兑现金额", "累计到位", "累计执行到位",
    ),
    "waived_fen": ("放弃金额", "申请人放弃标的金额", "减免金额"),
    "closed_on": ("结案日期", "结案时间", "执结日期", "报结日期"),
    "close_method": ("结案方式", "执结方式", "结案形式", "结案情况", "结案事由", "结案方式说明"),
    "officer": ("承办人", "承办法官", "执行法官", "执行员", "员额法官", "主办人", "责任人", "包案人"),
    "team": ("团队", "执行团队", "办案团队", "组别", "合议庭", "承办部门"),
    "declared_actions": ("所属行动", "专项类别", "案件类别"),
    "note": ("备注", "说明", "其他", "进展情况", "目前进展", "办理情况"),
    "compelled": ("拘传", "拘传日期"),
    "detained": ("拘留", "司法拘留"),
    "searched": ("搜查",),
    "restricted": ("限高", "限制消费"),
    "blacklisted": ("失信", "纳入失信"),
}  # fmt: skip
SEQ = ("序号", "编号", "序", "No.", "№")
PAYMENTS: dict[str, tuple[str, ...]] = {
    "court_name": CASES["court_name"],
    "case_no": ("案号", "执行案号", "案件编号", "案件号", "执行字号", "执行案件案号"),
    "received_on": ("到账日期", "到账时间", "到位日期", "到位时间", "收款日期"),
    "amount_fen": ("本次到位金额", "本次到位", "到账金额", "收款金额", "案款金额"),
    "manner": ("到位方式", "履行方式", "款项来源"),
    "debtor": ("被执行人", "付款人"),
}
MEASURES: dict[str, tuple[str, ...]] = {
    "court_name": CASES["court_name"],
    "case_no": ("案号", "执行案号", "案件编号", "案件号"),
    "debtor": ("被执行人", "被采取措施人", "对象", "姓名"),
    "kind": ("措施种类", "措施类型", "强制措施", "措施", "措施名称", "采取措施"),
    "taken_on": ("实施日期", "实施时间", "采取日期", "采取时间", "措施日期", "日期", "决定日期"),
    "quantity": ("数量", "人次", "人数", "次数"),
    "officer": ("经办人", "承办人", "执行法官", "承办法官", "执行员"),
}
# Columns nobody counts, with what may stand in them: text, money or days.
UNUSED: dict[str, str] = {
    "案件类型": "首次执行案件 恢复执行案件", "类型代字": "执 执恢", "首执/恢执": "首执 恢执",
    "法官助理": "赵一 钱二", "书记员": "孙三 周四", "包案领导": "吴五", "督办领导": "郑六",
    "执行依据": "民事判决书 民事调解书", "原审法院": "本院 他院", "执行费": "money",
    "未到位金额": "money", "剩余标的": "money", "办案天数": "days", "执行天数": "days",
    "超期天数": "days", "案件状态": "在办 已结", "存在困难": "无财产线索 下落不明",
    "未结原因": "无财产线索 分期履行", "已发放金额": "money", "案款发放": "money",
    "本周到位": "money", "涉及人数": "days", "是否和解": "是 否", "分案日期": "day",
}  # fmt: skip
# The tree of a deep header: field to (top group, group, small group).
GROUPS: dict[str, tuple[str, str, str]] = {
    "case_no": ("案件信息", "基本情况", "案件标识"),
    "filed_on": ("案件信息", "基本情况", "立案情况"),
    "cause": ("案件信息", "基本情况", "立案情况"),
    "due_on": ("案件信息", "基本情况", "立案情况"),
    "applicant": ("案件信息", "当事人", "双方当事人"),
    "debtor": ("案件信息", "当事人", "双方当事人"),
    "claim_fen": ("执行情况", "金额情况", "标的"),
    "closing_claim_fen": ("执行情况", "金额情况", "标的"),
    "recovered_fen": ("执行情况", "金额情况", "到位"),
    "waived_fen": ("执行情况", "金额情况", "到位"),
    "closed_on": ("执行情况", "结案", "报结"),
    "close_method": ("执行情况", "结案", "报结"),
    "officer": ("办案力量", "承办信息", "人员"),
    "team": ("办案力量", "承办信息", "人员"),
    "compelled": ("执行情况", "强制措施", "人身"),
    "detained": ("执行情况", "强制措施", "人身"),
    "searched": ("执行情况", "强制措施", "财产"),
    "restricted": ("执行情况", "惩戒措施", "信用"),
    "blacklisted": ("执行情况", "惩戒措施", "信用"),
    "received_on": ("到账情况", "到账", "款项"),
    "amount_fen": ("到账情况", "到账", "款项"),
    "kind": ("措施情况", "措施内容", "措施"),
    "taken_on": ("措施情况", "措施内容", "措施"),
    "quantity": ("措施情况", "措施内容", "数目"),
}
CAUSES = (
    "买卖合同纠纷", "民间借贷纠纷", "金融借款合同纠纷", "追索劳动报酬纠纷", "劳务合同纠纷",
    "机动车交通事故责任纠纷", "抚养费纠纷", "赡养费纠纷", "离婚纠纷", "建设工程施工合同纠纷",
    "物业服务合同纠纷", "房屋租赁合同纠纷", "信用卡纠纷", "健康权纠纷", "追偿权纠纷",
)  # fmt: skip
OFFICERS = ("张三", "李四", "王五", "赵六", "钱七", "欧阳八")
TEAMS = ("第一团队", "第二团队", "第三团队")
SURNAMES = "赵钱孙李周吴郑王冯陈"
COMPANIES = ("某某建材有限公司", "某某商贸有限公司", "某银行某支行")
NOTES = ("已谈话", "分期履行中", "待评估", "财产已查控", "与首执重复", "申请人同意延期")
MANNERS = ("网络扣划", "自动履行", "现金", "拍卖款")
CLOSE_METHODS: dict[str, tuple[str, ...]] = {
    "completed": (
        "执行完毕",
        "执行完毕",
        "全部执行完毕",
        "自动履行",
        "强制执行",
        "和解履行完毕",
        "执毕",
    ),
    "closed_interim": ("终结本次执行程序", "终本", "终结本次", "程序终结"),
    "terminated": ("终结执行", "撤回申请", "终结"),
    "cancelled": ("销案",),
    "refused": ("不予执行",),
    "dismissed": ("驳回申请", "驳回执行申请"),
}
MEASURE_KINDS: dict[str, tuple[str, ...]] = {
    "compel": ("拘传", "强制到庭"),
    "detain": ("拘留", "司法拘留"),
    "fine": ("罚款",),
    "search": ("搜查",),
    "restrict": ("限制消费", "限高", "限制高消费"),
    "blacklist": ("纳入失信", "失信"),
    "seize_vehicle": ("查扣车辆", "扣车"),
    "vacate": ("强制腾退", "腾房", "腾退"),
}
LEDGER_MEASURES = {
    "compelled": "compel", "detained": "detain", "searched": "search", "restricted": "restrict",
    "blacklisted": "blacklist",
}  # fmt: skip
