"""A case stated once is read as it stands: what the way of the others would make of it, no more."""

import pytest

from enforcement_cli.model.relations import PASSED_ON, asking
from enforcement_cli.store.current import relations
from tests.facts import LATER, Store
from tests.lake.hostile import hostile_store

_ALL_AGAIN = "SELECT DISTINCT case_no FROM cases"


@pytest.fixture(scope="module")
def store() -> Store:
    return hostile_store()


def test_some_cases_are_stated_once_and_some_again(store: Store) -> None:
    again = store.ask("SELECT count(DISTINCT case_no) FROM restated", LATER)
    every = store.ask("SELECT count(DISTINCT case_no) FROM stated", LATER)
    assert 0 < again[0][0] < every[0][0]


@pytest.mark.parametrize("relation", ["current_cases", "effective", "ledger_flows", "receipts"])
def test_grouped_and_ordered_a_case_stated_once_is_the_same(store: Store, relation: str) -> None:
    plain = relations(store.view(LATER))
    slow = plain | {"restated": _ALL_AGAIN}
    asked = f"SELECT * FROM {relation} ORDER BY ALL"
    expected = store.connection.execute(asking(slow, asked)).fetchall()
    assert expected
    assert store.connection.execute(asking(plain, asked)).fetchall() == expected


@pytest.mark.parametrize("relation", sorted(PASSED_ON))
def test_what_is_passed_on_is_what_would_be_written_down(store: Store, relation: str) -> None:
    parts = relations(store.view(LATER))
    asked = f"SELECT * FROM {relation} ORDER BY ALL"
    written = store.connection.execute(asking(parts, asked)).fetchall()
    assert written
    assert store.connection.execute(asking(parts, asked, PASSED_ON)).fetchall() == written
