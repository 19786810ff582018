"""Whole returns that are another file: another court's, or the same court's last period's.

Comes in: a Series. Goes out: C-03 and P-05, one a return; the Series knows those returns then, and
nothing else is compared with them. Refuses to find small numbers alike.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from enforcement_cli.check.series import Line, Series, Slot
from enforcement_cli.check.series_algebra import tolerance
from enforcement_cli.check.series_doubt import SeriesDoubt, doubt_of_return
from enforcement_cli.model.problem import Rule
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.vocabulary.aggregate import figure_words

_Vector = tuple[tuple[tuple[str, str, str, str], int], ...]


def check_copies(series: Series) -> list[SeriesDoubt]:
    """C-03 and P-05; the returns they name are left out of what other checks compare."""
    return [*_of_last_period(series), *_of_other_courts(series)]


def _vector(figures: Sequence[ReportedFigure]) -> _Vector:
    return tuple(sorted(((f.action, f.indicator, f.basis, f.unit), f.value) for f in figures))


def _enough(rule: Rule, figures: Sequence[ReportedFigure]) -> bool:
    """Whether so many figures, one of them large or money, are not alike by chance."""
    said = [figure for figure in figures if figure.value]
    large = any(f.unit == "fen" or f.value >= rule.number("one_at_least") for f in said)
    return large and len(said) >= rule.number("least_figures")


def _of_other_courts(series: Series) -> Iterator[SeriesDoubt]:
    """C-03 at the court whose figures to date do not follow from its last period, else the later."""
    alike: dict[tuple[Slot, _Vector], list[str]] = {}
    for slot, court in _candidates(series):
        figures = series.returns[court, slot]
        rule = series.rule("C-03", slot)
        if rule is not None and _enough(rule, figures):
            alike.setdefault((slot, _vector(figures)), []).append(court)
    order = list(series.names.courts)
    for (slot, vector), courts in alike.items():
        if len(courts) == 1:
            continue
        ranked = sorted(
            courts,
            key=lambda c: (
                # What a copy of its own last period does not follow from is said already.
                0 if (c, slot) in series.copied else _breaks(series, c, slot),
                order.index(c) if c in order else len(order),
            ),
        )
        rule = series.rule("C-03", slot)
        for court in ranked[1:]:
            if rule is not None:
                series.copied.add((court, slot))
                count = sum(value != 0 for _, value in vector)
                other = series.names.courts.get(ranked[0], ranked[0])
                facts = {"other": other, "count": str(count)}
                yield doubt_of_return(rule, series.returns[court, slot], facts, "figures")


def _candidates(series: Series) -> list[tuple[Slot, str]]:
    """Returns of one period with as many figures and the same sum as another's."""
    sums: dict[tuple[Slot, int, int], list[str]] = {}
    for (court, slot), figures in series.returns.items():
        summed = sum(figure.value for figure in figures)
        sums.setdefault((slot, len(figures), summed), []).append(court)
    return [(key[0], court) for key, courts in sums.items() if len(courts) > 1 for court in courts]


def _breaks(series: Series, court: str, slot: Slot) -> int:
    """How many figures to date of a return are not last period's and its own."""
    count = 0
    for figure in series.returns[court, slot]:
        line = series.lines.get((court, figure.action, figure.indicator, figure.unit))
        place = _place(line, slot) if line else None
        if line is None or place is None or figure.basis != "cumulative" or line.stock:
            continue
        before, now = line.before(place), line.points[place].now
        if before and before.to_date and now:
            gap = figure.value - before.to_date.value - now.value
            count += abs(gap) > tolerance(figure.unit, figure.value, now.value)
    return count


def _place(line: Line, slot: Slot) -> int | None:
    return next((i for i, point in enumerate(line.points) if point.slot == slot), None)


def _of_last_period(series: Series) -> Iterator[SeriesDoubt]:
    """P-05: every figure of the period is last period's; where there are none, every one to date."""
    for court, slots in series.slots.items():
        for before, slot in pairwise(slots):
            rule = series.rule("P-05", slot)
            if rule is None:
                continue
            now, then = _moving(series, court, slot), _moving(series, court, before)
            if sum(f.value for f in now) != sum(f.value for f in then):
                continue
            if not _enough(rule, now) or _vector(now) != _vector(then):
                continue
            series.copied.add((court, slot))
            facts = {"count": str(sum(figure.value != 0 for figure in now))}
            yield doubt_of_return(rule, series.returns[court, slot], facts, "figures")


def _moving(series: Series, court: str, slot: Slot) -> list[ReportedFigure]:
    figures = series.returns[court, slot]
    own = [figure for figure in figures if figure.basis == "period"]
    return own or [f for f in figures if not figure_words()[f.indicator].stock]
