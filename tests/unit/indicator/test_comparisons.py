"""Which days are held against which, and what is said of two numbers (scenarios 31, 32, 34)."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest

from enforcement_cli.bulletin.numbers import points_text
from enforcement_cli.indicator.aligned import Days, Spans, a_year_before, aligned
from enforcement_cli.indicator.comparisons import Held, Told, compare
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.model.money import round_half_up
from enforcement_cli.model.period import Calendar, Period
from enforcement_cli.vocabulary.festivals import nearest_festival, spring_festival

NOW = Campaign(id="now", name="今冬", start=date(2025, 12, 20), end=date(2026, 2, 28))
THEN = Campaign(id="then", name="去冬", start=date(2024, 12, 20), end=date(2025, 2, 28))
FEBRUARY = Period(kind="month", start=date(2028, 2, 1), end=date(2028, 2, 29))
YEAR = Campaign(id="y", name="全年", start=date(2028, 1, 1), end=date(2028, 12, 31))


def spans(period: Period, campaign: Campaign = NOW, **more) -> Spans:
    given = dict(previous=None, earlier=None, calendar=Calendar(), reach=period.end) | more
    return Spans(campaign=campaign, period=period, **given)


def week(start: date, days: int = 7) -> Period:
    return Period(kind="week", start=start, end=start + timedelta(days=days - 1))


def until(day: date) -> Period:
    return Period(kind="day", start=day, end=day)


def found(*args, **more) -> Days:
    days = aligned(*args, **more)
    assert days is not None
    return days


# -- days --------------------------------------------------------------------------------------


def test_day_38_against_day_38_by_the_campaign_and_by_the_festival() -> None:
    """Scenario 34: 春节 is 19 days later than the year before."""
    day = NOW.start + timedelta(days=37)
    assert day == date(2026, 1, 26)
    asked = spans(until(day), earlier=THEN)
    by_day = found("day", "cumulative", asked)
    assert (by_day.start, by_day.end) == (date(2024, 12, 20), date(2025, 1, 26))
    assert by_day.note == ""
    by_festival = found("festival", "cumulative", asked)
    # 22 days before 春节 on both sides, and as many days: 19 of them before that campaign.
    assert by_festival.end == date(2025, 1, 7)
    assert date(2026, 2, 17) - day == date(2025, 1, 29) - by_festival.end
    assert by_festival.start == date(2024, 12, 1)
    assert "19天" in by_festival.note
    assert (by_festival.kind, by_day.kind) == ("festival", "day")
    # One day alone lies inside.
    assert found("festival", "period", asked).note == ""


def test_the_earlier_campaign_was_shorter() -> None:
    short = Campaign(id="s", name="短", start=date(2024, 12, 20), end=date(2025, 1, 18))
    assert "30天" in found("day", "period", spans(until(date(2026, 1, 19)), earlier=short)).lacking
    assert found("day", "period", spans(until(date(2026, 1, 18)), earlier=short)).lacking == ""


def test_without_an_earlier_campaign_the_festival_is_the_year_befores() -> None:
    days = found("festival", "period", spans(week(date(2026, 2, 16))))
    assert (days.start, days.end) == (date(2025, 1, 28), date(2025, 2, 3))
    assert aligned("day", "period", spans(week(date(2026, 2, 16)))) is None
    assert aligned("previous", "period", spans(week(date(2026, 2, 16)))) is None


def test_a_leap_day_has_the_28th_a_year_earlier() -> None:
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert a_year_before(date(2029, 2, 28)) == date(2028, 2, 28)
    cut = found("year", "period", spans(week(date(2028, 2, 28)), YEAR))
    assert (cut.start, cut.end) == (date(2027, 2, 28), date(2027, 3, 5))
    assert "7天" in cut.note
    assert "6天" in cut.note


def test_a_whole_month_stands_beside_a_whole_month() -> None:
    days = found("year", "period", spans(FEBRUARY, YEAR))
    assert (days.start, days.end) == (date(2027, 2, 1), date(2027, 2, 28))
    later = Period(kind="month", start=date(2029, 2, 1), end=date(2029, 2, 28))
    back = found("year", "period", spans(later, YEAR))
    assert (back.start, back.end) == (date(2028, 2, 1), date(2028, 2, 29))
    desk = Calendar(month_starts=26)
    own = Period(kind="month", start=date(2029, 1, 26), end=date(2029, 2, 25))
    back = found("year", "period", spans(own, YEAR, calendar=desk))
    assert (back.start, back.end) == (date(2028, 1, 26), date(2028, 2, 25))


def test_a_week_known_to_its_fourth_day_is_held_against_four_days() -> None:
    now, before = week(date(2026, 1, 5)), week(date(2025, 12, 29))
    asked = spans(now, previous=before, earlier=THEN, reach=date(2026, 1, 8))
    for kind, start, end in (
        ("previous", date(2025, 12, 29), date(2026, 1, 1)),
        ("year", date(2025, 1, 5), date(2025, 1, 8)),
        ("day", date(2025, 1, 5), date(2025, 1, 8)),
    ):
        days = found(kind, "period", asked)
        assert (days.now_start, days.now_end) == (date(2026, 1, 5), date(2026, 1, 8))
        assert (days.start, days.end) == (start, end), kind
        assert days.partial
        assert "1月8日" in days.note
        assert "4天" in days.note
    assert (
        aligned("previous", "period", spans(now, previous=before, reach=date(2026, 1, 4))) is None
    )
    whole = found("previous", "period", spans(now, previous=before))
    assert (whole.partial, whole.note) == (False, "")


def test_the_first_week_of_two_days_is_said() -> None:
    first, second = week(date(2025, 12, 20), 2), week(date(2025, 12, 22))
    days = found("previous", "period", spans(second, previous=first))
    assert (days.start, days.end) == (first.start, first.end)
    assert "7天" in days.note
    assert "2天" in days.note


def test_the_festivals_of_the_table() -> None:
    assert spring_festival(2025) == date(2025, 1, 29)
    assert spring_festival(2036) is None
    every = [spring_festival(year) for year in range(2010, 2036)]
    known = [day for day in every if day]
    assert len(known) == 26
    # A lunar year has 12 or 13 months; new year's day lies between 21 January and 20 February.
    gaps = {(b - a).days for a, b in itertools.pairwise(known)}
    assert gaps <= {353, 354, 355, 383, 384, 385}
    assert all((1, 21) <= (day.month, day.day) <= (2, 20) for day in known)
    assert nearest_festival(date(2025, 10, 15), date(2025, 12, 15)) == date(2026, 2, 17)
    assert nearest_festival(date(2040, 1, 1), date(2040, 3, 1)) is None
    far = spans(
        until(date(2040, 1, 5)),
        Campaign(id="f", name="远", start=date(2040, 1, 1), end=date(2040, 3, 1)),
    )
    assert found("festival", "period", far).lacking


# -- numbers -----------------------------------------------------------------------------------

DAYS = Days(
    kind="year", basis="period", now_start=date(2026, 1, 5), now_end=date(2026, 1, 11),
    start=date(2025, 1, 5), end=date(2025, 1, 11),
)  # fmt: skip
PREVIOUS = Days(
    kind="previous", basis="period", now_start=date(2026, 1, 5), now_end=date(2026, 1, 11),
    start=date(2025, 12, 29), end=date(2026, 1, 4),
)  # fmt: skip


def held(now: dict, then: dict, *, unit: str = "件", days: Days = DAYS, **more) -> Held:
    def told(value) -> Told:
        if isinstance(value, Told):
            return value
        if isinstance(value, tuple):
            return Told(top=value[0], bottom=value[1])
        return Told(top=value, note="" if value is not None else "无同期数据")

    return Held(
        key=FigureKey(indicator="x"), unit=unit, days=days,
        now={k: told(v) for k, v in now.items()}, then={k: told(v) for k, v in then.items()}, **more,
    )  # fmt: skip


def test_a_court_unknown_then_is_left_out_of_both_sides_and_named() -> None:
    desk, first, second = compare(held({"甲": 10, "乙": 99}, {"甲": 8, "乙": None}))
    assert (desk.now, desk.then, desk.change, desk.share) == (10, 8, 2, Decimal("0.25"))
    assert desk.note == "无同期数据:乙"
    assert (first.change, first.contribution) == (2, 1)
    assert (second.now, second.then, second.change, second.contribution) == (99, None, None, None)
    assert second.note == "无同期数据"
    # And unknown now.
    desk, *_ = compare(held({"甲": 10, "乙": Told(top=None, note="未报")}, {"甲": 8, "乙": 5}))
    assert (desk.now, desk.then, desk.note) == (10, 8, "未报:乙")
    desk, *_ = compare(held({"甲": None}, {"甲": 3}))
    assert (desk.now, desk.then, desk.change) == (None, None, None)


@pytest.mark.parametrize(
    ("now", "then", "change", "share", "said"),
    [
        (5, 0, 5, None, "为零"),
        (0, 0, 0, None, ""),
        (5, -2, 7, None, "为负"),
        (7, 7, 0, Decimal(0), ""),
        (3, 4, -1, Decimal("-0.25"), ""),
    ],
)
def test_no_ratio_on_nothing_or_less(now, then, change, share, said) -> None:
    """T23, scenario 32."""
    for days, before in ((PREVIOUS, "上期"), (DAYS, "同期")):
        (desk, _) = compare(held({"甲": now}, {"甲": then}, days=days))
        assert (desk.change, desk.share) == (change, share)
        assert desk.note == (f"{before}{said}" if said else "")


def test_rates_are_of_sums_and_change_by_points() -> None:
    """T22, T24, scenarios 31 and 32."""
    desk, first, _ = compare(
        held(
            {"甲": (1, 2), "乙": (98, 100)}, {"甲": (1, 4), "乙": (96, 96)}, unit="%", is_rate=True
        )
    )
    assert round_half_up(desk.now * 100, 2) == Decimal("97.06")
    assert desk.then == Decimal("0.97")
    assert desk.change == desk.now - desk.then
    assert (desk.share, desk.contribution, first.contribution) == (None, None, None)
    (one, _) = compare(held({"甲": (9580, 10000)}, {"甲": (9597, 10000)}, unit="%", is_rate=True))
    assert one.change == Decimal("-0.0017")
    assert points_text(one.change) == "0.17个百分点"


def test_a_rate_over_nothing_is_no_number() -> None:
    desk, first, second = compare(
        held({"甲": (0, 0), "乙": (1, 2)}, {"甲": (1, 2), "乙": (1, 4)}, unit="%", is_rate=True)
    )
    assert (first.now, first.change, first.note) == (None, None, "分母为零")
    assert second.change == Decimal("0.25")
    # Nothing closed is known: it counts in the desk's rate with nothing.
    assert (desk.now, desk.then) == (Decimal("0.5"), Decimal(2) / 6)


def test_contributions_sum_to_one() -> None:
    desk, *courts = compare(held({"甲": 10, "乙": 3, "丙": 5}, {"甲": 3, "乙": 6, "丙": 5}))
    assert desk.change == 4
    assert [court.contribution for court in courts] == [Decimal("1.75"), Decimal("-0.75"), 0]
    desk, *courts = compare(held({"甲": 10, "乙": 3}, {"甲": 8, "乙": 5}))
    assert desk.change == 0
    assert [court.contribution for court in courts] == [None, None]


def test_what_does_not_add_is_taken_whole_or_not_at_all() -> None:
    persons = held({"甲": 3, "乙": 4}, {"甲": 2, "乙": 2}, unit="人", adds=False, whole=(6, 4))
    desk, first, _ = compare(persons)
    assert (desk.now, desk.then, desk.change) == (6, 4, 2)
    assert (first.change, first.contribution) == (1, None)
    unknown = held({"甲": 3, "乙": 4}, {"甲": 2, "乙": 2}, unit="人", adds=False)
    desk, *_ = compare(unknown)
    assert (desk.now, desk.change) == (None, None)
    assert "人数不相加" in desk.note


def test_days_that_never_were_have_no_number() -> None:
    lacking = Days(
        kind="day", basis="period", now_start=date(2026, 1, 5), now_end=date(2026, 1, 11),
        start=date(2025, 1, 5), end=date(2025, 1, 11), lacking="那次行动只有5天",
    )  # fmt: skip
    desk, court = compare(held({"甲": 10}, {"甲": 0}, days=lacking))
    assert (desk.then, desk.change, court.then, court.change) == (None, None, None, None)
    assert "5天" in desk.note
