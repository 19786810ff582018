"""时间进度: the share of days that is gone, by calendar days, working days or a curve.

Comes in: a campaign, what day is worked, days. Goes out: shares from 0 to 1, both ends in
(domain.md 10). Refuses to know figures and targets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from enforcement_cli.model.campaign import Campaign

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How a campaign's time runs. `working` says whether a day is worked."""

    campaign: Campaign
    working: Callable[[date], bool]

    def elapsed(self, start: date, end: date, day: date) -> Decimal | None:
        """The share of `start` to `end` that is gone with the end of `day`, from 0 to 1.

        None where there is nothing to share out: no working day, or a curve that does not move.
        """
        if day < start:
            return Decimal(0)
        if day >= end:
            return Decimal(1)
        pace = self.campaign.pace
        if pace == "curve":
            before = self._on_curve(start - _DAY)
            return _share(self._on_curve(day) - before, self._on_curve(end) - before)
        if pace == "workdays":
            return _share(self._worked(start, day), self._worked(start, end))
        return _share((day - start).days + 1, (end - start).days + 1)

    def _worked(self, start: date, end: date) -> int:
        days = (end - start).days + 1
        return sum(self.working(start + timedelta(days=n)) for n in range(days))

    def _on_curve(self, day: date) -> Decimal:
        """Straight between the points; 0 before the campaign, 1 at its end."""
        campaign = self.campaign
        points = [(campaign.start - _DAY, Decimal(0)), *campaign.curve]
        if points[-1][0] < campaign.end:
            points.append((campaign.end, Decimal(1)))
        if day <= points[0][0]:
            return points[0][1]
        for (first, low), (last, high) in pairwise(points):
            if day <= last:
                return low + (high - low) * Decimal((day - first).days) / Decimal(
                    (last - first).days
                )
        return points[-1][1]


def time_progress(clock: Clock, day: date) -> Decimal | None:
    """时间进度 of the campaign with the end of a day."""
    return clock.elapsed(clock.campaign.start, clock.campaign.end, day)


def _share(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None
