"""Puts answers together to figures: by court and for the desk, with comparison and target.

Comes in: the Ground. Goes out: figures whose value is None where a court has not reported.
Refuses to know SQL and print. Every division of the program is here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from enforcement_cli.indicator.answer import NOTHING
from enforcement_cli.indicator.compile import WindowName
from enforcement_cli.indicator.court_figures import (
    SOURCE_WORDS,
    Asked,
    Ground,
    Number,
    bases_of,
    is_computed,
    rest_of,
    unit_of,
)
from enforcement_cli.indicator.declared import PERSONS
from enforcement_cli.indicator.elapsed import time_progress
from enforcement_cli.model.campaign import Target
from enforcement_cli.model.indicator import Basis, Figure, FigureKey, Indicator, Source
from enforcement_cli.model.period import Period
from enforcement_cli.model.quantity import Quantity, total
from enforcement_cli.vocabulary.units import unit_named

NOT_ADDED = "人数不相加"


def compute_figures(ground: Ground) -> list[Figure]:
    """Every figure of the period: indicators in their order, scope first, desk before courts."""
    figures: list[Figure] = []
    for indicator in ground.indicators.values():
        if indicator.kind != "rate":
            for action in _actions_of(ground, indicator):
                figures.extend(_quantities(ground, indicator, action))
    for indicator in ground.indicators.values():
        if indicator.kind == "rate":
            figures.extend(list(_rates(ground, indicator, figures)))
    figures.extend(list(_target_rates(ground, figures)))
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
    value, before = rest.value, rest.before
    if asked.indicator.kind == "median" and rest.source in ("computed", "carried"):
        # A median of nothing is no number.
        value, before = (
            number if (key.indicator, name, key.action, key.court) in ground.answers else None
            for number, name in zip((value, before), _windows(key), strict=True)
        )
    figure = _figure(ground, key, asked.unit, value, before, rest.note)
    sources: tuple[Source, ...] = (rest.source,)
    if rest.source == "carried" and rest.found is not None:
        sources = ("carried", "declared")
    return replace(figure, sources=sources)


def _figure(
    ground: Ground, key: FigureKey, unit: str, value: Number, before: Number, note: str
) -> Figure:
    return Figure(
        key=key,
        value=value,
        unit=unit,
        previous=before,
        previous_published=ground.published.get(key),
        change=_difference(value, before),
        target=_bound(_target_of(ground, key)),
        note=note,
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
        value = _sum(first.unit, (f.value for f in spoke))
        # A base that leaves a court out is not what the value is compared with.
        if all(f.previous is not None for f in spoke):
            before = _sum(first.unit, (f.previous for f in spoke))
    base = before if ground.previous else None
    figure = _figure(ground, key, first.unit, value, base, "；".join(notes))
    return replace(figure, sources=sources or ("computed",))


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


def of_whole(indicator: Indicator) -> bool:
    """Whether the desk's figure is counted over all courts' facts together, never added.

    A median of all cases; distinct cases, of which one may be with two courts.
    """
    return indicator.kind == "median" or bool(indicator.distinct)


def _over_all(ground: Ground, key: FigureKey, window: WindowName) -> Number:
    found = ground.whole.get((key.indicator, window, key.action, None))
    if found is None:
        return None if ground.indicators[key.indicator].kind == "median" else 0
    return found.value


def _sum(unit: str, values: Iterable[Number]) -> Number:
    """Over courts, of what adds up; a unit that does not is a fault of ours, and stops the run."""
    known = [Quantity(value=v, unit=unit_named(unit)) for v in values if v is not None]
    found = total(known, over="courts")
    return found.value if found else None


def _difference(value: Number, before: Number) -> Number:
    return value - before if value is not None and before is not None else None


def _rates(ground: Ground, indicator: Indicator, figures: Sequence[Figure]) -> Iterable[Figure]:
    """ΣN/ΣD, never a mean of rates (T22); no rate over 0."""
    known = {figure.key: figure for figure in figures}
    actions = (None, *(action.id for action in ground.campaign.actions))
    bases: tuple[Basis, ...] = ("period", "cumulative")
    for basis in bases:
        for action in actions:
            for court in (None, *ground.courts):
                key = FigureKey(indicator=indicator.id, basis=basis, action=action, court=court)
                top = known.get(_with(key, indicator.numerator))
                bottom = known.get(_with(key, indicator.denominator))
                if top is None or bottom is None:
                    continue
                value = ratio(top.value, bottom.value)
                before = ratio(top.previous, bottom.previous)
                yield Figure(
                    key=key, value=value, unit=indicator.unit, previous=before,
                    previous_published=ground.published.get(key),
                    change=_difference(value, before), target=_bound(_target_of(ground, key)),
                    note=bottom.note,
                    sources=tuple(dict.fromkeys((*bottom.sources, *top.sources))),
                )  # fmt: skip


def _with(key: FigureKey, indicator: str) -> FigureKey:
    return FigureKey(indicator=indicator, basis=key.basis, action=key.action, court=key.court)


def ratio(top: Number, bottom: Number) -> Decimal | None:
    """Top / bottom as a Decimal; None when either is missing or the bottom is 0."""
    if top is None or not bottom:
        return None
    return Decimal(top) / Decimal(bottom)


def target_for(targets: Sequence[Target], key: FigureKey, period: Period) -> Target | None:
    """The target in force for a figure at the period's end; a later entry supersedes.

    A phase's target is not held against the campaign's figure to date: that is paces'.
    """
    fitting = [
        target
        for target in targets
        if (target.indicator, target.court, target.action) == (key.indicator, key.court, key.action)
        and (target.start is None or target.start <= period.end)
        and target.phase is None
    ]
    return fitting[-1] if fitting else None


def _target_of(ground: Ground, key: FigureKey) -> Target | None:
    """Targets are of what is reached to date."""
    return target_for(ground.targets, key, ground.period) if key.basis == "cumulative" else None


def _bound(target: Target | None) -> Number:
    if target is None:
        return None
    bound = target.at_least if target.at_least is not None else target.at_most
    if bound is None:
        return None
    return int(bound) if bound == bound.to_integral_value() else bound


def _target_rates(ground: Ground, figures: Sequence[Figure]) -> Iterable[Figure]:
    """目标完成率 = 累计 ÷ 目标 for every figure that is to reach one.

    A bound from above is not done by half, and a rate is not a part of another.
    """
    for figure in figures:
        target = _target_of(ground, figure.key) if figure.target and figure.unit != "%" else None
        if target is not None and target.at_least is not None:
            name = "target_rate"
            if figure.key.indicator != "cases_closed":
                name = f"target_rate:{figure.key.indicator}"
            yield Figure(
                key=_with(figure.key, name), value=ratio(figure.value, figure.target),
                unit="%", previous=ratio(figure.previous, figure.target),
                change=_difference(
                    ratio(figure.value, figure.target), ratio(figure.previous, figure.target)
                ),
                note=figure.note, sources=figure.sources,
            )  # fmt: skip


def _time_progress(ground: Ground) -> Figure:
    """时间进度 as the campaign's clock runs, the period's end included."""
    return Figure(
        key=FigureKey(indicator="time_progress", basis="cumulative"),
        value=time_progress(ground.clock, ground.period.end),
        unit="%",
    )
