"""Several tables on one sheet: where one ends and the next begins, below it, above it, beside it.

Comes in: a grid, the header found in it, its body. Goes out: the rows or columns at which to cut.
Refuses to decide what the other part is: it is read like a sheet of its own.
"""

from collections.abc import Sequence

from enforcement_cli.locate.body import Body, is_case_number, is_footer
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.model.grid import Cell, SheetGrid

_TITLE_CELLS = 3  # the most a title line between two tables holds
_NUMBERS = 2  # numbers in one row above the header from which a table stands there


def cut_below(grid: SheetGrid, band: HeaderBand, body: Body, key: int) -> int | None:
    """The Excel row at which another table begins under this one; None when none does.

    A header with other words begins one. The same header again does where title lines stand over
    it (a block an action); without them it only repeats on the next page.
    """
    starts = [_start(grid, band, body, key, row) for row in body.other_headers]
    for row in body.repeated_headers:
        start = _start(grid, band, body, key, row)
        if _has_title(grid, start, row):
            starts.append(start)
    return min(starts, default=None)


def _start(grid: SheetGrid, band: HeaderBand, body: Body, key: int, header: int) -> int:
    """The first row of the table whose header stands at `header`: its titles belong to it.

    The lines between the last row of the table above and the header: after the first blank one
    where there is one, else all that are no footer.
    """
    above = {total.row for total in body.totals} | set(body.zero_rows)
    last = band.last
    for number in range(header - 1, band.last, -1):
        row = _row(grid, number)
        said = row[key - grid.first_column]
        numbers = any(type(cell) in (int, float) for cell in row)
        if number in above or is_case_number(said) or (numbers and said is not None):
            last = number
            break
        if said is not None and _filled(row) > _TITLE_CELLS and number in body.rows:
            last = number
            break
    between = range(last + 1, header)
    blank = next((number for number in between if not _filled(_row(grid, number))), None)
    if blank is not None:
        return min(blank + 1, header)
    footers = [number for number in between if _begins_footer(_row(grid, number))]
    return max(footers, default=last) + 1


def _has_title(grid: SheetGrid, start: int, header: int) -> bool:
    return any(_filled(_row(grid, number)) for number in range(start, header))


def cut_above(grid: SheetGrid, band: HeaderBand) -> int | None:
    """The last row of a table above the header's titles; None when only titles stand there."""
    last = None
    for number in range(grid.first_row, band.first):
        row = _row(grid, number)
        if sum(_is_number(cell) for cell in row) >= _NUMBERS:
            last = number
    return last


def gutters(grid: SheetGrid, band: HeaderBand) -> list[int]:
    """Columns between two headed ones that are blank from the header on: tables may stand beside.

    Only where headers repeat on both sides, or the caller finds a form on each.
    """
    columns = sorted(band.paths)
    low, high = columns[0] - grid.first_column, columns[-1] - grid.first_column
    start = band.first - grid.first_row
    blank = [
        j
        for j in range(low + 1, high)
        if all(row[j] is None for row in grid.rows[start:] if j < len(row))
    ]
    return [j + grid.first_column for j in blank]


def _row(grid: SheetGrid, number: int) -> list[Cell]:
    return grid.rows[number - grid.first_row]


def _filled(row: Sequence[Cell]) -> int:
    return len(row) - list(row).count(None)


def _begins_footer(row: Sequence[Cell]) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    return isinstance(first, str) and is_footer(first)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.strip().replace(",", "").replace(".", "", 1).isdecimal()
    return isinstance(cell, float | int) and not isinstance(cell, bool)
