"""The state is a function of the set of returns, and money is never made or lost (design.md 3)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts import LATER, Sent, store_of
from tests.property.returns import campaigns, explained_falls, snapshot


@pytest.mark.slow
@settings(max_examples=10)
@given(campaigns(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_state(sent: list[Sent], chance: random.Random) -> None:
    expected = snapshot(store_of(*sent))
    chance.shuffle(sent)
    found = snapshot(store_of(*sent))
    for name, rows in expected.items():
        assert found[name] == rows, name


@pytest.mark.slow
@settings(max_examples=10)
@given(campaigns())
def test_the_receipts_of_a_case_sum_to_its_current_money(sent: list[Sent]) -> None:
    store = store_of(*sent)
    explained_falls(store)
    moments = sorted({one.receipt.received_at for one in sent})
    for moment in (*moments[-3:], LATER):
        # Money nobody stated yet is missing: its case has dated receipts alone, or none.
        differing = store.ask(
            """SELECT c.case_no, c.recovered_fen, sum(r.amount_fen)
               FROM current_cases c LEFT JOIN receipts r USING (case_no)
               WHERE c.recovered_fen IS NOT NULL GROUP BY ALL
               HAVING coalesce(sum(r.amount_fen), 0) <> c.recovered_fen""",
            moment,
        )
        assert differing == []


@settings(max_examples=10)
@given(campaigns())
def test_receipts_name_the_return_they_come_from(sent: list[Sent]) -> None:
    """Every receipt lies in the campaign's knowledge: a cell of an accepted return, dated by it."""
    store = store_of(*sent)
    loose = store.ask(
        """SELECT r.* FROM receipts r LEFT JOIN accepted a USING (return_id)
           WHERE a.return_id IS NULL OR r.row IS NULL OR r.day > a.as_of OR r.amount_fen = 0"""
    )
    assert loose == []


@pytest.mark.slow
@settings(max_examples=10)
@given(campaigns(), st.data())
def test_withdrawing_what_was_added_restores_the_state(
    sent: list[Sent], data: st.DataObject
) -> None:
    if not sent:
        return
    last = data.draw(st.integers(1, min(3, len(sent))))
    store = store_of(*sent[:-last])
    before = snapshot(store)
    for return_id in store.take(*sent[-last:]):
        store.withdraw(return_id)
    found = snapshot(store)
    for name, rows in before.items():
        assert found[name] == rows, name


@settings(max_examples=10)
@given(campaigns())
def test_known_at_is_the_store_of_that_moment(sent: list[Sent]) -> None:
    """Looking back gives what a store gives that never got the rest."""
    if not sent:
        return
    moment = sorted(one.receipt.received_at for one in sent)[len(sent) // 2]
    whole = store_of(*sent)
    then = store_of(*(one for one in sent if one.receipt.received_at <= moment))
    for relation in ("current_cases", "receipts", "current_measures"):
        names = "* EXCLUDE (last_rank)" if relation == "current_cases" else "* EXCLUDE (return_id)"
        if relation == "receipts":
            names = "case_no, day, amount_fen, nature, sheet, row"
        query = f"SELECT {names} FROM {relation} ORDER BY ALL"
        assert whole.ask(query, moment) == then.ask(query)
