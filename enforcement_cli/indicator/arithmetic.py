"""The sums, differences and quotients of figures; what is missing stays missing.

Comes in: numbers or None. Goes out: a number or None. Refuses to add what does not add up over
courts, and to divide by nothing.
"""

from collections.abc import Iterable
from decimal import Decimal

from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.quantity import Quantity, total
from enforcement_cli.vocabulary.units import unit_named

Number = int | Decimal | None


def ratio(top: Number, bottom: Number) -> Decimal | None:
    """Top / bottom as a Decimal; None when either is missing or the bottom is 0."""
    if top is None or not bottom:
        return None
    return Decimal(top) / Decimal(bottom)


def difference(value: Number, before: Number) -> Number:
    """Now less before; None where either is missing."""
    return value - before if value is not None and before is not None else None


def summed(unit: str, values: Iterable[Number]) -> Number:
    """Over courts, of what adds up; a unit that does not is a fault of ours, and stops the run."""
    known = [Quantity(value=v, unit=unit_named(unit)) for v in values if v is not None]
    found = total(known, over="courts")
    return found.value if found else None


def of_whole(indicator: Indicator) -> bool:
    """Whether the desk's figure is counted over all courts' facts together, never added.

    A median of all cases; distinct cases, of which one may be with two courts.
    """
    return indicator.kind == "median" or bool(indicator.distinct)
