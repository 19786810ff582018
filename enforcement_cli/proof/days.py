"""Which days a period's words mean: 本周, 截至目前, 11月10日至16日, 第3周, 今年以来.

Comes in: words, and the campaign with the period that is proof-read. Goes out: a span of days and
whether its figures are of these days or cumulative. Refuses to know figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from enforcement_cli.model.campaign import Campaign, campaign_weeks
from enforcement_cli.model.indicator import Basis
from enforcement_cli.model.numerals import chinese_number
from enforcement_cli.proof.ground import Ground
from enforcement_cli.vocabulary.proof import proof_words

_Y, _M, _D = r"(?:19|20)\d{2}", r"1[0-2]|0?[1-9]", r"3[01]|[12]\d|0?[1-9]"
_DAY = rf"(?:(?P<y1>{_Y})年)?(?<!\d)(?P<m1>{_M})月(?P<d1>{_D})[日号]"
_TO = r"\s*(?:至|到|—+|-+|－|~|～|–)\s*"
_LATER = rf"(?:(?P<y2>{_Y})年)?(?:(?P<m2>{_M})月)?(?P<d2>{_D})[日号]"
_RANGE = re.compile(_DAY + _TO + _LATER)
_UNTIL = re.compile(r"截[至止]到?\s*" + _DAY)
_SINCE_DAY = re.compile(_DAY + r"(?:起|以来|至今)")
_ONE_DAY = re.compile(_DAY)
_WEEK = re.compile(r"第(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})周")
_MONTHS = re.compile(rf"(?:(?P<y1>{_Y})年)?(?<!\d)(?P<m1>{_M})月?" + _TO + rf"(?P<m2>{_M})月(?!\d)")
_SINCE_MONTH = re.compile(rf"(?:(?P<y1>{_Y})年)?(?<!\d)(?P<m1>{_M})月份?(?:起|以来|至今)")
_MONTH = re.compile(rf"(?:(?P<y1>{_Y})年)?(?<!\d)(?P<m1>{_M})月份?(?!\d)")
_HALF = re.compile(rf"(?:(?P<y1>{_Y})年)?(?P<half>[上下])半年")
_QUARTER = re.compile(rf"(?:(?P<y1>{_Y})年)?(?:第?(?P<n>[一二三四1-4])季度)")
_YEAR = re.compile(rf"(?P<y1>{_Y})年(?!\d)")
_HALF_MONTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A span of days; `cumulative` is of the campaign from its start to `end`."""

    basis: Basis
    start: date
    end: date


def days_of(words: str, ground: Ground) -> Days | None:
    """The days that words mean; None where they name none.

    Days without a year are of the campaign, else the latest that are not after the period's end.
    """
    dated = next(_dated(words, ground), None)
    if dated is not None:
        return dated
    return next(_worded(words, ground), None)


def _dated(words: str, ground: Ground) -> Iterator[Days]:
    """By numbers: ranges first, a lone year last."""
    end = ground.period.end
    campaign = ground.campaign
    if found := _RANGE.search(words):
        first = _day(found["y1"], found["m1"], found["d1"], end, campaign)
        last = _day(
            found["y2"] or str(first.year), found["m2"] or found["m1"], found["d2"], end, campaign
        )
        yield _span(first, last if last >= first else last.replace(year=last.year + 1))
    if found := _UNTIL.search(words):
        until = _day(found["y1"], found["m1"], found["d1"], end, campaign)
        yield Days(basis="cumulative", start=campaign.start, end=until)
    if found := _SINCE_DAY.search(words):
        yield _span(_day(found["y1"], found["m1"], found["d1"], end, campaign), end)
    if found := _ONE_DAY.search(words):
        day = _day(found["y1"], found["m1"], found["d1"], end, campaign)
        yield _span(day, day)
    if found := _WEEK.search(words):
        weeks = campaign_weeks(campaign, ground.desk.calendar)
        number = _number(found["n"])
        if 1 <= number <= len(weeks):
            yield _span(weeks[number - 1].start, weeks[number - 1].end)
    if found := _MONTHS.search(words):
        first = _month(found["y1"], found["m1"], end)[0]
        yield _span(first, _month(str(first.year), found["m2"], end)[1])
    if found := _SINCE_MONTH.search(words):
        yield _span(_month(found["y1"], found["m1"], end)[0], end)
    if found := _MONTH.search(words):
        yield _span(*_month(found["y1"], found["m1"], end))
    yield from _of_year(words, end)


def _of_year(words: str, end: date) -> Iterator[Days]:
    if found := _HALF.search(words):
        first = 1 if found["half"] == "上" else _HALF_MONTHS + 1
        year = found["y1"] or str(end.year)
        yield _span(
            _month(year, str(first), end)[0], _month(year, str(first + _HALF_MONTHS - 1), end)[1]
        )
    if found := _QUARTER.search(words):
        last = 3 * _number(found["n"])
        year = found["y1"] or str(end.year)
        yield _span(_month(year, str(last - 2), end)[0], _month(year, str(last), end)[1])
    if found := _YEAR.search(words):
        year = int(found["y1"])
        yield _span(date(year, 1, 1), min(date(year, 12, 31), end))


def _worded(words: str, ground: Ground) -> Iterator[Days]:
    """By words; those of the period's own kind are the period itself."""
    period, calendar = ground.period, ground.desk.calendar
    own = _span(period.start, period.end)
    cuts = {"week": calendar.week_of, "month": calendar.month_of, "quarter": calendar.quarter_of}
    if _holds(words, "own"):
        yield own
    for kind, cut in cuts.items():
        if _holds(words, kind):
            yield own if period.kind == kind else _clipped(cut(period.end), ground)
    if _holds(words, "day"):
        yield _span(period.end, period.end)
    for name, kind in (("last_week", "week"), ("last_month", "month")):
        if _holds(words, name):
            before = cuts[kind](period.end)[0] - timedelta(days=1)
            same = period.kind == kind and ground.previous is not None
            yield _previous(ground) if same else _clipped(cuts[kind](before), ground)
    if _holds(words, "previous") and ground.previous is not None:
        yield _previous(ground)
    if _holds(words, "year_so_far") or _holds(words, "year"):
        first, last = calendar.year_of(period.end)
        yield _span(first, min(last, period.end))
    if _holds(words, "cumulative"):
        yield Days(basis="cumulative", start=ground.campaign.start, end=period.end)


def _holds(words: str, name: str) -> bool:
    return any(word in words for word in proof_words("period", name))


def _previous(ground: Ground) -> Days:
    before = ground.previous or ground.period
    return _span(before.start, before.end)


def _clipped(span: tuple[date, date], ground: Ground) -> Days:
    campaign = ground.campaign
    return _span(max(span[0], campaign.start), min(span[1], campaign.end))


def _span(start: date, end: date) -> Days:
    return Days(basis="period", start=start, end=end)


def _day(
    year: str | None, month: str, day: str, latest: date, within: Campaign | None = None
) -> date:
    """A day, where no year is said in the latest that ends by `latest` or with the campaign."""
    wanted = int(year) if year else latest.year
    last = _month(str(wanted), month, latest)[1]
    found = last.replace(day=min(int(day), last.day))
    if year or found <= latest or (within is not None and found <= within.end):
        return found
    return _day(str(wanted - 1), month, day, latest)


def _month(year: str | None, month: str, latest: date) -> tuple[date, date]:
    number = int(month)
    wanted = int(year) if year else latest.year - (number > latest.month)
    first = date(wanted, number, 1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else int(chinese_number(text) or 0)


def days_between(words: str, latest: date) -> tuple[date, date] | None:
    """The first and last day of a range that words hold: 2026年2月23日至2月28日; None without one."""
    found = _RANGE.search(words)
    if found is None:
        return None
    first = _day(found["y1"], found["m1"], found["d1"], latest)
    return first, _day(
        found["y2"] or str(first.year), found["m2"] or found["m1"], found["d2"], latest
    )


def day_told(words: str, latest: date) -> date | None:
    """The first day that words hold: 2026年2月6日; None without one."""
    found = _ONE_DAY.search(words)
    return None if found is None else _day(found["y1"], found["m1"], found["d1"], latest)
