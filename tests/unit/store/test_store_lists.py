"""Payouts, matters and the stages of measures: which list says what is current, in any order."""

from __future__ import annotations

import itertools
from typing import Any

from enforcement_cli.store.payouts import overpaid_cases
from tests.facts import (
    QINGHE,
    YINZHOU,
    Store,
    case,
    ledger,
    measure,
    measure_list,
    payment_list,
    payout_list,
    payout_of,
    receipt_of,
    store_of,
    todo_list,
)


def payouts(store: Store) -> list[tuple[str, int, int | None]]:
    rows = store.ask("SELECT day, amount_fen, payees FROM current_payouts ORDER BY ALL")
    return [(f"{on:%m-%d}", fen // 100, payees) for on, fen, payees in rows]


def todos(store: Store) -> list[tuple[str, str, str]]:
    return [
        (court, matter, state)
        for court, matter, state in store.ask(
            "SELECT court, matter, state FROM current_todos ORDER BY court, sheet, row"
        )
    ]


def stages(store: Store) -> list[tuple[str | None, int | None, int]]:
    rows = store.ask(
        "SELECT stage, amount_fen, row FROM current_measures ORDER BY day, case_no, row"
    )
    return [(stage, None if fen is None else fen // 100, row) for stage, fen, row in rows]


def notice(serial: int | None, stage: str | None, money: int | None = None, **more: Any) -> Any:
    fen = None if money is None else money * 100
    made = measure(serial, "12-24", kind="pre_penalty", **more)
    return made | {"stage": stage, "amount_fen": fen, "unit": "份"}


def test_the_latest_list_that_covers_a_day_wins_whole_whatever_came_first() -> None:
    first = payout_list(2, payout_of(1, "12-24", 10), payout_of(2, "12-25", 20, 3))
    again = payout_list(2, payout_of(2, "12-25", 25, 4), again=1)
    other = payout_list(3, payout_of(1, "12-30", 7))
    for order in itertools.permutations((first, again, other)):
        assert payouts(store_of(*order)) == [("12-25", 25, 4), ("12-30", 7, 1)]


def test_a_payment_told_again_by_a_later_list_is_one() -> None:
    late = payout_list(3, payout_of(1, "12-24", 10), payout_of(1, "12-24", 99))
    assert payouts(store_of(payout_list(2, payout_of(1, "12-24", 10)), late)) == [
        ("12-24", 10, 1), ("12-24", 99, 1),
    ]  # fmt: skip


def test_receipts_and_payouts_of_one_case_never_mix() -> None:
    store = store_of(
        payment_list(2, receipt_of(1, "12-24", 10)), payout_list(2, payout_of(1, "12-25", 4))
    )
    assert store.receipts(1) == [("12-24", 10, "dated")]
    assert payouts(store) == [("12-25", 4, 1)]


def test_the_latest_list_of_matters_takes_the_place_of_the_earlier_whole() -> None:
    first = todo_list(2, "甲", "乙")
    second = todo_list(3, "乙 done", "丙")
    elsewhere = todo_list(2, "丁", court=QINGHE)
    for order in itertools.permutations((first, second, elsewhere)):
        assert todos(store_of(*order)) == [
            (YINZHOU, "乙", "done"), (YINZHOU, "丙", "open"), (QINGHE, "丁", "open"),
        ]  # fmt: skip


def test_two_lists_of_one_week_are_told_apart_by_their_day() -> None:
    early, late = todo_list(2, "甲", as_of="12-24"), todo_list(2, "甲 done", as_of="12-26")
    for order in ((early, late), (late, early)):
        store = store_of(*order)
        assert todos(store) == [(YINZHOU, "甲", "done")]
        held = store.ask("SELECT state, as_of, until FROM stated_todos ORDER BY as_of")
        assert [(s, f"{a:%m-%d}", u and f"{u:%m-%d}") for s, a, u in held] == [
            ("open", "12-24", "12-26"), ("done", "12-26", None),
        ]  # fmt: skip


def test_an_empty_list_says_that_no_matter_is_left_and_taken_back_the_earlier_stands() -> None:
    store = store_of(todo_list(2, "甲"), todo_list(3))
    assert todos(store) == []
    store.withdraw(2)
    assert todos(store) == [(YINZHOU, "甲", "open")]


def test_of_two_versions_of_one_day_the_later_speaks() -> None:
    first, again = todo_list(2, "甲", "乙"), todo_list(2, "甲", again=1)
    for order in ((first, again), (again, first)):
        assert todos(store_of(*order)) == [(YINZHOU, "甲", "open")]


def test_a_later_list_tells_how_a_notice_went_on() -> None:
    sent = measure_list(2, notice(1, "noticed"), notice(2, "noticed"))
    told = measure_list(3, notice(2, "complied", 500))
    for order in ((sent, told), (told, sent)):
        assert stages(store_of(*order)) == [("noticed", None, 3), ("complied", 500, 3)]


def test_an_earlier_list_never_takes_a_stage_back() -> None:
    told = measure_list(2, notice(1, "complied", 500))
    for later in (notice(1, None), notice(1, "noticed", person="甲")):
        assert ("complied", 500, 3) in stages(store_of(told, measure_list(3, later)))


def test_a_stage_that_could_be_of_two_events_is_of_neither() -> None:
    two = measure_list(2, notice(1, "noticed"), notice(1, "noticed"))
    assert stages(store_of(two, measure_list(3, notice(1, "complied", 500)))) == [
        ("noticed", None, 3), ("noticed", None, 4),
    ]  # fmt: skip
    unnamed = measure_list(2, notice(None, "noticed"))
    assert stages(store_of(unnamed, measure_list(3, notice(None, "complied", 500)))) == [
        ("noticed", None, 3)
    ]


def overpaid(store: Store) -> list[tuple[str, int, int]]:
    found = overpaid_cases(store.connection, store.view())
    return [(one.case_no[-3:], one.paid_fen // 100, one.recovered_fen // 100) for one in found]


def test_more_paid_out_than_came_in_is_found_and_goes_when_the_money_is_told() -> None:
    book = ledger(2, case(1, money=100), case(2, money=100))
    paid = payout_list(2, payout_of(1, "12-24", 60), payout_of(1, "12-25", 41))
    fair = payout_list(3, payout_of(2, "12-30", 100))
    store = store_of(book, paid, fair)
    assert overpaid(store) == [("执1号", 101, 100)]
    store.take(ledger(3, case(1, money=101), case(2, money=100)))
    assert overpaid(store) == []


def test_a_case_whose_money_nobody_states_is_not_asked_about() -> None:
    assert overpaid(store_of(payout_list(2, payout_of(1, "12-24", 60)))) == []
    by_list = (
        payment_list(2, receipt_of(1, "12-23", 50)),
        payout_list(2, payout_of(1, "12-24", 60)),
    )
    assert overpaid(store_of(*by_list)) == [("执1号", 60, 50)]
