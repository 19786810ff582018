"""时间进度 by days, working days and curve; gap and projection of every kind of target (T2, T37)."""

from datetime import date
from decimal import Decimal

import pytest
from chinese_calendar import is_workday

from enforcement_cli.indicator.elapsed import Clock, time_progress
from enforcement_cli.indicator.pace import Done, pace_of
from enforcement_cli.model.campaign import Campaign, Target
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.indicator import FigureKey

START, END = date(2025, 12, 20), date(2026, 2, 28)
KEY = FigureKey(indicator="x", basis="cumulative")


def clock(pace: str = "days", curve=()) -> Clock:
    campaign = Campaign(id="w", name="冬", start=START, end=END, pace=pace, curve=curve)
    return Clock(campaign=campaign, working=is_workday)


def test_days_count_both_ends() -> None:
    assert time_progress(clock(), START) == Decimal(1) / 71
    assert time_progress(clock(), END) == 1
    assert time_progress(clock(), date(2026, 5, 1)) == 1
    assert time_progress(clock(), date(2025, 12, 1)) == 0


def test_working_days_go_by_the_table() -> None:
    """T2: 45 of them; T37: Saturday 28 February is worked."""
    by = clock("workdays")
    assert time_progress(by, date(2026, 2, 27)) == Decimal(44) / 45
    assert time_progress(by, END) == 1
    # 春节: no day of the 15th to the 23rd is worked, the 14th, a Saturday, is.
    assert time_progress(by, date(2026, 2, 14)) == time_progress(by, date(2026, 2, 23))
    assert time_progress(by, date(2026, 2, 13)) < time_progress(by, date(2026, 2, 14))
    assert by.elapsed(date(2026, 2, 15), date(2026, 2, 22), date(2026, 2, 18)) is None


def test_a_curve_is_straight_between_its_points() -> None:
    points = ((date(2025, 12, 29), Decimal("0.1")), (date(2026, 1, 31), Decimal("0.7")))
    by = clock("curve", points)
    assert time_progress(by, START) == Decimal("0.01")
    assert time_progress(by, date(2025, 12, 29)) == Decimal("0.1")
    assert time_progress(by, date(2026, 1, 31)) == Decimal("0.7")
    assert time_progress(by, date(2026, 2, 14)) == Decimal("0.85")
    assert time_progress(by, END) == 1
    # A phase has its own share of the curve.
    phase = by.elapsed(date(2025, 12, 30), date(2026, 1, 31), date(2026, 1, 31))
    assert phase == 1
    half = by.elapsed(date(2025, 12, 30), END, date(2026, 1, 31))
    assert half == Decimal("0.6") / Decimal("0.9")


def going(target: Target, value, *, weeks=(), day=date(2026, 1, 31), unit="件", **more) -> Pace:
    done = Done(key=KEY, unit=unit, value=value, day=day, weeks=weeks, **more)
    return pace_of(target, done, clock(), START, END)


LEAST = Target(indicator="cases_closed", at_least=Decimal(150))


def test_a_gap_is_in_the_figures_own_unit() -> None:
    found = going(LEAST, 60)
    assert (found.rate, found.gap, found.reached) == (Decimal("0.4"), 90, False)
    assert found.elapsed == Decimal(43) / 71
    assert isinstance(found.gap, int)
    done = going(LEAST, 160)
    assert (done.gap, done.reached) == (0, True)
    unknown = going(LEAST, None)
    assert (unknown.rate, unknown.gap, unknown.reached) == (None, None, False)


def test_a_projection_is_a_range_from_three_complete_weeks_on() -> None:
    # 28 days are left: four weeks at 5 to 9 a week.
    found = going(LEAST, 60, weeks=(7, 5, 9))
    assert (found.low, found.high) == (80, 96)
    few = going(LEAST, 60, weeks=(7, 5))
    assert (few.low, few.high) == (None, None)
    assert "3" in few.note
    # The five last ones count, and none where one of the last three is missing.
    assert going(LEAST, 60, weeks=(100, 7, 5, 9, 6, 8)).high == 96
    for weeks in ((7, 5, None), (7, None, 9, 9), (None, None, 5)):
        gap = going(LEAST, 60, weeks=weeks)
        assert gap.low is None
        assert gap.note
    assert going(LEAST, 60, weeks=(None, 7, 5, 9)).low == 80
    assert going(LEAST, 60, weeks=(7, 5, 9), day=END).low is None
    assert going(LEAST, 60, weeks=(7, 5, 9), late=True).low is None
    assert going(LEAST, 60, weeks=(7, 5, 9), late=True).elapsed is None


def test_a_range_rests_on_whole_days() -> None:
    found = going(LEAST, 60, weeks=(7, 5, 9), day=date(2026, 2, 25))
    # Three days: 60 + 15/7 and 60 + 27/7, rounded down.
    assert (found.low, found.high) == (62, 63)


def test_a_ledger_to_be_cleared_goes_down() -> None:
    clear = Target(indicator="cases_open", at_most=Decimal(0))
    found = going(clear, 30, weeks=(-4, -6, 1), closed=70)
    assert (found.kind, found.rate, found.gap, found.reached) == (
        "clear",
        Decimal("0.7"),
        30,
        False,
    )
    assert (found.low, found.high) == (6, 34)
    assert going(clear, 0, closed=100).reached
    assert going(clear, 3, weeks=(-4, -6, -5), closed=1).low == 0


@pytest.mark.parametrize(
    ("low", "high", "value", "kind", "gap", "reached"),
    [
        (None, "0.3", "0.25", "at_most", "0", True),
        (None, "0.3", "0.35", "at_most", "0.05", False),
        ("0.35", "0.6", "0.3", "between", "0.05", False),
        ("0.35", "0.6", "0.5", "between", "0", True),
        ("0.35", "0.6", "0.7", "between", "0.1", False),
        ("0.8", None, "0.75", "at_least", "0.05", False),
    ],
)
def test_rates_have_a_gap_and_no_time_line(low, high, value, kind, gap, reached) -> None:
    target = Target(
        indicator="completion_rate", at_least=low and Decimal(low), at_most=high and Decimal(high)
    )
    found = going(target, Decimal(value), unit="%", weeks=(1, 1, 1))
    assert (found.kind, found.gap, found.reached) == (kind, Decimal(gap), reached)
    assert (found.rate, found.elapsed, found.low, found.high) == (None, None, None, None)
    assert found.ceiling == (Decimal(high) if kind == "between" else None)
