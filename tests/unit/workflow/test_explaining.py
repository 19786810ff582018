"""Explaining, waiving and taking back, over a store on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.store.save import save_return
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.workflow.answers import (
    Choice,
    Explanation,
    explain_problem,
    reopen_problem,
    waive_problem,
)
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.limits import limit_of, share_of
from enforcement_cli.workflow.problems import (
    earlier_answer,
    ledger_rows,
    period_bounds,
    problems_of,
    show_problem,
)
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import CAMPAIGN, DESK, LATER, YINZHOU, Sent, case, ledger, measure_list, no

AT = datetime(2026, 5, 1, tzinfo=BEIJING)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(workspace=Workspace(tmp_path), desk=DESK, campaign=CAMPAIGN)


def take(room: Room, *sent: Sent) -> list[Receipt]:
    """Store returns as ingest does; their receipts with the doubts over the set."""
    receipts: dict[str, list[Receipt]] = {}
    for one in sent:
        with open_store(room.workspace.store, write=True) as connection, transaction(connection):
            number = save_return(connection, one.receipt, one.batch)
        receipts[one.receipt.file] = [replace(one.receipt, return_id=number)]
    done = settle_doubts(room, receipts, sent[-1].receipt.received_at)
    return [receipt for name in receipts for receipt in done[name]]


def doubted(
    number: int, value: int | None = 100, subject: str = "cases_closed.period", code: str = "V-10",
    severity: Any = "query", row: int | None = None,
) -> Sent:  # fmt: skip
    """A list of a week with one 核实 of a return by itself."""
    sent = measure_list(number)
    told = replace(
        rule(code), severity=severity, message=f"“{subject}”为 {value}。", remedy="请核对。"
    )
    problem = Problem(
        rule=told, origin=Origin(file=sent.receipt.file, sheet="台账", row=row, column=3),
        subject=subject, value=None if value is None else Decimal(value),
    )  # fmt: skip
    return replace(sent, receipt=replace(sent.receipt, problems=(problem,)))


def explain(room: Room, *, at: datetime = AT, **more: Any) -> list[StoredProblem]:
    limits = {name: more.pop(name) for name in ("until", "within") if name in more}
    more.setdefault("codes", ("V-10",))
    said = Explanation(choice=Choice(**more), by="内勤", reason="大案到账", **limits)
    return explain_problem(room, said, at=at).problems


def open_codes(room: Room) -> list[str]:
    return [p.code for p in problems_of(room, LATER) if p.state == "open"]


def test_week_6_is_asked_again(room: Room) -> None:
    assert limit_of(room, "第6周") == date(2026, 1, 18)
    assert limit_of(room, "6周") == date(2026, 1, 18)
    assert limit_of(room, "2026-01-20") == date(2026, 1, 20)
    for wrong, failure in (("第99周", UnknownName), ("第0周", UnknownName), ("下周", UsageError)):
        with pytest.raises(failure):
            limit_of(room, wrong)


@pytest.mark.parametrize(("text", "share"), [("20%", "0.2"), ("20％", "0.2"), ("±20%", "0.2"),
                                             ("0.2", "0.2"), ("12.5%", "0.125")])  # fmt: skip
def test_a_share_is_exact(text: str, share: str) -> None:
    assert share_of(text) == Decimal(share)


@pytest.mark.parametrize("text", ["", "%", "-5%", "0", "两成", "nan", "inf", "5000%"])
def test_a_share_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        share_of(text)


def test_explained_in_week_3_silent_in_4_and_5_asked_again_in_6(room: Room) -> None:
    take(room, doubted(3))
    (closed,) = explain(room, until=limit_of(room, "第6周"), within=Decimal("0.2"))
    assert closed.answer is not None
    assert (closed.answer.until, closed.answer.within) == (date(2026, 1, 18), Decimal("0.2"))
    for number, value in ((4, 110), (5, 95)):
        (receipt,) = take(room, doubted(number, value))
        assert [p.code for p in receipt.problems] == []
        assert open_codes(room) == []
    (receipt,) = take(room, doubted(6))
    assert [p.code for p in receipt.problems] == ["V-10"]
    assert open_codes(room) == ["V-10"]
    assert [p.state for p in problems_of(room, LATER)] == [
        "expired", "explained", "explained", "open",
    ]  # fmt: skip


def test_a_move_of_a_quarter_is_asked_again_with_the_reason_given_before(room: Room) -> None:
    take(room, doubted(3))
    explain(room, until=date(2026, 1, 18), within=Decimal("0.2"))
    (receipt,) = take(room, doubted(4, 125))
    assert [p.code for p in receipt.problems] == ["V-10"]
    again = problems_of(room, LATER)[-1]
    told = earlier_answer(room, again)
    assert all(part in told for part in ("第3周", "大案到账", "20%"))
    assert ledger_rows(room, [again])[0][-2] == told


def test_without_a_limit_it_is_of_that_problem_alone(room: Room) -> None:
    take(room, doubted(3), doubted(4))
    (third, fourth) = problems_of(room, LATER)
    explain(room, codes=None, numbers=(third.problem_id,))
    assert open_codes(room) == ["V-10"]
    explain(room)
    take(room, doubted(5))
    (now,) = [p for p in problems_of(room, LATER) if p.state == "open"]
    assert (now.period_end, fourth.period_end) == (date(2026, 1, 18), date(2026, 1, 11))


def test_bounds_without_a_day_hold_to_the_end_of_the_campaign(room: Room) -> None:
    take(room, doubted(3))
    (closed,) = explain(room, within=Decimal("0.2"))
    assert closed.answer is not None
    assert closed.answer.until == CAMPAIGN.end


@pytest.mark.parametrize(
    ("sent", "limits"),
    [
        (doubted(3, None), {"within": Decimal("0.2")}),
        (doubted(3), {"until": date(2026, 1, 3)}),
        (doubted(3, subject="", row=5), {"until": date(2026, 1, 18)}),
    ],
    ids=["no value", "before the return's own period", "a bare cell"],
)
def test_a_limit_that_cannot_be_told_to_hold_is_refused(
    room: Room, sent: Sent, limits: dict[str, Any]
) -> None:
    take(room, sent)
    with pytest.raises(UsageError):
        explain(room, **limits)
    assert open_codes(room) == ["V-10"]


def test_it_is_refused_for_what_must_be_corrected_and_nothing_is_written(room: Room) -> None:
    take(room, doubted(3), doubted(4, severity="return"))
    with pytest.raises(UsageError):
        explain(room)
    with pytest.raises(UsageError):
        waive_problem(room, Choice(codes=("V-10",)), by="内勤", reason="不必", at=AT)
    assert open_codes(room) == ["V-10", "V-10"]


@pytest.mark.parametrize(
    "choice",
    [
        {"codes": ("V-07",)},
        {"codes": ("V-10", "V-07")},
        {"court": "辽1204"},
        {"case_no": no(9)},
        {"cell": "台账!H9"},
        {"codes": None, "numbers": (99,)},
    ],
)
def test_what_fits_nothing_is_said_and_nothing_is_written(
    room: Room, choice: dict[str, Any]
) -> None:
    take(room, doubted(3))
    with pytest.raises(UnknownName):
        explain(room, **choice)
    assert open_codes(room) == ["V-10"]


@pytest.mark.parametrize("cell", ["台账!C5", "C5"])
def test_one_cell_is_chosen(room: Room, cell: str) -> None:
    take(room, doubted(3, subject="", row=5), doubted(4, subject="", row=6))
    (closed,) = explain(room, cell=cell)
    assert closed.row == 5


def test_taken_back_is_open_with_its_history(room: Room) -> None:
    take(room, doubted(3))
    (closed,) = explain(room, until=date(2026, 1, 18))
    take(room, doubted(4))
    assert [p.period_end for p in show_problem(room, closed.problem_id, LATER).covers] == [
        date(2026, 1, 11)
    ]
    reopen_problem(room, closed.problem_id, by="内勤", reason="说错了", at=AT + timedelta(days=1))
    assert open_codes(room) == ["V-10", "V-10"]
    shown = show_problem(room, closed.problem_id, LATER)
    assert [(h.what, h.reason) for h in shown.history] == [
        ("explained", "大案到账"), ("reopened", "说错了"),
    ]  # fmt: skip
    assert shown.covers == ()
    with pytest.raises(UsageError):
        reopen_problem(room, closed.problem_id, by="内勤", reason="再撤", at=LATER)
    with pytest.raises(UnknownName):
        reopen_problem(room, 99, by="内勤", reason="再撤", at=LATER)


def test_waived_closes_notes_too(room: Room) -> None:
    take(room, doubted(3, severity="note"))
    with pytest.raises(UsageError):
        explain(room)
    waive_problem(room, Choice(codes=("V-10",)), by="内勤", reason="不必", at=AT)
    (waived,) = problems_of(room, LATER)
    assert (waived.state, waived.answer and waived.answer.reason) == ("waived", "不必")


def test_an_explained_fall_takes_the_doubts_away_that_rested_on_it(room: Room) -> None:
    """50, 40, 45: once 40 is right, 45 is no fall."""
    take(room, ledger(2, case(1, money=50)))
    take(room, ledger(3, case(1, money=40)))
    take(room, ledger(4, case(1, money=45)))
    falls = [p for p in problems_of(room, LATER) if p.code == "P-01"]
    assert [(p.period_end, p.state) for p in falls] == [
        (date(2026, 1, 4), "open"), (date(2026, 1, 11), "open"),
    ]  # fmt: skip
    explain(room, codes=None, numbers=(falls[0].problem_id,))
    assert [p.state for p in problems_of(room, LATER) if p.code == "P-01"] == [
        "explained", "corrected",
    ]  # fmt: skip


def test_a_week_is_named_or_a_day_of_it(room: Room) -> None:
    third = (date(2025, 12, 29), date(2026, 1, 4))
    assert period_bounds(room, "第3周") == third
    assert period_bounds(room, "2026-01-01") == third
    with pytest.raises(UnknownName):
        period_bounds(room, "第40周")
    with pytest.raises(UsageError):
        period_bounds(room, "上周")


def test_the_court_of_a_problem_is_its_reporters(room: Room) -> None:
    take(room, doubted(3))
    assert [p.court for p in problems_of(room, LATER)] == [YINZHOU]
