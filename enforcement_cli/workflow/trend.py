"""The desk's closings and money period by period, for a line over time.

Comes in: a room and the bulletin's figures. Goes out: questions that are answered with the
bulletin's own, and a point a period up to this one. A period that no court covers has no number,
which is a gap and not 0. Refuses to look further back than the campaign.
"""

from dataclasses import replace

from enforcement_cli.bulletin.material import TrendPoint
from enforcement_cli.indicator.answer import NOTHING
from enforcement_cli.indicator.compile import Question, Window
from enforcement_cli.indicator.declare import all_indicators
from enforcement_cli.model.campaign import campaign_periods
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.state import Room

INDICATORS = ("cases_closed", "cases_completed", "amount_recovered")
_MOST = 26
_BY_MONTH_FROM = 26 * 7


def trend_questions(room: Room, period: Period) -> tuple[Question, ...]:
    """What the line asks: for each of the last periods up to this one's end, a few numbers."""
    ours = all_indicators(room.own_indicators, period.end)
    return tuple(
        Question(
            indicator=ours[name],
            window=Window(name=_window(cut), start=cut.start, end=cut.end),
            action=None,
        )
        for cut in _points(room, period)
        for name in INDICATORS
        if name in ours
    )


def trend_of(room: Room, figures: FigureSet) -> tuple[TrendPoint, ...]:
    """The points of the line; weeks in a short campaign, else months."""
    shown = [figures.indicators[name] for name in INDICATORS if name in figures.indicators]
    found = []
    for cut in _points(room, figures.period):
        values = {}
        for indicator in shown:
            covered = _covering(figures, indicator, cut)
            known = [
                int(figures.ground.answers.get(key, NOTHING).value)
                for key in ((indicator.id, _window(cut), None, court) for court in covered)
            ]
            key = FigureKey(indicator=indicator.id)
            figure = Figure(key=key, value=sum(known) if known else None, unit=indicator.unit)
            values[key] = figure if len(covered) == len(figures.courts) else _partial(figure)
        found.append(TrendPoint(period=cut, figures=values))
    return tuple(found)


def _points(room: Room, period: Period) -> list[Period]:
    if period.kind in ("day", "operation", "custom"):
        return []
    kind: PeriodKind = "month" if room.campaign.days > _BY_MONTH_FROM else "week"
    if period.kind == "month":
        kind = "month"
    cuts = campaign_periods(kind, room.campaign, room.desk.calendar)
    points = [cut for cut in cuts if cut.end <= period.end][-_MOST:]
    # One point is no line.
    return points if len(points) > 1 else []


def _window(cut: Period) -> str:
    return f"trend {cut.kind} {cut.number}"


def _covering(figures: FigureSet, indicator: Indicator, cut: Period) -> list[str]:
    coverage = figures.coverage
    return [c for c in figures.courts if coverage.covers(c, indicator, cut.start, cut.end)]


def _partial(figure: Figure) -> Figure:
    return replace(figure, note="有法院未报") if figure.value is not None else figure
