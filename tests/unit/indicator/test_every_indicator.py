"""Indicators over hand-built facts: 首执 and 执恢 apart, 人 never added, nothing joined that is not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from enforcement_cli.indicator.coverage import Spoken, coverage_of
from enforcement_cli.indicator.declare import shipped
from enforcement_cli.workflow.figures import FigureSet
from tests.facts import (
    QINGHE,
    YINZHOU,
    Sent,
    Store,
    _frame,
    _sent,
    aggregate,
    case,
    day,
    ledger,
    measure,
    measure_list,
    no,
    store_of,
    week,
)
from tests.unit.indicator.test_indicator_figures import figures, get, values

EMPTY = ledger(3, case(99, court=QINGHE), court=QINGHE)
EXTRA = ("closing_claim_fen", "settled_on", "due_on", "deducted_days")


def book(*rows: dict[str, Any]) -> Store:
    """A ledger of 银州 with all columns; 清河's says nothing happened."""
    return store_of(ledger(3, *rows, extra=EXTRA), EMPTY)


def of(store: Store, name: str, basis: str = "period", court: str | None = YINZHOU) -> Any:
    return get(found_in(store), name, basis, court=court).value


def found_in(store: Store) -> FigureSet:
    """The figures of a store, computed once."""
    kept = vars(store)
    if "found" not in kept:
        kept["found"] = figures(store)
    return kept["found"]


def resumed(serial: int, **more: Any) -> dict[str, Any]:
    """A case of 恢复执行."""
    return case(serial, **more) | {"case_no": no(serial, kind="执恢"), "case_type": "执恢"}


def stage(event: dict[str, Any], word: str, money: int | None = None) -> dict[str, Any]:
    return event | {"stage": word, "amount_fen": None if money is None else money * 100}


# --- cases ---------------------------------------------------------------------------------------


def test_received_is_what_was_open_at_the_start_and_what_was_filed() -> None:
    rows = [
        case(1), case(2, closed="12-30"), case(3, filed="12-30"),
        case(4, filed="12-30", closed="01-02"), case(5, closed="12-28"), case(6, filed="01-05"),
    ]  # fmt: skip
    store = store_of(ledger(4, *rows), ledger(4, case(99, court=QINGHE), court=QINGHE))
    found = figures(store)
    said = {
        name: get(found, name, court=YINZHOU).value
        for name in ("cases_received", "cases_filed", "cases_closed")
    }
    # 1 to 4: the fifth was closed the day before the week, the sixth filed the day after.
    assert said == {"cases_received": 4, "cases_filed": 2, "cases_closed": 2}
    assert get(found, "cases_carried_over", "cumulative", court=YINZHOU).value == 3
    assert get(found, "cases_received", "cumulative", court=YINZHOU).value == 5
    assert get(found, "closure_rate", court=YINZHOU).value == Decimal(2) / 4
    assert get(found, "clearance_rate", court=YINZHOU).value == 1


def test_closed_completed_and_really_closed_are_three_figures() -> None:
    ways = ("completed", "completed", "closed_interim", "terminated", "cancelled")
    store = book(*(case(n, closed="12-30", how=how) for n, how in enumerate(ways, 1)))
    names = ("cases_closed", "cases_completed", "cases_actually_closed", "cases_closed_interim")
    assert [of(store, name) for name in names] == [5, 2, 4, 1]
    assert of(store, "actual_closure_rate") == of(store, "actual_closure_rate_of_closed")
    assert of(store, "termination_rate") == Decimal(1) / 5


def test_the_same_name_over_accepted_and_over_closed_gives_two_rates() -> None:
    rows = [case(n, closed="12-30", how="closed_interim") for n in (1, 2)]
    store = book(*rows, case(3, closed="12-30"), *(case(n) for n in range(4, 9)))
    assert of(store, "interim_rate_of_closed") == Decimal(2) / 3
    assert of(store, "interim_rate_of_accepted") == Decimal(2) / 8
    assert of(store, "actual_closure_rate") == Decimal(1) / 8
    assert of(store, "actual_closure_rate_of_closed") == Decimal(1) / 3


def test_resumed_cases_are_in_no_rate_of_first_enforcement() -> None:
    """T18."""
    store = book(
        case(1, closed="12-30", claim=100, money=40), case(2, closed="12-30", how="closed_interim"),
        resumed(3, closed="12-30", claim=100, money=90),
        resumed(4, closed="12-30", how="closed_interim", claim=300, money=10),
    )  # fmt: skip
    assert of(store, "cases_closed") == 4
    assert of(store, "completion_rate") == Decimal(1) / 2
    assert of(store, "completion_rate_resumed") == Decimal(1) / 2
    assert of(store, "recovery_rate") == Decimal(40) / 1_100
    assert of(store, "recovery_rate_resumed") == Decimal(100) / 400
    assert of(store, "interim_rate_of_closed") == Decimal(1) / 2


def test_a_rate_of_the_desk_is_no_mean_of_rates() -> None:
    """T22: 1/2 and 98/100 are 99/102."""
    of_yinzhou = [case(1, closed="12-30"), case(2, closed="12-30", how="closed_interim")]
    of_qinghe = [
        case(n, court=QINGHE, closed="12-30", how="completed" if n < 99 else "closed_interim")
        for n in range(1, 101)
    ]
    found = figures(store_of(ledger(3, *of_yinzhou), ledger(3, *of_qinghe, court=QINGHE)))
    assert values(found, "completion_rate") == [
        Decimal(99) / 102, Decimal(1) / 2, Decimal(98) / 100,
    ]  # fmt: skip


@pytest.mark.parametrize(("claim", "small"), [(100_000, 1), (100_001, 0)])
def test_the_bound_of_a_claim_is_in(claim: int, small: int) -> None:
    """T3, to the 分."""
    from tests.unit.indicator.test_indicator_figures import ACTIONS

    row = case(1, closed="12-30", claim=100_000)
    row["claim_fen"] = 10_000_000 if claim == 100_000 else 10_000_001
    found = figures(book(row), actions=ACTIONS)
    assert get(found, "cases_completed", action="small", court=YINZHOU).value == small


def test_the_recovery_rate_is_of_closed_cases_over_their_final_claims() -> None:
    rows = [
        # Money from before the campaign belongs to a closed case's recovery, and to no flow.
        case(1, claim=1_000, money=600, closed="12-30", closing_claim_fen=80_000),
        case(2, claim=500, money=None, closed="12-30", how="closed_interim"),
        case(3, claim=None, money=70, closed="12-30"),
        case(4, claim=1_000, money=300),
    ]
    assert of(book(*rows), "recovery_rate") == Decimal(60_000) / 130_000


def test_settled_is_an_event_and_no_closing() -> None:
    rows = [case(1, settled_on=day("12-30")), case(2, settled_on=day("12-20"), closed="12-30")]
    store = book(*rows)
    assert (of(store, "cases_settled"), of(store, "cases_settled", "cumulative")) == (1, 2)
    assert of(store, "cases_closed") == 1
    assert of(store, "cases_settled", court=QINGHE) is None


def test_overdue_is_open_past_its_term_and_the_days_taken_off() -> None:
    rows = [
        case(1, due_on=day("01-03")), case(2, due_on=day("01-04")),
        case(3, due_on=day("12-20"), deducted_days=14), case(4, due_on=day("12-20"), deducted_days=15),
        case(5, due_on=day("12-20"), closed="12-30"), case(6, filed="07-03"), case(7, filed="07-04"),
    ]  # fmt: skip
    store = book(*rows)
    # 1, 3 and 6: the week ends on 01-04, the last day of a term is within it.
    assert of(store, "cases_overdue", "cumulative") == 3
    assert of(store, "cases_open", "cumulative") == 6
    assert of(store, "cases_closed_in_limit") == 0
    assert of(store, "in_limit_rate") == 0


def test_a_cleared_stock_has_its_base_at_the_start() -> None:
    rows = [case(1, closed="12-30"), case(2), case(3, closed="12-21"), case(4, closed="12-19")]
    fresh = case(5, filed="12-29", closed="12-30")
    store = book(*rows, fresh)
    # 1, 2, 3 were open when the campaign began; 1 and 3 have been closed since, 5 is new.
    assert of(store, "cases_carried_over", "cumulative") == 3
    assert of(store, "ledger_clear_rate", "cumulative") == Decimal(2) / 3
    assert of(store, "ledger_cases_closed", "cumulative") == 2


def test_days_to_close_are_counted_with_and_without_what_is_taken_off() -> None:
    rows = [
        case(1, filed="12-01", closed="12-30", deducted_days=9),  # 29 days, 20 of the term
        case(2, filed="12-20", closed="12-30"),  # 10
        case(3, filed="11-30", closed="12-30", how="closed_interim"),  # 30
        case(4, filed="12-28", closed="12-29"),  # 1
    ]
    store = book(*rows)
    assert of(store, "average_days") == Decimal(61) / 4
    assert of(store, "average_days_natural") == Decimal(70) / 4
    assert of(store, "average_days_completed") == Decimal(31) / 3
    assert (of(store, "median_days"), of(store, "median_days_natural")) == (15, Decimal("19.5"))
    assert of(store, "median_days_completed") == 10
    assert get(found_in(store), "average_days", court=YINZHOU).unit == "天"


def test_a_ledger_without_the_column_says_nothing_of_what_is_made_of_it() -> None:
    lacking = ledger(3, case(1, closed="12-30"), lacking=("claim_fen",))
    store = store_of(lacking, EMPTY)
    assert of(store, "cases_closed") == 1
    for name in ("amount_claimed", "first_claimed", "recovery_rate"):
        assert of(store, name) is None


# --- measures ------------------------------------------------------------------------------------


def lists(*events: dict[str, Any], number: int = 3) -> Store:
    return store_of(measure_list(number, *events))


def test_persons_of_weeks_are_not_added() -> None:
    """T6: the same man in two weeks is one man to date, and two times."""
    rows = {
        number: measure(1, on, person="甲的钥匙")
        for number, on in ((1, "12-20"), (2, "12-23"), (3, "12-30"))
    }
    store = store_of(*(measure_list(number, row) for number, row in rows.items()))
    figure = get(found_in(store), "persons_detained", "cumulative", court=YINZHOU)
    assert (figure.value, figure.unit) == (1, "人")
    assert get(found_in(store), "persons_detained", court=YINZHOU).value == 1
    rows[2] |= {"person_key": None}
    store = store_of(*(measure_list(number, row) for number, row in rows.items()))
    figure = get(found_in(store), "persons_detained", "cumulative", court=YINZHOU)
    assert (figure.value, figure.unit) == (3, "人次")


def test_persons_of_two_courts_are_not_added() -> None:
    one = [measure(1, "12-30", person="甲的钥匙", court=court) for court in (YINZHOU, QINGHE)]
    store = store_of(measure_list(3, one[0]), measure_list(3, one[1], court=QINGHE))
    assert values(figures(store), "persons_detained") == [1, 1, 1]


def test_restricted_and_blacklisted_stay_one_figure() -> None:
    """T7: neither a sum of the two nor a part of either."""
    store = lists(
        measure(1, "12-30", kind="restrict", quantity=5),
        measure(2, "12-30", kind="blacklist", quantity=3),
        measure(None, "12-30", kind="restrict_or_blacklist", quantity=857),
    )
    names = ("persons_restricted", "persons_blacklisted", "persons_restricted_or_blacklisted")
    assert [of(store, name) for name in names] == [5, 3, 857]


def test_a_notice_is_never_the_measure_it_warns_of() -> None:
    """T8."""
    store = lists(
        measure(1, "12-30", quantity=2), measure(2, "12-30", kind="fine"),
        stage(measure(3, "12-30", kind="pre_penalty", quantity=37), "noticed"),
        stage(measure(4, "12-30", kind="pre_penalty"), "complied", 500),
        stage(measure(5, "12-30", kind="pre_penalty"), "complied", 100),
    )  # fmt: skip
    names = ("persons_detained", "persons_fined", "pre_penalty_notices", "persons_complied")
    assert [of(store, name) for name in names] == [2, 1, 39, 2]
    assert of(store, "amount_complied") == 60_000
    assert of(store, "fines_amount") == 0
    for name in ("persons_detained", "persons_fined", "persons_blacklisted"):
        assert "pre_penalty" not in shipped()[name].kinds


def test_a_list_that_never_says_how_it_ended_does_not_say_nobody_complied() -> None:
    store = lists(measure(1, "12-30", kind="pre_penalty"))
    found = figures(store)
    assert get(found, "pre_penalty_notices", court=YINZHOU).value == 1
    assert all(f.value is None for f in found.figures if f.key.indicator == "persons_complied")


def test_public_and_private_prosecution_are_two_pairs() -> None:
    """T9: 11案14人 and 5案8人; one case may have several persons, one person several rows."""
    rows = [
        measure(n % 11 + 1, "12-30", kind="criminal_public", person=f"公{n}") for n in range(14)
    ] + [measure(n % 5 + 1, "12-31", kind="criminal_private", person=f"私{n}") for n in range(8)]
    found = figures(lists(*rows))
    for name, number, unit in (
        ("cases_criminal", 11, "件"), ("persons_criminal", 14, "人"),
        ("cases_criminal_private", 5, "件"), ("persons_criminal_private", 8, "人"),
    ):  # fmt: skip
        figure = get(found, name, court=YINZHOU)
        assert (figure.value, figure.unit) == (number, unit)
    assert not {i for i in shipped() if "criminal" in i} - {
        "cases_criminal", "persons_criminal", "cases_criminal_private", "persons_criminal_private",
    }  # fmt: skip


def test_a_referral_through_its_stages_is_one_case_and_one_man() -> None:
    row = measure(1, "12-30", kind="criminal_public", person="甲")
    rows = [stage(row, "transferred"), stage(row | {"taken_on": day("01-02")}, "filed")]
    store = lists(*rows)
    assert (of(store, "cases_criminal"), of(store, "persons_criminal")) == (1, 1)
    unnamed = [row | {"case_no": None, "person_key": None} for row in rows]
    assert of(lists(*unnamed), "cases_criminal") == 2


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("network_query", "network_queries"), ("freeze_insurance", "insurance_frozen"),
        ("bounty", "bounty_notices"), ("locate_person", "locations_checked"),
        ("joint_operation", "operations"), ("police_track", "persons_tracked"),
        ("exit_ban", "exit_bans"), ("freeze_account", "accounts_frozen"),
        ("deploy_police", "police_deployed"), ("deploy_vehicle", "vehicles_deployed"),
        ("seal_house", "houses_sealed"), ("seize_vehicle", "vehicles_seized"),
    ],
)  # fmt: skip
def test_a_kind_of_measure_feeds_its_figure(kind: str, name: str) -> None:
    store = lists(measure(None, "12-30", kind=kind, quantity=7), measure(1, "12-30", kind=kind))
    assert of(store, name) == 8


# --- who has spoken ------------------------------------------------------------------------------


def spoken(*kinds: str, form: str = "measures", number: int = 3) -> Spoken:
    period = week(number)
    return Spoken(
        court=YINZHOU, form=form, start=period.start, end=period.end, as_of=period.end,
        measure_kinds=kinds,
    )  # fmt: skip


def covered(name: str, *returns: Spoken) -> bool:
    coverage = coverage_of(returns)
    return coverage.covers(YINZHOU, shipped()[name], week(3).start, week(3).end)


def test_a_list_of_detentions_does_not_say_that_nothing_was_searched_for_online() -> None:
    """Else the 7502次 that the court states in its summary would give way to a 0."""
    assert covered("persons_detained", spoken("summon"))
    assert not covered("network_queries", spoken("summon"))
    assert covered("network_queries", spoken("summon", "network_query"))
    assert covered("network_queries", spoken("summon"), spoken("network_query", number=2))
    assert coverage_of([spoken("summon")]).lacks(YINZHOU, shipped()["network_queries"])
    assert not coverage_of([]).lacks(YINZHOU, shipped()["network_queries"])


def test_how_it_ended_is_known_only_where_the_list_says_it() -> None:
    assert not covered("persons_complied", spoken("pre_penalty"))
    assert covered("persons_complied", spoken("pre_penalty", "pre_penalty/stage"))
    assert not covered("persons_complied", spoken("pre_penalty", form="cases"))


def test_a_ledger_does_not_say_what_was_paid_out() -> None:
    assert not covered("amount_paid_out", spoken(form="cases"))
    assert covered("amount_paid_out", spoken(form="payouts"))
    assert not covered("amount_paid_out", spoken(form="payouts", number=2))
    assert not covered("persons_detained", spoken(form="payouts"))


def stated(name: str, value: int, unit: str) -> Sent:
    """A figure of an aggregate return in its own unit."""
    sent = aggregate(3, {(None, name, "period"): value})
    frame = sent.batch.frames["statements"].assign(unit=unit)
    return replace(sent, batch=replace(sent.batch, frames={"statements": frame}))


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("network_queries", 7502, "次"), ("insurance_frozen", 73, "次"),
        ("bounty_notices", 21, "期"), ("locations_checked", 28, "处"), ("operations", 4, "次"),
        ("persons_tracked", 80, "人次"), ("persons_restricted_or_blacklisted", 857, "人"),
    ],
)  # fmt: skip
def test_what_a_court_states_stands_beside_its_lists(name: str, value: int, unit: str) -> None:
    """T7 and the figures of 蓝山 and 固阳: a list of detentions does not turn them to 0."""
    store = store_of(measure_list(3, measure(1, "12-30")), stated(name, value, unit))
    figure = get(found_in(store), name, court=YINZHOU)
    assert (figure.value, figure.unit, figure.sources) == (value, unit, ("declared",))
    assert of(store, "persons_detained") == 1


def paid(number: int, *rows: tuple[int, str, int, int]) -> Sent:
    """A list of payouts: case, day, 元, how many were paid."""
    events = [
        {"case_no": no(serial), "paid_on": day(on), "amount_fen": money * 100, "payees": payees}
        for serial, on, money, payees in rows
    ]
    frames = {"payouts": _frame("payouts", events)}
    return _sent("payouts", number, YINZHOU, ["case_no", "paid_on"], frames, [], {})


def test_money_paid_on_is_counted_by_its_own_list() -> None:
    store = store_of(
        ledger(3, case(1, money=500), case(2)), EMPTY,
        paid(3, (1, "12-30", 100, 3), (1, "01-02", 200, 1), (2, "12-31", 5, 1)),
    )  # fmt: skip
    names = ("amount_paid_out", "cases_paid_out", "persons_paid")
    assert [of(store, name) for name in names] == [30_500, 2, 5]
    assert get(found_in(store), "persons_paid", court=YINZHOU).unit == "人次"
    assert [of(store, name, court=QINGHE) for name in names] == [None, None, None]


def test_what_nobody_lists_and_nobody_states_is_no_figure() -> None:
    found = {figure.key.indicator for figure in figures(lists(measure(1, "12-30"))).figures}
    assert {"persons_detained", "searches", "cases_closed"} <= found
    assert not {"network_queries", "bounty_notices", "amount_paid_out", "cases_criminal"} & found
