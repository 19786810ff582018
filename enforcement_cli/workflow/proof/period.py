"""Which period a text says it is of, so that nobody has to tell.

Comes in: a text and the campaign. Goes out: the period of its 统计区间 line. Refuses to guess from
anything else.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.proof.days import day_told, days_between
from enforcement_cli.vocabulary.proof import words_in
from enforcement_cli.workflow.periods import PeriodWish, periods_of, resolve_period

_LINE_ENDS = re.compile(r"[\n　]")
_KINDS: tuple[PeriodKind, ...] = ("week", "month", "day", "quarter", "year")


def period_told(text: str, desk: Desk, campaign: Campaign) -> tuple[Period, Period | None] | None:
    """The period of a text and the one before it; None where it says none of the campaign.

    Where periods of several kinds have the same days, the one whose name stands above the days.
    """
    found = words_in("period", "days_line").search(text)
    if found is None:
        return None
    line = _LINE_ENDS.split(text[found.end() :], maxsplit=1)[0]
    span = days_between(line, campaign.end) or _one_day(line, campaign)
    if span is None or span[0] < campaign.start or span[1] > campaign.end:
        return None
    fitting = list(_periods(span, desk, campaign))
    above = text[: found.start()]
    for period, previous in fitting:
        if period.label in above:
            return period, previous
    return fitting[0]


def moment_told(text: str, latest: datetime) -> datetime:
    """The moment of a text's 数据时点 line: what came in later is not its fault.

    Args:
        text: the whole text.
        latest: what is taken where it says none, or a later one.
    """
    found = words_in("period", "moment_line").search(text)
    clock = _CLOCK.search(text, found.end(), found.end() + _NEAR) if found else None
    if clock is None:
        return latest
    year, month, day, hour, minute = map(int, clock.groups())
    try:
        told = datetime(year, month, day, hour, minute, tzinfo=latest.tzinfo)
    except ValueError:
        return latest
    return min(told, latest)


_CLOCK = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(\d{1,2})[:：](\d{2})")
# How far behind the words the moment stands.
_NEAR = 30


def _one_day(line: str, campaign: Campaign) -> tuple[date, date] | None:
    """The day of a daily bulletin: its line has no range."""
    day = day_told(line, campaign.end)
    return None if day is None else (day, day)


def _periods(
    span: tuple[date, date], desk: Desk, campaign: Campaign
) -> Iterator[tuple[Period, Period | None]]:
    """Every period of exactly these days."""
    start, end = span
    for kind in _KINDS:
        every = periods_of(kind, desk, campaign)
        for place, period in enumerate(every):
            if (period.start, period.end) == span:
                yield period, every[place - 1] if place else None
    wishes = [
        PeriodWish(kind="operation", operation=each.id)
        for each in campaign.operations
        if (each.start, each.end) == span
    ]
    wishes += [
        PeriodWish(kind="phase", phase=each.name)
        for each in campaign.phases
        if (each.start, each.end) == span
    ]
    if start == campaign.start:
        wishes.append(PeriodWish(kind="total", day=end))
    wishes.append(PeriodWish(kind="custom", start=start, end=end))
    for wish in wishes:
        yield resolve_period(wish, desk, campaign, end)
