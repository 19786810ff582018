"""Figures by team or officer as a use case, beside the figures of a report.

Comes in: a FigureSet, whether by team or officer, and which indicators. Goes out: Figures whose key
names the team or officer. Refuses to count anything the courts' own figures do not rest on.
"""

from collections.abc import Sequence

from enforcement_cli.indicator.answer import ask_by
from enforcement_cli.indicator.by_staff import By, StaffGround, staff_lines
from enforcement_cli.indicator.compile import Question
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.indicator import Figure, Indicator
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.figures import FigureSet, windows_of
from enforcement_cli.workflow.state import Room, settled_relations


def staff_figures(
    connection: Connection,
    room: Room,
    found: FigureSet,
    by: By,
    indicators: Sequence[str],
    *,
    actions: tuple[str | None, ...] = (None,),
) -> tuple[Figure, ...]:
    """The figures of every team or officer of every court, for the period and to date.

    Args:
        connection: of the open store.
        room: where.
        found: the report's figures of the same period and moment.
        by: team or officer.
        indicators: ids, in the order wanted; a rate is worked out of its two parts.
        actions: None is the campaign's scope.

    Raises:
        UnknownName: no such indicator, or only courts declare it.
    """
    wanted = [_known(found, name) for name in indicators]
    parts = dict.fromkeys(
        part
        for each in wanted
        for part in ((each.numerator, each.denominator) if each.kind == "rate" else (each.id,))
    )
    questions = [
        Question(indicator=found.indicators[part], window=window, action=action)
        for part in parts
        for window in windows_of(room, found.period, found.previous)
        for action in actions
        if action is None or found.indicators[part].form == "cases"
    ]
    answers = ask_by(
        connection,
        room.campaign,
        questions,
        base=settled_relations(connection, room, found.known_at),
        groups=("court", by),
    )
    staff = StaffGround(
        ground=found.ground,
        figures={figure.key: figure for figure in found.figures},
        answers=answers,
        by=by,
        actions=actions,
    )
    return staff_lines(staff, wanted)


def _known(found: FigureSet, name: str) -> Indicator:
    indicator = found.indicators.get(name)
    if indicator is None or indicator.kind == "declared":
        raise UnknownName(
            f"没有可按团队、承办人统计的指标“{name}”。",
            remedy="看全部指标：enforce indicators list。",
        )
    return indicator
