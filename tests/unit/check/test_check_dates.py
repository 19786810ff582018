"""Dates against the return that states them: V-12 after its receipt, R-17 outside a list's days."""

from datetime import date

import numpy as np
import pytest

from enforcement_cli.check.dates import check_days
from tests.facts import (
    Sent,
    case,
    ledger,
    measure,
    measure_list,
    payment_list,
    payout_list,
    payout_of,
    receipt_of,
    todo_list,
)

RECEIVED = date(2025, 12, 29)


def checked(sent: Sent):
    head = sent.receipt.head
    assert head is not None
    batch, problems = check_days(sent.batch, head, RECEIVED)
    table = next(iter(batch.frames))
    held = batch.frames[table]["held"].tolist()
    return held, [(p.code, p.field, p.origin.row) for p in problems]


@pytest.mark.parametrize("field", ["filed", "closed", "received"])
def test_a_ledgers_future_date_holds_its_row(field: str) -> None:
    column = {"filed": "filed_on", "closed": "closed_on", "received": "received_on"}[field]
    sent = ledger(2, case(1), case(2, **{field: "12-30"}), extra=["received_on"])
    assert checked(sent) == ([False, True], [("V-12", column, 4)])


def test_a_day_after_the_as_of_up_to_receipt_counts_and_is_asked() -> None:
    assert checked(ledger(2, case(1, closed="12-28"))) == ([False], [])
    assert checked(ledger(2, case(1, closed="12-29"))) == ([False], [("R-17", "closed_on", 3)])


def test_a_row_is_held_once() -> None:
    held, problems = checked(ledger(2, case(1, filed="12-30", closed="01-05")))
    assert held == [True]
    assert problems == [("V-12", "filed_on", 3)]


def test_a_ledger_may_state_any_earlier_day() -> None:
    assert checked(ledger(3, case(1, closed="12-24", filed="08-01"))) == ([False], [])


@pytest.mark.parametrize(
    ("on", "held", "codes"),
    [
        ("12-22", False, []),
        ("12-28", False, []),
        ("12-21", False, ["R-17"]),
        ("12-29", False, ["R-17"]),
        ("12-30", True, ["V-12"]),
    ],
)
def test_a_lists_events_lie_in_its_days(on: str, held: bool, codes: list[str]) -> None:
    for sent in (
        measure_list(2, measure(1, on)),
        payment_list(2, receipt_of(1, on, 5)),
        payout_list(2, payout_of(1, on, 5)),
    ):
        rows, problems = checked(sent)
        assert rows == [held]
        assert [code for code, _, _ in problems] == codes


@pytest.mark.parametrize(
    ("stage", "on", "codes"),
    [
        ("complied", "12-20", []),
        ("judged", "12-20", []),
        ("implemented", "12-20", ["R-17"]),
        (None, "12-20", ["R-17"]),
        ("complied", "12-29", ["R-17"]),
    ],
)
def test_how_an_earlier_measure_went_on_is_told_later(
    stage: str | None, on: str, codes: list[str]
) -> None:
    _, problems = checked(measure_list(2, measure(1, on) | {"stage": stage}))
    assert [code for code, _, _ in problems] == codes


def test_a_matter_may_be_due_at_any_later_day() -> None:
    sent = todo_list(2, "甲")
    sent.batch.frames["todos"].loc[0, "due_on"] = np.datetime64("2026-02-27", "s")
    assert checked(sent) == ([False], [])


def test_the_problem_names_cell_and_case() -> None:
    sent = measure_list(2, measure(None, "12-23"), measure(7, "12-20"))
    head = sent.receipt.head
    assert head is not None
    _, (problem,) = check_days(sent.batch, head, RECEIVED)
    assert (problem.origin.cell, problem.case_no[-3:]) == ("台账!D4", "执7号"[-3:])
    assert problem.facts["value"] == "2025-12-20"


def test_a_return_without_events_is_left_alone() -> None:
    sent = measure_list(2)
    head = sent.receipt.head
    assert head is not None
    batch, problems = check_days(sent.batch, head, RECEIVED)
    assert (problems, len(batch.frames["measures"])) == ((), 0)
