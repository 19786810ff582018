"""Whose figure is explained: the campaign's, a team's or officer's, or a window's beside it.

Comes in: the store, a room, a period and who is asked for. Goes out: the figures it is one of, and
what its rows are narrowed to. Refuses to look for the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enforcement_cli.indicator.by_staff import By
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.case_lists import staff_blank
from enforcement_cli.workflow.by_staff import staff_figures
from enforcement_cli.workflow.figures import FigureSet, figures_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.windows import beside_ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Of whom: a team or an officer of a court, or a window beside the campaign by its name."""

    team: str | None = None
    officer: str | None = None
    window: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainGround:
    """The room and figures that the asked one is of, and what its rows have as team and officer.

    The name is empty for rows that name nobody.
    """

    room: Room
    figures: FigureSet
    team: str | None = None
    officer: str | None = None


def ground_of(
    connection: Connection,
    room: Room,
    own: FigureSet,
    whose: Whose,
    indicators: Sequence[str],
    action: str | None,
) -> ExplainGround:
    """The figures among which the asked one is.

    Args:
        connection: of the open store.
        room: where.
        own: the campaign's figures of the period, as known at the moment.
        whose: of whom the figure is.
        indicators: what is explained: an id, or the two of a rate.
        action: None is the campaign's scope.

    Raises:
        UnknownName: no such window, or it has not begun.
        UsageError: a window is asked of by team or officer, or both of these.
    """
    if sum(name is not None for name in (whose.team, whose.officer, whose.window)) > 1:
        raise UsageError(
            "--team、--officer、--window 一次用一个。", remedy="旁列口径的团队写在方案文件里。"
        )
    if whose.window is not None:
        return _of_window(connection, room, own, whose.window)
    if whose.team is None and whose.officer is None:
        return ExplainGround(room=room, figures=own)
    by: By = "team" if whose.team is not None else "officer"
    lines = staff_figures(connection, room, own, by, indicators, actions=(action,))
    return ExplainGround(
        room=room,
        figures=replace(own, figures=(*own.figures, *lines)),
        team=_named("team", whose.team),
        officer=_named("officer", whose.officer),
    )


def _named(by: By, name: str | None) -> str | None:
    return "" if name == staff_blank(by) else name


def _of_window(connection: Connection, room: Room, own: FigureSet, name: str) -> ExplainGround:
    for beside in room.campaign.beside:
        if beside.name != name:
            continue
        ground = beside_ground(room, beside, own.period)
        if ground is None:
            raise UnknownName(f"“{name}”到 {own.period.end} 还没有开始。")
        inner, span, narrowed = ground
        figures = figures_of(connection, inner, span, None, own.known_at, narrowed)
        return ExplainGround(room=inner, figures=figures, team=beside.team)
    names = "、".join(beside.name for beside in room.campaign.beside) or "一个也没有"
    raise UnknownName(
        f"行动旁列的口径里没有“{name}”。",
        remedy=f"方案文件 [[campaign.beside]] 里：{names}。集中行动用 --operation。",
    )
