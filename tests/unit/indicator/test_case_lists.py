"""Case lists: who is in, by which day, with the right days and money, and who says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.indicator.unpaid import paid_days
from enforcement_cli.model.campaign import Action, Expectation
from enforcement_cli.model.case_list import CaseLine, CaseList
from enforcement_cli.model.period import Period
from enforcement_cli.vocabulary.case_lists import LIST_KINDS, buckets, list_rule, list_title
from enforcement_cli.workflow.case_lists import EVERYBODY, Only, lists_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    _frame,
    _sent,
    case,
    day,
    ledger,
    no,
    payment_list,
    receipt_of,
    store_of,
    week,
)

EXTRA = ("due_on", "deducted_days", "is_key", "officer", "team", "debtor", "waived_fen")


def listed(
    store: Store, kind: str, period: Period | int = 3, only: Only = EVERYBODY, **changes: Any
) -> CaseList:
    expects = (Expectation(form="cases"), Expectation(form="todos", courts=(YINZHOU, QINGHE)))
    campaign = replace(CAMPAIGN, expects=expects, **changes)
    store.campaign = campaign
    room = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=campaign)
    span = week(period) if isinstance(period, int) else period
    (found,) = lists_of(store.connection, room, span, LATER, (kind,), only)  # type: ignore[arg-type]
    return found


def serials(found: CaseList) -> list[int]:
    return [int(line.case_no.split("执")[1].removesuffix("号")) for line in found.lines]


def only_line(found: CaseList) -> CaseLine:
    (line,) = found.lines
    return line


def due(text: str) -> dict[str, Any]:
    return {"due_on": day(text)}


# The third week ends on 2026-01-04.
END = week(3).end


def rows(*cases: dict[str, Any], number: int = 3) -> Store:
    other = ledger(number, court=QINGHE, extra=EXTRA)
    return store_of(ledger(number, *cases, extra=EXTRA), other)


@pytest.mark.parametrize("kind", LIST_KINDS)
def test_every_list_has_words(kind: str) -> None:
    assert list_title(kind)  # type: ignore[arg-type]
    assert "{" not in list_title(kind) + list_rule(kind)  # type: ignore[arg-type]


def test_ageing_buckets_leave_no_day_out() -> None:
    assert [sum(b.holds(n) for b in buckets("ageing")) for n in range(3000)] == [1] * 3000


def test_overdue_is_past_the_day_and_no_sooner() -> None:
    store = rows(
        case(1, **due("01-03")),
        case(2, **due("01-04")),
        case(3, **due("01-01"), deducted_days=2),
        case(4, **due("01-01"), deducted_days=3),
        case(5, **due("12-25"), closed="01-02"),
        # Closed after the period: at its end it was open and late.
        case(6, **due("12-30"), closed="01-06"),
        number=4,
    )
    found = listed(store, "overdue")
    assert serials(found) == [6, 1, 3]
    assert [line.days for line in found.lines] == [5, 1, 1]
    assert [line.day for line in found.lines] == [
        date(2025, 12, 30),
        date(2026, 1, 3),
        date(2026, 1, 3),
    ]
    assert "2天" in found.lines[2].note
    assert found.lines[0].state == "未结"
    assert found.total == 3


def test_without_a_due_day_six_months_from_filing() -> None:
    """domain.md 2.5; the month's last day where there is none such."""
    store = rows(
        case(1, filed="07-03", case_year=2025),
        case(2, filed="07-04"),
        case(3, filed=None),
    )
    found = listed(store, "overdue")
    assert serials(found) == [1]
    assert "推算" in only_line(found).note
    # One that cannot be judged is told, not passed over.
    assert "1件没有立案日期" in found.rule
    soon = listed(store, "due_soon")
    assert serials(soon) == [2]
    assert only_line(soon).days == 0


def test_six_months_from_a_long_month() -> None:
    late = Period(kind="day", start=date(2026, 2, 28), end=date(2026, 2, 28), number=1, label="")
    store = rows(case(1, filed="08-31"), number=10)
    assert serials(listed(store, "due_soon", late)) == [1]
    assert listed(store, "due_soon", late).lines[0].day == date(2026, 2, 28)


def test_due_soon_by_seven_fifteen_and_thirty_days() -> None:
    days = ("01-03", "01-04", "01-11", "01-12", "01-19", "01-20", "02-03", "02-04")
    found = listed(rows(*(case(n, **due(text)) for n, text in enumerate(days, 1))), "due_soon")
    assert serials(found) == [2, 3, 4, 5, 6, 7]
    assert [count for _, count in found.buckets] == [2, 2, 2]


def test_ageing_counts_all_and_lists_the_oldest() -> None:
    filed = ("01-04", "12-05", "12-04", "10-06", "10-05", "07-08", "07-07")
    store = rows(*(case(n, filed=text) for n, text in enumerate(filed, 1)), case(8, filed="01-05"))
    found = listed(store, "ageing", only=Only(most=2))
    assert [count for _, count in found.buckets] == [2, 2, 2, 1, 0]
    assert serials(found) == [7, 6]
    assert [line.days for line in found.lines] == [181, 180]
    assert found.total == 7


def test_key_cases_open_and_closed() -> None:
    store = rows(
        case(1, is_key=True, money=300),
        case(2, is_key=True, closed="12-30", money=1000),
        case(3, is_key=False),
        case(4),
    )
    found = listed(store, "key")
    assert serials(found) == [1, 2]
    assert [line.state for line in found.lines] == ["未结", "执行完毕"]
    assert [line.amount_fen for line in found.lines] == [70_000, 0]


def interim(serial: int, filed: str, closed: str, **more: Any) -> dict[str, Any]:
    return case(serial, filed=filed, closed=closed, how="closed_interim", **more)


def test_interim_closings_to_look_at() -> None:
    """T14 and T15: within three months, or nothing left; those of the period alone."""
    store = rows(
        interim(1, "10-02", "01-02"),
        interim(2, "10-01", "01-02", money=100),
        interim(3, "07-01", "01-02", money=1000),
        interim(4, "07-01", "01-02", money=600, waived_fen=40_000),
        interim(5, "10-02", "12-20"),
        case(6, filed="10-02", closed="01-02"),
        interim(7, "07-01", "01-02", claim=None),
        # 行为类: nothing was asked for in money, and nothing came in.
        interim(8, "07-01", "01-02", claim=0, money=0),
        # Waived as a whole: nothing is left, and nothing came in that 终本 would hide.
        interim(9, "07-01", "01-02", money=0, waived_fen=100_000),
        interim(10, "09-30", "12-30"),
    )
    found = listed(store, "interim")
    assert serials(found) == [10, 1, 3, 4]
    early = "立案不满3个月"
    assert [line.note for line in found.lines] == [early, early, "无剩余标的", "无剩余标的"]
    assert found.lines[1].days == 92


def test_interim_closings_of_people_who_wait_for_wages() -> None:
    store = rows(
        interim(1, "07-01", "01-02", cause="追索劳动报酬纠纷"),
        interim(2, "07-01", "01-02", cause="买卖合同纠纷"),
        interim(3, "07-01", "12-20", cause="追索劳动报酬纠纷"),
        interim(4, "07-01", "01-03", cause="抚养费纠纷"),
        interim(5, "07-01", "01-03", cause=None),
        # T33: who asks for the money does not make it 涉民生.
        interim(6, "07-01", "01-03", cause="借款合同纠纷", applicant="蓝山县住房公积金管理中心"),
    )
    assert serials(listed(store, "livelihood_interim")) == [1, 4]
    # A campaign's own actions say which causes it is about.
    wages = Action(id="wages", name="欠薪", causes=("wage",))
    assert serials(listed(store, "livelihood_interim", actions=(wages,))) == [1]


def test_only_the_campaigns_cases_are_listed() -> None:
    small = Action(id="small", name="小标的", claim_at_most_fen=100_000)
    store = rows(case(1, **due("01-01"), claim=1_000), case(2, **due("01-01"), claim=1_001))
    scope = {"actions": (small,), "scope": "actions"}
    assert serials(listed(store, "overdue", **scope)) == [1]


def test_lists_are_narrowed() -> None:
    store = rows(
        case(1, **due("01-01"), team="速执", officer="张三"),
        case(2, **due("01-02"), team="速执", officer="李四"),
        case(3, **due("01-03"), team="普执", officer="张三"),
    )
    assert serials(listed(store, "overdue", only=Only(team="速执"))) == [1, 2]
    assert serials(listed(store, "overdue", only=Only(officer="张三"))) == [1, 3]
    assert serials(listed(store, "overdue", only=Only(courts=(QINGHE,)))) == []
    assert serials(listed(store, "overdue", only=Only(team="x'; DROP TABLE cases; --"))) == []


def test_a_line_leads_to_its_cell() -> None:
    found = listed(rows(case(1), case(2, **due("01-01"), debtor="王小明")), "overdue")
    line = only_line(found)
    assert line.origin.endswith("台账!4行")
    assert (line.party, line.court) == ("王小明", YINZHOU)


def test_a_court_that_is_silent_and_one_whose_ledger_is_old() -> None:
    store = store_of(ledger(2, case(1, **due("12-25")), extra=EXTRA))
    found = listed(store, "overdue")
    assert serials(found) == [1]
    # The last state is listed, and said to be old; who never sent a ledger has no place in it.
    assert only_line(found).note == "台账截至12月28日"
    assert "银州区法院台账未报到1月4日" in found.rule
    assert found.silent == (QINGHE,)
    assert listed(store, "overdue", 2).silent == (QINGHE,)
    assert "台账未报到" not in listed(store, "overdue", 2).rule


def payout_list(number: int, *events: dict[str, Any], court: str = YINZHOU, **manner: Any) -> Sent:
    frames = {"payouts": _frame("payouts", list(events))}
    named = ["case_no", "paid_on", "amount_fen"]
    return _sent("payouts", number, court, named, frames, [], manner)


def paid(serial: int, on: str, money: int) -> dict[str, Any]:
    return {"case_no": no(serial), "paid_on": day(on), "amount_fen": money * 100}


def manner_of(serial: int, on: str, money: int, how: str) -> dict[str, Any]:
    return receipt_of(serial, on, money) | {"manner": how}


def paying(*receipts: dict[str, Any], out: tuple[dict[str, Any], ...] = ()) -> Store:
    """A court that lists what comes in and what goes out from 12-22 to 02-08."""
    cases = {int(str(r["case_no"]).split("执")[1][:-1]) for r in receipts}
    store = store_of(
        ledger(8, *(case(serial, claim=900_000) for serial in sorted(cases))),
        ledger(8, court=QINGHE),
    )
    for number in range(2, 9):
        span = week(number)
        mine = [r for r in receipts if span.start <= r["received_on"] <= span.end]
        gone = [p for p in out if span.start <= p["paid_on"] <= span.end]
        store.take(payment_list(number, *mine), payout_list(number, *gone))
    return store


def test_money_that_lies_more_than_thirty_days() -> None:
    """The eighth week ends on 02-08; 01-09 is thirty days before."""
    store = paying(receipt_of(1, "01-08", 500), receipt_of(2, "01-09", 500))
    found = listed(store, "unpaid", 8)
    assert serials(found) == [1]
    line = only_line(found)
    assert (line.day, line.days, line.amount_fen) == (date(2026, 1, 8), 31, 50_000)
    assert line.origin
    assert [count for _, count in found.buckets] == [1, 0, 0]
    # Who sends no list of payouts is silent: nothing is called unpaid.
    assert found.silent == (QINGHE,)


def test_what_came_first_is_paid_first() -> None:
    store = paying(
        receipt_of(1, "12-23", 300), receipt_of(1, "12-24", 500), receipt_of(1, "02-03", 900),
        out=(paid(1, "01-20", 400),),
    )  # fmt: skip
    found = listed(store, "unpaid", 8)
    assert [(line.day, line.amount_fen) for line in found.lines] == [(date(2025, 12, 24), 40_000)]
    assert (
        listed(paying(receipt_of(1, "12-23", 300), out=(paid(1, "02-08", 300),)), "unpaid", 8).lines
        == ()
    )


def test_more_paid_than_came_in_leaves_nothing() -> None:
    store = paying(receipt_of(1, "12-23", 300), out=(paid(1, "12-24", 500),))
    assert listed(store, "unpaid", 8).lines == ()


def test_money_that_never_lay_on_the_account() -> None:
    store = paying(
        manner_of(1, "12-23", 300, "以物抵债"), manner_of(2, "12-23", 300, "直接给付申请人"),
        manner_of(3, "12-23", 300, "银行扣划"), receipt_of(4, "12-23", 300),
    )  # fmt: skip
    assert serials(listed(store, "unpaid", 8)) == [3, 4]


def test_money_from_before_the_first_list_is_not_judged() -> None:
    store = store_of(
        ledger(2, case(1, money=1_000, claim=900_000, received="11-20")),
        ledger(8, case(1, money=3_000, claim=900_000)),
    )
    for number in range(3, 9):
        store.take(payout_list(number), payment_list(number))
    store.take(payment_list(3, receipt_of(1, "12-30", 2_000), again=1))
    found = listed(store, "unpaid", 8)
    assert [(line.day, line.amount_fen) for line in found.lines] == [(date(2025, 12, 30), 200_000)]
    # The 1000元 of before may have been paid or not: said beside, in no sum.
    assert "另有0.10万元" in only_line(found).note


def test_a_week_without_a_list_of_payouts_is_said() -> None:
    store = store_of(ledger(8, case(1, claim=900_000)))
    store.take(payment_list(2, receipt_of(1, "12-23", 300)))
    for number in (2, 3, 5, 6):
        store.take(payout_list(number))
    found = listed(store, "unpaid", 8)
    line = only_line(found)
    assert line.days == 33
    assert "1月5日至1月11日" in line.note
    assert "发放明细截至1月25日" in line.note


def test_payouts_as_of_the_period() -> None:
    store = paying(receipt_of(1, "12-23", 300), out=(paid(1, "02-05", 300),))
    assert listed(store, "unpaid", 8).lines == ()
    assert serials(listed(store, "unpaid", 7)) == [1]


def test_money_taken_back_after_the_period_lay_there_in_it() -> None:
    store = paying(receipt_of(1, "12-23", 300), receipt_of(1, "02-05", -300))
    assert listed(store, "unpaid", 8).lines == ()
    assert only_line(listed(store, "unpaid", 7)).amount_fen == 30_000


def test_money_a_case_opened_with_is_not_judged() -> None:
    """Its ledger says what had come in, and not when: some of it may be paid long since."""
    store = store_of(ledger(2, case(1, money=1_000, claim=900_000)))
    for number in range(2, 9):
        store.take(payout_list(number), payment_list(number))
    assert listed(store, "unpaid", 8).lines == ()


def test_spans_of_payout_lists() -> None:
    days = [date(2026, 1, n) for n in (1, 4, 5, 9, 12, 14)]
    found = paid_days([("a", days[4], days[5]), ("a", days[0], days[1]), ("a", days[2], days[3])])
    assert (found["a"].first, found["a"].last) == (days[0], days[5])
    assert found["a"].gaps == ((date(2026, 1, 10), date(2026, 1, 11)),)
    assert paid_days([("a", days[0], days[5]), ("a", days[1], days[2])])["a"].gaps == ()


def todo(
    serial: int, matter: str, due_on: str | None, state: str = "open", owner: str = "张三"
) -> dict:
    return {
        "case_no": no(serial), "matter": matter, "owner": owner, "due_on": day(due_on), "state": state,
    }  # fmt: skip


def todo_list_of(number: int, *items: dict[str, Any], court: str = YINZHOU) -> Sent:
    return _sent(
        "todos",
        number,
        court,
        ["case_no", "matter"],
        {"todos": _frame("todos", list(items))},
        [],
        {},
    )


def test_supervised_matters_late_ones_first() -> None:
    store = rows(case(1, team="速执"), case(2))
    store.take(
        todo_list_of(
            3,
            todo(1, "评估", "01-10"),
            todo(2, "发放案款", "01-02"),
            todo(1, "约谈", None),
            todo(2, "送达", "12-30", "done"),
            todo(1, "今天到期", "01-04", owner="李四"),
        )
    )
    found = listed(store, "todos")
    assert [(line.note, line.state, line.days) for line in found.lines] == [
        ("发放案款", "逾期", 2),
        ("今天到期", "办理中", None),
        ("评估", "办理中", None),
        ("约谈", "办理中", None),
        ("送达", "已办结", None),
    ]
    assert [count for _, count in found.buckets] == [1, 3, 1]
    assert found.lines[2].team == "速执"
    assert found.silent == (QINGHE,)
    assert len(listed(store, "todos", only=Only(officer="李四")).lines) == 1
    assert len(listed(store, "todos", only=Only(team="速执")).lines) == 3


def test_the_last_list_takes_the_place_of_the_one_before() -> None:
    store = rows(case(1))
    store.take(todo_list_of(4, todo(1, "新", "01-20")), todo_list_of(3, todo(1, "旧", "01-02")))
    assert [line.note for line in listed(store, "todos", 4).lines] == ["新"]
    # As of the earlier period the earlier list stands.
    assert [line.note for line in listed(store, "todos", 3).lines] == ["旧"]
    assert listed(store, "todos", 2).lines == ()
    assert listed(store, "todos", 2).silent == (YINZHOU, QINGHE)


def test_an_empty_list_of_matters_is_no_silence() -> None:
    store = rows(case(1))
    store.take(todo_list_of(3, court=QINGHE), todo_list_of(3, todo(1, "甲", None)))
    assert listed(store, "todos").silent == ()


def test_what_the_ledger_has_beyond_the_lists_lies_there_too() -> None:
    store = store_of(ledger(2, case(1, money=0, claim=900_000)))
    store.take(ledger(3, case(1, money=700, claim=900_000)))
    for number in range(2, 9):
        mine = [receipt_of(1, "12-30", 300)] if number == 3 else []
        store.take(payout_list(number), payment_list(number, *mine))
    assert [(line.day, line.amount_fen) for line in listed(store, "unpaid", 8).lines] == [
        (date(2025, 12, 30), 30_000),
        (date(2026, 1, 4), 40_000),
    ]
