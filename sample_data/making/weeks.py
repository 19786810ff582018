"""The clock of the sample campaign: its weeks, their issues, its working days.

In: dates. Out: weeks clipped to the campaign and moments in UTC+8.
Refuses to know courts and cases.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
START = date(2025, 12, 20)
END = date(2026, 2, 28)
RAID = (date(2026, 1, 13), date(2026, 1, 15))
SPRING = (date(2026, 2, 1), date(2026, 2, 28))

# New Year and Spring Festival as published for 2026; courts file nothing on these days.
_HOLIDAYS = frozenset(
    [date(2026, 1, day) for day in (1, 2, 3)] + [date(2026, 2, day) for day in range(15, 24)]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of the campaign, Monday to Sunday, clipped to its first and last day."""

    number: int
    start: date
    end: date

    @property
    def id(self) -> str:
        """`W01` to `W11`."""
        return f"W{self.number:02d}"

    @property
    def folder(self) -> str:
        """The folder its returns lie in."""
        return f"第{self.number:02d}周"

    @property
    def monday_after(self) -> date:
        """The day returns are due."""
        return self.end + timedelta(days=7 - self.end.weekday())

    @property
    def issued_at(self) -> datetime:
        """When the weekly bulletin went out: Tuesday 09:00 after the week."""
        return datetime.combine(self.monday_after + timedelta(days=1), time(9), CHINA)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the week."""
        return self.start <= day <= self.end


def _weeks() -> tuple[Week, ...]:
    weeks: list[Week] = []
    start = START
    while start <= END:
        end = min(start + timedelta(days=6 - start.weekday()), END)
        weeks.append(Week(number=len(weeks) + 1, start=start, end=end))
        start = end + timedelta(days=1)
    return tuple(weeks)


WEEKS = _weeks()


def week_number(day: date) -> int:
    """The week a day falls in; 0 before the campaign."""
    if day < START:
        return 0
    return next(week.number for week in WEEKS if week.holds(day))


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    while day.weekday() >= 5 or day in _HOLIDAYS:
        day -= timedelta(days=1)
    return day


def working_days(week: Week) -> list[date]:
    """The days on which cases are closed; a week without any works through its holiday."""
    days = [week.start + timedelta(days=n) for n in range((week.end - week.start).days + 1)]
    return [day for day in days if day.weekday() < 5 and day not in _HOLIDAYS] or days


def chinese(day: date) -> str:
    """2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
