"""Doubts of figures from a store: against other weeks, and against the court's own rows."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Action
from enforcement_cli.workflow.arising import doubts_of
from enforcement_cli.workflow.state import Room, view_of
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    aggregate,
    case,
    ledger,
    measure,
    measure_list,
    no,
    store_of,
)

CLOSED, TO_DATE = (None, "cases_closed", "period"), (None, "cases_closed", "cumulative")
MONEY = (None, "amount_recovered", "period")
SMALL = Action(id="small", name="小标的案件", claim_at_most_fen=10_000_000)


def asked(store: Store, tmp_path: Path) -> list[tuple[str, int, str, str]]:
    """(code, return, subject, message) of the doubts of figures."""
    campaign = replace(CAMPAIGN, actions=(SMALL,))
    desk = replace(DESK, campaigns=(campaign,))
    room = Room(workspace=Workspace(tmp_path), desk=desk, campaign=campaign)
    found = doubts_of(store.connection, view_of(room, LATER), room)
    return sorted(
        (problem.code, number, problem.subject, problem.message)
        for number, _, problem in found.values()
        if problem.subject and problem.code[0] != "Z"
    )


def codes(store: Store, tmp_path: Path) -> list[str]:
    return [code for code, *_ in asked(store, tmp_path)]


def closings(number: int, *days: str, first: int = 1, money: int = 100) -> Sent:
    rows = [
        case(first + i, closed=day, money=money * (i + 1), received=day)
        for i, day in enumerate(days)
    ]
    return ledger(number, *rows, case(90), extra=("received_on",))


WEEKS = [
    aggregate(2, {CLOSED: 10, TO_DATE: 10}),
    aggregate(3, {CLOSED: 12, TO_DATE: 22}),
    aggregate(4, {CLOSED: 15, TO_DATE: 67}),
    aggregate(5, {CLOSED: 9, TO_DATE: 76}),
    aggregate(2, {CLOSED: 10, TO_DATE: 9}, QINGHE),
    aggregate(3, {CLOSED: 12, TO_DATE: 8}, QINGHE),
]


def test_any_order_of_files_gives_the_same_doubts(tmp_path: Path) -> None:
    def found(sent: list[Sent]) -> set[tuple[str, str, str]]:
        store = store_of(*sent)
        names = dict(
            store.connection.execute("SELECT return_id, file_name FROM returns").fetchall()
        )
        return {
            (code, names[number], message) for code, number, _, message in asked(store, tmp_path)
        }

    first = found(WEEKS)
    assert {(code, name) for code, name, _ in first} == {
        ("P-02", f"{YINZHOU}-aggregate-第4周-0.xlsx"),
        ("P-01", f"{QINGHE}-aggregate-第3周-0.xlsx"),
    }
    rng = random.Random(4)
    for _ in range(4):
        assert found(rng.sample(WEEKS, len(WEEKS))) == first


def test_a_corrected_week_takes_the_doubt_away(tmp_path: Path) -> None:
    store = store_of(*WEEKS[:4])
    assert codes(store, tmp_path) == ["P-02"]
    # Week 2 had 30 more: what week 4 states then follows.
    store.take(aggregate(2, {CLOSED: 40, TO_DATE: 40}, version=2, again=1))
    assert codes(store, tmp_path) == []


def test_a_count_that_the_ledger_does_not_give(tmp_path: Path) -> None:
    rows = closings(3, "12-30", "12-31", "01-02", "01-05")
    right = aggregate(3, {CLOSED: 3, TO_DATE: 3})
    assert codes(store_of(rows, right), tmp_path) == []
    (found,) = asked(store_of(rows, aggregate(3, {CLOSED: 2, TO_DATE: 2})), tmp_path)
    assert (found[0], found[2]) == ("X-04", "cases_closed.period")
    assert no(3) in found[3]
    assert no(2) not in found[3]
    # One more than the rows of the days; the row of the next day is just that one.
    (found,) = asked(store_of(rows, aggregate(3, {CLOSED: 4})), tmp_path)
    assert no(4) in found[3]


def test_a_gap_to_date_is_told_where_it_arises(tmp_path: Path) -> None:
    ledgers = [
        closings(2, "12-23"),
        closings(3, "12-23", "12-30"),
        closings(4, "12-23", "12-30", "01-06"),
    ]
    wrong = [aggregate(2, {TO_DATE: 1}), aggregate(3, {TO_DATE: 5}), aggregate(4, {TO_DATE: 6})]
    store = store_of(*ledgers, *wrong)
    assert [(code, number) for code, number, *_ in asked(store, tmp_path)] == [("X-04", 5)]


@pytest.mark.parametrize(
    ("declared", "found"), [(600, []), (0, ["X-05"]), (6000, ["X-05"]), (601, ["X-05"])]
)
def test_money_that_the_ledger_does_not_give(
    declared: int, found: list[str], tmp_path: Path
) -> None:
    rows = closings(3, "12-30", "12-31", "01-02")
    assert codes(store_of(rows, aggregate(3, {MONEY: declared})), tmp_path) == found


def test_money_a_first_ledger_does_not_date_is_named_as_such(tmp_path: Path) -> None:
    rows = ledger(3, case(1, money=50))
    (found,) = asked(store_of(rows, aggregate(3, {MONEY: 50})), tmp_path)
    assert found[0] == "X-05"
    assert "到账日期" in found[3]
    (found,) = asked(store_of(rows, aggregate(3, {MONEY: 51})), tmp_path)
    assert "到账日期" not in found[3]  # more than there is


def test_money_printed_in_round_numbers(tmp_path: Path) -> None:
    rows = closings(3, "12-30", money=123_456)
    for declared, found in ((120_000, []), (123_500, []), (123_400, ["X-05"]), (130_000, ["X-05"])):
        assert codes(store_of(rows, aggregate(3, {MONEY: declared})), tmp_path) == found


def test_actions_are_those_of_the_campaign(tmp_path: Path) -> None:
    rows = ledger(3, case(1, closed="12-30", claim=9_000), case(2, closed="12-30", claim=900_000))
    small = ("small", "cases_closed", "period")
    assert codes(store_of(rows, aggregate(3, {CLOSED: 2, small: 1})), tmp_path) == []
    assert codes(store_of(rows, aggregate(3, {CLOSED: 2, small: 2})), tmp_path) == ["X-04"]


def test_nothing_is_held_against_rows_that_do_not_say_all(tmp_path: Path) -> None:
    # The ledger ends before the week does; another court's ledger is no witness.
    assert codes(store_of(closings(2, "12-23"), aggregate(3, {CLOSED: 7})), tmp_path) == []
    assert codes(store_of(closings(3, "12-30"), aggregate(3, {CLOSED: 7}, QINGHE)), tmp_path) == []


def test_what_rows_confirm_is_no_outlier(tmp_path: Path) -> None:
    spring = [f"01-{5 + i % 7:02d}" for i in range(70)]
    counts = {2: 10, 3: 12, 4: 70, 5: 11, 6: 12}
    sent = [aggregate(number, {CLOSED: count}) for number, count in counts.items()]
    assert codes(store_of(*sent), tmp_path) == ["P-04"]
    rows = [case(1 + i, closed=day) for i, day in enumerate(spring)]
    store = store_of(*sent[2:3], ledger(4, *rows), *sent[:2], *sent[3:])
    assert [(code, sub) for code, _, sub, _ in asked(store, tmp_path) if code == "P-04"] == []


def persons(number: int, value: int) -> Sent:
    sent = aggregate(number, {(None, "persons_detained", "period"): value})
    frame = sent.batch.frames["statements"]
    frames = {"statements": frame.assign(unit="人")}
    return replace(sent, batch=replace(sent.batch, frames=frames))


def test_one_debtor_in_two_cases_is_one_person(tmp_path: Path) -> None:
    listed = measure_list(
        3, measure(1, "12-30", person="a"), measure(2, "12-31", person="a"), measure(3, "12-31", person="b"),
    )  # fmt: skip
    (found,) = asked(store_of(listed, persons(3, 3)), tmp_path)
    assert (found[0], found[2]) == ("X-08", "persons_detained(人).period")
    assert "2 人" in found[3]
    assert no(1) in found[3]
    assert codes(store_of(listed, persons(3, 2)), tmp_path) == []
    unknown = measure_list(3, measure(1, "12-30", person="a"), measure(2, "12-31"))
    assert codes(store_of(unknown, persons(3, 2)), tmp_path) == []
