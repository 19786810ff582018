"""Which courts a change can touch, and a store that shows the returns of some alone."""

from __future__ import annotations

import pytest

from enforcement_cli.store.scope import foreign_returns, linked_courts, narrowed
from tests.facts import (
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    case,
    ledger,
    no,
    payment_list,
    payout_list,
    receipt_of,
    store_of,
)

DIAOBING, KAIYUAN = "辽1281", "辽1282"


def linked(store: Store, *courts: str) -> set[str]:
    foreign = foreign_returns(store.connection, 0)
    return set(linked_courts(store.connection, frozenset(courts), foreign))


def test_courts_that_state_only_their_own_cases_are_linked_to_none() -> None:
    store = store_of(ledger(2, case(1)), ledger(2, case(1, court=QINGHE), court=QINGHE))
    assert foreign_returns(store.connection, 0) == []
    assert linked(store, YINZHOU) == {YINZHOU}


def test_a_case_of_another_court_links_both_ways() -> None:
    theirs = case(2, court=QINGHE)
    store = store_of(ledger(2, case(1), theirs), ledger(2, theirs, court=QINGHE))
    assert foreign_returns(store.connection, 0) == [1]
    assert linked(store, YINZHOU) == linked(store, QINGHE) == {YINZHOU, QINGHE}


def test_a_case_its_own_court_never_stated_links_those_that_did() -> None:
    strange = case(2, court=KAIYUAN)
    store = store_of(
        ledger(2, case(1), strange),
        ledger(2, case(1, court=QINGHE), strange, court=QINGHE),
        ledger(2, case(1, court=KAIYUAN), court=KAIYUAN),
    )
    assert linked(store, QINGHE) == {YINZHOU, QINGHE}
    assert linked(store, KAIYUAN) == {KAIYUAN}


def test_links_lead_on() -> None:
    store = store_of(
        ledger(2, case(1), case(2, court=QINGHE)),
        ledger(2, case(2, court=QINGHE), case(3, court=DIAOBING), court=QINGHE),
        ledger(2, case(3, court=DIAOBING), court=DIAOBING),
        ledger(2, case(9, court=KAIYUAN), court=KAIYUAN),
    )
    assert linked(store, DIAOBING) == {YINZHOU, QINGHE, DIAOBING}
    assert foreign_returns(store.connection, 1) == [2]


def test_an_original_a_receipt_and_a_payout_are_mentions_too() -> None:
    resumed = case(7, case_type="执恢", original_case_no=no(2, QINGHE))
    assert linked(store_of(ledger(2, resumed), _of_qinghe()), QINGHE) == {YINZHOU, QINGHE}
    received = payment_list(2, receipt_of(2, "12-23", 5, QINGHE))
    assert linked(store_of(received, _of_qinghe()), QINGHE) == {YINZHOU, QINGHE}
    paid = {"case_no": no(2, QINGHE), "paid_on": None, "amount_fen": 5}
    assert linked(store_of(payout_list(2, paid), _of_qinghe()), YINZHOU) == {YINZHOU, QINGHE}


def _of_qinghe() -> Sent:
    return ledger(2, case(2, court=QINGHE), court=QINGHE)


def test_a_withdrawn_return_still_links_for_what_it_raised_must_end() -> None:
    store = store_of(ledger(2, case(1), case(2, court=QINGHE)), _of_qinghe())
    store.withdraw(1)
    assert linked(store, YINZHOU) == {YINZHOU, QINGHE}


def test_a_narrowed_store_shows_some_courts_and_is_itself_again() -> None:
    store = store_of(ledger(2, case(1)), ledger(2, case(1, court=QINGHE), court=QINGHE))
    ask = store.connection.execute
    asked = "SELECT (SELECT count(*) FROM returns), (SELECT count(*) FROM cases)"
    with narrowed(store.connection, frozenset({QINGHE})):
        assert ask(asked).fetchall() == [(1, 1)]
        assert ask("SELECT reporting_court FROM returns").fetchall() == [(QINGHE,)]
    assert ask(asked).fetchall() == [(2, 2)]


def test_a_narrowed_store_is_itself_again_after_a_failure() -> None:
    store = store_of(ledger(2, case(1)))
    with pytest.raises(ValueError, match="no"), narrowed(store.connection, frozenset({QINGHE})):
        raise ValueError("no")
    assert store.connection.execute("SELECT count(*) FROM cases").fetchall() == [(1,)]
