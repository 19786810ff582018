"""Days in a cell: date cells, serials in General cells, every text notation of domain.md 6.6 (14).

Comes in: a cell and the days that are plausible. Goes out: date, None when blank, or a Reading.
A year that was left out is taken from the campaign; day and month in foreign order are refused.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.grid import Cell
from enforcement_cli.model.numerals import chinese_digits, chinese_number
from enforcement_cli.normalise.reading import Reading, folded, mark_of, shown
from enforcement_cli.vocabulary.checks import threshold_text
from enforcement_cli.vocabulary.words import marks, normalise_word

# Day 0 of Excel's serials as seen from March 1900 on (its 29 February 1900 never was).
_SERIAL_EPOCH = date(1899, 12, 30)
_LATER_BY = timedelta(days=366)
_MONTHS = 12
_TIME = r"(?:\s*T?\s*\d{1,2}[::时]\d{1,2}(?:[::分]\d{1,2}(?:\.\d+)?)?[秒分]?\s*(?:AM|PM)?)?"
_WEEKDAY = r"(?:\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?(?:\s*[上下]午)?"
_FULL = re.compile(
    r"^(?P<year>\d{4}|\d{2})\s*[-./年、,]\s*(?P<month>\d{1,2})\s*[-./月、,]\s*(?P<day>\d{1,2})"
    rf"\s*[日号.]?{_WEEKDAY}{_TIME}$"
)
_DIGITS = re.compile(r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:\.0)?$")
_NO_YEAR = re.compile(rf"^(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日号]?{_WEEKDAY}$")
_CHINESE = re.compile(
    r"^(?P<year>[〇零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})[日号]?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpan:
    """The days a return may speak of, and the campaign a day without year belongs to."""

    earliest: date
    latest: date
    campaign_end: date

    def doubt(self, day: date) -> str:
        """Why a day is not plausible; '' when it is."""
        if day < self.earliest:
            return f"早于 {self.earliest.isoformat()}"
        return f"晚于 {self.latest.isoformat()}" if day > self.latest else ""

    def serial(self, number: float) -> date | None:
        """The day of an Excel serial, or of a number such as 20260105; None for other numbers.

        A serial outside the plausible days is no day: 2026.1 is not the eighteenth of July 1905.
        """
        whole = int(number)
        if 19_000_101 <= whole <= 21_001_231 and whole == number:
            return _day(whole // 10_000, whole // 100 % 100, whole % 100)
        if (self.earliest - _SERIAL_EPOCH).days <= number < (self.latest - _SERIAL_EPOCH).days + 1:
            return _SERIAL_EPOCH + timedelta(days=whole)
        return None


def day_span(campaign: Campaign) -> DaySpan:
    """The days plausible in returns of a campaign."""
    return DaySpan(
        earliest=date.fromisoformat(threshold_text("earliest_date")),
        latest=campaign.end + _LATER_BY,
        campaign_end=campaign.end,
    )


def plain_dates(
    cells: Sequence[Cell], span: DaySpan, kinds: Collection[type] | None = None
) -> pa.Array | None:
    """A column of nothing but plausible date cells and blanks as it is; None when it holds more.

    `kinds` are the types of the cells, where they are known.
    """
    if not set(kinds or map(type, cells)) <= {date, type(None)}:
        return None
    days = pa.array(cells, pa.date32())
    ends = pc.min_max(days).as_py()
    if ends["min"] and (ends["min"] < span.earliest or ends["max"] > span.latest):
        return None
    return days


def parse_date(cell: Cell, span: DaySpan) -> date | Reading | None:
    """A date cell; wrong ones are V-11 (no date) or V-12 (no plausible one), rewritten ones V-13.

    >>> span = DaySpan(earliest=date(1990, 1, 1), latest=date(2027, 3, 1),
    ...                campaign_end=date(2026, 2, 28))
    >>> parse_date("1月5日", span).value, parse_date("2026年13月5日", span).code
    (datetime.date(2026, 1, 5), 'V-11')
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _plausible(cell, "", "", span)
    if isinstance(cell, str):
        said = mark_of(cell)
        # 未结 in 结案日期 says that there is no day yet.
        if said != "value" or normalise_word(cell) in marks("open_states"):
            return said if said != "value" else None
    day = _day_of(cell, span)
    if day is None:
        return None if cell is None else Reading(code="V-11", facts={"raw": shown(cell)})
    return _plausible(day, shown(cell), "V-13", span)


def _day_of(cell: Cell, span: DaySpan) -> date | None:
    if isinstance(cell, float | int):
        return span.serial(float(cell))
    # A time of day in a date column is a negative or broken date.
    return day_in_text(cell, span) if isinstance(cell, str) else None


def _plausible(day: date, raw: str, code: str, span: DaySpan) -> date | Reading:
    if not code and span.earliest <= day <= span.latest:
        return day
    reason = span.doubt(day)
    facts = {"raw": raw or day.isoformat(), "value": day.isoformat()}
    if reason:
        return Reading(code="V-12", facts={**facts, "reason": reason})
    return Reading(value=day, code=code, facts=facts)


def day_in_text(text: str, span: DaySpan) -> date | None:
    """The one day a text names, plausible or not; None when it names none or several."""
    plain = folded(text)
    match = _FULL.match(plain) or _DIGITS.match(plain)
    if match:
        first, last = int(match["year"]), int(match["day"])
        if first <= _MONTHS and last + 2000 in _recent_years(span):
            return None  # 01/05/26: of 2001, or of 2026 as a machine of another country writes it
        return _day(first + 2000 if first < 100 else first, int(match["month"]), last)
    match = _NO_YEAR.match(plain)
    if match:
        return _in_campaign(int(match["month"]), int(match["day"]), span)
    match = _CHINESE.match("".join(plain.split()))
    if match:
        month, day = chinese_number(match["month"]), chinese_number(match["day"])
        if month is not None and day is not None:
            return _day(int(chinese_digits(match["year"]) or 0), int(month), int(day))
    return None


def _recent_years(span: DaySpan) -> range:
    return range(span.campaign_end.year - 2, span.campaign_end.year + 2)


def _in_campaign(month: int, day: int, span: DaySpan) -> date | None:
    """The latest such day not after the campaign's end: 12月25日 in a winter campaign is last year's."""
    for year in range(span.campaign_end.year, span.campaign_end.year - 5, -1):
        found = _day(year, month, day)
        if found and found <= span.campaign_end:
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
