"""Operations and other windows, teams and campaigns whose figures stand beside a bulletin's own.

Comes in: a room and the bulletin's period. Goes out: their figures, each with its own days; they
are a part of the campaign's or overlap it, and are never added. Refuses to word them.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from enforcement_cli.bulletin.material import WindowFigures
from enforcement_cli.model.campaign import Beside, Campaign, Desk
from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.figures import FigureSet, Narrowing, figures_of
from enforcement_cli.workflow.state import Room

# Bulletins of a longer time tell what happened in its windows.
_WITH_OPERATIONS: tuple[PeriodKind, ...] = ("total", "year", "quarter", "phase")
_WITH_BESIDE: tuple[PeriodKind, ...] = (*_WITH_OPERATIONS, "month", "week")


def windows_beside(
    connection: Connection, room: Room, period: Period, known_at: datetime
) -> tuple[WindowFigures, ...]:
    """What stands beside the bulletin of a period: its operations first, in the file's order."""
    found: list[WindowFigures] = []
    if period.kind in _WITH_OPERATIONS:
        found.extend(_operations(connection, room, period, known_at))
    if period.kind in _WITH_BESIDE:
        for beside in room.campaign.beside:
            one = _beside(connection, room, beside, period, known_at)
            found.extend([one] if one is not None else [])
    return tuple(found)


def _operations(
    connection: Connection, room: Room, period: Period, known_at: datetime
) -> Iterable[WindowFigures]:
    for operation in room.campaign.operations:
        if operation.start > period.end or operation.end < period.start:
            continue
        # What runs on after the bulletin's days is told as far as they go.
        last = min(operation.end, period.end)
        span = _span("operation", operation.name, operation.start, last)
        figures = figures_of(connection, room, span, None, known_at)
        yield WindowFigures(
            name=operation.name,
            start=span.start,
            end=span.end,
            figures=_alone(figures),
            courts=figures.courts,
            actions=room.campaign.actions,
            approximate=operation.approximate,
            definitions=figures.indicators,
        )


def beside_ground(
    room: Room, beside: Beside, period: Period
) -> tuple[Room, Period, Narrowing] | None:
    """Whose figures a window beside a bulletin are, of which days, and of whom alone.

    None where it has not begun by the period's end; it ends with the period where it runs on.
    """
    campaign = _campaign(room, beside)
    start = beside.start or (campaign.start if beside.campaign else room.campaign.start)
    end = min(beside.end or (campaign.end if beside.campaign else period.end), period.end)
    if start > end:
        return None
    inner = replace(room, campaign=campaign)
    if beside.court:
        inner = replace(inner, desk=_desk_of(room, beside.court))
    span = _span("custom", beside.name, start, end)
    return inner, span, Narrowing(team=beside.team, unit=beside.unit)


def _beside(
    connection: Connection, room: Room, beside: Beside, period: Period, known_at: datetime
) -> WindowFigures | None:
    ground = beside_ground(room, beside, period)
    if ground is None:
        return None
    inner, span, narrowed = ground
    figures = figures_of(connection, inner, span, None, known_at, narrowed)
    return WindowFigures(
        name=beside.name,
        start=span.start,
        end=span.end,
        figures=_alone(figures, beside.team),
        courts=figures.courts,
        team=beside.team,
        actions=inner.campaign.actions if beside.campaign else (),
        indicators=beside.indicators,
        approximate=beside.approximate,
        definitions=figures.indicators,
    )


def _campaign(room: Room, beside: Beside) -> Campaign:
    if beside.campaign is None:
        return room.campaign
    for campaign in room.desk.campaigns:
        if campaign.id == beside.campaign:
            return campaign
    raise BadConfiguration(
        f"没有行动“{beside.campaign}”。", where=f"[[campaign.beside]] {beside.name}"
    )


def _desk_of(room: Room, court: str) -> Desk:
    return replace(room.desk, courts=tuple(c for c in room.desk.courts if c.code == court))


def _span(kind: PeriodKind, label: str, start: date, end: date) -> Period:
    return Period(kind=kind, start=start, end=end, label=label)


def _alone(figures: FigureSet, team: str | None = None) -> dict[FigureKey, Figure]:
    """The window's figures, of its team; of one court alone its own stand for the whole too."""
    named = [replace(each, key=replace(each.key, team=team)) for each in figures.figures]
    found = {figure.key: figure for figure in named}
    if len(figures.courts) == 1:
        mine = [key for key in found if key.court == figures.courts[0]]
        whole = {key: replace(key, court=None) for key in mine}
        found |= {whole[key]: replace(found[key], key=whole[key]) for key in mine}
    return found
