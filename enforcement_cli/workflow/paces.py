"""The targets of a campaign held against time, as a use case.

Comes in: an open store, the figures of a period. Goes out: a Pace for every target in force and,
where only the courts have targets, for their sum. Refuses to word them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from enforcement_cli.indicator.arithmetic import of_whole
from enforcement_cli.indicator.compile import Question, Window
from enforcement_cli.indicator.court_figures import NOT_STATED, Asked, unit_of
from enforcement_cli.indicator.declared import PERSONS
from enforcement_cli.indicator.pace import MOST_POINTS, Done, pace_of
from enforcement_cli.indicator.told import Seen, told_of
from enforcement_cli.model.campaign import Target, campaign_weeks
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.comparisons import word
from enforcement_cli.workflow.campaign.clock import clock_of
from enforcement_cli.workflow.desk_targets import targets_at
from enforcement_cli.workflow.earlier_days import seen_by
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.state import Room

Number = int | Decimal | None
_WEEK_DAYS = 7
_DAY = timedelta(days=1)
# What is closed of a ledger that is to be cleared.
_CLOSED = "cases_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """A target with the days it is about: `start` to `by`, counted up to `day`."""

    target: Target
    start: date
    by: date
    day: date
    indicator: Indicator
    unit: str

    @property
    def key(self) -> FigureKey:
        return FigureKey(
            indicator=self.indicator.id,
            basis="cumulative",
            action=self.target.action,
            court=self.target.court,
        )


def paces_of(connection: Connection, room: Room, figures: FigureSet) -> tuple[Pace, ...]:
    """The pace of every target in force at the period's end, in the order of the file.

    A target of a phase is about the phase alone, and only while it lasts. `from` says since when a
    target holds, not since when is counted.
    """
    aims = list(_aims(room, figures))
    if not aims:
        return ()
    windows = _weeks(room, figures)
    seen = seen_by(
        connection, room, figures, _questions(aims, windows), None, stating=room.campaign
    )
    by_key = figures.by_key
    clock = clock_of(room)
    return tuple(
        pace_of(aim.target, _done(seen, figures, by_key, aim, windows), clock, aim.start, aim.by)
        for aim in aims
    )


def _aims(room: Room, figures: FigureSet) -> Iterator[_Aim]:
    campaign, end = room.campaign, figures.period.end
    phases = {phase.name: phase for phase in campaign.phases}
    for target in targets_at(room, end):
        phase = phases.get(target.phase or "")
        if phase and not phase.start <= end <= phase.end:
            continue
        indicator = figures.indicators.get(target.indicator)
        # What the desk is to do is no target of one court's bulletin; its only court is told once.
        several = figures.courts == room.court_codes and len(figures.courts) > 1
        whose = (None, *figures.courts) if several else figures.courts
        if indicator is None or target.court not in whose:
            continue
        last = phase.end if phase else campaign.end
        by = min(target.by or last, last)
        yield _Aim(
            target=target, start=phase.start if phase else campaign.start, by=by,
            day=min(end, by), indicator=indicator, unit=unit_of(figures.ground, indicator),
        )  # fmt: skip


def _weeks(room: Room, figures: FigureSet) -> Sequence[Window]:
    """The last complete weeks: a first or last week of a few days says nothing of the speed."""
    whole = [
        week
        for week in campaign_weeks(room.campaign, room.desk.calendar)
        if week.days == _WEEK_DAYS and week.end <= figures.period.end
    ]
    return [
        Window(name=f"week {week.start}", start=week.start, end=week.end)
        for week in whole[-MOST_POINTS:]
    ]


def _questions(aims: Iterable[_Aim], weeks: Sequence[Window]) -> list[Question]:
    found: dict[tuple[str, str | None, str], Question] = {}
    for aim in aims:
        windows = [_to_date(aim), *weeks]
        if aim.indicator.kind == "state":
            # What a week changes is the difference of what stands at its end and before it.
            windows += [_before(week) for week in weeks]
        if aim.indicator.kind in ("rate", "declared"):
            continue
        for window in windows:
            found[aim.indicator.id, aim.target.action, window.name] = Question(
                indicator=aim.indicator, window=window, action=aim.target.action
            )
    return list(found.values())


def _to_date(aim: _Aim) -> Window:
    return Window(name=f"to {aim.start} {aim.day}", start=aim.start, end=aim.day)


def _before(week: Window) -> Window:
    day = week.start - _DAY
    return Window(name=f"before {week.start}", start=day, end=day)


def _done(
    seen: Seen,
    figures: FigureSet,
    by_key: Mapping[FigureKey, Figure],
    aim: _Aim,
    weeks: Sequence[Window],
) -> Done:
    figure = by_key.get(aim.key)
    value: Number = figure.value if figure else None
    note = figure.note if figure else word("no_base")
    late = figure is not None and "carried" in figure.sources and aim.target.court is not None
    campaign = figures.ground.campaign
    if (aim.start, aim.day) != (campaign.start, figures.period.end):
        value, note = _asked(seen, figures, aim, _to_date(aim)), ""
        note = word("no_base") if value is None else ""
    elif value is not None and "carried" not in (figure.sources if figure else ()):
        note = ""
    closed = by_key.get(replace(aim.key, indicator=_CLOSED))
    why = ""
    moment = aim.indicator.kind == "state" and aim.indicator.at != "end"
    if moment or aim.indicator.kind == "rate" or aim.unit == PERSONS or of_whole(aim.indicator):
        why = word("not_gathered")
    added: list[Number] = []
    if not why:
        mine = [week for week in weeks if week.start >= aim.start and week.end <= aim.day]
        added = [_week(seen, figures, aim, week) for week in mine]
    return Done(
        key=aim.key, unit=aim.unit, value=value, day=aim.day, weeks=added,
        closed=closed.value if closed else None, why=why, note=note, late=late,
    )  # fmt: skip


def _week(seen: Seen, figures: FigureSet, aim: _Aim, week: Window) -> Number:
    now = _asked(seen, figures, aim, week)
    if aim.indicator.kind != "state":
        return now
    before = _asked(seen, figures, aim, _before(week))
    return None if now is None or before is None else now - before


def _asked(seen: Seen, figures: FigureSet, aim: _Aim, window: Window) -> Number:
    """What a window gives: of the desk the sum of its courts, nothing where one is missing."""
    courts = _giving(figures, aim) if aim.target.court is None else (aim.target.court,)
    told = [
        told_of(
            seen,
            Asked(
                indicator=aim.indicator, action=aim.target.action, basis="period", court=court,
                unit=aim.unit,
            ),
            window.name, window.start, window.end,
        ).top
        for court in courts
    ]  # fmt: skip
    known = [value for value in told if value is not None]
    if len(known) != len(told):
        return None
    if len(known) > 1 and (aim.unit == PERSONS or of_whole(aim.indicator)):
        return None
    return sum(known)


def _giving(figures: FigureSet, aim: _Aim) -> tuple[str, ...]:
    """The courts whose figure there is or should be: not those of which nothing is due."""
    found = {court: figures.figure(replace(aim.key, court=court)) for court in figures.courts}
    return tuple(
        court
        for court, figure in found.items()
        if figure is None or figure.value is not None or figure.note != NOT_STATED
    )
