"""A return sent again: what changed, what was put right, what was not."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.check.resubmission import change_text, ordered_changes
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import CheckSetting, Problem
from enforcement_cli.store.publications import record_issue
from enforcement_cli.store.save import save_return
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.workflow.answers import Choice, Explanation, explain_problem
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.problems import problems_of
from enforcement_cli.workflow.resubmission import versions_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    Sent,
    aggregate,
    case,
    ledger,
    measure,
    measure_list,
    no,
    payment_list,
    receipt_of,
    week,
)

AGAIN = ("Z-01", "Z-02", "Z-03", "Z-04", "Z-05", "Z-06", "Z-10")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(workspace=Workspace(tmp_path / "desk"), desk=DESK, campaign=CAMPAIGN)


@pytest.fixture(autouse=True)
def _folder(room: Room) -> None:
    room.workspace.root.mkdir()


def take(room: Room, *sent: Sent) -> None:
    for one in sent:
        with open_store(room.workspace.store, write=True) as connection, transaction(connection):
            save_return(connection, one.receipt, one.batch)
        settle_doubts(room, {}, one.receipt.received_at)


def told(room: Room) -> dict[str, str]:
    """The open checks of resubmission by code, with their messages."""
    found = [p for p in problems_of(room, LATER) if p.code in AGAIN and p.state == "open"]
    assert len({(p.return_id, p.code) for p in found}) == len(found)
    return {p.code: p.message for p in found}


def finding(
    code: str, *, case_no: str = "", row: int | None = 5, said: str = "甲", severity: Any = "query",
    effect: Any = "say",
) -> Problem:  # fmt: skip
    """A problem of a return by itself."""
    return Problem(
        rule=replace(rule(code), severity=severity, message=f"“{said}”不对。", remedy="请改。"),
        origin=Origin(file="a.xlsx", sheet="台账", row=row, column=2),
        field="case_no", case_no=case_no, effect=effect,
    )  # fmt: skip


def wrong(sent: Sent, *problems: Problem, status: Any = "gaps") -> Sent:
    """A return with these problems."""
    return replace(sent, receipt=replace(sent.receipt, problems=problems, status=status))


def late(sent: Sent, days: int) -> Sent:
    """The same, received so many days later."""
    came = sent.receipt.received_at + timedelta(days=days)
    return replace(sent, receipt=replace(sent.receipt, received_at=came))


def publish(room: Room, number: int, at: datetime) -> None:
    with open_store(room.workspace.store, write=True) as connection:
        record_issue(
            connection, campaign=CAMPAIGN.id, period=week(number), known_at=at, figures=[], files={}
        )


def second(number: int = 2, *rows: Any, **manner: Any) -> Sent:
    return ledger(number, *rows, again=1, version=2, **manner)


def test_sent_once_nothing_is_told(room: Room) -> None:
    take(
        room, ledger(2, case(1)), ledger(3, case(1)), ledger(2, case(9, court=QINGHE), court=QINGHE)
    )
    assert told(room) == {}


def test_a_new_version_is_counted_by_case_and_field(room: Room) -> None:
    take(
        room,
        ledger(2, case(1, money=40), case(2, money=10), case(3)),
        second(2, case(1, money=41), case(2, money=10, closed="12-24"), case(4)),
    )
    assert list(told(room)) == ["Z-01"]
    (versions,) = versions_of(room, court=YINZHOU, form="cases", day=None, known_at=LATER)
    (step,) = versions.steps
    assert step.changes is not None
    assert [(c.key, c.field, c.before, c.now) for c in step.changes] == [
        (no(1), "recovered_fen", "4000", "4100"),
        (no(2), "closed_on", None, "2025-12-24"),
        (no(2), "close_method", None, "completed"),
        (no(3), "", no(3), None),
        (no(4), "", None, no(4)),
    ]
    assert (step.changes[0].origin.sheet, step.changes[0].origin.row) == ("台账", 3)
    assert "40.00→41.00元" in change_text(step.changes[0])
    assert "5 处" in told(room)["Z-01"]


def test_a_column_that_is_not_there_says_nothing_and_a_blank_one_does(room: Room) -> None:
    take(room, ledger(2, case(1, money=40)), second(2, case(1, money=40), lacking=["claim_fen"]))
    assert list(told(room)) == ["Z-06"]
    take(room, ledger(3, case(1, money=40)), second(3, case(1, money=40, claim=None)))
    (versions,) = versions_of(room, court=YINZHOU, form=None, day=week(3).end, known_at=LATER)
    (change,) = versions.steps[0].changes or ()
    assert (change.field, change.before, change.now) == ("claim_fen", "100000", None)


def test_nothing_but_format_changed(room: Room) -> None:
    take(room, ledger(2, case(1, money=40)), second(2, case(1, money=40), file="新版.xlsx"))
    assert list(told(room)) == ["Z-06"]


def test_a_wrong_value_made_another_wrong_value_is_no_mere_format(room: Room) -> None:
    first = wrong(ledger(2, case(1)), finding("V-16", said="甲", severity="return", effect="hold"))
    then = wrong(second(2, case(1)), finding("V-16", said="乙", severity="return", effect="hold"))
    take(room, first, then)
    assert list(told(room)) == ["Z-01"]


def test_two_put_right_one_untouched_one_new(room: Room) -> None:
    """Three findings; the court corrects two, leaves one and makes another."""
    first = wrong(
        ledger(2, case(1)),
        finding("V-16", row=5, severity="return"),
        finding("R-16", case_no=no(2), row=6, severity="return"),
        finding("V-10", case_no=no(3), row=7),
    )
    then = wrong(
        second(2, case(1)),
        finding("V-10", case_no=no(3), row=9),
        finding("R-16", case_no=no(4), row=6, severity="return"),
    )
    take(room, first, then)
    found = told(room)
    assert sorted(found) == ["Z-01", "Z-04", "Z-05"]
    assert all(f"{n} 个" in found["Z-01"] for n in (2, 1))
    assert f"V-10 {no(3)}" in found["Z-04"]
    assert f"R-16 {no(4)}" in found["Z-05"]
    state = {p.code: p.state for p in problems_of(room, LATER) if p.return_id == 1}
    assert state == {"V-16": "corrected", "R-16": "corrected", "V-10": "corrected"}
    (versions,) = versions_of(room, court=YINZHOU, form=None, day=week(2).end, known_at=LATER)
    assert [one.stored for one in versions.submissions] == [True, True]


def test_changed_and_still_wrong_is_not_untouched(room: Room) -> None:
    take(
        room,
        wrong(ledger(2, case(1)), finding("V-10", case_no=no(3), said="3万")),
        wrong(second(2, case(1)), finding("V-10", case_no=no(3), said="4万")),
    )
    assert list(told(room)) == ["Z-01"]


def test_what_was_explained_is_not_untouched(room: Room) -> None:
    take(room, wrong(ledger(2, case(1)), finding("V-10", case_no=no(3))))
    said = Explanation(choice=Choice(codes=("V-10",)), by="内勤", reason="属实")
    explain_problem(room, said, at=datetime(2025, 12, 30, tzinfo=BEIJING))
    take(room, wrong(second(2, case(1)), finding("V-10", case_no=no(3))))
    assert list(told(room)) == ["Z-06"]
    assert [p.state for p in problems_of(room, LATER) if p.code == "V-10"] == ["explained"] * 2


def test_explained_after_all_the_reproach_goes(room: Room) -> None:
    take(room, wrong(ledger(2, case(1)), finding("V-10", case_no=no(3))))
    take(room, wrong(second(2, case(1)), finding("V-10", case_no=no(3))))
    assert "Z-04" in told(room)
    said = Explanation(choice=Choice(codes=("V-10",)), by="内勤", reason="属实")
    explain_problem(room, said, at=datetime(2026, 5, 30, tzinfo=BEIJING))
    assert "Z-04" not in told(room)


def test_after_a_refusal_of_the_whole_return_nothing_is_called_new(room: Room) -> None:
    refused = wrong(
        ledger(2, case(1)), finding("S-07", row=None, severity="return", effect="refuse"),
        status="returned",
    )  # fmt: skip
    take(room, refused, wrong(second(2, case(1)), finding("V-10", case_no=no(1))))
    assert list(told(room)) == ["Z-01"]


def test_refused_twice_for_the_same_is_told(room: Room) -> None:
    problem = finding("S-07", row=None, severity="return", effect="refuse")
    take(
        room,
        wrong(ledger(2, case(1)), problem, status="returned"),
        wrong(second(2, case(1)), problem, status="returned"),
    )
    assert sorted(told(room)) == ["Z-01", "Z-04"]


def test_history_changed_after_later_returns_came_is_asked(room: Room) -> None:
    take(room, ledger(2, case(1, money=40)), ledger(3, case(1, money=60)))
    take(room, late(second(2, case(1, money=45)), 14))
    assert sorted(told(room)) == ["Z-01", "Z-02"]
    assert "40.00→45.00元" in told(room)["Z-02"]


def test_a_closing_of_an_earlier_week_taken_back_is_asked(room: Room) -> None:
    take(room, ledger(3, case(1, closed="12-23")), second(3, case(1, closed="12-30")))
    assert sorted(told(room)) == ["Z-01", "Z-02"]


def test_this_weeks_own_numbers_may_be_corrected_unasked(room: Room) -> None:
    take(
        room,
        ledger(3, case(1, money=4, closed="12-30")),
        second(3, case(1, money=5, closed="12-31")),
    )
    assert list(told(room)) == ["Z-01"]


def test_a_published_number_changed_without_reason_is_asked_once(room: Room) -> None:
    take(room, ledger(2, case(1, money=40)))
    publish(room, 2, datetime(2025, 12, 29, 20, tzinfo=BEIJING))
    take(room, late(second(2, case(1, money=45)), 7))
    assert sorted(told(room)) == ["Z-01", "Z-03"]
    assert "第 1 期" in told(room)["Z-03"]


@pytest.mark.parametrize(
    "then",
    [
        second(2, case(1, money=45, note="误记，更正")),
        second(2, case(1, money=40, debtor="乙某")),
    ],
    ids=["reasoned", "not counted"],
)
def test_a_reason_or_a_name_is_not_asked(room: Room, then: Sent) -> None:
    take(room, ledger(2, case(1, money=40)))
    publish(room, 2, datetime(2025, 12, 29, 20, tzinfo=BEIJING))
    take(room, late(then, 7))
    assert list(told(room)) == ["Z-01"]


def test_published_before_the_first_or_after_the_last_is_no_matter(room: Room) -> None:
    publish(room, 2, datetime(2025, 12, 28, 20, tzinfo=BEIJING))
    take(room, ledger(2, case(1, money=40)), second(2, case(1, money=45)))
    publish(room, 3, datetime(2026, 1, 10, 20, tzinfo=BEIJING))
    settle_doubts(room, {}, LATER)
    assert list(told(room)) == ["Z-01"]


def test_an_aggregates_figures_are_compared_by_indicator(room: Room) -> None:
    closed, to_date = (None, "cases_closed", "period"), ("small", "amount_recovered", "cumulative")
    take(
        room,
        aggregate(2, {closed: 12, to_date: 500}),
        aggregate(2, {closed: 10, to_date: 500}, again=1, version=2),
    )
    (versions,) = versions_of(room, court=YINZHOU, form="aggregate", day=None, known_at=LATER)
    (change,) = ordered_changes(versions.steps[0])
    assert (change.field, change.before, change.now) == ("cases_closed.period", "12", "10")
    assert change.origin.column == 2


def test_lists_are_compared_event_by_event(room: Room) -> None:
    take(
        room,
        payment_list(2, receipt_of(1, "12-24", 50), receipt_of(1, "12-24", 50)),
        payment_list(2, receipt_of(1, "12-24", 50), receipt_of(1, "12-25", 70), again=1, version=2),
        measure_list(2, measure(1, "12-24")),
        measure_list(2, measure(1, "12-24"), again=1, version=2, file="x.xlsx"),
    )
    found = {
        versions.submissions[0].form: versions.steps[0].changes
        for versions in versions_of(room, court=YINZHOU, form=None, day=None, known_at=LATER)
    }
    assert [(c.before, c.now) for c in found["payments"] or ()] == [("5000", None), (None, "7000")]
    assert found["measures"] == ()


def test_the_fourth_time_again_is_told_and_the_third_not(room: Room) -> None:
    take(room, *(ledger(2, case(1, money=40 + n), again=n, version=n + 1) for n in range(4)))
    assert "Z-10" not in told(room)
    take(room, ledger(2, case(1, money=50), again=4, version=5))
    assert "第 4 次" in told(room)["Z-10"]


def test_a_campaign_may_ask_earlier_or_not_at_all(room: Room) -> None:
    checks = (
        CheckSetting(code="Z-10", thresholds={"resubmissions": "1"}),
        CheckSetting(code="Z-01", on=False),
    )
    strict = replace(room, campaign=replace(CAMPAIGN, checks=checks))
    take(strict, ledger(2, case(1, money=40)), second(2, case(1, money=41)))
    assert list(told(strict)) == ["Z-10"]


def test_only_the_last_version_is_told_of(room: Room) -> None:
    take(room, *(ledger(2, case(1, money=40 + n), again=n, version=n + 1) for n in range(3)))
    mine = [p for p in problems_of(room, LATER) if p.code == "Z-01"]
    assert [(p.return_id, p.state) for p in mine] == [(2, "corrected"), (3, "open")]


def test_any_order_of_arrival_tells_the_same(tmp_path: Path) -> None:
    sent = (
        wrong(ledger(2, case(1, money=40)), finding("V-10", case_no=no(1))),
        wrong(second(2, case(1, money=45)), finding("V-10", case_no=no(1))),
        ledger(3, case(1, money=60)),
    )
    found = []
    for place, order in enumerate(itertools.permutations(sent)):
        workspace = Workspace(tmp_path / str(place))
        workspace.root.mkdir()
        room = Room(workspace=workspace, desk=DESK, campaign=CAMPAIGN)
        take(room, *order)
        found.append(
            sorted(
                (p.code, p.file_name, p.message)
                for p in problems_of(room, LATER)
                if p.state == "open"
            )
        )
    assert found[0]
    assert found == [found[0]] * len(found)


def test_versions_of_nothing(room: Room) -> None:
    with pytest.raises(UnknownName):
        versions_of(room, court=YINZHOU, form=None, day=None, known_at=LATER)
    take(room, ledger(2, case(1)))
    with pytest.raises(UnknownName):
        versions_of(room, court=QINGHE, form=None, day=None, known_at=LATER)
    (versions,) = versions_of(room, court=YINZHOU, form=None, day=None, known_at=LATER)
    assert versions.steps == ()
