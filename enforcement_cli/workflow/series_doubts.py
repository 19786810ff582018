"""Doubts of aggregate figures over time, across courts and against the courts' own ledgers.

Comes in: the store, and what other checks of the set have found already. Goes out: problems by
return. Refuses to remember anything: they are found anew from the whole set of returns.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from enforcement_cli.check.against_rows import confirmed
from enforcement_cli.check.series import Names, series_of
from enforcement_cli.check.series_checks import check_series
from enforcement_cli.check.series_doubt import SeriesDoubt
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.store.current import View
from enforcement_cli.store.reported import Cell, left_out, reported_figures
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.workflow.row_doubts import rows_compared
from enforcement_cli.workflow.state import Room, view_of

Arising = tuple[int, str, Problem]


def series_doubts(
    connection: Connection, view: View, room: Room, known: Iterable[Arising]
) -> list[Arising]:
    """(return_id, court, problem) of every doubt; nothing is asked where no figure is stated.

    Args:
        connection: of an open store.
        view: the moment.
        room: names courts and campaigns.
        known: doubts of the set found before: those of a figure's unit put it aside, and a changed
            layout says already why a figure is gone.
    """
    units: set[Cell] = set()
    redrawn: set[int] = set()
    for return_id, _, problem in known:
        place = problem.origin
        if problem.code == "P-17":
            units.add((return_id, place.sheet, place.row, place.column, problem.field))
        elif problem.code == "S-18":
            redrawn.add(return_id)
    figures = reported_figures(connection, view, units)
    if not figures:
        return []
    asked = left_out(connection) | dict.fromkeys(redrawn, frozenset({""}))
    by_campaign: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        by_campaign.setdefault(figure.of.campaign, []).append(figure)
    found: list[SeriesDoubt] = []
    for name, own in sorted(by_campaign.items()):
        campaign = _campaign(room, name)
        if campaign is not None:
            found += _of_campaign(connection, view, replace(room, campaign=campaign), own, asked)
    return [(doubt.figure.of.return_id, doubt.figure.of.court, doubt.problem) for doubt in found]


def _of_campaign(
    connection: Connection,
    view: View,
    room: Room,
    figures: list[ReportedFigure],
    asked: Mapping[int, frozenset[str]],
) -> list[SeriesDoubt]:
    """What the rows say of a figure stands above what other periods and courts make likely."""
    series = series_of(figures, _names(room), _rules_on(room.campaign))
    of_campaign = view_of(room, view.known_at)
    compared, row_doubts = rows_compared(connection, of_campaign, room, figures)
    found = confirmed(check_series(series, asked), compared)
    return [*found, *row_doubts(series)]


def _campaign(room: Room, name: str) -> Campaign | None:
    if name == room.campaign.id:
        return room.campaign
    return next((campaign for campaign in room.desk.campaigns if campaign.id == name), None)


def _names(room: Room) -> Names:
    return Names(
        courts={court.code: court.short for court in room.desk.courts},
        actions={action.id: action.name for action in room.campaign.actions},
    )


def _rules_on(campaign: Campaign) -> Callable[[date], Mapping[str, Rule]]:
    @cache
    def rules(day: date) -> Mapping[str, Rule]:
        return rules_in_force(campaign.checks, day)

    return rules
