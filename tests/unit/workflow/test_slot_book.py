"""A court's slots worked out alone are those of the whole board, without their files."""

from __future__ import annotations

import pickle
from dataclasses import astuple, replace
from datetime import date, datetime

import pytest

from enforcement_cli.model.board import Slot
from enforcement_cli.model.campaign import Campaign, Expectation
from enforcement_cli.store.board import BoardRow
from enforcement_cli.workflow.board import Known, late_periods, slots_of
from enforcement_cli.workflow.slot_book import (
    CameByFile,
    CourtSlots,
    LateByCourt,
    SlotsBySender,
    court_slots,
)
from tests.unit.workflow.boards import CAMPAIGN, DAYS, DESK, DUE, A, B, at, came, exemption

# Beside the weekly ledger a list of the day, one of the month, and a text sent once by one court.
SEVERAL = replace(
    CAMPAIGN,
    expects=(
        *CAMPAIGN.expects,
        Expectation(form="measures", every="day", due=DUE),
        Expectation(form="payments", every="month", due=DUE),
        Expectation(form="narrative", every="once", courts=(B,)),
    ),
)
RETURNS = (
    came("12-22 09:00", 1),
    came("12-30 09:00", 2),
    came("12-30 10:00", 2, version=2),
    came("01-05 09:00", 3, court=None, status="returned", sha256="unnamed", form="cases"),
    came("01-07 09:00", 3, sha256="unnamed"),
    came("01-05 10:00", 3, court=B, status="returned"),
    came("01-06 10:00", 3, court=B, form="measures"),
    came("01-06 11:00", 2, court=B, form="measures", as_of=date(2026, 1, 1)),
    came("02-01 11:00", 3, court=B, form="payments", as_of=date(2026, 1, 31)),
    came("02-01 12:00", 4, court=B, form="narrative"),
    came("02-01 13:00", 4, campaign="another", form="narrative", court=B),
)
KNOWN = Known(
    now=at("02-03 09:00"), returns=RETURNS, allowances=(exemption(date(2026, 1, 19), None),),
    waiting={},
)  # fmt: skip


def source_of(campaign: Campaign) -> CourtSlots:
    rows: dict[str | None, list[BoardRow]] = {}
    for each in RETURNS:
        rows.setdefault(each.court, []).append(astuple(each))
    return court_slots(DESK, campaign, DAYS, replace(KNOWN, returns=()), rows)


def bare(slots: list[Slot]) -> tuple[Slot, ...]:
    return tuple(replace(slot, file=None, history=()) for slot in slots)


@pytest.mark.parametrize("campaign", [CAMPAIGN, SEVERAL])
@pytest.mark.parametrize("sent", [False, True])
def test_they_are_the_boards(campaign: Campaign, *, sent: bool) -> None:
    source = source_of(campaign)
    if sent:  # as a reader gets it
        source = pickle.loads(pickle.dumps(source, 5))  # noqa: S301
    by_sender: dict[tuple[str, str], list[Slot]] = {}
    by_court: dict[str, list[Slot]] = {}
    for slot in slots_of(DESK, campaign, DAYS, KNOWN):
        by_sender.setdefault((slot.court, slot.form), []).append(slot)
        by_court.setdefault(slot.court, []).append(slot)
    found = SlotsBySender(source=source)
    assert list(found) == list(by_sender)
    assert dict(found) == {sender: bare(slots) for sender, slots in by_sender.items()}
    late = LateByCourt(source=source)
    assert dict(late) == {court: late_periods(slots) for court, slots in by_court.items()}
    assert late[A]


def test_nothing_is_expected_of_others() -> None:
    source = source_of(SEVERAL)
    assert SlotsBySender(source=source).get((A, "narrative"), ()) == ()
    assert SlotsBySender(source=source).get(("辽9999", "cases"), ()) == ()
    assert LateByCourt(source=source).get("辽9999", ()) == ()


def test_when_a_file_first_came_is_known_by_court() -> None:
    found = CameByFile(source=source_of(SEVERAL))
    first: dict[tuple[str, str | None], datetime] = {}
    for each in RETURNS:
        first.setdefault((each.sha256, each.court), each.received_at)
    assert dict(found) == first
    assert len(found) == len(first)
    assert found[("unnamed", None)] == at("01-05 09:00")
    assert found[("unnamed", A)] == at("01-07 09:00")
    assert found.get(("unnamed", B)) is None
