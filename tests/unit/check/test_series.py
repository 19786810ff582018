"""Series of plausible figures raise nothing; planted slips are found, each once, in any order."""

from __future__ import annotations

from functools import cache

import pytest

from enforcement_cli.check.series import series_of
from enforcement_cli.check.series_checks import check_series
from enforcement_cli.model.problem import CheckSetting
from enforcement_cli.vocabulary.checks import rules_in_force
from tests.unit.check.series_made import (
    COURTS,
    NAMES,
    Weeks,
    campaign,
    changed,
    codes,
    doubts,
    shuffled,
    told,
)

ONE, TWO, *_ = COURTS
STEADY = (12, 14, 11, 13, 12, 15)


def peers(indicator: str, *values: int | None, basis: str = "period") -> Weeks:
    """The other six courts with the same figures."""
    made = Weeks()
    for n, court in enumerate(COURTS[1:]):
        scaled = [None if value is None else value + n * (value > 0) for value in values]
        made.line(indicator, *scaled, court=court, basis=basis)
    return made


def test_plausible_campaigns_raise_next_to_nothing() -> None:
    """Seven courts of unlike size, ten weeks with a holiday, big cases: 15 × 70 returns."""
    found = [doubt for seed in range(100, 115) for doubt in doubts(campaign(seed))]
    assert [d for d in found if d.problem.severity == "return"] == []
    assert len([d for d in found if d.problem.severity == "query"]) <= 2
    assert len(found) <= 4


def test_any_order_of_arrival_gives_the_same_doubts() -> None:
    made = changed(campaign(3), TWO, 5, "cases_closed", "cumulative", 1)
    made = changed(made, ONE, 4, "network_queries", "period", 9_000)
    rules = cache(lambda day: rules_in_force((), day))

    def found(seed: int | None) -> set[tuple[object, ...]]:
        figures = made.figures() if seed is None else shuffled(made.figures(), seed)
        return {
            (d.problem.code, d.problem.origin, d.problem.message, d.problem.subject)
            for d in check_series(series_of(figures, NAMES, rules), {})
        }

    first = found(None)
    assert {code for code, *_ in first} == {"P-01", "P-02"}
    assert all(found(seed) == first for seed in range(4))


@pytest.mark.parametrize(
    ("week", "indicator", "factor", "code"),
    [(5, "cases_closed", 30, "P-02"), (8, "persons_summoned", 40, "P-02")],
)
def test_one_slip_gives_one_problem(week: int, indicator: str, factor: int, code: str) -> None:
    made = campaign(7)
    value = made.said[ONE, week]["", indicator, "period"]
    slipped = changed(made, ONE, week, indicator, "period", value * factor + 50)
    assert [(c, court, w) for c, court, w, _ in told(slipped)] == [(code, ONE, week)]


# P-04


def test_a_period_far_from_the_courts_others() -> None:
    made = peers("cases_closed", *STEADY).line("cases_closed", 12, 14, 11, 140, 12, 15)
    (found,) = doubts(made)
    assert (found.problem.code, found.problem.origin.cell) == ("P-04", "表1!B5")
    assert "12件" in found.problem.message
    assert "6 家" in found.problem.message
    assert found.problem.value == 140


@pytest.mark.parametrize(
    ("own", "others"),
    [
        # Four times is a busy week; small numbers jump by themselves.
        ((12, 14, 11, 48, 12, 15), STEADY),
        ((1, 0, 1, 9, 0, 2), STEADY),
        # All courts had that week.
        ((12, 14, 11, 140, 12, 15), (12, 14, 11, 120, 12, 15)),
        ((60, 70, 66, 5, 61, 59), (60, 70, 66, 6, 61, 59)),
        # A line that has always jumped.
        ((2, 90, 5, 140, 60, 1), STEADY),
        # Too few periods to tell.
        ((12, 140, 11), (12, 14, 11)),
    ],
)
def test_what_is_no_outlier(own: tuple[int, ...], others: tuple[int, ...]) -> None:
    assert codes(peers("cases_closed", *others).line("cases_closed", *own)) == []


def test_a_period_far_below_where_the_others_are_as_ever() -> None:
    made = peers("network_queries", 160, 170, 150, 165, 158)
    assert codes(made.line("network_queries", 160, 170, 150, 4, 158)) == ["P-04"]


def test_where_only_figures_to_date_are_stated_their_steps_are_compared() -> None:
    made = peers("cases_closed", 12, 26, 37, 50, 62, basis="cumulative")
    made.line("cases_closed", 12, 26, 37, 350, 362, basis="cumulative")
    (found,) = doubts(made)
    assert (found.problem.code, found.figure.of.start.day) == ("P-04", 26)
    assert "增加 313件" in found.problem.message


def test_a_large_true_case_is_asked_about_once_and_only_far_out() -> None:
    usual = tuple(n * 10**8 for n in (30, 42, 25, 38, 33))
    busy = (*usual[:3], 30 * usual[3], usual[4])
    assert codes(peers("amount_recovered", *usual).line("amount_recovered", *busy)) == ["P-04"]
    large = (*usual[:3], 12 * usual[3], usual[4])
    assert codes(peers("amount_recovered", *usual).line("amount_recovered", *large)) == []


def test_what_is_odd_of_an_action_and_of_all_cases_is_one_problem() -> None:
    made = Weeks().line("cases_closed", 12, 14, 11, 200, 12, 15)
    made.line("cases_closed", 8, 9, 7, 180, 8, 9, action="small")
    assert [subject for *_, subject in told(made)] == ["cases_closed.period"]


# P-06, P-15, P-08


def test_zero_after_steady_figures() -> None:
    made = peers("persons_summoned", 30, 28, 31, 33, 30)
    assert told(made.line("persons_summoned", 30, 28, 31, 0, 0)) == [
        ("P-06", ONE, 4, "persons_summoned.period")
    ]
    quiet = peers("persons_summoned", 30, 28, 31, 2, 30)
    assert codes(quiet.line("persons_summoned", 30, 28, 31, 0, 29)) == []
    assert codes(Weeks().line("exit_bans", 1, 2, 1, 0)) == []
    assert codes(Weeks().line("persons_summoned", 30, 28, None, 0)) == []


def test_several_zeros_of_one_return_are_one_question() -> None:
    made = Weeks()
    for indicator in ("persons_summoned", "searches", "cases_closed"):
        made.line(indicator, 30, 28, 31, 0)
    assert told(made) == [("P-06", ONE, 4, "zeros")]


def test_money_is_expected_only_where_cases_are() -> None:
    money = tuple(n * 10**8 for n in (3, 4, 5, 0))
    made = Weeks().line("amount_recovered", *money).line("cases_closed", 14, 12, 13, 3)
    assert codes(made) == []
    assert codes(made.line("cases_closed", 14, 12, 13, 12)) == ["P-06"]


def test_zero_from_the_first_where_the_others_act_is_said_once() -> None:
    made = peers("persons_detained", 8, 9, 7, 10, 8, 9, 8)
    assert told(made.line("persons_detained", *[0] * 7)) == [
        ("P-15", ONE, 5, "persons_detained.period")
    ]
    assert codes(peers("exit_bans", *[0] * 7).line("exit_bans", *[0] * 7)) == []


def test_a_first_figure_far_above_where_the_others_began() -> None:
    made = peers("cases_closed", 8, 20, 31, basis="cumulative")
    assert codes(made.line("cases_closed", 260, 268, 280, basis="cumulative")) == ["P-08"]
    assert codes(made.line("cases_closed", 100, 112, 124, basis="cumulative")) == []
    # Who joins later is held against what the others have by then.
    late = peers("cases_closed", 8, 20, 31, basis="cumulative")
    assert codes(late.line("cases_closed", None, None, 200, basis="cumulative")) == []


# V-18


def gap() -> Weeks:
    made = Weeks().line("cases_closed", 12, 14, 11, None, 12)
    return made.line("searches", 3, 4, 3, 5, 2).line(
        "cases_closed", 12, 26, 37, 50, 62, basis="cumulative"
    )


def test_a_figure_that_was_always_there_is_missed_once() -> None:
    (found,) = [d for d in doubts(gap()) if d.problem.code == "V-18"]
    assert (found.figure.of.file, found.problem.subject) == (
        f"{ONE}-4.xlsx",
        "cases_closed.period.",
    )
    assert "11件" in found.problem.message
    few = Weeks().line("cases_closed", 12, 14, None, 12).line("searches", 3, 4, 3, 5)
    assert codes(few) == []


def test_a_gap_that_is_explained_is_not_asked_about() -> None:
    made = gap()
    number = next(f.of.return_id for f in made.figures() if f.of.file == f"{ONE}-4.xlsx")
    assert codes(made, left_out={number: {"cases_closed"}}) == []
    assert codes(made, left_out={number: {""}}) == []
    assert codes(made, left_out={number: {"searches"}}) == ["V-18"]
    doubted = gap()
    doubted.put(ONE, 4, "cases_closed", "period", 10**6)
    doubted.doubted = {(ONE, 4, "cases_closed", "period")}
    assert codes(doubted) == []


# P-05, C-03

WEEK = {
    "cases_closed": 12,
    "cases_filed": 20,
    "searches": 3,
    "persons_summoned": 31,
    "operations": 2,
}


def copied(last: dict[str, int], now: dict[str, int]) -> Weeks:
    made = Weeks()
    for indicator in WEEK:
        total = 0
        for week, value in enumerate((9, last[indicator], now[indicator], 8), 1):
            total += value
            made.put(ONE, week, indicator, "period", value)
            made.put(ONE, week, indicator, "cumulative", total)
    return made


def test_a_copied_week_is_one_problem() -> None:
    made = copied(WEEK, WEEK)
    for indicator in WEEK:  # the file of week 2 with another date: what is to date stays too
        same = made.said[ONE, 2]["", indicator, "cumulative"]
        made.put(ONE, 3, indicator, "cumulative", same)
    (found,) = doubts(made)
    assert (found.problem.code, found.figure.of.file) == ("P-05", f"{ONE}-3.xlsx")
    assert found.problem.origin.cell == "表1!5行"
    assert "5 项" in found.problem.message


def test_weeks_alike_by_chance() -> None:
    assert codes(copied(WEEK, {**WEEK, "cases_closed": 13})) == []
    small = dict.fromkeys(WEEK, 1)
    assert codes(copied(small, small)) == []
    none = dict.fromkeys(WEEK, 0)
    assert "P-05" not in codes(copied(none, none))


def test_a_copied_court_is_one_problem_at_the_court_it_does_not_fit() -> None:
    made = campaign(5)
    assert codes(made) == []
    made.said[TWO, 6] = dict(made.said[COURTS[4], 6])
    (found,) = doubts(made)
    assert (found.problem.code, found.figure.of.file) == ("C-03", f"{TWO}-6.xlsx")
    assert f"{COURTS[4]}法院" in found.problem.message
    made = campaign(5)
    made.said[COURTS[4], 6] = dict(made.said[TWO, 6])
    assert [(code, court) for code, court, *_ in told(made)] == [("C-03", COURTS[4])]


# P-12


def test_a_share_that_moved_far() -> None:
    def share(*completed: int) -> list[tuple[str, int]]:
        made = Weeks().line("cases_closed", 50, 60, 55, 50, 52)
        return [(code, week) for code, _, week, _ in told(made.line("cases_completed", *completed))]

    assert share(22, 27, 25, 46, 24) == [("P-12", 4)]
    assert share(22, 27, 25, 30, 24) == []
    made = Weeks().line("cases_closed", 8, 7, 9, 8).line("cases_completed", 2, 2, 3, 8)
    assert codes(made) == []


# C-02, C-07, C-10


def averages(*per_case: int) -> Weeks:
    """Thirty cases a court and week, each of so many 万元."""
    made = Weeks()
    for court, each in zip(COURTS, per_case, strict=False):
        made.line("cases_closed", 30, 60, basis="cumulative", court=court)
        made.line(
            "amount_recovered",
            30 * each * 10**6,
            60 * each * 10**6,
            basis="cumulative",
            court=court,
        )
    return made


def test_an_average_far_from_the_other_courts_once() -> None:
    assert told(averages(3, 4, 48, 2, 3)) == [("C-02", COURTS[2], 1, "amount_recovered.cumulative")]
    assert codes(averages(3, 4, 18, 2, 3)) == []
    assert codes(averages(3, 4, 60, 2, 40)) == []
    assert codes(averages(3, 48, 3)) == []


def test_a_share_of_the_desk_that_doubles() -> None:
    made = Weeks()
    for court in COURTS[1:5]:
        made.line("cases_closed", 20, 40, 60, 80, 100, basis="cumulative", court=court)
    made.line("cases_closed", 20, 40, 60, 80, 400, basis="cumulative")
    off = CheckSetting(code="P-04", on=False)
    assert [(code, week) for code, _, week, _ in told(made, off)] == [("C-07", 5)]
    # What P-04 asks about is not asked again.
    assert [(code, week) for code, _, week, _ in told(made)] == [("P-04", 5)]


def test_one_court_alone_brings_the_weeks_total() -> None:
    made = Weeks()
    for court in COURTS[:5]:
        made.line("searches", 6, 7, 6, 2, 8, court=court)
    made.line("searches", 6, 7, 6, 60, 8)
    off = CheckSetting(code="P-04", on=False)
    assert [(code, court, week) for code, court, week, _ in told(made, off)] == [("C-10", ONE, 4)]
