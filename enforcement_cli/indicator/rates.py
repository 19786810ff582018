"""Rates of figures: ΣN/ΣD over the same courts, and how much of a target is done.

Comes in: the Ground and the quantities. Goes out: Figures of rates. Refuses to average rates, and to
set what some courts did against what others had.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from enforcement_cli.indicator.aims import aim_of, bound_of
from enforcement_cli.indicator.arithmetic import Number, difference, of_whole, ratio, summed
from enforcement_cli.indicator.court_figures import NOT_STATED, Ground
from enforcement_cli.model.indicator import Basis, Figure, FigureKey, Indicator
from enforcement_cli.vocabulary.units import unit_named


def rates_of(
    ground: Ground, indicator: Indicator, known: Mapping[FigureKey, Figure]
) -> Iterable[Figure]:
    """ΣN/ΣD, never a mean of rates (T22); no rate over 0."""
    actions = (None, *(action.id for action in ground.campaign.actions))
    bases: tuple[Basis, ...] = ("period", "cumulative")
    for basis in bases:
        for action in actions:
            of = FigureKey(indicator=indicator.id, basis=basis, action=action)
            left_out = one_sided(known, indicator, of, ground.courts)
            for court in (None, *ground.courts):
                top = known.get(_part(of, indicator.numerator, court))
                bottom = known.get(_part(of, indicator.denominator, court))
                if top is None or bottom is None:
                    continue
                if left_out and court is None:
                    top = narrowed_to(ground, known, top, left_out)
                    bottom = narrowed_to(ground, known, bottom, left_out)
                key = _part(of, indicator.id, court)
                value = ratio(top.value, bottom.value)
                before = ratio(top.previous, bottom.previous)
                yield Figure(
                    key=key, value=value, unit=indicator.unit, previous=before,
                    previous_published=ground.published.get(key) if ground.published else None,
                    change=difference(value, before), target=bound_of(aim_of(ground, key)),
                    note=next((p.note for p in (bottom, top) if p.value is None), bottom.note),
                    sources=bottom.sources if top.sources == bottom.sources
                    else tuple(dict.fromkeys((*bottom.sources, *top.sources))),
                )  # fmt: skip


def one_sided(
    known: Mapping[FigureKey, Figure], rate: Indicator, key: FigureKey, courts: Iterable[str]
) -> tuple[str, ...]:
    """The courts that give one part of a rate and not the other: they belong to neither sum."""

    def gives(name: str, court: str) -> bool:
        figure = known.get(_part(key, name, court))
        return figure is not None and figure.value is not None

    return tuple(
        court for court in courts if gives(rate.numerator, court) != gives(rate.denominator, court)
    )


def narrowed_to(
    ground: Ground, known: Mapping[FigureKey, Figure], whole: Figure, left_out: Sequence[str]
) -> Figure:
    """The desk's figure without some courts, named; unknown where it is no sum of its courts'."""
    courts = [court for court in ground.courts if court not in left_out]
    found = [known[replace(whole.key, court=court)] for court in courts]
    spoke = [figure for figure in found if figure.value is not None]
    adds = unit_named(whole.unit).adds_up("courts")
    value: Number = None
    before: Number = None
    if spoke and adds and not of_whole(ground.indicators[whole.key.indicator]):
        value = summed(whole.unit, (figure.value for figure in spoke))
        if whole.previous is not None and all(figure.previous is not None for figure in spoke):
            before = summed(whole.unit, (figure.previous for figure in spoke))
    noted: dict[str, list[str]] = {}
    for figure in found:
        if figure.note:
            noted.setdefault(figure.note, []).append(str(figure.key.court))
    noted.setdefault(NOT_STATED, []).extend(left_out)
    return replace(
        whole,
        value=value,
        previous=before,
        change=difference(value, before),
        note="；".join(f"{word}:{','.join(courts)}" for word, courts in noted.items()),
        sources=tuple(dict.fromkeys(source for figure in spoke for source in figure.sources)),
    )


def target_rates(ground: Ground, figures: Sequence[Figure]) -> Iterable[Figure]:
    """目标完成率 = 累计 ÷ 目标 for every figure that is to reach one.

    A bound from above is not done by half, and a rate is not a part of another.
    """
    for figure in figures:
        target = aim_of(ground, figure.key) if figure.target and figure.unit != "%" else None
        if target is not None and target.at_least is not None:
            name = "target_rate"
            if figure.key.indicator != "cases_closed":
                name = f"target_rate:{figure.key.indicator}"
            yield Figure(
                key=_part(figure.key, name, figure.key.court), value=ratio(figure.value, figure.target),
                unit="%", previous=ratio(figure.previous, figure.target),
                change=difference(
                    ratio(figure.value, figure.target), ratio(figure.previous, figure.target)
                ),
                note=figure.note, sources=figure.sources,
            )  # fmt: skip


def _part(key: FigureKey, indicator: str, court: str | None) -> FigureKey:
    """The same of another indicator and court; 28,000 rates a week ask for it several times."""
    return FigureKey(indicator=indicator, basis=key.basis, action=key.action, court=court)
