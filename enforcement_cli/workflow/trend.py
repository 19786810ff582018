"""The desk's closings and money period by period, for a line over time.

Comes in: a room and the bulletin's figures. Goes out: a point a period up to this one, worked out
in one statement. A period that no court covers has no number, which is a gap and not 0. Refuses to
look further back than the campaign.
"""

from dataclasses import replace

from enforcement_cli.bulletin.material import TrendPoint
from enforcement_cli.indicator.answer import NOTHING, ask
from enforcement_cli.indicator.compile import Question, Window
from enforcement_cli.model.campaign import campaign_periods
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.model.period import Period, PeriodKind
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.state import Room, settled_relations

INDICATORS = ("cases_closed", "cases_completed", "amount_recovered")
_MOST = 26
_BY_MONTH_FROM = 26 * 7


def trend_of(connection: Connection, room: Room, figures: FigureSet) -> tuple[TrendPoint, ...]:
    """The last periods up to this bulletin's end, weeks in a short campaign, else months."""
    period = figures.period
    if period.kind in ("day", "operation", "custom"):
        return ()
    kind: PeriodKind = "month" if room.campaign.days > _BY_MONTH_FROM else "week"
    if period.kind == "month":
        kind = "month"
    cuts = campaign_periods(kind, room.campaign, room.desk.calendar)
    points = [cut for cut in cuts if cut.end <= period.end][-_MOST:]
    if len(points) < 2:  # one point is no line
        return ()
    shown = [figures.indicators[name] for name in INDICATORS if name in figures.indicators]
    questions = [
        Question(
            indicator=indicator,
            window=Window(name=str(place), start=cut.start, end=cut.end),
            action=None,
        )
        for place, cut in enumerate(points)
        for indicator in shown
    ]
    base = settled_relations(connection, room, figures.known_at)
    answers = ask(connection, room.campaign, questions, base=base, group="court")
    found = []
    for place, cut in enumerate(points):
        values = {}
        for indicator in shown:
            covered = _covering(figures, indicator, cut)
            known = [
                int(answers.get((indicator.id, str(place), None, court), NOTHING).value)
                for court in covered
            ]
            key = FigureKey(indicator=indicator.id)
            figure = Figure(key=key, value=sum(known) if known else None, unit=indicator.unit)
            values[key] = figure if len(covered) == len(figures.courts) else _partial(figure)
        found.append(TrendPoint(period=cut, figures=values))
    return tuple(found)


def _covering(figures: FigureSet, indicator: Indicator, cut: Period) -> list[str]:
    coverage = figures.coverage
    return [c for c in figures.courts if coverage.covers(c, indicator, cut.start, cut.end)]


def _partial(figure: Figure) -> Figure:
    return replace(figure, note="有法院未报") if figure.value is not None else figure
