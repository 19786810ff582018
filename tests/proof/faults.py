"""Forty faults of 32 kinds, as a clerk's hand makes them in the edited bulletin of clerk.py.

Comes in: the truth. Goes out: the faults. Names, numbers of persons, phones and cards are invented;
their check digits are right. No wrong number is the true one of something its words could mean.
"""

from __future__ import annotations

from decimal import Decimal

from tests.proof.clerk import (
    CHANGTU,
    DIAOBINGSHAN,
    KAIYUAN,
    POLICE,
    QINGHE,
    TIELING,
    TOP_THREE,
    XIFENG,
    YINZHOU,
    behind,
    growth,
)
from tests.proof.planted import DIFFERS, Fault, fault, in_cell, words
from tests.proof.truth import FEN_PER_WAN, Truth, above, below, percent, rounded, swapped, wan

ACTIONS = {"small": "小标的案件", "livelihood": "涉民生案件", "wages": "整治欠薪案件"}
# Invented, with right check digits.
IDENTITY = "211202199002134315"
DIRECTION = ("direction_data", "direction_pair")
MOBILE = "13900001234"
CARD = "6222020000001234566"


def faults_of(t: Truth, party: str) -> tuple[Fault, ...]:
    """All forty; `party` is a name that the ledgers hold."""
    return (
        *_wrong_numbers(t),
        *_wrong_cells(t),
        *_of_others(t),
        *_roundings(t),
        *_directions(t),
        *_units(t),
        *_orders(t),
        *_sums(t),
        *_times(),
        *_names(party),
        *_contradictions(t),
        *_remains(t),
    )


def _wrong_numbers(t: Truth) -> tuple[Fault, ...]:
    week = t.count("cases_closed", basis="period")
    money = t.wan(action="livelihood")
    target = t.figure("cases_closed", action="livelihood")["target"]
    return (
        fault("数字错", words(f"办结案件{week}件", str(week), swapped(week))),
        fault("数字错", words(f"执行到位{money}万元；目标{target}件", money, swapped(money))),
    )


def _wrong_cells(t: Truth) -> tuple[Fault, ...]:
    closed = t.count("cases_closed", YINZHOU)
    interim = t.count("cases_closed_interim", CHANGTU)
    detained = t.count("persons_detained", XIFENG)
    return (
        fault("表格数字错", in_cell("各院行动进展", t.names[YINZHOU], ("合计（去重）", "累计"),
                               str(closed), swapped(closed))),
        fault("表格数字错", in_cell("各院办案情况", t.names[CHANGTU], ("累计", "终本"),
                               str(interim), swapped(interim))),
        fault("表格数字错", in_cell("各院强制措施", t.names[XIFENG], ("司法拘留（人次）", "累计"),
                               str(detained), swapped(detained))),
    )  # fmt: skip


def _of_others(t: Truth) -> tuple[Fault, ...]:
    """Numbers that are true of last week or of another court."""
    old = wan(t.figure("amount_recovered", QINGHE)["previous"])
    now = t.figure("cases_closed", TIELING, basis="period")
    third = t.count("cases_closed", TIELING, basis="period")
    mine = t.count("cases_closed", CHANGTU, basis="period")
    money = t.wan(YINZHOU)
    name = t.names[TIELING]
    return (
        fault("上周旧数", words(f"该院累计执行到位{t.wan(QINGHE)}万元", t.wan(QINGHE), old)),
        fault("上周旧数", words(f"{name}本周执结{now['value']}件", str(now["value"]), str(now["previous"]))),
        fault("他院数字", words(f"该院累计到位资金{money}万元", money, t.wan(CHANGTU))),
        fault("他院数字", words(f"本周执结{mine}件，比上周少", str(mine), str(third))),
    )  # fmt: skip


def _roundings(t: Truth) -> tuple[Fault, ...]:
    money = Decimal(t.count("amount_recovered")) / FEN_PER_WAN
    week = Decimal(t.count("amount_recovered", basis="period")) / FEN_PER_WAN
    whole, tens, near = rounded(week), below(money, 10), above(week, 10)
    return (
        fault("四舍五入错", words(f"约{whole}万元", str(whole), str(whole - 1))),
        fault("余用错", words(f"{tens}余万元", str(tens), str(tens + 10))),
        fault("近用错", words(f"近{near}万元", str(near), str(near - 10))),
        fault("万亿之差", words(f"件，执行到位{t.wan()}万元。", f"{t.wan()}万元", f"{t.wan()}亿元")),
    )  # fmt: skip


def _directions(t: Truth) -> tuple[Fault, ...]:
    fell = -t.figure("cases_closed", QINGHE, basis="period")["change"]
    rose = t.figure("cases_closed", action="small", basis="period")["change"]
    assert min(fell, rose) > 0
    return (
        fault(
            "增减写反",
            words(f"较上周减少{fell}件", "减少", "增加", wrong=f"增加{fell}件"),
            DIFFERS,
            *DIRECTION,
        ),
        fault(
            "增减写反",
            words(f"较上周增加{rose}件", "增加", "减少", wrong=f"减少{rose}件"),
            DIFFERS,
            *DIRECTION,
        ),
        fault("增减写反（无数字）", words("较上周大幅增长", "大幅增长", "明显下降"), *DIRECTION),
    )


def _units(t: Truth) -> tuple[Fault, ...]:
    compelled = t.count("persons_compelled", TIELING, basis="period")
    figure = t.figure("amount_recovered", basis="period")
    more = percent(Decimal(figure["change"]) / figure["previous"])
    money = t.figure("amount_recovered")
    late = percent(
        Decimal(t.figure("time_progress")["value"]) - Decimal(money["value"]) / money["target"]
    )
    less = behind(t, KAIYUAN)
    return (
        fault("百分点写成%", words(f"慢于序时进度{late}个百分点", f"{late}个百分点", f"{late}%"), "rate_in_percent"),
        fault("百分点写成%", words(f"慢于序时进度{less}个百分点", f"{less}个百分点", f"{less}%"), "rate_in_percent"),
        fault("%写成百分点", words(f"环比增长{more}%", f"{more}%", f"{more}个百分点"), "amount_in_points"),
        fault("人次写成人", words(f"本周拘传{compelled}人次，", "人次", "人", wrong=f"{compelled}人"), DIFFERS, "unit_against_data", "unit_mixed"),
    )  # fmt: skip


def _orders(t: Truth) -> tuple[Fault, ...]:
    first, second, third = t.ranked("amount_recovered")[:3]
    named = [f"{t.names[court]}（{t.wan(court)}万元）" for court in (first, second, third)]
    right = "、".join(named)
    closed = t.count("cases_closed", YINZHOU)
    return (
        fault("位次错", words(f"累计执结{closed}件，居全市基层法院第一位", "第一", "第三", wrong="第三位"), DIFFERS, "place_of_court"),
        fault("位次错", words(f"居前的是{right}", right, "、".join([named[1], named[0], named[2]])), "order_of_courts", "order_of_numbers"),
    )  # fmt: skip


def _sums(t: Truth) -> tuple[Fault, ...]:
    closed = [t.count("cases_closed", action=action) for action in ACTIONS]
    three = sum(t.count("cases_closed", court) for court in TOP_THREE)
    completed, of = t.count("cases_completed", XIFENG), t.count("cases_closed", XIFENG)
    more = completed + 100
    assert more > of
    return (
        fault("重叠相加", words(f"整治欠薪案件{closed[2]}件（同一案件可计入两项以上）", "（同一案件可计入两项以上）",
                            f"，三项合计{sum(closed)}件", wrong=f"{sum(closed)}件"), DIFFERS, "overlapping_sum"),
        fault("合计不等于分项之和", words(f"三家法院累计执结{three}件", str(three), swapped(three)), DIFFERS, "listed_sum"),
        fault("部分大于总体", words(f"其中执行完毕{completed}件。", str(completed), str(more),
                              wrong=f"{more}件"), DIFFERS, "part_exceeds"),
    )  # fmt: skip


def _times() -> tuple[Fault, ...]:
    return (
        fault("截至日期旧", words("截至2月8日", "8日", "1日", wrong="截至2月1日"), "stale_cutoff"),
        fault("周次错", words("进入第8周，各院", "第8周", "第7周"), "other_week"),
        fault("期号错", words("第8期", "8", "6", wrong="第6期"), "other_issue"),
        fault("不存在的日期", words("请各院于2026年2月24日", "2月24日", "2月30日"), "no_such_date"),
    )


def _names(party: str) -> tuple[Fault, ...]:
    return (
        fault("法院名写错", words("调兵山市法院本周执结", "调兵山市", "调滨山市"), "court_misspelt"),
        fault("不是本市法院", words("昌图县法院、开原市法院的经验", "开原市法院", "康平县法院"), "court_foreign"),
        fault("当事人真名", words("将孙某某依法拘传到庭", "孙某某", party), "party_named"),
        fault("身份证号", words("申请执行人赵某某等5人", "赵某某", f"赵某某（公民身份号码{IDENTITY}）",
                            wrong=IDENTITY), "personal_number"),
        fault("手机号", words("联系市中院执行局综合科", "综合科", f"综合科，电话{MOBILE}", wrong=MOBILE), "personal_number"),
        fault("银行卡号", words("当场支付6万元", "支付6万元", f"向账户{CARD}支付6万元", wrong=CARD), "personal_number"),
    )  # fmt: skip


def _contradictions(t: Truth) -> tuple[Fault, ...]:
    rate = t.rate("completion_rate", DIAOBINGSHAN)
    wrong = str(Decimal(rate) + 10)
    first = f"两级法院共出动警力{POLICE}人次。"
    return (
        fault("率与分子分母不符", words(f"执行完毕率{rate}%。", rate, wrong), DIFFERS, "rate_wrong"),
        fault("同一数前后两个值", words(f"各院共出动警力{POLICE}人次", str(POLICE), str(POLICE + 30),
                                also=(first,)), "told_twice"),
    )  # fmt: skip


def _remains(t: Truth) -> tuple[Fault, ...]:
    target = t.figure("amount_recovered")["target"] // FEN_PER_WAN
    rise = f"环比增长{growth(t, CHANGTU)}%"
    return (
        fault(
            "漏了数字", words("市中院本周执结1件", "1件", "件", wrong="执结件"), "number_missing"
        ),
        fault(
            "占位未填",
            words(f"执行到位{target}万元。", str(target), "××", wrong="××万元"),
            "placeholder",
        ),
        fault(
            "环比写成同比",
            words(rise, "环比", "同比", wrong=rise.replace("环", "同")),
            DIFFERS,
            *DIRECTION,
        ),
    )
