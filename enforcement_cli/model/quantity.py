"""An amount that knows its unit, so that a wrong sum cannot be written (scenario 35).

Comes in: numbers with their units. Goes out: sums of what may be added. Refuses 人 with 人次, 套 with
处, and any sum of persons or shares. Which units there are is data: vocabulary/units.toml.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Over = Literal["weeks", "courts"]


class WrongSum(ValueError):
    """Two units in one sum, or a unit that does not add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is counted. `also` are other words for the same, `not_with` what no rate sets it against.

    `over_weeks` and `over_courts`: whether it adds up over periods, over courts.
    """

    name: str
    over_weeks: bool
    over_courts: bool
    also: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    shown: str = ""

    def adds_up(self, over: Over) -> bool:
        """Whether amounts in it may be added over weeks or over courts."""
        return self.over_weeks if over == "weeks" else self.over_courts


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number and what it counts; money in 分. What is missing is no Quantity, never 0."""

    value: int | Decimal
    unit: Unit


def add(left: Quantity, right: Quantity, *, over: Over = "courts") -> Quantity:
    """The sum over weeks or courts.

    Raises:
        WrongSum: the units differ, or the unit does not add up.
    """
    if left.unit != right.unit:
        raise WrongSum(f"{left.unit.name}和{right.unit.name}不能相加。")
    if not left.unit.adds_up(over):
        what = "各期" if over == "weeks" else "各院"
        raise WrongSum(f"{what}的{left.unit.name}不能相加。")
    return Quantity(value=left.value + right.value, unit=left.unit)


def total(parts: Iterable[Quantity], *, over: Over = "courts") -> Quantity | None:
    """The sum of several; None of none. One alone is its own sum, whatever its unit.

    Raises:
        WrongSum: the units differ, or the unit does not add up.
    """
    whole: Quantity | None = None
    for part in parts:
        whole = part if whole is None else add(whole, part, over=over)
    return whole
