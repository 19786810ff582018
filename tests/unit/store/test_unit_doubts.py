"""Units against history and the other courts: who is asked, and what the figures do meanwhile."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.doubts import court_sums, find_doubts
from enforcement_cli.store.save import add_event, next_id, save_problems
from enforcement_cli.vocabulary.checks import rule
from tests.facts import (
    LATER,
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    case,
    ledger,
    no,
    payment_list,
    receipt_of,
    store_of,
)

SLIP = 10_000
EXPLAINED = LATER - timedelta(days=1)
KAIYUAN = "辽1282"


def explain(store: Store, code: str = "P-17") -> None:
    """Accept every doubt of unit, as `enforce problems explain` does."""
    facts = dict.fromkeys(("field", "value", "reference", "times", "unit", "other"), "0")
    if code == "P-17":
        for doubt in find_doubts(store.connection, store.view()):
            if doubt.code == code:
                number = next_id(store.connection, "problems", "problem_id")
                origin = Origin(file=doubt.file_name, sheet=doubt.sheet, row=doubt.row)
                problem = Problem(
                    rule=rule(code), origin=origin, facts=facts, field=doubt.field,
                    case_no=doubt.case_no,
                )  # fmt: skip
                save_problems(
                    store.connection, EXPLAINED, [(doubt.return_id, doubt.court, [problem])]
                )
                add_event(
                    store.connection, what="explained", at=EXPLAINED, about={"problem_id": number}
                )
    for (number,) in store.connection.execute(
        f"SELECT problem_id FROM problems WHERE code = 'P-03' AND '{code}' = 'P-03'"
    ).fetchall():
        add_event(store.connection, what="explained", at=EXPLAINED, about={"problem_id": number})


def asked(store: Store) -> list[tuple[int, str, str]]:
    """Doubts of unit as (return, case, field)."""
    found = find_doubts(store.connection, store.view())
    return [(d.return_id, d.case_no, d.field) for d in found if d.code == "P-17"]


def in_any_order(*sent: Sent) -> list[Store]:
    return [store_of(*order) for order in permutations(sent)]


@pytest.mark.parametrize(
    ("before", "slipped"), [(3_000, 30_000_000), (50_000, 5), (1_000, 4_000_000)]
)
def test_a_claim_that_jumps_is_held_and_the_earlier_stands(before: int, slipped: int) -> None:
    sent = (ledger(2, case(1, claim=before)), ledger(3, case(1, claim=slipped)))
    assert asked(store_of(*sent)) == [(2, no(1), "claim_fen")]
    for store in in_any_order(*sent):
        assert store.doubts() == [("P-17", no(1), "claim_fen")]
        assert store.case(1, "claim_fen", "claim_at_first_fen") == (before * 100, before * 100)


@pytest.mark.parametrize("times", [40, 150])
def test_a_claim_that_grows_is_a_claim(times: int) -> None:
    store = store_of(ledger(2, case(1, claim=1_000)), ledger(3, case(1, claim=1_000 * times)))
    assert store.doubts() == []
    assert store.case(1, "claim_fen") == 100_000 * times


def test_a_slip_that_stays_is_held_every_time() -> None:
    slip = case(1, claim=3_000 * SLIP)
    sent = (ledger(2, case(1, claim=3_000)), ledger(3, slip), ledger(4, slip))
    assert asked(store_of(*sent)) == [(2, no(1), "claim_fen"), (3, no(1), "claim_fen")]
    for store in in_any_order(*sent):
        assert store.case(1, "claim_fen") == 300_000


@pytest.mark.parametrize("slipped", [3_000 * SLIP, 3])
def test_the_first_statement_is_asked_where_it_is_the_odd_one(slipped: int) -> None:
    sent = (ledger(2, case(1, claim=slipped)), ledger(3, case(1, claim=30_000)))
    assert asked(store_of(*sent)) == [(1, no(1), "claim_fen")]
    for store in in_any_order(*sent):
        assert store.case(1, "claim_fen", "claim_at_first_fen") == (3_000_000, 3_000_000)


def test_what_is_usual_is_read_from_the_courts_where_three_can_say() -> None:
    # Claims of 300 万 are usual here, so that the first statement is right and not the second.
    others = [
        ledger(2, *(case(n, claim=3_000_000, court=court) for n in range(10, 16)), court=court)
        for court in (YINZHOU, QINGHE, KAIYUAN)
    ]
    pair = (ledger(3, case(1, claim=3_000_000)), ledger(4, case(1, claim=300)))
    assert (4, no(1), "claim_fen") not in asked(store_of(*others, *pair))
    assert (5, no(1), "claim_fen") in asked(store_of(*others, *pair))


def test_an_explanation_lets_the_value_in_and_its_repeats() -> None:
    slip = case(1, claim=3_000 * SLIP)
    store = store_of(ledger(2, case(1, claim=3_000)), ledger(3, slip))
    explain(store)
    assert store.case(1, "claim_fen") == 3_000 * SLIP * 100
    before = EXPLAINED - timedelta(hours=1)
    assert store.case(1, "claim_fen", known_at=before) == 300_000
    store.take(ledger(4, slip))
    assert asked(store) == []
    assert store.case(1, "claim_fen") == 3_000 * SLIP * 100


def test_a_corrected_version_ends_the_doubt_and_the_wrong_one_never_speaks() -> None:
    wrong = ledger(2, case(1, claim=30_000 * SLIP))
    right = ledger(2, case(1, claim=30_000), version=2, again=1)
    later = ledger(3, case(1, claim=30_000))
    for store in in_any_order(wrong, right, later):
        assert asked(store) == []
        assert store.case(1, "claim_fen", "claim_at_first_fen") == (3_000_000, 3_000_000)


def test_money_that_rises_from_a_small_sum_to_its_claim_is_money() -> None:
    store = store_of(
        ledger(2, case(1, claim=30_000, money=12)), ledger(3, case(1, claim=30_000, money=30_000))
    )
    assert store.doubts() == []
    assert store.case(1, "recovered_fen") == 3_000_000


def test_money_that_falls_by_the_unit_is_a_doubt_of_unit_and_no_fall() -> None:
    sent = (
        ledger(2, case(1, claim=90_000, money=50_000)),
        ledger(3, case(1, claim=90_000, money=15)),
    )
    for store in in_any_order(*sent):
        assert store.doubts() == [("P-17", no(1), "recovered_fen")]
        assert store.case(1, "recovered_fen") == 5_000_000


def test_money_without_claim_that_was_far_too_much_does_not_stand() -> None:
    sent = (
        ledger(2, case(1, money=2_000 * SLIP), lacking=["claim_fen"]),
        ledger(3, case(1, money=20_000), lacking=["claim_fen"]),
    )
    assert asked(store_of(*sent)) == [(1, no(1), "recovered_fen")]
    for store in in_any_order(*sent):
        assert store.case(1, "recovered_fen") == 2_000_000
        assert "V-18" not in store.codes()


def test_a_whole_column_is_one_question() -> None:
    def week_of(number: int, claim: int) -> Sent:
        return ledger(number, *(case(n, claim=claim + n) for n in range(1, 8)))

    store = store_of(week_of(2, 1_000), week_of(3, 1_000 * SLIP))
    assert asked(store) == [(2, "", "claim_fen")]
    assert store.case(3, "claim_fen") == 100_300
    explain(store)
    assert store.case(3, "claim_fen") == (1_000 * SLIP + 3) * 100


def of_court(court: str, claim: int) -> Sent:
    """A ledger of six cases of one claim."""
    return ledger(2, *(case(n, claim=claim, court=court) for n in range(1, 7)), court=court)


def test_a_court_far_from_the_others_is_asked_for_its_column() -> None:
    usual = [of_court(YINZHOU, 8_000), of_court(QINGHE, 12_000)]
    odd = of_court(KAIYUAN, 20_000_000)
    for store in in_any_order(*usual, odd):
        assert [(case_no, name) for _, case_no, name in asked(store)] == [("", "claim_fen")]
        held = store.ask("SELECT count(*) FROM current_cases WHERE claim_fen IS NULL")
        assert held == [(6,)]
    assert asked(store_of(*usual, of_court(KAIYUAN, 900_000))) == []
    assert asked(store_of(usual[0], odd)) == []


def test_a_slip_seen_in_its_own_return_is_held_until_it_is_explained() -> None:
    slip = case(1, claim=35_000, money=350_000_000, closed="12-24")
    store = store_of(ledger(2, slip))
    assert store.case(1, "recovered_fen") is None
    assert store.receipts(1) == []
    assert store.codes() == []
    explain(store, "P-03")
    assert store.case(1, "recovered_fen") == 35_000_000_000
    before = EXPLAINED - timedelta(hours=1)
    assert store.case(1, "recovered_fen", known_at=before) is None


def test_a_held_payment_leaves_the_ledgers_money_alone() -> None:
    amounts = [20_000 + n for n in range(1, 12)]
    rows = [receipt_of(n, "12-24", amount) for n, amount in enumerate(amounts, 2)]
    listed = payment_list(2, *rows, receipt_of(1, "12-24", 20_000 * SLIP))
    stated = case(1, claim=30_000, money=20_000, received="12-23")
    store = store_of(ledger(2, stated), listed)
    assert [amount for _, amount, _ in store.receipts(1)] == [20_000]
    explain(store, "P-03")
    assert (("12-24", 20_000 * SLIP, "dated")) in store.receipts(1)


def test_the_only_return_at_hand_is_held_against_the_courts_left_out() -> None:
    """A look narrowed to a court that has sent once must ask what the look at all asks."""
    usual = [of_court(court, 5_000) for court in (YINZHOU, QINGHE, "辽1224")]
    odd = of_court(KAIYUAN, 20_000_000)
    everywhere, alone = store_of(*usual, odd), store_of(odd)
    sums = court_sums(everywhere.connection, everywhere.view()).sums
    others = tuple(each for each in sums if each[0] != KAIYUAN)
    found = find_doubts(alone.connection, replace(alone.view(), other_sums=others))
    assert [(each.code, each.court, each.field) for each in found] == [
        (each.code, each.court, each.field)
        for each in find_doubts(everywhere.connection, everywhere.view())
    ]
    assert [each.code for each in found] == ["P-17"]
