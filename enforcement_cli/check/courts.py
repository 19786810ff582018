"""One court's figures against the other courts' of the same period.

Comes in: a Series. Goes out: C-02 at an amount for each case, C-07 at a share of the desk's total,
C-10 at what one court alone brings. Refuses to rank courts, and to ask twice what P-04 asked.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from enforcement_cli.check.series import PERSONS, Line, Series, Slot, middle, size
from enforcement_cli.check.series_doubt import SeriesDoubt, doubt_at, printed, times, widest
from enforcement_cli.model.money import round_half_up
from enforcement_cli.model.problem import Rule
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.vocabulary.checks import Average, averages

# A court's amount, the number of cases it is of, and the figure that states the amount.
_PerCase = tuple[float, ReportedFigure]


def check_courts(series: Series) -> list[SeriesDoubt]:
    """Every doubt, averages first: what they explain moves a share too."""
    found = widest(doubt for average in averages() for doubt in _averages(series, average))
    shares: list[SeriesDoubt] = []
    for lines in series.peers.values():
        if len(lines) > 2 and not lines[0].stock and lines[0].key[3] != PERSONS:
            shares += _shares(series, lines)
            shares += _alone(series, lines)
    return [*found, *widest(shares)]


def _averages(series: Series, average: Average) -> Iterator[SeriesDoubt]:
    """C-02, once a run of periods: an amount for each case that is many times the other courts'."""
    by_slot: dict[tuple[str, str, Slot], list[_PerCase]] = {}
    for line in series.lines.values():
        counts = series.line(line.key, average.per) if line.key[2] == average.amount else None
        if counts is None:
            continue
        of_slot = {point.slot: point for point in counts.points}
        # To date, where it is stated at all: a whole campaign says surely what one period may not.
        summed = any(point.to_date for point in line.points)
        for point in line.points:
            count = of_slot.get(point.slot)
            rule = series.rule("C-02", point.slot)
            amount = point.to_date if summed else point.now
            cases = (count.to_date if summed else count.now) if count else None
            if rule is None or not amount or not cases or amount.value <= 0:
                continue
            if cases.value >= rule.number("least_count"):
                key = (line.key[1], amount.basis, point.slot)
                by_slot.setdefault(key, []).append((amount.value / cases.value, amount))
    odd: set[tuple[str, str]] = set()
    for (action, _, slot), found in sorted(by_slot.items(), key=lambda item: item[0]):
        rule = series.rule("C-02", slot)
        for place, (per_case, figure) in enumerate(found):
            others = [other for i, (other, _) in enumerate(found) if i != place]
            if rule is None or not _is_odd(series, rule, figure, per_case, others):
                continue
            if (figure.of.court, action) not in odd:
                odd.add((figure.of.court, action))
                facts = {
                    "now": printed(round(per_case), "fen"),
                    "count": str(len(others)),
                    "middle": printed(round(middle(others)), "fen"),
                    "times": times(per_case / middle(others)),
                }
                yield doubt_at(series, rule, figure, facts)


def _is_odd(
    series: Series, rule: Rule, figure: ReportedFigure, per_case: float, others: Sequence[float]
) -> bool:
    """Many times the middle of the others, and apart from every one of them."""
    key = (figure.of.court, figure.action, figure.indicator, figure.unit)
    told = (key, figure.slot) in series.told or (figure.of.court, figure.slot) in series.copied
    if told or len(others) < rule.number("courts"):
        return False
    far, apart = float(rule.number("times")), float(rule.number("apart"))
    usual = middle(others)
    above = per_case >= far * usual and per_case >= apart * max(others)
    return above or (per_case * far <= usual and per_case * apart <= min(others))


def _shares(series: Series, lines: Sequence[Line]) -> Iterator[SeriesDoubt]:
    """C-07: a court's share of the total to date, of the courts that sent both periods."""
    steps: dict[Slot, list[tuple[Line, ReportedFigure, ReportedFigure]]] = {}
    for line in lines:
        for place, point in enumerate(line.points):
            earlier = line.before(place)
            if earlier and _explained(series, line, earlier.slot):
                continue
            if earlier and earlier.to_date and point.to_date:
                steps.setdefault(point.slot, []).append((line, earlier.to_date, point.to_date))
    for periods, (slot, found) in enumerate(sorted(steps.items()), start=1):
        rule = series.rule("C-07", slot)
        if rule is None or len(found) < rule.number("courts") or periods < rule.number("periods"):
            continue
        total_before = sum(before.value for _, before, _ in found)
        total = sum(now.value for _, _, now in found)
        if total_before < size(rule, lines[0].key[3]):
            continue
        points = int(rule.number("points"))
        for line, before, now in found:
            gained = 100 * (now.value * total_before - before.value * total)
            jumps = gained >= points * total * total_before
            doubled = now.value * total_before >= 2 * before.value * total
            if jumps and doubled and not _explained(series, line, slot):
                facts = {
                    "before": _percent(before.value, total_before),
                    "now": _percent(now.value, total),
                }
                yield doubt_at(series, rule, now, facts)


def _percent(part: int, whole: int) -> str:
    return str(round_half_up(Decimal(100 * part) / whole, 1))


def _alone(series: Series, lines: Sequence[Line]) -> Iterator[SeriesDoubt]:
    """C-10: nearly all of what the courts bring in a period is one court's, which is not usual."""
    by_slot: dict[Slot, list[tuple[Line, ReportedFigure]]] = {}
    for line in lines:
        for point in line.points:
            if point.now:
                by_slot.setdefault(point.slot, []).append((line, point.now))
    whole = sum(figure.value for found in by_slot.values() for _, figure in found)
    for slot, found in sorted(by_slot.items()):
        rule = series.rule("C-10", slot)
        total = sum(figure.value for _, figure in found)
        if rule is None or len(found) < rule.number("courts"):
            continue
        line, most = max(found, key=lambda pair: (pair[1].value, pair[0].key))
        if total < size(rule, lines[0].key[3]) or most.value * 100 < total * rule.number("percent"):
            continue
        own = sum(point.now.value for point in line.points if point.now)
        usual = (own - most.value) * 100 < (whole - total) * rule.number("usual_percent")
        if usual and not _explained(series, line, slot):
            facts = {"share": _percent(most.value, total)}
            yield doubt_at(series, rule, most, facts)


def _explained(series: Series, line: Line, slot: Slot) -> bool:
    return (line.key, slot) in series.told or (line.key[0], slot) in series.copied
