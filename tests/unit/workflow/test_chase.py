"""The ladder: who is reminded, urged and notified when, and who is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from enforcement_cli.model.campaign import Expectation
from enforcement_cli.store.board import BoardEvent, BoardReturn
from enforcement_cli.workflow.chase import Chase, ChaseWish, plan
from enforcement_cli.workflow.status import Board
from tests.unit.workflow.boards import (
    CAMPAIGN,
    A,
    B,
    at,
    board,
    came,
    exemption,
    extension,
    refused,
    week,
)

# Both courts sent weeks 1 and 2 in time.
BEFORE = tuple(
    came(when, number, court=court)
    for court in (A, B)
    for number, when in ((1, "12-22 09:00"), (2, "12-29 09:00"))
)


def told(when: str, step: str = "urge", court: str = A, number: int = 3) -> BoardEvent:
    return BoardEvent(
        at=at(when), what="chased", by="enforce", reason="", until=None, court=court, form="cases",
        period_start=week(number).start, period_end=week(number).end, detail=step,
    )  # fmt: skip


WEEK_3 = ChaseWish(day=week(3).start)
OF_A = ChaseWish(day=week(3).start, court=A)


def steps(found: Board, wish: ChaseWish = WEEK_3) -> dict[str, str]:
    """By court; of week 3, since on Friday 01-09 week 4 is reminded of."""
    return {each.court: each.step for each in plan(found, wish).courts}


def held(found: Chase) -> dict[str, str]:
    return {slot.court: why for slot, why in found.held}


@pytest.mark.parametrize(
    ("now", "step"),
    [
        # Due Monday 01-05; the working day before it is Sunday 01-04, a make-up day.
        ("01-03 23:00", None),
        ("01-04 00:00", "remind"),
        ("01-05 13:00", "remind"),
        ("01-06 12:00", "remind"),
        ("01-06 12:01", "urge"),
        ("01-08 12:00", "urge"),
        ("01-08 12:01", "notify"),
    ],
)
def test_the_steps_of_one_return(now: str, step: str | None) -> None:
    assert steps(board(now, *BEFORE)).get(A) == step


def test_the_third_lateness_is_notified_and_names_the_earlier_ones() -> None:
    """Scenario 28: late in week 1, resubmitted; week 2 late; week 3 is overdue."""
    sent = (
        came("12-25 09:00", 1), came("12-26 09:00", 1, version=2), came("12-31 09:00", 2),
        *[r for r in BEFORE if r.court == B],
    )  # fmt: skip
    found = plan(board("01-06 13:00", *sent), ChaseWish())
    mine = {each.court: each for each in found.courts}
    assert (mine[A].step, mine[B].step) == ("notify", "urge")
    assert mine[A].items[0].times == 3
    assert [(s.period.number, s.complete_at) for s in mine[A].earlier] == [
        (1, at("12-25 09:00")), (2, at("12-31 09:00")),
    ]  # fmt: skip
    # Before it is late it is only reminded of.
    assert steps(board("01-05 09:00", *sent))[A] == "remind"


def test_twice_late_is_not_yet_notified() -> None:
    sent = (came("12-25 09:00", 1), came("12-29 09:00", 2))
    assert steps(board("01-06 13:00", *sent))[A] == "urge"


def test_long_overdue_is_notified_where_nothing_locks() -> None:
    open_end = replace(CAMPAIGN, expects=(
        Expectation(form="cases", due=replace(CAMPAIGN.expects[0].due, lock_days=None)),  # type: ignore[type-var]
    ))  # fmt: skip
    for now, step in (("01-09 23:00", "urge"), ("01-12 09:00", "notify")):
        assert steps(board(now, *BEFORE, campaign=open_end))[A] == step


def test_what_is_locked_is_notified_once() -> None:
    after = [told("01-07 09:00")]
    assert steps(board("01-09 09:00", *BEFORE, events=tuple(after))) == {A: "notify", B: "notify"}
    after.append(told("01-09 09:00", "notify"))
    assert A not in steps(board("01-09 15:00", *BEFORE, events=tuple(after)))
    assert A not in steps(board("01-10 09:00", *BEFORE, events=tuple(after)))


def test_never_twice_a_day_and_again_the_next() -> None:
    memory = (told("01-06 13:00"),)
    later = plan(board("01-06 18:00", *BEFORE, events=memory), ChaseWish())
    assert ([c.court for c in later.courts], held(later)) == ([B], {A: "told"})
    assert steps(board("01-07 08:00", *BEFORE, events=memory))[A] == "urge"
    # Of another week it says nothing.
    assert A in steps(board("01-06 18:00", *BEFORE, events=(told("01-06 13:00", number=2),)))


@pytest.mark.parametrize(
    ("reading", "quiet"),
    [
        (came("01-06 12:59", status="returned"), True),
        (came("01-06 12:55", status="returned"), False),
        # A file of another week, or one that names no period but its sender, is a sign of life.
        (came("01-06 12:59", 2, version=2), True),
        (came("01-06 12:59", court=None, sender=A, status="returned", period_end=None), True),
        (came("01-06 12:59", court=B, status="returned"), False),
    ],
)
def test_a_court_whose_file_has_just_come_is_left_alone(reading: BoardReturn, quiet: bool) -> None:
    """Scenario 27."""
    found = plan(board("01-06 13:00", *BEFORE, reading), ChaseWish(court=A))
    assert held(found) == ({A: "quiet"} if quiet else {})
    assert bool(found.courts) is not quiet


def test_who_has_more_time_is_shown_with_the_new_date_and_not_chased() -> None:
    for now in ("01-03 09:00", "01-06 13:00", "01-09 17:00"):
        found = plan(board(now, *BEFORE, allowances=(extension("01-09 17:00"),)), OF_A)
        assert (found.courts, held(found)) == ((), {A: "extended"})
        assert found.held[0][0].clocks
        assert found.held[0][0].clocks.due == at("01-09 17:00")
    late = board("01-12 17:01", *BEFORE, allowances=(extension("01-09 17:00"),))
    assert steps(late)[A] == "urge"


def test_who_is_let_off_or_has_sent_is_not_chased() -> None:
    off = (exemption(week(1).start, None),)
    assert steps(board("01-06 13:00", *BEFORE, allowances=off)) == {B: "urge"}
    assert steps(board("01-06 13:00", *BEFORE, came("01-05 09:00"))) == {B: "urge"}


def test_a_file_that_waits_for_the_desk_is_not_the_courts_to_send() -> None:
    file = came("01-05 09:00", status="returned")
    waits = (refused(file, command="enforce mapping confirm"),)
    found = plan(board("01-06 13:00", *BEFORE, file, problems=waits), ChaseWish(court=A))
    assert (found.courts, held(found)) == ((), {A: "ours"})


def test_a_returned_file_is_asked_for_again() -> None:
    file = came("01-05 09:00", status="returned")
    found = plan(board("01-06 13:00", *BEFORE, file, problems=(refused(file),)), ChaseWish(court=A))
    (item,) = found.courts[0].items
    assert (item.slot.state, item.step, item.late_days) == ("returned", "urge", 1)


def test_the_wish_narrows_it() -> None:
    found = board("01-06 13:00")
    # Weeks 1 and 2 are locked, week 3 overdue for the third time.
    numbers = [
        i.slot.period.number for c in plan(found, ChaseWish(court=A)).courts for i in c.items
    ]
    assert numbers == [1, 2, 3]
    one = plan(found, ChaseWish(day=week(3).start, court=A))
    assert [i.slot.period.number for c in one.courts for i in c.items] == [3]
    assert plan(found, ChaseWish(form="measures")).courts == ()


def test_without_a_due_time_nobody_is_chased_and_it_is_said() -> None:
    bare = replace(CAMPAIGN, expects=(Expectation(form="cases"),))
    found = plan(board("01-20 13:00", campaign=bare), ChaseWish())
    assert (found.courts, found.without_due) == ((), ("案件台账",))
