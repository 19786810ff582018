"""How far amounts stand from what is usual beside them, in decades, and whether 10⁴ explains it.

Comes in: amounts in 分, missing ones as 0. Goes out: distances and directions, one an amount.
Refuses to know what the amounts are and what becomes of them.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from enforcement_cli.model.both_readings import SLIP
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.vocabulary.checks import threshold

Amounts = NDArray[np.int64]
Decades = NDArray[np.float64]
Mask = NDArray[np.bool_]
# Between 元 and 万元.
_SLIP_DECADES = 4.0
# Makes a median absolute deviation the standard deviation of a normal distribution.
_MAD_TO_SPREAD = 1.4826


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What amounts of a column are: the middle of their logarithms and the spread, in decades.

    `certain`: read from the column itself, which says enough to judge one of its amounts by.
    """

    centre: float
    spread: float
    certain: bool

    @property
    def middle(self) -> int:
        """The middle itself, in 分."""
        return max(1, round(10**self.centre))

    @property
    def limit(self) -> float:
        """From how many decades off the centre a slip is likelier than a true amount."""
        return limit_of(self.spread)


def limit_of(spread: float) -> float:
    """From how many decades off what is usual a slip of 10⁴ is likelier than a true amount.

    Both are held normal about their centres, a slip's being four decades away; the odds against
    one, `unit_slip_odds`, are a natural logarithm.
    """
    odds = float(threshold("unit_slip_odds"))
    even = _SLIP_DECADES / 2 + odds * spread**2 / _SLIP_DECADES
    return max(float(threshold("unit_slip_least_decades")), even)


def decades(amounts: Amounts) -> Decades:
    """Logarithms to base ten of the amounts in 分; NaN where there is none above zero."""
    logs: Decades = np.full(len(amounts), np.nan)
    np.log10(amounts, out=logs, where=amounts > 0)
    return logs


def median(values: NDArray[Any]) -> float:
    """The middle of some values, as numpy has it, without its second look for what is no number."""
    ordered = np.sort(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[half])
    return (float(ordered[half - 1]) + float(ordered[half])) / 2


def usual_of(amounts: Amounts) -> Usual:
    """The middle and spread of a column; of too few amounts, what is usual for a case.

    The spread is drawn to the usual one, the less the more amounts there are.
    """
    known = amounts[amounts > 0]
    spread = float(threshold("unit_usual_spread"))
    if len(known) < threshold("unit_column_least"):
        usual = math.log10(threshold("unit_usual_yuan") * FEN_PER_UNIT["元"])
        return Usual(centre=usual, spread=spread, certain=False)
    logs = np.log10(known)
    middle = median(logs)
    own = _MAD_TO_SPREAD * median(np.abs(logs - middle))
    weight = float(threshold("unit_usual_weight"))
    variance = (len(known) * own**2 + weight * spread**2) / (len(known) + weight)
    return Usual(centre=middle, spread=math.sqrt(variance), certain=True)


def directions(amounts: Amounts, usual: Usual) -> NDArray[np.int8]:
    """+1 where an amount looks 10⁴ times too large, -1 where it looks as much too small, else 0.

    Too large by 10⁴ is only what is a whole number of 10⁴ 分. Among too few amounts to tell what is
    usual, only one that no basic court has in a year is asked about.
    """
    if not usual.certain:
        rare = int(threshold("unit_few_high_yuan")) * FEN_PER_UNIT["元"]
        huge: NDArray[np.int8] = ((amounts >= rare) & (amounts % SLIP == 0)).astype("int8")
        return huge
    logs = np.nan_to_num(decades(amounts), nan=usual.centre)
    above = (logs - usual.centre > usual.limit) & (amounts % SLIP == 0)
    below = usual.centre - logs > usual.limit
    off: NDArray[np.int8] = above.astype("int8") - below.astype("int8")
    return off
