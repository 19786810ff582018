"""The working days of 2026, the three clocks, and what a file that comes after them is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.board import Allowance
from enforcement_cli.model.campaign import Due, Expectation
from enforcement_cli.model.failure import BadConfiguration, UsageError
from enforcement_cli.model.period import Period
from enforcement_cli.store.board import BoardReturn
from enforcement_cli.vocabulary.checks import catalogue
from enforcement_cli.workflow.board import late_periods
from enforcement_cli.workflow.clocks import ClockBook, clock_problems, clocks_of
from enforcement_cli.workflow.workdays import (
    add_year,
    parse_workdays,
    unknown_year_warning,
    workdays_of,
    workdays_path,
)
from enforcement_cli.workflow.workspace import Workspace
from tests.unit.workflow.boards import DAYS, DUE, A, B, at, board, came, exemption, extension, week

# 国务院办公厅 2025-11-04: days off, and weekends that are worked.
OFF_2026 = [
    (1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7),
]  # fmt: skip
ON_2026 = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [
        first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year
    ]


def test_every_day_of_2026() -> None:
    for day in days_of(2026):
        off = any(day.month == m and a <= day.day <= b for m, a, b in OFF_2026)
        worked = (day.month, day.day) in ON_2026 or (day.weekday() < 5 and not off)
        assert DAYS.is_working(day) == worked, day


def weekly(monday: date) -> Period:
    """The week before a Monday it is due on."""
    return Period(kind="week", start=monday - timedelta(days=7), end=monday - timedelta(days=1))


def test_every_monday_noon_of_2026_moves_off_the_holidays() -> None:
    """The Mondays that are holidays: 02-16 and 02-23 (to 02-24), 04-06, 05-04, 10-05."""
    due = Expectation(form="cases", due=Due(weekday=0, at=time(12), holiday="next"))
    mondays = [day for day in days_of(2026) if day.weekday() == 0]
    moved = {}
    for monday in mondays:
        clocks = clocks_of(due, weekly(monday), DAYS)
        assert clocks
        assert clocks.due.time() == time(12)
        if clocks.due.date() != monday:
            moved[monday.strftime("%m-%d")] = clocks.due.strftime("%m-%d")
    assert moved == {
        "02-16": "02-24", "02-23": "02-24", "04-06": "04-07", "05-04": "05-06", "10-05": "10-08",
    }  # fmt: skip


def test_a_make_up_saturday_is_a_day_to_be_due_on() -> None:
    saturday = Expectation(form="cases", due=Due(weekday=5, at=time(17), holiday="next"))
    period = Period(kind="week", start=date(2026, 2, 6), end=date(2026, 2, 12))
    clocks = clocks_of(saturday, period, DAYS)
    assert clocks
    assert clocks.due == datetime(2026, 2, 14, 17)
    ordinary = Period(kind="week", start=date(2026, 1, 9), end=date(2026, 1, 15))
    clocks = clocks_of(saturday, ordinary, DAYS)
    assert clocks
    assert clocks.due == datetime(2026, 1, 19, 17)


@pytest.mark.parametrize(
    ("holiday", "due"), [("next", "02-24"), ("previous", "02-14"), ("none", "02-16")]
)
def test_a_holiday_moves_the_due_day_as_the_campaign_says(holiday: str, due: str) -> None:
    expected = Expectation(form="cases", due=Due(weekday=0, at=time(12), holiday=holiday))  # type: ignore[arg-type]
    clocks = clocks_of(expected, weekly(date(2026, 2, 16)), DAYS)
    assert clocks
    assert clocks.due.strftime("%m-%d") == due


def test_grace_and_lock_count_working_days_over_the_spring_festival() -> None:
    expected = Expectation(form="cases", due=replace(DUE, weekday=4, grace_days=1, lock_days=3))
    period = Period(kind="week", start=date(2026, 2, 2), end=date(2026, 2, 8))
    clocks = clocks_of(expected, period, DAYS)
    assert clocks
    # Due Friday 02-13; Saturday 02-14 is worked, then nothing before 02-24.
    assert clocks.due == datetime(2026, 2, 13, 12)
    assert clocks.on_time_until == datetime(2026, 2, 14, 12)
    assert clocks.locked_at == datetime(2026, 2, 25, 12)
    assert not clocks.by_weekday


def test_an_extension_moves_all_three_clocks() -> None:
    expected = Expectation(form="cases", due=DUE)
    clocks = clocks_of(expected, week(3), DAYS, datetime(2026, 1, 9, 17))
    assert clocks
    assert (clocks.due, clocks.on_time_until, clocks.locked_at) == (
        datetime(2026, 1, 9, 17), datetime(2026, 1, 12, 17), datetime(2026, 1, 14, 17),
    )  # fmt: skip


def test_a_lock_inside_the_grace_does_not_refuse_what_is_on_time() -> None:
    expected = Expectation(form="cases", due=replace(DUE, grace_days=3, lock_days=1))
    clocks = clocks_of(expected, week(3), DAYS)
    assert clocks
    assert clocks.locked_at == clocks.on_time_until


def test_a_days_return_is_due_the_next_working_day() -> None:
    daily = Expectation(form="cases", every="day", due=replace(DUE, weekday=4, grace_days=0))
    for end, due in (("2026-01-06", "2026-01-07"), ("2026-02-14", "2026-02-24")):
        day = date.fromisoformat(end)
        clocks = clocks_of(daily, Period(kind="day", start=day, end=day), DAYS)
        assert clocks
        assert clocks.due.date() == date.fromisoformat(due)


def test_without_a_due_time_there_are_no_clocks() -> None:
    assert clocks_of(Expectation(form="cases"), week(3), DAYS) is None


def test_a_year_that_is_not_in_the_table_goes_by_the_weekday_and_says_so() -> None:
    monday = date(2031, 1, 6)
    clocks = clocks_of(Expectation(form="cases", due=DUE), weekly(monday), DAYS)
    assert clocks
    assert (clocks.due.date(), clocks.by_weekday) == (monday, True)
    warning = unknown_year_warning((2031, 2030))
    assert "E-workdays" in warning
    assert "2030、2031" in warning
    assert "enforce config workdays 2030 --off" in warning
    assert unknown_year_warning(()) == ""


class TestTheTable:
    """workdays.toml: seeded once, edited by the clerk, refused where it cannot be meant."""

    def test_is_seeded_once_and_then_the_clerks(self, tmp_path: Path) -> None:
        workspace = Workspace(tmp_path)
        assert not workdays_of(workspace).is_working(date(2026, 2, 16))
        path = workdays_path(workspace)
        path.write_text('[2026]\nholidays = ["2026-03-02/2026-03-03"]\nworkdays = ["2026-03-07"]\n')
        edited = workdays_of(workspace)
        assert edited.years == {2026}
        assert edited.is_working(date(2026, 2, 16))
        assert not edited.is_working(date(2026, 3, 3))
        assert edited.is_working(date(2026, 3, 7))

    def test_nothing_is_written_where_nothing_may_be(self, tmp_path: Path) -> None:
        assert 2026 in workdays_of(Workspace(tmp_path), keep=False).years
        assert list(tmp_path.iterdir()) == []

    def test_a_year_is_added_and_replaced(self, tmp_path: Path) -> None:
        workspace = Workspace(tmp_path)
        add_year(workspace, 2027, ["2027-01-01/2027-01-03"], ["2027-01-09"])
        add_year(workspace, 2027, ["2027-01-01"], [])
        table = workdays_of(workspace)
        assert {2026, 2027} <= table.years
        assert [d for d in table.holidays if d.year == 2027] == [date(2027, 1, 1)]
        assert not [d for d in table.workdays if d.year == 2027]

    def test_a_year_that_cannot_be_meant_changes_nothing(self, tmp_path: Path) -> None:
        workspace = Workspace(tmp_path)
        workdays_of(workspace)
        before = workdays_path(workspace).read_bytes()
        for off in ("2028-01-01", "2027-01-05/2027-01-02", "元旦"):
            with pytest.raises(UsageError):
                add_year(workspace, 2027, [off], [])
        assert workdays_path(workspace).read_bytes() == before

    @pytest.mark.parametrize(
        "text",
        [
            "[2026\n",
            "holidays = 3\n",
            "[next]\nholidays = []\n",
            "[2026]\nfree = []\n",
            '[2026]\nholidays = ["2026-02-30"]\n',
            '[2026]\nholidays = ["2025-01-01"]\n',
            '[2026]\nholidays = ["2026-01-01"]\nworkdays = ["2026-01-01"]\n',
        ],
    )
    def test_what_cannot_be_read_is_a_sentence(self, text: str) -> None:
        with pytest.raises(BadConfiguration) as caught:
            parse_workdays(text, "workdays.toml")
        assert caught.value.where.startswith("workdays.toml")


def judged(
    when: str,
    *earlier: BoardReturn,
    number: int = 3,
    version: int | None = None,
    sha256: str = "new",
    allowances: tuple[Allowance, ...] = (),
    off: str = "",
) -> list[tuple[str, dict[str, str]]]:
    """Codes and facts of a file of 银州 for a week that comes at a moment."""
    known = board(when, *earlier, allowances=allowances)
    mine = tuple(s for s in known.slots if s.court == A)
    book = ClockBook(
        days=DAYS,
        slots={(A, "cases"): mine},
        came={(r.sha256, r.court): r.received_at for r in reversed(known.returns)},
        late_in={A: late_periods(mine)},
    )
    head = ReturnHead(
        campaign="winter70", court=A, form="cases", period_start=week(number).start,
        period_end=week(number).end, as_of=week(number).end, version=version,
    )  # fmt: skip
    rules = {code: rule for code, rule in catalogue().items() if code != off}
    found = clock_problems(
        book, head, file="周报.xlsx", sha256=sha256, received_at=at(when), rules=rules
    )
    return [(problem.code, dict(problem.facts)) for problem in found]


WEEKS_1_2 = (came("12-22 09:00", 1), came("12-29 09:00", 2))


class TestAFileByTheClock:
    """Due Monday 01-05 12:00, on time until 01-06 12:00, locked 01-08 12:00."""

    @pytest.mark.parametrize(
        ("when", "codes"),
        [
            ("01-05 12:00", []),
            ("01-06 12:00", []),
            ("01-06 12:01", ["F-14"]),
            ("01-08 12:00", ["F-14"]),
            ("01-08 12:01", ["F-13"]),
        ],
    )
    def test_on_time_late_and_locked(self, when: str, codes: list[str]) -> None:
        assert [code for code, _ in judged(when, *WEEKS_1_2)] == codes

    def test_how_late_it_is_and_for_which_time(self) -> None:
        ((_, facts),) = judged("01-07 09:00", *WEEKS_1_2)
        assert facts == {"due": "2026-01-05 12:00", "days": "2", "times": "1"}
        # Week 1 was late, week 2 never came: this is the third time.
        ((_, facts),) = judged("01-07 09:00", came("12-25 15:00", 1))
        assert facts["times"] == "3"

    def test_a_resubmission_is_not_late(self) -> None:
        assert judged("01-07 09:00", *WEEKS_1_2, came("01-05 09:00")) == []

    def test_a_refused_first_attempt_was_no_submission(self) -> None:
        first = came("01-05 09:00", status="returned")
        assert [code for code, _ in judged("01-07 09:00", *WEEKS_1_2, first)] == ["F-14"]

    def test_a_file_that_waited_for_the_desk_came_when_it_came(self) -> None:
        first = came("01-05 09:00", status="returned", sha256="same")
        for when in ("01-07 09:00", "01-20 09:00"):
            assert judged(when, *WEEKS_1_2, first, sha256="same") == []
        nobody = replace(first, court=None, form=None, period_end=None)
        assert judged("01-20 09:00", *WEEKS_1_2, nobody, sha256="same") == []

    def test_after_the_lock_a_declared_correction_of_what_is_in_passes(self) -> None:
        taken = came("01-05 09:00")
        assert judged("01-14 15:00", *WEEKS_1_2, taken, version=2) == []
        assert [c for c, _ in judged("01-14 15:00", *WEEKS_1_2, taken)] == ["F-13"]
        assert [c for c, _ in judged("01-14 15:00", *WEEKS_1_2, version=2)] == ["F-13"]

    def test_an_extension_opens_the_period_again(self) -> None:
        more = (extension("01-16 17:00"),)
        assert judged("01-15 09:00", *WEEKS_1_2, allowances=more) == []
        assert [c for c, _ in judged("01-20 09:00", *WEEKS_1_2, allowances=more)] == ["F-14"]
        assert [c for c, _ in judged("01-22 09:00", *WEEKS_1_2, allowances=more)] == ["F-13"]

    def test_nothing_is_late_where_nothing_is_owed(self) -> None:
        off = (exemption(date(2025, 12, 20), None),)
        assert judged("01-20 09:00", *WEEKS_1_2, allowances=off) == []

    def test_a_campaign_may_switch_either_off(self) -> None:
        assert judged("01-07 09:00", *WEEKS_1_2, off="F-14") == []
        assert judged("01-09 09:00", *WEEKS_1_2, off="F-13") == []

    def test_another_courts_lateness_is_its_own(self) -> None:
        ((_, facts),) = judged("01-07 09:00", *WEEKS_1_2, came("12-25 15:00", 1, court=B))
        assert facts["times"] == "1"
