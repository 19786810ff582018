"""Instead of ranks: which courts lie inside an interval, or are ahead of the time-line.

Comes in: what each court gives, an interval, or paces. Goes out: a Marking. Refuses to put courts in
order.
"""

from collections.abc import Iterable, Sequence

from enforcement_cli.indicator.ranking import Entry, printed
from enforcement_cli.model.campaign import Interval
from enforcement_cli.model.comparison import Marking, Pace
from enforcement_cli.model.indicator import FigureKey, Indicator
from enforcement_cli.model.money import round_half_up
from enforcement_cli.vocabulary.comparisons import word


def mark(
    key: FigureKey,
    indicator: Indicator,
    interval: Interval,
    unit: str,
    entries: Iterable[Entry],
    *,
    small_base: int,
) -> Marking:
    """Where the courts lie, by the printed values, so that 60.00% is inside of up to 60%.

    Args:
        key: of the figure, without a court.
        indicator: whose decimals hold.
        interval: its ends in the indicator's base unit.
        unit: of the figure as it is counted in this report.
        entries: the courts in the order of the desk.
        small_base: a rate over fewer is not marked.
    """
    sides: dict[str, list[str]] = {"inside": [], "below": [], "above": []}
    unmarked: list[tuple[str, str]] = []
    low, high = (
        None if end is None else printed(end, unit, indicator.decimals)
        for end in (interval.low, interval.high)
    )
    for entry in entries:
        why = entry.why
        if not why and entry.base is not None and entry.base < small_base:
            why = word("small_base", base=small_base) if entry.base else word("no_denominator")
        if why or entry.value is None:
            unmarked.append((entry.court, why or word("no_base")))
            continue
        shown = printed(entry.value, unit, indicator.decimals)
        side = "inside"
        if low is not None and shown < low:
            side = "below"
        elif high is not None and shown > high:
            side = "above"
        sides[side].append(entry.court)
    return Marking(
        key=key, low=interval.low, high=interval.high, inside=tuple(sides["inside"]),
        below=tuple(sides["below"]), above=tuple(sides["above"]), unmarked=tuple(unmarked),
    )  # fmt: skip


def mark_by_pace(key: FigureKey, paces: Sequence[Pace]) -> Marking:
    """Which courts are ahead of 序时进度, behind it, or level with it as printed.

    Time never runs past the whole, so a court that has reached its target is not behind.
    """
    sides: dict[str, list[str]] = {"inside": [], "below": [], "above": []}
    unmarked: list[tuple[str, str]] = []
    for pace in paces:
        court = pace.key.court or ""
        if pace.rate is None or pace.elapsed is None:
            unmarked.append((court, pace.note or word("no_base")))
            continue
        gap = round_half_up((pace.rate - pace.elapsed) * 100, 2)
        side = "above" if gap > 0 else "below" if gap < 0 else "inside"
        sides[side].append(court)
    return Marking(
        key=key, low=None, high=None, inside=tuple(sides["inside"]), below=tuple(sides["below"]),
        above=tuple(sides["above"]), unmarked=tuple(unmarked),
    )  # fmt: skip
