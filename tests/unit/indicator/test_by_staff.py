"""Teams and officers: parts of their court's figure, resting on what it rests on, none left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enforcement_cli.indicator.by_staff import By
from enforcement_cli.model.campaign import Action, Expectation
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.workflow.by_staff import staff_figures
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.state import Room
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
    measure,
    measure_list,
    store_of,
    week,
)

EXTRA = ("team", "officer", "is_key")
WANTED = ("cases_closed", "cases_completed", "amount_recovered", "completion_rate")


def staff(
    store: Store,
    by: By = "team",
    number: int = 3,
    indicators: tuple[str, ...] = WANTED,
    actions: tuple[str | None, ...] = (None,),
    **changes: Any,
) -> tuple[FigureSet, dict[FigureKey, Figure]]:
    campaign = replace(CAMPAIGN, expects=(Expectation(form="cases"),), **changes)
    store.campaign = campaign
    room = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=campaign)
    found = figures_of(store.connection, room, week(number), week(number - 1), LATER)
    lines = staff_figures(store.connection, room, found, by, indicators, actions=actions)
    assert len({figure.key for figure in lines}) == len(lines)
    return found, {figure.key: figure for figure in lines}


def line(lines: dict[FigureKey, Figure], indicator: str, name: str, **where: Any) -> Figure:
    by = "officer" if where.pop("by", "") == "officer" else "team"
    where = {"basis": "period", "court": YINZHOU, by: name} | where
    return lines[FigureKey(indicator=indicator, **where)]


def closed(serial: int, team: str | None, on: str = "01-02", **more: Any) -> dict[str, Any]:
    return case(serial, closed=on, filed="12-22", team=team, **more)


def test_each_team_has_its_own_line_and_the_rest_has_one() -> None:
    rows = [
        closed(1, "速执团队", money=300),
        closed(2, "速执团队", how="closed_interim", money=100),
        closed(3, "普执团队", money=500),
        closed(4, None, money=50),
        closed(5, "普执团队", "12-26", money=70),
    ]
    found, lines = staff(store_of(ledger(3, *rows, extra=EXTRA)))
    assert [line(lines, "cases_closed", t).value for t in ("速执团队", "普执团队", "未填团队")] == [
        2,
        1,
        1,
    ]
    assert line(lines, "cases_closed", "普执团队").previous == 1
    assert line(lines, "cases_closed", "普执团队").change == 0
    assert line(lines, "cases_closed", "普执团队", basis="cumulative").value == 2
    assert line(lines, "amount_recovered", "速执团队").value == 40_000
    assert line(lines, "completion_rate", "速执团队").value == Decimal("0.5")
    # Only what was asked for; the parts of a rate are not printed on their own.
    assert {key.indicator for key in lines} == set(WANTED)
    assert found.figure(FigureKey(indicator="cases_closed", court=YINZHOU)).value == 4


def test_nothing_closed_gives_no_rate_and_a_nought() -> None:
    rows = [closed(1, "速执团队"), case(2, team="普执团队", filed="12-22")]
    _, lines = staff(store_of(ledger(3, *rows, extra=EXTRA)), indicators=(*WANTED, "cases_open"))
    assert line(lines, "cases_closed", "普执团队").value == 0
    assert line(lines, "completion_rate", "普执团队").value is None
    assert line(lines, "cases_open", "普执团队", basis="cumulative").value == 1
    # What is as of a day has no period.
    assert not [k for k in lines if k.indicator == "cases_open" and k.basis == "period"]


def test_officers_of_two_courts_with_one_name_are_two() -> None:
    store = store_of(
        ledger(3, closed(1, None, officer="张三"), closed(2, None, officer="李四"), extra=EXTRA),
        ledger(3, closed(3, None, officer="张三") | {"case_no": "（2025）辽1204执3号", "case_court": QINGHE},
               court=QINGHE, extra=EXTRA),
    )  # fmt: skip
    _, lines = staff(store, "officer")
    here = line(lines, "cases_closed", "张三", by="officer")
    there = line(lines, "cases_closed", "张三", by="officer", court=QINGHE)
    assert (here.value, there.value) == (1, 1)
    assert here.key.team is None


def test_two_officers_in_one_cell_are_one_line_with_a_word() -> None:
    """A case counts once: it is given to neither alone."""
    rows = [closed(1, None, officer="张三、李四"), closed(2, None, officer="张三")]
    _, lines = staff(store_of(ledger(3, *rows, extra=EXTRA)), "officer")
    assert line(lines, "cases_closed", "张三", by="officer").value == 1
    both = line(lines, "cases_closed", "张三、李四", by="officer")
    assert (both.value, both.note) == (1, "一格多名，未拆分")


def test_a_court_that_has_not_reported_has_unknown_lines() -> None:
    store = store_of(ledger(2, closed(1, "速执团队", "12-26"), extra=EXTRA))
    found, lines = staff(store)
    court = found.figure(FigureKey(indicator="cases_closed", court=YINZHOU))
    assert (court.value, court.note) == (None, "未报")
    silent = line(lines, "cases_closed", "速执团队")
    assert (silent.value, silent.note) == (None, "未报")
    carried = line(lines, "cases_closed", "速执团队", basis="cumulative")
    assert (carried.value, carried.sources) == (1, ("carried",))
    assert not [key for key in lines if key.court == QINGHE]


def test_a_declared_figure_has_no_parts() -> None:
    """What a court states as a whole is nobody's: its teams are not 0."""
    store = store_of(
        ledger(2, closed(1, "速执团队", "12-26"), extra=EXTRA),
        aggregate(3, {(None, "cases_closed", "period"): 12}),
    )
    found, lines = staff(store)
    assert found.figure(FigureKey(indicator="cases_closed", court=YINZHOU)).value == 12
    part = line(lines, "cases_closed", "速执团队")
    assert part.value is None
    assert "仅有全院数" in part.note


def test_people_are_counted_in_each_team_and_not_added() -> None:
    """人: one person taken by two teams is one in each; nobody adds them."""
    rows = [case(1, team="速执团队"), case(2, team="普执团队")]
    events = [
        measure(1, "01-01", person="k1"), measure(1, "01-02", person="k1"),
        measure(2, "01-02", person="k1"), measure(2, "01-03", person="k2"),
    ]  # fmt: skip
    store = store_of(ledger(3, *rows, extra=EXTRA), measure_list(3, *events))
    found, lines = staff(store, indicators=("persons_detained",))
    whole = found.figure(FigureKey(indicator="persons_detained", court=YINZHOU))
    assert (whole.value, whole.unit) == (2, "人")
    parts = [line(lines, "persons_detained", team) for team in ("速执团队", "普执团队")]
    assert [(part.value, part.unit) for part in parts] == [(1, "人"), (2, "人")]


def test_by_action() -> None:
    small = Action(id="small", name="小标的", claim_at_most_fen=100_000)
    rows = [closed(1, "甲", claim=1_000), closed(2, "甲", claim=9_000)]
    store = store_of(ledger(3, *rows, extra=EXTRA))
    lines = _by_action(store, small)
    assert line(lines, "cases_closed", "甲").value == 2
    assert line(lines, "cases_closed", "甲", action="small").value == 1


def _by_action(store: Store, small: Action) -> dict[FigureKey, Figure]:
    campaign = replace(CAMPAIGN, actions=(small,), scope="all")
    store.campaign = campaign
    room = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=campaign)
    found = figures_of(store.connection, room, week(3), week(2), LATER)
    lines = staff_figures(store.connection, room, found, "team", WANTED, actions=(None, "small"))
    return {figure.key: figure for figure in lines}


def test_average_and_middle_of_days() -> None:
    rows = [
        closed(1, "甲", "12-31"), closed(2, "甲", "01-04"), case(3, team="乙", filed="12-22"),
    ]  # fmt: skip
    store = store_of(ledger(3, *rows, extra=EXTRA))
    _, lines = staff(store, indicators=("average_days", "median_days", "cases_open"))
    assert line(lines, "average_days", "甲").value == 11
    assert line(lines, "median_days", "甲").value == 11
    # The middle of nothing is nothing, not 0.
    assert line(lines, "median_days", "乙").value is None
    assert line(lines, "average_days", "乙").value is None


def test_a_figure_that_only_courts_declare_is_refused() -> None:
    with pytest.raises(UnknownName):
        staff(store_of(ledger(3, closed(1, "甲"), extra=EXTRA)), indicators=("nonsense",))


ADDED = ("cases_closed", "cases_completed", "amount_recovered", "cases_open", "cases_filed")
NAMES = st.sampled_from((None, "速执团队", "普执团队", "张三、李四", "'", "未填"))
DAYS = st.sampled_from((None, "12-21", "12-24", "12-30", "01-03", "01-04"))
CASES = st.lists(st.tuples(NAMES, DAYS, st.integers(0, 900), st.booleans()), max_size=12)


@settings(max_examples=25, deadline=None)
@given(mine=CASES, theirs=CASES, by=st.sampled_from(("team", "officer")))
def test_the_lines_add_up_to_the_court(mine: list, theirs: list, by: By) -> None:
    """The blank line too; whatever is closed when, and whoever has the case."""

    def rows(cases: list, court: str) -> list[dict[str, Any]]:
        return [
            case(serial, court=court, filed="12-22" if new else "11-03", closed=on, money=money,
                 how="closed_interim" if on and money % 2 else None, **{by: name})
            for serial, (name, on, money, new) in enumerate(cases, 1)
        ]  # fmt: skip

    store = store_of(
        ledger(3, *rows(mine, YINZHOU), extra=EXTRA),
        ledger(3, *rows(theirs, QINGHE), court=QINGHE, extra=EXTRA),
    )
    found, lines = staff(store, by, indicators=ADDED)
    for figure in found.figures:
        key = figure.key
        if key.indicator not in ADDED or key.court is None or key.action is not None:
            continue
        parts = [
            part
            for each, part in lines.items()
            if (each.indicator, each.basis, each.court) == (key.indicator, key.basis, key.court)
        ]
        assert sum(int(part.value or 0) for part in parts) == figure.value
        if figure.previous is not None:
            assert sum(int(part.previous or 0) for part in parts) == figure.previous
