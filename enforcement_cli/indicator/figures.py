"""Puts answers together to figures: by court and for the desk, with comparison and target.

Comes in: the Ground. Goes out: figures whose value is None where a court has not reported.
Refuses to know SQL and print, and to divide: rates.py does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from enforcement_cli.indicator.aims import aim_of, bound_of
from enforcement_cli.indicator.answer import NOTHING
from enforcement_cli.indicator.arithmetic import difference, of_whole, summed
from enforcement_cli.indicator.compile import WindowName
from enforcement_cli.indicator.court_figures import (
    SOURCE_WORDS,
    Asked,
    Ground,
    Number,
    Rest,
    bases_of,
    is_computed,
    rest_of,
    unit_of,
)
from enforcement_cli.indicator.declared import PERSONS
from enforcement_cli.indicator.elapsed import time_progress
from enforcement_cli.indicator.rates import rates_of, target_rates
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator, Source

NOT_ADDED = "人数不相加"


def compute_figures(ground: Ground) -> list[Figure]:
    """Every figure of the period: indicators in their order, scope first, desk before courts."""
    figures: list[Figure] = []
    for indicator in ground.indicators.values():
        if indicator.kind != "rate":
            for action in _actions_of(ground, indicator):
                figures.extend(_quantities(ground, indicator, action))
    known = {figure.key: figure for figure in figures}
    for indicator in ground.indicators.values():
        if indicator.kind == "rate":
            figures.extend(rates_of(ground, indicator, known))
    figures.extend(list(target_rates(ground, figures)))
    figures.append(_time_progress(ground))
    return figures


def _actions_of(ground: Ground, indicator: Indicator) -> tuple[str | None, ...]:
    """The actions a figure is given for: by our facts, and by what is declared."""
    every = (None, *(action.id for action in ground.campaign.actions))
    stated = ground.declared.actions(indicator.id)
    return tuple(
        action for action in every if is_computed(indicator, action) or action in (None, *stated)
    )


def _quantities(ground: Ground, indicator: Indicator, action: str | None) -> Iterable[Figure]:
    unit = unit_of(ground, indicator)
    for basis in bases_of(indicator):
        courts = [
            _court_figure(
                ground,
                Asked(indicator=indicator, action=action, basis=basis, court=court, unit=unit),
            )
            for court in ground.courts
        ]
        yield _desk_figure(ground, indicator, courts)
        yield from courts


def _court_figure(ground: Ground, asked: Asked) -> Figure:
    key = FigureKey(
        indicator=asked.indicator.id, basis=asked.basis, action=asked.action, court=asked.court
    )
    rest = rest_of(ground, asked)
    if asked.indicator.kind == "median" and rest.source in ("computed", "carried"):
        # A median of nothing is no number.
        value, before = (
            number if (key.indicator, name, key.action, key.court) in ground.answers else None
            for number, name in zip((rest.value, rest.before), _windows(key), strict=True)
        )
        rest = replace(rest, value=value, before=before)
    return _figure(ground, key, asked.unit, rest, _sources(rest))


def _sources(rest: Rest) -> tuple[Source, ...]:
    if rest.source == "carried" and rest.found is not None:
        return _CARRIED_DECLARED
    return _ALONE[rest.source]


# Tens of thousands of figures share these.
_ALONE: dict[Source, tuple[Source, ...]] = {source: (source,) for source in SOURCE_WORDS}
_CARRIED_DECLARED: tuple[Source, ...] = ("carried", "declared")


def _figure(
    ground: Ground, key: FigureKey, unit: str, rest: Rest, sources: tuple[Source, ...]
) -> Figure:
    return Figure(
        key=key,
        value=rest.value,
        unit=unit,
        previous=rest.before,
        previous_published=ground.published.get(key) if ground.published else None,
        change=difference(rest.value, rest.before),
        target=bound_of(aim_of(ground, key)),
        note=rest.note,
        sources=sources,
    )


def _desk_figure(ground: Ground, indicator: Indicator, courts: Sequence[Figure]) -> Figure:
    """The whole desk: courts that have not reported are left out of value and base alike.

    人 is counted over the desk where all of it is computed, and else not at all: one person may be
    with two courts. The only court of a desk is the desk.
    """
    first = courts[0]
    key = replace(first.key, court=None)
    spoke = [figure for figure in courts if figure.value is not None]
    silent = [figure for figure in courts if figure.note]
    sources = tuple(
        source for source in SOURCE_WORDS if any(source in figure.sources for figure in spoke)
    )
    notes = [
        f"{word}:{','.join(str(f.key.court) for f in silent if f.note == word)}"
        for word in dict.fromkeys(figure.note for figure in silent)
    ]
    value: Number = None
    before: Number = None
    ours = bool(spoke) and set(sources) <= {"computed", "carried"}
    if first.unit == PERSONS and ours and indicator.kind != "declared":
        value, before = _distinct(ground, key)
    elif first.unit == PERSONS and spoke and len(courts) > 1:
        notes.insert(0, NOT_ADDED)
    elif of_whole(indicator) and ours:
        value, before = (_over_all(ground, key, name) for name in _windows(key))
    elif indicator.kind != "median":
        value = summed(first.unit, (f.value for f in spoke))
        before = summed(first.unit, (f.previous for f in spoke))
    base = before if ground.previous and _same_courts(ground, indicator, spoke) else None
    rest = Rest(value=value, before=base, note="；".join(notes))
    return _figure(ground, key, first.unit, rest, sources or _ALONE["computed"])


def _same_courts(ground: Ground, indicator: Indicator, spoke: Sequence[Figure]) -> bool:
    """Whether the courts that have spoken had all spoken before: else two sets are compared.

    A median of nothing is no number, and its court has spoken nevertheless.
    """
    previous = ground.previous
    if indicator.kind != "median" or previous is None:
        return all(figure.previous is not None for figure in spoke)
    return all(
        figure.key.basis == "cumulative"
        or ground.coverage.covers(str(figure.key.court), indicator, previous.start, previous.end)
        for figure in spoke
    )


def _distinct(ground: Ground, key: FigureKey) -> tuple[Number, Number]:
    """Distinct persons over the desk, now and before; 人 of courts are never added."""
    now, then = (
        ground.whole.get((key.indicator, name, key.action, None), NOTHING).persons
        for name in _windows(key)
    )
    return now, then


def _windows(key: FigureKey) -> tuple[WindowName, WindowName]:
    """The windows of a figure and of what stands before it."""
    return ("period", "previous") if key.basis == "period" else ("cumulative", "before")


def _over_all(ground: Ground, key: FigureKey, window: WindowName) -> Number:
    found = ground.whole.get((key.indicator, window, key.action, None))
    if found is None:
        return None if ground.indicators[key.indicator].kind == "median" else 0
    return found.value


def _time_progress(ground: Ground) -> Figure:
    """时间进度 as the campaign's clock runs, the period's end included."""
    return Figure(
        key=FigureKey(indicator="time_progress", basis="cumulative"),
        value=time_progress(ground.clock, ground.period.end),
        unit="%",
    )
