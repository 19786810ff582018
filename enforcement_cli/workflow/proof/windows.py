"""The windows that a text is held against: the period, the one before, what is named, other days.

Comes in: an open store, the room, a report and the text. Goes out: Windows with their figures.
Refuses to read the text's numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from enforcement_cli.bulletin.material import WindowFigures
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.period import Period
from enforcement_cli.proof.days import Days
from enforcement_cli.proof.ground import Window
from enforcement_cli.proof.names import core_name, plain
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.report import Report
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.windows import windows_beside

# The kinds of which `enforce explain` has an option of that name with a day.
_DATED = ("day", "week", "month", "quarter", "year", "total")


def windows_at_first(
    connection: Connection, room: Room, found: Report, text: str
) -> tuple[Window, ...]:
    """The period's own window first, the period before, and those that the file names."""
    period, previous = found.figures.period, found.figures.previous
    own = _window_of_period("own", period, room.campaign, found.material.figures)
    windows = [replace(own, courts=found.figures.courts)]
    known_at = found.figures.known_at
    if previous is not None:
        before = figures_of(connection, room, previous, None, known_at)
        earlier = _window_of_period("previous", previous, room.campaign, _alone(before))
        windows.append(replace(earlier, courts=before.courts))
    beside: Iterable[WindowFigures] = found.material.windows
    if _names_operation(room.campaign, text) and period.kind != "operation":
        whole = replace(period, kind="total", start=room.campaign.start)
        beside = windows_beside(connection, room, whole, known_at)
    windows += [_beside(each, room.campaign, own.options) for each in beside]
    return tuple(windows)


def windows_of_days(
    connection: Connection, room: Room, wanted: Iterable[Days], known_at: datetime
) -> Iterator[Window]:
    """A window for each span of days that a text says."""
    for days in wanted:
        label = f"{days.start:%Y-%m-%d} 至 {days.end:%Y-%m-%d}"
        period = Period(kind="custom", start=days.start, end=days.end, label=label)
        found = figures_of(connection, room, period, None, known_at)
        window = _window_of_period("days", period, room.campaign, _alone(found))
        yield replace(window, courts=found.courts)


def options_of(period: Period, campaign: Campaign) -> str:
    """The options by which `enforce explain` finds a period."""
    if period.kind in _DATED:
        return f"--{period.kind} --date {period.end}"
    for operation in campaign.operations:
        if period.kind == "operation" and operation.name == period.label:
            return f"--operation {operation.id}"
    return f"--from {period.start} --to {period.end}"


def _window_of_period(
    kind: str, period: Period, campaign: Campaign, figures: Mapping[FigureKey, Figure]
) -> Window:
    return Window(
        kind=kind,  # type: ignore[arg-type]  # own, previous or days
        label=period.label,
        start=period.start,
        end=period.end,
        figures=figures,
        courts=(),
        actions=campaign.actions,
        options=options_of(period, campaign),
    )


def _beside(each: WindowFigures, campaign: Campaign, own: str) -> Window:
    operation = next((o for o in campaign.operations if o.name == each.name), None)
    led = f"--operation {operation.id}" if operation else f'{own} --window "{each.name}"'
    return Window(
        kind="beside",
        label=each.name,
        start=each.start,
        end=each.end,
        figures=each.figures,
        courts=each.courts,
        actions=each.actions,
        name=each.name,
        team=each.team,
        options=led,
    )


def _names_operation(campaign: Campaign, text: str) -> bool:
    words = plain(text)
    return any(core_name(operation.name) in words for operation in campaign.operations)


def _alone(found: FigureSet) -> dict[FigureKey, Figure]:
    """Figures by key; of one court alone its own stand for the whole too."""
    figures = {figure.key: figure for figure in found.figures}
    if len(found.courts) != 1:
        return figures
    mine = {key: figure for key, figure in figures.items() if key.court == found.courts[0]}
    return figures | {replace(key, court=None): figure for key, figure in mine.items()}
