"""What is divided by what, and what is held against which target: never two sets of courts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.model.campaign import Campaign, Expectation, Target
from enforcement_cli.workflow.explain import ExplainWish, explain
from enforcement_cli.workflow.periods import PeriodWish
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    aggregate,
    case,
    ledger,
    measure,
    measure_list,
    store_of,
    unread,
    week,
)
from tests.unit.indicator.test_indicator_figures import both, figures, get

CLOSED = replace(CAMPAIGN, expects=(Expectation(form="cases", every="week"),))


def target(court: str | None, **bounds: int) -> Target:
    """A target of closings in all cases."""
    given = {name: Decimal(number) for name, number in bounds.items()}
    return Target(indicator="cases_closed", court=court, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lacking", "rate"), [("recovered_fen", "recovery_rate"), ("close_method", "completion_rate")]
)
def test_a_court_that_gives_one_part_of_a_rate_is_in_neither_sum(lacking: str, rate: str) -> None:
    mine = ledger(3, case(1, claim=1000, money=1000, closed="12-30"))
    theirs = case(2, court=QINGHE, claim=9000, closed="12-30")
    store = store_of(mine, ledger(3, theirs, court=QINGHE, lacking=(lacking,)))
    found = figures(store)
    assert get(found, rate).value == 1  # 1000 of 1000, not of 10000
    assert QINGHE in get(found, rate).note
    court = get(found, rate, court=QINGHE)
    assert (court.value, bool(court.note)) == (None, True)
    assert get(found, "first_closed").value == 2  # the parts themselves stay what they are


def test_a_case_whose_money_could_not_be_read_is_in_neither_part_of_the_rate() -> None:
    known = case(1, claim=1000, money=400, closed="12-30")
    doubted = case(2, claim=500, closed="12-30")
    store = store_of(ledger(3, known, doubted, slips=[unread(2)]))
    assert get(figures(store), "recovery_rate").value == Decimal("0.4")  # not 400 of 1500
    # A blank says that nothing came in.
    blank = store_of(ledger(3, known, doubted))
    assert get(figures(blank), "recovery_rate").value == Decimal(400) / Decimal(1500)


def test_the_cells_of_a_rate_are_those_that_were_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = ledger(3, case(1, claim=1000, money=1000, closed="12-30"))
    theirs = case(2, court=QINGHE, claim=9000, closed="12-30")
    store = store_of(mine, ledger(3, theirs, court=QINGHE, lacking=("recovered_fen",)))
    explained = explained_of(store, monkeypatch, "recovery_rate")
    assert [(one.figure.value, one.total) for one in explained] == [(100_000, 100_000)] * 2


def explained_of(store, monkeypatch: pytest.MonkeyPatch, name: str):
    """What `explain` says of the third week, over a store in memory."""
    from contextlib import nullcontext

    from enforcement_cli.workflow import explain as module

    class Here(type(Path())):  # type: ignore[misc]
        def exists(self, **_: object) -> bool:
            return True

    monkeypatch.setattr(module, "open_facts", lambda *_, **__: nullcontext(store.connection))
    room = Room(workspace=Workspace(Here("nowhere")), desk=DESK, campaign=CAMPAIGN)
    wish = ExplainWish(indicator=name, period=PeriodWish(day=week(3).end))
    return explain(room, wish, known_at=LATER)


def test_what_all_courts_did_is_not_held_against_the_target_of_one() -> None:
    store = store_of(*both(case(1, closed="12-30")))
    one = figures(store, targets=(target(YINZHOU, at_least=4),), expects=CLOSED.expects)
    assert get(one, "cases_closed", "cumulative").target is None
    assert get(one, "cases_closed", "cumulative", court=YINZHOU).target == 4
    every = (target(YINZHOU, at_least=4), target(QINGHE, at_least=6))
    both_of_them = figures(store, targets=every, expects=CLOSED.expects)
    assert get(both_of_them, "target_rate", "cumulative").value == Decimal("0.1")


def test_a_bound_from_above_is_not_done_by_half() -> None:
    store = store_of(*both(case(1, closed="12-30")))
    courts = tuple(target(court, at_most=2) for court in (YINZHOU, QINGHE))
    found = figures(store, targets=courts)
    assert get(found, "cases_closed", "cumulative", court=YINZHOU).target == 2
    assert not [f for f in found.figures if f.key.indicator.startswith("target_rate")]


def test_a_rate_has_its_target_and_no_rate_of_it() -> None:
    aim = Target(indicator="completion_rate", court=YINZHOU, at_least=Decimal("0.4"))
    found = figures(store_of(*both(case(1, closed="12-30"))), targets=(aim,))
    assert get(found, "completion_rate", "cumulative", court=YINZHOU).target == Decimal("0.4")
    assert not [f for f in found.figures if f.key.indicator.startswith("target_rate")]


def test_one_court_s_operation_is_not_held_against_the_desk_s_target() -> None:
    campaign: Campaign = replace(CAMPAIGN, targets=(target(None, at_least=100),))
    from enforcement_cli.model.campaign import Operation
    from enforcement_cli.model.period import Period
    from enforcement_cli.workflow.figures import figures_of

    raid = Operation(
        id="raid", name="突击", court=YINZHOU, start=date(2025, 12, 29), end=date(2025, 12, 31)
    )
    campaign = replace(campaign, operations=(raid,))
    store = store_of(*both(case(1, closed="12-30")))
    room = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=campaign)
    period = Period(kind="operation", start=raid.start, end=raid.end, label=raid.name)
    found = figures_of(store.connection, room, period, None, LATER)
    assert found.courts == (YINZHOU,)
    assert not [f for f in found.figures if f.target is not None]


def test_the_week_before_is_of_the_same_courts_or_of_none() -> None:
    store = store_of(
        measure_list(2, measure(None, "12-24"), measure(None, "12-25")),
        measure_list(3, measure(None, "12-30")),
        measure_list(3, measure(None, "12-30", court=QINGHE), court=QINGHE),
    )
    found = get(figures(store), "persons_detained")
    assert (found.value, found.previous, found.change) == (2, None, None)


def test_persons_of_the_week_before_are_of_the_same_courts_or_of_none() -> None:
    store = store_of(
        measure_list(2, measure(None, "12-24", person="a")),
        measure_list(3, measure(None, "12-30", person="a")),
        measure_list(3, measure(None, "12-30", court=QINGHE, person="b"), court=QINGHE),
    )
    found = get(figures(store), "persons_detained")
    assert (found.unit, found.value, found.previous, found.change) == ("人", 2, None, None)


def test_declared_closings_are_not_divided_by_our_own_cases() -> None:
    """清河 states closings alone: what it received is not known, and 5 of 1 is no rate."""
    declared = aggregate(
        3, {(None, "cases_closed", "period"): 4, (None, "cases_closed", "cumulative"): 7}, QINGHE
    )
    expects = (Expectation(form="cases"), Expectation(form="aggregate"))
    store = store_of(ledger(3, case(1, closed="12-30"), case(2)), declared)
    found = figures(store, expects=expects)
    assert get(found, "cases_closed").value == 5
    for rate, value in (("closure_rate", Decimal("0.5")), ("average_days", Decimal(57))):
        figure = get(found, rate)
        assert (figure.value, figure.sources) == (value, ("computed",))
        assert QINGHE in figure.note
