"""What courts declare against their own ledgers and lists, for courts that send both.

Comes in: the declared figures of a campaign. Goes out: which of them rows confirm, and the doubts
of those they do not. Asks the rows a handful of questions, whatever the number of periods.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate

from enforcement_cli.check.against_rows import (
    Compared,
    RowPart,
    compare,
    days_around,
    gap_doubt,
    persons_doubt,
)
from enforcement_cli.check.series import PERSONS, Series
from enforcement_cli.check.series_doubt import SeriesDoubt
from enforcement_cli.indicator.compile import Question, Window
from enforcement_cli.indicator.coverage import Coverage, coverage_of
from enforcement_cli.indicator.daily import DailyKey, ask_daily
from enforcement_cli.indicator.declare import all_indicators, on_basis
from enforcement_cli.indicator.origins import parts_of
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.store.current import View
from enforcement_cli.store.read import accepted_returns
from enforcement_cli.store.reported import courts_with_rows
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.aggregate import same_unit
from enforcement_cli.workflow.figures import spoken_of
from enforcement_cli.workflow.state import Room, settled_relations

# So many gaps are told with the rows behind them; the rest with their numbers.
_MOST_TRACED = 6
_OPENING = "nature = 'opening'"


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What the rows of a campaign are asked with. `known`: which days of a court are covered."""

    connection: Connection
    room: Room
    view: View
    indicators: dict[str, Indicator]
    coverage: Coverage
    known: dict[tuple[str, str, bool, date, date], bool] = field(default_factory=dict)

    @cached_property
    def base(self) -> Mapping[str, str]:
        """The state of the rows, worked out where the first question needs it."""
        return settled_relations(self.connection, self.room, self.view.known_at)

    def covers(self, figure: ReportedFigure) -> bool:
        """Whether the court's returns say all about a figure's days."""
        indicator = self.indicators.get(figure.indicator)
        court = figure.of.court
        if indicator is None or (indicator.form == "cases" and court not in self.view.complete):
            return False
        in_ledger = indicator.measure in self.coverage.ledger_measures.get(court, frozenset())
        key = (court, indicator.form, in_ledger, figure.start, figure.end)
        if key not in self.known:
            self.known[key] = self.coverage.covers(court, indicator, figure.start, figure.end)
        return self.known[key]

    def opening(self, figure: ReportedFigure) -> int:
        """The money of a figure's days that is taken as of before the campaign."""
        indicator = self.indicators[figure.indicator]
        if indicator.table != "receipts":
            return 0
        question = Question(
            indicator=replace(indicator, where=_OPENING),
            window=Window(name="period", start=figure.start, end=figure.end),
            action=figure.action or None, courts=(figure.of.court,),
        )  # fmt: skip
        days = ask_daily(self.connection, self.room.campaign, [question], base=self.base)
        return sum(sum(by_day.values()) for by_day in days.values())

    def parts(self, figure: ReportedFigure, start: date, end: date) -> list[RowPart]:
        """The rows of some days behind a figure."""
        window = Window(name="period", start=start, end=end)
        question = Question(
            indicator=self.indicators[figure.indicator], window=window,
            action=figure.action or None, courts=(figure.of.court,),
        )  # fmt: skip
        found = parts_of(self.connection, self.room.campaign, question, base=self.base)
        return [
            RowPart(
                case_no=part.case_no,
                cell=f"{part.cell.sheet}!{part.cell.row}行" if part.cell else "",
                day=part.day,
                amount=part.amount,
                person=part.person_key,
            )
            for part in found
            if part.day is not None
        ]


def rows_compared(
    connection: Connection, view: View, room: Room, figures: Iterable[ReportedFigure]
) -> tuple[Compared, Callable[[Series], list[SeriesDoubt]]]:
    """Figures held against rows, and the doubts of them once a Series names what they say.

    Args:
        connection: of an open store.
        view: the moment, of the campaign of `room`.
        room: whose actions and indicators hold.
        figures: of that campaign.
    """
    both = courts_with_rows(connection)
    declared = [figure for figure in figures if figure.of.court in both]
    if not declared:
        return Compared(agreeing=(), gaps=()), lambda _: []
    indicators = on_basis(all_indicators(room.own_indicators), room.campaign.recovered_basis)
    ground = _Ground(
        connection=connection,
        room=room,
        view=view,
        indicators={name: each for name, each in indicators.items() if each.kind == "events"},
        coverage=coverage_of(spoken_of(connection, accepted_returns(connection, view))),
    )
    declared = [figure for figure in declared if ground.covers(figure)]
    if not declared:
        return Compared(agreeing=(), gaps=()), lambda _: []
    compared = compare(declared, _summed(ground, declared))

    def doubts(series: Series) -> list[SeriesDoubt]:
        return [*_gaps(ground, series, compared), *_persons(ground, series, declared)]

    return compared, doubts


def _summed(
    ground: _Ground, declared: Sequence[ReportedFigure]
) -> Callable[[ReportedFigure], int | None]:
    """What the rows give for a figure's days; None where the figure counts in another unit."""
    window = Window(
        name="cumulative",
        start=min(figure.start for figure in declared),
        end=max(figure.end for figure in declared),
    )
    actions = {action.id for action in ground.room.campaign.actions}
    asked = sorted({(figure.indicator, figure.action) for figure in declared})
    questions = [
        Question(indicator=ground.indicators[name], window=window, action=action or None)
        for name, action in asked
        if not action or (action in actions and ground.indicators[name].form == "cases")
    ]
    daily = ask_daily(ground.connection, ground.room.campaign, questions, base=ground.base)
    known = {(question.indicator.id, question.action) for question in questions}
    running = {key: _running(days) for key, days in daily.items()}

    def summed(figure: ReportedFigure) -> int | None:
        indicator = ground.indicators[figure.indicator]
        action = figure.action or None
        same = same_unit(figure.unit) == same_unit(indicator.unit)
        if not same or (indicator.id, action) not in known:
            return None
        key: DailyKey = (indicator.id, action, figure.of.court)
        days, sums = running.get(key, ([], [0]))
        return sums[bisect_right(days, figure.end)] - sums[bisect_left(days, figure.start)]

    return summed


def _running(days: dict[date, int]) -> tuple[list[date], list[int]]:
    """Days in order, and the sums up to each."""
    order = sorted(days)
    return order, [0, *accumulate(days[day] for day in order)]


def _gaps(ground: _Ground, series: Series, compared: Compared) -> Iterator[SeriesDoubt]:
    for place, (figure, gap) in enumerate(compared.gaps):
        money = figure.unit == "fen"
        start, end = (figure.start, figure.end) if money else days_around(figure)
        parts = ground.parts(figure, start, end) if place < _MOST_TRACED else []
        opening = ground.opening(figure) if money and place < _MOST_TRACED else 0
        doubt = gap_doubt(series, figure, gap, parts, opening)
        if doubt is not None:
            yield doubt


def _persons(
    ground: _Ground, series: Series, declared: Sequence[ReportedFigure]
) -> Iterator[SeriesDoubt]:
    """X-08, once a court and indicator: the first period that shows how it counts."""
    lines: dict[tuple[str, str], list[ReportedFigure]] = {}
    for figure in declared:
        by_person = ground.indicators[figure.indicator].person_unit == PERSONS
        if by_person and figure.unit == PERSONS and not figure.action and not figure.doubted:
            lines.setdefault((figure.of.court, figure.indicator), []).append(figure)
    for figures in lines.values():
        figures.sort(key=lambda f: (f.of.end, f.basis))
        first, last = min(f.start for f in figures), max(f.end for f in figures)
        parts = ground.parts(figures[0], first, last)
        for figure in figures:
            doubt = persons_doubt(series, figure, parts)
            if doubt is not None:
                yield doubt
                break
