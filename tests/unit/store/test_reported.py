"""Figures in force as a series: of versions the latest, with what the others said."""

from __future__ import annotations

from itertools import permutations

import pytest

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.reported import courts_with_rows, left_out, reported_figures
from enforcement_cli.store.save import save_problems
from enforcement_cli.vocabulary.checks import rule
from tests.facts import LATER, QINGHE, YINZHOU, Store, aggregate, case, ledger, store_of, week

CLOSED = ("small", "cases_closed", "period")
TO_DATE = (None, "cases_closed", "cumulative")
MONEY = (None, "amount_recovered", "period")


def values(store: Store) -> list[tuple[object, ...]]:
    return [
        (f.of.court, f.of.start, f.action, f.indicator, f.basis, f.value, f.earlier)
        for f in reported_figures(store.connection, store.view())
    ]


def test_a_figure_has_its_return_days_and_cell() -> None:
    store = store_of(aggregate(3, {CLOSED: 4, TO_DATE: 9, MONEY: 12}))
    found = {f.indicator + f.basis: f for f in reported_figures(store.connection, store.view())}
    to_date, money = found["cases_closedcumulative"], found["amount_recoveredperiod"]
    assert (to_date.start, to_date.end) == (week(1).start, week(3).end)
    assert to_date.slot == (week(3).start, week(3).end)
    assert (to_date.of.court, to_date.of.as_of, to_date.column, to_date.row) == (
        YINZHOU, week(3).end, 3, 3,
    )  # fmt: skip
    assert (money.value, money.unit, found["cases_closedperiod"].action) == (1200, "fen", "small")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_versions_the_latest_stands_in_any_order(order: tuple[int, ...]) -> None:
    sent = [
        aggregate(2, {TO_DATE: 9, CLOSED: 3}, again=1),
        aggregate(2, {TO_DATE: 11}, version=2, again=2),
        aggregate(3, {TO_DATE: 20}, QINGHE),
    ]
    store = store_of(*(sent[i] for i in order))
    assert sorted(values(store), key=repr) == sorted(
        [
            (YINZHOU, week(2).start, "small", "cases_closed", "period", 3, ()),
            (YINZHOU, week(2).start, "", "cases_closed", "cumulative", 11, (9,)),
            (QINGHE, week(3).start, "", "cases_closed", "cumulative", 20, ()),
        ],
        key=repr,
    )


def test_a_withdrawn_return_says_nothing() -> None:
    store = Store()
    first, second = store.take(
        aggregate(2, {TO_DATE: 9}, again=1), aggregate(2, {TO_DATE: 11}, version=2, again=2)
    )
    store.withdraw(second)
    assert [
        (f.of.return_id, f.value, f.earlier)
        for f in reported_figures(store.connection, store.view())
    ] == [(first, 9, ())]


def test_a_doubt_of_the_unit_is_known_from_its_own_return_and_from_others() -> None:
    store = Store()
    (number,) = store.take(aggregate(2, {MONEY: 9, CLOSED: 4, TO_DATE: 5}))
    origin = Origin(file="a", sheet="台账", row=3, column=2)
    facts = dict.fromkeys(("field", "value", "reference", "times", "unit", "other"), "0")
    slip = Problem(rule=rule("P-03"), origin=origin, facts=facts, field="amount_recovered")
    save_problems(store.connection, LATER, [(number, YINZHOU, [slip])])
    others = {(number, "台账", 3, 4, "cases_closed")}
    found = reported_figures(store.connection, store.view(), others)
    assert [f.doubted for f in found] == [True, False, True]


def test_a_store_without_figures_is_left_alone() -> None:
    store = store_of(ledger(2, case(1, money=5)))
    assert reported_figures(store.connection, store.view()) == []
    assert courts_with_rows(store.connection) == {YINZHOU}


def test_what_a_check_left_out_is_known_by_field() -> None:
    store = Store()
    (number,) = store.take(aggregate(2, {CLOSED: 4}))
    for field in ("cases_filed", ""):
        problem = Problem(
            rule=rule("V-02"),
            origin=Origin(file="a"),
            facts={"field": "x", "raw": "y"},
            field=field,
        )
        save_problems(store.connection, LATER, [(number, YINZHOU, [problem])])
    assert left_out(store.connection) == {number: frozenset({"cases_filed", ""})}
