"""Sentences in pairs: nothing is said of the true one, and its falsified twin is caught in place."""

from decimal import Decimal

import pytest

from enforcement_cli.claims.read import claims_in
from enforcement_cli.claims.tables import table_claims
from enforcement_cli.model.prose import running_text
from enforcement_cli.proof.marks import marks_of
from enforcement_cli.proof.slips import slips_of
from tests.unit.proof.slip_texts import (
    DIAOBINGSHAN,
    QINGHE,
    TIELING,
    TODAY,
    YINZHOU,
    figures,
    ground,
    key,
    prose,
)

# Of the week and of the one before it; to date the courts stand in another order.
HELD = ground(
    figures({
        key("cases_closed"): (57, 41),
        key("cases_closed", YINZHOU): (34, 12),
        key("cases_closed", QINGHE): (9, 15),
        key("cases_closed", TIELING): (8, 8),
        key("cases_closed", DIAOBINGSHAN): (6, 6),
        key("amount_recovered"): (120_00_00_00, 95_00_00_00),
        key("amount_recovered", YINZHOU): (31_00_00_00, 44_00_00_00),
        key("amount_recovered", QINGHE): (52_00_00_00, 20_00_00_00),
        key("amount_recovered", TIELING): (25_00_00_00, 19_00_00_00),
        key("amount_recovered", DIAOBINGSHAN): (12_00_00_00, 12_00_00_00),
        key("cases_open"): (632, 728),
        key("completion_rate"): (Decimal("0.6250"), Decimal("0.6340")),
        key("persons_detained"): (17, 21),
        key("persons_compelled"): (43, 43),
        key("cases_closed", YINZHOU, "cumulative"): (188, 154),
        key("cases_closed", QINGHE, "cumulative"): (78, 69),
        key("cases_closed", TIELING, "cumulative"): (112, 104),
        key("cases_closed", DIAOBINGSHAN, "cumulative"): (216, 210),
    })
)  # fmt: skip

DIRECTION = [
    ("民生案件办结数由41件增加到57件。", "民生案件办结数由41件减少到57件。", "direction_pair", "减少到57件"),
    ("搜查9次，比上周的14次减少5次。", "搜查9次，比上周的14次增加5次。", "direction_pair", "增加"),
    ("未结632件，比上周末的728件减少96件，未结案件继续下降。", "未结632件，比上周末的728件减少96件，未结案件继续攀升。", "direction_pair", "继续攀升"),
    ("罚款从上月的12人次降至7人次。", "罚款从上月的12人次升至7人次。", "direction_pair", "升至7人次"),
    ("上周网拍60件，本周75件，增加15件。", "上周网拍60件，本周75件，减少15件。", "direction_pair", "减少"),
    ("平均用时由86天缩短至71天。", "平均用时由86天延长至71天。", "direction_pair", "延长至71天"),
    ("网拍数在上月41件的基础上增加到57件。", "网拍数在上月41件的基础上减少到57件。", "direction_pair", "减少到57件"),
    ("该项工作由第3位上升至第1位。", "该项工作由第3位下降至第1位。", "direction_pair", "下降至第1位"),
    ("占比由31.2%提高到35.6%，提高4.4个百分点。", "占比由31.2%提高到35.6%，提高5.4个百分点。", "change_size", "5.4个百分点"),
    ("信访件由320件降到288件，下降10%。", "信访件由320件降到288件，下降12%。", "change_size", "12%"),
    ("银州区法院本周执结34件，较上周增加22件，到位金额较上周有所回落。", "银州区法院本周执结34件，较上周增加22件，到位金额较上周大幅上升。", "direction_data", "较上周大幅上升"),
    ("本周清河区法院发力攻坚，到位金额明显上升。", "本周清河区法院发力攻坚，到位金额明显下滑。", "direction_data", "明显下滑"),
    ("全市期末未结案件较上周进一步减少。", "全市期末未结案件较上周进一步增多。", "direction_data", "较上周进一步增多"),
    ("本周全市执行完毕率小幅回落。", "本周全市执行完毕率小幅提升。", "direction_data", "小幅提升"),
    ("本周司法拘留力度不减，司法拘留人次略有减少。", "本周司法拘留力度不减，司法拘留人次略有增多。", "direction_data", "略有增多"),
]  # fmt: skip
PERCENT = [
    ("两院执行完毕率分别为66.07%、61.76%，相差4.31个百分点。", "两院执行完毕率分别为66.07%、61.76%，相差4.31%。", "rate_in_percent", "相差4.31%"),
    ("甲组到位率35%，乙组为33%。两组相差2个百分点。", "甲组到位率35%，乙组为33%。两组相差2%。", "rate_in_percent", "相差2%"),
    ("到位率37.5%，比年初高2.1个百分点。", "到位率37.5%，比年初高2.1%。", "rate_in_percent", "高2.1%"),
    ("结案率与去年同期相比，高出1.8个百分点。", "结案率与去年同期相比，高出1.8%。", "rate_in_percent", "高出1.8%"),
    ("执行完毕率比上周低0.9个百分点。", "执行完毕率比上周低0.9%。", "rate_in_percent", "低0.9%"),
    ("终本率降了0.6个百分点。", "终本率降了0.6%。", "rate_in_percent", "降了0.6%"),
    ("占比由21.4%升至24.9%，提升3.5个百分点。", "占比由21.4%升至24.9%，提升3.5%。", "rate_in_percent", "提升3.5%"),
    ("完成率与时间进度相差2.6个百分点。", "完成率与时间进度相差2.6%。", "rate_in_percent", "相差2.6%"),
    ("两院完毕率差距缩小到1.2个百分点。", "两院完毕率差距缩小到1.2%。", "rate_in_percent", "差距缩小到1.2%"),
    ("到位金额较上月多出12.5%。", "到位金额较上月多出12.5个百分点。", "amount_in_points", "多出12.5个百分点"),
    ("办结民生案件比上年多8%。", "办结民生案件比上年多8个百分点。", "amount_in_points", "多8个百分点"),
    ("积案压减了40%。", "积案压减了1.4倍。", "times_fall", "压减了1.4倍"),
]  # fmt: skip
UNITS = [
    ("本周司法拘留17人次。", "本周司法拘留17人。", "unit_against_data", "17人"),
    ("本周共拘传43人，司法拘留17人次。", "本周共拘传43人，司法拘留17人。", "unit_against_data", "17人"),
    ("本周拘传被执行人43人。", "本周拘传被执行人43人次。", "unit_against_data", "43人次"),
    ("罚款28人次。\n罚款的28人次中，当场缴纳的占多数。", "罚款28人次。\n罚款的28人中，当场缴纳的占多数。", "unit_mixed", "28人"),
]  # fmt: skip
SUMS = [
    ("银州区19件、清河区8件、铁岭县11件，三家合计38件。", "银州区19件、清河区8件、铁岭县11件，三家合计48件。", "listed_sum", "48件"),
    ("划拨81.2万元，变卖车辆14.6万元，两项加起来95.8万元。", "划拨81.2万元，变卖车辆14.6万元，两项加起来98.5万元。", "listed_sum", "98.5万元"),
    ("第一次办结31件，第二次办结27件，两次共办结58件。", "第一次办结31件，第二次办结27件，两次共办结68件。", "listed_sum", "68件"),
    ("上午传唤23人，下午传唤18人，全天共传唤41人。", "上午传唤23人，下午传唤18人，全天共传唤43人。", "listed_sum", "43人"),
    ("小标的案件办结166件、涉民生案件办结40件，按案号去重后共办结176件。", "小标的案件办结166件、涉民生案件办结40件，共办结206件。", "overlapping_sum", "206件"),
    ("冻结存款310万元，其中已扣划290万元。", "冻结存款310万元，其中已扣划330万元。", "part_exceeds", "330万元"),
    ("在办结的176件中，当场履行110件。", "在办结的176件中，当场履行186件。", "part_exceeds", "186件"),
    ("发放案款512万元，包括工资款96万元、赔偿款208万元、货款150万元。", "发放案款512万元，包括工资款96万元、赔偿款208万元、货款250万元。", "parts_exceed", "96万元、赔偿款208万元、货款250万元"),
    ("未结632件，其中超期未结227件，占未结案件的35.92%。", "未结632件，其中超期未结227件，占未结案件的53.92%。", "rate_wrong", "53.92%"),
    ("未结632件，比上周减少96件。其中超期未结227件，占未结案件的35.92%。", "未结632件，比上周减少96件。其中超期未结227件，占未结案件的53.92%。", "rate_wrong", "53.92%"),
    ("清理积案60件，其中涉企积案15件，占积案总数的25%。", "清理积案60件，其中涉企积案15件，占积案总数的35%。", "rate_wrong", "35%"),
    ("申请执行标的380万元，到位94万元，到位率24.74%。", "申请执行标的380万元，到位94万元，到位率42.74%。", "rate_wrong", "42.74%"),
    ("三类财产中，存款占40%、房产占35%、车辆占25%。", "三类财产中，存款占40%、房产占35%、车辆占35%。", "shares_over", "40%、房产占35%、车辆占35%"),
]  # fmt: skip
DATES = [
    ("请于2月28日前报送。", "请于2月29日前报送。", "no_such_date", "2月29日"),
    ("各院4月30日前整改到位。", "各院4月31日前整改到位。", "no_such_date", "4月31日"),
    ("行动自2025年12月20日起至2026年2月28日止。", "行动自2025年12月20日起至2025年2月28日止。", "end_first", "2025年12月20日起至2025年2月28日"),
    ("自2月23日起，至2月28日止，连续攻坚。", "自2月28日起，至2月23日止，连续攻坚。", "end_first", "2月28日起，至2月23日"),
    ("2月27日（周五）下午部署。", "2月27日（周四）下午部署。", "weekday", "2月27日（周四"),
    ("截至2月28日24时，行动收官。", "截至2月21日24时，行动收官。", "stale_cutoff", "截至2月21日"),
    ("数据统计至2026年2月28日。", "数据统计至2026年2月22日。", "stale_cutoff", "数据统计至2026年2月22日"),
    ("统计截止日期：2026-02-28", "统计截止日期：2026-02-18", "stale_cutoff", "统计截止日期：2026-02-18"),
    ("数据截止时间为2月28日。", "数据截止时间为2月8日。", "stale_cutoff", "数据截止时间为2月8日"),
    ("本周是专项行动第十一周。", "本周是专项行动第十周。", "other_week", "第十周"),
]  # fmt: skip
COURTS = [
    ("银州、清河、铁岭县三家法院表现突出。", "银洲、清河、铁岭县三家法院表现突出。", "court_misspelt", "银洲"),
    ("清河、调兵山、银州等三家法院受到表扬。", "清河、调冰山、银州等三家法院受到表扬。", "court_misspelt", "调冰山"),
    ("铁岭市银州区人民法院率先行动。", "铁岭市银川区人民法院率先行动。", "court_misspelt", "铁岭市银川区人民法院"),
    ("调兵山市人民法院集中约谈。", "调山兵市人民法院集中约谈。", "court_misspelt", "调山兵市人民法院"),
    ("调兵山市法院集中约谈。", "铁法市法院集中约谈。", "court_renamed", "铁法市法院"),
    ("银州区法院、清河区法院两院联动。", "银州区法院、清河区法院三院联动。", "court_list_count", "三院"),
    ("本周调兵山市法院到位金额最少，为12万元。", "本周铁岭县法院到位金额最少，为12万元。", "place_of_court", "最少"),
    ("累计执结数最多的是调兵山市法院。", "累计执结数最多的是银州区法院。", "place_of_court", "最多的是"),
    ("累计执结案件调兵山市法院位居第一。", "累计执结案件清河区法院位居第一。", "place_of_court", "位居第一"),
    ("累计执结数从多到少依次是调兵山市法院、银州区法院、铁岭县法院。", "累计执结数从多到少依次是银州区法院、调兵山市法院、铁岭县法院。", "order_of_courts", "从多到少"),
]  # fmt: skip
BROKEN = [
    ("累计罚款36.5万元。", "累计罚款万元。", "number_missing", "罚款万元"),
    ("共查控车辆52辆。", "共查控车辆辆。", "number_missing", "车辆辆"),
    ("依法搜查31次，罚款3人次。", "依法搜查次，罚款3人次。", "number_missing", "搜查次"),
    ("到位率较上周提高1.2个百分点。", "到位率较上周提高个百分点。", "number_missing", "提高个百分点"),
    ("请各院于3月5日前反馈。", "请各院于X月X日前反馈。", "placeholder", "X月X日"),
]  # fmt: skip


def _told(text: str) -> list[tuple[str, str]]:
    """Codes and words, with the marks that the proof-reader makes of the text."""
    page = prose(text)
    claims = (*claims_in(running_text(page)), *table_claims(page))
    found = slips_of(page, claims, marks_of(page, claims, HELD), HELD, TODAY)
    return [(slip.code, page.text[slip.start : slip.end]) for slip in found]


@pytest.mark.parametrize(
    ("true", "false", "code", "words"),
    [*DIRECTION, *PERCENT, *UNITS, *SUMS, *DATES, *COURTS, *BROKEN],
)
def test_a_true_sentence_and_its_falsified_twin(
    true: str, false: str, code: str, words: str
) -> None:
    assert _told(true) == []
    assert (code, words) in _told(false)
