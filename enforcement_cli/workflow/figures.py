"""Stage 6 as a use case: the figures of one period as known at a moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from enforcement_cli.indicator.answer import ask
from enforcement_cli.indicator.arithmetic import of_whole
from enforcement_cli.indicator.compile import Question, Window
from enforcement_cli.indicator.court_figures import Ground, Number, is_computed
from enforcement_cli.indicator.coverage import Coverage, Spoken, coverage_of
from enforcement_cli.indicator.declare import all_indicators, on_basis
from enforcement_cli.indicator.declared import Declared, declarable
from enforcement_cli.indicator.figures import compute_figures
from enforcement_cli.model.campaign import Target
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.model.period import Period
from enforcement_cli.store.layouts import fields_of, listed_kinds_of, unread_fields_of
from enforcement_cli.store.publications import Publication, find_issue
from enforcement_cli.store.read import StoredReturn, accepted_returns
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.campaign.clock import clock_of
from enforcement_cli.workflow.declarations import declared_in
from enforcement_cli.workflow.desk_targets import targets_at
from enforcement_cli.workflow.state import Room, settled_relations, view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Figures of one team alone, or persons counted as events: `unit` 人次."""

    team: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSet:
    """Figures of a period and what they rest on."""

    period: Period
    previous: Period | None
    courts: tuple[str, ...]
    known_at: datetime
    figures: tuple[Figure, ...]
    indicators: dict[str, Indicator]
    coverage: Coverage
    returns: tuple[StoredReturn, ...]
    last_issue: Publication | None
    ground: Ground
    _found: dict[FigureKey, Figure] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @property
    def by_key(self) -> Mapping[FigureKey, Figure]:
        """The figures by their keys."""
        if not self._found:
            self._found.update((figure.key, figure) for figure in self.figures)
        return self._found

    def figure(self, key: FigureKey) -> Figure | None:
        """The figure of a key."""
        return self.by_key.get(key)


def figures_of(
    connection: Connection,
    room: Room,
    period: Period,
    previous: Period | None,
    known_at: datetime,
    narrowed: Narrowing = Narrowing(),  # frozen
    also: Sequence[Question] = (),
) -> FigureSet:
    """Compute every indicator for every court and action of the campaign.

    `also` are further questions, by court, that are answered in the same statement.
    """
    courts = courts_of(room, period)
    returns = accepted_returns(connection, view_of(room, known_at))
    coverage = coverage_of(spoken_of(connection, returns))
    base = settled_relations(connection, room, known_at)
    declared = declared_in(connection, room.campaign, base, returns, known_at)
    indicators = _spoken_of(room, period, coverage, declared)
    asked = [
        replace(question, team=narrowed.team)
        for question in _questions(room, indicators.values(), period, previous)
    ]
    together = _questions_of_whole(asked, coverage, courts, period)
    told = ask(connection, room.campaign, [*asked, *together, *also], base=base, group="court")
    whole = {key: answer for key, answer in told.items() if key[3] is None}
    issue = find_issue(connection, campaign=room.campaign.id, period=previous) if previous else None
    ground = Ground(
        campaign=room.campaign,
        courts=courts,
        indicators=indicators,
        period=period,
        previous=previous,
        answers=told,
        whole=whole,
        coverage=coverage,
        published=_published(issue),
        declared=declared,
        targets=_targets(room, courts, period),
        unit=narrowed.unit,
        clock=clock_of(room),
    )
    return FigureSet(
        period=period,
        previous=previous,
        courts=courts,
        known_at=known_at,
        figures=tuple(compute_figures(ground)),
        indicators=indicators,
        coverage=coverage,
        returns=tuple(returns),
        last_issue=issue,
        ground=ground,
    )


def _spoken_of(
    room: Room, period: Period, coverage: Coverage, declared: Declared
) -> dict[str, Indicator]:
    """The indicators in force that any court's returns speak of, by ledger, list or figure."""
    in_force = on_basis(
        all_indicators(room.own_indicators, period.end), room.campaign.recovered_basis
    )
    said, known = declared.indicators(), declarable()
    found = {
        name: each for name, each in in_force.items() if name in said or coverage.anybody(each)
    }
    return found | {name: known[name] for name in said if name not in found}


def courts_of(room: Room, period: Period) -> tuple[str, ...]:
    """The courts a period is about: one court's operation is about that court alone."""
    for operation in room.campaign.operations:
        same = period.kind == "operation" and operation.name == period.label
        if same and operation.court and operation.start == period.start:
            return (operation.court,)
    return room.court_codes


def _targets(room: Room, courts: tuple[str, ...], period: Period) -> tuple[Target, ...]:
    """The targets in force; the desk's only where all its courts are counted."""
    every = targets_at(room, period.end)
    return every if courts == room.court_codes else tuple(t for t in every if t.court)


def windows_of(room: Room, period: Period, previous: Period | None) -> tuple[Window, ...]:
    """The spans of days every indicator is asked about."""
    start = room.campaign.start
    windows = [
        Window(name="period", start=period.start, end=period.end),
        Window(name="cumulative", start=start, end=period.end),
    ]
    if previous is not None:
        before = period.start - timedelta(days=1)
        windows.append(Window(name="previous", start=previous.start, end=previous.end))
        windows.append(Window(name="before", start=start, end=before))
    return tuple(windows)


def _questions(
    room: Room, indicators: Iterable[Indicator], period: Period, previous: Period | None
) -> list[Question]:
    actions = (None, *(action.id for action in room.campaign.actions))
    return [
        Question(indicator=indicator, window=window, action=action)
        for indicator in indicators
        if indicator.kind not in ("rate", "declared")
        for window in windows_of(room, period, previous)
        for action in actions
        if is_computed(indicator, action)
    ]


def _questions_of_whole(
    asked: Sequence[Question], coverage: Coverage, courts: tuple[str, ...], period: Period
) -> list[Question]:
    """What courts' numbers do not add up to: of the courts that have reported, for the period."""
    found: list[Question] = []
    for question in asked:
        if not question.indicator.person_unit and not of_whole(question.indicator):
            continue
        reported = courts
        if question.window.name in ("period", "previous"):
            reported = tuple(
                court
                for court in courts
                if coverage.covers(court, question.indicator, period.start, period.end)
            )
        found.append(
            Question(
                indicator=question.indicator,
                window=question.window,
                action=question.action,
                courts=None if reported == courts and len(courts) > 1 else reported,
                team=question.team,
                whole=True,
            )
        )
    return found


def spoken_of(connection: Connection, returns: Iterable[StoredReturn]) -> Iterable[Spoken]:
    """What each return in force speaks about, and by which columns."""
    fields, unread = fields_of(connection), unread_fields_of(connection)
    listed = listed_kinds_of(connection)
    for stored in returns:
        if stored.court and stored.form and stored.period_start and stored.period_end:
            yield Spoken(
                court=stored.court,
                form=stored.form,
                start=stored.period_start,
                end=stored.period_end,
                as_of=stored.as_of or stored.period_end,
                measure_kinds=stored.measure_kinds or listed.get(stored.return_id, ()),
                fields=fields.get(stored.return_id, frozenset()),
                unread=unread.get(stored.return_id, frozenset()),
            )


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure as design.md section 5 fixes it: integers, decimal strings or null."""
    key = figure.key
    return {
        "indicator": key.indicator,
        "action": key.action,
        "court": key.court,
        "team": key.team,
        "officer": key.officer,
        "value": _plain(figure.value),
        "unit": figure.unit,
        "basis": key.basis,
        "previous": _plain(figure.previous),
        "previous_published": _plain(figure.previous_published),
        "change": _plain(figure.change),
        "target": _plain(figure.target),
        "rank": figure.rank,
        "note": figure.note,
    }


def _plain(value: Number) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _published(issue: Publication | None) -> dict[FigureKey, Number]:
    if issue is None:
        return {}
    return {
        FigureKey(
            indicator=entry["indicator"],
            basis=entry["basis"],
            action=entry["action"],
            court=entry["court"],
            team=entry["team"],
            officer=entry["officer"],
        ): Decimal(entry["value"]) if isinstance(entry["value"], str) else entry["value"]
        for entry in issue.figures
    }
