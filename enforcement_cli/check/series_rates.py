"""Shares of cases that moved far from one period to the next, by the return's own figures.

Comes in: a Series. Goes out: P-12 at the numerator. Refuses shares of money, which one case moves,
and of few cases.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import sqrt

from enforcement_cli.check.series import Line, Point, Series, Slot
from enforcement_cli.check.series_doubt import SeriesDoubt, doubt_at, widest
from enforcement_cli.model.money import round_half_up
from enforcement_cli.model.problem import Rule
from enforcement_cli.model.reported import ReportedFigure
from enforcement_cli.vocabulary.aggregate import rate_words


def check_rates(series: Series) -> list[SeriesDoubt]:
    """Every doubt; of all cases and an action of them one."""
    return widest(_rates(series))


def _rates(series: Series) -> Iterator[SeriesDoubt]:
    """P-12: a share of cases that moved far, beyond what so few cases do by chance.

    Also against all other periods together, so that the return to what is usual is no doubt.
    """
    for words in rate_words().values():
        if len(words.of) < 2:
            continue
        for line in series.lines.values():
            below = series.line(line.key, words.of[1])
            if line.key[2] != words.of[0] or line.key[3] == "fen" or below is None:
                continue
            for basis in ("period", "cumulative"):
                yield from _rate(series, (line, below), words.id, basis)


def _rate(series: Series, lines: tuple[Line, Line], rate: str, basis: str) -> Iterator[SeriesDoubt]:
    parts = [
        (point.slot, top, bottom)
        for point, other in _paired(*lines)
        if (top := _of(point, basis)) and (bottom := _of(other, basis))
        and (lines[0].key[0], point.slot) not in series.copied
    ]  # fmt: skip
    moved: list[ReportedFigure] = []
    for (old_slot, old_top, old_bottom), (slot, top, bottom) in pairwise(parts):
        rule = series.rule("P-12", slot)
        told = {(line.key, at) for line in lines for at in (old_slot, slot)} & series.told
        if rule is None or told or (slot[0] - old_slot[1]).days != 1:
            continue
        before, now = (old_top.value, old_bottom.value), (top.value, bottom.value)
        rest = _rest(parts, slot) if basis == "period" else before
        if moved or not (_far(rule, before, now) and _far(rule, rest, now)):
            continue
        moved.append(top)
        was, share = (_percent(*pair) for pair in (before, now))
        facts = {
            "rate": rate_words()[rate].label,
            "before": str(was),
            "now": str(share),
            "change": str(abs(share - was)),
        }
        yield doubt_at(series, rule, top, facts, about=f"{rate}.{basis}.{top.action}")


def _paired(line: Line, other: Line) -> Iterator[tuple[Point, Point]]:
    by_slot = {point.slot: point for point in other.points}
    return ((p, by_slot[p.slot]) for p in line.points if p.slot in by_slot)


def _of(point: Point, basis: str) -> ReportedFigure | None:
    return point.now if basis == "period" else point.to_date


def _rest(
    parts: Sequence[tuple[Slot, ReportedFigure, ReportedFigure]], slot: Slot
) -> tuple[int, int]:
    others = [(top.value, bottom.value) for at, top, bottom in parts if at != slot]
    return sum(top for top, _ in others), sum(bottom for _, bottom in others)


def _percent(top: int, bottom: int) -> Decimal:
    return round_half_up(Decimal(100 * top) / bottom, 1)


def _far(rule: Rule, before: tuple[int, int], now: tuple[int, int]) -> bool:
    """Whether two shares differ by so many points, and by so many standard errors."""
    (top, bottom), (top_now, bottom_now) = before, now
    if min(bottom, bottom_now) < rule.number("least_count") or top > bottom or top_now > bottom_now:
        return False
    gap = abs(top / bottom - top_now / bottom_now)
    pooled = (top + top_now) / (bottom + bottom_now)
    error = sqrt(pooled * (1 - pooled) * (1 / bottom + 1 / bottom_now))
    return gap * 100 > rule.number("points") and gap > float(rule.number("errors")) * error
