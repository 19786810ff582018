"""Figures held against other days, against a target, and courts held against each other.

Comes in: nothing. Goes out: what indicator/ finds out about figures and bulletin/ words. Refuses to
know where the numbers came from and how they are worded.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.indicator import FigureKey

# previous: the period before; year: the same days a year earlier; day: the same day of the earlier
# campaign; festival: the same distance from 春节.
ComparisonKind = Literal["previous", "year", "day", "festival"]
TargetKind = Literal["at_least", "at_most", "between", "clear"]
Number = int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A figure beside what it is held against.

    `start` and `end` are the days of `then`. `change` is now less then: a difference of counts or
    分, of rates a fraction (printed as 百分点). `share` is change over then, None on a zero or
    negative base and for rates. `contribution` is the court's part in the whole's change (None
    where that is 0). `note` says why a number is missing or what the two days differ in.
    """

    kind: ComparisonKind
    key: FigureKey
    unit: str
    start: date
    end: date
    now: Number
    then: Number
    change: Number = None
    share: Decimal | None = None
    contribution: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A target beside what is done by now: `rate` done, `elapsed` the share that should be.

    `gap` is what is still missing in the figure's own unit (件, 分), 0 when reached; of a bound from
    above what is too many. `low` and `high` are what the end of the target's time will see, None
    before three points. `kind` says which way the target bounds: `target` is its least number, of
    at_most and clear (清零) its most; `ceiling` is the upper end of between. Only what is gathered
    over time has `rate` and `elapsed`.
    """

    key: FigureKey
    unit: str
    target: Decimal
    value: Number
    rate: Decimal | None
    elapsed: Decimal | None
    gap: int | Decimal | None
    by: date
    low: int | None = None
    high: int | None = None
    reached: bool = False
    note: str = ""
    kind: TargetKind = "at_least"
    ceiling: Decimal | None = None
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A court's place; courts with the same printed value share one (1, 2, 2, 4)."""

    court: str
    place: int
    tied: bool
    value: int | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Courts in order by one figure; `unranked` courts are named with the reason."""

    key: FigureKey
    unit: str
    lines: tuple[Placed, ...]
    unranked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Instead of ranks: which courts lie inside an interval, below and above it.

    Without `low` and `high` the courts are held against 序时进度: `above` are ahead of it, `below`
    behind, `inside` level with it. `unmarked` courts are named with the reason.
    """

    key: FigureKey
    low: Decimal | None
    high: Decimal | None
    inside: tuple[str, ...]
    below: tuple[str, ...]
    above: tuple[str, ...]
    unmarked: tuple[tuple[str, str], ...] = ()
