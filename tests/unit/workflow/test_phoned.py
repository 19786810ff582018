"""A number by telephone: exact, marked, replaced by the return, and no report of the court."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Action, Expectation
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.indicator import Figure
from enforcement_cli.store.save import add_event, save_return
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.phoned import PhonedRecord, PhonedWish, state_number
from enforcement_cli.workflow.report import Report, report
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import status
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import CAMPAIGN, DESK, LATER, QINGHE, YINZHOU, Sent, aggregate, case, ledger, week

AT = datetime(2026, 1, 5, 10, 20, tzinfo=BEIJING)
ACTIONS = (Action(id="small", name="小标的案件", claim_at_most_fen=10_000_000),)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    campaign = replace(CAMPAIGN, expects=(Expectation(form="aggregate"),), actions=ACTIONS)
    return Room(workspace=Workspace(tmp_path), desk=DESK, campaign=campaign)


def take(room: Room, *sent: Sent) -> None:
    with open_store(room.workspace.store, write=True) as connection:
        for one in sent:
            with transaction(connection):
                save_return(connection, one.receipt, one.batch)


def state(
    room: Room, value: str, indicator: str = "执结", at: datetime = AT, **more
) -> PhonedRecord:
    said = {
        "court": YINZHOU,
        "period": "第3周",
        "wish": PeriodWish(),
        "by": "张某",
        "reason": "来电",
    }
    dry = more.pop("dry_run", False)
    wish = PhonedWish(indicator=indicator, value=value, **(said | more))  # type: ignore[arg-type]
    return state_number(room, wish, at=at, dry_run=dry)


def printed(record: PhonedRecord) -> Figure:
    assert record.printed is not None
    return record.printed


def weekly(room: Room, known_at: datetime = LATER) -> Report:
    return report(room, PeriodWish(kind="week", day=week(3).end), known_at=known_at)


@pytest.mark.parametrize(
    ("indicator", "value", "more", "stored"),
    [
        ("cases_closed", "12", {}, (12, "件")),
        ("执结", "12件", {}, (12, "件")),
        ("执结", "１２ 件", {}, (12, "件")),
        ("执行到位金额", "3.5万元", {}, (3_500_000, "fen")),
        ("amount_recovered", "3.5", {"unit": "万元"}, (3_500_000, "fen")),
        ("amount_recovered", "35,000.01元", {}, (3_500_001, "fen")),
        ("司法拘留", "3人次", {}, (3, "人次")),
        ("司法拘留", "3人", {}, (3, "人")),
        ("cases_settled", "2", {}, (2, "件")),
    ],
)
def test_a_value_is_read_exactly(room: Room, indicator: str, value: str, more, stored) -> None:
    record = state(room, value, indicator, **more)
    assert (record.value, record.unit) == stored
    assert printed(record).value == stored[0] or stored[1] == "人"


@pytest.mark.parametrize(
    ("indicator", "value", "more"),
    [
        ("执结", "-3", {}), ("执结", "NaN", {}), ("执结", "inf", {}), ("执结", "约12", {}),
        ("执结", "十二", {}), ("执结", "12.5", {}), ("执结", "12万元", {}), ("执结", "12", {"unit": "人"}),
        ("执行到位金额", "3.5", {}), ("执行到位金额", "3.5件", {}), ("执行到位金额", "0.001元", {}),
        ("执行到位金额", "3万元", {"unit": "元"}), ("司法拘留", "3", {}), ("执行完毕率", "50%", {}),
        ("执结", "", {}), ("执结", "1e3", {}),
    ],
)  # fmt: skip
def test_what_leaves_anything_open_is_refused(room: Room, indicator: str, value: str, more) -> None:
    with pytest.raises(UsageError):
        state(room, value, indicator, **more)
    assert not room.workspace.store.exists()


@pytest.mark.parametrize(
    "more", [{"indicator": "执节"}, {"period": "第99周"}, {"action": "smal"}]
)  # fmt: skip
def test_an_unknown_name_suggests_the_nearest(room: Room, more) -> None:
    with pytest.raises(UnknownName) as caught:
        state(room, "12", **more)
    assert caught.value.remedy
    if "indicator" in more:
        assert "执结" in caught.value.message
    if "action" in more:
        assert "small" in caught.value.message


def test_a_trial_run_records_nothing(room: Room) -> None:
    record = state(room, "12", dry_run=True)
    assert (record.value, record.printed) == (12, None)
    assert not room.workspace.store.exists()


def test_it_is_printed_marked_until_the_return_says_otherwise(room: Room) -> None:
    assert printed(state(room, "12")).sources == ("phoned",)
    before = weekly(room)
    cell = before.bulletin.sections[0].tables[0].rows[0].values
    assert [value.mark for value in cell if value.number == 12] == ["（电）"]
    assert any("张某" in note and "10:20" in note for note in before.bulletin.notes)
    take(room, aggregate(3, {(None, "cases_closed", "period"): 13}))
    after = weekly(room)
    figure = next(
        f
        for f in after.figures.figures
        if f.key.indicator == "cases_closed" and f.key.court == YINZHOU
    )
    assert (figure.value, figure.sources) == (13, ("declared",))
    # New Year takes a day of the week: P-14.
    assert [p.code for p in after.findings] == ["B-15", "P-14"]
    assert any("12件" in note and "13件" in note for note in after.bulletin.notes)


def test_a_ledger_replaces_it_and_an_equal_number_is_no_matter(room: Room) -> None:
    state(room, "1")
    take(room, ledger(3, case(1, closed="12-30")))
    assert printed(state(room, "1", at=AT.replace(hour=11))).sources == ("computed",)
    assert [p.code for p in weekly(room).findings] == ["P-14"]


def test_the_court_has_not_reported(room: Room) -> None:
    state(room, "12")
    found = weekly(room)
    assert set(found.missing) == {YINZHOU, QINGHE}
    slots = status(room, PeriodWish(kind="week", day=week(3).end), known_at=LATER).slots
    assert {slot.state for slot in slots} == {"missing"}


def test_the_later_number_stands_and_the_same_again_is_no_other(room: Room) -> None:
    assert not state(room, "12").again
    assert state(room, "12", at=AT.replace(hour=11)).again
    assert printed(state(room, "14", at=AT.replace(hour=12))).value == 14
    assert printed(state(room, "12", at=AT.replace(hour=13))).value == 12
    # What was known before the first call is not changed by it.
    early = weekly(room, known_at=AT.replace(hour=9))
    assert all(f.value is None for f in early.figures.figures if f.key.indicator == "cases_closed")


def test_to_date_by_action_and_of_a_stock(room: Room) -> None:
    record = state(room, "40", cumulative=True, action="small")
    assert (printed(record).key.basis, printed(record).key.action, printed(record).value) == (
        "cumulative", "small", 40,
    )  # fmt: skip
    assert state(room, "7", "未结").key.basis == "cumulative"
    # No other figure is got from what was only said.
    assert all(
        f.value is None
        for f in weekly(room).figures.figures
        if f.key.indicator == "cases_closed" and f.key.basis == "period"
    )


def test_a_withdrawn_number_is_gone(room: Room) -> None:
    state(room, "12")
    with open_store(room.workspace.store, write=True) as connection:
        (number,) = connection.execute(
            "SELECT return_id FROM returns WHERE form = 'phoned'"
        ).fetchall()
        add_event(
            connection, what="withdrawn", at=AT.replace(hour=12), about={"return_id": number[0]}
        )
    assert all(
        f.value is None for f in weekly(room).figures.figures if f.key.indicator == "cases_closed"
    )
