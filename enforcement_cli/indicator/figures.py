"""Puts answers together to figures: by court and for the desk, with comparison and target.

Comes in: answers, coverage, what was published, targets. Goes out: figures whose value is None
where a court has not reported. Refuses to know SQL and print. Every division of the program is here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from enforcement_cli.indicator.answer import NOTHING, Answer, AnswerKey
from enforcement_cli.indicator.compile import WindowName
from enforcement_cli.indicator.coverage import Coverage
from enforcement_cli.model.campaign import Campaign, Target
from enforcement_cli.model.indicator import Basis, Figure, FigureKey, Indicator
from enforcement_cli.model.period import Period

NOT_REPORTED = "未报"
# The court's returns have neither the column nor the list: nothing is due, nothing is known.
NOT_STATED = "无此项"
CARRIED = "沿用上期"
Number = int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that figures are made of, for one period."""

    campaign: Campaign
    courts: tuple[str, ...]
    indicators: Mapping[str, Indicator]
    period: Period
    previous: Period | None
    answers: Mapping[AnswerKey, Answer]
    whole: Mapping[AnswerKey, Answer]
    coverage: Coverage
    published: Mapping[FigureKey, Number]


def compute_figures(ground: Ground) -> list[Figure]:
    """Every figure of the period: indicators in their order, scope first, desk before courts."""
    figures: list[Figure] = []
    actions = (None, *(action.id for action in ground.campaign.actions))
    for indicator in ground.indicators.values():
        if indicator.kind != "rate":
            for action in actions if indicator.form == "cases" else (None,):
                figures.extend(_quantities(ground, indicator, action))
    for indicator in ground.indicators.values():
        if indicator.kind == "rate":
            figures.extend(list(_rates(ground, indicator, figures)))
    figures.extend(list(_target_rates(figures)))
    figures.append(_time_progress(ground))
    return figures


def _quantities(ground: Ground, indicator: Indicator, action: str | None) -> Iterable[Figure]:
    bases: tuple[Basis, ...] = (
        ("cumulative",) if indicator.kind == "state" else ("period", "cumulative")
    )
    by_person = _all_keyed(ground, indicator)
    for basis in bases:
        courts = [
            _court_figure(ground, indicator, action, basis, court, by_person=by_person)
            for court in ground.courts
        ]
        yield _desk_figure(ground, indicator, courts, by_person=by_person)
        yield from courts


def _all_keyed(ground: Ground, indicator: Indicator) -> bool:
    """人 only where every event of the report has a person key; else the column stays 人次."""
    if not indicator.person_unit:
        return False
    found = [
        answer
        for key, answer in ground.answers.items()
        if key[0] == indicator.id and key[3] in ground.courts
    ]
    return any(answer.value for answer in found) and not any(a.unkeyed for a in found)


def _court_figure(
    ground: Ground,
    indicator: Indicator,
    action: str | None,
    basis: Basis,
    court: str,
    *,
    by_person: bool,
) -> Figure:
    key = FigureKey(indicator=indicator.id, basis=basis, action=action, court=court)

    def take(window: WindowName) -> int:
        answer = ground.answers.get((indicator.id, window, action, court), NOTHING)
        return answer.persons if by_person else answer.value

    period, previous = ground.period, ground.previous
    reported = ground.coverage.covers(court, indicator, period.start, period.end)
    ever = ground.coverage.ever(court, indicator)
    note = "" if reported else NOT_REPORTED if _due(ground, court, indicator) else NOT_STATED
    if basis == "period":
        value: Number = take("period") if reported else None
        before: Number = None
        if previous and ground.coverage.covers(court, indicator, previous.start, previous.end):
            before = take("previous")
    else:
        value = take("cumulative") if ever else None
        before = take("before") if previous and value is not None else None
        if value is not None and not reported:
            note = CARRIED
    return _figure(ground, key, indicator, value, before, note, by_person=by_person)


def _due(ground: Ground, court: str, indicator: Indicator) -> bool:
    """Whether the campaign waits for a return of this court that would state the indicator."""
    if ground.coverage.ever(court, indicator):
        return True
    return any(
        expected.form == indicator.form and (expected.courts is None or court in expected.courts)
        for expected in ground.campaign.expects
    )


def _figure(
    ground: Ground,
    key: FigureKey,
    indicator: Indicator,
    value: Number,
    before: Number,
    note: str,
    *,
    by_person: bool,
) -> Figure:
    target = target_for(ground.campaign.targets, key, ground.period)
    return Figure(
        key=key,
        value=value,
        unit=indicator.person_unit if by_person else indicator.unit,
        previous=before,
        previous_published=ground.published.get(key),
        change=_difference(value, before),
        target=_bound(target) if key.basis == "cumulative" else None,
        note=note,
    )


def _desk_figure(
    ground: Ground, indicator: Indicator, courts: Sequence[Figure], *, by_person: bool
) -> Figure:
    """The whole desk: courts that have not reported are left out of value and base alike.

    Where only the courts have a target, the desk's is their sum.
    """
    first = courts[0].key
    key = FigureKey(indicator=indicator.id, basis=first.basis, action=first.action)
    spoke = [figure for figure in courts if figure.value is not None]
    silent = [figure for figure in courts if figure.note]
    if by_person and spoke:
        value, before = _distinct(ground, key)
    else:
        value, before = _total(f.value for f in spoke), _total(f.previous for f in spoke)
    note = "；".join(
        f"{word}:{','.join(str(f.key.court) for f in silent if f.note == word)}"
        for word in dict.fromkeys(figure.note for figure in silent)
    )
    base = before if ground.previous else None
    figure = _figure(ground, key, indicator, value, base, note, by_person=by_person)
    if figure.target is None and indicator.additive:
        figure = replace(figure, target=_total(f.target for f in courts))
    return figure


def _distinct(ground: Ground, key: FigureKey) -> tuple[Number, Number]:
    """Distinct persons over the desk, now and before; 人 of courts are never added."""
    now: WindowName = "period" if key.basis == "period" else "cumulative"
    then: WindowName = "previous" if key.basis == "period" else "before"
    return (
        ground.whole.get((key.indicator, now, key.action, None), NOTHING).persons,
        ground.whole.get((key.indicator, then, key.action, None), NOTHING).persons,
    )


def _total(values: Iterable[Number]) -> Number:
    known = [value for value in values if value is not None]
    return sum(int(value) for value in known) if known else None


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
                    change=_difference(value, before), note=bottom.note,
                )  # fmt: skip


def _with(key: FigureKey, indicator: str) -> FigureKey:
    return FigureKey(indicator=indicator, basis=key.basis, action=key.action, court=key.court)


def ratio(top: Number, bottom: Number) -> Decimal | None:
    """Top / bottom as a Decimal; None when either is missing or the bottom is 0."""
    if top is None or not bottom:
        return None
    return Decimal(top) / Decimal(bottom)


def target_for(targets: Sequence[Target], key: FigureKey, period: Period) -> Target | None:
    """The target in force for a figure at the period's end; a later entry supersedes."""
    fitting = [
        target
        for target in targets
        if (target.indicator, target.court, target.action) == (key.indicator, key.court, key.action)
        and (target.start is None or target.start <= period.end)
    ]
    return fitting[-1] if fitting else None


def _bound(target: Target | None) -> Number:
    if target is None:
        return None
    bound = target.at_least if target.at_least is not None else target.at_most
    if bound is None:
        return None
    return int(bound) if bound == bound.to_integral_value() else bound


def _target_rates(figures: Sequence[Figure]) -> Iterable[Figure]:
    """目标完成率 = 累计 ÷ 目标 for every figure that has one."""
    for figure in figures:
        if figure.target:
            name = "target_rate"
            if figure.key.indicator != "cases_closed":
                name = f"target_rate:{figure.key.indicator}"
            yield Figure(
                key=_with(figure.key, name), value=ratio(figure.value, figure.target),
                unit="%", previous=ratio(figure.previous, figure.target),
                change=_difference(
                    ratio(figure.value, figure.target), ratio(figure.previous, figure.target)
                ),
                note=figure.note,
            )  # fmt: skip


def _time_progress(ground: Ground) -> Figure:
    """时间进度: calendar days gone, the period's end included, over the campaign's days."""
    gone = (min(ground.period.end, ground.campaign.end) - ground.campaign.start).days + 1
    return Figure(
        key=FigureKey(indicator="time_progress", basis="cumulative"),
        value=ratio(gone, ground.campaign.days),
        unit="%",
    )
