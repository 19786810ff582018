"""What the figures of one court must be to each other over time: 累计, 上期累计 and 本期.

Comes in: a Series. Goes out: P-01, P-02, P-10 and P-16 at the figure that does not follow.
Refuses to doubt a figure that only repeats what a replaced version of the one before said.
"""

from collections.abc import Iterator

from enforcement_cli.check.difference import Part, clue_text
from enforcement_cli.check.series import PERSONS, Line, Point, Series
from enforcement_cli.check.series_doubt import SeriesDoubt, doubt_at, printed
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.reported import ReportedFigure

# Two decimals of 万元, the coarsest print of money, and the finer ones after it.
_STEPS = (FEN_PER_UNIT["万元"] // 100, FEN_PER_UNIT["元"])


def check_algebra(series: Series) -> list[SeriesDoubt]:
    """Every contradiction, lines in their order."""
    found: list[SeriesDoubt] = []
    for line in series.lines.values():
        if line.stock:
            continue
        found += _to_date(series, line)
        if line.key[3] == PERSONS:
            found += _persons(series, line)
    return found


def tolerance(unit: str, *values: int) -> int:
    """How far money may be off by rounding alone: one of the last printed place, 0 for counts.

    The printed unit is not kept; what all the values are whole multiples of tells it.
    """
    if unit != "fen":
        return 0
    return next((step for step in _STEPS if all(value % step == 0 for value in values)), 1)


def _to_date(series: Series, line: Line) -> Iterator[SeriesDoubt]:
    last: Point | None = None
    for place, point in enumerate(line.points):
        if point.to_date is None:
            continue
        earlier, last = last, point
        if (line.key[0], point.slot) in series.copied:
            continue
        if earlier is None:
            if place == 0:
                yield from _first(series, point)
            continue
        if (line.key[0], earlier.slot) in series.copied or _follows(line, place):
            continue
        yield from _contradiction(series, point, earlier, adjacent=line.before(place) is earlier)


def _first(series: Series, point: Point) -> Iterator[SeriesDoubt]:
    """P-10: in the campaign's first period what is to date is the period's own."""
    now, to_date = point.now, point.to_date
    rule = series.rule("P-10", point.slot)
    if rule is None or now is None or to_date is None:
        return
    same_days = to_date.start == now.start and to_date.end == now.end
    if same_days and abs(to_date.value - now.value) > tolerance(now.unit, now.value, to_date.value):
        facts = {
            "now": printed(to_date.value, now.unit),
            "period": printed(now.value, now.unit),
            "start": to_date.start.isoformat(),
        }
        yield doubt_at(series, rule, to_date, facts)


def _follows(line: Line, place: int) -> bool:
    """Whether a figure to date is an earlier one and all that lies between them.

    The one just before may be as a replaced version stated it: who filled this return in knew no
    other. Over several periods what is in force must add up, so that a slip in one week does not
    make the right figure of the next a doubt, and a corrected week explains a step later on.
    """
    point = line.points[place]
    now, to_date = point.now, point.to_date
    if now is None or to_date is None or to_date.end != point.slot[1]:
        return False
    allowed = tolerance(to_date.unit, to_date.value, now.value)
    added, steps = 0, 0
    while True:
        here = line.points[place - steps]
        if here.now is None:
            return False
        added += here.now.value
        earlier = line.before(place - steps)
        if earlier is None:
            start_here = here.slot[0] == to_date.start
            return start_here and abs(to_date.value - added) <= allowed
        steps += 1
        if earlier.to_date is None:
            continue
        stated = (earlier.to_date.value, *(earlier.to_date.earlier if steps == 1 else ()))
        if any(abs(to_date.value - added - value) <= allowed for value in stated):
            return True


def _contradiction(
    series: Series, point: Point, earlier: Point, *, adjacent: bool
) -> Iterator[SeriesDoubt]:
    """P-01 where it falls, else P-02 where it is not the one before and the period's own."""
    now, to_date, before = point.now, point.to_date, earlier.to_date
    if to_date is None or before is None:
        return
    unit = to_date.unit
    if to_date.value < before.value:
        rule = series.rule("P-01", point.slot)
        if rule is not None:
            facts = {
                "before": printed(before.value, unit),
                "now": printed(to_date.value, unit),
                "standing": "已按本期所报计",
            }
            yield doubt_at(series, rule, to_date, facts)
        return
    rule = series.rule("P-02", point.slot)
    whole_days = to_date.end == point.slot[1] and before.end == earlier.slot[1]
    if rule is None or now is None or not adjacent or not whole_days:
        return
    gap = to_date.value - before.value - now.value
    # Distinct persons to date are at most the sum: who came in two periods counts once.
    if abs(gap) <= tolerance(unit, to_date.value, before.value, now.value) or (
        unit == PERSONS and gap < 0
    ):
        return
    yield doubt_at(series, rule, to_date, _sum_facts(to_date, before, now))


def _sum_facts(
    to_date: ReportedFigure, before: ReportedFigure, now: ReportedFigure
) -> dict[str, str]:
    unit = to_date.unit
    added = before.value + now.value
    printed_in = "" if unit != "fen" else "万元" if added % 10_000 == 0 else "元"
    return {
        "before": printed(before.value, unit),
        "period": printed(now.value, unit),
        "sum": printed(added, unit),
        "now": printed(to_date.value, unit),
        "difference": printed(to_date.value - added, unit),
        "clue": clue_text(
            to_date.value, [_part("上期累计", before), _part("本期", now)], printed_in
        ),
    }


def _part(label: str, figure: ReportedFigure) -> Part:
    return Part(label=label, cell="", value=figure.value)


def _persons(series: Series, line: Line) -> Iterator[SeriesDoubt]:
    """P-16, once a run: distinct persons to date that are the plain sum of large periods."""
    added, large, asked = 0, 0, False
    for place, point in enumerate(line.points):
        unbroken = place == 0 or line.before(place) is not None
        if point.now is None or not unbroken:
            return
        added += point.now.value
        rule = series.rule("P-16", point.slot)
        to_date = point.to_date
        if rule is None or to_date is None or line.points[0].slot[0] != to_date.start:
            continue
        large += point.now.value >= rule.number("least_persons")
        plain = to_date.value == added and large >= rule.number("least_periods")
        if plain and not asked:
            facts = {"now": printed(to_date.value, PERSONS), "count": str(place + 1)}
            yield doubt_at(series, rule, to_date, facts)
        asked = plain
