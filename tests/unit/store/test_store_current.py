"""What is current: design.md section 3, rules 1 to 6, transfers, withdrawal, known_at."""

from datetime import timedelta

import pytest

from enforcement_cli.store.problems import all_problems
from enforcement_cli.store.read import accepted_returns, all_returns
from enforcement_cli.workflow.received import same_return
from tests.facts import (
    LATER,
    QINGHE,
    YINZHOU,
    Store,
    case,
    day,
    ledger,
    measure_list,
    no,
    store_of,
    unread,
)


def test_latest_is_by_as_of_whatever_came_first() -> None:
    older, newer = ledger(2, case(1, claim=1_000)), ledger(3, case(1, claim=2_000))
    for order in ((older, newer), (newer, older)):
        assert store_of(*order).case(1, "claim_fen") == 200_000


def test_a_late_version_of_an_old_week_does_not_speak_for_a_newer_one() -> None:
    again = ledger(2, case(1, claim=3_000), again=1, received_at=ledger(5).receipt.received_at)
    store = store_of(ledger(2, case(1, claim=1_000)), ledger(3, case(1, claim=2_000)), again)
    assert store.case(1, "claim_fen", "claim_at_first_fen") == (200_000, 100_000)


def test_as_of_goes_before_the_period() -> None:
    # A ledger of the third week drawn on its second day, and the second week's sent with a later
    # cut-off: what speaks of the later moment wins.
    early = ledger(3, case(1, claim=1_000), as_of="12-30")
    late = ledger(2, case(1, claim=2_000), as_of="12-31")
    for order in ((early, late), (late, early)):
        assert store_of(*order).case(1, "claim_fen") == 200_000


def test_version_declared_goes_before_time_of_receipt() -> None:
    second = ledger(2, case(1, claim=2_000), version=2)
    first = ledger(2, case(1, claim=1_000), version=1, again=3)
    assert first.receipt.received_at > second.receipt.received_at
    for order in ((first, second), (second, first)):
        assert store_of(*order).case(1, "claim_fen") == 200_000


def test_versions_of_a_slot_by_time_of_receipt_when_none_is_declared() -> None:
    first, again = ledger(2, case(1, claim=1_000)), ledger(2, case(1, claim=2_000), again=1)
    for order in ((first, again), (again, first)):
        assert store_of(*order).case(1, "claim_fen") == 200_000


def test_fields_win_one_by_one() -> None:
    store = store_of(
        ledger(2, case(1, claim=1_000, cause="买卖合同纠纷", officer="甲"), extra=["officer"]),
        ledger(3, case(1, claim=2_000, cause=None)),
    )
    assert store.case(1, "claim_fen", "cause", "officer") == (200_000, "买卖合同纠纷", "甲")


def test_an_absent_column_says_nothing_and_is_no_doubt() -> None:
    store = store_of(
        ledger(2, case(1, cause="买卖合同纠纷")), ledger(3, case(1), lacking=["cause"])
    )
    assert store.case(1, "cause") == "买卖合同纠纷"
    assert store.doubts() == []


def test_a_blank_says_nothing_and_is_a_doubt() -> None:
    store = store_of(ledger(2, case(1, claim=1_000)), ledger(3, case(1, claim=None)))
    assert store.case(1, "claim_fen") == 100_000
    assert store.doubts() == [("V-18", no(1), "claim_fen")]


def test_a_closing_gone_blank_stays_closed_until_answered() -> None:
    store = store_of(ledger(2, case(1, closed="12-24")), ledger(3, case(1)))
    assert store.case(1, "closed_on", "close_method") == (day("12-24"), "completed")
    assert store.doubts() == [("V-18", no(1), "closed_on")]


def test_only_a_mark_takes_a_closing_back() -> None:
    cleared = ("closed_on", "close_method")
    store = store_of(ledger(2, case(1, closed="12-24")), ledger(3, case(1, cleared=cleared)))
    assert store.case(1, "closed_on", "close_method") == (None, None)
    assert store.doubts() == []


def test_a_case_closed_again_after_its_closing_was_taken_back() -> None:
    cleared = ("closed_on", "close_method")
    store = store_of(
        ledger(2, case(1, closed="12-24")),
        ledger(3, case(1, cleared=cleared)),
        ledger(4, case(1, closed="01-08", how="terminated")),
    )
    assert store.case(1, "closed_on", "close_method") == (day("01-08"), "terminated")


def test_rows_of_one_return_that_agree_are_one_case() -> None:
    row = case(1, money=30, debtor="甲")
    store = store_of(ledger(2, row, row | {"debtor": "乙", "declared_actions": ["small"]}))
    assert store.case(1, "debtor", "declared_actions") == ("甲、乙", ["small"])
    assert store.ask("SELECT rows FROM cases") == [(["台账!3", "台账!4"],)]
    assert store.receipts(1) == [("12-28", 30, "opening")]


def test_rows_of_one_return_that_differ_do_not_enter() -> None:
    store = store_of(ledger(2, case(1, money=30), case(1, money=40), case(2)))
    assert store.ask("SELECT case_no FROM current_cases") == [(no(2),)]


def test_a_vanished_case_is_a_doubt_and_not_deleted() -> None:
    store = store_of(ledger(2, case(1), case(2)), ledger(3, case(2)))
    assert store.case(1, "case_no") == no(1)
    assert store.doubts() == [("Z-08", no(1), "")]


def test_the_closing_fixes_the_claim_of_that_day() -> None:
    store = store_of(
        ledger(2, case(1, claim=1_000)),
        ledger(3, case(1, claim=2_000, closed="12-30")),
        ledger(4, case(1, claim=3_000, closed="12-30")),
    )
    assert store.case(1, "claim_at_first_fen", "claim_at_closing_fen", "claim_fen") == (
        100_000, 200_000, 300_000,
    )  # fmt: skip


def test_the_same_return_is_bytes_and_slot() -> None:
    # A 零报告 may repeat: the same bytes for another week are another return.
    zero = ledger(2)
    store = store_of(zero)
    known = all_returns(store.connection)
    assert same_return(known, zero.receipt) == known[0]
    other = ledger(3).receipt
    again = type(other)(
        file=other.file, sha256=zero.receipt.sha256, status="accepted",
        received_at=other.received_at, head=other.head,
    )  # fmt: skip
    assert same_return(known, again) is None


def test_a_withdrawn_return_may_come_again() -> None:
    sent = ledger(2, case(1))
    store = store_of(sent)
    store.withdraw(1)
    assert same_return(all_returns(store.connection), sent.receipt) is None


def test_a_case_counts_for_the_court_in_its_number() -> None:
    store = store_of(ledger(2, case(1, court=QINGHE), court=YINZHOU))
    assert store.case(1, "court") == QINGHE


def test_a_transferred_case_counts_for_the_named_court() -> None:
    sent = ledger(2, case(1, court=YINZHOU), court=QINGHE)
    store = store_of(sent, transfers={no(1): QINGHE})
    assert store.case(1, "court") == QINGHE
    assert store.doubts() == []


def test_a_case_of_a_foreign_court_counts_for_its_sender() -> None:
    store = store_of(ledger(2, case(1, court="吉0102")))
    assert store.case(1, "court") == YINZHOU
    assert store.doubts() == [("C-04", no(1, "吉0102"), "case_no")]


def test_withdrawing_takes_a_return_out_and_back_to_what_was() -> None:
    store = store_of(ledger(2, case(1, claim=1_000)), ledger(3, case(1, claim=2_000), case(2)))
    store.withdraw(2)
    assert store.case(1, "claim_fen") == 100_000
    assert store.ask("SELECT count(*) FROM current_cases") == [(1,)]
    assert [stored.withdrawn for stored in all_returns(store.connection)] == [False, True]


@pytest.mark.parametrize(("hours", "claim"), [(-1, 100_000), (1, 200_000)])
def test_known_at_shows_what_had_come_by_then(hours: int, claim: int) -> None:
    second = ledger(3, case(1, claim=2_000))
    store = store_of(ledger(2, case(1, claim=1_000)), second)
    moment = second.receipt.received_at + timedelta(hours=hours)
    assert store.case(1, "claim_fen", known_at=moment) == claim


@pytest.mark.parametrize(("hours", "claim"), [(1, 200_000), (3, 100_000)])
def test_known_at_shows_a_return_until_it_was_withdrawn(hours: int, claim: int) -> None:
    second = ledger(3, case(1, claim=2_000))
    came = second.receipt.received_at
    store = store_of(ledger(2, case(1, claim=1_000)), second)
    store.withdraw(2, at=came + timedelta(hours=2))
    assert store.case(1, "claim_fen", known_at=came + timedelta(hours=hours)) == claim


@pytest.mark.parametrize("status", ["returned", "duplicate"])
def test_only_accepted_returns_count(store: Store, status: str) -> None:
    store.take(ledger(2, case(1), status=status))
    assert store.ask("SELECT * FROM current_cases") == []
    assert accepted_returns(store.connection, store.view()) == []


def test_returns_in_force_are_listed_in_the_order_they_speak() -> None:
    store = store_of(
        ledger(3, again=1), measure_list(2), ledger(2), ledger(3), ledger(2, court=QINGHE)
    )
    found = accepted_returns(store.connection, store.view())
    assert [(r.period_end, r.court, r.form) for r in found[:3]] == [
        (day("12-28"), YINZHOU, f) for f in ("cases", "measures")
    ] + [(day("12-28"), QINGHE, "cases")]
    assert [r.return_id for r in found[3:]] == [4, 1]


def test_a_problem_is_corrected_by_the_next_version_of_its_slot() -> None:
    store = store_of(ledger(2, case(1), slips=[unread(1)]))
    assert [p.state for p in all_problems(store.connection, LATER)] == ["open"]
    store.take(ledger(2, case(1, money=5), again=1))
    assert [p.state for p in all_problems(store.connection, LATER)] == ["corrected"]


def test_a_problem_is_open_again_when_its_correction_is_withdrawn() -> None:
    store = store_of(ledger(2, case(1), slips=[unread(1)]), ledger(2, case(1, money=5), again=1))
    store.withdraw(2)
    assert [p.state for p in all_problems(store.connection, LATER)] == ["open"]
