"""Dates that cannot be: no such day, another weekday, an end before its start, days to come.

Comes in: a plain text, the last day of the period where there is one, today. Goes out: slips.
Refuses to know which days a bulletin is of: that is slips_issue.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache

from enforcement_cli.model.proof import Slip
from enforcement_cli.proof.slip_text import slip
from enforcement_cli.vocabulary.proof_slips import one_of

DAY = (
    r"(?<!\d)(?:(?P<{0}y>\d{{4}})\s?年\s?)?(?P<{0}m>\d{{1,2}})\s?月\s?(?P<{0}d>\d{{1,2}})\s?[日号]"
)
TO = r"\s?起?[，\s]?(?:至|到|—+|-+|~|～|–|―)\s?"
LATER = r"(?:(?P<by>\d{4})\s?年\s?)?(?:(?P<bm>\d{1,2})\s?月\s?)?(?P<bd>\d{1,2})\s?[日号]"
RANGE = re.compile(DAY.format("a") + TO + LATER)
_DAY = re.compile(DAY.format("a"))
ISO = r"(?<![\d.])(?P<ay>(?:19|20)\d\d)(?P<sign>[-./])(?P<am>\d{1,2})(?P=sign)(?P<ad>\d{1,2})(?![\d.])"
_ISO = re.compile(ISO)
_WEEKDAY = re.compile(r"[（\s]?(?:星期|周|礼拜)(?P<day>[一二三四五六日天])(?![至到、])")
_WEEKDAYS = "一二三四五六日"
_LEAP = 2024
_YEAR = re.compile(r"(\d{4})\s?年")
_SOME_YEAR = re.compile("[同当次翌该前]年")


def day_in(found: re.Match[str], latest: date | None, name: str = "a") -> date | None:
    """The day of a match; without a year the one nearest to `latest`. None: there is no such day."""
    month, day = int(found[f"{name}m"]), int(found[f"{name}d"])
    if not _is_day(int(found[f"{name}y"] or _LEAP), month, day):
        return None
    if found[f"{name}y"]:
        return date(int(found[f"{name}y"]), month, day)
    if latest is None:
        return None
    year = _nearest_year(month, day, latest)
    return date(year, month, day) if _is_day(year, month, day) else None


def _nearest_year(month: int, day: int, latest: date) -> int:
    """The year in which a day is the nearest to another."""
    years = range(latest.year - 1, latest.year + 2)
    return min(years, key=lambda year: abs((date(year, month, min(day, 28)) - latest).days))


def _is_day(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def dates(text: str, latest: date | None, today: date) -> Iterator[Slip]:
    """Each date of a plain text that cannot be."""
    for pattern in (_DAY, _ISO):
        for found in pattern.finditer(text):
            year = int(found["ay"] or _year_of(text, found, latest))
            if not _is_day(year, int(found["am"]), int(found["ad"])):
                yield slip("no_such_date", found.span(), date=found[0])
            else:
                yield from _on_weekday(text, found, latest)
    yield from _backwards(text)
    for found in _until().finditer(text):
        day = day_in(found, latest or today)
        if day is not None and day > today and found["ay"]:
            yield slip("future", found.span(), date=found[0], today=shown(today))


def _year_of(text: str, found: re.Match[str], latest: date | None) -> int:
    """The year that a day without one is of: 2月29日 is none of a campaign in 2026.

    A sentence that names years may tell of one of these.
    """
    first = max(text.rfind(sign, 0, found.start()) for sign in "。\n")
    before = text[first + 1 : found.start()]
    years = (int(year) for year in _YEAR.findall(before))
    month, day = int(found["am"]), int(found["ad"])
    told = _SOME_YEAR.search(before) or any(_is_day(year, 2, 29) for year in years)
    if latest is None or told or not _is_day(_LEAP, month, day):
        return _LEAP
    return _nearest_year(month, day, latest)


@cache
def _until() -> re.Pattern[str]:
    return re.compile(rf"{one_of('cutoffs')}\s?{DAY.format('a')}")


def shown(day: date) -> str:
    """A day as bulletins print it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _on_weekday(text: str, found: re.Match[str], latest: date | None) -> Iterator[Slip]:
    said = _WEEKDAY.match(text, found.end())
    if said is None:
        return
    wanted = _WEEKDAYS.index(said["day"].replace("天", "日"))
    day = day_in(found, latest)
    if day is None and latest is None and found["ay"] is None:
        return
    if day is not None and day.weekday() != wanted:
        yield slip(
            "weekday",
            (found.start(), said.end()),
            date=shown(day),
            true=f"星期{_WEEKDAYS[day.weekday()]}",
            printed=said[0].strip("（ "),
        )


def _backwards(text: str) -> Iterator[Slip]:
    """A range that ends before it starts; without years only within one month."""
    for found in RANGE.finditer(text):
        month = int(found["bm"] or found["am"])
        end = (month, int(found["bd"]))
        start = (int(found["am"]), int(found["ad"]))
        if not _is_day(_LEAP, *end):
            yield slip("no_such_date", found.span(), date=found[0])
        elif found["ay"] and found["by"]:
            if (int(found["by"]), *end) < (int(found["ay"]), *start):
                yield slip("end_first", found.span(), range=found[0])
        elif month == start[0] and end < start and not found["by"]:
            yield slip("end_first", found.span(), range=found[0])
