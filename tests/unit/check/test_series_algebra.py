"""累计 and 本期, 旧存 and 未结, week after week: what contradicts, told once and at its cell."""

from __future__ import annotations

import pytest

from enforcement_cli.model.problem import CheckSetting
from tests.unit.check.series_made import COURTS, Weeks, codes, doubts, told

ONE, TWO = COURTS[:2]
CLOSED = "cases_closed.cumulative"


def both(indicator: str, periods: tuple[int | None, ...], to_date: tuple[int | None, ...]) -> Weeks:
    made = Weeks().line(indicator, *periods)
    return made.line(indicator, *to_date, basis="cumulative")


@pytest.mark.parametrize(
    ("periods", "to_date", "found"),
    [
        ((10, 12, 15), (10, 22, 37), []),
        # A step without a period's figure to explain it, and the weeks after it that follow.
        ((10, 12, 15, 11, 9), (10, 22, 37, 48, 87), [("P-02", 5)]),
        ((10, 12, 15, 11, 9), (10, 22, 67, 78, 87), [("P-02", 3)]),
        # A slip in one week: the right figure of the next is no doubt.
        ((10, 12, 15, 11), (10, 22, 73, 48), [("P-02", 3)]),
        ((10, 12, 51, 11), (10, 22, 37, 48), [("P-02", 3)]),
        ((10, 12, 15), (10, 22, 12), [("P-01", 3)]),
        # Later ones that follow from the fallen one are the same doubt.
        ((10, 12, 15, 8), (10, 22, 12, 20), [("P-01", 3)]),
        # A negative period (核减) is asked about by itself.
        ((10, 12, -2), (10, 22, 20), []),
        # Without the period's figures only a fall can be seen.
        ((None, None, None), (10, 22, 60), []),
        ((None, None, None), (10, 22, 21), [("P-01", 3)]),
        # A week is missing: nothing to add up, but nothing may fall either.
        ((10, None, 15), (10, None, 40), []),
        ((10, None, 15), (10, None, 9), [("P-01", 3)]),
        ((10, 12), (42, 54), [("P-10", 1)]),
        ((None, 12), (None, 54), []),
    ],
)
def test_what_is_to_date_follows(periods, to_date, found) -> None:  # type: ignore[no-untyped-def]
    made = both("cases_closed", periods, to_date)
    assert told(made) == [(code, ONE, week, CLOSED) for code, week in found]


def test_a_doubt_stands_at_its_cell_with_all_its_numbers() -> None:
    (found,) = doubts(both("cases_closed", (10, 12, 15), (10, 22, 67)))
    problem = found.problem
    assert (problem.origin.file, problem.origin.cell) == (f"{ONE}-3.xlsx", "表1!C5")
    assert (problem.severity, problem.did, problem.value) == ("return", "mark", 67)
    for number in ("22件", "15件", "37件", "67件", "30件"):
        assert number in problem.message


def test_money_may_be_off_by_the_last_printed_place() -> None:
    # 万元 with two decimals: 0.01 of it is rounding, 0.02 is not. In 元 with 分 nothing is.
    week, to_date = (1_230_000, 4_560_000), (1_230_000, 5_800_000)
    assert codes(both("amount_recovered", week, to_date)) == []
    assert codes(both("amount_recovered", week, (1_230_000, 5_810_000))) == ["P-02"]
    assert codes(both("amount_recovered", (1_230_001, 4_560_000), (1_230_001, 5_790_011))) == [
        "P-02"
    ]


def test_a_correction_of_an_earlier_week_explains_a_step() -> None:
    made = both("cases_closed", (10, 12, 15, 11, 9), (10, 22, 37, 48, 87))
    assert codes(made) == ["P-02"]
    # Week 2 stated anew, 30 more; weeks 3 and 4 were sent when nobody knew.
    made.put(ONE, 2, "cases_closed", "period", 42)
    made.put(ONE, 2, "cases_closed", "cumulative", 52)
    made.earlier = {
        (ONE, 2, "cases_closed", "period"): (12,),
        (ONE, 2, "cases_closed", "cumulative"): (22,),
    }
    assert codes(made) == []
    # The step without the correction, or one that is not the corrected number, is asked about.
    made.put(ONE, 5, "cases_closed", "cumulative", 88)
    assert told(made) == [("P-02", ONE, 5, CLOSED)]


def test_the_unit_in_doubt_explains_all_else() -> None:
    made = both("amount_recovered", (10**8, 10**8, 10**8), (10**8, 2 * 10**12, 3 * 10**8))
    assert codes(made) == ["P-02"]
    made.doubted = {(ONE, 2, "amount_recovered", "cumulative")}
    assert codes(made) == []


def test_persons_to_date_are_fewer_than_their_sum() -> None:
    def persons(*to_date: int) -> list[str]:
        made = both("persons_restricted", (30, 40, 35, 20), to_date)
        made.units["persons_restricted"] = "人"
        return codes(made)

    assert persons(30, 66, 95, 110) == []
    assert persons(30, 66, 140, 150) == ["P-02"]
    # The plain sum over three large weeks, told once and not every week again.
    assert persons(30, 70, 105, 125) == ["P-16"]
    few = both("persons_detained", (2, 3, 2), (2, 5, 7))
    few.units["persons_detained"] = "人"
    assert codes(few) == []


@pytest.mark.parametrize(
    ("carried", "left", "weeks"),
    [
        ((400, 390, 385), (390, 385, 380), []),
        ((400, 390, 399), (390, 385, 380), [3]),
        # Courts that always carry what there was when the campaign began.
        ((400, 400, 400), (390, 385, 380), []),
        ((400, 440, 400), (390, 385, 380), [2]),
        ((400, None, 399), (390, None, 380), []),
        # With two weeks only, neither last week's rest nor the start.
        ((400, 410), (390, 385), [2]),
    ],
)
def test_what_is_carried_over(carried, left, weeks) -> None:  # type: ignore[no-untyped-def]
    made = Weeks().line("cases_carried_over", *carried, basis="cumulative")
    made.line("cases_open", *left, basis="cumulative")
    assert told(made) == [("P-07", ONE, week, "cases_carried_over.cumulative") for week in weeks]


def test_what_the_return_itself_contradicts_is_not_asked_again() -> None:
    def week_of(left: int) -> list[str]:
        made = Weeks().line("cases_carried_over", 400, 410, basis="cumulative")
        made.line("cases_open", 390, left, basis="cumulative")
        made.line("cases_filed", 10, 10).line("cases_closed", 20, 15)
        return codes(made)

    # R-03 says that 410 + 10 - 15 is not 385; where the rest follows from 410, only P-07 can tell.
    assert week_of(385) == []
    assert week_of(405) == ["P-07"]


def test_more_is_closed_than_there_ever_was_once_a_run() -> None:
    made = Weeks().line("cases_carried_over", 100, 100, 100, basis="cumulative")
    made.line("cases_filed", 20, 40, 60, basis="cumulative")
    made.line("cases_closed", 110, 150, 190, basis="cumulative")
    assert told(made) == [("P-11", ONE, 2, CLOSED)]


def test_what_is_as_of_a_day_may_fall() -> None:
    made = Weeks().line("cases_open", 300, 260, 240, basis="cumulative")
    assert codes(made.line("cases_overdue", 9, 4, 0, basis="cumulative")) == []


def test_actions_courts_and_units_are_lines_of_their_own() -> None:
    made = Weeks().line("cases_closed", 50, 60, basis="cumulative")
    made.line("cases_closed", 5, 6, basis="cumulative", action="small")
    assert codes(made.line("cases_closed", 2, 3, basis="cumulative", court=TWO)) == []
    made.line("cases_closed", 5, 4, basis="cumulative", action="small")
    assert told(made) == [("P-01", ONE, 2, "cases_closed.cumulative.small")]


def test_a_campaign_switches_a_check_off() -> None:
    made = both("cases_closed", (10, 12), (10, 40))
    assert codes(made) == ["P-02"]
    assert told(made, CheckSetting(code="P-02", on=False)) == []
    # Whatever is off keeps nothing else silent; a weaker severity is the problem's own.
    (found,) = doubts(made, CheckSetting(code="P-02", severity="query"))
    assert found.problem.severity == "query"
