"""The doubts only the set of returns shows: each once, at its cell, and none that is explained."""

import pytest

from enforcement_cli.store.doubts import find_doubts
from tests.facts import (
    FIRST_ROW,
    LEDGER,
    QINGHE,
    YINZHOU,
    Slip,
    case,
    held,
    ledger,
    measure,
    measure_list,
    no,
    store_of,
    unread,
)


def test_falling_money_is_one_doubt_however_often_repeated() -> None:
    falls = [ledger(2, case(1, money=50)), *(ledger(n, case(1, money=40)) for n in (3, 4, 5))]
    store = store_of(*falls)
    assert store.doubts() == [("P-01", no(1), "recovered_fen")]


def test_falling_money_names_its_cell_and_both_values() -> None:
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(9), case(1, money=40)))
    doubt = next(d for d in find_doubts(store.connection, store.view()) if d.code == "P-01")
    place = (doubt.return_id, doubt.court, doubt.sheet, doubt.row, doubt.column)
    assert place == (2, YINZHOU, "台账", FIRST_ROW + 1, 2 + LEDGER.index("recovered_fen"))
    assert (doubt.facts["before"], doubt.facts["now"]) == ("5000", "4000")


def test_money_back_at_its_height_is_no_doubt() -> None:
    store = store_of(
        ledger(2, case(1, money=50)), ledger(3, case(1, money=40)), ledger(4, case(1, money=50))
    )
    assert store.doubts() == [("P-01", no(1), "recovered_fen")]
    store.take(ledger(3, case(1, money=50), again=1, version=2))
    assert store.doubts() == []


def test_two_returns_of_one_day_that_contradict_are_asked() -> None:
    store = store_of(ledger(2, case(1, money=40)), ledger(2, case(1, money=4), again=1))
    assert store.doubts() == [("F-15", "", "")]


def test_two_ledgers_of_one_day_that_complete_each_other_are_not_asked() -> None:
    assert store_of(ledger(2, case(1)), ledger(2, case(2), again=1)).doubts() == []
    corrected = store_of(ledger(2, case(1, money=40)), ledger(2, case(1), again=1, version=2))
    assert [doubt for doubt in corrected.doubts() if doubt[0] == "F-15"] == []


def test_a_second_list_of_one_day_replaces_the_first_and_is_asked() -> None:
    store = store_of(
        measure_list(2, measure(1, "12-24")), measure_list(2, measure(2, "12-24"), again=1)
    )
    assert store.doubts() == [("F-15", "", "")]


def test_a_correction_that_leaves_a_case_out_is_asked_at_once() -> None:
    store = store_of(
        ledger(2, case(1), case(2, money=10)), ledger(2, case(2, money=10), again=1, version=2)
    )
    assert store.doubts() == [("Z-08", no(1), "")]


def test_a_measure_cell_gone_blank_is_asked_once() -> None:
    tick, other = (measure(n, None, column="detained") for n in (1, 2))
    store = store_of(
        ledger(2, case(1), case(2), measures=[tick, other]),
        ledger(3, case(1), case(2), measures=[other]),
        ledger(4, case(1), case(2), measures=[other]),
    )
    assert store.doubts() == [("V-18", no(1), "detained")]
    again = ledger(3, case(1), case(2), measures=[tick, other], again=1, version=2)
    store.take(again)
    assert store.doubts() == [("V-18", no(1), "detained")]


def test_a_value_left_blank_and_put_back_by_a_correction_is_no_doubt() -> None:
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1)))
    assert store.doubts() == [("V-18", no(1), "recovered_fen")]
    store.take(ledger(3, case(1, money=50), again=1, version=2))
    assert store.doubts() == []


def test_a_first_statement_without_claim_is_asked_once_a_return() -> None:
    store = store_of(
        ledger(2, case(1, claim=None), case(2, claim=None)), ledger(3, case(1), case(2))
    )
    assert store.doubts() == [("S-19", "", "claim_fen")]


@pytest.mark.parametrize(
    ("code", "effect"), [("S-12", "blank"), ("S-03", "blank"), ("S-06", "say")]
)
def test_a_column_that_is_asked_about_is_not_asked_about_case_by_case(
    code: str, effect: str
) -> None:
    sent = ledger(2, case(1), case(2), lacking=["claim_fen"])
    assert store_of(sent).doubts() == [("S-19", "", "claim_fen")]
    at_header = Slip(effect=effect, field="claim_fen", serial=None, code=code)
    asked = ledger(2, case(1), case(2), lacking=["claim_fen"], slips=[at_header])
    assert store_of(asked).doubts() == []
    other = Slip(effect=effect, field="waived_fen", serial=None, code=code)
    sent = ledger(2, case(1), case(2), lacking=["claim_fen"], slips=[other])
    assert store_of(sent).doubts() == [("S-19", "", "claim_fen")]


def test_resumed_money_that_repeats_its_originals_is_asked() -> None:
    original = case(1, money=30, claim=500)
    again = case(2, money=50, claim=500) | {"case_type": "执恢", "original_case_no": no(1)}
    own = case(2, money=20, claim=470) | {"case_type": "执恢", "original_case_no": no(1)}
    assert store_of(ledger(2, original, again)).doubts() == [("R-24", no(2), "recovered_fen")]
    assert store_of(ledger(2, original, own)).doubts() == []


def test_an_explained_fall_raises_no_new_doubt() -> None:
    # The fall stays a fact; that it was answered is its problem's state.
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1, money=40)))
    store.explain(1)
    store.take(ledger(4, case(1, money=45)), ledger(5, case(1, money=45)))
    found = find_doubts(store.connection, store.view())
    assert [(d.code, d.return_id) for d in found] == [("P-01", 2)]


def test_a_second_fall_is_a_doubt_of_its_own() -> None:
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1, money=40)))
    store.explain(1)
    store.take(ledger(4, case(1, money=35)))
    found = find_doubts(store.connection, store.view())
    assert [(d.code, d.return_id) for d in found] == [("P-01", 2), ("P-01", 3)]
    assert store.case(1, "recovered_fen") == 4_000


BEFORE = {"money": 50, "claim": 1_000, "closed": "12-24", "how": "completed", "filed": "11-03"}


@pytest.mark.parametrize(
    ("gone", "field"),
    [
        ({"money": None}, "recovered_fen"),
        ({"claim": None}, "claim_fen"),
        ({"closed": None, "how": "completed"}, "closed_on"),
        ({"filed": None}, "filed_on"),
        ({"cause": None}, "cause"),
    ],
)
def test_a_value_gone_blank_is_a_doubt(gone: dict, field: str) -> None:
    store = store_of(ledger(2, case(1, **BEFORE)), ledger(3, case(1, **{**BEFORE, **gone})))
    assert store.doubts() == [("V-18", no(1), field)]


def test_a_closing_method_gone_blank_beside_its_date() -> None:
    row = case(1, **BEFORE)
    store = store_of(ledger(2, row), ledger(3, row | {"close_method": None}))
    assert store.doubts() == [("V-18", no(1), "close_method")]


def test_a_blank_closing_with_its_method_is_one_doubt() -> None:
    store = store_of(ledger(2, case(1, closed="12-24")), ledger(3, case(1)))
    assert store.doubts() == [("V-18", no(1), "closed_on")]


def test_a_value_gone_blank_is_asked_once_while_it_stays_blank() -> None:
    store = store_of(
        ledger(2, case(1, claim=1_000)), *(ledger(n, case(1, claim=None)) for n in (3, 4))
    )
    assert store.doubts() == [("V-18", no(1), "claim_fen")]


def test_zero_gone_blank_is_none() -> None:
    store = store_of(ledger(2, case(1, money=0)), ledger(3, case(1)))
    assert store.doubts() == []


def test_a_cell_left_missing_is_not_asked_twice() -> None:
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1), slips=[unread(1)]))
    assert store.doubts() == []


def test_another_cells_trouble_does_not_hide_a_blank() -> None:
    store = store_of(
        ledger(2, case(1, money=50), case(2, money=50)),
        ledger(3, case(1), case(2), slips=[unread(2)]),
    )
    assert store.doubts() == [("V-18", no(1), "recovered_fen")]


def test_a_field_declared_not_applicable_is_no_doubt() -> None:
    store = store_of(
        ledger(2, case(1, claim=1_000)),
        ledger(3, case(1, claim=None, not_applicable=["claim_fen"])),
    )
    assert store.doubts() == []


def test_vanished_cases_of_a_ledger_are_one_doubt() -> None:
    store = store_of(ledger(2, case(1), case(2), case(3)), ledger(3, case(3)))
    found = find_doubts(store.connection, store.view())
    assert [(d.code, d.return_id, d.facts["before"], d.facts["cases"]) for d in found] == [
        ("Z-08", 2, "2", f"{no(1)}、{no(2)}")
    ]


def test_a_case_is_missed_in_the_next_slot_only() -> None:
    store = store_of(ledger(2, case(1), case(2)), ledger(3, case(2)), ledger(4, case(2)))
    assert store.codes() == ["Z-08"]


def test_a_case_back_the_week_after_was_missed_all_the_same() -> None:
    store = store_of(ledger(2, case(1), case(2)), ledger(3, case(2)), ledger(4, case(1), case(2)))
    assert store.codes() == ["Z-08"]


def test_a_version_that_brings_the_case_back_removes_the_doubt() -> None:
    store = store_of(
        ledger(2, case(1), case(2)), ledger(3, case(2)), ledger(3, case(1), case(2), again=1)
    )
    assert store.doubts() == []


def test_a_held_row_explains_why_its_case_is_not_there() -> None:
    store = store_of(ledger(2, case(1), case(2)), ledger(3, case(2), slips=[held(1)]))
    assert store.doubts() == []


@pytest.mark.parametrize(("vanished", "codes"), [(1, []), (2, ["Z-08"])])
def test_an_unreadable_number_explains_one_case(vanished: int, codes: list[str]) -> None:
    gone = [case(n) for n in range(1, 1 + vanished)]
    store = store_of(ledger(2, *gone, case(9)), ledger(3, case(9), slips=[held(None)]))
    assert store.codes() == codes


def test_another_courts_ledger_does_not_vanish_a_case() -> None:
    store = store_of(
        ledger(2, case(1)), ledger(3, case(2, court=QINGHE), court=QINGHE), ledger(3, case(1))
    )
    assert store.doubts() == []


def test_a_transferred_case_does_not_vanish() -> None:
    store = store_of(ledger(2, case(1), case(2)), ledger(3, case(2)), transfers={no(1): QINGHE})
    assert store.doubts() == []


def test_a_vanished_case_is_placed_at_the_slots_last_version() -> None:
    first, again = ledger(3, case(2)), ledger(3, case(2), again=1)
    for order in ((first, again), (again, first)):
        store = store_of(ledger(2, case(1), case(2)), *order)
        found = find_doubts(store.connection, store.view())
        assert [(d.code, d.file_name) for d in found] == [("Z-08", again.receipt.file)]


def test_a_case_of_two_courts() -> None:
    store = store_of(ledger(2, case(1)), ledger(2, case(1), court=QINGHE))
    assert store.doubts() == [("C-01", no(1), "case_no")]
    assert find_doubts(store.connection, store.view())[0].facts["before"] == "辽1202,辽1204"


def test_a_case_of_two_courts_that_was_transferred_is_none() -> None:
    store = store_of(
        ledger(2, case(1)), ledger(3, case(1), court=QINGHE), transfers={no(1): QINGHE}
    )
    assert store.doubts() == []


def test_a_case_of_another_courts_number() -> None:
    store = store_of(ledger(2, case(1, court=QINGHE)), ledger(3, case(1, court=QINGHE)))
    assert store.doubts() == [("C-04", no(1, QINGHE), "case_no")]
    assert find_doubts(store.connection, store.view())[0].return_id == 1


def test_a_withdrawn_return_takes_its_doubts_along() -> None:
    store = store_of(ledger(2, case(1, money=50)), ledger(3, case(1, money=40)))
    store.withdraw(2)
    assert store.doubts() == []
