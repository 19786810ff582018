"""A column whose unit is written in two ways, or in none: the likelier unit by its amounts' size.

Comes in: the units and the column's cells. Goes out: the facts of S-12 and S-11, an example in
both readings. Refuses to decide.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.money import FEN_PER_UNIT, in_unit
from enforcement_cli.vocabulary.checks import threshold

_WRITTEN_UNITS = ("元", "万元")


def unit_facts(
    header: str, units: Sequence[str], cells: Iterable[Cell], *, usual: str = "unit_usual_yuan"
) -> dict[str, str]:
    """The two units, that first in which the numbers are of a usual size, and one number in both.

    Args:
        header: of the column, as shown.
        units: at least two, as written.
        cells: of the column; only numbers above zero without a unit of their own speak.
        usual: the threshold that says what such an amount usually is.
    """
    numbers = _numbers(cells)
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


def no_unit_facts(
    header: str, cells: Iterable[Cell], *, usual: str = "unit_usual_yuan"
) -> dict[str, str]:
    """The facts of S-11: of the two units that returns use, the one of a usual size; '' without one."""
    numbers = _numbers(cells)
    if not numbers:
        return {"header": header, "suggested": "", "suggestion": ""}
    middle = math.log10(threshold(usual) * FEN_PER_UNIT["元"])
    example = numbers[len(numbers) // 2]
    unit = min(_WRITTEN_UNITS, key=lambda unit: _distance(example, unit, middle))
    return {"header": header, "suggested": unit, "suggestion": f"（看数值的大小像是“{unit}”）"}


def _numbers(cells: Iterable[Cell]) -> list[float]:
    """The amounts of a column above zero, written as numbers or as text, in order of size."""
    found = [
        cell if isinstance(cell, float | int) else _plain_number(cell)
        for cell in cells
        if isinstance(cell, float | int | str) and not isinstance(cell, bool)
    ]
    return sorted(number for number in found if number > 0)


def _plain_number(text: str) -> float:
    """A text that is nothing but a number; 0 for any other."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip("¥￥ ")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else 0.0


def _distance(number: float, unit: str, middle: float) -> float:
    return abs(math.log10(number * FEN_PER_UNIT[unit]) - middle)
