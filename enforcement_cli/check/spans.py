"""Which period of the campaign a return speaks of, by the days it states.

Comes in: a piece of evidence, and what the campaign expects of the form. Goes out: a week, a month,
a day, an operation or the whole campaign, or None for days that are none of them. Refuses to weigh one
piece of evidence against another: that is routing's.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from enforcement_cli.model.campaign import Campaign, Desk, campaign_periods
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.model.table import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """What a return may speak of: the campaign cut into weeks, months or days, and `named` spans.

    A named span is one that only its very days name: an operation's, or all of the campaign.
    """

    cut: tuple[Period, ...]
    named: tuple[Period, ...]

    @property
    def unit(self) -> str:
        """What one of the cuts is called."""
        return {"month": "月", "day": "天"}.get(self.cut[0].kind, "周")


def spans_of(form: str, court: str | None, desk: Desk, campaign: Campaign) -> Spans:
    """By what the campaign expects of the court; a form that nobody asks for comes by the week.

    A ledger speaks of a moment, and a list of its days; only figures are of an operation.
    """
    every = {
        expected.every
        for expected in campaign.expects
        if expected.form == form and (expected.courts is None or court in expected.courts)
    }
    named: list[Period] = []
    if form in ("aggregate", "narrative"):
        named += [
            Period(kind="operation", start=each.start, end=each.end, label=each.name)
            for each in campaign.operations
        ]
    if "once" in every:
        named.append(
            Period(kind="total", start=campaign.start, end=campaign.end, label=campaign.label)
        )
    return Spans(cut=campaign_periods(_kind(every), campaign, desk.calendar), named=tuple(named))


def _kind(every: AbstractSet[str]) -> PeriodKind:
    """Weeks go before months where a form is due by both; daily is what is due by the day alone."""
    if every == {"day"}:
        return "day"
    return "month" if "month" in every and not every & {"day", "week"} else "week"


def speaks(item: Evidence) -> bool:
    """Whether an evidence says anything of a period."""
    return bool(item.end or item.as_of or item.week)


def reading(item: Evidence, spans: Spans) -> tuple[Period | None, date | None]:
    """Which period an evidence names, and the as-of it states; contradiction within it is None."""
    for named in spans.named:
        if (item.start, item.end) == (named.start, named.end) and item.week is None:
            return named, item.as_of
    by_day = holding(spans.cut, item.end or item.as_of)
    if item.week is not None:
        numbered = next((p for p in spans.cut if p.kind == "week" and p.number == item.week), None)
        if by_day is not None and numbered != by_day:
            return None, None
        if numbered is None or (by_day is None and (item.end or item.as_of)):
            return None, None
        return numbered, item.as_of
    if by_day is not None and item.start and not _is_span(item, by_day, spans.cut[0]):
        return None, None
    return by_day, item.as_of


def _is_span(item: Evidence, period: Period, first: Period) -> bool:
    """Whether the days stated are the period, or run to it from the campaign's start.

    The first period may be stated unclipped. Part of a week is taken for the week, of a month not.
    """
    start = item.start or period.start
    week = period.kind == "week"
    longest = {"week": 7, "month": 31}.get(period.kind, 1)
    clipped = period is first and (period.start - start).days in range(longest)
    if not week and item.end != period.end:
        return False
    begins = period.covers(start) if week else start == period.start
    return begins or start == first.start or clipped


def holding(periods: Sequence[Period], day: date | None) -> Period | None:
    """The period that a day lies in."""
    return next((period for period in periods if day and period.covers(day)), None)
