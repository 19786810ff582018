"""The figures of a period held against other days, as a use case.

Comes in: an open store, the figures, which comparisons are wanted. Goes out: Comparisons by
indicator, action and court. Refuses to word them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from enforcement_cli.indicator.aligned import Spans, aligned
from enforcement_cli.indicator.comparisons import compare
from enforcement_cli.indicator.court_figures import unit_of
from enforcement_cli.model.comparison import Comparison, ComparisonKind
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.vocabulary.comparisons import headline_indicators
from enforcement_cli.workflow.comparison_sides import (
    Wanted,
    questions_of,
    sides_of,
    wholes_of,
)
from enforcement_cli.workflow.earlier_days import (
    earlier_campaign,
    eyes_of,
    seen_by,
    since_when,
)
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workdays import workdays_of

Number = int | Decimal | None
_YEAR_DAYS = 365
_DAY = timedelta(days=1)
_WORKED = 5


def usual_kinds(room: Room, figures: FigureSet) -> tuple[ComparisonKind, ...]:
    """The comparisons that make sense: a year earlier only where some return is so old."""
    kinds: list[ComparisonKind] = ["previous"] if figures.previous else []
    first = min((r.period_start for r in figures.returns if r.period_start), default=date.max)
    if (figures.period.end - first).days >= _YEAR_DAYS:
        kinds.append("year")
    if room.campaign.compares is not None:
        kinds += ["day", "festival"]
    return tuple(kinds)


def comparisons_of(
    connection: Connection,
    room: Room,
    figures: FigureSet,
    kinds: Iterable[ComparisonKind],
    indicators: Iterable[str] | None = None,
) -> tuple[Comparison, ...]:
    """Comparisons of each kind, in the order of kinds and of the figures, the desk before courts.

    Args:
        connection: of an open store.
        room: the desk with the campaign.
        figures: of the period.
        kinds: which comparisons; a kind without other days gives none.
        indicators: ids; None: the headline ones.
    """
    chosen = frozenset(headline_indicators() if indicators is None else indicators)
    since = since_when(connection, room, figures)
    found: list[Comparison] = []
    for kind in kinds:
        wanted = list(_wanted(room, figures, kind, chosen))
        if not wanted:
            continue
        eyes, stating = eyes_of(room, [each.days for each in wanted])
        late = questions_of((each for each in wanted if not each.settled), now=False)
        cut = questions_of((each for each in wanted if each.days.partial), now=True)
        known = None if eyes is room else since
        then = seen_by(connection, eyes, figures, late, known, stating=stating)
        now = seen_by(connection, room, figures, cut, None, stating=room.campaign)
        held = sides_of(figures, wanted, now, then)
        wholes = (
            wholes_of(connection, room, figures, held, now=True),
            wholes_of(connection, eyes, figures, held, now=False),
        )
        for (_, sides), *both in zip(held, *wholes, strict=True):
            found += compare(replace(sides, whole=(both[0], both[1])))
    return tuple(found)


def _wanted(
    room: Room, figures: FigureSet, kind: ComparisonKind, chosen: frozenset[str]
) -> Iterator[Wanted]:
    for figure in figures.figures:
        key = figure.key
        if key.court or key.team or key.officer or key.indicator not in chosen:
            continue
        indicator = figures.indicators[key.indicator]
        rate = indicator.kind == "rate"
        # 累计 less the 累计 before it is the period itself; of what stands as of a day it is not.
        if (
            kind == "previous"
            and key.basis == "cumulative"
            and not rate
            and indicator.kind != "state"
        ):
            continue
        names = (indicator.numerator, indicator.denominator) if rate else (indicator.id,)
        parts = tuple(figures.indicators[name] for name in names)
        spans = Spans(
            campaign=room.campaign, period=figures.period, previous=figures.previous,
            earlier=earlier_campaign(room), calendar=room.desk.calendar,
            reach=min(_reach(figures, part) for part in parts),
        )  # fmt: skip
        days = aligned(kind, key.basis, spans)
        if days is not None:
            units = tuple(unit_of(figures.ground, part) for part in parts)
            yield Wanted(key=key, days=days, parts=parts, units=units, unit=figure.unit)


def _reach(figures: FigureSet, indicator: Indicator) -> date:
    """The last day that any court's returns say anything about for an indicator."""
    known = [figures.coverage.until(court, indicator) for court in figures.courts]
    declared = [end for court, end in figures.ground.declared.spoke if court in figures.courts]
    return max((day for day in (*known, *declared) if day), default=date.min)


def holiday_problems(room: Room, figures: FigureSet) -> tuple[Problem, ...]:
    """P-14 where a holiday takes working days of a week: rise and fall then say little."""
    period, previous = figures.period, figures.previous
    rule = rules_in_force(room.campaign.checks, period.end).get("P-14")
    if rule is None or period.kind != "week" or previous is None:
        return ()
    table = workdays_of(room.workspace, keep=False)
    now, then = (table.between(p.start - _DAY, p.end) for p in (period, previous))
    days = [period.start + _DAY * n for n in range(period.days)]
    usual = sum(day.weekday() < _WORKED for day in days)
    if now >= usual:
        return ()
    facts = {"now": str(now), "then": str(then)}
    return (Problem(rule=rule, origin=Origin(file="workdays.toml"), facts=facts),)


def comparisons_json(comparisons: Iterable[Comparison]) -> list[dict[str, Any]]:
    """Comparisons for `--json`: integers, decimal strings or null, days as ISO 8601."""
    return [
        {
            "kind": each.kind,
            "indicator": each.key.indicator,
            "basis": each.key.basis,
            "action": each.key.action,
            "court": each.key.court,
            "unit": each.unit,
            "start": each.start.isoformat(),
            "end": each.end.isoformat(),
            "now": _plain(each.now),
            "then": _plain(each.then),
            "change": _plain(each.change),
            "share": _plain(each.share),
            "contribution": _plain(each.contribution),
            "note": each.note,
        }
        for each in comparisons
    ]


def _plain(value: Number) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value
