"""Measures and event lists: what a column says, and which list covers which day (design.md 3)."""

from tests.facts import (
    QINGHE,
    case,
    ledger,
    measure,
    measure_list,
    payment_list,
    receipt_of,
    store_of,
)


def test_a_date_in_a_ledgers_column_is_one_event_however_often_stated() -> None:
    marks = [measure(1, "12-24", column="detained")]
    store = store_of(*(ledger(n, case(1), measures=marks) for n in (2, 3, 4)))
    assert store.measures() == [("12-24", "detain", 1)]


def test_the_latest_statement_of_a_date_wins() -> None:
    older = ledger(2, case(1), measures=[measure(1, "12-24", column="detained")])
    newer = ledger(3, case(1), measures=[measure(1, "12-25", column="detained")])
    for order in ((older, newer), (newer, older)):
        assert store_of(*order).measures() == [("12-25", "detain", 1)]


def test_a_tick_is_one_event_at_the_first_as_of_that_has_it() -> None:
    tick = [measure(1, None, column="detained")]
    store = store_of(
        ledger(2, case(1)), ledger(3, case(1), measures=tick), ledger(4, case(1), measures=tick)
    )
    assert store.measures() == [("01-04", "detain", 1)]


def counted(number: int, count: int, **manner):
    """A ledger whose column 拘留 holds a number."""
    marks = [measure(1, None, quantity=count, column="detained")]
    return ledger(number, case(1), measures=marks, **manner)


def test_the_rises_of_a_running_number_are_events() -> None:
    store = store_of(counted(2, 1), counted(3, 1), counted(4, 4))
    assert sorted(store.measures()) == [("01-11", "detain", 3), ("12-28", "detain", 1)]


def test_a_number_that_fell_and_rose_again_counts_once() -> None:
    store = store_of(counted(2, 4), counted(3, 3), counted(4, 4), counted(5, 5))
    assert sorted(store.measures()) == [("01-18", "detain", 1), ("12-28", "detain", 4)]


def test_a_corrected_number_replaces_the_one_before_in_its_slot() -> None:
    first, again = counted(2, 5), counted(2, 1, again=1)
    for order in ((first, again), (again, first)):
        assert store_of(*order).measures() == [("12-28", "detain", 1)]


def test_a_date_takes_the_place_of_an_earlier_tick() -> None:
    store = store_of(
        ledger(2, case(1), measures=[measure(1, None, column="detained")]),
        ledger(3, case(1), measures=[measure(1, "12-24", column="detained")]),
    )
    assert store.measures() == [("12-24", "detain", 1)]


def test_kinds_and_cases_are_counted_apart() -> None:
    tick = [
        measure(1, None, column="detained"),
        measure(1, None, kind="compel", column="compelled"),
        measure(2, None, column="detained"),
    ]
    store = store_of(ledger(2, case(1), case(2), measures=tick))
    assert [(kind, n) for _, kind, n in store.measures()] == [
        ("compel", 1), ("detain", 1), ("detain", 1),
    ]  # fmt: skip


def test_the_latest_list_that_covers_a_day_wins_whole() -> None:
    first = measure_list(2, measure(1, "12-24"), measure(2, "12-25"))
    again = measure_list(2, measure(3, "12-26"), again=1)
    for order in ((first, again), (again, first)):
        assert store_of(*order).measures() == [("12-26", "detain", 1)]


def test_an_empty_list_states_that_nothing_happened() -> None:
    store = store_of(measure_list(2, measure(1, "12-24")), measure_list(2, again=1))
    assert store.measures() == []


def test_lists_of_other_courts_and_weeks_stand_beside() -> None:
    store = store_of(
        measure_list(2, measure(1, "12-24")),
        measure_list(3, measure(1, "12-30")),
        measure_list(2, measure(9, "12-24", court=QINGHE), court=QINGHE),
    )
    assert len(store.measures()) == 3


def test_two_equal_events_of_one_list_are_two() -> None:
    store = store_of(measure_list(2, measure(1, "12-24"), measure(1, "12-24")))
    assert len(store.measures()) == 2


def test_an_event_outside_its_lists_days_stands_on_its_day() -> None:
    late = measure_list(3, measure(1, "12-24"), measure(2, "12-30"))
    store = store_of(measure_list(2, measure(9, "12-25")), late)
    assert [on for on, _, _ in store.measures()] == ["12-24", "12-25", "12-30"]


def test_an_event_outside_its_lists_days_is_not_counted_twice() -> None:
    # Listed in advance, and again by the list that covers its day.
    early = measure_list(2, measure(1, "12-30"))
    store = store_of(early, measure_list(3, measure(1, "12-30")))
    assert store.measures() == [("12-30", "detain", 1)]


def test_a_late_event_the_covering_list_already_has_is_not_counted_twice() -> None:
    # The other way round: the list of the event's own week came first, a later one repeats it.
    store = store_of(measure_list(2, measure(1, "12-24")), measure_list(3, measure(1, "12-24")))
    assert store.measures() == [("12-24", "detain", 1)]


def test_late_events_without_a_case_are_told_apart_by_person_and_quantity() -> None:
    store = store_of(
        measure_list(2, measure(None, "12-24", person="甲")),
        measure_list(3, measure(None, "12-24", person="乙"), measure(None, "12-24", quantity=3)),
    )
    assert [n for *_, n in store.measures()] == [1, 1, 3]


def test_a_late_event_repeated_week_after_week_is_one() -> None:
    store = store_of(*(measure_list(n, measure(1, "12-24")) for n in (3, 4, 5)))
    assert store.measures() == [("12-24", "detain", 1)]


def test_payment_lists_cover_days_alike() -> None:
    store = store_of(
        ledger(1, case(1, money=0)),
        payment_list(2, receipt_of(1, "12-24", 10), receipt_of(1, "12-25", 10)),
        payment_list(2, receipt_of(1, "12-26", 7), again=1),
        ledger(2, case(1, money=7)),
    )
    assert store.receipts(1) == [("12-26", 7, "dated")]


def test_withdrawing_the_later_list_brings_the_earlier_back() -> None:
    store = store_of(
        measure_list(2, measure(1, "12-24")), measure_list(2, measure(3, "12-26"), again=1)
    )
    store.withdraw(2)
    assert store.measures() == [("12-24", "detain", 1)]
