"""A column of money in which most amounts are no whole 分 is a question of its unit, not of each cell.

Comes in: a money column as read and the unit it was read in. Goes out: the same column, or one
whose every amount is missing with one P-03 for all. Refuses to read it in another unit.
"""

import math
import re
from decimal import Decimal
from statistics import median

from enforcement_cli.model.both_readings import SLIP, both_readings
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import ColumnPlace
from enforcement_cli.normalise.columns import ColumnValues
from enforcement_cli.normalise.reading import folded
from enforcement_cli.vocabulary.checks import rule, threshold

_BELOW_FEN = "V-07"
# One alone is a mistyped cell.
_SEVERAL = 2
_SIGNS = re.compile(r"[^\d.]")


def doubt_unit(column: ColumnValues, place: ColumnPlace, unit: str) -> None:
    """P-03 for the whole column in place of a V-07 at each cell.

    Nobody writes thirty claims to a hundredth of a 分: under a header of 元 they are 万元. Asked
    only where the larger unit brings the amounts nearer to what is usual, and not where the desk
    has named the unit itself.

    Args:
        column: as read; its cells become missing where its unit is doubted.
        place: where it stands, with all that names its unit.
        unit: in which it was read.
    """
    odd = [problem for problem in column.problems if problem.code == _BELOW_FEN]
    larger = next((u for u, fen in FEN_PER_UNIT.items() if fen == _larger(unit)), "")
    if not odd or not larger or any(source == "mapping" for source, _ in place.unit_witnesses):
        return
    amounts = [value for value in column.values if value]
    if len(odd) < max(len(amounts), _SEVERAL):
        return
    all_amounts: list[Decimal] = [Decimal(value) for value in amounts] + [_fen_of(p) for p in odd]
    middle = max(1, round(median(all_amounts)))
    usual = round(threshold("unit_usual_yuan") * FEN_PER_UNIT["元"])
    if math.log10(usual / middle) <= math.log10(SLIP) / 2:
        return
    at = column.place
    title = f"{at.field.title}（整列，中位数）"
    facts = both_readings(title, middle, "同类案件常见数", usual) | {"suggested": larger}
    asked = Problem(
        rule=rule("P-03"),
        origin=Origin(file=at.file, sheet=at.sheet, column=at.column),
        facts=facts,
        field=at.field.name,
    )
    # One question stands for all of them, and for how a cell was read that is not taken.
    kept = [p for p in column.problems if p.code != _BELOW_FEN and p.severity != "fixed"]
    column.problems[:] = [asked, *kept]
    column.doubtful |= {index for index, value in enumerate(column.values) if value is not None}
    column.listed = [None] * len(column.values)


def _larger(unit: str) -> int:
    return FEN_PER_UNIT.get(unit, 0) * SLIP


def _fen_of(problem: Problem) -> Decimal:
    """The amount of a cell, 分 and their fractions."""
    number = _SIGNS.sub("", folded(problem.facts["raw"]))
    return Decimal(number or 0) * FEN_PER_UNIT[problem.facts["unit"]]
