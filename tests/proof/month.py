"""The bulletin of January as another clerk edits it, and 26 faults of 24 kinds in it.

Comes in: the Word file that `enforce report --month --rank` wrote, the truth. Goes out: the same with
the clerk's words, all true; the faults. The people of the story are invented.

Nobody who built the proof-reader had seen it when it was measured first: 20 of 26 found then, six
false alarms in the right copy.
"""

from __future__ import annotations

from decimal import Decimal

from docx.document import Document

from tests.proof.clerk import (
    CHANGTU,
    DIAOBINGSHAN,
    KAIYUAN,
    MUNICIPAL,
    QINGHE,
    TIELING,
    XIFENG,
    YINZHOU,
)
from tests.proof.faults import DIRECTION
from tests.proof.planted import DIFFERS, Fault, fault, in_cell, words
from tests.proof.truth import FEN_PER_WAN, Truth, below, joined, percent, rounded, swapped, wan
from tests.proof.word_file import add_before, heading, paragraph_with, remove_tables

# Invented, with its right check digit.
IDENTITY = "21122119850315102X"
MOBILE = "139 0000 5678"


def edit(document: Document, t: Truth) -> None:
    """Edit the bulletin of the month."""
    add_before(paragraph_with(document, "截至2026年1月31日，全市法院累计执结"), *_opening(t))
    add_before(heading(document, "三、各院情况"), *_quality(t))
    add_before(heading(document, "四、存在问题"), *_courts(t), *STORY)
    add_before(heading(document, "五、下步要求"), *_troubles(t))
    add_before(heading(document, "六、附表"), *_plans(t))
    remove_tables(document, "位次")


def _opening(t: Truth) -> tuple[str, ...]:
    closed = t.figure("cases_closed", basis="period")
    money = t.figure("amount_recovered", basis="period")
    for court in (YINZHOU, CHANGTU, KAIYUAN):
        assert _of_month(t, "amount_recovered", court) > 90 * FEN_PER_WAN
    return (
        (
            f"1月份，全市法院新收行动案件{_of_month(t, 'cases_filed')}件，执结{closed['value']}件。"
            f"当月执行到位{wan(money['value'])}万元。银州、昌图、开原三家法院当月到位均超过90万元。"
            f"截至1月底，全市法院累计执结{t.count('cases_closed')}件。"
            f"全市累计到位资金{t.wan()}万元。"
        ),
        (
            f"与上年12月相比，全市法院1月份多执结{closed['change']}件、"
            f"多到位{wan(money['change'])}万元；但12月只有12天，不宜简单比较。"
            f"当月到位{below(_wan_of_month(t), 10)}余万元，环比大幅上升。"
        ),
    )


def _quality(t: Truth) -> tuple[str, ...]:
    days, done, paid = (
        t.figure(indicator, basis="period")
        for indicator in ("average_days", "completion_rate", "recovery_rate")
    )
    assert Decimal(days["change"]) < 0
    assert Decimal(done["change"]) < 0 < Decimal(paid["change"])
    return (
        (
            f"1月份执结案件平均用时{_one(days['value'])}天，比上月缩短{_one(days['change'])}天。"
            f"1月份执行完毕率{percent(Decimal(done['value']))}%，"
            f"较上月下降{percent(-Decimal(done['change']))}个百分点。"
            f"执行到位率{percent(Decimal(paid['value']))}%，"
            f"较上月上升{percent(Decimal(paid['change']))}个百分点。"
        ),
        (
            f"本月罚款{_of_month(t, 'persons_fined')}人次、{wan(_of_month(t, 'fines_amount'))}万元。"
            f"本月搜查{_of_month(t, 'searches')}次。"
        ),
    )


def _courts(t: Truth) -> tuple[str, ...]:
    top = t.ranked("cases_closed")[:3]
    three = sum(t.count("cases_closed", court) for court in top)
    still_open = t.count("cases_open", DIAOBINGSHAN)
    assert t.rank("recovery_rate", QINGHE) == 1
    return (
        f"从各院看，1月份执结数由多到少依次为{joined(_in_order(t))}。",
        (
            f"累计执结前三名为{joined(t.names[court].removesuffix('法院') for court in top)}，"
            f"分别达到{joined(str(t.count('cases_closed', court)) + '件' for court in top)}。"
            f"上述三家法院合计执结{three}件。"
            f"三家法院执结数占全市的{percent(Decimal(three) / t.count('cases_closed'))}%。"
        ),
        (
            f"清河区法院累计到位率最高，达{t.rate('recovery_rate', QINGHE)}%。"
            f"调兵山市法院案多人少，期末未结{still_open}件，"
            f"占全市未结案件的{percent(Decimal(still_open) / t.count('cases_open'))}%。"
            f"开原市法院1月份到位{wan(_of_month(t, 'amount_recovered', KAIYUAN))}万元，列全市第一。"
        ),
    )


STORY = (
    (
        "铁岭县法院执行的一起机动车交通事故责任纠纷中，被执行人吴某某应赔偿18.5万元。"
        "1月15日夜间，法官在吴某某亲属家中将其找到，决定司法拘留15日。"
        "其家属代为支付10万元，剩余8.5万元分两期付清。申请人钱某某送来锦旗。"
    ),
)


def _troubles(t: Truth) -> tuple[str, ...]:
    done, late, _ = _progress(t)
    rates = {
        court: Decimal(t.figure("completion_rate", court, basis="period")["value"])
        for court in t.names
    }
    assert min(rates, key=rates.__getitem__) == XIFENG
    return (
        (
            f"一是进度偏慢。小标的案件仅完成目标的{done}%，低于时间进度{late}个百分点。"
            f"二是质量不均衡。西丰县法院当月执行完毕率{percent(rates[XIFENG])}%，在全市垫底。"
        ),
    )


def _plans(t: Truth) -> tuple[str, ...]:
    return (
        (
            f"各院要逐案研判剩余{_progress(t)[2]}件小标的案件。2月15日前报送研判结果。"
            "市中院执行局将于2月5日下午3点召开视频调度会。会务联系人：执行局孙法官。"
        ),
    )


def faults_of(t: Truth, party: str) -> tuple[Fault, ...]:
    """All of them."""
    return (*_numbers(t), *_directions(t), *_courts_wrong(t), *_others(party, t))


def _numbers(t: Truth) -> tuple[Fault, ...]:
    searches, gap = _of_month(t, "searches"), _progress(t)[2]
    before = t.figure("cases_closed", TIELING, basis="period")["previous"]
    closure = t.rate("closure_rate", XIFENG, basis="period") + "%"
    old = wan(t.figure("amount_recovered")["previous"])
    rate, other = (t.rate("recovery_rate", court) for court in (QINGHE, KAIYUAN))
    days = _one(t.figure("average_days", basis="period")["value"])
    tens, money = below(_wan_of_month(t), 10), wan(_of_month(t, "amount_recovered"))
    still_open = t.count("cases_open", DIAOBINGSHAN)
    return (
        fault("数字错", words(f"本月搜查{searches}次", str(searches), str(searches + 3))),
        fault("目标差额错", words(f"剩余{gap}件", str(gap), swapped(gap))),
        fault("表格数字错", in_cell("各院办案情况", t.names[TIELING], ("执结", "上月"),
                               str(before), swapped(before))),
        fault("表格数字错", in_cell("各院质效指标", t.names[XIFENG], ("本月", "结案率"), closure, "84.00%")),
        fault("上月旧数", words(f"全市累计到位资金{t.wan()}万元", t.wan(), old)),
        fault("他院数字", words(f"最高，达{rate}%", rate, other), DIFFERS, "place_of_court"),
        fault("天数错", words(f"执结案件平均用时{days}天", str(days), str(days + 1)), DIFFERS, "change_size"),
        fault("余用错", words(f"{tens}余万元", str(tens), str(tens + 10))),
        fault("小数点错位", words(f"当月执行到位{money}万元", money, str(Decimal(money) * 10))),
        fault("数字错", words(f"期末未结{still_open}件，占全市", str(still_open), swapped(still_open)),
              DIFFERS, "told_twice"),
    )  # fmt: skip


def _directions(t: Truth) -> tuple[Fault, ...]:
    done = t.figure("completion_rate", basis="period")
    fell = percent(-Decimal(done["change"]))
    sentence = f"1月份执行完毕率{percent(Decimal(done['value']))}%，较上月下降{fell}个百分点"
    late, fined = _progress(t)[1], _of_month(t, "persons_fined")
    return (
        fault("率的升降写反", words(sentence, "下降", "上升", wrong=f"上升{fell}个百分点"), DIFFERS, *DIRECTION),
        fault("百分点写成%", words(f"低于时间进度{late}个百分点", f"{late}个百分点", f"{late}%"),
              "rate_in_percent", DIFFERS),
        fault("人次写成人", words(f"本月罚款{fined}人次", "人次", "人", wrong=f"{fined}人"),
              "unit_against_data", "unit_mixed"),
    )  # fmt: skip


def _courts_wrong(t: Truth) -> tuple[Fault, ...]:
    third, fourth = _in_order(t)[2:4]
    low = t.rate("completion_rate", XIFENG, basis="period")
    money = wan(_of_month(t, "amount_recovered", KAIYUAN))
    three = sum(t.count("cases_closed", court) for court in t.ranked("cases_closed")[:3])
    share = percent(Decimal(three) / t.count("cases_closed"))
    return (
        fault("次序错", words(f"{third}、{fourth}", f"{third}、{fourth}", f"{fourth}、{third}"),
              "order_of_numbers", "order_of_courts"),
        fault("垫底的是别院", words(f"西丰县法院当月执行完毕率{low}%", "西丰县", "昌图县",
                              wrong=f"昌图县法院当月执行完毕率{low}%"), DIFFERS, "place_of_court"),
        fault("位次错", words(f"开原市法院1月份到位{money}万元，列全市第一", "第一", "第三"),
              DIFFERS, "place_of_court"),
        fault("合计错", words(f"合计执结{three}件", str(three), swapped(three)), DIFFERS, "listed_sum"),
        fault("占比错", words(f"执结数占全市的{share}%", share, str(Decimal(share) + 10)), DIFFERS, "rate_wrong"),
        fault("法院名写错", words("昌图、开原三家", "开原", "开源"), "court_misspelt"),
    )  # fmt: skip


def _others(party: str, t: Truth) -> tuple[Fault, ...]:
    filed = _of_month(t, "cases_filed")
    return (
        fault("截至日期旧", words("截至1月底", "1月底", "12月底", wrong="截至12月底"), "stale_cutoff"),
        fault("统计区间错", words("统计区间：2026年1月1日至1月31日", "1月31日", "1月30日"), "other_period"),
        fault("当事人真名", words("被执行人吴某某应", "吴某某", party), "party_named"),
        fault("身份证号", words("申请人钱某某送来", "钱某某", f"钱某某（{IDENTITY}）", wrong=IDENTITY),
              "personal_number"),
        fault("手机号", words("执行局孙法官", "孙法官", f"孙法官，{MOBILE}", wrong=MOBILE), "personal_number"),
        fault("漏了数字", words(f"新收行动案件{filed}件", f"{filed}件", "件", wrong="案件件"), "number_missing"),
        fault("不存在的日期", words("2月15日前报送研判", "15日", "29日"), "no_such_date"),
    )  # fmt: skip


def _of_month(t: Truth, indicator: str, court: str | None = None) -> int:
    return t.count(indicator, court, basis="period")


def _wan_of_month(t: Truth) -> Decimal:
    return Decimal(_of_month(t, "amount_recovered")) / FEN_PER_WAN


def _one(days: str) -> Decimal:
    """Days to one place, without a sign."""
    return rounded(abs(Decimal(days)), 1)


def _in_order(t: Truth) -> list[str]:
    """银州区法院77件 and so on, by what the courts closed in the month; no two closed as many."""
    closed = {c: _of_month(t, "cases_closed", c) for c in t.names if c != MUNICIPAL}
    assert len(set(closed.values())) == len(closed)
    return [f"{t.names[c]}{closed[c]}件" for c in sorted(closed, key=lambda c: -closed[c])]


def _progress(t: Truth) -> tuple[str, str, int]:
    """Of small cases: what is done in per cent, how far that is behind time, how many are left."""
    small = t.figure("cases_closed", action="small")
    done = Decimal(small["value"]) / small["target"]
    late = Decimal(t.figure("time_progress")["value"]) - done
    return percent(done), percent(late), small["target"] - small["value"]
