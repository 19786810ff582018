"""Ranks and interval marks over the figures of a period, as a use case.

Comes in: figures. Goes out: Rankings where the desk asks for them, Markings otherwise. Refuses to
decide whether ranks are printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from enforcement_cli.indicator.declare import derived
from enforcement_cli.indicator.marking import mark, mark_by_pace
from enforcement_cli.indicator.ranking import Entry, rank
from enforcement_cli.model.campaign import Interval
from enforcement_cli.model.comparison import Marking, Pace, Ranking
from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.model.indicator import Basis, Figure, FigureKey, Indicator
from enforcement_cli.vocabulary.comparisons import ranked_indicators, word
from enforcement_cli.workflow.campaign.section import nearest
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.targets import known_indicators

_TARGET_RATE = "target_rate"


def rankings_of(
    room: Room,
    figures: FigureSet,
    indicators: Iterable[str] | None = None,
    *,
    basis: Basis = "cumulative",
) -> tuple[Ranking, ...]:
    """The courts by each indicator, over the scope and by action; 基层 courts among themselves.

    What a court declares by return is ranked with the rest; what is carried over from an earlier
    period or came by telephone is not: that court is late.
    """
    by_key = figures.by_key
    courts = _ranked_courts(room, figures)
    found: list[Ranking] = []
    for name in ranked_indicators() if indicators is None else indicators:
        indicator = _indicator(figures, name)
        if indicator is None or len(courts) < _FEWEST:
            continue
        for key in _keys(figures, name, basis):
            entries = [_entry(figures, by_key, replace(key, court=court)) for court in courts]
            if any(entry.value is not None for entry in entries):
                unit = by_key[key].unit
                placed = rank(key, indicator, unit, entries, small_base=room.campaign.small_base)
                found += [placed] if placed else []
    return tuple(found)


# One court alone is first of nobody.
_FEWEST = 2


def ranks_by_key(rankings: Iterable[Ranking]) -> dict[FigureKey, int]:
    """The place of every ranked court's figure."""
    return {
        replace(ranking.key, court=line.court): line.place
        for ranking in rankings
        for line in ranking.lines
    }


def markings_of(
    room: Room, figures: FigureSet, paces: Sequence[Pace] = (), *, basis: Basis = "cumulative"
) -> tuple[Marking, ...]:
    """Where the courts lie in each configured interval; else how targets stand to the time-line.

    Raises:
        BadConfiguration: an interval names an indicator that is not there.
    """
    by_key = figures.by_key
    courts = _ranked_courts(room, figures)
    found: list[Marking] = []
    known = known_indicators(room)
    for interval in room.campaign.intervals:
        if interval.indicator not in known:
            raise _unknown(interval, known)
        indicator = known[interval.indicator]
        key = FigureKey(indicator=interval.indicator, basis=basis)
        if key in by_key:
            entries = [_entry(figures, by_key, replace(key, court=court)) for court in courts]
            unit, base = by_key[key].unit, room.campaign.small_base
            found.append(mark(key, indicator, interval, unit, entries, small_base=base))
    marked = {interval.indicator for interval in room.campaign.intervals}
    mine = [p for p in paces if p.key.court and p.key.indicator not in marked and _timed(p)]
    mine.sort(key=_about)
    order = {court: place for place, court in enumerate(courts)}
    for _, group in groupby(mine, key=_about):
        same = sorted(group, key=lambda pace: order.get(str(pace.key.court), len(order)))
        found.append(mark_by_pace(replace(same[0].key, court=None), same))
    return tuple(found)


def _timed(pace: Pace) -> bool:
    """Whether the target is gathered over time at all."""
    return pace.kind == "clear" or (pace.kind in ("at_least", "between") and pace.unit != "%")


def _about(pace: Pace) -> tuple[str, str, str]:
    return pace.key.indicator, pace.key.action or "", pace.phase


def _unknown(interval: Interval, known: Iterable[str]) -> BadConfiguration:
    return BadConfiguration(
        f"[[campaign.interval]] 的 indicator “{interval.indicator}”不是指标。",
        where=interval.where,
        remedy=f"{nearest(interval.indicator, known)}用 enforce indicators list 查看。",
    )


def _indicator(figures: FigureSet, name: str) -> Indicator | None:
    """The indicator of a figure; the more of a target is done the better."""
    known = figures.indicators.get(name)
    if known is None and name.partition(":")[0] == _TARGET_RATE:
        return replace(derived()[_TARGET_RATE], id=name)
    return known


def _ranked_courts(room: Room, figures: FigureSet) -> tuple[str, ...]:
    """The basic courts; 中院本级 handles other cases and is not one of them."""
    basic = tuple(
        court
        for court in figures.courts
        if (found := room.desk.court_of(court)) is not None and found.level == "basic"
    )
    return basic or figures.courts


def _keys(figures: FigureSet, name: str, basis: Basis) -> list[FigureKey]:
    return [
        figure.key
        for figure in figures.figures
        if figure.key.indicator == name
        and figure.key.basis == basis
        and (figure.key.court, figure.key.team, figure.key.officer) == (None, None, None)
    ]


def _entry(figures: FigureSet, by_key: Mapping[FigureKey, Figure], key: FigureKey) -> Entry:
    court = str(key.court)
    figure = by_key.get(key)
    if figure is None:
        return Entry(court=court, value=None, why=word("no_target"))
    base = _base(figures, by_key, key)
    why = ""
    if figure.value is None:
        why = figure.note or word("no_denominator")
    for source in ("carried", "phoned"):
        if source in figure.sources:
            why = figure.note
    return Entry(court=court, value=figure.value, base=base, why=why)


def _base(figures: FigureSet, by_key: Mapping[FigureKey, Figure], key: FigureKey) -> int | None:
    """What a rate is of: its denominator, of 完成率 the target where it is a count.

    A rate of money is over as many cases as its denominator is summed over, where these are counted.
    """
    indicator = figures.indicators.get(key.indicator)
    if indicator is None:
        of = key.indicator.partition(":")[2] or "cases_closed"
        aim = by_key.get(replace(key, indicator=of, basis="cumulative"))
        counted = aim is not None and aim.unit not in ("fen", "%") and aim.target is not None
        return int(aim.target) if counted and aim and aim.target is not None else None
    if indicator.kind != "rate":
        return None
    summed = figures.indicators[indicator.denominator]
    alike = replace(summed, amount="", unit="件")
    for each in figures.indicators.values():
        same = (each.table, each.day, each.where, each.case_types, each.unit, each.amount)
        if same == (alike.table, alike.day, alike.where, alike.case_types, "件", ""):
            found = by_key.get(replace(key, indicator=each.id))
            if each.kind == summed.kind and found is not None and found.value is not None:
                return int(found.value)
    return None
