"""How far a target is and should be by now, and where its time will end at the present speed.

Comes in: a target, what is done, days. Goes out: a Pace. Refuses to know which returns the numbers
are from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from enforcement_cli.indicator.arithmetic import ratio
from enforcement_cli.indicator.elapsed import Clock
from enforcement_cli.model.campaign import Target
from enforcement_cli.model.comparison import Pace, TargetKind
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.vocabulary.comparisons import word

# A projection rests on at least so many complete periods, and on the last so many.
FEWEST_POINTS = 3
MOST_POINTS = 5
_WEEK = 7
Number = int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What is known of a target: `value` by the end of `day`, and the last complete weeks.

    `weeks` are what each of them added, the latest last, None where a court's return is missing.
    `closed` is what is done of a ledger to be cleared. `why` says why there is no projection.
    `late`: the value is of an earlier day and cannot be held against time.
    """

    key: FigureKey
    unit: str
    value: Number
    day: date
    weeks: Sequence[Number] = ()
    closed: Number = None
    why: str = ""
    note: str = ""
    late: bool = False


def kind_of(target: Target) -> TargetKind:
    """Which way a target bounds."""
    if target.at_least is not None:
        return "at_least" if target.at_most is None else "between"
    return "clear" if target.indicator == "cases_open" and not target.at_most else "at_most"


def pace_of(target: Target, done: Done, clock: Clock, start: date, by: date) -> Pace:
    """The pace of a target whose time is `start` to `by`."""
    kind, unit = kind_of(target), done.unit
    low = target.at_least if target.at_least is not None else target.at_most
    bound = low if low is not None else Decimal(0)
    ceiling = target.at_most if kind == "between" else None
    rate, elapsed = None, None
    if kind == "clear":
        rate = _cleared(done)
    elif kind != "at_most" and unit != "%" and done.value is not None:
        rate = ratio(done.value, bound)
    gathered = kind == "clear" or (kind != "at_most" and unit != "%")
    if gathered and not done.late:
        elapsed = clock.elapsed(start, by, done.day)
    projected, why = _projected(done, by, gathered=gathered)
    return Pace(
        key=done.key, unit=unit, target=bound, value=done.value, rate=rate, elapsed=elapsed,
        gap=_gap(kind, done.value, bound, ceiling), by=by,
        low=projected[0] if projected else None, high=projected[1] if projected else None,
        reached=done.value is not None and _gap(kind, done.value, bound, ceiling) == 0,
        note="；".join(filter(None, (done.note, why))), kind=kind, ceiling=ceiling,
        phase=target.phase or "",
    )  # fmt: skip


def _cleared(done: Done) -> Decimal | None:
    """What share of all that is to be cleared is closed."""
    if done.value is None or done.closed is None:
        return None
    return ratio(done.closed, done.closed + done.value)


def _gap(kind: TargetKind, value: Number, bound: Decimal, ceiling: Decimal | None) -> Number:
    if value is None:
        return None
    missing = bound - value if kind in ("at_least", "between") else value - bound
    if ceiling is not None and value > ceiling:
        missing = value - ceiling
    whole = isinstance(value, int) and missing == int(missing)
    return max(int(missing) if whole else Decimal(missing), 0)


def _projected(done: Done, by: date, *, gathered: bool) -> tuple[tuple[int, int] | None, str]:
    """The lowest and highest end that the speeds of the last weeks lead to; or why there is none."""
    left = (by - done.day).days
    if left <= 0 or done.value is None or done.late:
        return None, ""
    if not gathered or done.why:
        return None, done.why or word("not_gathered")
    weeks = list(done.weeks[-MOST_POINTS:])
    if len(weeks) < FEWEST_POINTS:
        return None, word("few_periods", count=FEWEST_POINTS)
    known: list[Decimal] = []
    for added in reversed(weeks):
        if added is None:
            break
        known.append(Decimal(added))
    if len(known) < FEWEST_POINTS:
        return None, word("gaps")
    ends = [
        max(Decimal(done.value) + speed * left / _WEEK, Decimal(0))
        for speed in (min(known), max(known))
    ]
    low, high = (int(end.to_integral_value(rounding=ROUND_FLOOR)) for end in ends)
    return (low, high), ""
