"""The report of the whole campaign as a third clerk edits it, and 26 faults in it.

Comes in: the Word file that `enforce report --total --rank` wrote, the truth. Goes out: the same with
the clerk's words, all true; the faults. The people of the story are invented.

Nobody who built the proof-reader had seen it when it was opened, after the other papers were mended:
21 of 26 found then, two of them in sentences that were alarmed over when right, too; four false
alarms in the right copy.
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
from tests.proof.planted import DIFFERS, Fault, fault, in_cell, words
from tests.proof.truth import FEN_PER_WAN, Truth, below, percent, rounded, swapped, wan
from tests.proof.word_file import add_before, heading, remove_tables

# Invented; the check digit of the card is right.
CARD = "6228 4800 1234 5678 911"
MOBILE = "15900007654"


def edit(document: Document, t: Truth) -> None:
    """Edit the report of the whole."""
    add_before(heading(document, "一、部署情况"), *_lead(t))
    add_before(heading(document, "二、工作成效"), *_money(t))
    add_before(heading(document, "三、强制措施"), *_rates(t), *STORY)
    add_before(heading(document, "说明"), *_end(t))
    remove_tables(document, "位次")


def _lead(t: Truth) -> tuple[str, ...]:
    assert t.count("cases_closed", action="small") >= 900
    return (
        (
            f"历时71天的专项行动圆满收官。全市法院共执结案件{t.count('cases_closed')}件，"
            f"到位金额{t.wan()}万元。到位金额超出目标{_over(t)}万元。"
            f"小标的案件执结{t.count('cases_closed', action='small')}件，完成了900件的任务。"
            f"涉民生案件执结{t.count('cases_closed', action='livelihood')}件，"
            f"距200件的目标尚差{_short_of(t)}件。"
        ),
        (
            f"行动期间，共拘传{t.count('persons_compelled')}人次，"
            f"司法拘留{t.count('persons_detained')}人次。罚款{t.count('persons_fined')}人次，"
            f"罚款金额{wan(t.count('fines_amount'))}万元。开展搜查{t.count('searches')}次。"
            f"到位资金突破{below(_wan(t), 100)}万元。"
        ),
    )


def _money(t: Truth) -> tuple[str, ...]:
    first, second, *_, last = t.ranked("amount_recovered")
    return (
        (
            f"分法院看，{t.names[first]}以{t.wan(first)}万元的到位金额领跑全市。"
            f"{t.names[second]}紧随其后，到位{t.wan(second)}万元。"
            f"基层法院中，{t.names[last]}到位金额最少，为{t.wan(last)}万元。"
        ),
        f"七家基层法院共到位{_basic(t)}万元。市中院到位{t.wan(MUNICIPAL)}万元。",
        (
            f"昌图县法院执结{t.count('cases_closed', CHANGTU)}件，"
            f"执行完毕{t.count('cases_completed', CHANGTU)}件、"
            f"终本{t.count('cases_closed_interim', CHANGTU)}件。"
            f"该院拘传、拘留分别为{'和'.join(_compelled_and_detained(t))}。"
        ),
    )


def _rates(t: Truth) -> tuple[str, ...]:
    return (
        (
            f"首执案件执行完毕率，开原市法院为{t.rate('completion_rate', KAIYUAN)}%，"
            f"西丰县法院为{t.rate('completion_rate', XIFENG)}%。两院相差{_apart(t)}个百分点。"
            f"全市累计到位率为{t.rate('recovery_rate')}%，"
            f"清河区法院达到{t.rate('recovery_rate', QINGHE)}%。"
        ),
        (
            f"铁岭县法院小标的案件执结{t.count('cases_closed', TIELING, 'small')}件，"
            f"占其执结总数的{_share(t)}%。"
            f"银州区法院涉民生案件执结{t.count('cases_closed', YINZHOU, 'livelihood')}件，"
            f"到位{t.wan(YINZHOU, 'livelihood')}万元。"
            f"调兵山市法院整治欠薪案件执结{t.count('cases_closed', DIAOBINGSHAN, 'wages')}件。"
        ),
    )


STORY = (
    (
        "一场跨省的执行。申请执行人何某某与被执行人吕某某民间借贷纠纷一案拖了两年。"
        "该案标的额43万元。2026年1月20日，开原市法院四名干警驱车900余公里找到吕某某，"
        "当场执行到位20万元。余款23万元，双方达成和解协议。执行款已汇入何某某账户。"
    ),
)


def _end(t: Truth) -> tuple[str, ...]:
    return (
        (
            f"全市法院期末未结{t.count('cases_open')}件。"
            "自2025年12月20日起至2026年2月28日止，行动历时71天。"
            "总结材料请于3月10日前报送市中院执行局。联系人王法官。"
        ),
    )


def faults_of(t: Truth, party: str) -> tuple[Fault, ...]:
    """All of them."""
    return (*_of_the_lead(t), *_of_the_money(t), *_of_the_rates(t), *_of_the_end(party))


def _of_the_lead(t: Truth) -> tuple[Fault, ...]:
    closed, searches, less = t.count("cases_closed"), t.count("searches"), _short_of(t)
    compelled, detained = t.count("persons_compelled"), t.count("persons_detained")
    fines, floor, over = wan(t.count("fines_amount")), below(_wan(t), 100), _over(t)
    return (
        fault("数字错", words(f"共执结案件{closed}件", str(closed), swapped(closed))),
        fault("超目标数错", words(f"超出目标{over}万元", str(over), str(over + 10))),
        fault("目标差额错", words(f"尚差{less}件", str(less), str(less + 5))),
        fault("人次写成人", words(f"共拘传{compelled}人次，司法拘留{detained}人次", f"留{detained}人次",
                            f"留{detained}人", wrong=f"{detained}人"), "unit_against_data", "unit_mixed"),
        fault("万元写成元", words(f"罚款金额{fines}万元", "万元", "元", wrong=f"{fines}元")),
        fault("数字错", words(f"开展搜查{searches}次", str(searches), swapped(searches))),
        fault("突破用错", words(f"突破{floor}万元", str(floor), str(floor + 100))),
    )  # fmt: skip


def _of_the_money(t: Truth) -> tuple[Fault, ...]:
    first, second, third, fourth, *_, near, last = t.ranked("amount_recovered")
    interim, basic = t.count("cases_closed_interim", CHANGTU), _basic(t)
    one, other = _compelled_and_detained(t)
    completed = t.count("cases_completed", QINGHE)
    return (
        fault("领先的是别院", words(f"{t.names[first]}以{t.wan(first)}", t.names[first], t.names[third]),
              DIFFERS, "place_of_court"),
        fault("他院数字", words(f"紧随其后，到位{t.wan(second)}", t.wan(second), t.wan(fourth))),
        fault("最少的是别院", words(f"{t.names[last]}到位金额最少", t.names[last], t.names[near]),
              DIFFERS, "place_of_court"),
        fault("合计错", words(f"七家基层法院共到位{basic}", str(basic), str(basic + 100)),
              DIFFERS, "listed_sum"),
        fault("数字错", words(f"终本{interim}件", str(interim), str(interim + 11))),
        fault("分别颠倒", words(f"分别为{one}和{other}", f"{one}和{other}", f"{other}和{one}")),
        fault("表格数字错", in_cell("各院办案情况", t.names[QINGHE], ("累计", "执行完毕"),
                               str(completed), swapped(completed))),
    )  # fmt: skip


def _of_the_rates(t: Truth) -> tuple[Fault, ...]:
    rate, other = (t.rate("recovery_rate", court) for court in (QINGHE, DIAOBINGSHAN))
    care = t.count("cases_closed", YINZHOU, "livelihood")
    wages, cared = (t.count("cases_closed", DIAOBINGSHAN, a) for a in ("wages", "livelihood"))
    apart, share = _apart(t), _share(t)
    return (
        fault("百分点写成%", words(f"两院相差{apart}个百分点", "个百分点", "%", wrong=f"{apart}%"),
              "rate_in_percent", DIFFERS),
        fault("他院的率", words(f"清河区法院达到{rate}%", rate, other)),
        fault("占比错", words(f"总数的{share}%", share, str(Decimal(share) - 9)), DIFFERS, "rate_wrong"),
        fault("分项数字错", words(f"涉民生案件执结{care}件，到位", str(care), str(care + 2))),
        fault("别项数字", words(f"整治欠薪案件执结{wages}件", str(wages), str(cared))),
    )  # fmt: skip


def _of_the_end(party: str) -> tuple[Fault, ...]:
    return (
        fault("法院名写错", words("开原市法院四名干警", "开原市", "开源市"), "court_misspelt"),
        fault("当事人真名", words("被执行人吕某某民间", "吕某某", party), "party_named"),
        fault("银行卡号", words("已汇入何某某账户", "账户", f"账户{CARD}", wrong=CARD), "personal_number"),
        fault("手机号", words("联系人王法官", "王法官", f"王法官{MOBILE}", wrong=MOBILE), "personal_number"),
        fault("止日在起日前", words("自2025年12月20日起至2026年2月28日止", "2026年2月28日", "2025年2月28日"),
              "end_first", "other_period"),
        fault("不存在的日期", words("3月10日前", "3月10日", "3月32日"), "no_such_date"),
        fault("占位未填", words("标的额43万元", "43", "XX", wrong="XX万元"), "placeholder"),
    )  # fmt: skip


def _wan(t: Truth, court: str | None = None) -> Decimal:
    return Decimal(t.count("amount_recovered", court)) / FEN_PER_WAN


def _over(t: Truth) -> Decimal:
    """What came in beyond the target, in 万元."""
    over = _wan(t) - Decimal(t.figure("amount_recovered")["target"]) / FEN_PER_WAN
    assert over > 0
    return rounded(over, 2)


def _short_of(t: Truth) -> int:
    """How many 涉民生 cases are wanting."""
    figure = t.figure("cases_closed", action="livelihood")
    assert (figure["target"], figure["value"] < 200) == (200, True)
    return int(figure["target"] - figure["value"])


def _basic(t: Truth) -> Decimal:
    """What the seven basic courts recovered, in 万元."""
    return rounded(_wan(t) - _wan(t, MUNICIPAL), 2)


def _compelled_and_detained(t: Truth) -> tuple[str, str]:
    one, other = (t.count(i, CHANGTU) for i in ("persons_compelled", "persons_detained"))
    assert one != other
    return f"{one}人次", f"{other}人次"


def _apart(t: Truth) -> str:
    """百分点 between 开原 and 西丰."""
    high, low = (Decimal(t.figure("completion_rate", c)["value"]) for c in (KAIYUAN, XIFENG))
    assert high > low
    return percent(high - low)


def _share(t: Truth) -> str:
    """The small cases of 铁岭县 of all that it closed."""
    closed = t.count("cases_closed", TIELING)
    return percent(Decimal(t.count("cases_closed", TIELING, "small")) / closed)
