"""Doubts over the set where two runs of enforce overlap, and explanations of such doubts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.save import is_unsettled, save_return
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.answers import Choice, Explanation, explain_problem
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.ingest import ingest_files
from enforcement_cli.workflow.judging import IngestOptions
from enforcement_cli.workflow.problems import problems_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import CAMPAIGN, DESK, LATER, Sent, case, ledger, no

AT = datetime(2026, 5, 1, tzinfo=BEIJING)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(workspace=Workspace(tmp_path), desk=DESK, campaign=CAMPAIGN)


def stored(room: Room, sent: Sent) -> dict[str, list[Receipt]]:
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        number = save_return(connection, sent.receipt, sent.batch)
    return {sent.receipt.file: [replace(sent.receipt, return_id=number)]}


def told(receipts: dict[str, list[Receipt]]) -> list[str]:
    return [p.code for found in receipts.values() for receipt in found for p in receipt.problems]


def test_a_run_tells_the_doubts_of_its_own_returns_that_another_run_settled(room: Room) -> None:
    settle_doubts(room, stored(room, ledger(1, case(1, money=500))), AT)
    mine = stored(room, ledger(2, case(1, money=300)))
    settle_doubts(room, {}, AT)  # another enforce, between storing and settling
    assert told(settle_doubts(room, mine, AT)).count("P-01") == 1
    assert [p.code for p in problems_of(room, LATER)].count("P-01") == 1


def test_a_return_that_is_in_already_is_not_asked_again(room: Room) -> None:
    settle_doubts(room, stored(room, ledger(1, case(1, money=500))), AT)
    mine = stored(room, ledger(2, case(1, money=300)))
    settle_doubts(room, mine, AT)
    again = {name: [replace(r, status="duplicate") for r in found] for name, found in mine.items()}
    assert "P-01" not in told(settle_doubts(room, again, AT))


def test_fallen_money_is_explained_within_bounds_of_what_is_stated(room: Room) -> None:
    settle_doubts(room, stored(room, ledger(1, case(1, money=500))), AT)
    settle_doubts(room, stored(room, ledger(2, case(1, money=300))), AT)
    choice = Choice(codes=("P-01",), case_no=no(1))
    explain_problem(
        room,
        Explanation(choice=choice, by="内勤", reason="退款", within=Decimal("0.1")),
        at=AT,
    )
    settle_doubts(room, stored(room, ledger(3, case(1, money=290))), AT)
    settle_doubts(room, stored(room, ledger(4, case(1, money=100))), AT)
    states = {p.return_id: p.state for p in problems_of(room, LATER) if p.code == "P-01"}
    assert states == {2: "expired", 3: "explained", 4: "open"}


def test_a_run_killed_before_settling_is_settled_by_the_next_that_finds_nothing_new(
    room: Room,
) -> None:
    stored(room, ledger(1, case(1, money=500)))
    stored(room, ledger(2, case(1, money=300)))
    ingest_files(room, [], IngestOptions(received_at=AT, timed=False))
    assert [p.code for p in problems_of(room, LATER)].count("P-01") == 1
    with open_store(room.workspace.store, write=False) as connection:
        assert not is_unsettled(connection)
