"""Courts in order by one figure: ties share a place, what is not comparable is named (ideas 19).

Comes in: what each court gives. Goes out: a Ranking. Refuses to rank what has no better and worse,
and courts that are late or whose base is small. The order of two courts never depends on a third.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from enforcement_cli.model.comparison import Placed, Ranking
from enforcement_cli.model.indicator import FigureKey, Indicator
from enforcement_cli.model.money import in_unit, round_half_up
from enforcement_cli.vocabulary.comparisons import word

Number = int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A court's figure. `base` is a rate's denominator; `why` why it cannot be ranked, or empty."""

    court: str
    value: Number
    base: Number = None
    why: str = ""


def printed(value: int | Decimal, unit: str, decimals: int = 0) -> Decimal:
    """The value as it is printed, rounded half-up once: 万元 and percent with two decimals.

    >>> printed(154_484_499, "fen"), printed(Decimal("0.66665"), "%")
    (Decimal('154.48'), Decimal('66.67'))
    """
    if unit == "fen":
        return round_half_up(in_unit(int(value), "万元"), 2)
    if unit == "%":
        return round_half_up(Decimal(value) * 100, 2)
    return round_half_up(Decimal(value), decimals)


def rank(
    key: FigureKey, indicator: Indicator, unit: str, entries: Iterable[Entry], *, small_base: int
) -> Ranking | None:
    """Places 1, 2, 2, 4; None for what is neither better high nor low (区间 is marked instead).

    Args:
        key: of the figure, without a court.
        indicator: whose direction and decimals hold.
        unit: of the figure as it is counted in this report.
        entries: the courts in the order of the desk; courts that tie keep it.
        small_base: a rate over fewer is listed and not ranked (T-09).
    """
    if indicator.direction not in ("up", "down"):
        return None
    ranked: list[tuple[Decimal, Entry]] = []
    unranked: list[tuple[str, str]] = []
    for entry in entries:
        why = entry.why
        if not why and entry.base is not None and entry.base == 0:
            why = word("no_denominator")
        elif not why and entry.base is not None and entry.base < small_base:
            why = word("small_base", base=small_base)
        if why or entry.value is None:
            unranked.append((entry.court, why or word("no_base")))
        else:
            ranked.append((printed(entry.value, unit, indicator.decimals), entry))
    sign = -1 if indicator.direction == "up" else 1
    ranked.sort(key=lambda pair: sign * pair[0])
    alike = Counter(value for value, _ in ranked)
    places: dict[Decimal, int] = {}
    for place, (value, _) in enumerate(ranked, 1):
        places.setdefault(value, place)
    lines = tuple(
        Placed(
            court=entry.court,
            place=places[value],
            tied=alike[value] > 1,
            value=entry.value,
        )
        for value, entry in ranked
        if entry.value is not None
    )
    return Ranking(key=key, unit=unit, lines=lines, unranked=tuple(unranked))
