"""A column whose unit is written in two ways: an example in both, the likelier unit first.

Comes in: the units and the column's cells. Goes out: the facts of S-12. Refuses to decide.
"""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.money import FEN_PER_UNIT, in_unit
from enforcement_cli.vocabulary.checks import threshold


def unit_facts(
    header: str, units: Sequence[str], cells: Iterable[Cell], *, usual: str = "unit_usual_yuan"
) -> dict[str, str]:
    """The two units, that first in which the numbers are of a usual size, and one number in both.

    Args:
        header: of the column, as shown.
        units: at least two, as written.
        cells: of the column; only plain numbers above zero speak.
        usual: the threshold that says what such an amount usually is.
    """
    numbers = sorted(cell for cell in cells if isinstance(cell, float | int) and cell > 0)
    first, second = units[0], units[1]
    if not numbers:
        return {"header": header, "unit1": first, "unit2": second, "readings": ""}
    example = numbers[len(numbers) // 2]
    middle = math.log10(threshold(usual) * FEN_PER_UNIT["元"])
    if _distance(example, second, middle) < _distance(example, first, middle):
        first, second = second, first
    number = Decimal(format(example, ".15g"))
    readings = "，".join(
        f"按{unit}为 {format(in_unit(1, '元') * number * FEN_PER_UNIT[unit], 'f')} 元"
        for unit in (first, second)
    )
    shown = f"（如 {format(number, 'f')}：{readings}）"
    return {"header": header, "unit1": first, "unit2": second, "readings": shown}


def _distance(number: float, unit: str, middle: float) -> float:
    return abs(math.log10(number * FEN_PER_UNIT[unit]) - middle)
