"""What became of a due return: every state, lateness beside it, and a court's record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from enforcement_cli.model.campaign import Campaign, Expectation
from enforcement_cli.store.board import BoardEvent
from enforcement_cli.workflow.board import allowances_of, court_records
from tests.unit.workflow.boards import (
    CAMPAIGN,
    DUE,
    A,
    B,
    at,
    board,
    came,
    exemption,
    extension,
    refused,
    slot,
    week,
)

SENT = came("01-05 09:00")


def test_three_clocks_are_three_states() -> None:
    """Scenario 29: on time, late but open, after the lock."""
    assert (slot(board("01-05 12:30")).state, slot(board("01-05 12:30")).late) == ("missing", False)
    assert (slot(board("01-06 12:30")).state, slot(board("01-06 12:30")).late) == ("missing", True)
    assert (slot(board("01-08 12:30")).state, slot(board("01-08 12:30")).late) == ("locked", True)


def test_accepted_and_queried() -> None:
    assert slot(board("01-05 10:00", SENT)).state == "accepted"
    asked = slot(board("01-05 10:00", SENT, problems=(refused(SENT),)))
    assert (asked.state, [r.code for r in asked.reasons]) == ("queried", ["S-07"])


def test_a_refused_file_is_returned_and_says_where_and_why() -> None:
    file = came("01-05 09:00", status="returned")
    mine = slot(board("01-05 10:00", file, problems=(refused(file),)))
    assert mine.state == "returned"
    (reason,) = mine.reasons
    assert (reason.code, reason.cell, reason.command) == ("S-07", "台账!3行", "")
    assert mine.is_missing


def test_a_file_that_waits_for_the_desk_is_received_and_never_late_or_locked() -> None:
    file = came("01-05 09:00", status="returned")
    waits = refused(file, command="enforce mapping confirm --court 银州")
    for now in ("01-05 10:00", "01-07 10:00", "01-20 10:00"):
        mine = slot(board(now, file, problems=(waits,)))
        assert (mine.state, mine.late) == ("received", False)
        assert mine.reasons[0].command == "enforce mapping confirm --court 银州"
    # One cause of two is the sender's: it is theirs to send again.
    both = (waits, replace(refused(file), problem_id=2))
    assert slot(board("01-05 10:00", file, problems=both)).state == "returned"


def test_a_withdrawn_return_leaves_the_slot_open_and_its_lateness_as_it_was() -> None:
    out = replace(SENT, withdrawn=True)
    mine = slot(board("01-07 10:00", out))
    assert (mine.state, mine.is_missing, mine.late) == ("withdrawn", True, False)
    again = slot(board("01-20 10:00", out, came("01-07 11:00")))
    assert (again.state, again.late) == ("accepted", False)
    assert [file.state for file in again.history] == ["withdrawn", "accepted"]


def test_the_earlier_version_is_replaced_and_lateness_goes_by_the_first() -> None:
    late = came("01-06 15:00")
    correction = came("01-07 09:00", version=2)
    mine = slot(board("01-20 10:00", correction, late))
    assert [file.state for file in mine.history] == ["replaced", "accepted"]
    assert (mine.state, mine.late) == ("accepted", True)
    punctual = slot(board("01-20 10:00", SENT, correction))
    assert (punctual.late, punctual.complete_at) == (False, at("01-05 09:00"))


def test_the_declared_version_stands_whatever_order_they_came_in() -> None:
    original, correction = came("01-05 11:00"), came("01-05 10:00", version=2)
    mine = slot(board("01-05 12:00", original, correction))
    assert mine.file
    assert mine.file.return_id == correction.return_id


def test_a_refused_attempt_does_not_count_as_sent() -> None:
    first, second = came("01-05 09:00", status="returned"), came("01-07 09:00")
    mine = slot(board("01-07 10:00", first, second))
    assert (mine.state, mine.late) == ("accepted", True)
    assert [file.state for file in mine.history] == ["returned", "accepted"]


def test_a_file_read_again_is_one_file_that_came_when_it_came() -> None:
    first = came("01-05 09:00", status="returned", sha256="same")
    second = came("01-07 09:00", sha256="same")
    mine = slot(board("01-07 10:00", first, second))
    assert (mine.state, mine.late, len(mine.history)) == ("accepted", False, 1)
    nobody = replace(first, court=None, form=None, period_end=None)
    assert not slot(board("01-07 10:00", nobody, second)).late


def test_what_came_later_is_not_known_earlier() -> None:
    assert slot(board("01-05 08:00", SENT)).state == "missing"


def test_another_campaigns_aggregate_is_not_ours_and_its_ledger_is() -> None:
    both = replace(
        CAMPAIGN, expects=(Expectation(form="cases"), Expectation(form="aggregate", due=DUE))
    )
    theirs = [replace(came("01-05 09:00", form=form), campaign="other") for form in
              ("cases", "aggregate")]  # fmt: skip
    theirs[1] = replace(theirs[1], sha256="another")
    found = board("01-05 10:00", *theirs, campaign=both)
    mine = [s.state for s in found.slots if (s.court, s.period) == (A, week(3))]
    assert mine == ["accepted", "missing"]


class TestGrants:
    """Extensions and exemptions on the board."""

    def test_an_extension_is_shown_and_not_late(self) -> None:
        more = (extension("01-09 17:00"),)
        mine = slot(board("01-08 13:00", allowances=more))
        assert (mine.state, mine.late) == ("missing", False)
        assert mine.clocks
        assert mine.clocks.due == at("01-09 17:00")
        assert slot(board("01-08 13:00", allowances=more), court=B).state == "locked"
        assert slot(board("01-08 13:00", allowances=more), number=2).state == "locked"

    def test_an_exemption_takes_the_slots_off_from_and_until(self) -> None:
        off = (exemption(week(2).start, week(3).end),)
        found = board("01-30 10:00", allowances=off)
        states = [slot(found, number).state for number in (1, 2, 3, 4)]
        assert states == ["locked", "exempt", "exempt", "locked"]
        assert not slot(found).is_missing

    def test_who_is_let_off_and_sends_all_the_same_is_in(self) -> None:
        found = board(
            "01-30 10:00", came("01-29 10:00"), allowances=(exemption(week(1).start, None),)
        )
        assert (slot(found).state, slot(found).late) == ("accepted", False)

    def test_the_latest_grant_stands_and_a_revoked_one_does_not(self) -> None:
        def said(when: str, what: str, detail: str = "17:00", until: str = "01-09") -> BoardEvent:
            return BoardEvent(
                at=at(f"{when} 09:00"), what=what, by="王某", reason="", court=A, form="cases",
                until=at(f"{until} 00:00").date(), period_start=week(3).start,
                period_end=week(3).end, detail=detail,
            )  # fmt: skip

        first, second = said("01-04", "extended"), said("01-05", "extended", until="01-12")
        (stands,) = allowances_of([first, second])
        assert stands.until == at("01-12 17:00")
        assert allowances_of([first, said("01-06", "revoked", "extended")]) == ()
        whole = replace(said("01-04", "exempted", ""), period_end=None)
        assert len(allowances_of([whole, first, said("01-06", "revoked", "extended")])) == 1
        assert len(allowances_of([whole, first, said("01-06", "revoked", "exempted")])) == 1


def test_a_courts_record_over_the_campaign() -> None:
    found = board(
        "01-13 13:00",
        came("12-22 09:00", 1),
        came("12-31 09:00", 2),
        came("12-31 15:00", 2, version=2),
        came("01-05 09:00", 3, status="gaps"),
    )
    mine = next(r for r in court_records(found.slots, found.now) if r.court == A)
    # Week 4 was due 01-12 and on time until 01-13 noon: it is missing.
    assert (mine.due, mine.on_time, mine.late, mine.missing) == (4, 2, 1, 1)
    # Week 2 was replaced, rows of week 3 were held.
    assert (mine.sent, mine.first_right) == (3, 1)
    assert [period.number for period in mine.late_periods] == [2, 4]


@pytest.mark.parametrize(
    ("every", "periods"), [("week", 11), ("month", 3), ("once", 1), ("day", 71)]
)
def test_every_is_honoured(every: str, periods: int) -> None:
    expected = Expectation(form="cases", every=every, due=DUE)  # type: ignore[arg-type]
    campaign: Campaign = replace(CAMPAIGN, expects=(expected,))
    found = board("12-21 10:00", campaign=campaign)
    assert len([s for s in found.slots if s.court == A]) == periods


def test_a_months_return_is_one_that_states_its_last_day() -> None:
    campaign = replace(CAMPAIGN, expects=(Expectation(form="cases", every="month", due=DUE),))
    # The last week that ends in January does not state the 31st, the next does as of that day.
    weekly = came("01-26 09:00", 6)
    monthly = came("02-01 09:00", 7, as_of=date(2026, 1, 31))
    mine = [s.state for s in board("02-01 10:00", weekly, campaign=campaign).slots if s.court == A]
    assert mine[1] == "missing"
    found = board("02-01 10:00", weekly, monthly, campaign=campaign)
    assert [s.state for s in found.slots if s.court == A][1] == "accepted"
