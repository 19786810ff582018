"""What a court has in hand from period to period: 旧存 is the last 未结, and no more is closed.

Comes in: a Series. Goes out: P-07 and P-11. Refuses to say again what the return itself (R-03)
contradicts.
"""

from collections.abc import Iterator
from statistics import mode

from enforcement_cli.check.series import Line, Point, Series
from enforcement_cli.check.series_doubt import SeriesDoubt, doubt_at, indicator_title, printed
from enforcement_cli.model.reported import ReportedFigure


def check_stock(series: Series) -> list[SeriesDoubt]:
    """Every doubt, lines in their order."""
    found: list[SeriesDoubt] = []
    for line in series.lines.values():
        if line.key[2] == "cases_carried_over":
            found += _carried_over(series, line)
        elif line.key[2] == "cases_closed":
            found += _too_many(series, line)
    return found


def _carried_over(series: Series, line: Line) -> Iterator[SeriesDoubt]:
    """P-07: 旧存 is last period's 未结; or, with courts that carry it so, the campaign's first."""
    left = series.line(line.key, "cases_open")
    left_by_slot = {p.slot: p.to_date for p in left.points if p.to_date} if left else {}
    pairs: list[tuple[ReportedFigure, ReportedFigure | None, ReportedFigure]] = []
    for place, point in enumerate(line.points):
        earlier = line.before(place)
        if earlier is None or point.to_date is None or earlier.to_date is None:
            continue
        if (line.key[0], point.slot) in series.copied:
            continue
        pairs.append((point.to_date, left_by_slot.get(earlier.slot), earlier.to_date))
    usual = mode(p.to_date.value for p in line.points if p.to_date)
    moved = [(now.value, end.value if end else None) for now, end, _ in pairs]
    chained = sum(value == end != usual for value, end in moved)
    fixed = sum(value == usual != end for value, end in moved)
    for now, end, start in pairs:
        by_start = fixed > chained
        expected = usual if by_start else end.value if end else now.value
        right = {expected, *(end.earlier if end and not by_start else ())}
        rule = series.rule("P-07", now.slot)
        if rule is None or now.value in right or (by_start and end and now.value == end.value):
            continue
        if _said_within(series, line, now, now.value - expected):
            continue
        of = start if by_start or end is None else end
        facts = {
            "now": printed(now.value, now.unit),
            "reference": ("以前各期" if by_start else "上期") + indicator_title(of.indicator),
            "before": printed(expected, now.unit),
        }
        yield doubt_at(series, rule, now, facts)


def _said_within(series: Series, line: Line, carried: ReportedFigure, gap: int) -> bool:
    """Whether the return's own 未结 is off by just as much: R-03 has said it at the return."""
    if series.rule("R-03", carried.slot) is None:
        return False
    here: dict[str, Point] = {}
    for name in ("cases_open", "cases_filed", "cases_closed"):
        other = series.line(line.key, name)
        found = [p for p in other.points if p.slot == carried.slot] if other else []
        if not found:
            return False
        here[name] = found[0]
    left, filed, closed = (here[name] for name in here)
    pairs = ((filed.now, closed.now), (filed.to_date, closed.to_date))
    return left.to_date is not None and gap in {
        carried.value + came.value - went.value - left.to_date.value
        for came, went in pairs
        if came and went
    }


def _too_many(series: Series, line: Line) -> Iterator[SeriesDoubt]:
    """P-11: more closed to date than there was at the start and came in since."""
    filed = series.line(line.key, "cases_filed")
    carried = series.line(line.key, "cases_carried_over")
    if filed is None or carried is None or carried.points[0].to_date is None:
        return
    start = carried.points[0].to_date
    came_in = {p.slot: p.to_date for p in filed.points if p.to_date}
    beyond = False
    for point in line.points:
        closed, since = point.to_date, came_in.get(point.slot)
        if closed is None or since is None or carried.points[0].slot[0] != closed.start:
            continue
        was, beyond = beyond, closed.value > start.value + since.value
        rule = series.rule("P-11", point.slot)
        if rule is None or not beyond or was or (line.key, point.slot) in series.told:
            continue
        most = start.value + since.value
        facts = {
            "now": printed(closed.value, closed.unit),
            "most": printed(most, closed.unit),
            "carried": printed(start.value, closed.unit),
            "filed": printed(since.value, closed.unit),
        }
        yield doubt_at(series, rule, closed, facts)
