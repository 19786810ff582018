"""A span of days with both ends in it. Statistics count by calendar day (domain.md 10)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodKind = Literal[
    "day", "week", "month", "quarter", "year", "total", "custom", "operation", "phase"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`start` to `end`, both inclusive. `number` is the how-manieth of its kind in the campaign."""

    kind: PeriodKind
    start: date
    end: date
    number: int | None = None
    label: str = ""

    @property
    def days(self) -> int:
        """Calendar days, inclusive."""
        return (self.end - self.start).days + 1

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How a desk cuts time: first weekday (0 = Monday), first day of month and of year."""

    week_starts: int = 0
    month_starts: int = 1
    year_starts: tuple[int, int] = (1, 1)

    def week_of(self, day: date) -> tuple[date, date]:
        """The seven days `day` lies in."""
        start = day - timedelta(days=(day.weekday() - self.week_starts) % 7)
        return start, start + timedelta(days=6)

    def month_of(self, day: date) -> tuple[date, date]:
        """The desk's month of `day`; with month_starts 26 it runs from the 26th to the 25th."""
        start = _on_or_before(day, self.month_starts)
        following = _on_or_before(start + timedelta(days=32), self.month_starts)
        return start, following - timedelta(days=1)

    def year_of(self, day: date) -> tuple[date, date]:
        """The statistical year of `day`; December to November where year_starts is 12-01."""
        month, first = self.year_starts
        start = date(day.year, month, first)
        if start > day:
            start = date(day.year - 1, month, first)
        return start, date(start.year + 1, month, first) - timedelta(days=1)

    def quarter_of(self, day: date) -> tuple[date, date]:
        """Three of the desk's months, counted from the start of its statistical year."""
        year_start, _ = self.year_of(day)
        start = year_start
        while True:
            end = start
            for _ in range(3):
                _, end = self.month_of(start if end == start else end + timedelta(days=1))
            if day <= end:
                return start, end
            start = end + timedelta(days=1)


def _on_or_before(day: date, first: int) -> date:
    if day.day >= first:
        return day.replace(day=first)
    last_of_previous = day.replace(day=1) - timedelta(days=1)
    return last_of_previous.replace(day=min(first, last_of_previous.day))
