"""Which days are held against which: the period before, a year earlier, another campaign, 春节.

Comes in: a campaign, a period, how far the returns reach. Goes out: the days of both sides and what
they differ in. Refuses to know numbers.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.comparison import ComparisonKind
from enforcement_cli.model.indicator import Basis
from enforcement_cli.model.period import Calendar, Period
from enforcement_cli.vocabulary.comparisons import word
from enforcement_cli.vocabulary.festivals import nearest_festival, spring_festival


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """What days are taken from. `reach` is the last day that any court's returns speak of."""

    campaign: Campaign
    period: Period
    previous: Period | None
    earlier: Campaign | None
    calendar: Calendar
    reach: date

    @property
    def partial(self) -> bool:
        """Whether the period is known up to a day before its end only."""
        return self.reach < self.period.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """`start` to `end` then, beside `now_start` to `now_end`; all four days in.

    `note` says what the two differ in, `lacking` why there are no such days at all. `partial`: now
    is cut short.
    """

    kind: ComparisonKind
    basis: Basis
    now_start: date
    now_end: date
    start: date
    end: date
    partial: bool = False
    note: str = ""
    lacking: str = ""


def aligned(kind: ComparisonKind, basis: Basis, spans: Spans) -> Days | None:
    """The days of a kind of comparison; None where there is nothing to compare with.

    A period of which only the first days are known is held against as many days of the other.
    """
    start = spans.period.start if basis == "period" else spans.campaign.start
    end = min(spans.period.end, spans.reach)
    if end < spans.period.start:
        return None
    found = {
        "previous": _previous,
        "year": _a_year_earlier,
        "day": _same_day,
        "festival": _festival,
    }[kind](spans, basis, start, end)
    if found is None:
        return None
    then_start, then_end, note, lacking = found
    notes = [note]
    if spans.partial:
        known = (end - spans.period.start).days + 1
        notes.append(word("partial", day=f"{end.month}月{end.day}日", days=known))
    now_days, then_days = (end - start).days + 1, (then_end - then_start).days + 1
    if now_days != then_days and (kind != "previous" or basis == "period"):
        notes.append(word("days", now=now_days, then=then_days))
    return Days(
        kind=kind, basis=basis, now_start=start, now_end=end, start=then_start, end=then_end,
        partial=spans.partial, note="；".join(filter(None, notes)), lacking=lacking,
    )  # fmt: skip


# First day, last day, what they differ in, why there are none.
_Found = tuple[date, date, str, str]


def _previous(spans: Spans, basis: Basis, start: date, end: date) -> _Found | None:
    before = spans.previous
    if before is None:
        return None
    last = before.end
    if spans.partial:
        last = min(last, before.start + (end - spans.period.start))
    return (before.start if basis == "period" else start), last, "", ""


def _a_year_earlier(spans: Spans, basis: Basis, start: date, end: date) -> _Found:
    cut = {
        "month": spans.calendar.month_of,
        "quarter": spans.calendar.quarter_of,
        "year": spans.calendar.year_of,
    }.get(spans.period.kind)
    # A whole February stands beside a whole February, whatever its length.
    if basis == "period" and cut is not None and cut(start) == (start, end):
        return *cut(a_year_before(start)), "", ""
    return a_year_before(start), a_year_before(end), "", ""


def _same_day(spans: Spans, basis: Basis, start: date, end: date) -> _Found | None:
    del basis
    earlier = spans.earlier
    if earlier is None:
        return None
    moved = spans.campaign.start - earlier.start
    lacking = word("shorter", days=earlier.days) if end - moved > earlier.end else ""
    return start - moved, end - moved, "", lacking


def _festival(spans: Spans, basis: Basis, start: date, end: date) -> _Found | None:
    del basis
    earlier = spans.earlier
    now = nearest_festival(spans.campaign.start, spans.campaign.end)
    if now is None:
        return start, end, "", word("no_festival")
    then = (
        nearest_festival(earlier.start, earlier.end) if earlier else spring_festival(now.year - 1)
    )
    if then is None:
        return start, end, "", word("no_festival")
    moved = now - then
    first, last = start - moved, end - moved
    outside = 0
    if earlier:
        inside = (min(last, earlier.end) - max(first, earlier.start)).days + 1
        outside = (last - first).days + 1 - max(inside, 0)
    return first, last, word("outside", days=outside) if outside else "", ""


def a_year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=366)
