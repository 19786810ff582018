"""Figures: 未报 is not 0, overlapping actions are counted once, rates are divided once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from enforcement_cli.indicator.aims import target_for
from enforcement_cli.indicator.arithmetic import ratio
from enforcement_cli.indicator.coverage import Spoken, coverage_of
from enforcement_cli.indicator.declare import shipped
from enforcement_cli.model.campaign import Action, Target
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.store.publications import record_issue
from enforcement_cli.workflow.figures import FigureSet, figure_json, figures_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace
from tests.facts import (
    CAMPAIGN,
    DESK,
    LATER,
    QINGHE,
    YINZHOU,
    Store,
    case,
    ledger,
    measure,
    measure_list,
    no,
    store_of,
    week,
)

ACTIONS = (
    Action(id="small", name="小标的案件", claim_at_most_fen=10_000_000),
    Action(id="wages", name="整治欠薪案件", causes=("wage", "migrant_wage")),
)
WAGES = "劳务合同纠纷"


def figures(
    store: Store, number: int = 3, actions: tuple[Action, ...] = (), **changes
) -> FigureSet:
    campaign = replace(CAMPAIGN, actions=actions, **changes)
    store.campaign = campaign
    room = Room(workspace=Workspace(Path("nowhere")), desk=DESK, campaign=campaign)
    return figures_of(store.connection, room, week(number), week(number - 1), LATER)


def get(found: FigureSet, indicator: str, basis: str = "period", **where) -> Figure:
    figure = found.figure(FigureKey(indicator=indicator, basis=basis, **where))  # type: ignore[arg-type]
    assert figure is not None
    return figure


def values(found: FigureSet, indicator: str, basis: str = "period", **where) -> list:
    """The desk, then its two courts."""
    return [
        get(found, indicator, basis, court=court, **where).value
        for court in (None, YINZHOU, QINGHE)
    ]


def both(*rows: dict, number: int = 3) -> list:
    """A ledger of each court; 清河's says nothing happened."""
    return [ledger(number, *rows), ledger(number, case(9, court=QINGHE), court=QINGHE)]


def test_closings_count_by_their_day() -> None:
    days = ("12-28", "12-29", "01-04")
    rows = [case(n, closed=day) for n, day in enumerate(days, 1)]
    found = figures(store_of(*both(*rows)))
    assert values(found, "cases_closed") == [2, 2, 0]
    assert values(found, "cases_closed", "cumulative") == [3, 3, 0]
    assert get(found, "cases_closed").previous == 1
    assert get(found, "cases_closed").change == 1


def test_openings_are_outside_every_flow() -> None:
    store = store_of(*both(case(1, money=30), number=2), *both(case(1, money=50)))
    found = figures(store)
    assert values(found, "amount_recovered") == [2_000, 2_000, 0]
    assert values(found, "amount_recovered", "cumulative") == [2_000, 2_000, 0]


def test_a_court_that_has_not_reported_is_missing_and_not_zero() -> None:
    store = store_of(*both(case(1, closed="12-24"), number=2), ledger(3, case(1, closed="12-24")))
    found = figures(store)
    assert values(found, "cases_closed") == [0, 0, None]
    assert values(found, "cases_closed", "cumulative") == [1, 1, 0]
    assert get(found, "cases_closed", court=QINGHE).note != ""
    assert get(found, "cases_closed", "cumulative", court=QINGHE).note != ""
    assert get(found, "cases_closed", court=YINZHOU).note == ""
    assert QINGHE in get(found, "cases_closed").note


def test_the_comparison_leaves_out_whom_the_week_leaves_out() -> None:
    qinghe = ledger(2, case(1, court=QINGHE, closed="12-24"), court=QINGHE)
    store = store_of(ledger(2, case(1, closed="12-24")), qinghe, ledger(3, case(1, closed="12-24")))
    found = get(figures(store), "cases_closed")
    assert (found.value, found.previous, found.change) == (0, 1, -1)


def test_nobody_reported() -> None:
    found = figures(Store())
    assert values(found, "cases_closed") == [None, None, None]
    assert values(found, "cases_closed", "cumulative") == [None, None, None]


def test_a_later_ledger_speaks_for_the_weeks_before() -> None:
    found = figures(store_of(*both(case(1, closed="12-30"), number=4)))
    assert values(found, "cases_closed") == [1, 1, 0]


def test_a_case_in_two_actions_is_one_case() -> None:
    rows = [
        case(1, claim=1_000, cause=WAGES, closed="12-30"),
        case(2, claim=500_000, cause=WAGES, closed="12-30"),
        case(3, claim=1_000, closed="12-30"),
        case(4, claim=500_000, closed="12-30"),
    ]
    found = figures(store_of(*both(*rows)), actions=ACTIONS, scope="actions")
    assert [get(found, "cases_closed", action=a).value for a in ("small", "wages", None)] == [
        2,
        2,
        3,
    ]
    everything = figures(store_of(*both(*rows)), actions=ACTIONS)
    assert get(everything, "cases_closed").value == 4


@pytest.mark.parametrize(("claim", "members"), [(100_000, 1), (100_001, 0), (None, 0)])
def test_the_bound_of_a_claim_is_inclusive_and_missing_is_not_small(
    claim: int | None, members: int
) -> None:
    store = store_of(*both(case(1, claim=claim, closed="12-30")))
    found = figures(store, actions=ACTIONS)
    assert get(found, "cases_closed", action="small").value == members


@pytest.mark.parametrize(("frozen_at", "members"), [("baseline", 1), ("closing", 0), ("never", 1)])
def test_membership_is_fixed_when_the_campaign_says(frozen_at: str, members: int) -> None:
    store = store_of(
        *both(case(1, claim=1_000), number=2),
        *both(case(1, claim=200_000, closed="12-30"), number=3),
        *both(case(1, claim=2_000, closed="12-30"), number=4),
    )
    small = replace(ACTIONS[0], frozen_at=frozen_at)  # type: ignore[arg-type]
    found = figures(store, actions=(small,))
    assert get(found, "cases_closed", action="small").value == members


def test_only_case_types_of_the_campaign() -> None:
    guarantee = case(1, closed="12-30") | {"case_no": no(1, kind="执保"), "case_type": "执保"}
    assert get(figures(store_of(*both(guarantee))), "cases_closed").value == 0


def test_open_cases_at_the_end_of_the_week() -> None:
    rows = [
        case(1), case(2, closed="01-04"), case(3, closed="01-05"), case(4, filed="01-05"),
        case(5, filed=None),
    ]  # fmt: skip
    found = figures(store_of(*both(*rows, number=4)))
    assert values(found, "cases_open", "cumulative") == [3, 2, 1]


def test_a_rate_is_sum_over_sum() -> None:
    yinzhou = [case(1, closed="12-30"), case(2, closed="12-30", how="closed_interim")]
    qinghe = [case(n, court=QINGHE, closed="12-30") for n in (1, 2)]
    store = store_of(ledger(3, *yinzhou), ledger(3, *qinghe, court=QINGHE))
    rate = values(figures(store), "completion_rate")
    assert rate == [Decimal(3) / Decimal(4), Decimal("0.5"), Decimal(1)]


def test_nothing_over_nothing_is_no_rate() -> None:
    assert ratio(0, 0) is None
    assert ratio(None, 3) is None
    assert ratio(3, None) is None
    assert ratio(1, 3) == Decimal(1) / Decimal(3)
    assert get(figures(store_of(*both(case(1)))), "completion_rate").value is None


def test_persons_are_counted_once_and_never_added() -> None:
    def detained(court: str) -> list:
        return [
            measure_list(n, measure(1, on, person=person, court=court), court=court)
            for n, on, person in ((2, "12-24", "甲"), (3, "12-30", "甲"))
        ]

    # One person, detained by both courts in two weeks each.
    store = store_of(*detained(YINZHOU), *detained(QINGHE), *both(case(1)))
    lists = [measure_list(1, court=court) for court in (YINZHOU, QINGHE)]
    store.take(*lists)
    found = figures(store)
    assert get(found, "persons_detained").unit == "人"
    assert values(found, "persons_detained") == [1, 1, 1]
    assert values(found, "persons_detained", "cumulative") == [1, 1, 1]


def test_without_a_person_key_it_is_times() -> None:
    store = store_of(
        measure_list(3, measure(1, "12-30", person="甲"), measure(1, "12-31", person="甲")),
        measure_list(3, measure(1, "12-30", court=QINGHE), court=QINGHE),
    )
    found = figures(store)
    assert get(found, "persons_detained").unit == "人次"
    assert values(found, "persons_detained") == [3, 2, 1]


def test_what_was_published_stands_beside_what_is_known_now() -> None:
    store = store_of(*both(case(1, closed="12-24"), number=2))
    before = figures(store, 2)
    record_issue(
        store.connection, campaign=CAMPAIGN.id, period=week(2), known_at=LATER,
        figures=[figure_json(figure) for figure in before.figures], files={},
    )  # fmt: skip
    late = [case(1, closed="12-24"), case(2, closed="12-26"), case(3, closed="12-30")]
    store.take(*both(*late))
    found = get(figures(store), "cases_closed", "cumulative")
    assert (found.value, found.previous, found.previous_published) == (3, 2, 1)


def test_a_later_target_supersedes_and_is_not_asked_early() -> None:
    key = FigureKey(indicator="cases_closed", basis="cumulative", court=YINZHOU)
    first = Target(indicator="cases_closed", court=YINZHOU, at_least=Decimal(10))
    second = replace(first, at_least=Decimal(20), start=date(2026, 1, 1))
    other = replace(first, action="small")
    assert target_for((first, second, other), key, week(2)) == first
    assert target_for((first, second, other), key, week(3)) == second
    assert target_for((other,), key, week(3)) is None


def test_the_desks_target_is_the_sum_of_its_courts_unless_it_has_its_own() -> None:
    courts = tuple(
        Target(indicator="cases_closed", court=court, at_least=Decimal(n))
        for court, n in ((YINZHOU, 4), (QINGHE, 6))
    )
    store = store_of(*both(case(1, closed="12-30")))
    found = figures(store, targets=courts)
    assert get(found, "cases_closed", "cumulative").target == 10
    assert get(found, "target_rate", "cumulative").value == Decimal("0.1")
    assert get(found, "target_rate", "cumulative", court=YINZHOU).value == Decimal("0.25")
    assert get(found, "cases_closed", "period").target is None
    own = Target(indicator="cases_closed", at_least=Decimal(50))
    assert get(figures(store, targets=(*courts, own)), "cases_closed", "cumulative").target == 50


def test_time_progress_counts_both_ends() -> None:
    pace = get(figures(store_of(*both(case(1)))), "time_progress", "cumulative")
    assert pace.value == Decimal(16) / Decimal(71)


# --- who has spoken ----------------------------------------------------------------------------

CLOSED, DETAINED = shipped()["cases_closed"], shipped()["persons_detained"]
FINED = shipped()["persons_fined"]
START, END = week(3).start, week(3).end


def spoken(form: str, number: int, *kinds: str, as_of: date | None = None) -> Spoken:
    period = week(number)
    return Spoken(
        court=YINZHOU, form=form, start=period.start, end=period.end,
        as_of=as_of or period.end, measure_kinds=kinds,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("returns", "covers"),
    [
        ([], False),
        ([spoken("cases", 2)], False),
        ([spoken("cases", 3)], True),
        ([spoken("cases", 4)], True),
        ([spoken("cases", 3, as_of=date(2026, 1, 3))], False),
        ([spoken("measures", 3)], False),
    ],
)
def test_a_ledger_covers_all_days_up_to_its_as_of(returns: list[Spoken], covers: bool) -> None:
    assert coverage_of(returns).covers(YINZHOU, CLOSED, START, END) is covers
    assert coverage_of(returns).covers(QINGHE, CLOSED, START, END) is False


def test_a_ledger_without_the_column_does_not_say_zero() -> None:
    filed, completed = shipped()["cases_filed"], shipped()["cases_completed"]
    ledger = replace(spoken("cases", 3), fields=frozenset({"case_no", "closed_on"}))
    coverage = coverage_of([ledger])
    assert coverage.covers(YINZHOU, CLOSED, START, END)
    assert not coverage.covers(YINZHOU, filed, START, END)
    assert not coverage.covers(YINZHOU, completed, START, END)
    assert not coverage.ever(YINZHOU, filed)
    whole = replace(ledger, fields=frozenset({"case_no", "filed_on", "close_method"}))
    assert coverage_of([ledger, whole]).covers(YINZHOU, filed, START, END)


def test_a_list_covers_its_own_days_only() -> None:
    coverage = coverage_of([spoken("measures", 3)])
    assert coverage.covers(YINZHOU, DETAINED, START, END)
    assert not coverage.covers(YINZHOU, DETAINED, week(2).start, END)
    assert not coverage_of([spoken("measures", 4)]).covers(YINZHOU, DETAINED, START, END)
    both_weeks = coverage_of([spoken("measures", 2), spoken("measures", 3)])
    assert both_weeks.covers(YINZHOU, DETAINED, week(2).start, END)


def test_a_ledgers_measure_columns_speak_of_their_kinds_alone() -> None:
    coverage = coverage_of([spoken("cases", 3, "detain")])
    assert coverage.covers(YINZHOU, DETAINED, START, END)
    assert not coverage.covers(YINZHOU, FINED, START, END)
    assert coverage.ever(YINZHOU, DETAINED)
    assert not coverage.ever(YINZHOU, FINED)
