"""Figures far from the court's own other periods, where the other courts do not move alike.

Comes in: a Series. Goes out: P-04 at amounts and counts. Refuses to
doubt what another check has told already, and small numbers, which jump by themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import quantiles

from enforcement_cli.check.series import Line, Series, Slot, middle, size
from enforcement_cli.check.series_doubt import SeriesDoubt, doubt_at, printed, times, widest
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.problem import Rule
from enforcement_cli.model.reported import ReportedFigure

# A quartile needs so many points.
_FEWEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What came in a period, and the figure that says so."""

    slot: Slot
    figure: ReportedFigure
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Against:
    """What a step is held against: own middle, the courts' movement (1: none), what is expected."""

    usual: float
    movement: float
    courts: int

    @property
    def expected(self) -> float:
        return self.usual * self.movement


def check_outliers(series: Series) -> list[SeriesDoubt]:
    """Every doubt; of all cases and an action of them one."""
    found: list[SeriesDoubt] = []
    for line in series.lines.values():
        if not line.stock:
            found += _outliers(series, line)
    return widest(found)


def _steps(series: Series, line: Line) -> list[_Step]:
    """The periods' own figures; where none is stated, what was added to the figure to date."""
    steps: list[_Step] = []
    for place, point in enumerate(line.points):
        if (line.key[0], point.slot) in series.copied:
            continue
        if point.now is not None:
            steps.append(_Step(slot=point.slot, figure=point.now, value=point.now.value))
            continue
        before = line.before(place)
        if before and before.to_date and point.to_date:
            value = point.to_date.value - before.to_date.value
            if value >= 0:
                steps.append(_Step(slot=point.slot, figure=point.to_date, value=value))
    return steps


def _outliers(series: Series, line: Line) -> Iterator[SeriesDoubt]:
    """P-04 (Hidiroglou and Berthelot): the effect of a step beyond what its like have.

    Effect is the distance from what is expected over the root of the size, so that ten times a
    small number is no more than twice a large one; expected is the middle of the court's other
    periods, moved as the other courts moved in this one.
    """
    steps = _steps(series, line)
    if len(steps) < _FEWEST:
        return
    overall = middle([step.value for step in steps])
    for place, step in enumerate(steps):
        rule = series.rule("P-04", step.slot)
        if rule is None or step.value == 0 or (line.key, step.slot) in series.told:
            continue
        low, high = _band(rule, line.key[3])
        # The middle without this step is hardly another: what is near it needs no closer look.
        if overall * low * 2 < step.value < overall * high / 2:
            continue
        if max(step.value, overall) < size(rule, line.key[3]):
            continue
        others = steps[:place] + steps[place + 1 :]
        against = _against(series, line, step, others)
        within = low * against.expected < step.value < high * against.expected
        if within or not _beyond(series, line, (step, others), against, rule):
            continue
        yield doubt_at(series, rule, step.figure, _said(step, against, len(others)))


def _band(rule: Rule, unit: str) -> tuple[float, float]:
    """Ratios to what is expected that nobody asks about; of money, which one case moves, wider."""
    kind = "_money" if unit == "fen" else ""
    return float(rule.number(f"ratio_low{kind}")), float(rule.number(f"ratio_high{kind}"))


def _against(series: Series, line: Line, step: _Step, others: Sequence[_Step]) -> _Against:
    return _Against(
        usual=middle([other.value for other in others]),
        movement=series.movement(line, step.slot) or 1,
        courts=len(series.beside(line, step.slot)),
    )


def _effect(value: float, expected: float, scale: float) -> float:
    size = max(value, expected) * scale
    return (value - expected) * scale / sqrt(size) if size else 0.0


def _beyond(
    series: Series,
    line: Line,
    standing: tuple[_Step, Sequence[_Step]],
    against: _Against,
    rule: Rule,
) -> bool:
    """Whether the step is beyond C times the quartile distance of its like, on its side."""
    step, others = standing
    # Money in 万元 is of the size of counts.
    scale = 1 / FEN_PER_UNIT["万元"] if line.key[3] == "fen" else 1.0
    own = [_effect(other.value, against.usual, scale) for other in others]
    beside = [
        _effect(value, usual * against.movement, scale)
        for value, usual in series.beside(line, step.slot)
    ]
    effect = _effect(step.value, against.expected, scale)
    # A line that always jumps is not calm because the other courts are.
    centre, spread = max(
        (_quartiles(like, effect) for like in (own, own + beside)), key=lambda pair: pair[1]
    )
    least = float(rule.number("spread_at_least"))
    floor = max(least, float(rule.number("A")) * abs(centre))
    return abs(effect - centre) > float(rule.number("C")) * max(spread, floor)


def _quartiles(like: Sequence[float], effect: float) -> tuple[float, float]:
    """The middle of some effects, and the distance of the quartile on the side of another."""
    first, centre, third = quantiles(like, n=4, method="inclusive")
    return centre, third - centre if effect > centre else centre - first


def _said(step: _Step, against: _Against, periods: int) -> dict[str, str]:
    figure = step.figure
    own = step.value / against.usual if against.usual else 0.0
    added = figure.basis == "cumulative"
    how = f"增加 {printed(int(step.value), figure.unit)}" if added else ""
    beside_others = (
        f"是按其余 {against.courts} 家同期变动推算的 {times(step.value / against.expected)} 倍"
        if against.courts > 1 and against.expected
        else "没有其他法院的同期数可比"
    )
    return {
        "now": how or printed(figure.value, figure.unit),
        "periods": str(periods),
        "before": printed(int(against.usual), figure.unit),
        "times": f"{times(own)} 倍" if own else "许多倍",
        "others": beside_others,
    }
