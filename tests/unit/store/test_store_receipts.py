"""Recoveries from ledgers: a signed view whose sum is the current recovered_fen (design.md 3)."""

import pytest

from tests.facts import (
    YINZHOU,
    case,
    ledger,
    no,
    payment_list,
    receipt_of,
    store_of,
    unread,
)

# Every first statement below speaks of the second week, 12-22 to 12-28.


def test_the_first_statement_opens_a_case() -> None:
    store = store_of(ledger(2, case(1, money=30)))
    assert store.receipts(1) == [("12-28", 30, "opening")]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("12-19", ("12-28", "opening")),  # the day before the campaign
        ("12-20", ("12-20", "increase")),
        ("12-28", ("12-28", "increase")),
    ],
)
def test_a_receipt_date_in_the_campaign_makes_a_flow(
    received: str, expected: tuple[str, str]
) -> None:
    store = store_of(ledger(2, case(1, money=30, received=received), extra=["received_on"]))
    on, nature = expected
    assert store.receipts(1) == [(on, 30, nature)]


@pytest.mark.parametrize(
    ("filed", "nature"), [("12-20", "opening"), ("12-21", "increase"), ("12-26", "increase")]
)
def test_a_case_filed_after_the_start_has_no_opening(filed: str, nature: str) -> None:
    store = store_of(ledger(2, case(1, money=30, filed=filed)))
    assert store.receipts(1) == [("12-28", 30, nature)]


@pytest.mark.parametrize(
    ("closed", "nature"), [("12-21", "opening"), ("12-22", "increase"), ("12-28", "increase")]
)
def test_a_case_closed_in_the_returns_own_period_has_no_opening(closed: str, nature: str) -> None:
    store = store_of(ledger(2, case(1, money=30, closed=closed)))
    assert [(money, kind) for _, money, kind in store.receipts(1)] == [(30, nature)]


def test_a_first_statement_that_is_a_flow_is_dated_by_the_closing() -> None:
    store = store_of(ledger(2, case(1, money=30, closed="12-24")))
    assert store.receipts(1) == [("12-24", 30, "increase")]


def test_a_later_increase_is_dated_by_the_receipt_date() -> None:
    store = store_of(
        ledger(2, case(1, money=30)),
        ledger(3, case(1, money=50, received="01-02", closed="01-03"), extra=["received_on"]),
    )
    assert store.receipts(1) == [("12-28", 30, "opening"), ("01-02", 20, "increase")]


def test_else_by_the_closing_date() -> None:
    store = store_of(ledger(2, case(1, money=30)), ledger(3, case(1, money=50, closed="01-03")))
    assert store.receipts(1)[1] == ("01-03", 20, "increase")


@pytest.mark.parametrize("received", ["12-28", "01-05"])
def test_a_receipt_date_outside_the_two_statements_gives_way(received: str) -> None:
    # On the last statement's as-of day, or after this one's: it cannot date this increase.
    store = store_of(
        ledger(2, case(1, money=30)),
        ledger(3, case(1, money=50, received=received, closed="01-03"), extra=["received_on"]),
    )
    assert store.receipts(1)[1] == ("01-03", 20, "increase")


@pytest.mark.parametrize("closed", [None, "12-27", "12-28"])
def test_else_by_the_as_of_day(closed: str | None) -> None:
    store = store_of(
        ledger(2, case(1, money=30, filed="11-03")), ledger(3, case(1, money=50, closed=closed))
    )
    assert store.receipts(1)[1] == ("01-04", 20, "increase")


def test_unchanged_money_is_no_receipt() -> None:
    store = store_of(*(ledger(n, case(1, money=30)) for n in (2, 3, 4)))
    assert store.receipts(1) == [("12-28", 30, "opening")]


def test_a_decrease_stands_at_the_higher_until_answered() -> None:
    store = store_of(
        ledger(2, case(1, money=30)),
        ledger(3, case(1, money=50)),
        ledger(4, case(1, money=40)),
        ledger(5, case(1, money=45)),
    )
    assert store.case(1, "recovered_fen") == 5_000
    assert store.receipts(1) == [("12-28", 30, "opening"), ("01-04", 20, "increase")]


def test_what_rises_above_the_higher_statement_again_is_only_the_difference() -> None:
    store = store_of(
        ledger(2, case(1, money=50)), ledger(3, case(1, money=40)), ledger(4, case(1, money=60))
    )
    assert store.receipts(1) == [("12-28", 50, "opening"), ("01-11", 10, "increase")]


def test_an_explained_decrease_is_a_negative_receipt() -> None:
    store = store_of(
        ledger(2, case(1, money=30)), ledger(3, case(1, money=50)), ledger(4, case(1, money=40))
    )
    store.explain(1)
    assert store.case(1, "recovered_fen") == 4_000
    assert store.receipts(1) == [
        ("12-28", 30, "opening"), ("01-04", 20, "increase"), ("01-11", -10, "reduction"),
    ]  # fmt: skip


def test_after_an_explained_decrease_rises_count_from_there() -> None:
    store = store_of(
        ledger(2, case(1, money=50)), ledger(3, case(1, money=40)), ledger(4, case(1, money=45))
    )
    store.explain(1)
    assert store.case(1, "recovered_fen") == 4_500
    assert store.receipts(1)[1:] == [("01-04", -10, "reduction"), ("01-11", 5, "increase")]


def test_a_decrease_explained_before_the_next_statement_came() -> None:
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1, money=40)))
    store.explain(1)
    store.take(ledger(4, case(1, money=45)))
    assert store.receipts(1)[1:] == [("01-04", -10, "reduction"), ("01-11", 5, "increase")]


def test_a_corrected_decrease_was_never_there() -> None:
    store = store_of(
        ledger(2, case(1, money=50)), ledger(3, case(1, money=40)),
        ledger(3, case(1, money=55), again=1, version=2),
    )  # fmt: skip
    assert store.receipts(1) == [("12-28", 50, "opening"), ("01-04", 5, "increase")]
    assert store.doubts() == []


def test_a_version_replaces_the_one_before_in_its_slot() -> None:
    # Downwards too: the first version no longer speaks.
    store = store_of(
        ledger(2, case(1, money=10)), ledger(3, case(1, money=50)),
        ledger(3, case(1, money=20), again=1, version=2),
    )  # fmt: skip
    assert store.case(1, "recovered_fen") == 2_000
    assert store.receipts(1) == [("12-28", 10, "opening"), ("01-04", 10, "increase")]
    assert store.doubts() == []


def test_a_blank_money_column_is_nothing_come_in_yet() -> None:
    # The case opens with nothing; what comes later is a flow, not an opening balance.
    store = store_of(ledger(2, case(1)), ledger(3, case(1, money=20)))
    assert store.receipts(1) == [("01-04", 20, "increase")]


def test_money_nobody_stated_is_missing_and_not_zero() -> None:
    assert store_of(ledger(2, case(1))).case(1, "recovered_fen") is None
    assert store_of(ledger(2, case(1, money=0))).case(1, "recovered_fen") == 0


def test_an_absent_money_column_does_not_open_a_case() -> None:
    store = store_of(ledger(2, case(1), lacking=["recovered_fen"]), ledger(3, case(1, money=20)))
    assert store.receipts(1) == [("01-04", 20, "opening")]


def test_a_cell_held_as_missing_says_nothing() -> None:
    store = store_of(
        ledger(2, case(1), slips=[unread(1)]), ledger(3, case(1, money=20)),
        ledger(4, case(1), slips=[unread(1)]), ledger(5, case(1, money=30)),
    )  # fmt: skip
    assert store.receipts(1) == [("01-04", 20, "opening"), ("01-18", 10, "increase")]
    assert store.doubts() == []


def test_a_missing_cell_in_between_widens_the_days_an_increase_may_fall_on() -> None:
    store = store_of(
        ledger(2, case(1, money=20)), ledger(3, case(1), slips=[unread(1)]),
        ledger(4, case(1, money=30, received="12-30"), extra=["received_on"]),
    )  # fmt: skip
    assert store.receipts(1)[1] == ("12-30", 10, "increase")


def test_dated_receipts_go_before_the_ledger() -> None:
    store = store_of(
        ledger(2, case(1, money=30)),
        ledger(3, case(1, money=50)),
        payment_list(3, receipt_of(1, "12-30", 15), receipt_of(1, "01-02", 5)),
    )
    assert store.receipts(1) == [
        ("12-28", 30, "opening"), ("12-30", 15, "dated"), ("01-02", 5, "dated"),
    ]  # fmt: skip


def test_what_the_ledger_shows_beyond_dated_receipts_is_derived() -> None:
    store = store_of(
        ledger(2, case(1, money=30)),
        ledger(3, case(1, money=50)),
        payment_list(3, receipt_of(1, "12-30", 15)),
    )
    assert store.receipts(1) == [
        ("12-28", 30, "opening"), ("12-30", 15, "dated"), ("01-04", 5, "derived"),
    ]  # fmt: skip
    assert store.case(1, "recovered_fen") == 5_000


def test_dated_receipts_that_come_later_take_the_derived_back() -> None:
    # The money is the same money: first only the ledger knew of it, then its day is listed.
    first = ledger(2, case(1, money=0)), ledger(3, case(1, money=20))
    store = store_of(*first)
    assert store.receipts(1) == [("01-04", 20, "increase")]
    store.take(payment_list(3, receipt_of(1, "12-31", 20)))
    assert store.receipts(1) == [("12-31", 20, "dated")]


def test_another_cases_list_does_not_touch_a_case() -> None:
    store = store_of(
        ledger(2, case(1, money=0), case(2, money=0)),
        ledger(3, case(1, money=20), case(2, money=7)),
        payment_list(3, receipt_of(1, "12-31", 20)),
    )
    assert store.receipts(2) == [("01-04", 7, "increase")]


def test_receipts_name_the_cell_they_come_from() -> None:
    store = store_of(ledger(2, case(9), case(1, money=30)), ledger(3, case(1, money=50), case(9)))
    rows = store.ask(
        "SELECT return_id, sheet, row, stated_fen, before_fen, before_return_id, before_row"
        " FROM receipts WHERE nature = 'increase'"
    )
    assert rows == [(2, "台账", 3, 5_000, 3_000, 1, 4)]


def test_a_revived_case_states_only_its_own_money() -> None:
    own = case(7, money=12, filed="12-24") | {
        "case_no": no(7, YINZHOU, "执恢"), "case_type": "执恢", "original_case_no": no(1),
    }  # fmt: skip
    store = store_of(ledger(2, case(1, money=30, closed="12-01"), own))
    assert store.receipts(1) == [("12-28", 30, "opening")]
    assert store.case(7, "recovered_fen") == 1_200
