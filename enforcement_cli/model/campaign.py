"""The campaign file as values: desk, courts, campaigns, actions, operations, targets.

Comes in: nothing. Goes out: what enforce.toml declares (design.md section 4). Refuses to know TOML.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Calendar, Period, PeriodKind
from enforcement_cli.model.problem import CheckSetting
from enforcement_cli.model.routine import Routine

FrozenAt = Literal["baseline", "closing", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a return is due, in working days (domain.md 10)."""

    weekday: int = 4
    at: time = time(12, 0)
    grace_days: int = 0
    lock_days: int | None = None
    holiday: Literal["next", "previous", "none"] = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One kind of return the campaign waits for; `courts` None means all of them."""

    form: str
    every: Literal["day", "week", "month", "once"] = "week"
    courts: tuple[str, ...] | None = None
    rows: Literal["all", "changed"] = "all"
    due: Due | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stage of the campaign, such as 排查建账."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A window inside the campaign; its results are a subset and are never added.

    `approximate`: prose prints its money rounded down with 余 (113万余元); tables stay exact.
    """

    id: str
    name: str
    start: date
    end: date
    court: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Figures of another window or team that stand beside the campaign's and are never added.

    A standing team since January, a half-year of joint actions, another campaign of the year.
    `campaign` names another campaign of the desk whose scope, actions and statements hold;
    `start` and `end` None: that campaign's own, else this campaign's start and the period's end.
    `indicators` empty: those that the bulletin's kind prints. `unit` 人次 keeps events where
    persons could be counted.
    """

    name: str
    campaign: str | None = None
    start: date | None = None
    end: date | None = None
    court: str | None = None
    team: str | None = None
    indicators: tuple[str, ...] = ()
    unit: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What an indicator should lie in (区间), ends in; None is open. Rates 0 to 1, money in 分.

    `where` is the file and line it stands in.
    """

    indicator: str
    low: Decimal | None = None
    high: Decimal | None = None
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A category of cases, by conditions that must all hold. Actions overlap.

    Money bounds are in 分 and inclusive at the top (及以下). `frozen_at` says which statement of a
    case fixes its membership: the first, the one that closed it, or always the latest. `party`
    "enterprise" asks that a party be one (涉企); empty asks nothing.
    """

    id: str
    name: str
    claim_at_most_fen: int | None = None
    claim_above_fen: int | None = None
    causes: tuple[str, ...] = ()
    filed_before: date | None = None
    status: Literal["open", "closed"] | None = None
    party: str = ""
    declared: bool = False
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    frozen_at: FrozenAt = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is asked of a court (None: the whole desk) in an action (None: the scope).

    Bounds are in the indicator's base unit: 分 for money, counts as they are, rates 0 to 1.
    `written` is what they were written as, `where` the file and line they stand in.
    """

    indicator: str
    court: str | None = None
    action: str | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    by: date | None = None
    start: date | None = None
    phase: str | None = None
    reason: str = ""
    written: Literal["", "count", "money", "rate"] = field(default="", compare=False)
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A case that counts for another court than its number says (指定、提级执行)."""

    case_no: str
    to: str
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One 专项行动 over the desk's courts.

    `compares` is the earlier campaign that this one is held against, day by day. `pace` is how
    时间进度 runs: by calendar days, by working days, or by the points of `curve` (day, share from 0
    to 1; straight between them). A rate over fewer than `small_base` is shown and not ranked.
    """

    id: str
    name: str
    start: date
    end: date
    label: str = ""
    case_types: tuple[str, ...] = ("执", "执恢")
    scope: Literal["all", "actions"] = "all"
    recovered_basis: Literal["flow", "closing"] = "flow"
    missing: Literal["omit", "carry", "block"] = "omit"
    expects: tuple[Expectation, ...] = ()
    phases: tuple[Phase, ...] = ()
    operations: tuple[Operation, ...] = ()
    actions: tuple[Action, ...] = ()
    targets: tuple[Target, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    checks: tuple[CheckSetting, ...] = ()
    beside: tuple[Beside, ...] = ()
    compares: str | None = None
    pace: Literal["days", "workdays", "curve"] = "days"
    curve: tuple[tuple[date, Decimal], ...] = ()
    small_base: int = 10
    intervals: tuple[Interval, ...] = ()

    @property
    def days(self) -> int:
        """Calendar days, both ends in."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who runs the statistics, over which courts and campaigns, and what its unattended runs do."""

    court: str
    calendar: Calendar
    courts: tuple[Court, ...]
    campaigns: tuple[Campaign, ...]
    routine: Routine = field(default_factory=Routine)
    log: Literal["text", "json"] = "text"
    # A province has thousands of courts, and every cell of a bulletin names one.
    by_code: Mapping[str, Court] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {court.code: court for court in self.courts})

    def court_of(self, code: str) -> Court | None:
        """The court with that code."""
        return self.by_code.get(code)


def campaign_weeks(campaign: Campaign, calendar: Calendar) -> tuple[Period, ...]:
    """The desk's weeks of a campaign, the first and last clipped to it, numbered from 1."""
    weeks: list[Period] = []
    day = campaign.start
    while day <= campaign.end:
        _, last = calendar.week_of(day)
        end = min(last, campaign.end)
        number = len(weeks) + 1
        weeks.append(Period(kind="week", start=day, end=end, number=number, label=f"第{number}周"))
        day = last + timedelta(days=1)
    return tuple(weeks)


def campaign_periods(
    kind: PeriodKind, campaign: Campaign, calendar: Calendar
) -> tuple[Period, ...]:
    """All days, weeks, months, quarters or years of a campaign, clipped to it, in order."""
    if kind == "week":
        return campaign_weeks(campaign, calendar)
    cuts = {
        "day": lambda day: (day, day),
        "month": calendar.month_of,
        "quarter": calendar.quarter_of,
        "year": calendar.year_of,
    }
    found: list[Period] = []
    day = campaign.start
    while day <= campaign.end:
        start, end = cuts[kind](day)
        clipped = max(start, campaign.start), min(end, campaign.end)
        label = {
            "day": f"{day.month}月{day.day}日",
            "month": f"{end.year}年{end.month}月",
            "quarter": f"{end.year}年第{(end.month + 2) // 3}季度",
            "year": f"{end.year}年度",
        }[kind]
        found.append(
            Period(kind=kind, start=clipped[0], end=clipped[1], number=len(found) + 1, label=label)
        )
        day = end + timedelta(days=1)
    return tuple(found)
