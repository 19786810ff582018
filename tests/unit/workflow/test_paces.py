"""Targets against time over a store: whose sum, which weeks, late courts, phases; ranks and marks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Campaign, Expectation, Interval, Phase, Target
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.workflow.campaign.clock import clock_of
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.paces import paces_of
from enforcement_cli.workflow.rankings import markings_of, rankings_of, ranks_by_key
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.targets import progress_problems
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    Store,
    aggregate,
    case,
    ledger,
    store_of,
    week,
)

CLOSED, OPEN, MONEY = "cases_closed", "cases_open", "amount_recovered"
TARGETS = (
    Target(indicator=CLOSED, court=YINZHOU, at_least=Decimal(40), written="count"),
    Target(indicator=CLOSED, court=QINGHE, at_least=Decimal(20), written="count"),
)


def room_of(campaign: Campaign = CAMPAIGN, **changes) -> Room:
    return Room(
        workspace=Workspace(Path("nowhere")), desk=DESK, campaign=replace(campaign, **changes)
    )


def figures(store: Store, room: Room, number: int = 6) -> FigureSet:
    return figures_of(store.connection, room, week(number), week(number - 1), LATER)


def paces(store: Store, number: int = 6, **changes) -> dict[tuple, Pace]:
    room = room_of(**({"targets": TARGETS} | changes))
    found = paces_of(store.connection, room, figures(store, room, number))
    return {(each.key.court, each.key.indicator, each.phase): each for each in found}


# Closings of 银州: 1 in week 2, 2 in week 3, 3 in week 4, 4 in week 5, 5 in week 6; the last Sunday.
DAYS = ["12-28", *["01-04"] * 2, *["01-11"] * 3, *["01-18"] * 4, *["01-25"] * 5]


def grown(number: int = 6, court: str = YINZHOU, days=DAYS):
    first = 100 if court == QINGHE else 0
    rows = [case(first + n, closed=day, court=court) for n, day in enumerate(days, 1)]
    return ledger(number, *rows, case(first + 90, court=court), court=court)


@pytest.fixture(scope="module")
def both() -> Store:
    return store_of(grown(), grown(court=QINGHE))


def test_every_target_and_their_sum_have_a_pace(both: Store) -> None:
    found = paces(both)
    own = found[YINZHOU, CLOSED, ""]
    assert (own.value, own.target, own.rate, own.gap) == (15, 40, Decimal("0.375"), 25)
    assert own.elapsed == Decimal(37) / 71
    # 34 days are left; the weeks made 1 to 5.
    assert (own.low, own.high) == (15 + 34 // 7, 15 + 5 * 34 // 7)
    desk = found[None, CLOSED, ""]
    assert (desk.value, desk.target, desk.gap) == (30, 60, 30)
    assert (desk.low, desk.high) == (30 + 2 * 34 // 7, 30 + 10 * 34 // 7)


def test_the_time_line_is_the_one_that_the_checks_use(both: Store) -> None:
    for pace in ("days", "workdays"):
        room = room_of(targets=TARGETS, pace=pace)
        found = figures(both, room)
        mine = {each.key.court: each for each in paces_of(both.connection, room, found)}
        said = {p.subject: p.facts for p in progress_problems(room, found)}
        elapsed = mine[YINZHOU].elapsed
        assert elapsed == clock_of(room).elapsed(CAMPAIGN.start, CAMPAIGN.end, week(6).end)
        printed = said[f"all.{CLOSED}.{YINZHOU}"]["pace"]
        assert Decimal(printed.rstrip("%")) == round(elapsed * 100, 2)


def test_the_first_weeks_have_no_projection(both: Store) -> None:
    early = paces(both, 3)[YINZHOU, CLOSED, ""]
    assert (early.value, early.low) == (3, None)
    # Week 1 has two days and is none of the three.
    assert paces(both, 4)[YINZHOU, CLOSED, ""].low is not None


def test_a_late_court_is_not_held_against_time() -> None:
    found = paces(store_of(grown(), grown(4, QINGHE, DAYS[:6])))
    late = found[QINGHE, CLOSED, ""]
    assert (late.value, late.elapsed, late.low) == (6, None, None)
    assert "沿用上期" in late.note
    desk = found[None, CLOSED, ""]
    assert (desk.value, desk.low) == (21, None)
    assert QINGHE in desk.note


def test_a_gap_in_what_was_declared_gives_no_projection() -> None:
    totals = {"expects": (Expectation(form="aggregate"),)}

    def said(number: int) -> object:
        return aggregate(
            number, {(None, CLOSED, "period"): number, (None, CLOSED, "cumulative"): 10 * number}
        )

    whole = store_of(*(said(n) for n in (3, 4, 5, 6)))
    assert paces(whole, **totals)[YINZHOU, CLOSED, ""].low is not None
    gap = paces(store_of(*(said(n) for n in (3, 6))), **totals)[YINZHOU, CLOSED, ""]
    assert (gap.value, gap.low) == (60, None)
    assert gap.note


def test_a_phase_counts_its_own_days(both: Store) -> None:
    phase = Phase(name="集中", start=date(2026, 1, 12), end=date(2026, 1, 31))
    other = Phase(name="收尾", start=date(2026, 2, 1), end=date(2026, 2, 28))
    target = Target(indicator=CLOSED, court=YINZHOU, at_least=Decimal(12), phase="集中")
    found = paces(
        both, targets=(*TARGETS, target, replace(target, phase="收尾")), phases=(phase, other)
    )
    own = found[YINZHOU, CLOSED, "集中"]
    assert (own.value, own.by, own.elapsed) == (9, phase.end, Decimal(14) / 20)
    assert (YINZHOU, CLOSED, "收尾") not in found
    assert found[YINZHOU, CLOSED, ""].value == 15


def test_what_is_due_earlier_is_counted_to_that_day(both: Store) -> None:
    target = Target(indicator=CLOSED, court=YINZHOU, at_least=Decimal(8), by=date(2026, 1, 11))
    own = paces(both, targets=(target,))[YINZHOU, CLOSED, ""]
    assert (own.value, own.elapsed, own.reached) == (6, 1, False)


def test_a_later_entry_supersedes_from_its_day(both: Store) -> None:
    raised = replace(TARGETS[0], at_least=Decimal(50), start=date(2026, 1, 19))
    assert paces(both, targets=(*TARGETS, raised))[YINZHOU, CLOSED, ""].target == 50
    assert paces(both, 5, targets=(*TARGETS, raised))[YINZHOU, CLOSED, ""].target == 40


def test_a_ledger_is_cleared(both: Store) -> None:
    clear = Target(indicator=OPEN, court=YINZHOU, at_most=Decimal(0))
    own = paces(both, targets=(clear,))[YINZHOU, OPEN, ""]
    assert (own.kind, own.value, own.gap, own.rate) == ("clear", 1, 1, Decimal(15) / 16)
    assert (own.low, own.high) == (0, 0)


def test_no_sum_of_targets_where_one_court_has_none(both: Store) -> None:
    assert (None, CLOSED, "") not in paces(both, targets=TARGETS[:1])


# -- ranks and marks ---------------------------------------------------------------------------


def test_courts_are_ranked_by_what_is_printed() -> None:
    room = room_of()
    store = store_of(grown(), grown(court=QINGHE, days=DAYS[:9]))
    (ranking,) = rankings_of(room, figures(store, room), (CLOSED,))
    assert [(line.court, line.place, line.value) for line in ranking.lines] == [
        (YINZHOU, 1, 15), (QINGHE, 2, 9),
    ]  # fmt: skip
    key = FigureKey(indicator=CLOSED, basis="cumulative", court=QINGHE)
    assert ranks_by_key([ranking])[key] == 2
    # A rate over nine cases is listed, and so is one of money over nine.
    (rate,) = rankings_of(room, figures(store, room), ("completion_rate",))
    assert rate.unranked == ((QINGHE, "基数不足10件"),)
    assert rankings_of(room, figures(store, room), ("interim_rate_of_closed",)) == ()
    assert rankings_of(room, figures(store, room), (OPEN,))[0].lines[0].tied


def test_a_late_court_is_listed_and_not_ranked() -> None:
    room = room_of()
    store = store_of(grown(), grown(5, QINGHE))
    (ranking,) = rankings_of(room, figures(store, room), (CLOSED,))
    assert [line.court for line in ranking.lines] == [YINZHOU]
    assert ranking.unranked == ((QINGHE, "沿用上期"),)
    (weekly,) = rankings_of(room, figures(store, room), (CLOSED,), basis="period")
    assert weekly.unranked == ((QINGHE, "未报"),)


def test_what_was_done_of_the_target_ranks_with_the_target_as_its_base(both: Store) -> None:
    small = (TARGETS[0], replace(TARGETS[1], at_least=Decimal(9)))
    room = room_of(targets=small)
    (ranking,) = rankings_of(room, figures(both, room), ("target_rate",))
    assert [line.court for line in ranking.lines] == [YINZHOU]
    assert ranking.unranked == ((QINGHE, "基数不足10件"),)


def test_marks_by_interval_and_by_the_time_line(both: Store) -> None:
    interval = Interval(indicator="completion_rate", low=Decimal("0.3"), high=Decimal("0.6"))
    room = room_of(targets=TARGETS, intervals=(interval,))
    found = figures(both, room)
    rate, pace = markings_of(room, found, paces_of(both.connection, room, found))
    assert (rate.above, rate.inside) == ((YINZHOU, QINGHE), ())
    # 15 of 40 and 15 of 20 at 37 of 71 days.
    assert (pace.key.indicator, pace.below, pace.above) == (CLOSED, (YINZHOU,), (QINGHE,))
    wrong = replace(
        room, campaign=replace(room.campaign, intervals=(replace(interval, indicator="x"),))
    )
    with pytest.raises(BadConfiguration):
        markings_of(wrong, found)


def test_the_only_court_of_a_desk_is_the_desk() -> None:
    """A target that names no court is its own, and is told once."""
    desk = replace(DESK, court=YINZHOU, courts=DESK.courts[:1])
    aim = Target(indicator=CLOSED, at_least=Decimal(40), written="count")
    room = replace(room_of(targets=(aim,)), desk=desk)
    store = store_of(grown())
    found = figures(store, room)
    (pace,) = paces_of(store.connection, room, found)
    assert (pace.key.court, pace.target, pace.value) == (YINZHOU, 40, 15)
    held = {
        f.key.court: f.target
        for f in found.figures
        if f.key == replace(pace.key, court=f.key.court)
    }
    assert held == {None: 40, YINZHOU: 40}


def test_a_court_of_which_nothing_is_due_does_not_hide_the_desk_s_pace() -> None:
    """A 中院 that sends no ledger is no gap in what the basic courts did."""
    room = room_of(
        targets=(replace(TARGETS[0], phase="后段"),),
        phases=(Phase(name="后段", start=week(3).start, end=CAMPAIGN.end),),
        expects=(Expectation(form="cases", every="week", courts=(YINZHOU,)),),
    )
    store = store_of(grown())
    found = {p.key.court: p for p in paces_of(store.connection, room, figures(store, room))}
    assert (found[None].value, found[None].target) == (14, 40)


def test_the_desk_s_target_is_none_of_one_court_s_bulletin(both: Store) -> None:
    room = room_of(targets=(*TARGETS, Target(indicator=MONEY, at_least=Decimal(100))))
    found = replace(figures(both, room), courts=(YINZHOU,))
    assert {p.key.court for p in paces_of(both.connection, room, found)} == {YINZHOU}
