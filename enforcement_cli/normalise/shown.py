"""Numbers that a cell shows otherwise than it holds them: percentages, and amounts scaled by format.

Comes in: a column of a located table. Goes out: the unit its numbers are stored in, and a problem
at each cell that could be read two ways. Refuses to choose between what is shown and what is stored.
"""

from dataclasses import replace
from decimal import Decimal

from enforcement_cli.model.form import Field
from enforcement_cli.model.grid import SheetGrid, Shown
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.table import ColumnPlace
from enforcement_cli.normalise.body import Body
from enforcement_cli.normalise.columns import ColumnValues
from enforcement_cli.normalise.reading import Reading, exact

_COUNTED = frozenset({"money", "count"})


def stored_place(place: ColumnPlace, field: Field, body: Body, grid: SheetGrid) -> ColumnPlace:
    """The column in the unit its numbers are stored in.

    A column of 万元 whose every number is stored in 元 and shown divided by ten thousand is one of
    元: what the header says is true of what is shown.
    """
    scaled = grid.scaled
    if not scaled or field.kind != "money" or not place.unit:
        return place
    numbers = [row for row, cell in _numbers(body, place.column) if cell]
    if not numbers or any((row, place.column) not in scaled for row in numbers):
        return place
    stored = {_stored_in(scaled[row, place.column], place.unit) for row in numbers}
    return replace(place, unit="元") if stored == {FEN_PER_UNIT["元"]} else place


def doubt_shown(
    column: ColumnValues, place: ColumnPlace, read_in: str, body: Body, grid: SheetGrid
) -> None:
    """V-10 at a percentage in a column of money or counts, S-25 at a number of doubtful size.

    `place` is the column as its header has it, `read_in` the unit its numbers were read in.
    """
    field = column.place.field
    if field.kind not in _COUNTED or not (grid.percents or grid.scaled):
        return
    unit = place.unit or field.unit
    at = {row: index for index, row in enumerate(column.place.rows)}
    for row, cell in _numbers(body, place.column):
        where = row, place.column
        if not cell:  # nothing is nothing in every size
            continue
        if where in grid.percents:
            facts = {"unit1": unit or "数", "raw": f"{_plain(exact(cell) * 100)}%"}
            code = "V-10"
        elif (shown := (grid.scaled or {}).get(where)) and _doubtful(shown, field, unit, read_in):
            told = f"{_plain(exact(cell) / shown.divisor)}{shown.unit}"
            facts = {"header": place.header, "shown": told, "stored": _plain(exact(cell)),
                     "unit": unit or field.title}  # fmt: skip
            code = "S-25"
        else:
            continue
        index = at[row]
        column.values[index] = None
        if index in column.doubtful:  # one cause, one message: 20% is no count with decimals
            column.problems = [p for p in column.problems if p.origin.row != row]
            column.held.discard(index)
        column.add(index, column.place.problem(index, code, facts))


def unit_as_shown(grid: SheetGrid, place: tuple[int, int], unit: str, header: str) -> str | Reading:
    """The unit in which one figure's number is stored; V-10 or S-25 where it is not certain."""
    cell = grid.value(*place)
    if type(cell) not in (float, int) or not cell:
        return unit
    number = exact(float(cell))  # type: ignore[arg-type]
    if place in grid.percents:
        facts = {"unit1": unit or "数", "raw": f"{_plain(number * 100)}%"}
        return Reading(code="V-10", facts=facts)
    scaled = (grid.scaled or {}).get(place)
    if scaled is None or not unit:
        return unit
    if unit in FEN_PER_UNIT:
        fen = _stored_in(scaled, unit)
        if fen in (FEN_PER_UNIT["元"], FEN_PER_UNIT[unit]):
            return unit if fen == FEN_PER_UNIT[unit] else "元"
    told = f"{_plain(number / scaled.divisor)}{scaled.unit}"
    facts = {"header": header, "shown": told, "stored": _plain(number), "unit": unit}
    return Reading(code="S-25", facts=facts)


def _numbers(body: Body, column: int) -> list[tuple[int, float]]:
    cells = zip(body.rows, body.cells(column), strict=True) if body.rows else ()
    return [(row, cell) for row, cell in cells if type(cell) in (float, int)]  # type: ignore[misc]


def _doubtful(shown: Shown, field: Field, unit: str, read_in: str) -> bool:
    """Whether the number as it was read is not what the cell shows under the column's unit."""
    if field.kind != "money":
        return True
    return bool(unit) and _stored_in(shown, unit) != FEN_PER_UNIT[read_in]


def _stored_in(shown: Shown, unit: str) -> Decimal | int:
    """How many 分 one of the stored number is, if what is shown is in its own or the column's unit."""
    fen = Decimal(FEN_PER_UNIT[shown.unit or unit]) / shown.divisor
    return int(fen) if fen == int(fen) else fen


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
