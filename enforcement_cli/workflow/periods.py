"""Which days a report is about: `--week`, `--month`, `--total`, `--operation`, any date of them."""

from dataclasses import dataclass
from datetime import date

from enforcement_cli.model.campaign import Campaign, Desk, Phase, campaign_periods, campaign_weeks
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.period import Period, PeriodKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodWish:
    """What the command line says. `day` None: the last complete one of the campaign."""

    kind: PeriodKind = "week"
    day: date | None = None
    start: date | None = None
    end: date | None = None
    operation: str | None = None
    phase: str | None = None


def resolve_period(
    wish: PeriodWish, desk: Desk, campaign: Campaign, today: date
) -> tuple[Period, Period | None]:
    """The period asked for and the one before it, both clipped to the campaign.

    Raises:
        UsageError: --from without --to, or after it.
        UnknownName: no such operation, or no period of the campaign fits.
    """
    if wish.kind == "operation":
        return _operation(wish, campaign), None
    if wish.kind == "phase":
        return _phase(wish, campaign, today), None
    if wish.kind == "total":
        return _total(wish, desk, campaign, today), None
    if wish.kind == "custom":
        return _custom(wish, campaign), None
    all_of_kind = periods_of(wish.kind, desk, campaign)
    if wish.day is None:
        fitting = [period for period in all_of_kind if period.end < today]
        if not fitting:
            raise UnknownName(
                "行动还没有一个完整的统计期。",
                where=f"{campaign.id}（{campaign.start} 至 {campaign.end}）",
                remedy="用 --date 指定一期。",
            )
        found = fitting[-1]
    else:
        day = wish.day
        fitting = [period for period in all_of_kind if period.covers(day)]
        if not fitting:
            raise UnknownName(
                f"{day} 不在行动期间（{campaign.start} 至 {campaign.end}）。",
                remedy="请换一个 --date。",
            )
        found = fitting[0]
    place = all_of_kind.index(found)
    return found, all_of_kind[place - 1] if place else None


def periods_of(kind: PeriodKind, desk: Desk, campaign: Campaign) -> tuple[Period, ...]:
    """All days, weeks, months, quarters or years of a campaign, clipped to it, in order."""
    return campaign_periods(kind, campaign, desk.calendar)


def period_again(
    kind: PeriodKind, start: date, end: date, desk: Desk, campaign: Campaign
) -> tuple[Period, Period | None]:
    """The period of exactly these days as it is called, and the one before it."""
    if kind in ("day", "week", "month", "quarter", "year"):
        every = periods_of(kind, desk, campaign)
        for place, period in enumerate(every):
            if (period.start, period.end) == (start, end):
                return period, every[place - 1] if place else None
    named = [(phase.name, phase.start, phase.end) for phase in campaign.phases]
    named += [(each.name, each.start, each.end) for each in campaign.operations]
    label = next((name for name, *days in named if days == [start, end]), "")
    return Period(kind=kind, start=start, end=end, label=label or f"{start} 至 {end}"), None


def _operation(wish: PeriodWish, campaign: Campaign) -> Period:
    for operation in campaign.operations:
        if operation.id == wish.operation:
            return Period(
                kind="operation",
                start=operation.start,
                end=operation.end,
                label=operation.name,
            )
    names = "、".join(f"{o.id}（{o.name}）" for o in campaign.operations) or "没有"
    raise UnknownName(
        f"没有集中行动“{wish.operation}”。", remedy=f"行动方案文件里的集中行动：{names}。"
    )


def _phase(wish: PeriodWish, campaign: Campaign, today: date) -> Period:
    """The phase of that name; without one that of the day, else the last that is over."""
    for place, phase in enumerate(campaign.phases, start=1):
        over = wish.day is None and phase.end < today and phase == _last_over(campaign, today)
        on_day = wish.day is not None and phase.start <= wish.day <= phase.end
        if phase.name == wish.phase or (not wish.phase and (over or on_day)):
            return Period(
                kind="phase", start=phase.start, end=phase.end, number=place, label=phase.name
            )
    names = "、".join(phase.name for phase in campaign.phases) or "没有"
    asked = f"阶段“{wish.phase}”" if wish.phase else "那一天的阶段" if wish.day else "已结束的阶段"
    raise UnknownName(f"没有{asked}。", remedy=f"行动方案文件里的阶段：{names}。")


def _last_over(campaign: Campaign, today: date) -> Phase | None:
    over = [phase for phase in campaign.phases if phase.end < today]
    return over[-1] if over else None


def _total(wish: PeriodWish, desk: Desk, campaign: Campaign, today: date) -> Period:
    """From the campaign's start to the given day, else to the last complete week's end."""
    if wish.day is not None:
        end = min(max(wish.day, campaign.start), campaign.end)
    else:
        weeks = [w for w in campaign_weeks(campaign, desk.calendar) if w.end < today]
        end = weeks[-1].end if weeks else campaign.end
    return Period(kind="total", start=campaign.start, end=end, label="行动以来")


def _custom(wish: PeriodWish, campaign: Campaign) -> Period:
    if wish.start is None or wish.end is None:
        raise UsageError(
            "--from 和 --to 要一起给。", remedy="例如 --from 2026-01-05 --to 2026-01-11。"
        )
    if wish.end < wish.start:
        raise UsageError(f"--to {wish.end} 早于 --from {wish.start}。", remedy="请对调起止日期。")
    if wish.end < campaign.start or wish.start > campaign.end:
        raise UnknownName(
            f"{wish.start} 至 {wish.end} 不在行动期间（{campaign.start} 至 {campaign.end}）。"
        )
    start, end = max(wish.start, campaign.start), min(wish.end, campaign.end)
    return Period(kind="custom", start=start, end=end, label=f"{start} 至 {end}")
