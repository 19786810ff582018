"""When 春节 is, from festivals.toml.

Comes in: that table. Goes out: its day in a year. Refuses to compute a lunar calendar: a year that
is not in the table is not known.
"""

from datetime import date

from enforcement_cli.vocabulary.tables import load


def spring_festival(year: int) -> date | None:
    """The first day of the first month in a year; None where the table ends.

    >>> spring_festival(2026)
    datetime.date(2026, 2, 17)
    """
    days: list[date] = load("festivals")["spring"]
    return next((day for day in days if day.year == year), None)


def nearest_festival(start: date, end: date) -> date | None:
    """The 春节 within the days, else the one nearest to the middle of them; None if unknown."""
    middle = start + (end - start) / 2
    years = range(start.year - 1, end.year + 2)
    known = [day for day in map(spring_festival, years) if day is not None]
    inside = [day for day in known if start <= day <= end]
    # Beyond the end of the table the nearest known one is a year off.
    near = inside or [day for day in known if abs((day - middle).days) <= _HALF_A_YEAR]
    return min(near, key=lambda day: abs((day - middle).days), default=None)


# Two festivals are at most 385 days apart.
_HALF_A_YEAR = 193
