"""What courts report in aggregate returns, as a series of figures over periods.

Comes in: nothing. Goes out: the figures in force and the returns they stand in. Refuses to know
what a figure ought to be.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

ReportedBasis = Literal["period", "cumulative"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedReturn:
    """One accepted aggregate return: whose, of which days, as of when, in which file."""

    return_id: int
    court: str
    campaign: str
    form: str
    start: date
    end: date
    as_of: date
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure:
    """One stated figure in force: of several versions of its return the latest.

    `action` is empty for all cases. `value` is 分 where `unit` is "fen", else a count. `start` and
    `end` are the days the figure is about: a cumulative one runs from the campaign's first day.
    `earlier` are other values that replaced versions of the same figure gave. `doubted`: a check of
    its unit has put it aside.
    """

    of: ReportedReturn
    action: str
    indicator: str
    basis: ReportedBasis
    start: date
    end: date
    value: int
    unit: str
    sheet: str | None
    row: int | None
    column: int | None
    earlier: tuple[int, ...] = ()
    doubted: bool = False

    @property
    def slot(self) -> tuple[date, date]:
        """The period of the return it stands in."""
        return self.of.start, self.of.end
