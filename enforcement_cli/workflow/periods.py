"""Which days a report is about: `--week`, `--month`, `--total`, `--operation`, any date of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from enforcement_cli.model.campaign import Campaign, Desk, campaign_weeks
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
    if kind == "week":
        return campaign_weeks(campaign, desk.calendar)
    cuts = {
        "day": lambda day: (day, day),
        "month": desk.calendar.month_of,
        "quarter": desk.calendar.quarter_of,
        "year": desk.calendar.year_of,
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
