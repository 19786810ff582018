"""Declared figures: printed where nothing better is known, inferred without gaps, marked always."""

from dataclasses import replace
from pathlib import Path

import pytest

from enforcement_cli.indicator.declared import declared_of
from enforcement_cli.model.campaign import Action, Expectation
from enforcement_cli.model.declared import Declaration
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.period import Period
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    aggregate,
    case,
    ledger,
    measure,
    measure_list,
    store_of,
    week,
)

CLOSED, MONEY, DETAINED = "cases_closed", "amount_recovered", "persons_detained"
TOTALS = replace(CAMPAIGN, expects=(Expectation(form="aggregate"),))


def figures(
    store: Store, number: int = 3, campaign=TOTALS, period: Period | None = None, **changes
) -> FigureSet:
    campaign = replace(campaign, **changes)
    store.campaign = campaign
    room = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=campaign)
    previous = week(number - 1) if number > 1 and period is None else None
    return figures_of(store.connection, room, period or week(number), previous, LATER)


def get(found: FigureSet, indicator: str = CLOSED, basis: str = "period", **where) -> Figure:
    figure = found.figure(FigureKey(indicator=indicator, basis=basis, **where))  # type: ignore[arg-type]
    assert figure is not None
    return figure


def values(found: FigureSet, indicator: str = CLOSED, basis: str = "period", **where) -> list:
    """The desk, then its two courts."""
    return [get(found, indicator, basis, court=c, **where).value for c in (None, YINZHOU, QINGHE)]


def said(number: int, period: int | None = None, to_date: int | None = None, *, court: str = YINZHOU,
         name: str = CLOSED, action: str | None = None, **manner) -> Sent:  # fmt: skip
    stated = {(action, name, "period"): period, (action, name, "cumulative"): to_date}
    return aggregate(number, {k: v for k, v in stated.items() if v is not None}, court, **manner)


def test_a_campaign_of_totals_has_figures_that_say_they_are_declared() -> None:
    found = figures(store_of(said(3, 4, 10), said(3, 5, 20, court=QINGHE)))
    assert values(found) == [9, 4, 5]
    assert values(found, basis="cumulative") == [30, 10, 20]
    one = get(found, court=YINZHOU)
    assert (one.sources, one.note) == (("declared",), "报送数")
    assert get(found).sources == ("declared",)
    assert YINZHOU in get(found).note


def test_a_complete_ledger_stands_above_what_is_declared() -> None:
    store = store_of(
        ledger(3, case(1, closed="12-30"), case(2, closed="12-24")), said(3, 40, 50),
        said(3, 5, 20, court=QINGHE),
    )  # fmt: skip
    found = figures(store)
    assert values(found) == [6, 1, 5]
    assert values(found, basis="cumulative") == [22, 2, 20]
    assert get(found, court=YINZHOU).sources == ("computed",)
    assert set(get(found).sources) == {"computed", "declared"}
    # The ledger of last week says nothing of this one.
    later = figures(store_of(ledger(2, case(1, closed="12-24")), said(3, 40, 50)))
    assert get(later, court=YINZHOU).value == 40
    assert get(later, court=YINZHOU).previous == 1
    assert get(later, basis="cumulative", court=YINZHOU).value == 50


def test_the_latest_version_is_printed() -> None:
    store = store_of(said(3, 4, 10), said(3, 6, 12, again=1))
    assert get(figures(store), court=YINZHOU).value == 6


def test_a_period_is_inferred_from_two_figures_to_date_and_only_from_neighbours() -> None:
    found = get(figures(store_of(said(2, to_date=10), said(3, to_date=17))), court=YINZHOU)
    assert (found.value, found.sources, found.note) == (7, ("inferred",), "推算")
    gap = figures(store_of(said(2, to_date=10), said(4, to_date=17)), 4)
    assert get(gap, court=YINZHOU).value is None
    assert get(gap, basis="cumulative", court=YINZHOU).value == 17


def test_figures_to_date_that_fell_give_no_period() -> None:
    found = get(figures(store_of(said(2, to_date=10), said(3, to_date=9))), court=YINZHOU)
    assert found.value is None


def test_a_figure_to_date_is_the_sum_of_all_periods_only_without_gap() -> None:
    weeks = [said(n, n) for n in (1, 2, 3)]
    found = get(figures(store_of(*weeks)), basis="cumulative", court=YINZHOU)
    assert (found.value, found.sources) == (6, ("inferred",))
    assert found.previous == 3
    gap = get(figures(store_of(weeks[0], weeks[2])), basis="cumulative", court=YINZHOU)
    assert gap.value is None
    # The last figure to date and the weeks since make the next.
    since = get(figures(store_of(said(2, 3, 100), said(3, 4))), basis="cumulative", court=YINZHOU)
    assert (since.value, since.sources) == (104, ("inferred",))


def test_the_first_week_is_period_and_to_date_at_once() -> None:
    assert get(figures(store_of(said(1, to_date=5)), 1), court=YINZHOU).value == 5
    both = figures(store_of(said(1, 5, 6)), 1)
    assert get(both, court=YINZHOU).value == 5
    assert get(both, basis="cumulative", court=YINZHOU).value == 6


def test_a_month_is_never_made_of_weeks_that_cross_it() -> None:
    month = Period(
        kind="month",
        start=week(3).start.replace(year=2026, month=1, day=1),
        end=week(7).end,
        label="1月",
    )
    store = store_of(*(said(n, n) for n in range(1, 8)))
    assert get(figures(store, period=month), court=YINZHOU).value is None
    fitting = Period(kind="custom", start=week(3).start, end=week(4).end, label="两周")
    assert get(figures(store, period=fitting), court=YINZHOU).value == 7


def test_persons_are_neither_added_nor_subtracted() -> None:
    store = Store()
    for number in (1, 2, 3):
        for court in (YINZHOU, QINGHE):
            sent = said(number, 2, number * 2, court=court, name=DETAINED)
            sent.batch.frames["statements"]["unit"] = "人"
            store.take(sent)
    found = figures(store)
    assert get(found, DETAINED).unit == "人"
    assert values(found, DETAINED) == [None, 2, 2]
    assert "人" in get(found, DETAINED).note
    weeks = store_of()
    for number in (1, 2, 3):
        sent = said(number, 2, name=DETAINED)
        sent.batch.frames["statements"]["unit"] = "人"
        weeks.take(sent)
    assert get(figures(weeks), DETAINED, "cumulative", court=YINZHOU).value is None
    to_date = store_of()
    for number in (2, 3):
        sent = said(number, to_date=number, name=DETAINED)
        sent.batch.frames["statements"]["unit"] = "人"
        to_date.take(sent)
    assert get(figures(to_date), DETAINED, court=YINZHOU).value is None


def test_persons_declared_do_not_enter_a_column_of_times() -> None:
    persons = said(3, 2, name=DETAINED)
    persons.batch.frames["statements"]["unit"] = "人"
    store = store_of(persons, measure_list(3, measure(1, "12-30", court=QINGHE), court=QINGHE))
    found = figures(store)
    assert get(found, DETAINED).unit == "人次"
    assert values(found, DETAINED) == [1, None, 1]
    assert get(found, DETAINED, court=YINZHOU).note != ""


def test_a_total_over_actions_is_only_the_returns_own() -> None:
    actions = (
        Action(id="small", name="小标的", claim_at_most_fen=1), Action(id="wages", name="欠薪", causes=("wage",)),
    )  # fmt: skip
    stated = {("small", CLOSED, "period"): 913, ("wages", CLOSED, "period"): 95}
    found = figures(store_of(aggregate(3, stated)), actions=actions, scope="actions")
    assert get(found, court=YINZHOU, action="small").value == 913
    assert get(found, court=YINZHOU).value is None
    stated[None, CLOSED, "period"] = 950
    found = figures(store_of(aggregate(3, stated)), actions=actions, scope="actions")
    assert get(found, court=YINZHOU).value == 950


def test_a_court_that_has_not_reported_is_missing_and_keeps_its_figure_to_date() -> None:
    store = store_of(said(2, 3, 30), said(2, 1, 10, court=QINGHE), said(3, 2, 12, court=QINGHE))
    found = figures(store)
    assert values(found) == [2, None, 2]
    assert get(found, court=YINZHOU).note == "未报"
    kept = get(found, basis="cumulative", court=YINZHOU)
    assert (kept.value, set(kept.sources)) == (30, {"carried", "declared"})
    assert values(found, basis="cumulative") == [42, 30, 12]
    # The comparison leaves out whom the week leaves out.
    assert get(found).previous == 1
    # What an accepted return does not state is not waited for.
    assert get(found, MONEY, court=QINGHE).note == "无此项"


def test_no_comparison_with_a_base_that_lacks_a_court() -> None:
    found = figures(store_of(said(3, 3), said(2, 1, court=QINGHE), said(3, 2, court=QINGHE)))
    assert values(found) == [5, 3, 2]
    assert (get(found).previous, get(found).change) == (None, None)


def test_what_few_courts_list_is_given_where_somebody_states_it() -> None:
    found = figures(
        store_of(
            said(3, 2, name="cases_settled"), said(3, to_date=7, name="cases_overdue"),
            said(3, 5, name="cases_paid_out", court=QINGHE),
        )
    )  # fmt: skip
    assert values(found, "cases_settled") == [2, 2, None]
    assert get(found, "cases_overdue", "cumulative", court=YINZHOU).value == 7
    assert found.figure(FigureKey(indicator="cases_overdue")) is None
    assert values(found, "cases_paid_out") == [5, None, 5]
    assert found.figure(FigureKey(indicator="exit_bans")) is None


def test_a_zero_report_is_zero_and_a_blank_one_is_not() -> None:
    before = [said(2, 3, 30), said(2, 1, 10, court=QINGHE)]
    store = store_of(*before, said(3, 2, 32), aggregate(3, {}, QINGHE))
    found = figures(store)
    assert values(found) == [2, 2, 0]
    assert values(found, basis="cumulative") == [42, 32, 10]
    gaps = store_of(*before, said(3, 2, 32), aggregate(3, {}, QINGHE, status="gaps"))
    assert values(figures(gaps)) == [2, 2, None]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_any_order_of_arrival_gives_the_same(order: tuple[int, ...]) -> None:
    sent = [said(2, 3, 30), said(3, 4, 34), said(3, 9, 39, version=2)]
    store = store_of(*(sent[i] for i in order))
    assert get(figures(store), court=YINZHOU).value == 9


def test_what_is_put_aside_is_no_figure() -> None:
    day = week(3)
    one = Declaration(
        court=YINZHOU, action=None, indicator=MONEY, start=day.start, end=day.end, value=5,
        unit="fen", return_id=1, doubted=True,
    )  # fmt: skip
    found = declared_of([one], CAMPAIGN.start, [])
    line = (YINZHOU, None, MONEY, "fen")
    assert found.of_days(line, day.start, day.end, to_date=False) is None
    assert found.is_held(line, day.end)


def test_the_chain_of_an_inferred_figure_is_kept() -> None:
    found = figures(store_of(said(2, to_date=10), said(3, to_date=17)))
    chain = found.ground.declared.of_days(
        (YINZHOU, None, CLOSED, "件"), week(3).start, week(3).end, to_date=False
    )
    assert chain is not None
    assert [each.value for each in chain.plus] == [17]
    assert [each.value for each in chain.minus] == [10]
