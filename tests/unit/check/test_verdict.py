"""What becomes of a return: accepted, with gaps, returned (design.md 3, what a problem does)."""

from dataclasses import replace

import pytest

from enforcement_cli.check.verdict import all_rows, held_rows, verdict
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from tests.facts import case, ledger, measure, measure_list


def of(rows: int, held: int) -> Batch:
    batch = ledger(2, *(case(n) for n in range(1, rows + 1))).batch
    frame = batch.frames["cases"]
    marks = [i < held for i in range(len(frame))]
    return replace(batch, frames={"cases": frame.assign(held=marks)})


def problem(code: str, effect: str) -> Problem:
    return Problem(rule=rule(code), origin=Origin(file="a"), effect=effect)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "held", "status"),
    [
        (20, 0, "accepted"),
        (20, 1, "gaps"),  # 5 % exactly
        (19, 1, "returned"),
        (100, 5, "gaps"),
        (100, 6, "returned"),
        (1, 1, "returned"),
        (0, 0, "accepted"),
    ],
)
def test_more_than_five_in_a_hundred_rows_refuse_the_return(
    rows: int, held: int, status: str
) -> None:
    batch = of(rows, held)
    assert (all_rows(batch), held_rows(batch)) == (rows, held)
    assert verdict(batch, ()) == status


@pytest.mark.parametrize(
    ("effect", "status"),
    [
        ("say", "accepted"),
        ("mark", "accepted"),
        ("blank", "gaps"),
        ("hold", "gaps"),
        ("refuse", "returned"),
    ],
)
def test_what_a_problem_does(effect: str, status: str) -> None:
    assert verdict(of(20, 0), [problem("V-07", effect)]) == status


def test_a_problems_own_effect_goes_before_its_rules() -> None:
    assert rule("F-07").effect == "refuse"
    assert verdict(of(20, 0), [problem("F-07", "say")]) == "accepted"
    by_rule = Problem(rule=rule("F-07"), origin=Origin(file="a"))
    assert verdict(of(20, 0), [by_rule]) == "returned"


def test_rows_are_those_of_the_forms_own_table() -> None:
    marks = [measure(n, None, column="detained") for n in (1, 2, 3)]
    assert all_rows(ledger(2, case(1), measures=marks).batch) == 1
    assert all_rows(measure_list(2, measure(1, "12-24"), measure(2, "12-24")).batch) == 2
